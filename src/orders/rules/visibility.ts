import { type Actor, holdsRole } from '../../shared/actor.ts';
import type { View } from '../schema/sight.ts';
import { isEnd } from '../schema/states.ts';
import {
  isDepartmentOf,
  isFollowerOf,
  isResidentOf,
  isStaffOf,
  isTypedBy,
  offerTo,
  type Standing,
} from './permissions.ts';
import type { OrderState } from './state.ts';

/** What this caller sees of the order; null when they may not know that it exists. */
export function viewOf(order: OrderState, actor: Actor, standing: Standing): View | null {
  if (isResidentOf(order, actor)) return 'whole';
  if (standing.conflicted) return null;
  if (mayList(order, actor, standing)) return 'whole';
  if (actor.kind === 'job') return 'whole';
  if (isDepartmentOf(order, actor)) return 'masked';
  const own = order.assignments.filter((each) => each.personId === actor.id).at(-1);
  if (own?.status === 'accepted' || own?.status === 'in_service') return 'service';
  if (!order.confidential && offerTo(order, actor)) return 'offer';
  if (isTypedBy(order, actor) && !isEnd(order.status)) return order.confidential ? 'receipt' : 'typed';
  // It may complain of the very person who served it: nobody whose part is over knows of a petition.
  if ((own && !order.confidential) || isFollowerOf(order, actor)) return 'states';
  return leadsTeamOf(order, actor) && !order.confidential ? 'offer' : null;
}

/** Leads the team that the order is with. */
export function leadsTeamOf(order: OrderState, actor: Actor): boolean {
  return actor.volunteer?.teams.some((team) => team.leader && team.teamId === order.teamId) === true;
}

/** Whether the order stands in the lists of the caller's desk: by their roles where it is now, never as their own. */
export function mayList(order: OrderState, actor: Actor, standing: Standing): boolean {
  if (standing.conflicted) return false;
  if (isStaffOf(order, actor, standing)) return true;
  return !order.confidential && holdsRole(actor, ['department_officer'], standing.unitPath.slice(0, 1));
}

/** States in which phone numbers may be shown: the order is under way. */
const UNDER_WAY = new Set(['accepted', 'in_service']);

/**
 * Whether phone numbers may be shown to the caller now: to the resident those of who comes, to who comes the contact's.
 * Staff see the contact while the order is open, to call back. Each showing is recorded.
 */
export function mayShowContact(order: OrderState, actor: Actor, standing: Standing): boolean {
  const view = viewOf(order, actor, standing);
  // Who stands behind a petition is opened by two custodians, never by who handles it.
  if (order.confidential) return false;
  if (view === 'service' || isResidentOf(order, actor)) return UNDER_WAY.has(order.status);
  return view === 'whole' && !['closed', 'withdrawn'].includes(order.status);
}
