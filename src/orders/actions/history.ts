import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import { eventsOf, type StoredEvent } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { isResidentOf } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import { viewOf } from '../rules/visibility.ts';
import { type Status, statuses } from '../schema/states.ts';
import type { OrderEvent } from '../schema/views.ts';
import { findOrder } from '../store/read.ts';
import { standingFor } from './conflict.ts';
import { loadGround } from './ground.ts';
import { recognised } from './opening.ts';

/** Steps that only those who answer for the order see. */
const INSIDE = new Set([
  'orders.warned',
  'orders.handed_over',
  'orders.supervised',
  'orders.declined',
  'orders.overruled',
  'orders.joined',
  'orders.left',
  'orders.marked',
  'orders.sealed',
  'orders.unsealed',
  'orders.erased',
  'orders.contact_refused',
  'orders.hotline_noted',
  'orders.answer_published',
  'orders.answer_withdrawn',
  'orders.reported_back',
]);

/**
 * The history of an order, oldest first, as its caller may see it: staff all steps with who did them; the resident what
 * concerns them; everybody else only how the state changed; who has but a receipt, that it came in. Unknown: 404.
 */
export async function readHistory(context: Context, actor: Actor, id: string): Promise<OrderEvent[]> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const found = await findOrder(connection, id);
    const order = found && recognised(context, actor, found);
    if (!order) throw notFound();
    const view = viewOf(order, actor, await standingFor(ground, connection, order, actor, context.clock.now()));
    if (!view) throw notFound();
    const resident = isResidentOf(order, actor);
    const staff = view === 'whole' && !resident;
    // Who looked and who was told is history too, but not of how the order came to be as it is.
    const events = (await eventsOf(connection, id)).filter((each) => each.kind.startsWith('orders.'));
    const people = staff ? events.map((each) => actorOf(each, order)) : [];
    const names = await namesOf(connection, [...new Set(people.filter((each) => each !== null))]);
    const told: OrderEvent[] = [];
    let status: Status | null = null;
    let dueAt: string | null = null;
    for (const event of events) {
      const next: Status | null = statusAfter(event) ?? status;
      const changed = next !== status;
      status = next;
      dueAt = dueAfter(event, dueAt);
      if (!staff && INSIDE.has(event.kind)) continue;
      if (view !== 'whole' && view !== 'masked' && !changed) continue;
      told.push({
        id: event.id,
        at: event.at.toISOString(),
        kind: event.kind,
        by: staff ? byline(event, order, names) : null,
        status,
        unitId: view === 'whole' ? event.unitId : null,
        dueAt: view === 'whole' || view === 'masked' ? dueAt : null,
      });
    }
    return view === 'receipt' ? told.slice(0, 1) : told;
  });
}

/** The person who did it. Residents are known to the history by the order; a petitioner by nothing else. */
function actorOf(event: StoredEvent, order: OrderState): string | null {
  if (event.actorKind !== 'person') return null;
  // Who asked for a number before it became a petition did so by name: nobody learns from it who stands behind.
  if (order.confidential && event.kind.startsWith('orders.contact_')) return null;
  if (event.actorId !== order.id) return event.actorId;
  if (order.confidential) return null;
  const placed = event.kind === 'orders.submitted' && order.source === 'phone_web' ? order.placedBy : null;
  return placed ?? order.requesterId;
}

/** Who did it, for staff: a name, or the job's. */
function byline(
  event: StoredEvent,
  order: OrderState,
  names: ReadonlyMap<string, { name: string | null }>,
): string | null {
  if (event.actorKind !== 'person') return event.actorId;
  return names.get(actorOf(event, order) ?? '')?.name ?? null;
}

function statusAfter(event: StoredEvent): Status | null {
  const set = event.body['set'] as { status?: string } | undefined;
  return statuses.find((each) => each === set?.status) ?? null;
}

/** An event tells the clock only where it changed. */
function dueAfter(event: StoredEvent, before: string | null): string | null {
  const set = event.body['set'] as { dueAt?: string | null } | undefined;
  return set?.dueAt === undefined ? before : set.dueAt;
}
