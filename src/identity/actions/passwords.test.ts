import { scryptSync } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeTown, type Town } from '../../../tests/town.ts';
import type { Actor } from '../../shared/actor.ts';
import { addAccount, createStaff, findOrCreatePerson, systemActor } from '../actions.ts';
import { grantRole } from './grants.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { changePassword, logInByPassword } from './passwords.ts';
import { confirmSecondFactor, resetSecondFactor, startSecondFactor } from './second-factor.ts';
import { callerOfSession, type NewSession } from './sessions.ts';

const PASSWORD = 'kettle-marble-orchid';
let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let town: Town;
let username = '';
let personId = '';
let nextName = 1;

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  town = await makeTown(context);
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
});
beforeEach(async () => {
  username = `clerk-${nextName++}`;
  personId = await cheapAccount(username);
});

/** An account whose hash has small parameters of its own, as one from another system might: quick to verify. */
async function cheapAccount(name: string): Promise<string> {
  const salt = Buffer.from(name);
  const hash = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 });
  const passwordHash = ['scrypt', 1024, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join('$');
  const at = context.clock.now();
  const actor = systemActor(town.networkId);
  return context.database.transaction(town.networkId, async (connection) => {
    const id = await findOrCreatePerson(connection, actor, { name: '演示职员' }, at);
    await addAccount(connection, actor, { personId: id, username: name, passwordHash, at });
    return id;
  });
}

const logIn = (more: { username?: string; password?: string; totp?: string; address?: string } = {}) =>
  logInByPassword(context, town.networkId, { username, password: PASSWORD, address: username, device: null, ...more });
const noPorts = { volunteerOf: async () => undefined };
async function actorOf(session: NewSession): Promise<Actor> {
  const caller = await callerOfSession(context, noPorts, session.token);
  if (!caller) throw new Error('The session is not there.');
  return caller.actor;
}
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code?: string; status?: number; message?: string }) => ({
      code: error.code,
      status: error.status,
      message: error.message,
    }),
  );
const codeOf = async (promise: Promise<unknown>) => (await problemOf(promise))?.code ?? 'done';
const query = <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
  context.database.transaction(town.networkId, (connection) => connection.query<Row>({ name: '', text }, values));

/** Sets up an authenticator app for the one who logged in, and gives it. */
async function enrol(session: NewSession): Promise<TOTP> {
  const actor = await actorOf(session);
  const { secret } = await startSecondFactor(context, actor, { password: PASSWORD, address: username });
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  await confirmSecondFactor(context, actor, app.generate({ timestamp: context.clock.now().getTime() }));
  return app;
}
const digits = (app: TOTP) => app.generate({ timestamp: context.clock.now().getTime() });

describe('a password', () => {
  it('is stored as salted scrypt of the parameters that OWASP names', async () => {
    const [first, second] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(first).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword(PASSWORD, first)).toBe(true);
    expect(await verifyPassword(`${PASSWORD}.`, first)).toBe(false);
    expect(await verifyPassword(PASSWORD, undefined)).toBe(false);
  });

  it('makes an account; one that is weak, or a username that is taken, makes none', async () => {
    const role = 'dispatcher' as const;
    const staff = { name: '演示职员', username, password: PASSWORD, role, unitId: town.station };
    const created = await createStaff(context, systemActor(town.networkId), { ...staff, username: `${username}-2` });
    expect((await actorOf(await logIn({ username: `${username}-2` }))).id).toBe(created);
    expect(await codeOf(createStaff(context, systemActor(town.networkId), staff))).toBe('identity.username_taken');
    const weak = { ...staff, username: 'somebody-new', password: 'password1234' };
    expect(await codeOf(createStaff(context, systemActor(town.networkId), weak))).toBe('identity.password_weak');
    expect(await query('select 1 from staff_account where username = $1', ['somebody-new'])).toEqual([]);
  });

  it('logs in; the username is read without regard to case', async () => {
    expect((await actorOf(await logIn({ username: ` ${username.toUpperCase()} ` }))).id).toBe(personId);
  });

  it('that is wrong is answered like a username that does not exist, blocking included', async () => {
    const known: unknown[] = [];
    const unknown: unknown[] = [];
    for (let time = 0; time < 7; time++) {
      known.push(await problemOf(logIn({ password: 'something else entirely' })));
      unknown.push(await problemOf(logIn({ username: `no-${username}`, password: 'something else entirely' })));
    }
    expect(known).toEqual(unknown);
    expect((known as { code: string }[]).map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => 'identity.login_wrong'),
      'identity.login_blocked',
      'identity.login_blocked',
    ]);
    expect(await codeOf(logIn())).toBe('identity.login_blocked');
    context.clock.forward(1);
    expect(await codeOf(logIn())).toBe('done');
    expect(await codeOf(logIn({ password: 'something else entirely' }))).toBe('identity.login_wrong');
  });

  it('tried many times at once is judged no oftener than one by one', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => codeOf(logIn({ password: 'not the password' }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'identity.login_wrong').length).toBeLessThanOrEqual(6);
    const failures = await query(`select 1 from event where kind = 'identity.login_failed' and subject_id = $1`, [
      personId,
    ]);
    expect(failures.length).toBe(outcomes.filter((outcome) => outcome === 'identity.login_wrong').length);
  });

  it('is changed with the old one, and every other device is logged out', async () => {
    const [here, elsewhere] = [await logIn(), await logIn()];
    const actor = await actorOf(here);
    const next = 'quiet rivers turn at dusk';
    const change = (current: string, to = next) =>
      changePassword(context, actor, { current, next: to, address: username });
    expect(await codeOf(change('not the password'))).toBe('identity.password_wrong');
    expect(await codeOf(change(PASSWORD, 'password1234'))).toBe('identity.password_weak');
    await change(PASSWORD);
    expect(await callerOfSession(context, noPorts, elsewhere.token)).toBeUndefined();
    expect(await callerOfSession(context, noPorts, here.token)).toBeDefined();
    expect(await codeOf(logIn())).toBe('identity.login_wrong');
    expect(await codeOf(logIn({ password: next }))).toBe('done');
  });
});

