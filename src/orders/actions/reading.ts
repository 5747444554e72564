import { recordLook } from '../../audit/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { isResidentOf } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';

/** A page that stays open asks again at each change: within this time it is the same reading. */
const SAME_READING_MILLISECONDS = 10 * 60_000;
/** Readings remembered; beyond that the oldest is recorded once more. */
const REMEMBERED = 10_000;

const lately = new WeakMap<Context, Map<string, number>>();

/**
 * Records that somebody of the staff reads the words or photos of a petition, in the transaction that reads them: event
 * `vault.content_read` with a look. The petitioner's own reading is none.
 */
export async function recordReading(
  context: Context,
  connection: Connection,
  actor: Actor,
  order: OrderState,
): Promise<void> {
  if (actor.kind === 'job' || isResidentOf(order, actor)) return;
  const now = context.clock.now();
  const readings = lately.get(context) ?? new Map<string, number>();
  lately.set(context, readings);
  const name = `${connection.networkId} ${order.id} ${actor.id}`;
  const last = readings.get(name);
  if (last !== undefined && now.getTime() - last < SAME_READING_MILLISECONDS) return;
  await recordLook(connection, actor, now, {
    kind: 'vault.content_read',
    subjectKind: 'order',
    subjectId: order.id,
    unitId: order.unitId,
    look: { what: 'content', outcome: 'shown', why: `order_${order.status}` },
  });
  readings.delete(name);
  readings.set(name, now.getTime());
  const [oldest] = readings.keys();
  if (readings.size > REMEMBERED && oldest !== undefined) readings.delete(oldest);
}
