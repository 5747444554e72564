import type { Actor } from '../../../shared/actor.ts';
import type { ActionInput } from '../../schema/inputs.ts';
import { completionOf } from '../clocks.ts';
import { marksTogether, ownerBeside } from '../conflict.ts';
import { type Change, refusal, type Surroundings } from '../decision.ts';
import { isStaffOf } from '../permissions.ts';
import { activeAssignments, type Offer, type OrderRow, type OrderState } from '../state.ts';
import { joinedBy } from '../submit.ts';
import { releaseAll } from './resident.ts';
import { whyNotServe } from './service.ts';

/**
 * A person decides what it is. A public service needs its kind, which brings skills, home visit and the two-person rule;
 * a petition, a complaint, or whoever is unsure, makes it confidential and puts it before the county's petition clerks;
 * an emergency is redirected. `orders.kind_needed`, `orders.kind_unknown`.
 */
export function triage(order: OrderState, input: ActionInput<'triage'>, around: Surroundings): Change {
  const kind = input.kind ?? (input.nature === order.nature ? order.kind : null);
  const rule = kind === null ? undefined : around.kinds.get(kind);
  if (kind !== null && !rule)
    throw refusal('orders.kind_unknown', 'This kind is not in the taxonomy. Choose one of the list.');
  if (input.nature === 'public_service' && !rule)
    throw refusal('orders.kind_needed', 'A public service needs its kind: it decides skills and clocks.');
  const confidential = input.nature === 'petition' || input.nature === 'complaint' || input.confidential === true;
  const set: Partial<OrderRow> = {
    status: input.nature === 'emergency' ? 'redirected' : 'triaged',
    nature: input.nature,
    kind,
    urgency: input.nature === 'emergency' ? 'critical' : (input.urgency ?? rule?.urgency ?? 'normal'),
    confidential,
    unitId: confidential ? around.centreId : order.unitId,
    departmentId: null,
    homeVisit: rule?.homeVisit ?? false,
    twoPersonRule: rule?.twoPersonRule ?? false,
    skills: rule?.skills ?? [],
    places: Math.max(input.places ?? order.places, rule?.twoPersonRule ? 2 : 1),
  };
  const completeBy = order.completeBy ?? completionOf({ ...order, ...set }, around.clocks, around.calendar, around.now);
  return {
    happened: input.nature === 'emergency' ? 'redirected' : 'triaged',
    set: { ...set, completeBy },
    restartClock: true,
  };
}

/** A consultation is answered; also a need that nobody can meet, and a disputed order by who supervises it. */
export function answer(_order: OrderState, input: ActionInput<'answer'>): Change {
  return {
    happened: 'answered',
    set: { status: 'answered', reminders: 0 },
    words: [{ kind: 'answer', words: input.words }],
  };
}

/**
 * Offers the order to a team, or to at most 20 named volunteers. It offers, it never commands. That somebody else than the
 * one proposed first was chosen is told by an event of its own, `orders.overruled`, the reason kept among the words.
 * Problems: `orders.not_dispatchable`, `orders.one_target`, `orders.team_unknown`, `orders.person_unsuitable`.
 */
export function dispatch(order: OrderState, input: ActionInput<'dispatch'>, around: Surroundings): Change {
  const change = offered(order, input, around);
  const { instead, reason } = input;
  if (!instead) return change;
  const { firstId, place } = instead;
  const body = { firstId, place, status: 'dispatched', confidential: order.confidential };
  const overruled = { kind: 'orders.overruled', subjectKind: 'order', subjectId: order.id, unitId: order.unitId, body };
  return { ...change, more: [overruled], words: reason ? [{ kind: 'reason', words: reason }] : [] };
}

function offered(order: OrderState, input: ActionInput<'dispatch'>, around: Surroundings): Change {
  demandDispatchable(order, around);
  const personIds = input.personIds ?? [];
  if ((input.teamId === undefined) === (personIds.length === 0))
    throw refusal('orders.one_target', 'Name one team, or up to 20 volunteers.');
  const round = order.round + 1;
  const lapsed = order.offers
    .filter((each) => each.status === 'open')
    .map((each): Offer => ({ ...each, status: 'withdrawn', answeredAt: around.now }));
  if (input.teamId !== undefined) {
    if (around.team?.id !== input.teamId)
      throw refusal(
        'orders.team_unknown',
        'This team does not exist, is closed, or does not serve here. Choose another.',
      );
    return sent(order, round, input.teamId, [...lapsed, offerOf(round, { teamId: input.teamId }, around)]);
  }
  demandSuitable(order, personIds, around);
  return sent(order, round, null, [...lapsed, ...personIds.map((personId) => offerOf(round, { personId }, around))]);
}

