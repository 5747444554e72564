import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { tracesIn } from '../../../tests/traces.ts';
import { myNotifications } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { ordersJobs } from '../jobs.ts';
import {
  RECEIPT_GUESSES_KEPT,
  RECEIPT_GUESSES_PER_DAY,
  RECEIPTS_PER_DAY,
  readReceipt,
  writeReceipt,
} from '../rules/receipts.ts';
import { markComplained } from './complained.ts';
import { readHistory } from './history.ts';
import { looksAtMine } from './petition-looks.ts';
import { erasePetitions } from './petitions-of.ts';
import { claimPetition, complainWithReceipt, holderOfReceipt } from './receipts.ts';

let database: FreshDatabase;
let town: OrderTown;
let addresses = 0;
beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const WORDS = '举报虚构的演示棋牌室半夜吵闹';
const PLACE = '虚构四单元地下室';
/** Nobody else writes from there. */
const somewhere = () => `203.0.113.${++addresses}`;
const jobs = () => runJobsOnce(town.context, [...ordersJobs, ...notifyJobs]);

const send = (from: { address?: string; key?: string; text?: string } = {}) =>
  complainWithReceipt(
    town.context,
    { text: from.text ?? WORDS, placeUnitId: town.station, place: PLACE },
    {
      networkId: town.networkId,
      address: from.address ?? somewhere(),
      attempt:
        from.key === undefined ? undefined : { key: from.key, digest: Buffer.alloc(32), seed: Buffer.from(from.key) },
    },
  );
const show = (code: string | null, address = somewhere(), networkId = town.networkId) =>
  holderOfReceipt(town.context, networkId, { code: code ?? '', address });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
/** A code that is well written and opens nothing. */
const guess = (number: number) => beginningWith('55556666', number);

