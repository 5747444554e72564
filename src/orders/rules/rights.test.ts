import { describe, expect, it } from 'vitest';
import { monday, order, person, surroundings, unit } from '../../../tests/order-rules.ts';
import type { ActingVolunteer, Actor } from '../../shared/actor.ts';
import { grantedRoles } from '../../shared/actor.ts';
import { addMinutes } from '../../shared/time.ts';
import { type ActionName, actionNames, type Status, statuses } from '../schema/states.ts';
import { available } from './decide.ts';
import { BLANK_PETITION } from './petition.ts';
import type { OrderState } from './state.ts';
import { fits } from './transitions.ts';
import { viewOf } from './visibility.ts';

/** Where a grant lies, seen from the unit that owns the order. */
const scopes = {
  own: unit.centre,
  above: unit.city,
  below: unit.institute,
  beside: unit.beside,
  foreign: 'centre-of-another-network',
} as const;
type Scope = keyof typeof scopes;

/** The department that a petition is with, seen as one of its own. */
const DEPARTMENT = unit.department;

const can = (...names: ActionName[]) => new Set<ActionName>(names);

/**
 * What each role may do, written from the words of the product and not from the code: dispatchers of the owner and above
 * work on open orders; petition clerks of the owner and above on confidential ones; a department answers what it owns.
 * Supervising is for those above, as is a second objection, and what was called unsolved or is looked at again. Nobody
 * else has a right by a grant.
 */
function rightsByGrant(role: string, scope: Scope, { confidential, status }: OrderState): Set<ActionName> {
  const reaches = scope === 'own' || scope === 'above';
  if (role === 'dispatcher' && reaches && !confidential) {
    const rights = can(
      'triage',
      'answer',
      'dispatch',
      'widen',
      'recall',
      'merge',
      'unmerge',
      'split',
      'hand_over',
      'confirm_safe',
    );
    return scope === 'above' ? rights.add('supervise') : rights;
  }
  if (role === 'petition_clerk' && reaches && confidential) {
    const rights = can('triage', 'merge', 'unmerge', 'split', 'hand_over', 'recall');
    for (const name of ['forward', 'ask', 'report_back', 'decide_extension', 'show_door', 'note_hotline'] as const)
      rights.add(name);
    if (scope === 'own') return rights.add('decide_objection');
    for (const name of ['supervise', 'decide_objection', 'conclude'] as const) rights.add(name);
    return status === 'reviewed' ? rights.add('reply') : rights;
  }
  if (role === 'department_officer' && scope === 'own' && !confidential) return can('answer', 'hand_over');
  return can();
}

const volunteer: ActingVolunteer = { verified: true, adult: true, guardianConsented: true, skills: [], teams: [] };
const offered = {
  id: 'offer',
  round: 1,
  teamId: null,
  personId: 'offered',
  status: 'open',
  offeredAt: new Date(0),
  answeredAt: null,
} as const;
const part = (status: 'accepted' | 'in_service') =>
  ({
    id: 'part',
    round: 1,
    personId: 'serving',
    teamId: null,
    status,
    acceptedAt: new Date(0),
    startedAt: null,
    finishedAt: null,
  }) as const;

const ASKER = can('change', 'withdraw', 'review', 'respond', 'ask_reconsideration', 'consent_publication');
const OFFICE = can('sign_for', 'object', 'admit', 'ask', 'ask_extension', 'decide_extension', 'reply', 'report_back');

/** People who have to do with an order without a grant, and what is theirs. */
const relations: Record<
  string,
  { actor: Actor; rights: Set<ActionName>; view: (confidential: boolean, status: Status) => string | null }
