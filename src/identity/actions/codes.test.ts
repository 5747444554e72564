import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeTown, type Town } from '../../../tests/town.ts';
import { eventsOf } from '../../platform/events.ts';
import { findOrCreatePerson, loadActor, systemActor } from '../actions.ts';
import { changePhone, logInByCode, requestCode } from './codes.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let town: Town;
const sent: { phone: string; code: string }[] = [];
let isProviderDown = false;
let nextPhone = 13_900_000_000;
let phone = '';

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl, {
    connections: 20,
    ports: {
      async sendCode(message) {
        if (isProviderDown) throw new Error(`cannot reach ${message.phone}`);
        sent.push(message);
      },
    },
  });
  town = await makeTown(context);
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
});
beforeEach(() => {
  phone = String(nextPhone++);
});

const ask = (options: { phone?: string; address?: string } = {}) =>
  requestCode(context, town.networkId, { phone: options.phone ?? phone, address: options.address ?? phone });
const lastCode = () => sent.at(-1)?.code ?? '';
const give = (code: string, more: { name?: string; privacyConsent?: boolean } = {}) =>
  logInByCode(context, town.networkId, { phone, code, device: null, ...more });
const wrongOne = () => (lastCode() === '000000' ? '000001' : '000000');
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const query = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  context.database.transaction(town.networkId, (connection) =>
    connection.query<Row>({ name: `tests.${text}`.slice(0, 60), text }, values),
  );

describe('a one-time code', () => {
  it('logs in once, and enters who is new', async () => {
    await ask();
    const { personId } = await give(lastCode(), { name: ' 演示居民 ' });
    expect(await codeOf(give(lastCode()))).toBe('identity.code_wrong');
    const [person] = await query('select name, phone, claimed_at is not null as claimed from person where id = $1', [
      personId,
    ]);
    expect(person).toEqual({ name: '演示居民', phone, claimed: true });
  });

  it('is kept nowhere in plain text, nor is the phone that it was sent to', async () => {
    await requestCode(
      context,
      town.networkId,
      { phone, address: '192.0.2.7' },
      { key: 'a-key-for-this', digest: Buffer.from(phone) },
    );
    const rows: unknown[] = [];
    for (const table of ['login_code', 'login_attempt', 'event', 'idempotency_key'])
      rows.push(...(await query(`select to_jsonb(t)::text as row from ${table} t`)));
    const all = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(4);
    expect(all).not.toContain(phone);
    expect(all).not.toContain(Buffer.from(phone).toString('hex'));
    expect(all).not.toContain(lastCode());
    expect(all).not.toContain('192.0.2.7');
  });

  it('is replaced by the next one', async () => {
    await ask();
    const first = lastCode();
    context.clock.forward(1);
    await ask();
    if (first !== lastCode()) expect(await codeOf(give(first))).toBe('identity.code_wrong');
    expect(await codeOf(give(lastCode()))).toBe('done');
  });

  it('is good for five minutes', async () => {
    await ask();
    context.clock.forward(5);
    expect(await codeOf(give(lastCode()))).toBe('identity.code_wrong');
  });

  it('of one phone or network is nothing to another', async () => {
    await ask();
    const code = lastCode();
    const login = { code, device: null };
    expect(await codeOf(logInByCode(context, town.networkId, { ...login, phone: '13811110000' }))).toBe(
      'identity.code_wrong',
    );
    const foreign = await makeTown(context, 'elsewhere');
    expect(await codeOf(logInByCode(context, foreign.networkId, { ...login, phone }))).toBe('identity.code_wrong');
  });

  it('given fifty times at once logs in once, and blocks nobody', async () => {
    await ask();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => codeOf(give(lastCode()))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'identity.code_wrong')).toHaveLength(49);
    const people = await query('select id from person where phone = $1', [phone]);
    const sessions = await query('select id from session where person_id = $1', [people[0]?.['id']]);
    expect([people.length, sessions.length]).toEqual([1, 1]);
    await ask();
    expect(await codeOf(give(lastCode()))).toBe('done');
  });

  it('can be guessed ten times a phone and day, new codes or not', async () => {
    for (let guess = 0; guess < 10; guess++) {
      if (guess % 4 === 0) {
        context.clock.forward(1);
        await ask();
      }
      expect(await codeOf(give(wrongOne()))).toBe('identity.code_wrong');
    }
    expect(await codeOf(give(lastCode()))).toBe('identity.too_many_guesses');
    context.clock.forward(1);
    expect(await codeOf(ask())).toBe('identity.too_many_guesses');
    const told = await query(`select body from event where kind = 'identity.guesses_spent'`);
    expect(told).toEqual([{ body: { guesses: 10 } }]);
    context.clock.forward(24 * 60);
    await ask();
    expect(await codeOf(give(lastCode()))).toBe('done');
  });

  it('guessed fifty times at once is judged ten times', async () => {
    await ask();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => codeOf(give(wrongOne()))));
    expect(outcomes.filter((outcome) => outcome === 'identity.code_wrong')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'identity.too_many_guesses')).toHaveLength(40);
  });

  it('is sent again only after half a minute', async () => {
    await ask();
    expect(await codeOf(ask())).toBe('identity.code_just_sent');
    context.clock.forward(0.5);
    expect(await codeOf(ask())).toBe('done');
  });

  it('is sent ten times a day to a phone, also when asked for all at once', async () => {
    for (let time = 0; time < 10; time++) {
      await ask();
      context.clock.forward(1);
    }
    expect(await codeOf(ask())).toBe('identity.too_many_codes');
    const before = sent.length;
    const other = String(nextPhone++);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => codeOf(ask({ phone: other }))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(sent.length - before).toBe(1);
  });

  it('is sent 200 times a day from an address, and 20,000 times in a network', async () => {
    await ask({ address: 'shared' });
    await query(`update login_attempt set attempts = 200 where scope = 'send:address'`);
    expect(await codeOf(ask({ phone: String(nextPhone++), address: 'shared' }))).toBe('identity.too_many_codes');
    await query(`update login_attempt set attempts = 20000 where scope = 'send:network'`);
    expect(await codeOf(ask({ phone: String(nextPhone++), address: 'another' }))).toBe('identity.too_many_codes');
    await query('delete from login_attempt');
  });

  it('that the provider refuses is said so', async () => {
    isProviderDown = true;
    expect(await codeOf(ask())).toBe('identity.code_not_sent');
    isProviderDown = false;
  });

  it('asked for twice with one key is sent once', async () => {
    const before = sent.length;
    const attempt = { key: `key-${phone}`, digest: Buffer.from(phone) };
    const twice = () => requestCode(context, town.networkId, { phone, address: phone }, attempt);
    expect(await twice()).toEqual({ expiresInSeconds: 300 });
    expect(await twice()).toEqual({ expiresInSeconds: 300 });
    expect(sent.length - before).toBe(1);
  });

  it('goes to mobile phones only', async () => {
    expect(await codeOf(ask({ phone: '0351-7654321' }))).toBe('identity.phone_not_mobile');
    expect(await codeOf(ask({ phone: '99' }))).toBe('identity.phone_malformed');
  });

  it('is shown, and not sent, in a demo alone', async () => {
    const demo = { ...context, demo: true };
    const shownTown = await makeTown(demo, 'shown');
    const before = sent.length;
    const shown = await requestCode(demo, shownTown.networkId, { phone, address: phone });
    expect(shown.demoCode).toMatch(/^\d{6}$/);
    expect(sent.length).toBe(before);
    const code = shown.demoCode ?? '';
    expect(await codeOf(logInByCode(demo, shownTown.networkId, { phone, code, device: null }))).toBe('done');
  });

  it('is sent, and not shown, in a city of somebody’s own on a server that was started as a demo', async () => {
    const demo = { ...context, demo: true };
    const before = sent.length;
    expect(await requestCode(demo, town.networkId, { phone, address: phone })).toEqual({ expiresInSeconds: 300 });
    expect(sent.length).toBe(before + 1);
  });
});