describe('a complaint without an account', () => {
  let id: string;
  let code: string | null;
  let holder: Actor;
  beforeAll(async () => {
    ({ id, code } = await send());
    holder = await show(code);
    await jobs();
  });

  it('stands nowhere in words, and its code nowhere at all', async () => {
    const digits = readReceipt(code ?? '') ?? '';
    expect(digits).toHaveLength(24);
    expect(await tracesIn(database.adminUrl, [WORDS, PLACE, '演示棋牌室', code ?? '', digits])).toEqual([]);
  });

  it('is opened by its code, however it is typed, with the words and the door', async () => {
    expect(holder).toEqual({ kind: 'person', id, networkId: town.networkId, grants: [], receipt: true });
    expect((await show(code?.replaceAll(' ', '-') ?? null)).id).toBe(id);
    const seen = await town.see(holder, id);
    expect(seen).toMatchObject({ mine: true, byReceipt: true, confidential: true, text: WORDS, place: PLACE });
    expect(seen).toMatchObject({ status: 'submitted', nature: null, requesterName: null });
  });

  it('is any petition to the clerks, who see that nobody can be told', async () => {
    expect(await town.see(town.clerk, id)).toMatchObject({ text: WORDS, place: null, byReceipt: true, mine: false });
    expect(await codeOf(town.see(town.dispatcher, id))).toBe('platform.not_found');
  });

  it('opens no other petition, and nothing that is not one', async () => {
    const petition = await town.place({ text: '举报虚构的演示饭馆', confidential: true });
    const order = await town.place();
    expect(await codeOf(town.see(holder, petition))).toBe('platform.not_found');
    expect(await codeOf(town.see(holder, order))).toBe('platform.not_found');
    expect(await codeOf(town.act(holder, petition, 'withdraw', {}))).toBe('platform.not_found');
  });

  it('is answered, disputed and taken further by its code; who looked is seen; nobody is told', async () => {
    const { clerk, officer, department, context } = town;
    await town.act(clerk, id, 'triage', { nature: 'complaint', kind: 'noise_nuisance' });
    await markComplained(context, clerk, id, { unitIds: [], personIds: [] });
    await town.act(clerk, id, 'forward', { departmentId: department, text: '某处半夜吵闹。' });
    await town.act(officer, id, 'sign_for', {});
    await town.act(officer, id, 'ask', { words: '是几点开始的？' });
    await town.act(holder, id, 'respond', { words: '夜里十一点以后。' });
    await town.act(officer, id, 'admit', { words: '受理了。' });
    await town.act(officer, id, 'reply', { words: '已经提醒。' });
    await town.act(holder, id, 'review', { stars: 1, solved: false, words: '还在吵。' });
    expect((await town.see(officer, id)).words.map((each) => [each.kind, each.words, each.by])).toContainEqual([
      'response',
      '夜里十一点以后。',
      null,
    ]);
    await town.act(officer, id, 'reply', { words: '又去了一次。' });
    await town.act(holder, id, 'ask_reconsideration', { reason: '没有人来看过。' });
    expect((await town.see(holder, id)).status).toBe('reconsideration');
    expect((await looksAtMine(context, holder, id)).map((look) => look.names)).toEqual([['演示信访专员']]);
    expect((await readHistory(context, holder, id)).map((step) => step.by)).not.toContain('演示部门专员');
    await jobs();
    const told = await context.database.transaction(town.networkId, (connection) =>
      connection.query(
        {
          name: 'tests.told',
          text: 'select 1 from notification where network_id = $1 and order_id = $2 and person_id = $2',
        },
        [town.networkId, id],
      ),
    );
    expect(told).toEqual([]);
  });

  it('cannot be made a plain order: nobody could be sent anywhere', async () => {
    const sent = await send();
    const plain = town.act(town.clerk, sent.id, 'triage', {
      nature: 'public_service',
      kind: 'smartphone_teaching',
      confidential: false,
    });
    expect(await codeOf(plain)).toBe('orders.nobody_behind');
  });

  it('cannot be split into one that its writer could not reach', async () => {
    const sent = await send();
    await town.act(town.clerk, sent.id, 'triage', { nature: 'complaint' });
    const half = { text: '演示车棚也有人吵', confidential: true };
    expect(await codeOf(town.act(town.clerk, sent.id, 'split', half))).toBe('orders.nobody_behind');
  });

  it('that sounds like danger is taken in, and says whom to call', async () => {
    const sent = await send({ text: '救命，演示楼里着火了' });
    expect(sent.callFirst).toBe('119');
    expect(await town.see(town.clerk, sent.id)).toMatchObject({ status: 'submitted', urgency: 'critical' });
  });

  it('goes with its receipt when it is erased', async () => {
    const sent = await send();
    await town.context.database.transaction(town.networkId, (connection) =>
      erasePetitions(connection, [{ id: sent.id, unitId: town.centre }], town.context.clock.now()),
    );
    expect(await codeOf(show(sent.code))).toBe('orders.receipt_unknown');
  });
});

describe('a lost answer', () => {
  it('is sent again with the same code, as long as it was not used: a late repeat ends none', async () => {
    const key = randomUUID();
    const first = await send({ key });
    const second = await send({ key });
    expect(second).toMatchObject({ id: first.id, number: first.number });
    expect(second.code).toBe(first.code);
    expect((await send({ key: randomUUID() })).code).not.toBe(first.code);
    expect((await show(first.code)).id).toBe(first.id);
    expect(await send({ key })).toMatchObject({ id: first.id, code: null });
  });
});

