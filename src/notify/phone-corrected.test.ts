import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { correctPerson } from '../identity/actions/corrections.ts';
import { resetSecondFactor } from '../identity/actions/second-factor.ts';
import { addAccount } from '../identity/actions.ts';
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
    { kind: 'phone_moving', urgent: true, orderId: null },
  ]);
});

it('who was given a login with a password, and whose authenticators an administrator took away is told; who takes their own away is not', async () => {
  const { cityAdministrator, observer } = city.actors;
  const at = context.clock.now();
  await context.database.transaction(city.networkId, (connection) =>
    addAccount(connection, cityAdministrator, { personId: observer.id, username: 'observer', passwordHash: 'x', at }),
  );
  await resetSecondFactor(context, cityAdministrator, { personId: observer.id, reason: 'lost' });
  await runJobsOnce(context, notifyJobs);
  const { items } = await myNotifications(context, observer, {});
  expect(items.map(({ kind, urgent }) => ({ kind, urgent }))).toEqual([
    { kind: 'authenticators_taken', urgent: true },
    { kind: 'account_made', urgent: true },
  ]);
});
