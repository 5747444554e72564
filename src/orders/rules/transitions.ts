import { Problem } from '../../shared/problem.ts';
import type { ActionName, Status } from '../schema/states.ts';

/**
 * The machine: what can be done in each state, and the states it can lead to. A new status breaks the build until it
 * has its row here; `decide` may lead nowhere that this table does not name.
 */
export const transitions: Record<Status, Partial<Record<ActionName, readonly Status[]>>> = {
  submitted: {
    change: ['submitted'],
    withdraw: ['withdrawn'],
    triage: ['triaged', 'redirected'],
    merge: ['merged'],
    split: ['submitted'],
    hand_over: ['submitted'],
    show_door: ['closed'],
    note_hotline: ['submitted'],
    supervise: ['submitted'],
    warn: ['submitted'],
    expire: ['submitted'],
  },
  triaged: {
    change: ['triaged'],
    withdraw: ['withdrawn'],
    triage: ['triaged', 'redirected'],
    answer: ['answered'],
    dispatch: ['dispatched'],
    widen: ['dispatched'],
    merge: ['merged'],
    split: ['triaged'],
    hand_over: ['triaged'],
    forward: ['forwarded'],
    ask: ['triaged'],
    respond: ['triaged'],
    show_door: ['closed'],
    note_hotline: ['triaged'],
    report_back: ['triaged'],
    supervise: ['triaged'],
    warn: ['triaged'],
    expire: ['triaged'],
  },
  dispatched: {
    change: ['dispatched'],
    withdraw: ['withdrawn'],
    dispatch: ['dispatched'],
    widen: ['dispatched'],
    recall: ['triaged'],
    supervise: ['dispatched'],
    accept: ['dispatched', 'accepted'],
    assign: ['dispatched', 'accepted'],
    decline: ['dispatched', 'triaged'],
    return: ['dispatched', 'triaged'],
    warn: ['dispatched'],
    expire: ['dispatched', 'triaged'],
  },
  accepted: {
    change: ['accepted'],
    withdraw: ['withdrawn'],
    recall: ['triaged'],
    supervise: ['accepted'],
    return: ['dispatched', 'triaged'],
    start: ['in_service'],
    warn: ['accepted'],
    expire: ['accepted'],
  },
  in_service: {
    recall: ['triaged'],
    supervise: ['in_service'],
    return: ['in_service', 'triaged'],
    start: ['in_service'],
    finish: ['in_service', 'served'],
    warn: ['in_service'],
    expire: ['in_service'],
  },
  served: {
    review: ['closed', 'triaged', 'reviewed'],
    supervise: ['served'],
    warn: ['served'],
    expire: ['served', 'closed'],
  },
  answered: {
    review: ['closed', 'triaged', 'reviewed'],
    supervise: ['answered'],
    warn: ['answered'],
    expire: ['answered', 'closed'],
  },
  forwarded: {
    withdraw: ['withdrawn'],
    recall: ['triaged'],
    sign_for: ['signed_for'],
    object: ['objected'],
    note_hotline: ['forwarded'],
    report_back: ['forwarded'],
    supervise: ['forwarded'],
    warn: ['forwarded'],
    expire: ['forwarded'],
  },
  signed_for: {
    withdraw: ['withdrawn'],
    recall: ['triaged'],
    object: ['objected'],
    admit: ['admitted'],
    ask: ['signed_for'],
    respond: ['signed_for'],
    note_hotline: ['signed_for'],
    report_back: ['signed_for'],
    supervise: ['signed_for'],
    warn: ['signed_for'],
    expire: ['signed_for'],
  },
  objected: {
    withdraw: ['withdrawn'],
    decide_objection: ['forwarded'],
    note_hotline: ['objected'],
    report_back: ['objected'],
    supervise: ['objected'],
    warn: ['objected'],
    expire: ['objected'],
  },
  admitted: {
    withdraw: ['withdrawn'],
    // A department can be merged or closed while it has one.
    recall: ['triaged'],
    ask: ['admitted'],
    respond: ['admitted'],
    ask_extension: ['admitted'],
    decide_extension: ['admitted'],
    reply: ['replied'],
    note_hotline: ['admitted'],
    report_back: ['admitted'],
    supervise: ['admitted'],
    warn: ['admitted'],
    expire: ['admitted'],
  },
  replied: {
    review: ['closed', 'admitted', 'reviewed'],
    ask_reconsideration: ['reconsideration', 'final_reconsideration'],
    consent_publication: ['replied'],
    supervise: ['replied'],
    warn: ['replied'],
    expire: ['replied', 'closed'],
  },
  reconsideration: {
    withdraw: ['withdrawn'],
    ask: ['reconsideration'],
    respond: ['reconsideration'],
    conclude: ['replied', 'admitted'],
    note_hotline: ['reconsideration'],
    supervise: ['reconsideration'],
    warn: ['reconsideration'],
    expire: ['reconsideration'],
  },
  final_reconsideration: {
    withdraw: ['withdrawn'],
    ask: ['final_reconsideration'],
    respond: ['final_reconsideration'],
    conclude: ['replied', 'admitted'],
    note_hotline: ['final_reconsideration'],
    supervise: ['final_reconsideration'],
    warn: ['final_reconsideration'],
    expire: ['final_reconsideration'],
  },
  reviewed: {
    withdraw: ['withdrawn'],
    triage: ['triaged', 'redirected'],
    answer: ['answered'],
    hand_over: ['reviewed'],
    forward: ['forwarded'],
    ask: ['reviewed'],
    respond: ['reviewed'],
    reply: ['replied'],
    ask_reconsideration: ['reconsideration', 'final_reconsideration'],
    note_hotline: ['reviewed'],
    report_back: ['reviewed'],
    supervise: ['reviewed'],
    warn: ['reviewed'],
    expire: ['reviewed'],
  },
  redirected: {
    triage: ['triaged', 'redirected'],
    confirm_safe: ['redirected', 'closed'],
    hand_over: ['redirected'],
    supervise: ['redirected'],
    warn: ['redirected'],
    expire: ['redirected'],
  },
  // The law gives 30 days, also to who was content or silent at first (信访工作条例 art. 35).
  closed: {
    ask_reconsideration: ['reconsideration', 'final_reconsideration'],
    consent_publication: ['closed'],
  },
  merged: { unmerge: ['submitted', 'triaged'], withdraw: ['withdrawn'] },
  withdrawn: {},
};

