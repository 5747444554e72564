import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import type { Actor } from '../shared/actor.ts';
import { myNotifications } from './actions.ts';
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

const toldOf = async (who: Actor, id: string) =>
  (await myNotifications(town.context, who, {})).items.filter((each) => each.orderId === id).map((each) => each.kind);

it('whom their leader names for an order is told so, once; who takes it alone is not', async () => {
  const id = await town.place();
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
  await town.act(town.dispatcher, id, 'dispatch', { teamId: town.team });
  await town.act(town.leader, id, 'assign', { personIds: [town.member.id] });
  const [alone] = town.volunteers;
  if (!alone) throw new Error('no volunteer');
  const own = await town.dispatched([alone.id]);
  await runJobsOnce(town.context, notifyJobs);
  await town.act(alone, own, 'accept', {});
  await runJobsOnce(town.context, [...notifyJobs, ...notifyJobs]);
  expect(await toldOf(town.member, id)).toEqual(['task_named']);
  expect(await toldOf(town.leader, id)).not.toContain('task_named');
  expect(await toldOf(alone, own)).toEqual(['offer']);
});

it('a page that does not exist is refused, not looked for', async () => {
  await expect(myNotifications(town.context, town.resident, { cursor: '1e999' })).rejects.toMatchObject({
    code: 'orders.cursor_unknown',
    status: 400,
  });
});
