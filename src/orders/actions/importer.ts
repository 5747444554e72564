import { createHash } from 'node:crypto';
import { insertPeople, namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';

/** The id of who stands for all that wrote to another system: always the same in a network. */
export function importerId(networkId: string): string {
  const digest = createHash('sha256').update(`orders.import ${networkId}`).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** Stands for all who wrote to the other system: its messages name nobody. One of a network, entered at the first call. */
export async function importer(context: Context, networkId: string): Promise<string> {
  const id = importerId(networkId);
  await context.database.transaction(networkId, async (connection) => {
    if ((await namesOf(connection, [id])).size > 0) return;
    await insertPeople(connection, [{ id, name: '历史来信', createdAt: context.clock.now() }]);
  });
  return id;
}
