import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { claimDueBatch } from '../store/batches.ts';
import {
  confirmBatch,
  forgetOldBatches,
  readBatch,
  readProposals,
  runDueBatch,
  setBatches,
  solveNow,
} from './batches.ts';

let database: FreshDatabase;
let town: OrderTown;
let administrator: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  administrator = { ...town.dispatcher, grants: [{ role: 'administrator', unitId: town.centre }] };
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

async function waiting(kind = 'smartphone_teaching'): Promise<string> {
  const id = await town.place({ placeUnitId: town.station });
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind });
  return id;
}
const later = (minutes: number) =>
  town.context.clock.set(new Date(town.context.clock.now().getTime() + minutes * 60_000));
/** What the newest batch of the centre proposes. */
async function proposals() {
  const { batch } = await readBatch(town.context, town.dispatcher, town.centre);
  return (await readProposals(town.context, town.dispatcher, batch?.id ?? '', { limit: 100 })).items;
}
const statusOf = async (id: string) => (await town.see(town.dispatcher, id)).status;

describe('a centre’s orders solved together', () => {
  test('are proposed, each person once, beside what one by one comes to; a person sends one, then the others', async () => {
    const ids = [await waiting(), await waiting(), await waiting()];
    const view = await solveNow(town.context, town.dispatcher, town.centre);
    expect(view).toMatchObject({
      everyMinutes: null,
      batch: { orders: 3, together: { unmet: 0, meanMetres: null }, oneByOne: { unmet: 0 } },
    });
    const proposed = await proposals();
    expect(proposed.map((each) => each.order.id).sort()).toEqual([...ids].sort());
    const people = proposed.flatMap((each) => each.to.flatMap((to) => to.personId ?? []));
    expect(new Set(people).size).toBe(people.length);
    for (const id of ids) expect(await statusOf(id)).toBe('triaged');

    const batchId = view.batch?.id ?? '';
    const [first = '', ...others] = ids;
    expect(await confirmBatch(town.context, town.dispatcher, { batchId, orderIds: [first] })).toEqual({
      sent: 1,
      refused: 0,
    });
    expect(await statusOf(first)).toBe('dispatched');
    const to = proposed.find((each) => each.order.id === first)?.to[0];
    expect((await town.see(town.dispatcher, first)).offers).toMatchObject([
      { personId: to?.personId, teamId: to?.teamId, status: 'open' },
    ]);
    // Somebody sends one of the others by hand meanwhile: it is left as it is.
    const [byHand = '', left = ''] = others;
    await town.act(town.dispatcher, byHand, 'dispatch', { teamId: town.team });
    expect(await confirmBatch(town.context, town.dispatcher, { batchId })).toEqual({ sent: 1, refused: 1 });
    expect(await statusOf(left)).toBe('dispatched');
    expect((await town.see(town.dispatcher, byHand)).offers).toHaveLength(1);
    expect(await confirmBatch(town.context, town.dispatcher, { batchId })).toEqual({ sent: 0, refused: 0 });
  });

  test('are sent once by whoever confirms the same at the same time, and both are told so', async () => {
    const ids = [await waiting(), await waiting()];
    const { batch } = await solveNow(town.context, town.dispatcher, town.centre);
    const wish = { batchId: batch?.id ?? '', orderIds: ids };
    const confirm = () => confirmBatch(town.context, town.dispatcher, wish);
    expect(await Promise.all([confirm(), confirm()])).toEqual([
      { sent: 2, refused: 0 },
      { sent: 2, refused: 0 },
    ]);
    expect(await confirm()).toEqual({ sent: 2, refused: 0 });
    for (const id of ids) expect((await town.see(town.dispatcher, id)).offers).toHaveLength(1);
  });

  test('are read a page at a time: what was settled before one looked stands last, what is settled since keeps its place', async () => {
    const { context, dispatcher } = town;
    for (let n = 0; n < 3; n++) await waiting();
    const { batch } = await solveNow(context, dispatcher, town.centre);
    const batchId = batch?.id ?? '';
    expect(batch).toMatchObject({ proposed: 3, open: 3 });
    const read = (settledBefore: string, cursor?: string | null) =>
      readProposals(context, dispatcher, batchId, { settledBefore, limit: 2, ...(cursor ? { cursor } : {}) });
    const opened = batch?.readAt ?? '';
    const first = await read(opened);
    const second = await read(opened, first.nextCursor);
    const ids = [...first.items, ...second.items].map(({ order }) => order.id);
    expect([first.items.length, second.items.length, second.nextCursor, new Set(ids).size]).toEqual([2, 1, null, 3]);

    await confirmBatch(context, dispatcher, { batchId, orderIds: ids.slice(0, 1) });
    expect((await read(opened)).items.map(({ order }) => order.id)).toEqual(ids.slice(0, 2));
    later(1);
    const { batch: since } = await readBatch(context, dispatcher, town.centre);
    expect(since).toMatchObject({ proposed: 3, open: 2 });
    const anew = await read(since?.readAt ?? '');
    expect(anew.items.map(({ order }) => order.id)).toEqual(ids.slice(1));
    expect((await read(since?.readAt ?? '', anew.nextCursor)).items).toMatchObject([
      { order: { id: ids[0] }, to: [{ status: 'sent' }] },
    ]);
    expect(await confirmBatch(context, dispatcher, { batchId })).toEqual({ sent: 2, refused: 0 });
  });

  test('are proposed anew by the next batch, which overtakes the one before', async () => {
    const id = await waiting();
    const before = await solveNow(town.context, town.dispatcher, town.centre);
    const after = await solveNow(town.context, town.dispatcher, town.centre);
    expect(after.batch?.id).not.toBe(before.batch?.id);
    expect(await proposals()).toMatchObject([{ order: { id }, to: [{ status: 'open' }] }]);
    await expect(
      confirmBatch(town.context, town.dispatcher, { batchId: before.batch?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'dispatch.batch_overtaken' });
    await town.act(town.dispatcher, id, 'dispatch', { teamId: town.team });
  });

  test('are solved by themselves once they are due, once by however many servers, and sent where the centre chose', async () => {
    const { context, networkId } = town;
    expect(await runDueBatch(context, networkId)).toBe(false);
    await setBatches(context, administrator, town.centre, { everyMinutes: 5, sendsKinds: ['household_cleaning'] });
    const [sent, kept] = [await waiting('household_cleaning'), await waiting('smartphone_teaching')];
    expect(await runDueBatch(context, networkId)).toBe(false);
    later(6);
    const runs = await Promise.all([runDueBatch(context, networkId), runDueBatch(context, networkId)]);
    expect(runs.sort()).toEqual([false, true]);
    expect([await statusOf(sent), await statusOf(kept)]).toEqual(['dispatched', 'triaged']);
    expect((await proposals()).map((each) => each.to[0]?.status).sort()).toEqual(['open', 'sent']);
    const events = await context.database.transaction(networkId, (connection) => eventsOf(connection, sent));
    expect(events.at(-1)).toMatchObject({ kind: 'orders.dispatched', actorKind: 'job', actorId: 'dispatch.batches' });

    await setBatches(context, administrator, town.centre, { everyMinutes: null, sendsKinds: [] });
    later(60);
    expect(await runDueBatch(context, networkId)).toBe(false);
  });

  test('are solved soon after where the server that took them ended before it had', async () => {
    const { context, networkId } = town;
    await setBatches(context, administrator, town.centre, { everyMinutes: 60, sendsKinds: [] });
    const id = await waiting();
    later(61);
    await context.database.transaction(networkId, (connection) => claimDueBatch(connection, context.clock.now()));
    expect(await runDueBatch(context, networkId)).toBe(false);
    later(3);
    expect(await runDueBatch(context, networkId)).toBe(true);
    const { nextAt } = await readBatch(context, town.dispatcher, town.centre);
    expect((await proposals()).map(({ order }) => order.id)).toContain(id);
    expect(nextAt).toBe(new Date(context.clock.now().getTime() + 60 * 60_000).toISOString());
    await setBatches(context, administrator, town.centre, { everyMinutes: null, sendsKinds: [] });
  });

  test('are the business of the centre’s own dispatchers, its settings of its administrators', async () => {
    const { context } = town;
    const code = (work: Promise<unknown>) => expect(work).rejects;
    await code(readBatch(context, town.otherDispatcher, town.centre)).toMatchObject({ code: 'platform.forbidden' });
    await code(solveNow(context, town.stationDispatcher, town.centre)).toMatchObject({ code: 'platform.forbidden' });
    await code(readBatch(context, town.dispatcher, town.station)).toMatchObject({ code: 'platform.not_found' });
    expect((await readBatch(context, administrator, town.centre)).batch).toMatchObject({ proposed: 0, open: 0 });
    const wish = { everyMinutes: 5, sendsKinds: [] };
    await code(setBatches(context, town.dispatcher, town.centre, wish)).toMatchObject({ code: 'platform.forbidden' });
    await code(
      setBatches(context, administrator, town.centre, { everyMinutes: 5, sendsKinds: ['nothing_like_it'] }),
    ).toMatchObject({ code: 'dispatch.kind_unknown', status: 422 });
    const { batch } = await readBatch(context, town.dispatcher, town.centre);
    const batchId = batch?.id ?? '';
    for (const work of [
      () => confirmBatch(context, town.otherDispatcher, { batchId }),
      () => readProposals(context, town.otherDispatcher, batchId, {}),
      () => readProposals(context, administrator, batchId, {}),
    ])
      await code(work()).toMatchObject({ code: 'platform.forbidden' });
  });

  test('are forgotten with what they proposed after a year, and not before', async () => {
    const { context, networkId } = town;
    const made = (await solveNow(context, town.dispatcher, town.centre)).batch;
    expect(made).not.toBeNull();
    const inDays = (days: number) => ({
      ...context,
      clock: { now: () => new Date(context.clock.now().getTime() + days * 86_400_000) },
    });
    await forgetOldBatches(inDays(364), networkId);
    expect((await readBatch(context, town.dispatcher, town.centre)).batch?.id).toBe(made?.id);
    expect(await forgetOldBatches(inDays(366), networkId)).toBe(false);
    expect(await readBatch(context, town.dispatcher, town.centre)).toMatchObject({ batch: null });
  });
});