> = {
  requester: { actor: person('resident'), rights: ASKER, view: () => 'whole' },
  'one who placed it for somebody': {
    actor: person('placer'),
    rights: ASKER,
    view: () => 'whole',
  },
  'staff who typed it in elsewhere': {
    actor: person('typist', [{ role: 'dispatcher', unitId: unit.beside }]),
    rights: can(),
    view: (confidential, status) =>
      ['closed', 'merged', 'withdrawn'].includes(status) ? null : confidential ? 'receipt' : 'typed',
  },
  follower: { actor: person('follower'), rights: can('review'), view: () => 'states' },
  'volunteer asked': {
    actor: person('offered', [], volunteer),
    // Not of what was found to be a petition since.
    rights: can('accept', 'decline'),
    view: (confidential) => (confidential ? null : 'offer'),
  },
  'volunteer serving': {
    actor: person('serving', [], volunteer),
    rights: can('return', 'start', 'finish'),
    view: () => 'service',
  },
  'officer of the department that has it': {
    actor: person('officer', [{ role: 'department_officer', unitId: DEPARTMENT }]),
    rights: OFFICE,
    view: () => 'masked',
  },
  'officer of a department that had it': {
    actor: person('former', [{ role: 'department_officer', unitId: unit.otherDepartment }]),
    rights: can(),
    view: () => null,
  },
  'volunteer whose part is over': {
    actor: person('former-volunteer', [], volunteer),
    rights: can(),
    // Of a petition that it became nothing: it may complain of them.
    view: (confidential) => (confidential ? null : 'states'),
  },
  'volunteer not asked': { actor: person('idle', [], volunteer), rights: can(), view: () => null },
  'holder of the receipt': { actor: { ...person('order-1'), receipt: true }, rights: ASKER, view: () => 'whole' },
  'holder of another receipt': { actor: { ...person('another'), receipt: true }, rights: can(), view: () => null },
  'another resident': { actor: person('neighbour'), rights: can(), view: () => null },
};

function orderIn(status: Status, confidential: boolean): OrderState {
  return order({
    status,
    confidential,
    nature: confidential ? 'complaint' : 'public_service',
    kind: confidential ? 'noise' : 'cleanup',
    urgency: 'normal',
    placedBy: 'placer',
    places: 3,
    offers: status === 'dispatched' ? [offered] : [],
    assignments: ['dispatched', 'accepted'].includes(status)
      ? [part('accepted')]
      : status === 'in_service'
        ? [part('in_service')]
        : [],
    followers: [{ orderId: 'theirs', requesterId: 'follower', requesterDigest: null }],
    mergedInto: status === 'merged' ? 'other' : null,
    departmentId: confidential ? DEPARTMENT : null,
    complainedUnits: confidential ? [] : null,
    // Everything that can be waiting waits, so that what is refused is refused for the right and for nothing else.
    petition: confidential
      ? {
          ...BLANK_PETITION,
          forwards: 1,
          objections: 1,
          bounced: [unit.otherDepartment],
          masked: true,
          repliedAt: monday,
          reconsiderBy: addMinutes(monday, 60),
          questionOpen: true,
          extensionAsked: 0,
          instructionDueBy: addMinutes(monday, 60),
        }
      : null,
  });
}

/** What the state itself forbids besides the table of transitions, in this very order. */
function blocked(state: OrderState, action: ActionName): boolean {
  if (action === 'merge') return state.followers.length > 0;
  if (action === 'start') return state.status === 'in_service';
  if (action === 'finish') return state.status !== 'in_service';
  if (action === 'decide_extension') return (state.petition?.extensionAsked ?? 0) === 0;
  if (['respond', 'ask_reconsideration', 'consent_publication', 'forward'].includes(action))
    return state.petition === null;
  return false;
}

function allowedTo(state: OrderState, actor: Actor): string[] {
  return available(state, actor, surroundings())
    .filter((each) => each.allowed)
    .map((each) => each.name)
    .sort();
}

function expected(state: OrderState, rights: Set<ActionName>): string[] {
  return actionNames
    .filter((action) => rights.has(action) && fits(state.status, action) && !blocked(state, action))
    .sort();
}

