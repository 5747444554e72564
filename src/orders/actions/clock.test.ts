import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MONDAY, testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { savePolicy } from '../../organisation/actions/policies.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { oldestDueSeconds, runClocks } from './clock.ts';

let database: FreshDatabase;
let admin: pg.Client;
let town: OrderTown;
let orders: string[];

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  town = await makeOrderTown(testContext(database.databaseUrl));
});
afterAll(async () => {
  await admin.end();
  await town.context.database.close();
  await database.drop();
});
beforeEach(async () => {
  await admin.query('update orders set due_at = null, warn_at = null');
  orders = [];
});

/** Orders whose clocks ran out, one an hour, before Monday, the longest due first. */
async function due(count: number): Promise<void> {
  town.context.clock.set(MONDAY);
  for (let index = 0; index < count; index++) {
    const id = await town.place();
    const at = new Date(MONDAY.getTime() - (count - index) * 3_600_000);
    await admin.query('update orders set due_at = $2, warn_at = $2, warned = true where id = $1', [id, at]);
    orders.push(id);
  }
}

async function escalated(orderId: string | undefined): Promise<boolean> {
  const { context, networkId } = town;
  const events = await context.database.transaction(networkId, (connection) => eventsOf(connection, orderId ?? ''));
  return events.some(({ kind }) => kind === 'orders.escalated');
}

describe('the clocks of a network', () => {
  it('are heard beside one that breaks, which is tried again a minute later', async () => {
    await due(3);
    await admin.query(
      `create function tests_break() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`,
    );
    await admin.query(`create trigger tests_break before update on orders for each row
      when (new.version <> old.version and old.id = '${orders[1]}') execute function tests_break()`);
    await expect(runClocks(town.context, town.networkId)).rejects.toThrow('broken');
    expect(await Promise.all(orders.map(escalated))).toEqual([true, false, true]);
    expect(await runClocks(town.context, town.networkId)).toBe(false);
    await admin.query('drop trigger tests_break on orders');
    town.context.clock.set(new Date(MONDAY.getTime() + 60_000));
    await runClocks(town.context, town.networkId);
    expect(await escalated(orders[1])).toBe(true);
  });

  it('are heard behind fifty that nothing can be done about', async () => {
    await due(51);
    await admin.query(`update orders set status = 'closed', outcome = 'unanswered' where id = any($1::uuid[])`, [
      orders.slice(0, 50),
    ]);
    while (await runClocks(town.context, town.networkId));
    await runClocks(town.context, town.networkId);
    expect(await escalated(orders[50])).toBe(true);
  });
});

it('lets days pass that the network has decided to be off', async () => {
  const { context, resident } = town;
  const grants: Actor['grants'] = [{ role: 'administrator', unitId: town.city }];
  // Monday at 17:50, ten minutes before the service hours end.
  context.clock.set(new Date('2026-03-02T09:50:00Z'));
  const dueDate = async () => (await town.see(resident, await town.place())).dueAt?.slice(0, 10);
  expect(await dueDate()).toBe('2026-03-03');
  const off = { id: 'city_days', nameZh: '市民日', nameEn: 'City Days', from: '2026-03-03', until: '2026-03-05' };
  const body = { version: 1, origin: 'test', licence: 'test', dates: [{ ...off, worked: false }] };
  await savePolicy(context, { ...town.dispatcher, grants }, { name: 'calendar', body, ifMatch: undefined });
  expect(await dueDate()).toBe('2026-03-06');
});

it('has its wait told until it is heard', async () => {
  const { context, networkId } = town;
  expect(await oldestDueSeconds(context, networkId)).toBe(0);
  await due(2);
  expect(await oldestDueSeconds(context, networkId)).toBe(7_200);
  while (await runClocks(context, networkId));
  expect(await oldestDueSeconds(context, networkId)).toBe(0);
});
