import type { ActingVolunteer, Actor } from '../../../shared/actor.ts';
import { reasonsAgainst } from '../../../volunteers/rules.ts';
import type { ActionInput } from '../../schema/inputs.ts';
import { type Change, refusal, type Surroundings } from '../decision.ts';
import { offerTo, offerToLed, ownAssignment } from '../permissions.ts';
import { type Assignment, activeAssignments, type Offer, type OrderState, placesLeft } from '../state.ts';

/** Why this volunteer may not serve this order, as problem codes; empty when they may. */
export function whyNotServe(
  order: Pick<OrderState, 'homeVisit' | 'twoPersonRule' | 'skills'>,
  volunteer: ActingVolunteer,
  around: Pick<Surroundings, 'skillRules'>,
): string[] {
  return reasonsAgainst(volunteer, order, around.skillRules);
}

/** A volunteer takes an offered order. Problems: `orders.full`, and those of `reasonsAgainst`. */
export function accept(order: OrderState, actor: Actor, around: Surroundings): Change {
  const offer = offerTo(order, actor);
  if (!offer || !actor.volunteer) throw refusal('orders.not_offered', 'This order was not offered to you.');
  const [reason] = whyNotServe(order, actor.volunteer, around);
  if (reason !== undefined) throw refusal(reason, 'This order may not be taken by you yet.');
  return take(order, offer, [actor.id], around);
}

/** A team leader names who of the team goes. Problems: `orders.full`, `orders.not_in_team`, `orders.person_unsuitable`. */
export function assign(order: OrderState, input: ActionInput<'assign'>, actor: Actor, around: Surroundings): Change {
  const offer = offerToLed(order, actor);
  if (!offer) throw refusal('orders.not_offered', 'This order was not offered to a team of yours.');
  for (const personId of input.personIds) {
    const volunteer = around.people?.get(personId);
    if (!volunteer?.teams.some((team) => team.teamId === offer.teamId))
      throw refusal('orders.not_in_team', 'One of these people is not in the team.', { personId });
    const [reason] = whyNotServe(order, volunteer, around);
    if (reason !== undefined)
      throw refusal('orders.person_unsuitable', 'One of these people may not serve this order.', { personId, reason });
  }
  return take(order, offer, input.personIds, around);
}

function take(order: OrderState, offer: Offer, personIds: readonly string[], around: Surroundings): Change {
  const already = new Set(activeAssignments(order).map((each) => each.personId));
  const newcomers = personIds.filter((id) => !already.has(id));
  if (newcomers.length === 0) throw refusal('orders.already_assigned', 'They have this order already.');
  if (newcomers.length > placesLeft(order)) throw refusal('orders.full', 'Someone was quicker: no place is left.');
  const full = newcomers.length === placesLeft(order);
  const assignments = newcomers.map(
    (personId): Assignment => ({
      id: around.nextId(),
      round: order.round,
      personId,
      teamId: offer.teamId,
      status: 'accepted',
      acceptedAt: around.now,
      startedAt: null,
      finishedAt: null,
    }),
  );
  // An offer to a team stays open while the order still takes people; one by name is answered.
  const answered =
    offer.teamId === null || full ? [{ ...offer, status: 'accepted' as const, answeredAt: around.now }] : [];
  const others = full
    ? order.offers
        .filter((each) => each.status === 'open' && each.id !== offer.id)
        .map((each): Offer => ({ ...each, status: 'withdrawn', answeredAt: around.now }))
    : [];
  return {
    happened: 'accepted',
    set: { status: full ? 'accepted' : 'dispatched' },
    offers: [...answered, ...others],
    assignments,
  };
}

/** A refusal needs no reason and lowers nothing (志愿服务条例 art. 25). When nobody is left to ask, the order waits again. */
export function decline(order: OrderState, actor: Actor, around: Surroundings): Change {
  const offer =
    order.offers.find((each) => each.status === 'open' && each.personId === actor.id) ?? offerToLed(order, actor);
  if (!offer) throw refusal('orders.not_offered', 'This order was not offered to you.');
  const askedStill = order.offers.some((each) => each.status === 'open' && each.id !== offer.id);
  const nobody = !askedStill && activeAssignments(order).length === 0;
  return {
    happened: 'declined',
    set: nobody ? { status: 'triaged', teamId: null } : {},
    offers: [{ ...offer, status: 'declined', answeredAt: around.now }],
  };
}

/** A volunteer gives their part back. Whoever else has accepted keeps theirs. */
export function giveBack(order: OrderState, input: ActionInput<'return'>, actor: Actor, around: Surroundings): Change {
  const own = ownAssignment(order, actor);
  if (!own) throw refusal('orders.not_assigned', 'You have no part in this order.');
  const others = activeAssignments(order).filter((each) => each.id !== own.id);
  const status = others.length === 0 ? 'triaged' : order.status === 'in_service' ? 'in_service' : 'dispatched';
  const lapsed =
    status === 'triaged'
      ? order.offers
          .filter((each) => each.status === 'open')
          .map((each): Offer => ({ ...each, status: 'withdrawn', answeredAt: around.now }))
      : [];
  return {
    happened: 'returned',
    set: { status, ...(status === 'triaged' ? { teamId: null } : {}) },
    offers: lapsed,
    assignments: [{ ...own, status: 'returned' }],
    words: input.reason ? [{ kind: 'reason', words: input.reason }] : [],
  };
}

/**
 * A volunteer begins. `at` may lie in the past when the phone had no network, never before accepting nor in the future.
 * `orders.two_needed` while the second person of the two-person rule is missing; `orders.time_unlikely`.
 */
export function start(order: OrderState, input: ActionInput<'start'>, actor: Actor, around: Surroundings): Change {
  const own = ownAssignment(order, actor);
  if (!own) throw refusal('orders.not_assigned', 'You have no part in this order.');
  if (own.status === 'in_service') throw refusal('orders.started_already', 'You have started already.');
  if (order.twoPersonRule && activeAssignments(order).length < 2)
    throw refusal('orders.two_needed', 'This visit is made by two. Wait until a second volunteer has accepted.');
  const startedAt = happenedAt(input.at, own.acceptedAt, around.now);
  return {
    happened: 'started',
    set: { status: 'in_service' },
    assignments: [{ ...own, status: 'in_service', startedAt }],
  };
}

/** A volunteer has finished. When nobody is at work any more, the order is served and the resident is asked. */
export function finish(order: OrderState, input: ActionInput<'finish'>, actor: Actor, around: Surroundings): Change {
  const own = ownAssignment(order, actor);
  if (own?.status !== 'in_service' || own.startedAt === null)
    throw refusal('orders.not_started', 'You have not started this order. Tap start when you are there.');
  const finishedAt = happenedAt(input.at, own.startedAt, around.now);
  const others = activeAssignments(order).filter((each) => each.id !== own.id);
  const done = others.every((each) => each.status !== 'in_service');
  return {
    happened: done ? 'served' : 'finished',
    set: done ? { status: 'served', reminders: 0 } : {},
    assignments: [
      { ...own, status: 'served', finishedAt },
      // Who accepted and never came to it is released, without a mark against them.
      ...(done ? others.map((each): Assignment => ({ ...each, status: 'released' })) : []),
    ],
    words: input.note ? [{ kind: 'note', words: input.note }] : [],
  };
}

function happenedAt(said: string | undefined, notBefore: Date, now: Date): Date {
  if (said === undefined) return now;
  const at = new Date(said);
  if (at < notBefore || at > now)
    throw refusal(
      'orders.time_unlikely',
      'This time lies before the step before it, or in the future. Check the clock of the phone.',
    );
  return at;
}