describe('who was entered by another', () => {
  const enter = (name: string, withPhone?: string) =>
    context.database.transaction(town.networkId, (connection) =>
      findOrCreatePerson(
        connection,
        systemActor(town.networkId),
        withPhone === undefined ? { name } : { name, phone: withPhone },
        context.clock.now(),
      ),
    );

  it('claims the record by logging in with the phone, under the name they give', async () => {
    const entered = await enter('王奶奶', `+86 ${phone}`);
    expect(await enter('someone else', phone)).toBe(entered);
    await ask();
    const { personId } = await give(lastCode(), { name: '王秀兰', privacyConsent: true });
    expect(personId).toBe(entered);
    const [person] = await query('select name, claimed_at is not null as claimed from person where id = $1', [
      personId,
    ]);
    expect(person).toEqual({ name: '王秀兰', claimed: true });
    const kinds = await context.database.transaction(town.networkId, async (connection) =>
      (await eventsOf(connection, personId)).map((event) => event.kind),
    );
    expect(kinds).toEqual([
      'identity.person_entered',
      'identity.person_claimed',
      'identity.consent_given',
      'identity.logged_in',
    ]);
    await ask();
    await give(lastCode(), { name: 'another name' });
    expect((await query('select name from person where id = $1', [personId]))[0]).toEqual({ name: '王秀兰' });
  });

  it('without a phone is a new person each time', async () => {
    expect(await enter('李先生')).not.toBe(await enter('李先生'));
  });

  it('and logs in at the same moment is one person', async () => {
    await ask();
    const [entered, login] = await Promise.all([enter('赵女士', phone), give(lastCode())]);
    expect(login.personId).toBe(entered);
  });
});

describe('a new phone', () => {
  it('is proved by a code sent to it, and is not taken from anybody', async () => {
    await ask();
    const { personId } = await give(lastCode());
    const actor = await loadActor(context, town.networkId, personId);
    const taken = String(nextPhone++);
    await ask({ phone: taken });
    await logInByCode(context, town.networkId, { phone: taken, code: lastCode(), device: null });
    await ask({ phone: taken });
    expect(await codeOf(changePhone(context, actor, { phone: taken, code: lastCode() }))).toBe('identity.phone_taken');
    const free = String(nextPhone++);
    await ask({ phone: free });
    expect(await codeOf(changePhone(context, actor, { phone: free, code: wrongOne() }))).toBe('identity.code_wrong');
    // It waits: whoever holds the old one may say no until then.
    const { movesAt } = await changePhone(context, actor, { phone: free, code: lastCode() });
    expect(movesAt).toEqual(new Date(context.clock.now().getTime() + 72 * 3_600_000));
    expect((await query('select phone from person where id = $1', [personId]))[0]).not.toEqual({ phone: free });
  });
});
