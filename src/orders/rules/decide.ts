import type { Actor } from '../../shared/actor.ts';
import { forbidden, Problem } from '../../shared/problem.ts';
import type { ActionInput } from '../schema/inputs.ts';
import { type ActionName, actionNames } from '../schema/states.ts';
import type { ActionState } from '../schema/views.ts';
import { type Change, conclude, type Decision, refusal, type Surroundings } from './decision.ts';
import { isFollowerOf, isResidentOf, ownAssignment, reasonAgainst, type Standing } from './permissions.ts';
import { BLANK_PETITION } from './petition.ts';
import { activeAssignments, type OrderState, placesLeft } from './state.ts';
import {
  answer,
  confirmSafe,
  dispatch,
  handOver,
  merge,
  recall,
  split,
  supervise,
  triage,
  unmerge,
  widen,
} from './steps/centre.ts';
import { expire, warn } from './steps/clock.ts';
import {
  admit,
  ask,
  askExtension,
  conclude as concludeReconsideration,
  decideExtension,
  decideObjection,
  forward,
  noteHotline,
  object,
  reply,
  reportBack,
  showDoor,
  signFor,
} from './steps/petition.ts';
import { askReconsideration, change, consentPublication, respond, review, withdraw } from './steps/resident.ts';
import { accept, assign, decline, finish, giveBack, start, whyNotServe } from './steps/service.ts';
import { fits, wrongState } from './transitions.ts';

type Step<Name extends ActionName> = (
  order: OrderState,
  input: ActionInput<Name>,
  actor: Actor,
  around: Surroundings,
) => Change;

/** Every action has its step; an action without one breaks the build. */
const steps: { [Name in ActionName]: Step<Name> } = {
  change: (order, input, _actor, around) => change(order, input, around),
  withdraw: (order, input, _actor, around) => withdraw(order, input, around),
  review,
  triage: (order, input, _actor, around) => triage(order, input, around),
  answer: (order, input) => answer(order, input),
  dispatch: (order, input, _actor, around) => dispatch(order, input, around),
  widen: (order, input, _actor, around) => widen(order, input, around),
  recall: (order, input, _actor, around) => recall(order, input, around),
  merge,
  unmerge: (order) => unmerge(order),
  split: (order, input) => split(order, input),
  hand_over: (order, input, _actor, around) => handOver(order, input, around),
  supervise,
  confirm_safe: (order, input) => confirmSafe(order, input),
  respond: (_order, input) => respond(input),
  ask_reconsideration: (order, input, _actor, around) => askReconsideration(order, input, around),
  consent_publication: (_order, input) => consentPublication(input),
  forward: (order, input, _actor, around) => forward(order, input, around),
  decide_objection: (order, input, _actor, around) => decideObjection(order, input, around),
  decide_extension: decideExtension,
  conclude: (order, input, _actor, around) => concludeReconsideration(order, input, around),
  show_door: (_order, input, _actor, around) => showDoor(input, around),
  note_hotline: (_order, input) => noteHotline(input),
  sign_for: (_order, _input, _actor, around) => signFor(around),
  object: (order, input) => object(order, input),
  admit: (_order, input, _actor, around) => admit(input, around),
  ask: (_order, input) => ask(input),
  ask_extension: (_order, input, actor, around) => askExtension(input, actor, around),
  reply: (order, input, _actor, around) => reply(order, input, around),
  report_back: (_order, input, _actor, around) => reportBack(input, around),
  accept: (order, _input, actor, around) => accept(order, actor, around),
  assign,
  decline: (order, _input, actor, around) => decline(order, actor, around),
  return: giveBack,
  start,
  finish,
  warn: (order, _input, _actor, around) => warn(order, around),
  expire: (order, _input, _actor, around) => expire(order, around),
};

/**
 * What an action does to an order: the row as it will be, with its events; or a Problem with the reason. Pure: time, ids
 * and everything known of others come in `around`. Problems: `orders.wrong_state`, those of `reasonAgainst`, those of the steps.
 */
