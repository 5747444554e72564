import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { correctPerson } from '../identity/actions/corrections.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import { myNotifications } from './actions.ts';
import { notifyJobs } from './jobs.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  city = await smallCity(context);
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

it('whose phone staff changed finds it in their inbox, once; a name makes no message', async () => {
  const { cityAdministrator, resident } = city.actors;
  await correctPerson(context, cityAdministrator, resident.id, { name: '演示老张' });
  await correctPerson(context, cityAdministrator, resident.id, { phone: '13900000009' });
  await runJobsOnce(context, [...notifyJobs, ...notifyJobs]);
  const { items } = await myNotifications(context, resident, {});
  expect(items.map(({ kind, urgent, orderId }) => ({ kind, urgent, orderId }))).toEqual([
    { kind: 'phone_corrected', urgent: true, orderId: null },
  ]);
});
