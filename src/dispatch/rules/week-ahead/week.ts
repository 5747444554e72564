import type { CalendarDay, NetworkCalendar } from '../../../organisation/rules/calendar.ts';
import { dateAfter } from '../../../shared/time.ts';
import { type Factor, learnedFactor, likeWeekday, weekdayTimes } from './factors.ts';
import { type History, type KindHistory, type Raise, raisesOn, stillToCome, type WeatherSpan } from './history.ts';
import { type Expectation, expectationOf } from './predictive.ts';
import { countyRate, growthOf, unitRate, weighed } from './rate.ts';

/** What a week ahead is worked out from. */
export interface Ground {
  /** Local date of today; the week begins tomorrow. */
  today: string;
  calendar: Pick<NetworkCalendar, 'day'>;
  history: History;
  raises: readonly Raise[];
  /** What an assumption weighs, in orders. */
  assumptionWeight: number;
  /** Past and to come. */
  weather: readonly WeatherSpan[];
  /** Orders already asked for within the week: by kind, how many on each of its days. */
  known: ReadonlyMap<string, readonly number[]>;
  /** The unit is the county itself. */
  isCounty: boolean;
  /** The unit's part of its county before anything is known of either, 0 to 1: of its stations, for instance. */
  evenShare: number;
}

/** Something that makes a kind more, or less, on some days of the week. */
export interface Reason {
  raise: Raise;
  /** How many times as many, as assumed and learned by now. */
  times: number;
  /** Days of the week, 0 tomorrow to 6. */
  days: number[];
}

/** What to expect of one kind. */
export interface ExpectedKind {
  kind: string;
  /** Already asked for, each day of the week. */
  known: number[];
  /** In all, each day, those already asked for among them; null: nothing is known to reckon them from. */
  days: number[] | null;
  /** The whole week; null: there is no history yet, or the county's knows no such order and none was asked for. */
  week: Expectation | null;
  /** The unit's orders in the same week of last year; null: the history does not reach back so far. */
  lastYear: number | null;
  /** The unit's orders of the last four weeks, a week. */
  lately: number;
  reasons: Reason[];
}

/** The week ahead of a unit. */
export interface Week {
  /** From tomorrow on, seven. */
  days: CalendarDay[];
  /** What is on on each day, of all kinds. */
  on: Raise[][];
  /** False: fewer than two weeks, or fewer than twenty orders; then no figure is given. */
  hasHistory: boolean;
  /** What is expected most first. */
  kinds: ExpectedKind[];
}

const DAYS = 7;
const YEAR_DAYS = 364;
const LATELY_DAYS = 28;
/** Below this nothing is said. */
const LEAST_DAYS = 14;
const LEAST_ORDERS = 20;
/** What an even share weighs beside the unit's own, in orders. */
const EVEN_WEIGHT = 10;

/**
 * What a unit should expect in the seven days after today, kind by kind. The rate of an average day (`rate.ts`) times what its
 * weekday and everything that is on bring (`factors.ts`), as far as it is still to come (`stillToCome`), and what was already
 * asked for. Kinds of which less than half an order is expected and none was asked for are left out. A kind that the county
 * has never seen has no usual number that anything could raise: it is told without a figure, last, where something raises it; so
 * is every kind before there is a history.
 */
export function weekAhead(ground: Ground): Week {
  const { history, today, calendar, raises, weather } = ground;
  const days = Array.from({ length: DAYS }, (_, n) => calendar.day(dateAfter(today, n + 1)));
  const all = totals(history);
  const hasHistory = history.days.length >= LEAST_DAYS && sum(all.county) >= LEAST_ORDERS;
  const on = raisesOn(days, raises, weather);
  const pasts = raisesOn(history.days, raises, weather);
  const weekday = weekdayTimes(history.days, all.county);
  const timesOf = (day: CalendarDay) => weekday[likeWeekday(day)] ?? 1;
  const frame: Frame = {
    ...{ ground, days, on, pasts, growth: growthOf(all.county), share: shareOf(ground, all) },
    ...{ weekday: days.map(timesOf), pastWeekday: history.days.map(timesOf) },
  };
  const names = new Set([...history.kinds.keys(), ...ground.known.keys(), ...on.flat().flatMap((each) => each.kinds)]);
  const kinds = [...names]
    .map((kind) => expectedKind(kind, frame, hasHistory))
    .filter(
      ({ week, known, reasons }) =>
        sum(known) > 0 || (week ? week.mean >= 0.5 : reasons.some(({ times }) => times > 1)),
    )
    .sort(
      (a, b) => (b.week?.mean ?? 0) - (a.week?.mean ?? 0) || sum(b.known) - sum(a.known) || (a.kind < b.kind ? -1 : 1),
    );
  return { days, on, hasHistory, kinds };
}

