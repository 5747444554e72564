import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { closeUnit, moveUnit } from '../organisation/actions/units.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import type { Actor } from '../shared/actor.ts';
import { readHistory } from './actions/history.ts';
import { listOrders } from './actions/list.ts';
import { ordersJobs } from './jobs.ts';

let database: FreshDatabase;
let town: OrderTown;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const kindsOf = async (id: string) => (await readHistory(town.context, town.dispatcher, id)).map((event) => event.kind);
const run = () => runJobsOnce(town.context, ordersJobs);
const found = async (text: string, actor: Actor = town.dispatcher) =>
  (await listOrders(town.context, actor, { unit: town.centre, text })).items.map((each) => each.id);

describe('clocks', () => {
  it('warn once, escalate one level up once, and start anew', async () => {
    const id = await town.place();
    const { warnAt, dueAt } = await town.see(town.dispatcher, id);
    await run();
    expect(await kindsOf(id)).toEqual(['orders.submitted']);
    town.context.clock.set(new Date(warnAt ?? ''));
    await run();
    await run();
    expect(await kindsOf(id)).toEqual(['orders.submitted', 'orders.warned']);
    town.context.clock.set(new Date(dueAt ?? ''));
    await Promise.all([run(), run()]);
    await run();
    expect(await kindsOf(id)).toEqual(['orders.submitted', 'orders.warned', 'orders.escalated']);
    const late = await town.see(town.dispatcher, id);
    expect(late).toMatchObject({ escalations: 1, supervisedBy: town.city, status: 'submitted' });
    expect(Date.parse(late.dueAt ?? '')).toBeGreaterThan(Date.parse(dueAt ?? ''));
  });

  it('act after a restart on what ran out while no server was there', async () => {
    const id = await town.place();
    town.context.clock.set(new Date(Date.parse((await town.see(town.dispatcher, id)).dueAt ?? '') + 3_600_000));
    const restarted = testContext(database.databaseUrl, { now: town.context.clock.now() });
    await runJobsOnce(restarted, ordersJobs);
    await restarted.database.close();
    expect(await kindsOf(id)).toEqual(['orders.submitted', 'orders.escalated']);
  });

  it('remind twice for a review, then close as unanswered and never as satisfied', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.dispatched([first.id]);
    await town.act(first, id, 'accept', {});
    await town.act(first, id, 'start', {});
    await town.act(first, id, 'finish', {});
    for (let turn = 0; turn < 3; turn++) {
      const { dueAt } = await town.see(town.dispatcher, id);
      if (dueAt) town.context.clock.set(new Date(dueAt));
      await run();
    }
    const order = await town.see(town.resident, id);
    expect(order).toMatchObject({ status: 'closed', outcome: 'unanswered', dueAt: null });
    expect((await kindsOf(id)).filter((kind) => kind === 'orders.reminded')).toHaveLength(2);
  });
});

describe('search', () => {
  it('finds an order by words, number and the last figures of a phone, within the caller’s subtree', async () => {
    const id = await town.place({ text: '想请人教我用平板电脑看戏曲' });
    const { number } = await town.see(town.dispatcher, id);
    expect(await found('戏曲')).toEqual([]);
    await run();
    expect(await found('戏曲')).toEqual([id]);
    expect(await found('平板电脑看戏')).toEqual([id]);
    expect(await found('平板看戏曲')).toEqual([]);
    expect(await found(number)).toEqual([id]);
    expect(await found('0001', town.dispatcher)).toContain(id);
    expect(
      (await listOrders(town.context, town.otherDispatcher, { unit: town.otherCentre, text: '戏曲' })).items,
    ).toEqual([]);
    const narrowed = async (filter: { mine?: boolean; late?: boolean; place?: string }) =>
      (await listOrders(town.context, town.dispatcher, { text: '戏曲', ...filter })).items.map((each) => each.id);
    expect([await narrowed({ mine: true }), await narrowed({ late: true })]).toEqual([[id], []]);
    expect([await narrowed({ place: town.station }), await narrowed({ place: town.otherCentre })]).toEqual([[id], []]);
    await expect(found('戏')).rejects.toMatchObject({ code: 'orders.search_too_short' });
  });

  it('forgets the old words when they are changed', async () => {
    const id = await town.place({ text: '想借一副象棋' });
    await run();
    expect(await found('象棋')).toEqual([id]);
    await town.act(town.resident, id, 'change', { text: '想借一副围棋' });
    await run();
    expect(await found('象棋')).toEqual([]);
    expect(await found('围棋')).toEqual([id]);
    const left = await town.context.database.transaction(town.networkId, (connection) =>
      connection.query(
        { name: 'tests.tokens', text: `select 1 from order_token where network_id = $1 and token = '象棋'` },
        [town.networkId],
      ),
    );
    expect(left).toEqual([]);
  });

  it('finds a petition for its clerks alone, by its number and by no word of it', async () => {
    const id = await town.place({ text: '投诉虚构商场的扶梯没人管' });
    await run();
    const { number } = await town.see(town.clerk, id);
    for (const word of ['扶梯', number]) expect(await found(word)).toEqual([]);
    expect(await found('扶梯', town.clerk)).toEqual([]);
    expect(await found(number, town.clerk)).toEqual([id]);
  });
});

describe('the tree', () => {
  const administrator = (): Actor => ({ ...town.stranger, grants: [{ role: 'administrator', unitId: town.city }] });

  it('lists the orders of a station that moved below its new centre', async () => {
    const id = await town.place();
    await town.act(town.dispatcher, id, 'hand_over', { unitId: town.station });
    await moveUnit(town.context, administrator(), town.station, { parentId: town.otherCentre });
    await run();
    const ids = async (actor: Actor, unit: string) =>
      (await listOrders(town.context, actor, { unit, limit: 100 })).items.map((each) => each.id);
    expect(await ids(town.otherDispatcher, town.otherCentre)).toContain(id);
    expect(await ids(town.dispatcher, town.centre)).not.toContain(id);
    expect(await ids(town.cityDispatcher, town.city)).toContain(id);
  });

  it('hands what a closed station owns to its heir', async () => {
    const id = await town.place({ placeUnitId: town.otherStation }, town.stranger);
    await town.act(town.otherDispatcher, id, 'hand_over', { unitId: town.otherStation });
    await closeUnit(town.context, administrator(), town.otherStation, { heirId: town.station });
    await run();
    expect(await town.see(town.cityDispatcher, id)).toMatchObject({ unitId: town.station });
  });
});
