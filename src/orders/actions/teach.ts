import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
import { type Placed, teachPlaces } from '../../triage/actions/places.ts';
import { teachTriage } from '../../triage/actions/teach.ts';
import { type DecidedOrder, loadDecided } from '../store/read.ts';

/** Events after which somebody has decided what an order is. */
const DECIDING = new Set(['orders.triaged', 'orders.redirected']);
/** After these staff have said where it is. */
const TYPED = 'orders.submitted';
const HANDED = 'orders.handed_over';

/**
 * Hands what people decided to triage, which learns where it would have suggested something else: what an order is, as
 * dispatchers triage it; where it is, as staff who typed it said, or to whom it was handed over.
 */
export async function followForTriage(
  context: Context,
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<void> {
  const happened = new Map<string, Set<string>>();
  for (const { kind, subjectId } of events)
    if (DECIDING.has(kind) || kind === TYPED || kind === HANDED)
      happened.set(subjectId, (happened.get(subjectId) ?? new Set<string>()).add(kind));
  if (happened.size === 0) return;
  const orders = await loadDecided(connection, [...happened.keys()]);
  const kindsOf = ({ orderId }: DecidedOrder) => happened.get(orderId) ?? new Set<string>();
  const decided = orders.filter((order) => [...DECIDING].some((kind) => kindsOf(order).has(kind)));
  if (decided.length > 0) await teachTriage(context, connection, decided);
  await teachPlaces(
    context,
    connection,
    orders.flatMap((order) => placedBy(order, kindsOf(order)) ?? []),
  );
}

/** Where a person said that an order is; null where nobody said anything that could be learned or must be forgotten. */
function placedBy(order: DecidedOrder, kinds: ReadonlySet<string>): Placed | null {
  const { orderId, words, confidential, unitId, placeUnitId, source } = order;
  if (confidential || words === null || kinds.has(HANDED)) return { orderId, words, confidential, unitId };
  return kinds.has(TYPED) && source === 'desk' ? { orderId, words, confidential, unitId: placeUnitId } : null;
}
