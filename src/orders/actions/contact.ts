import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { isResidentOf } from '../rules/permissions.ts';
import { activeAssignments, type OrderState } from '../rules/state.ts';
import { mayShowContact, viewOf } from '../rules/visibility.ts';
import type { ShownContact } from '../schema/views.ts';
import { findText, lockOrders } from '../store/read.ts';
import { loadGround, standingOf } from './ground.ts';

/**
 * Shows the phone numbers that the caller may see now: to the resident those of who comes, to who comes and to staff
 * those of the resident. Every showing is an event of the order, without names or numbers. Problems:
 * `platform.not_found`, `orders.contact_closed` (403) while the order is not under way.
 */
export async function showContact(
  context: Context,
  actor: Actor,
  id: string,
  attempt?: Attempt,
): Promise<ShownContact[]> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const [order] = await lockOrders(connection, [id]);
    const standing = order && standingOf(ground, order.unitId);
    if (!order || !standing || viewOf(order, actor, standing) === null) throw notFound();
    if (!mayShowContact(order, actor, standing))
      throw new Problem('orders.contact_closed', 403, 'Phone numbers are shown only while the order is under way.');
    const shown = partiesFor(order, actor);
    const repeated = await claimAttempt(connection, actor, attempt, { status: 200, subjectId: id, at: now });
    if (!repeated) {
      const { confidential } = order;
      const parts = [...new Set(shown.map((each) => each.part))];
      const pseudonym = confidential && order.requesterId === actor.id ? { pseudonym: order.id } : {};
      await recordEvents(connection, actor, now, [
        {
          kind: 'orders.contact_shown',
          subjectKind: 'order',
          subjectId: id,
          unitId: order.unitId,
          body: { status: order.status, confidential, parts },
          ...pseudonym,
        },
      ]);
    }
    const people = await namesOf(
      connection,
      shown.map((each) => each.personId),
    );
    const text = await findText(connection, id);
    return shown.map(({ personId, part }) => {
      const person = people.get(personId);
      const own = part === 'requester' && text ? text : null;
      return {
        personId,
        part,
        name: own?.contactName ?? person?.name ?? null,
        phone: own?.contactPhone ?? person?.phone ?? null,
      };
    });
  });
}

/** Whom to ring: the resident those who come; everybody else the resident, and who placed the order for them on a phone. */
function partiesFor(order: OrderState, actor: Actor): { personId: string; part: ShownContact['part'] }[] {
  if (isResidentOf(order, actor))
    return activeAssignments(order).map((each) => ({ personId: each.personId, part: 'volunteer' }));
  if (order.source === 'import') return [];
  const placer =
    order.placedBy !== null && order.source === 'phone_web'
      ? [{ personId: order.placedBy, part: 'placed_by' as const }]
      : [];
  return [{ personId: order.requesterId, part: 'requester' }, ...placer];
}
