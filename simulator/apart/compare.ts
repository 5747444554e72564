import type { Context } from '../../src/platform/context.ts';
import type { Statement } from '../../src/platform/database.ts';
import type { Stories } from '../history.ts';

const ORDERS: Statement = {
  name: 'simulator.orders',
  text: `select id, number, status, unit_id as "unitId", due_at as "dueAt" from orders where network_id = $1`,
};

/**
 * Where the rows of the orders are not what the history tells of them, and which of the orders that people were told of
 * are not there, or more than those are.
 */
export async function compareWithRows(
  context: Context,
  stories: Stories,
  acknowledged: readonly string[],
): Promise<string[]> {
  const [network] = await context.database.networks();
  if (!network) return ['there is no network any more'];
  const rows = await context.database.transaction(network.id, (connection) =>
    connection.query<{ id: string; number: string; status: string; unitId: string; dueAt: Date | null }>(ORDERS, [
      network.id,
    ]),
  );
  const faults: string[] = [];
  for (const { id, number, ...row } of rows) {
    const told = stories.get(id)?.order;
    const same =
      told?.status === row.status && told.unitId === row.unitId && told.dueAt?.getTime() === row.dueAt?.getTime();
    if (!same) faults.push(`${number}: its row is ${row.status}, its history tells ${told?.status ?? 'nothing'}`);
  }
  const there = new Set(rows.map(({ id }) => id));
  for (const id of acknowledged)
    if (!there.delete(id)) faults.push(`${id}: somebody was told that it is there, and it is not`);
  for (const id of there) faults.push(`${id}: is there, and nobody was told of it: it was placed twice`);
  return faults;
}
