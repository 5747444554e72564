import type { ExpectingPolicy, WeatherName } from '../../../organisation/policies/schema/dispatching.ts';
import type { CalendarDay, NetworkCalendar } from '../../../organisation/rules/calendar.ts';
import { isOn, occasionOf } from '../../../organisation/rules/occasions.ts';
import { dateAfter } from '../../../shared/time.ts';

/** Orders of one kind to be served on one day, in the county and of these in the unit that is looked at. */
export interface DayCount {
  /** Local date. */
  date: string;
  kind: string;
  /** Whole days between the asking and the day, 0 to 7; what was asked earlier counts as 7. */
  lead: number;
  county: number;
  unit: number;
}

/** Weather from one local date to another, both included. */
export interface WeatherSpan {
  weather: WeatherName;
  from: string;
  until: string;
}

/** One kind's orders, day by day from the first day of the history to yesterday. */
export interface KindHistory {
  county: number[];
  unit: number[];
}

/** What is known of the past of a county and of one unit in it. */
export interface History {
  /** Every day of it, the oldest first, the last one yesterday. */
  days: readonly CalendarDay[];
  kinds: ReadonlyMap<string, KindHistory>;
  /** Orders by whole days between the asking and the day, 0 to 7. */
  leads: readonly number[];
}

const DAY = 86_400_000;
/** What was asked for so many days ahead or more is not told apart. */
const LEADS = 8;

/** Whole days from one local date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** Puts counts of single days into rows by kind, from the first day with an order to the day before `today`. May be empty. */
export function historyOf(counts: readonly DayCount[], today: string, calendar: Pick<NetworkCalendar, 'day'>): History {
  const past = counts.filter((each) => each.date < today);
  const [first = today] = past.map((each) => each.date).sort();
  const many = daysBetween(first, today);
  const leads = Array.from({ length: LEADS }, () => 0);
  const kinds = new Map<string, KindHistory>();
  for (const { date, kind, lead, county, unit } of past) {
    const row = kinds.get(kind) ?? { county: zeros(many), unit: zeros(many) };
    kinds.set(kind, row);
    const at = daysBetween(first, date);
    row.county[at] = (row.county[at] ?? 0) + county;
    row.unit[at] = (row.unit[at] ?? 0) + unit;
    const ahead = Math.min(LEADS - 1, Math.max(0, lead));
    leads[ahead] = (leads[ahead] ?? 0) + county;
  }
  return { days: Array.from({ length: many }, (_, n) => calendar.day(dateAfter(first, n))), kinds, leads };
}

/**
 * The part of a day's orders that is still to come when it is so many days ahead: those asked for later than today. A day of
 * which nothing is known counts as if ten orders had all come on the day itself. Example: of 90 orders 30 came two or more
 * days ahead; for the day after tomorrow 70 of 100 are still to come.
 */
export function stillToCome(leads: readonly number[], daysAhead: number): number {
  const all = leads.reduce((sum, each) => sum + each, 0);
  const later = leads.slice(0, daysAhead).reduce((sum, each) => sum + each, 0);
  return (later + UNKNOWN) / (all + UNKNOWN);
}
const UNKNOWN = 10;

/** What raises which kinds on a day. */
export type Raise = ExpectingPolicy['raises'][number];

/** What is on on each of some days, by the calendar and the weather that was noted. */
export function raisesOn(
  days: readonly CalendarDay[],
  raises: readonly Raise[],
  spans: readonly WeatherSpan[],
): Raise[][] {
  const read = raises.flatMap((raise) => {
    const occasion = occasionOf(raise.when);
    return occasion ? [{ raise, occasion }] : [];
  });
  return days.map((day) => {
    const weather = new Set(
      spans.filter(({ from, until }) => from <= day.date && day.date <= until).map((each) => each.weather),
    );
    return read.filter(({ occasion }) => isOn(occasion, day, weather)).map(({ raise }) => raise);
  });
}

function zeros(many: number): number[] {
  return Array.from({ length: many }, () => 0);
}
