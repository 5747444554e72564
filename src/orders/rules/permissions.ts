import { type Actor, holdsRole } from '../../shared/actor.ts';
import type { ActionName, Status } from '../schema/states.ts';
import { levelsAbove, MOST_OBJECTIONS } from './petition.ts';
import { activeAssignments, type OrderState, openOffers } from './state.ts';

/** What is needed to know who may act: the owner with all units above it. */
export interface Standing {
  /** The owner first, then up to the city. */
  unitPath: readonly string[];
  /** The order complains of the actor or theirs: it is not there for them. */
  conflicted?: boolean;
}

/**
 * Asked for it, or it is for them, or they placed it on a phone for somebody, or they hold its receipt. Staff who typed it
 * are not.
 */
export function isResidentOf(order: OrderState, actor: Actor): boolean {
  if (actor.kind !== 'person') return false;
  if (actor.receipt) return order.confidential && order.id === actor.id;
  return order.requesterId === actor.id || (order.placedBy === actor.id && order.source === 'phone_web');
}

/** Staff who typed it in for a caller or a walk-in. That alone lets them do nothing to it. */
export function isTypedBy(order: OrderState, actor: Actor): boolean {
  return actor.kind === 'person' && order.source === 'desk' && order.placedBy === actor.id;
}

/** Their own order was merged into this one. */
export function isFollowerOf(order: OrderState, actor: Actor): boolean {
  return actor.kind === 'person' && order.followers.some((follower) => follower.requesterId === actor.id);
}

/**
 * By what the history knows who acts: residents by the order they asked for, whatever it is, so that nothing has to be
 * taken back should it turn out to be a petition. Undefined for everybody else: they stand there themselves.
 */
export function pseudonymOf(order: OrderState, actor: Actor): string | undefined {
  if (isResidentOf(order, actor)) return order.id;
  return order.followers.find((follower) => actor.kind === 'person' && follower.requesterId === actor.id)?.orderId;
}

/** Staff who answer for the order where it is now: petition clerks alone for what is confidential. */
export function isStaffOf(order: OrderState, actor: Actor, { unitPath }: Standing): boolean {
  if (!order.confidential) return holdsRole(actor, ['dispatcher'], unitPath);
  return holdsRole(actor, ['petition_clerk'], actor.kind === 'job' ? unitPath : clerkPath(order, unitPath));
}

/**
 * States that a petition can come to before anybody has marked whom it complains of. Later ones need the mark; of those
 * that were loaded with their whole course, and never marked, nothing is hidden.
 */
export const BEFORE_MARKING: readonly Status[] = ['submitted', 'triaged', 'merged', 'withdrawn'];

/** What says whether a petition waits to be marked. */
export type Marking = Pick<OrderState, 'status' | 'outcome' | 'complainedUnits' | 'supervisedBy'>;

/**
 * The units whose clerks know of a petition, out of its owner with all above it: until somebody has marked whom it
 * complains of, only the owner's, since anybody else could be one of theirs; and who was called in because nobody acted in
 * time. Example: of an unmarked petition of a county only the county; once its clock rang, the city too.
 */
export function clerkPath(
  { status, outcome, complainedUnits, supervisedBy }: Marking,
  unitPath: readonly string[],
): readonly string[] {
  // Taken back, joined to another or shown another door, it still complains of somebody.
  const isUnmarked = complainedUnits === null && (BEFORE_MARKING.includes(status) || outcome === 'other_door');
  if (!isUnmarked) return unitPath;
  const calledIn = supervisedBy === null ? -1 : unitPath.indexOf(supervisedBy);
  return unitPath.slice(0, Math.max(0, calledIn) + 1);
}

/** An open offer to this person, by name or through a team they are in. */
export function offerTo(order: OrderState, actor: Actor) {
  return openOffers(order).find(
    (offer) =>
      offer.personId === actor.id || actor.volunteer?.teams.some((team) => team.teamId === offer.teamId) === true,
  );
}

/** An open offer to a team that this person leads. */
export function offerToLed(order: OrderState, actor: Actor) {
  return openOffers(order).find((offer) =>
    actor.volunteer?.teams.some((team) => team.leader && team.teamId === offer.teamId),
  );
}

/** This person's part in the order, while it counts. */
export function ownAssignment(order: OrderState, actor: Actor) {
  return activeAssignments(order).find((each) => each.personId === actor.id);
}

/** What is left to whoever asked for it though it complains of them or theirs: to follow it as theirs, never by an office. */
const OWN: ReadonlySet<ActionName> = new Set<ActionName>([
  'change',
  'withdraw',
  'review',
  'respond',
  'ask_reconsideration',
  'consent_publication',
]);

/**
 * Why this actor may not do this action to this order, whatever its state; null when they may. Answers are problem
 * codes: `orders.not_yours`, `orders.not_offered`, `orders.not_assigned`, `orders.confidential`, `platform.forbidden`.
 */