describe('whoever guesses', () => {
  it('is told the same of a code that never was, that is mistyped, that was claimed', async () => {
    const sent = await send();
    await claimPetition(town.context, town.neighbour, { code: sent.code ?? '', address: somewhere() });
    const answers = [guess(1), writeReceipt(guess(2)).replace('5', '6'), sent.code];
    for (const code of answers) expect(await codeOf(show(code))).toBe('orders.receipt_unknown');
  });

  it('leaves no more behind after so many from one address, whose other phones are still let in', async () => {
    const { code } = await send();
    const address = somewhere();
    const written = () =>
      town.context.database.transaction(town.networkId, (connection) =>
        connection.query({ name: 'tests.tries', text: 'select attempts from login_attempt where network_id = $1' }, [
          town.networkId,
        ]),
      );
    // Each begins otherwise, so that only the address is counted up; one more tells the server that it is.
    for (let tried = 0; tried <= RECEIPT_GUESSES_KEPT; tried++)
      expect(await codeOf(show(other(tried), address))).toBe('orders.receipt_unknown');
    const before = await written();
    for (let tried = 100; tried < 150; tried++)
      expect(await codeOf(show(other(tried), address))).toBe('orders.receipt_unknown');
    expect(await written()).toEqual(before);
    expect(await codeOf(show(code, address))).toBeNull();
  });

  it('is refused codes that begin alike also from where nothing is written down any more', async () => {
    const { code } = await send();
    const beginning = (readReceipt(code ?? '') ?? '').slice(0, 8);
    const address = somewhere();
    for (let tried = 0; tried <= RECEIPT_GUESSES_KEPT; tried++) await codeOf(show(other(200 + tried), address));
    for (let tried = 0; tried < RECEIPT_GUESSES_PER_DAY; tried++)
      expect(await codeOf(show(beginningWith(beginning, tried), address))).toBe('orders.receipt_unknown');
    expect(await codeOf(show(code, address))).toBe('orders.receipt_guesses');
  });

  it('is refused after so many that begin alike, from wherever they come, the right one too', async () => {
    const { code } = await send();
    const beginning = (readReceipt(code ?? '') ?? '').slice(0, 8);
    for (let tried = 0; tried < RECEIPT_GUESSES_PER_DAY; tried++)
      expect(await codeOf(show(beginningWith(beginning, tried)))).toBe('orders.receipt_unknown');
    expect(await codeOf(show(beginningWith(beginning, 77)))).toBe('orders.receipt_guesses');
    expect(await codeOf(show(code))).toBe('orders.receipt_guesses');
  });

  it('finds nothing with a code of another network', async () => {
    const elsewhere = await makeOrderTown(town.context, 'elsewhere');
    const { code } = await send();
    expect(await codeOf(show(code, somewhere(), elsewhere.networkId))).toBe('orders.receipt_unknown');
  });
});

describe('whoever floods', () => {
  it('has so many receipts a day from one address', async () => {
    const address = somewhere();
    for (let sent = 0; sent < RECEIPTS_PER_DAY.address; sent++) expect(await codeOf(send({ address }))).toBeNull();
    expect(await codeOf(send({ address }))).toBe('orders.receipts_spent');
    expect(await codeOf(send())).toBeNull();
  });
});

describe('a petition that is claimed', () => {
  it('is its owner’s like any other, who is told from then on; the code has ended', async () => {
    const { context, resident, clerk } = town;
    const { id, code } = await send();
    const key = { key: randomUUID(), digest: Buffer.alloc(32) };
    expect(await claimPetition(context, resident, { code: code ?? '', address: somewhere() }, key)).toEqual({ id });
    // Sent again it says the same, though the code is gone.
    expect(await claimPetition(context, resident, { code: code ?? '', address: somewhere() }, key)).toEqual({ id });
    expect(await codeOf(show(code))).toBe('orders.receipt_unknown');
    expect(await town.see(resident, id)).toMatchObject({ mine: true, byReceipt: false, text: WORDS, place: PLACE });
    expect(await codeOf(town.see(town.neighbour, id))).toBe('platform.not_found');
    expect((await readHistory(context, clerk, id)).map((step) => [step.kind, step.by])).toContainEqual([
      'orders.claimed',
      null,
    ]);
    await town.act(clerk, id, 'triage', { nature: 'complaint', kind: 'noise_nuisance' });
    await jobs();
    const told = await myNotifications(context, resident, {});
    expect(told.items.some((each) => each.orderId === id)).toBe(true);
    const keys = await context.keys.transaction(town.networkId, (connection) =>
      connection.query<{ version: number }>(
        {
          name: 'tests.identity_keys',
          text: `select version from petition_key where network_id = $1 and subject_id = $2 and purpose = 'identity'`,
        },
        [town.networkId, id],
      ),
    );
    expect(keys).toEqual([{ version: 2 }]);
  });
});

/** A code that opens nothing and begins like no other. */
function other(number: number): string {
  return beginningWith(String(70_000_000 + number), number);
}

function beginningWith(beginning: string, number: number): string {
  const digits = beginning + String(number).padStart(14, '0');
  for (let check = 2; check <= 98; check++) {
    const code = digits + String(check).padStart(2, '0');
    if (readReceipt(code)) return code;
  }
  throw new Error('Every number has its check digits.');
}
