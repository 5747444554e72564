/** A rate of orders a day as a gamma distribution: its mean is `shape / days`. */
export interface Rate {
  shape: number;
  days: number;
}

/** Orders of one kind and what an average day of the same level would have made of each day: weekday and occasions. */
export interface Past {
  orders: readonly number[];
  times: readonly number[];
}

const RECENT_DAYS = 56;
/** After so many days an order says half as much of what is to come. */
const HALF_DAYS = 28;
const YEAR_DAYS = 364;
/** So many days on either side of the same weekday a year ago tell of the season. */
const SEASON_DAYS = 10;
/** What a day a year ago says beside one of yesterday. */
const SEASON_WEIGHT = 0.5;
/** Weight of "as many as last year", in orders. */
const STEADY = 20;
/** What is known of a kind before anything was counted (Jeffreys: Bayesian Data Analysis, 3rd edition, section 2.8). */
const BLANK = 0.5;
/** The county's rate weighs as much as so many days of the unit's own. */
const COUNTY_DAYS = 28;

/**
 * How many times as many orders there are now as a year ago, all kinds together: the last eight weeks beside the same weeks
 * then, drawn towards 1 where there are few: `(now + 20) / (then + 20)`. 1 where the history does not reach back so far.
 * Example: 380 orders where there were 180: 400 / 200 = 2.
 */
export function growthOf(totals: readonly number[]): number {
  const end = totals.length;
  if (end < YEAR_DAYS + RECENT_DAYS) return 1;
  const sum = (from: number, to: number) => totals.slice(from, to).reduce((all, each) => all + each, 0);
  const then = sum(end - YEAR_DAYS - RECENT_DAYS, end - YEAR_DAYS);
  return (sum(end - RECENT_DAYS, end) + STEADY) / (then + STEADY);
}

/**
 * Orders and days that tell of the week ahead: of the last eight weeks, each day counting less the longer it is ago (half after
 * four weeks), and of three weeks around the same week a year ago, half each, as many days as its level then was of ours. A
 * day that brings twice an average day counts as two. Example: yesterday alone, an average day with 3 orders: shape 3 and
 * about 1 day.
 */
export function weighed({ orders, times }: Past, growth: number): Rate {
  const end = orders.length;
  const rate = { shape: 0, days: 0 };
  const add = (at: number, weight: number, level: number) => {
    rate.shape += weight * (orders[at] ?? 0);
    rate.days += weight * (times[at] ?? 1) * level;
  };
  for (let at = Math.max(0, end - RECENT_DAYS); at < end; at++) add(at, 0.5 ** ((end - 1 - at) / HALF_DAYS), 1);
  // The middle of the coming week, a year ago.
  const middle = end + 4 - YEAR_DAYS;
  for (let at = Math.max(0, middle - SEASON_DAYS); at <= middle + SEASON_DAYS; at++) add(at, SEASON_WEIGHT, 1 / growth);
  return rate;
}

/** The rate of a whole county: what was weighed, and next to nothing known before. */
export function countyRate(weighedRate: Rate): Rate {
  return { shape: weighedRate.shape + BLANK, days: Math.max(weighedRate.days, 1) };
}

/**
 * The rate of a unit, drawn towards its part of the county where it has few orders of its own: partial pooling, as a gamma prior
 * of the county's rate times the unit's share of all its orders, worth 28 days (Bayesian Data Analysis, 3rd edition, sections 2.6
 * and 5). `rate = (28 * county's * share + own orders) / (28 + own days)`. Worked example: the county has 2.5 a day, the
 * unit a tenth of its orders, and of this kind 4 in 36 days: (28 * 0.25 + 4) / (28 + 36) = 0.172 a day, so 1.2 a week.
 */
export function unitRate(county: Rate, share: number, own: Rate): Rate {
  const mean = county.shape / county.days;
  return { shape: COUNTY_DAYS * mean * share + own.shape, days: COUNTY_DAYS + own.days };
}
