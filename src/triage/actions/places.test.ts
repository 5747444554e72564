import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { ordersJobs } from '../../orders/jobs.ts';
import { loadTree } from '../../organisation/actions.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { suggestFor } from '../actions.ts';
import { forgetTaught } from './teach.ts';

let database: FreshDatabase;
let town: OrderTown;
const follower = ordersJobs.filter((job) => job.name === 'orders.triage');

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const guess = async (text: string, by: Actor = town.dispatcher, writerUnitId?: string) =>
  (await suggestFor(town.context, by, { text, ...(writerUnitId ? { writerUnitId } : {}) })).places[0];

/** Staff type in what somebody says on the phone, wanted at a unit. */
async function typed(text: string, placeUnitId: string, confidential = false): Promise<string> {
  const onBehalfOf = { name: '演示来电人', relation: 'caller', consent: 'spoken' } as const;
  const id = await town.place({ text, placeUnitId, confidential, onBehalfOf }, town.cityDispatcher);
  await runJobsOnce(town.context, follower);
  return id;
}

describe('places that people teach', () => {
  it('stand for the unit at which staff typed an order in, in the next guess', async () => {
    const text = '柿林公寓想办读书会';
    expect((await guess(text))?.unitId).not.toBe(town.otherStation);
    await typed('柿林公寓的老人想学手机', town.otherStation);
    const once = await guess(text);
    expect(once).toMatchObject({ unitId: town.otherStation, words: [expect.stringContaining('柿林公寓')] });
    await typed('柿林公寓想请人教剪纸', town.otherStation);
    expect((await guess(text))?.unitId).toBe(town.otherStation);
  });

  it('are learned when an order is handed to another county, and forgotten with its words', async () => {
    const text = '枣树大院想看电影';
    const id = await town.place({ text: '枣树大院想请人扶老人上下楼', placeUnitId: town.station });
    await town.act(town.cityDispatcher, id, 'hand_over', { unitId: town.otherCentre });
    await runJobsOnce(town.context, follower);
    expect((await guess(text))?.unitId).toBe(town.otherCentre);
    await town.context.database.transaction(town.networkId, (connection) => forgetTaught(connection, [id]));
    town.context.memo.forget('triage.places');
    expect((await guess(text))?.unitId).not.toBe(town.otherCentre);
  });

  it('are never learned from what is confidential, and forgotten when an order becomes so', async () => {
    const text = '杏花家园想办讲座';
    await typed('杏花家园的事想私下说', town.otherStation, true);
    expect((await guess(text))?.unitId).not.toBe(town.otherStation);
    const id = await typed('杏花家园想请人帮忙搬家', town.otherStation);
    expect((await guess(text))?.unitId).toBe(town.otherStation);
    await town.act(town.otherDispatcher, id, 'triage', { nature: 'complaint' });
    await runJobsOnce(town.context, follower);
    expect((await guess(text))?.unitId).not.toBe(town.otherStation);
  });

  it('and where the writer lives, or staff say that they live, speak for a place; where staff live does not', async () => {
    const text = '我家水管漏了，想请人看看';
    expect((await guess(text, town.resident))?.unitId).toBe(town.station);
    expect((await guess(text, town.stranger))?.unitId).toBe(town.otherStation);
    expect(await guess(text)).toBeUndefined();
    expect((await guess(text, town.dispatcher, town.station))?.unitId).toBe(town.station);
    expect((await loadTree(town.context, town.networkId)).units.has(town.station)).toBe(true);
  });
});
