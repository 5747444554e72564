import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
import { teachTriage } from '../../triage/actions/teach.ts';
import { loadDecided } from '../store/read.ts';

/** Events after which somebody has decided what an order is. */
const DECIDING = new Set(['orders.triaged', 'orders.redirected']);

/** Hands what dispatchers decided to triage, which learns where it would have suggested something else. */
export async function followForTriage(
  context: Context,
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<void> {
  const ids = events.filter((event) => DECIDING.has(event.kind)).map((event) => event.subjectId);
  if (ids.length === 0) return;
  await teachTriage(context, connection, await loadDecided(connection, [...new Set(ids)]));
}
