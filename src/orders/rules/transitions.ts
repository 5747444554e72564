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
    merge: ['merged'],
    split: ['triaged'],
    hand_over: ['triaged'],
    supervise: ['triaged'],
    warn: ['triaged'],
    expire: ['triaged'],
  },
  dispatched: {
    change: ['dispatched'],
    withdraw: ['withdrawn'],
    dispatch: ['dispatched'],
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
  reviewed: {
    withdraw: ['withdrawn'],
    triage: ['triaged', 'redirected'],
    answer: ['answered'],
    hand_over: ['reviewed'],
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
  closed: {},
  merged: { unmerge: ['submitted', 'triaged'], withdraw: ['withdrawn'] },
  withdrawn: {},
};

/** Who must act in each state; null where nothing more is to come. The owner of the order answers for it. */
export const mustAct: Record<Status, 'dispatcher' | 'volunteer' | 'resident' | 'supervisor' | null> = {
  submitted: 'dispatcher',
  triaged: 'dispatcher',
  dispatched: 'volunteer',
  accepted: 'volunteer',
  in_service: 'volunteer',
  served: 'resident',
  answered: 'resident',
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
