import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import { ordersJobs } from '../jobs.ts';
import { listOrders } from './list.ts';
import { ordersEraser, ordersExporter } from './my-data.ts';

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

describe('what orders hold of a person', () => {
  it('can be taken along, and erased so that no word or search finds it; an open petition stays', async () => {
    const id = await town.place({ text: '想学手机下象棋', place: '四单元 402' });
    const sealed = await town.place({ text: '举报虚构的物业乱收费' });
    await runJobsOnce(town.context, ordersJobs);
    const whole = (actor: string) =>
      town.context.database.transaction(town.networkId, (connection) =>
        ordersExporter.export(town.context, connection, actor),
      );
    expect(await whole(town.resident.id)).toMatchObject({
      asked: [{ words: '想学手机下象棋', place: '四单元 402' }, { words: '举报虚构的物业乱收费' }],
      served: [],
    });
    await town.context.database.transaction(town.networkId, (connection) =>
      ordersEraser.erase(town.context, connection, town.resident.id, town.context.clock.now()),
    );
    expect(await town.see(town.dispatcher, id)).toMatchObject({ text: null, place: null, status: 'submitted' });
    expect((await listOrders(town.context, town.dispatcher, { text: '象棋' })).items).toEqual([]);
    expect(await town.see(town.clerk, sealed)).toMatchObject({ text: '举报虚构的物业乱收费' });
    const left = await town.context.database.transaction(town.networkId, (connection) =>
      connection.query(
        { name: 'tests.left', text: 'select 1 from order_token where network_id = $1 and order_id = $2' },
        [town.networkId, id],
      ),
    );
    expect(left).toEqual([]);
  });
});