/** Nothing but a public service of a kind that volunteers may serve is offered: `orders.not_dispatchable`. */
function demandDispatchable(order: OrderState, around: Surroundings): void {
  const rule = order.kind === null ? undefined : around.kinds.get(order.kind);
  if (order.nature !== 'public_service' || !rule?.volunteerDispatchable)
    throw refusal(
      'orders.not_dispatchable',
      'Only a public service whose kind volunteers may serve is dispatched. Triage it first.',
    );
}

/** Everybody named may be asked for this, and has no part in it already: `orders.person_unsuitable`. */
function demandSuitable(order: OrderState, personIds: readonly string[], around: Surroundings): void {
  const taken = new Set(activeAssignments(order).map((each) => each.personId));
  for (const personId of personIds) {
    const volunteer = around.people?.get(personId);
    const reasons = volunteer ? whyNotServe(order, volunteer, around) : ['orders.no_volunteer'];
    if (taken.has(personId)) reasons.push('orders.already_assigned');
    if (reasons[0] !== undefined)
      throw refusal('orders.person_unsuitable', 'One of these volunteers may not be asked for this. Choose another.', {
        personId,
        reason: reasons[0],
      });
  }
}

function offerOf(round: number, to: { teamId?: string; personId?: string }, around: Surroundings): Offer {
  const { teamId = null, personId = null } = to;
  const { now } = around;
  return { id: around.nextId(), round, teamId, personId, status: 'open', offeredAt: now, answeredAt: null };
}

/**
 * Asks more volunteers and leaves the offers of those asked before open; the clock goes on. Whoever was asked in this
 * round is not asked again. Of an order that waits because everybody said no, a new round begins. Problems:
 * `orders.not_dispatchable`, `orders.person_unsuitable`, `orders.asked_already`.
 */
export function widen(order: OrderState, input: ActionInput<'widen'>, around: Surroundings): Change {
  demandDispatchable(order, around);
  const round = order.status === 'dispatched' ? order.round : order.round + 1;
  const asked = new Set(order.offers.filter((each) => each.round === round).map((each) => each.personId));
  const personIds = input.personIds.filter((id) => !asked.has(id));
  if (personIds.length === 0) throw refusal('orders.asked_already', 'All of these people were asked already.');
  demandSuitable(order, personIds, around);
  return {
    happened: 'widened',
    set: { status: 'dispatched', round },
    offers: personIds.map((personId) => offerOf(round, { personId }, around)),
  };
}

function sent(order: OrderState, round: number, teamId: string | null, offers: Offer[]): Change {
  return {
    happened: 'dispatched',
    set: { status: 'dispatched', round, teamId: teamId ?? order.teamId },
    offers,
    restartClock: true,
  };
}

/** Takes an order back from whoever has it, to be sent anew. */
export function recall(order: OrderState, input: ActionInput<'recall'>, around: Surroundings): Change {
  return {
    happened: 'recalled',
    set: { status: 'triaged', teamId: null, departmentId: null },
    ...(order.departmentId === null ? {} : { petition: { questionOpen: false } }),
    ...releaseAll(order, around.now),
    words: input.reason ? [{ kind: 'reason', words: input.reason }] : [],
  };
}

/**
 * Joins a duplicate to another order; its resident follows the other's states. A petition takes the other's marks over:
 * whoever that complains of reads neither. Problems: `orders.merge_unknown`,
 * `orders.merge_ended`, `orders.merge_has_followers`, `orders.merge_confidence`.
 */
