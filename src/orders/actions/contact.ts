import { recordLook, recordRefusal } from '../../audit/actions.ts';
import type { LookEvent } from '../../audit/rules/looks.ts';
import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { isResidentOf, pseudonymOf } from '../rules/permissions.ts';
import { activeAssignments, type OrderState } from '../rules/state.ts';
import { mayShowContact, viewOf } from '../rules/visibility.ts';
import type { ShownContact } from '../schema/views.ts';
import { findText, lockOrders } from '../store/read.ts';
import { standingFor } from './conflict.ts';
import { loadGround } from './ground.ts';
import { recognised } from './opening.ts';

/**
 * Shows the phone numbers that the caller may see now: to the resident those of who comes, to who comes and to staff
 * those of the resident. Every showing and every refusal is an event of the order and a look for the audit, without names
 * or numbers. Where a city has somebody between callers (`ports.calls`), those who serve and are served get a number that
 * stands for the other's, never the number itself. Problems: `platform.not_found`, `orders.contact_closed` (403) while the
 * order is not under way, `orders.calls_unavailable` (503) while nobody stands between them.
 */
export async function showContact(
  context: Context,
  actor: Actor,
  id: string,
  attempt?: Attempt,
): Promise<ShownContact[]> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  const found = await context.database.transaction(actor.networkId, async (connection) => {
    const [stored] = await lockOrders(connection, [id]);
    const order = stored && recognised(context, actor, stored);
    const standing = order && (await standingFor(ground, connection, order, actor, now));
    if (!order || !standing || viewOf(order, actor, standing) === null) throw notFound();
    if (!mayShowContact(order, actor, standing)) return { refused: order };
    const parties = partiesFor(order, actor);
    if (!(await claimAttempt(connection, attempt, { status: 200, subjectId: id, at: now })))
      await recordLook(connection, actor, now, contactLook(order, actor, parties));
    const shown = await contactsOf(connection, id, parties);
    const own = isParty(order, actor) ? ((await namesOf(connection, [actor.id])).get(actor.id)?.phone ?? '') : null;
    return { shown, own };
  });
  if (found.shown)
    return found.own !== null
      ? standBetween(context, actor, { orderId: id, own: found.own }, found.shown)
      : found.shown;
  const look = contactLook(found.refused, actor, partiesFor(found.refused, actor));
  await recordRefusal(context, actor, { ...look, kind: 'orders.contact_refused' });
  throw new Problem('orders.contact_closed', 403, 'Phone numbers are shown only while the order is under way.');
}

interface Party {
  personId: string;
  part: ShownContact['part'];
}

/** The look at a confidential order's contact names nobody, and its own resident stands under the order's pseudonym. */
function contactLook(order: OrderState, actor: Actor, parties: readonly Party[]): LookEvent {
  const { confidential, status, unitId } = order;
  // Whoever comes may learn who rang them up; of a petitioner nobody learns anything.
  const pseudonym = confidential ? pseudonymOf(order, actor) : undefined;
  return {
    kind: 'orders.contact_shown',
    subjectKind: 'order',
    subjectId: order.id,
    unitId,
    body: { status, confidential, parts: [...new Set(parties.map((each) => each.part))] },
    ...(pseudonym === undefined ? {} : { pseudonym }),
    look: {
      what: 'contact',
      outcome: 'shown',
      why: `order_${status}`,
      of: confidential ? [] : parties.map((each) => each.personId),
    },
  };
}

async function contactsOf(connection: Connection, id: string, parties: readonly Party[]): Promise<ShownContact[]> {
  const ids = parties.map((each) => each.personId);
  const people = await namesOf(connection, ids);
  const text = await findText(connection, id);
  return parties.map(({ personId, part }) => {
    const person = people.get(personId);
    const own = part === 'requester' && text ? text : null;
    return {
      personId,
      part,
      name: own?.contactName ?? person?.name ?? null,
      phone: own?.contactPhone ?? person?.phone ?? null,
      masked: false,
    };
  });
}

/** Whether somebody serves or is served here: staff ring from the centre, and see the number that they ring. */
function isParty(order: OrderState, actor: Actor): boolean {
  return isResidentOf(order, actor) || activeAssignments(order).some((each) => each.personId === actor.id);
}

/** Puts a number that stands for the other's in place of each, where somebody provides them. */
async function standBetween(
  { ports: { calls } }: Context,
  { networkId }: Actor,
  { orderId, own }: { orderId: string; own: string },
  shown: readonly ShownContact[],
): Promise<ShownContact[]> {
  if (!calls) return [...shown];
  try {
    if (own === '') throw new Error('Who calls has no number of their own.');
    return await Promise.all(
      shown.map(async (each) =>
        each.phone === null
          ? each
          : {
              ...each,
              phone: await calls.numberBetween({ networkId, orderId, from: own, to: each.phone }),
              masked: true,
            },
      ),
    );
  } catch {
    // The number itself would be a promise broken; the centre can still connect them.
    throw new Problem(
      'orders.calls_unavailable',
      503,
      'Calls cannot be connected just now. The centre can reach them for you.',
    );
  }
}

/** Whom to ring: the resident those who come; everybody else the resident, and who placed the order for them on a phone. */
function partiesFor(order: OrderState, actor: Actor): Party[] {
  if (isResidentOf(order, actor))
    return activeAssignments(order).map((each) => ({ personId: each.personId, part: 'volunteer' }));
  if (order.source === 'import') return [];
  const placer =
    order.placedBy !== null && order.source === 'phone_web'
      ? [{ personId: order.placedBy, part: 'placed_by' as const }]
      : [];
  return [{ personId: order.requesterId, part: 'requester' }, ...placer];
}