/** What is the same for all kinds. */
interface Frame {
  ground: Ground;
  days: CalendarDay[];
  on: Raise[][];
  pasts: Raise[][];
  growth: number;
  share: number;
  weekday: number[];
  pastWeekday: number[];
}

function expectedKind(kind: string, frame: Frame, hasHistory: boolean): ExpectedKind {
  const { ground, days, on } = frame;
  const none = () => ground.history.days.map(() => 0);
  const own = ground.history.kinds.get(kind) ?? { county: none(), unit: none() };
  const known = [...(ground.known.get(kind) ?? days.map(() => 0))];
  const factors = factorsOf(kind, own, frame);
  const reasons = [...factors].flatMap(([raise, { times }]): Reason[] => {
    const during = days.flatMap((_, n) => (on[n]?.includes(raise) ? [n] : []));
    return during.length > 0 ? [{ raise, times, days: during }] : [];
  });
  const isKnown = hasHistory && sum(own.county) + sum(known) > 0;
  const end = own.unit.length;
  const sameWeek = end + 1 - YEAR_DAYS;
  return {
    ...{ kind, known, reasons },
    ...(isKnown ? figuresOf(own, factors, known, frame) : { days: null, week: null }),
    lastYear: ground.history.days.length + 1 < YEAR_DAYS ? null : sum(own.unit.slice(sameWeek, sameWeek + DAYS)),
    lately: sum(own.unit.slice(-LATELY_DAYS)) / (LATELY_DAYS / DAYS),
  };
}

/** What everything that touches a kind brings of it. */
function factorsOf(kind: string, { county }: KindHistory, frame: Frame): Map<Raise, Factor> {
  const { ground, pasts, pastWeekday } = frame;
  const touching = ground.raises.filter((raise) => raise.kinds.includes(kind));
  const on = pasts.map((things) => things.filter((raise) => touching.includes(raise)));
  const learning = { orders: county, weekday: pastWeekday, on, weight: ground.assumptionWeight };
  return new Map(touching.map((raise) => [raise, learnedFactor(raise, learning)]));
}

function figuresOf(
  own: KindHistory,
  factors: ReadonlyMap<Raise, Factor>,
  known: readonly number[],
  { ground, on, pasts, growth, share, weekday, pastWeekday }: Frame,
): Pick<ExpectedKind, 'days' | 'week'> {
  const brings = (things: readonly Raise[] | undefined) =>
    (things ?? []).reduce((product, raise) => product * (factors.get(raise)?.times ?? 1), 1);
  const times = pastWeekday.map((each, at) => each * brings(pasts[at]));
  const county = countyRate(weighed({ orders: own.county, times }, growth));
  const rate = ground.isCounty ? county : unitRate(county, share, weighed({ orders: own.unit, times }, growth));
  const mean = rate.shape / rate.days;
  const toCome = weekday.map((each, n) => mean * each * brings(on[n]) * stillToCome(ground.history.leads, n + 1));
  const unsure = [...factors].filter(([raise]) => on.some((things) => things.includes(raise)));
  // Doubts of factors that multiply add up, relative to what they are of.
  const doubt = 1 / rate.shape + unsure.reduce((all, [, { shape }]) => all + 1 / shape, 0);
  const rest = expectationOf(sum(toCome), 1 / doubt);
  const asked = sum(known);
  return {
    days: toCome.map((each, n) => each + (known[n] ?? 0)),
    week: { mean: rest.mean + asked, low: rest.low + asked, high: rest.high + asked },
  };
}

/** The unit's part of its county's orders; an even share where there are few. */
function shareOf({ isCounty, evenShare }: Ground, all: KindHistory): number {
  if (isCounty) return 1;
  return (sum(all.unit) + EVEN_WEIGHT * evenShare) / (sum(all.county) + EVEN_WEIGHT);
}

function totals({ days, kinds }: History): KindHistory {
  const all = { county: days.map(() => 0), unit: days.map(() => 0) };
  for (const { county, unit } of kinds.values())
    for (let at = 0; at < days.length; at++) {
      all.county[at] = (all.county[at] ?? 0) + (county[at] ?? 0);
      all.unit[at] = (all.unit[at] ?? 0) + (unit[at] ?? 0);
    }
  return all;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