export function merge(order: OrderState, input: ActionInput<'merge'>, actor: Actor, around: Surroundings): Change {
  const other = around.other;
  if (
    !other ||
    other.order.id !== input.into ||
    other.order.id === order.id ||
    other.conflicted ||
    !isStaffOf(other.order, actor, other)
  )
    throw refusal('orders.merge_unknown', 'The other order was not found among yours. Check its number.');
  if (['closed', 'merged', 'withdrawn'].includes(other.order.status))
    throw refusal('orders.merge_ended', 'The other order has ended. Merge into one that is open.');
  if (order.followers.length > 0)
    throw refusal(
      'orders.merge_has_followers',
      'Others follow this order already. Merge the other one into this instead.',
    );
  if (other.order.confidential !== order.confidential)
    throw refusal('orders.merge_confidence', 'A confidential order and an open one cannot be merged.');
  const marks = marksTogether(order, other.order);
  const unitId = ownerBeside(marks.complainedUnits ?? [], around.unitPath) ?? order.unitId;
  return {
    happened: 'merged',
    set: { status: 'merged', mergedInto: other.order.id, ...marks, unitId },
    more: [joinedBy(order, other.order)],
  };
}

/** Takes a merged order out again; it waits where it waited before, with a fresh clock. */
export function unmerge(order: OrderState): Change {
  const into = order.mergedInto;
  const left = {
    kind: 'orders.left',
    subjectKind: 'order',
    subjectId: into ?? order.id,
    unitId: order.unitId,
    body: { orderId: order.id, confidential: order.confidential },
  };
  return {
    happened: 'unmerged',
    set: { status: order.nature === null ? 'submitted' : 'triaged', mergedInto: null },
    more: into === null ? [] : [left],
  };
}

/** Two wishes in one: the second becomes an order of its own, of the same person; half of a complaint may be a plain service. */
export function split(_order: OrderState, input: ActionInput<'split'>): Change {
  const { text, confidential } = input;
  return { happened: 'split', split: { text, ...(confidential === undefined ? {} : { confidential }) } };
}

/**
 * Gives the order to another unit, which then answers for it. What is confidential stays with counties and the city.
 * Problems: `orders.unit_unknown`, `orders.unit_cannot_own`, `orders.confidential_stays`.
 */
export function handOver(order: OrderState, input: ActionInput<'hand_over'>, around: Surroundings): Change {
  const unit = around.unit;
  if (!unit || unit.id !== input.unitId || !unit.open)
    throw refusal('orders.unit_unknown', 'This unit does not exist or is closed. Choose another.');
  if (unit.level === 'team' || unit.id === order.unitId)
    throw refusal('orders.unit_cannot_own', 'Choose another unit. A team gets orders by dispatch.');
  if (order.confidential && unit.level !== 'city' && unit.level !== 'centre')
    throw refusal(
      'orders.confidential_stays',
      'A confidential order stays with the petition clerks of a county or the city.',
    );
  if (unit.level === 'department' && order.nature !== 'consultation')
    throw refusal('orders.unit_cannot_own', 'A department is handed consultations only.');
  return {
    happened: 'handed_over',
    set: { unitId: unit.id },
    note: { from: order.unitId },
    words: input.reason ? [{ kind: 'reason', words: input.reason }] : [],
  };
}

/**
 * A higher level watches the order until it closes; of a petition it may say until when it wants to hear. Problems
 * `orders.not_a_petition`, `orders.deadline_past`.
 */
export function supervise(
  order: OrderState,
  input: ActionInput<'supervise'>,
  actor: Actor,
  around: Surroundings,
): Change {
  const roles = order.confidential ? 'petition_clerk' : 'dispatcher';
  const unitId = around.unitPath
    .slice(1)
    .find((id) => actor.grants.some((grant) => grant.role === roles && grant.unitId === id));
  const by = input.by === undefined ? null : new Date(input.by);
  if (by && !order.confidential)
    throw refusal('orders.not_a_petition', 'Only a petition or complaint is supervised with a date.');
  if (by && by <= around.now) throw refusal('orders.deadline_past', 'This date has passed. Choose a later one.');
  return {
    happened: 'supervised',
    set: { supervisedBy: unitId ?? order.supervisedBy },
    ...(by ? { petition: { instructionDueBy: by }, restartClock: order.status !== 'replied' } : {}),
    words: input.words ? [{ kind: 'instruction', words: input.words }] : [],
  };
}

/** Someone has called back: safe, and closed; or not reached, and the clock runs anew. */
export function confirmSafe(_order: OrderState, input: ActionInput<'confirm_safe'>): Change {
  const words = input.words ? [{ kind: 'note' as const, words: input.words }] : [];
  return input.reached
    ? { happened: 'confirmed_safe', set: { status: 'closed', outcome: 'safe' }, words }
    : { happened: 'not_reached', restartClock: true, words };
}
