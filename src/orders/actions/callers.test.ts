import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import { ordersJobs } from '../jobs.ts';
import { earlierCallers } from './callers.ts';

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

it('names who called before from a number, each once with the newest order, of no petition and in one’s own lists alone', async () => {
  const caller = (name: string, phone: string) => ({ name, phone, relation: 'caller', consent: 'spoken' }) as const;
  const call = (text: string, from: ReturnType<typeof caller>, place?: string) =>
    town.place(
      { text, placeUnitId: town.station, onBehalfOf: from, ...(place === undefined ? {} : { place }) },
      town.dispatcher,
    );
  const aunt = caller('演示大妈', '13900097531');
  await call('想学手机怎么用', aunt, '演示楼一单元');
  const latest = await call('想学视频通话', aunt, '演示楼二单元');
  await call('想学手机怎么用', caller('演示大爷', '13800097531'));
  await call('举报虚构的演示站点乱收钱', caller('演示来电人', '13700097531'));
  await runJobsOnce(town.context, ordersJobs);
  const found = await earlierCallers(town.context, town.dispatcher, '7531');
  expect(found.map(({ name, place, placeUnitId }) => [name, place, placeUnitId])).toEqual([
    ['演示大爷', '', town.station],
    ['演示大妈', '演示楼二单元', town.station],
  ]);
  expect(found[1]?.last.id).toBe(latest);
  expect(await earlierCallers(town.context, town.otherDispatcher, '7531')).toEqual([]);
  expect(await earlierCallers(town.context, town.clerk, '7531')).toEqual([]);
});