describe('who may do what: role x scope x state x confidence', () => {
  let tried = 0;
  for (const confidential of [false, true]) {
    for (const status of statuses) {
      const state = orderIn(status, confidential);
      it(`${confidential ? 'confidential' : 'open'} and ${status}`, () => {
        for (const role of grantedRoles)
          for (const scope of Object.keys(scopes) as Scope[]) {
            const actor = person('staff', [{ role, unitId: scopes[scope] }]);
            expect(allowedTo(state, actor), `${role} ${scope}`).toEqual(
              expected(state, rightsByGrant(role, scope, state)),
            );
            const reaches = scope === 'own' || scope === 'above';
            const sees =
              (role === 'dispatcher' && reaches && !confidential) ||
              (role === 'petition_clerk' && reaches && confidential) ||
              (role === 'department_officer' && scope === 'own' && !confidential);
            expect(viewOf(state, actor, surroundings()), `${role} ${scope}`).toBe(sees ? 'whole' : null);
            tried += actionNames.length;
          }
        for (const [name, { actor, rights, view }] of Object.entries(relations)) {
          const here =
            ((name.startsWith('officer') || name === 'holder of the receipt') && !confidential) ||
            (name === 'volunteer asked' && state.offers.length === 0) ||
            (name === 'volunteer serving' && state.assignments.length === 0);
          if (here) continue;
          const mine = name === 'volunteer asked' && confidential ? can() : rights;
          const typed = name === 'staff who typed it in elsewhere';
          const part = { id: 'part', round: 1, personId: actor.id, teamId: null, status: 'served' as const };
          const served = { ...part, acceptedAt: new Date(0), startedAt: null, finishedAt: null };
          const over = name === 'volunteer whose part is over';
          const theirs: OrderState = {
            ...state,
            ...(typed ? { source: 'desk', placedBy: actor.id } : {}),
            ...(over ? { assignments: [...state.assignments, served] } : {}),
          };
          expect(allowedTo(theirs, actor), name).toEqual(expected(theirs, mine));
          expect(viewOf(theirs, actor, surroundings()), name).toBe(view(confidential, status));
          tried += actionNames.length;
        }
      });
    }
  }
  it('of what nobody has marked yet, the clerks above know nothing, until they are called in', () => {
    for (const status of statuses) {
      const state = { ...orderIn(status, true), complainedUnits: null };
      const above = person('staff', [{ role: 'petition_clerk', unitId: unit.city }]);
      const own = person('staff', [{ role: 'petition_clerk', unitId: unit.centre }]);
      const waits = ['submitted', 'triaged', 'merged', 'withdrawn'].includes(status);
      expect([status, viewOf(state, above, surroundings())]).toEqual([status, waits ? null : 'whole']);
      expect([status, viewOf(state, own, surroundings())]).toEqual([status, 'whole']);
      if (!waits) continue;
      expect(allowedTo(state, above)).toEqual([]);
      expect(viewOf({ ...state, supervisedBy: unit.city }, above, surroundings())).toBe('whole');
      const forward = available(state, own, surroundings()).find((each) => each.name === 'forward');
      expect(forward?.reason).toBe(status === 'triaged' ? 'orders.mark_first' : 'orders.wrong_state');
    }
  });
  it('a receipt opens no order that is open', () => {
    for (const status of statuses) {
      const holder = { ...person('order-1'), receipt: true as const };
      expect(viewOf(orderIn(status, false), holder, surroundings())).toBeNull();
      expect(allowedTo(orderIn(status, false), holder)).toEqual([]);
    }
  });
  it('was tried whole', () => expect(tried).toBeGreaterThan(17_000));
});

describe('who is complained of, or theirs: role x scope x state, and whoever has to do with it', () => {
  let tried = 0;
  const conflicted = () => surroundings({ conflicted: true });
  for (const status of statuses) {
    const state = orderIn(status, true);
    const mine = (actor: Actor, theirs: OrderState = state) =>
      available(theirs, actor, conflicted())
        .filter((each) => each.allowed)
        .map((each) => each.name)
        .sort();
    it(`${status}: it is not there for them, whatever their office`, () => {
      for (const role of grantedRoles)
        for (const scope of Object.keys(scopes) as Scope[]) {
          const actor = person('staff', [{ role, unitId: scopes[scope] }]);
          expect(mine(actor), `${role} ${scope}`).toEqual([]);
          expect(viewOf(state, actor, conflicted()), `${role} ${scope}`).toBeNull();
          // Who asked for it keeps what is a petitioner's, and nothing that is an office's.
          const petitioner = person('resident', [{ role, unitId: scopes[scope] }]);
          expect(mine(petitioner), `petitioner and ${role} ${scope}`).toEqual(expected(state, ASKER));
          expect(viewOf(state, petitioner, conflicted())).toBe('whole');
          tried += 2 * actionNames.length;
        }
      for (const [name, { actor }] of Object.entries(relations)) {
        if (['requester', 'one who placed it for somebody', 'holder of the receipt'].includes(name)) continue;
        const theirs: OrderState = name.startsWith('staff') ? { ...state, source: 'desk', placedBy: actor.id } : state;
        expect(mine(actor, theirs), name).toEqual([]);
        expect(viewOf(theirs, actor, conflicted()), name).toBeNull();
        tried += actionNames.length;
      }
    });
  }
  it('was tried whole', () => expect(tried).toBeGreaterThan(50_000));
});