export function reasonAgainst(order: OrderState, action: ActionName, actor: Actor, whole: Standing): string | null {
  if (whole.conflicted && !(OWN.has(action) && isResidentOf(order, actor))) return 'platform.forbidden';
  const standing = order.confidential && actor.kind !== 'job' ? { unitPath: clerkPath(order, whole.unitPath) } : whole;
  switch (action) {
    case 'change':
      return isResidentOf(order, actor) ? null : 'orders.not_yours';
    case 'withdraw': {
      // Somebody who rang the centre has no other way to take it back than to ring again.
      const caller = order.source === 'desk' && isStaffOf(order, actor, standing);
      return isResidentOf(order, actor) || caller ? null : 'orders.not_yours';
    }
    case 'review':
      return isResidentOf(order, actor) || isFollowerOf(order, actor) ? null : 'orders.not_yours';
    case 'triage':
    case 'split':
    case 'hand_over':
    case 'merge':
    case 'unmerge':
      return isStaffOf(order, actor, standing) || isAnsweringDepartment(order, action, actor, standing)
        ? null
        : 'platform.forbidden';
    case 'forward':
    case 'show_door':
    case 'note_hotline':
    case 'decide_objection':
    case 'conclude':
      // Who decides from above must know of it as a clerk, not by whatever else they have to do with it.
      return isClerkAt(order, actor, standing.unitPath) &&
        isClerkAt(order, actor, decidersOf(order, action, standing, whole))
        ? null
        : 'platform.forbidden';
    case 'sign_for':
    case 'object':
    case 'admit':
    case 'ask_extension':
      return isDepartmentOf(order, actor) ? null : 'platform.forbidden';
    case 'ask':
    case 'report_back':
    case 'decide_extension':
      return isDepartmentOf(order, actor) || isClerkAt(order, actor, standing.unitPath) ? null : 'platform.forbidden';
    case 'reply': {
      // What was called unsolved twice is answered by who watches, or by the department that they press.
      const watches = order.status === 'reviewed' && isClerkAt(order, actor, levelsAbove(standing.unitPath, 1));
      return isDepartmentOf(order, actor) || watches ? null : 'platform.forbidden';
    }
    case 'respond':
    case 'ask_reconsideration':
    case 'consent_publication':
      return isResidentOf(order, actor) ? null : 'orders.not_yours';
    case 'recall':
      return isStaffOf(order, actor, standing) ? null : 'platform.forbidden';
    case 'widen':
      if (order.confidential) return 'orders.confidential';
      return actor.kind === 'job' || isStaffOf(order, actor, standing) ? null : 'platform.forbidden';
    case 'dispatch':
    case 'confirm_safe':
      if (order.confidential) return 'orders.confidential';
      return isStaffOf(order, actor, standing) ? null : 'platform.forbidden';
    case 'answer':
      if (order.confidential) return 'orders.confidential';
      return isStaffOf(order, actor, standing) || isAnsweringDepartment(order, action, actor, standing)
        ? null
        : 'platform.forbidden';
    case 'supervise':
      return holdsRole(actor, [order.confidential ? 'petition_clerk' : 'dispatcher'], standing.unitPath.slice(1))
        ? null
        : 'platform.forbidden';
    case 'accept':
      // Who was asked before it was found to be a petition is asked no more.
      if (order.confidential) return 'orders.confidential';
      return offerTo(order, actor) ? null : 'orders.not_offered';
    case 'assign':
      if (order.confidential) return 'orders.confidential';
      return offerToLed(order, actor) ? null : 'orders.not_offered';
    case 'decline': {
      if (order.confidential) return 'orders.confidential';
      const byName = openOffers(order).some((offer) => offer.personId === actor.id);
      return byName || offerToLed(order, actor) ? null : 'orders.not_offered';
    }
    case 'return':
    case 'start':
    case 'finish':
      return ownAssignment(order, actor) ? null : 'orders.not_assigned';
    case 'warn':
    case 'expire':
      return actor.kind === 'job' ? null : 'platform.forbidden';
    default:
      return action satisfies never;
  }
}

/** An officer of the department that a petition was forwarded to. */
export function isDepartmentOf(order: OrderState, actor: Actor): boolean {
  return (
    order.confidential &&
    order.departmentId !== null &&
    actor.grants.some((grant) => grant.role === 'department_officer' && grant.unitId === order.departmentId)
  );
}

/** A petition clerk who answers for it where it is now, or above. */
export function isClerkOf(order: OrderState, actor: Actor, { unitPath }: Standing): boolean {
  return isClerkAt(order, actor, unitPath);
}

function isClerkAt(order: OrderState, actor: Actor, path: readonly string[]): boolean {
  return order.confidential && holdsRole(actor, ['petition_clerk'], path);
}

/**
 * Whose clerks decide: the owner's and those above; of a second objection and of a reconsideration from one level up, of
 * the final one from two. Levels are counted on the whole path, whoever of it knows of the petition.
 */
function decidersOf(order: OrderState, action: ActionName, knowing: Standing, whole: Standing): readonly string[] {
  if (action === 'conclude') return levelsAbove(whole.unitPath, order.status === 'final_reconsideration' ? 2 : 1);
  const second = action === 'decide_objection' && (order.petition?.objections ?? 0) >= MOST_OBJECTIONS;
  return second ? levelsAbove(whole.unitPath, 1) : knowing.unitPath;
}

/** A department that owns a consultation answers it, or hands it back. */
function isAnsweringDepartment(order: OrderState, action: ActionName, actor: Actor, { unitPath }: Standing): boolean {
  if (order.confidential || (action !== 'answer' && action !== 'hand_over')) return false;
  const owner = unitPath[0];
  return (
    owner !== undefined && actor.grants.some((grant) => grant.role === 'department_officer' && grant.unitId === owner)
  );
}
