import { type County, gatherYears, YEAR, type Years } from '../../simulator/year/year.ts';
import { type DayCount, historyOf } from '../../src/dispatch/rules/week-ahead/history.ts';
import { type Ground, weekAhead } from '../../src/dispatch/rules/week-ahead/week.ts';
import type { ExpectingPolicy } from '../../src/organisation/policies/schema/dispatching.ts';
import type { NeedTaxonomy } from '../../src/organisation/policies/schema/needs.ts';
import { seeds } from '../../src/organisation/policies/seeds.ts';
import { chineseCalendar } from '../../src/organisation/rules/calendar.ts';
import { printFigure } from '../figure.ts';

const SEEDS = 5;
const STATIONS = 12;
const ORDERS_A_DAY = 60;
const HISTORY_DAYS = 400;
const FRIDAY = 5;

/** How far off each way of expecting was, summed over weeks and kinds, and how often the span held the truth. */
interface Score {
  ours: number;
  lastYear: number;
  lately: number;
  held: number;
  spans: number;
}

/**
 * `week.error_vs_last_year`, `week.coverage80`: each Friday of a simulated second year the week ahead is worked out for each of
 * twelve stations and for their county, with all that was known then, and compared with what came. Beside it what the same week of
 * last year says (seasonal naive: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.2).
 */
export function measureWeekAhead(size: number): void {
  const { raises, assumptionWeight } = seeds.expecting as ExpectingPolicy;
  const kinds = (seeds.needs as NeedTaxonomy).categories
    .flatMap((category) => category.kinds)
    .filter((kind) => kind.volunteerDispatchable)
    .map((kind) => kind.id);
  const county: County = { kinds, stations: STATIONS, ordersADay: ORDERS_A_DAY * size, raises };
  const scores = { county: [] as Score[], station: [] as Score[], assumed: [] as Score[] };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const years = gatherYears(seed, county);
    scores.county.push(scoreOf(years, county, { assumptionWeight, stations: [null] }));
    scores.station.push(scoreOf(years, county, { assumptionWeight, stations: [...Array(STATIONS).keys()] }));
    scores.assumed.push(scoreOf(years, { ...county, raises: [] }, { assumptionWeight, stations: [null] }));
  }
  for (const level of ['county', 'station'] as const) {
    const rounds = scores[level];
    const ratios = rounds.map(({ ours, lastYear }) => ours / lastYear);
    const ours = sum(rounds.map((each) => each.ours));
    const lastYear = sum(rounds.map((each) => each.lastYear));
    const error = {
      name: `week.${level}.error_vs_last_year`,
      unit: 'ratio',
      target: 0.8,
      direction: 'atMost',
    } as const;
    printFigure({ ...error, value: ours / lastYear, rounds: ratios });
    const held = sum(rounds.map((each) => each.held)) / sum(rounds.map((each) => each.spans));
    const covered = { name: `week.${level}.coverage80`, unit: 'share', target: 0.75, direction: 'atLeast' } as const;
    printFigure({ ...covered, value: held, rounds: rounds.map((each) => each.held / each.spans) });
    const lately = ours / sum(rounds.map((each) => each.lately));
    process.stderr.write(`${level}: ${lately.toFixed(3)} of the error of the mean of the last four weeks\n`);
  }
  const without = sum(scores.county.map((each) => each.ours)) / sum(scores.assumed.map((each) => each.ours));
  process.stderr.write(`county: ${without.toFixed(3)} of the error without calendar and weather\n`);
}

function scoreOf(
  years: Years,
  county: County,
  { assumptionWeight, stations }: { assumptionWeight: number; stations: readonly (number | null)[] },
): Score {
  const score = { ours: 0, lastYear: 0, lately: 0, held: 0, spans: 0 };
  for (const station of stations) {
    const here = countsOf(years, county, station);
    for (let today = YEAR + 1; today + 7 < years.days.length && today < 2 * YEAR + 1; today++) {
      if (years.days[today]?.weekday !== FRIDAY) continue;
      const ground = groundOf(years, here, { county, station, today, assumptionWeight });
      const expected = new Map(weekAhead(ground).kinds.map((each) => [each.kind, each]));
      for (const [kind, name] of county.kinds.entries()) {
        const week = (from: number) => sum(here.byDay[kind]?.slice(from, from + 7) ?? []);
        const came = week(today + 1);
        const { week: ours } = expected.get(name) ?? { week: null };
        score.ours += Math.abs((ours?.mean ?? 0) - came);
        score.lastYear += Math.abs(week(today + 1 - YEAR) - came);
        score.lately += Math.abs(sum(here.byDay[kind]?.slice(today - 28, today) ?? []) / 4 - came);
        if (!ours) continue;
        score.spans++;
        if (ours.low <= came && came <= ours.high) score.held++;
      }
    }
  }
  return score;
}

interface Here {
  /** By kind and day, of the station, or of all. */
  byDay: number[][];
  counts: (DayCount & { day: number })[];
}

function countsOf({ days, orders }: Years, { kinds }: County, station: number | null): Here {
  const byDay = kinds.map(() => days.map(() => 0));
  const counts = new Map<string, DayCount & { day: number }>();
  for (const order of orders) {
    const isHere = station === null || order.station === station;
    const row = byDay[order.kind];
    if (isHere && row) row[order.day] = (row[order.day] ?? 0) + 1;
    const lead = order.day - order.askedOn;
    const key = `${order.day} ${order.kind} ${lead}`;
    const { date = '' } = days[order.day] ?? {};
    const count = counts.get(key) ?? { date, day: order.day, kind: kinds[order.kind] ?? '', lead, county: 0, unit: 0 };
    counts.set(key, { ...count, county: count.county + 1, unit: count.unit + (isHere ? 1 : 0) });
  }
  return { byDay, counts: [...counts.values()] };
}

function groundOf(
  { days, orders, noted }: Years,
  { counts }: Here,
  at: { county: County; station: number | null; today: number; assumptionWeight: number },
): Ground {
  const { county, station, today, assumptionWeight } = at;
  const { date = '' } = days[today] ?? {};
  const known = new Map<string, number[]>();
  for (const order of orders) {
    const ahead = order.day - today - 1;
    if (ahead < 0 || ahead > 6 || order.askedOn > today || (station !== null && order.station !== station)) continue;
    const name = county.kinds[order.kind] ?? '';
    const row = known.get(name) ?? Array.from({ length: 7 }, () => 0);
    known.set(name, row);
    row[ahead] = (row[ahead] ?? 0) + 1;
  }
  const calendar = chineseCalendar();
  return {
    ...{ today: date, calendar },
    history: historyOf(
      counts.filter(({ day }) => day < today && day >= today - HISTORY_DAYS),
      date,
      calendar,
    ),
    ...{ raises: county.raises, assumptionWeight, weather: noted, known },
    ...{ isCounty: station === null, evenShare: 1 / county.stations },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
