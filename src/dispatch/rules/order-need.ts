import { type OrderNeed, slotsPerWeek } from '../../matching/schema.ts';
import { activeAssignments, type OrderState } from '../../orders/rules/state.ts';
import type { CredentialRule } from '../../volunteers/rules.ts';
import { daysTo1970, type RowGround } from './columns/index-row.ts';
import { noDistrict } from './places.ts';
import { groupsOf, wordsOf } from './skill-groups.ts';

/** What is asked of an order when it is chosen whom to ask for it. */
export type OrderToRank = Pick<
  OrderState,
  | 'skills'
  | 'homeVisit'
  | 'twoPersonRule'
  | 'places'
  | 'placeUnitId'
  | 'requesterId'
  | 'earliestAt'
  | 'latestAt'
  | 'offers'
  | 'assignments'
>;

/** What needs are drawn with. */
export interface NeedGround {
  rows: RowGround;
  ruleOf: (skill: string) => CredentialRule;
  radiusMetres: number;
  now: Date;
  /** Minutes east of UTC. */
  offsetMinutes: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A wish of up to two hours is an appointment: all of it must be free. A longer one is met by any hour within it. */
const APPOINTMENT = 2 * HOUR;
const FIRST_MINUTE = 7 * 60;
const SLOTS_A_DAY = 28;
const ADULT_YEARS = 18;

/** Whom not to ask: the one it is for, who has a part in it, and who was asked and has not let it lapse. Ids. */
export function notToAsk(order: OrderToRank): string[] {
  const offered = order.offers
    .filter((each) => each.status === 'open' || each.status === 'declined')
    .map((each) => each.personId ?? each.teamId);
  const serving = order.assignments.filter((each) => each.status !== 'released').map((each) => each.personId);
  return [...new Set([...offered, ...serving, order.requesterId])].filter((each) => each !== null);
}

/** From when to when somebody would be there, as far as a time was wished; null: no wish, or one that binds to no hour. */
export function wishedSpan(order: Pick<OrderToRank, 'earliestAt' | 'latestAt'>): { from: Date; to: Date } | null {
  if (!order.earliestAt) return null;
  const from = order.earliestAt;
  const to = order.latestAt && order.latestAt > from ? order.latestAt : new Date(from.getTime() + HOUR);
  return to.getTime() - from.getTime() > DAY ? null : { from, to };
}

/**
 * What an order asks of whoever serves it, as the index is asked: one need for each hour at which it could be served, of
 * which meeting one suffices. Homes and kinds for two are for adults whom somebody has met (`reasonsAgainst` in
 * `src/volunteers/rules.ts`). Without a wished time nobody is left out for their hours; who is free now is worth more.
 * Hours outside 07:00 to 21:00 are not in the index: they leave nobody out here.
 */
export function needsOf(order: OrderToRank, conflicts: readonly number[], ground: NeedGround): OrderNeed[] {
  const { rows, ruleOf, radiusMetres, now, offsetMinutes } = ground;
  const groups = groupsOf(order.skills, ruleOf).filter((group) => rows.bits.bitOf(group) >= 0);
  const skills = wordsOf(groups.map((group) => rows.bits.bitOf(group)));
  const papers = wordsOf(groups.filter((group) => group.papers).map((group) => rows.bits.bitOf(group)));
  const point = rows.plane.units.get(order.placeUnitId) ?? { eastMetres: 0, northMetres: 0 };
  const guarded = order.homeVisit || order.twoPersonRule;
  const need: Omit<OrderNeed, 'window'> = {
    ...point,
    radiusMetres,
    demand: Math.max(1, order.places - activeAssignments(order).length),
    skillsLow: skills.low,
    skillsHigh: skills.high,
    credentialsLow: papers.low,
    credentialsHigh: papers.high,
    languages: 0,
    languagesWelcome: 0,
    homeVisit: guarded,
    twoPersons: order.twoPersonRule && activeAssignments(order).length === 0,
    minimumAge: guarded ? ADULT_YEARS : -100,
    maximumAge: 200,
    day: Math.floor(now.getTime() / DAY) + daysTo1970,
    gender: null,
    household: 0,
    conflicts,
    category: rows.plane.districts.get(order.placeUnitId) ?? noDistrict,
    provider: 'either',
  };
  return windowsOf(order, now, offsetMinutes).map((window) => ({ ...need, window }));
}

/** The half-hours that must be free, one window for each way of meeting the wish. */
export function windowsOf(
  order: Pick<OrderToRank, 'earliestAt' | 'latestAt'>,
  now: Date,
  offsetMinutes: number,
): [number, number][] {
  const span = wishedSpan(order);
  if (!span) {
    const slot = slotFrom(order.earliestAt ?? now, offsetMinutes);
    return [[slot, slot]];
  }
  const [from, to] = [span.from.getTime(), span.to.getTime()];
  if (to - from <= APPOINTMENT) return [windowOf(from, to, offsetMinutes)];
  const windows: [number, number][] = [];
  for (let at = from; at + HOUR <= to; at += HOUR) windows.push(windowOf(at, at + HOUR, offsetMinutes));
  return windows;
}

/** The half-hours from one instant to another; none, at the next half-hour known, where the index does not know them all. */
function windowOf(from: number, to: number, offsetMinutes: number): [number, number] {
  const first = slotFrom(new Date(from), offsetMinutes);
  const minute = minuteOfDay(new Date(from), offsetMinutes);
  const end = Math.ceil((minute + (to - from) / 60_000) / 30);
  if (minute < 0 || end > SLOTS_A_DAY) return [first, first];
  return [first, first - Math.floor(minute / 30) + end];
}

/** The half-hour of the index in which an instant falls, or the next one that it knows. Monday 07:00 is 0. */
export function slotFrom(at: Date, offsetMinutes: number): number {
  const day = (new Date(at.getTime() + offsetMinutes * 60_000).getUTCDay() + 6) % 7;
  const within = Math.max(0, Math.min(SLOTS_A_DAY, Math.floor(minuteOfDay(at, offsetMinutes) / 30)));
  return (day * SLOTS_A_DAY + within) % slotsPerWeek;
}

/** Minutes since 07:00 of the local day; negative before. */
function minuteOfDay(at: Date, offsetMinutes: number): number {
  const local = new Date(at.getTime() + offsetMinutes * 60_000);
  return local.getUTCHours() * 60 + local.getUTCMinutes() - FIRST_MINUTE;
}