/** Who must act in a state: of what is confidential, the petition clerk stands where others have a dispatcher. */
export type MustAct = 'dispatcher' | 'clerk' | 'department' | 'volunteer' | 'resident' | 'supervisor';

/** Who must act in each state; null where nothing more is to come. The owner of the order answers for it. */
export const mustAct: Record<Status, MustAct | null> = {
  submitted: 'dispatcher',
  triaged: 'dispatcher',
  dispatched: 'volunteer',
  accepted: 'volunteer',
  in_service: 'volunteer',
  served: 'resident',
  answered: 'resident',
  forwarded: 'department',
  signed_for: 'department',
  objected: 'clerk',
  admitted: 'department',
  replied: 'resident',
  reconsideration: 'supervisor',
  final_reconsideration: 'supervisor',
  reviewed: 'supervisor',
  closed: null,
  merged: null,
  redirected: 'dispatcher',
  withdrawn: null,
};

/** Whether the state knows the action at all. */
export function fits(status: Status, action: ActionName): boolean {
  return transitions[status][action] !== undefined;
}

/** `orders.wrong_state` (409): names what can be done in this state instead. */
export function wrongState(status: Status, action: ActionName): Problem {
  return new Problem(
    'orders.wrong_state',
    409,
    `An order that is ${status} cannot be changed by ${action}. Reload it to see what can be done now.`,
    {
      params: { status, action },
      allowed: Object.keys(transitions[status]).filter((each) => each !== 'warn' && each !== 'expire'),
    },
  );
}
