import type { CalendarDay } from '../../../organisation/rules/calendar.ts';
import type { Raise } from './history.ts';

/** How many times as many orders something brings, and how well that is known: about as if learned from `shape` orders. */
export interface Factor {
  times: number;
  shape: number;
}

/** Weight of "every day alike", in orders. */
const ALIKE = 20;
const DAYS_OF_A_WEEK = 7;
const SUNDAY = 0;
const FRIDAY = 5;

/** The day of the week that a day is like, 0 Sunday to 6: a holiday is like a Sunday, a day worked for it like a Friday. */
export function likeWeekday({ weekday, isHoliday, isMadeUp }: CalendarDay): number {
  if (isHoliday) return SUNDAY;
  return isMadeUp ? FRIDAY : weekday;
}

/**
 * How many times an average day's orders each day of the week brings, 0 Sunday to 6, drawn towards 1 where there are few:
 * `(orders + 20) / (orders on so many average days + 20)`. Example: 60 orders on Sundays where so many average days bring 100:
 * 80 / 120 = 0.67.
 */
export function weekdayTimes(days: readonly CalendarDay[], totals: readonly number[]): number[] {
  const average = totals.reduce((sum, each) => sum + each, 0) / Math.max(1, days.length);
  const orders = Array.from({ length: DAYS_OF_A_WEEK }, () => 0);
  const expected = Array.from({ length: DAYS_OF_A_WEEK }, () => 0);
  for (const [at, day] of days.entries()) {
    const like = likeWeekday(day);
    orders[like] = (orders[like] ?? 0) + (totals[at] ?? 0);
    expected[like] = (expected[like] ?? 0) + average;
  }
  return orders.map((many, like) => (many + ALIKE) / ((expected[like] ?? 0) + ALIKE));
}

/** What is needed to learn what something brings of one kind. */
export interface Learning {
  /** The county's orders of the kind, day by day. */
  orders: readonly number[];
  /** What each day of the week brings, by day. */
  weekday: readonly number[];
  /** What was on on each day of all that touches the kind. */
  on: readonly (readonly Raise[])[];
  /** What an assumption weighs, in orders. */
  weight: number;
}

/**
 * How many times as many orders of a kind something brings: what was assumed, until the county's own history says otherwise.
 * A gamma prior on the factor of a Poisson rate (Gelman and others, Bayesian Data Analysis, 3rd edition, section 2.6), worth
 * `weight` orders of an ordinary rate:
 *
 *     times = (weight * assumed + orders while it was on) / (weight + orders that these days would have brought without it)
 *
 * Worked example: assumed 1.5, weight 20; on the days of snow 60 orders where 30 would have been ordinary:
 * (20 * 1.5 + 60) / (20 + 30) = 1.8. What else was on on the same days is taken as assumed.
 */
export function learnedFactor(raise: Raise, { orders, weekday, on, weight }: Learning): Factor {
  let quietOrders = 0;
  let quietDays = 0;
  for (const [at, things] of on.entries())
    if (things.length === 0) {
      quietOrders += orders[at] ?? 0;
      quietDays += weekday[at] ?? 1;
    }
  const ordinary = quietDays > 0 ? quietOrders / quietDays : 0;
  let seen = 0;
  let without = 0;
  for (const [at, things] of on.entries()) {
    if (!things.some((each) => each.id === raise.id)) continue;
    const others = things.filter((each) => each.id !== raise.id).reduce((product, each) => product * each.times, 1);
    seen += orders[at] ?? 0;
    without += ordinary * (weekday[at] ?? 1) * others;
  }
  // Without an ordinary day there is nothing to compare with.
  if (ordinary === 0) return { times: raise.times, shape: weight * raise.times };
  const shape = weight * raise.times + seen;
  return { times: shape / (weight + without), shape };
}
