import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { jobActor } from '../../shared/actor.ts';
import { readFigures } from './figures.ts';

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

it('list first what they count as late, whatever its clock says now, and nothing confidential in either', async () => {
  const late = await town.place();
  const confidential = await town.place({ text: '举报虚构的某某市场欺骗顾客' });
  const clocks = [await town.see(town.dispatcher, late), await town.see(town.clerk, confidential)];
  town.context.clock.set(new Date(Math.max(...clocks.map(({ dueAt }) => Date.parse(dueAt ?? '')))));
  for (const id of [late, confidential]) await town.act(jobActor(town.networkId, 'orders.clock'), id, 'expire', {});
  // These are not late, and fill the list.
  for (let index = 0; index < 11; index++) await town.place({ text: `想学手机第${index}课` });
  const figures = await readFigures(town.context, town.observer, town.centre);
  expect(figures).toMatchObject({ late: 1, submittedToday: 11, open: 12 });
  expect(figures.latest).toHaveLength(10);
  expect(figures.latest[0]).toMatchObject({ orderId: late, late: true });
  expect(Date.parse(figures.latest[0]?.dueAt ?? '')).toBeGreaterThan(Date.parse(figures.at));
  expect(figures.latest.filter((each) => each.late)).toHaveLength(1);
  expect(figures.latest.map((each) => each.orderId)).not.toContain(confidential);
});

it('say of each place in which states its late orders are', async () => {
  const { context, observer, centre, institute, volunteers } = town;
  const [volunteer] = volunteers;
  if (!volunteer) throw new Error('no volunteer');
  const of = async () => {
    context.memo.forget('orders.');
    return (await readFigures(context, observer, centre)).byUnit.find(({ unitId }) => unitId === institute);
  };
  const before = await of();
  const id = await town.dispatched([volunteer.id]);
  await town.act(volunteer, id, 'accept', {});
  const { dueAt } = await town.see(town.dispatcher, id);
  context.clock.set(new Date(dueAt ?? ''));
  await town.act(jobActor(town.networkId, 'orders.clock'), id, 'expire', {});
  const after = await of();
  expect(after?.lateByStatus).toMatchObject({ accepted: 1 });
  expect(Object.values(after?.lateByStatus ?? {}).reduce((sum, count) => sum + count, 0)).toBe(after?.late);
  expect(after?.late).toBeGreaterThan(before?.late ?? 0);
});

it('are below a centre of its orders those that are wanted there, so that the parts make up the whole', async () => {
  const { context, observer, centre, institute, station, otherStation } = town;
  const read = async () => {
    context.memo.forget('orders.');
    return Promise.all([centre, institute, station].map((unit) => readFigures(context, observer, unit)));
  };
  const before = await read();
  await town.place();
  const inStreet = await town.place({ placeUnitId: institute });
  await town.place({ text: '着火了，楼道全是烟' });
  const after = await read();
  const more = (what: 'open' | 'waiting' | 'submittedToday') =>
    after.map((figures, index) => figures[what] - (before[index]?.[what] ?? 0));
  for (const what of ['open', 'waiting', 'submittedToday'] as const)
    expect([what, more(what)]).toEqual([what, what === 'waiting' ? [2, 2, 1] : [3, 3, 2]]);
  const [ofCentre, ofStreet, ofStation] = after;
  expect(ofCentre?.byUnit).toMatchObject([
    { unitId: institute, open: ofStreet?.open, late: ofStreet?.late, byStatus: ofStreet?.byStatus },
  ]);
  expect(ofStreet?.byStatus).toMatchObject({ submitted: ofStreet?.waiting, redirected: 1 });
  expect(ofStreet?.byUnit).toMatchObject([{ unitId: station, open: ofStation?.open, late: ofStation?.late }]);
  expect(new Set(ofStation?.latest.map(({ placeUnitId }) => placeUnitId))).toEqual(new Set([station]));
  expect(ofStation?.longestWaitingSince).toBe(before[2]?.longestWaitingSince);
  const overseer = { ...observer, grants: [{ role: 'observer' as const, unitId: town.city }] };
  expect(await readFigures(context, overseer, otherStation)).toMatchObject({ open: 0, submittedToday: 0, latest: [] });
  expect((await town.see(town.dispatcher, inStreet)).unitId).toBe(centre);
});