describe('an authenticator app', () => {
  it('is asked for once set up, and each code is good once', async () => {
    const app = await enrol(await logIn());
    expect(await codeOf(logIn())).toBe('identity.second_factor_needed');
    expect(await codeOf(logIn({ totp: digits(app) }))).toBe('identity.login_wrong');
    context.clock.forward(0.5);
    const totp = digits(app);
    expect(await codeOf(logIn({ totp }))).toBe('done');
    expect(await codeOf(logIn({ totp }))).toBe('identity.login_wrong');
    context.clock.forward(0.5);
    const next = digits(app);
    const outcomes = await Promise.all([1, 2, 3].map(() => codeOf(logIn({ totp: next }))));
    expect(outcomes.sort()).toEqual(['done', 'identity.login_wrong', 'identity.login_wrong']);
  });

  it('cannot be guessed by who knows the password: a right password alone forgives nothing', async () => {
    const app = await enrol(await logIn());
    context.clock.forward(0.5);
    const wrong = digits(app) === '000000' ? '000001' : '000000';
    const outcomes: string[] = [];
    for (let time = 0; time < 6; time++) {
      outcomes.push(await codeOf(logIn({ totp: wrong })));
      if (time < 4) await codeOf(logIn());
    }
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => 'identity.login_wrong'), 'identity.login_blocked']);
  });

  it('is sealed in the database', async () => {
    const actor = await actorOf(await logIn());
    const { secret, uri } = await startSecondFactor(context, actor, { password: PASSWORD, address: username });
    expect(uri).toContain(secret);
    const [row] = await query<{ secret: Buffer }>(
      'select totp_secret as secret from staff_account where person_id = $1',
      [personId],
    );
    const plain = Buffer.from(Secret.fromBase32(secret).buffer);
    expect(row?.secret.includes(plain)).toBe(false);
    expect(row?.secret.length).toBe(12 + 16 + 20);
  });

  it('lets the roles of a session work that the password alone does not carry', async () => {
    await grantRole(context, systemActor(town.networkId), { personId, role: 'dispatcher', unitId: town.station });
    const session = await logIn();
    expect((await actorOf(session)).grants).toEqual([]);
    await enrol(session);
    expect((await actorOf(session)).grants).toEqual([{ role: 'dispatcher', unitId: town.station }]);
  });

  it('is not replaced by whoever sits down at an open desk, but taken away by an administrator from above', async () => {
    await grantRole(context, systemActor(town.networkId), { personId, role: 'dispatcher', unitId: town.station });
    const session = await logIn();
    await enrol(session);
    const actor = await actorOf(session);
    const start = () => startSecondFactor(context, actor, { password: PASSWORD, address: username });
    expect(await codeOf(start())).toBe('identity.second_factor_set');
    const admin = (unitId: string): Actor => ({
      kind: 'person',
      id: '00000000-0000-7000-8000-000000000001',
      networkId: town.networkId,
      grants: [{ role: 'administrator', unitId }],
    });
    expect(await codeOf(resetSecondFactor(context, admin(town.otherCentre), { personId, reason: 'lost' }))).toBe(
      'identity.grant_above',
    );
    await resetSecondFactor(context, admin(town.centre), { personId, reason: 'lost' });
    expect(await callerOfSession(context, noPorts, session.token)).toBeUndefined();
    expect(await codeOf(logIn())).toBe('done');
  });

  it('is confirmed by its own code only', async () => {
    const actor = await actorOf(await logIn());
    expect(await codeOf(confirmSecondFactor(context, actor, '123456'))).toBe('identity.second_factor_missing');
    const { secret } = await startSecondFactor(context, actor, { password: PASSWORD, address: username });
    const right = digits(new TOTP({ secret: Secret.fromBase32(secret) }));
    const wrong = right === '123456' ? '123457' : '123456';
    expect(await codeOf(confirmSecondFactor(context, actor, wrong))).toBe('identity.second_factor_wrong');
    expect(await codeOf(logIn())).toBe('done');
  });
});