export function decide<Name extends ActionName>(
  order: OrderState,
  action: Name,
  input: ActionInput<Name>,
  actor: Actor,
  around: Surroundings,
): Decision {
  const reason = reasonAgainst(order, action, actor, around);
  if (reason === 'platform.forbidden') throw forbidden();
  if (reason !== null) throw new Problem(reason, 403, 'This order is not yours to change in this way.');
  if (!fits(order.status, action)) throw wrongState(order.status, action);
  const blocked = blockedBy(order, action, actor, around);
  if (blocked !== null) throw refusal(blocked, 'This cannot be done with the order as it is now.');
  return conclude(order, action, actor, steps[action](order, input, actor, around), around);
}

/**
 * Each action that people can do, with `allowed`, or the code of the reason why not: the very reasons `decide` would
 * give, as far as they do not depend on what is typed.
 */
export function available(order: OrderState, actor: Actor, around: Standing & Facts): ActionState[] {
  return actionNames
    .filter((name) => name !== 'warn' && name !== 'expire')
    .map((name) => {
      const reason =
        reasonAgainst(order, name, actor, around) ??
        (fits(order.status, name) ? blockedBy(order, name, actor, around) : 'orders.wrong_state');
      return { name, allowed: reason === null, reason };
    });
}

/** What is known besides the order before anything is typed. */
type Facts = Pick<Surroundings, 'skillRules' | 'kinds' | 'now'>;

/** What stands against an action in this very order, whatever is typed. */
function blockedBy(order: OrderState, action: ActionName, actor: Actor, around: Facts): string | null {
  const onPath = blockedOnPath(order, action, actor, around.now);
  if (onPath !== null) return onPath;
  switch (action) {
    case 'answer':
      return order.nature === 'petition' || order.nature === 'complaint' ? 'orders.confidential' : null;
    case 'dispatch':
    case 'widen':
      return order.nature === 'public_service' &&
        order.kind !== null &&
        around.kinds.get(order.kind)?.volunteerDispatchable
        ? null
        : 'orders.not_dispatchable';
    case 'merge':
      return order.followers.length > 0 ? 'orders.merge_has_followers' : null;
    case 'accept':
      if (placesLeft(order) === 0) return 'orders.full';
      if (ownAssignment(order, actor)) return 'orders.already_assigned';
      return (actor.volunteer && whyNotServe(order, actor.volunteer, around)[0]) ?? null;
    case 'assign':
      return placesLeft(order) === 0 ? 'orders.full' : null;
    case 'start':
      if (ownAssignment(order, actor)?.status === 'in_service') return 'orders.started_already';
      return order.twoPersonRule && activeAssignments(order).length < 2 ? 'orders.two_needed' : null;
    case 'finish':
      return ownAssignment(order, actor)?.status === 'in_service' ? null : 'orders.not_started';
    case 'review':
      // A follower may still say that it is not solved; the page offers only that.
      return isResidentOf(order, actor) || isFollowerOf(order, actor) ? null : 'orders.not_yours';
    default:
      return null;
  }
}

/** The same for the path of petitions. */
function blockedOnPath(order: OrderState, action: ActionName, actor: Actor, now: Date): string | null {
  const petition = order.petition ?? BLANK_PETITION;
  const passed = (date: Date | null) => date !== null && date < now;
  switch (action) {
    case 'forward':
      if (order.nature !== 'petition' && order.nature !== 'complaint') return 'orders.not_a_petition';
      // Whoever it complains of must not be the one to whom it goes.
      return order.complainedUnits === null ? 'orders.mark_first' : null;
    case 'object':
      if (petition.binding) return 'orders.decision_binds';
      return passed(petition.objectBy) ? 'orders.objection_late' : null;
    case 'respond':
      return petition.questionOpen ? null : 'orders.no_question';
    case 'ask_extension':
      return petition.extensionDays > 0 || petition.extensionAsked > 0 ? 'orders.extended_once' : null;
    case 'decide_extension':
      if (petition.extensionAsked === 0) return 'orders.no_extension_asked';
      return petition.extensionAskedBy === actor.id ? 'orders.own_extension' : null;
    case 'report_back':
      return petition.instructionDueBy === null ? 'orders.no_instruction' : null;
    case 'consent_publication':
      return petition.repliedAt === null ? 'orders.wrong_state' : null;
    case 'ask_reconsideration':
      if (petition.repliedAt === null) return 'orders.wrong_state';
      if (petition.stage >= 2) return 'orders.path_ended';
      return passed(petition.reconsiderBy) ? 'orders.reconsideration_late' : null;
    default:
      return null;
  }
}
