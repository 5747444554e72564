import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import { alertedTo } from './actions.ts';
import { notifyJobs } from './jobs.ts';

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

describe('who was alerted to an emergency', () => {
  it('is told with the time to who answers for it, and to nobody who may not know of it', async () => {
    const id = await town.place({ text: '三楼着火了快来人' });
    expect(await alertedTo(town.context, town.dispatcher, id)).toEqual({ items: [] });
    await runJobsOnce(town.context, notifyJobs);
    const { items } = await alertedTo(town.context, town.dispatcher, id);
    expect(items.map((each) => each.name).sort()).toEqual(['演示市派单员', '演示派单员']);
    expect(items[0]?.at).toBe(town.context.clock.now().toISOString());
    await expect(alertedTo(town.context, town.otherDispatcher, id)).rejects.toMatchObject({ status: 404 });
    await expect(alertedTo(town.context, town.stranger, id)).rejects.toMatchObject({ status: 404 });
  });

  it('is nobody for an order that is no emergency', async () => {
    const id = await town.place();
    await runJobsOnce(town.context, notifyJobs);
    expect(await alertedTo(town.context, town.dispatcher, id)).toEqual({ items: [] });
  });
});
