import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import { eventsOf, type StoredEvent } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { viewOf } from '../rules/visibility.ts';
import { type Status, statuses } from '../schema/states.ts';
import type { OrderEvent } from '../schema/views.ts';
import { findOrder } from '../store/read.ts';
import { loadGround, standingOf } from './ground.ts';

/** Steps that only those who answer for the order see. */
const INSIDE = new Set([
  'orders.warned',
  'orders.handed_over',
  'orders.supervised',
  'orders.declined',
  'orders.joined',
  'orders.left',
  'orders.contact_refused',
  'orders.hotline_noted',
  'orders.reported_back',
]);

/**
 * The history of an order, oldest first, as its caller may see it: staff all steps with who did them; the resident what
 * concerns them; everybody else only how the state changed; who has but a receipt, that it came in. Unknown: 404.
 */
export async function readHistory(context: Context, actor: Actor, id: string): Promise<OrderEvent[]> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await findOrder(connection, id);
    const view = order && viewOf(order, actor, standingOf(ground, order.unitId));
    if (!order || !view) throw notFound();
    const resident = isResidentOf(order, actor);
    const staff = view === 'whole' && !resident;
    const events = await eventsOf(connection, id);
    const people = staff ? events.filter((each) => each.actorKind === 'person').map((each) => each.actorId) : [];
    const names = await namesOf(connection, [...new Set(people)]);
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
        by: staff ? byline(event, names) : null,
        status,
        unitId: view === 'whole' ? event.unitId : null,
        dueAt: view === 'whole' || view === 'masked' ? dueAt : null,
      });
    }
    return view === 'receipt' ? told.slice(0, 1) : told;
  });
}

/** Who did it, for staff: a name, or the job's. A petitioner is known by the petition alone. */
function byline(event: StoredEvent, names: ReadonlyMap<string, { name: string | null }>): string | null {
  return event.actorKind === 'person' ? (names.get(event.actorId)?.name ?? null) : event.actorId;
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
