import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { sequenceAndSign } from '../../audit/actions/sequence.ts';
import { verifyLog } from '../../audit/actions/verify.ts';
import { eventsOf } from '../../platform/events.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import { ordersJobs } from '../jobs.ts';
import { loadGround } from './ground.ts';

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

const keysLeft = (id: string) =>
  town.context.keys.transaction(town.networkId, async (connection) => {
    const rows = await connection.query<{ purpose: string }>(
      {
        name: 'tests.keys_left',
        text: 'select purpose from petition_key where network_id = $1 and subject_id = $2 order by 1',
      },
      [town.networkId, id],
    );
    return rows.map((row) => row.purpose);
  });

/** Moves time on, and lets the jobs do what is due. */
async function later(days: number): Promise<void> {
  town.context.clock.forward(60 * 24 * days);
  // Who follows the erasure comes round after it.
  for (let round = 0; round < 2; round++) await runJobsOnce(town.context, ordersJobs);
}

it('a petition is kept as long as the policy says, and then its three keys are destroyed and every proof still holds', async () => {
  const { context, networkId } = town;
  const { policies } = await loadGround(context, networkId);
  const days = policies.petitions.retention?.days ?? 0;
  expect(days).toBe(1095);
  const ended = await town.place({ text: '举报虚构的演示浴池', confidential: true });
  await town.act(town.clerk, ended, 'show_door', { door: 'discipline' });
  const open = await town.place({ text: '举报虚构的演示泵站' });
  await later(days - 1);
  expect((await town.see(town.clerk, ended)).text).toBe('举报虚构的演示浴池');
  expect(await keysLeft(ended)).toEqual(['contact', 'content', 'identity']);
  await sequenceAndSign(context, networkId);
  const before = await verifyLog(context, networkId, null);
  expect(before.fault).toBeNull();

  await later(2);
  expect(await town.see(town.clerk, ended)).toMatchObject({ status: 'closed', text: null });
  expect(await keysLeft(ended)).toEqual([]);
  // Whoever it was finds it no more, and what is open stays.
  await expect(town.see(town.resident, ended)).rejects.toMatchObject({ status: 404 });
  expect(await keysLeft(open)).toEqual(['contact', 'content', 'identity']);
  const history = await context.database.transaction(networkId, (connection) => eventsOf(connection, ended));
  expect(history.at(-1)).toMatchObject({ kind: 'orders.erased', actorKind: 'job' });
  await sequenceAndSign(context, networkId);
  const after = await verifyLog(context, networkId, null);
  expect(after.fault).toBeNull();
  expect(after.verified).toBeGreaterThan(before.verified);
}, 60_000);
