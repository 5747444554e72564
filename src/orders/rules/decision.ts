import type { NewEvent } from '../../platform/events.ts';
import type { ActingVolunteer, Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import type { WorkingCalendar } from '../../shared/time.ts';
import type { UnitLevel } from '../../shared/units.ts';
import type { CredentialRule } from '../../volunteers/rules.ts';
import type { ActionName, Urgency, WordKind } from '../schema/states.ts';
import { type ClockPolicy, clockFor, type Limit } from './clocks.ts';
import { pseudonymOf, type Standing } from './permissions.ts';
import { BLANK_PETITION, type Petition } from './petition.ts';
import { type Assignment, type Offer, type OrderRow, type OrderState, tell } from './state.ts';
import { transitions } from './transitions.ts';

/** What triage needs to know of a kind of the needs taxonomy. */
export interface KindRule {
  urgency: Urgency;
  homeVisit: boolean;
  twoPersonRule: boolean;
  skills: string[];
  /** Whether volunteers may be sent at all. */
  volunteerDispatchable: boolean;
}

/** Everything a decision rests on besides the order and the actor. Plain facts, loaded before; the rules wait for nothing. */
export interface Surroundings extends Standing {
  now: Date;
  /** Gives a new id each time; deterministic in tests. */
  nextId: () => string;
  clocks: ClockPolicy;
  calendar: WorkingCalendar;
  kinds: ReadonlyMap<string, KindRule>;
  skillRules: ReadonlyMap<string, CredentialRule>;
  /** The county centre (or city) above the owner: where petitions wait. */
  centreId: string;
  /** The unit one level above the present supervisor, or above the owner; null at the top. */
  levelUp: string | null;
  /** For `dispatch` to a team: the team, if it is open and under the owner's centre or above. */
  team?: { id: string; memberCount: number } | undefined;
  /** For `dispatch` to people and `assign`: the volunteers named, those unknown left out. */
  people?: ReadonlyMap<string, ActingVolunteer>;
  /** For `hand_over`: the unit named. */
  unit?: { id: string; level: UnitLevel; open: boolean } | undefined;
  /** For `forward` and `decide_objection`: the department named, itself and all above it. */
  department?: { id: string; level: UnitLevel; open: boolean; path: readonly string[] } | undefined;
  /** Ways out that a petition can be shown. */
  doors: ReadonlySet<string>;
  /** For `merge`: the order to merge into, and the path of its owner. */
  other?: ({ order: OrderState } & Standing) | undefined;
}

/** What is to be written: the row as it will be, what is new or changed beside it, and what happened. */
export interface Decision {
  row: OrderRow;
  offers: Offer[];
  assignments: Assignment[];
  words: { kind: WordKind; words: string }[];
  /** The petition as it will be, where the action touched it. */
  petition?: Petition;
  /** New words, place or wish of the order itself. */
  text?: { words?: string; place?: string; wish?: string };
  review?: { stars: number; solved: boolean };
  /** `split`: the words of the second order, to be submitted in the same transaction. */
  split?: { text: string; confidential?: boolean };
  events: NewEvent[];
}

/** What a step changes; `finish` below turns it into a Decision. */
export interface Change extends Partial<Omit<Decision, 'row' | 'events' | 'petition'>> {
  set?: Partial<OrderRow>;
  /** What changes of the petition. */
  petition?: Partial<Petition>;
  /** What happened, `orders.<happened>`. */
  happened: string;
  /** More than the difference tells: codes and ids for the event. */
  note?: Record<string, string | number | boolean | null>;
  /** Starts the state's clock anew though the state stays. */
  restartClock?: boolean;
  /** Another limit than the state's for the clock that starts. */
  clock?: Limit;
  /** Further events, after the first. */
  more?: NewEvent[];
}

/** Turns a step's change into what is written: clock started and stopped, version raised, event told. */
export function conclude(
  order: OrderState,
  action: ActionName,
  actor: Actor,
  change: Change,
  around: Surroundings,
): Decision {
  const { now } = around;
  const { offers: _offers, assignments: _assignments, followers: _followers, petition: known, ...before } = order;
  const row: OrderRow = { ...before, ...change.set, version: order.version + 1 };
  if (!transitions[order.status][action]?.includes(row.status))
    throw new Error(`The step ${action} led from ${order.status} to ${row.status}, which the table does not know.`);
  const petition = change.petition && { ...BLANK_PETITION, ...known, ...change.petition };
  if (row.status !== order.status) row.statusSince = now;
  if (row.status !== order.status || change.restartClock) {
    Object.assign(row, clockFor(row, around, { instead: change.clock, petition: petition ?? known }), {
      warned: false,
    });
  }
  const offers = change.offers ?? [];
  const assignments = change.assignments ?? [];
  const told = tell(before, row, offers, assignments, petition);
  const pseudonym = pseudonymOf(order, actor);
  return {
    row,
    offers,
    assignments,
    words: change.words ?? [],
    ...(petition ? { petition } : {}),
    ...(change.text ? { text: change.text } : {}),
    ...(change.review ? { review: change.review } : {}),
    ...(change.split ? { split: change.split } : {}),
    events: [
      {
        kind: `orders.${change.happened}`,
        subjectKind: 'order',
        subjectId: order.id,
        unitId: row.unitId,
        body: { action, status: row.status, confidential: row.confidential, ...told, ...change.note },
        ...(pseudonym === undefined ? {} : { pseudonym }),
      },
      ...(change.more ?? []),
    ],
  };
}

/** Why something cannot be done, as a Problem whose sentence is found under the code. */
export function refusal(code: string, message: string, params?: Record<string, string | number>): Problem {
  return new Problem(code, code === 'platform.forbidden' ? 403 : 409, message, params ? { params } : {});
}
