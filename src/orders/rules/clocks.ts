import { addMinutes, addWorkingMinutes, type WorkingCalendar } from '../../shared/time.ts';
import type { Urgency } from '../schema/states.ts';
import { endOfDays, type LegalLimit } from './legal-days.ts';
import type { Petition } from './petition.ts';
import type { OrderRow } from './state.ts';

/** How long something may take, and by which clock: service time of working days, or the wall's. */
export interface Limit {
  minutes: number;
  clock: 'working' | 'continuous';
}

/** The clocks of one urgency. */
export interface UrgencyClocks {
  triage: Limit;
  dispatch: Limit;
  accept: Limit;
  /** From triage to the end of the service; null where the wished date decides. */
  complete: Limit | null;
}

/** Policy of a network: every clock of the loop. */
export interface ClockPolicy {
  urgencies: Record<Urgency, UrgencyClocks>;
  /** A consultation is answered within one working day. */
  answer: Limit;
  /** A petition or complaint is forwarded within one working day (product target; 信访工作条例 art. 22 allows 15 days). */
  forward: Limit;
  /** Between asking for a review and reminding, twice, and closing as unanswered. */
  review: Limit;
  /** A supervised order that the resident called unsolved twice. */
  supervised: Limit;
  /** An emergency is called back within this. */
  emergency: Limit;
  /** The path of petitions and complaints. */
  petition: PetitionClocks;
  /** Share of a clock after which its owner is warned, 0 to 1. */
  warnShare: number;
}

/** The clocks of petitions: what the law sets, and what is promised within it. */
export interface PetitionClocks {
  law: Record<
    | 'forward'
    | 'object'
    | 'notice'
    | 'resolve'
    | 'extend'
    | 'askReconsideration'
    | 'reconsideration'
    | 'askFinal'
    | 'finalReconsideration',
    LegalLimit
  >;
  targets: Record<'signFor' | 'admit' | 'decideObjection' | 'confirm', Limit>;
}

/** The clock of a state: when its owner is warned and when it runs out. */
export interface ClockTimes {
  warnAt: Date | null;
  dueAt: Date | null;
}

/** States in which a reopened order is held to its completion clock. */
const BEING_DONE: ReadonlySet<OrderRow['status']> = new Set([
  'submitted',
  'triaged',
  'dispatched',
  'accepted',
  'in_service',
  'reviewed',
]);

const NONE: ClockTimes = { warnAt: null, dueAt: null };

/** The instant at which a limit that starts now runs out. */
export function endOf(limit: Limit, now: Date, calendar: WorkingCalendar): Date {
  return limit.clock === 'working' ? addWorkingMinutes(now, limit.minutes, calendar) : addMinutes(now, limit.minutes);
}

/** What a clock is worked out from besides the order. */
interface ClockGround {
  clocks: ClockPolicy;
  calendar: WorkingCalendar;
  now: Date;
}

/**
 * The clock an order gets on entering the state it is in (or when its clock ran out and starts anew). States that end
 * have none; `instead` is a limit in place of the state's. A reopened order keeps its completion clock: what is already
 * late is late at once. That binds those who do it, never the time the resident has to say how it went. A petition's
 * clock never runs past the next date that the law or an instruction from above sets.
 */
export function clockFor(
  row: OrderRow,
  { clocks, calendar, now }: ClockGround,
  { instead, petition = null }: { instead?: Limit | undefined; petition?: Petition | null } = {},
): ClockTimes {
  const limit = instead ?? limitOf(row, clocks, petition, now);
  if (limit === null) return NONE;
  const ends = [limit instanceof Date ? limit : endOf(limit, now, calendar)];
  if (row.reopened > 0 && BEING_DONE.has(row.status) && row.completeBy) ends.push(row.completeBy);
  const dates = datesOf(row, clocks, calendar, petition);
  const due = new Date(
    Math.max(
      now.getTime(),
      Math.min(...[...ends, ...dates.filter((date) => date > now)].map((date) => date.getTime())),
    ),
  );
  return { dueAt: due, warnAt: new Date(now.getTime() + (due.getTime() - now.getTime()) * clocks.warnShare) };
}

/** The dates that the law or an instruction sets for a petition in its state; also those that have passed. */
function datesOf(
  row: OrderRow,
  { petition: { law } }: ClockPolicy,
  calendar: WorkingCalendar,
  petition: Petition | null,
) {
  const dates: (Date | null | undefined)[] = [];
  const waits = row.confidential && row.status === 'submitted';
  if (waits || (row.status === 'triaged' && isPetition(row)))
    dates.push(endOfDays(law.forward, row.submittedAt, calendar));
  if (row.status === 'forwarded' || row.status === 'signed_for' || row.status === 'objected')
    dates.push(petition?.noticeBy);
  if (row.status !== 'replied') dates.push(petition?.instructionDueBy);
  return dates.filter((date) => date instanceof Date);
}

function isPetition(row: OrderRow): boolean {
  return row.nature === 'petition' || row.nature === 'complaint';
}

function limitOf(row: OrderRow, policy: ClockPolicy, petition: Petition | null, now: Date): Limit | Date | null {
  const clocks = policy.urgencies[row.urgency ?? 'normal'];
  const { targets } = policy.petition;
  /** A date of the law while it lies ahead; what is past it is pressed for at the pace of what is supervised. */
  const by = (date: Date | null | undefined) => (date && date > now ? date : policy.supervised);
  switch (row.status) {
    case 'submitted':
      return clocks.triage;
    case 'triaged':
      if (isPetition(row)) return policy.forward;
      return row.nature === 'consultation' ? policy.answer : clocks.dispatch;
    case 'dispatched':
      return clocks.accept;
    case 'accepted':
    case 'in_service':
      return row.completeBy ?? clocks.accept;
    case 'served':
    case 'answered':
      return policy.review;
    case 'forwarded':
      return targets.signFor;
    case 'signed_for':
      return targets.admit;
    case 'objected':
      return targets.decideObjection;
    case 'admitted':
      return by(petition?.resolveBy);
    case 'replied':
      return targets.confirm;
    case 'reconsideration':
    case 'final_reconsideration':
      return by(petition?.concludeBy);
    case 'reviewed':
      return policy.supervised;
    case 'redirected':
      return policy.emergency;
    case 'closed':
    case 'merged':
    case 'withdrawn':
      return null;
    default:
      return row.status satisfies never;
  }
}

/**
 * By when the whole service should be done, set at triage and kept when reopened: the urgency's limit, or the end of the
 * wished time where that is later.
 */
export function completionOf(row: OrderRow, policy: ClockPolicy, calendar: WorkingCalendar, now: Date): Date | null {
  const limit = policy.urgencies[row.urgency ?? 'normal'].complete;
  const wished = row.latestAt ?? row.earliestAt;
  const end = limit ? endOf(limit, now, calendar) : null;
  if (!end) return wished;
  return wished && wished.getTime() > end.getTime() ? wished : end;
}
