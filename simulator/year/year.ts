import type { ExpectingPolicy, WeatherName } from '../../src/organisation/policies/schema/dispatching.ts';
import { type CalendarDay, chineseCalendar } from '../../src/organisation/rules/calendar.ts';
import { isOn, occasionOf } from '../../src/organisation/rules/occasions.ts';
import { among, around, draw, normal } from '../month/draw.ts';

/** Two years of orders of one county. */
export interface Years {
  days: readonly CalendarDay[];
  /** Orders by the day on which they are to be served. */
  orders: readonly YearOrder[];
  /** Weather as somebody noted it: not all of it, and not always on the right day. */
  noted: readonly { weather: WeatherName; from: string; until: string }[];
}

/** An order: days count from the first one. */
export interface YearOrder {
  day: number;
  /** When it was asked for; the same day at the latest. */
  askedOn: number;
  station: number;
  kind: number;
}

/** Who lives there. */
export interface County {
  kinds: readonly string[];
  stations: number;
  /** On an average day of the first year, all kinds and stations together. */
  ordersADay: number;
  raises: ExpectingPolicy['raises'];
}

/** The first day is a Monday; the holidays of all of these years are known. */
const BEGINS = Date.parse('2024-10-07T00:00:00Z');
export const YEAR = 364;
const DAYS = 2 * YEAR + 28;
const DAY = 86_400_000;

/** Of a hundred orders so many are asked for on the day itself, the day before, and so on up to seven days ahead. */
const AHEAD = [40, 30, 10, 8, 5, 3, 2, 2];

/** In which months each weather comes, how likely a day is to begin it, and for how many days it stays at most. */
const CLIMATE: Record<WeatherName, { months: readonly number[]; begins: number; lasts: number }> = {
  heat: { months: [6, 7, 8], begins: 0.06, lasts: 6 },
  cold: { months: [11, 12, 1, 2, 3], begins: 0.03, lasts: 4 },
  snow: { months: [12, 1, 2], begins: 0.05, lasts: 3 },
  rainstorm: { months: [7, 8, 9], begins: 0.05, lasts: 2 },
  dust: { months: [3, 4, 5], begins: 0.04, lasts: 2 },
};

/**
 * Two years of a county's orders by a seed. Each kind has a season and days of the week of its own; things grow by an eighth a
 * year; some days bring more of everything for no reason that anybody knows. What the calendar and the weather bring is not what
 * was assumed: weaker, of another strength for each kind, and half of it comes a day late. A fifth of bad weather is noted by
 * nobody, some that never came is, some a day off.
 */
export function gatherYears(seed: number, county: County): Years {
  const calendar = chineseCalendar();
  const days = Array.from({ length: DAYS }, (_, n) =>
    calendar.day(new Date(BEGINS + n * DAY).toISOString().slice(0, 10)),
  );
  const weather = weatherOf(seed, days);
  const orders: YearOrder[] = [];
  for (const [kind, name] of county.kinds.entries()) {
    const times = timesOf(seed, { kind, name, days, weather, raises: county.raises });
    for (let station = 0; station < county.stations; station++) {
      const level = county.ordersADay * shareOf(seed, station, kind, county);
      for (const [day, many] of times.entries())
        for (let nth = poisson(seed, level * many, (kind * 64 + station) * 1024 + day); nth > 0; nth--) {
          const key = ((kind * 64 + station) * 1024 + day) * 64 + nth;
          orders.push({ day, askedOn: day - among(AHEAD, draw(seed, 'lead', key)), station, kind });
        }
    }
  }
  return { days, orders, noted: notedOf(seed, days, weather) };
}

/** Large stations and common kinds ask more; each station has its own liking. Sums to about 1 over both. */
function shareOf(seed: number, station: number, kind: number, { kinds, stations }: County): number {
  const part = (at: number, many: number) => {
    const weight = (each: number) => (each + 2) ** -0.8;
    return weight(at) / Array.from({ length: many }, (_, n) => weight(n)).reduce((sum, each) => sum + each, 0);
  };
  return part(station, stations) * part(kind, kinds.length) * around(1, 0.3, normal(seed, 'taste', station, kind));
}

interface Kind {
  kind: number;
  name: string;
  days: readonly CalendarDay[];
  weather: readonly ReadonlySet<WeatherName>[];
  raises: County['raises'];
}

/** How many times an average day of the first year each day is, for one kind. */
function timesOf(seed: number, { kind, name, days, weather, raises }: Kind): number[] {
  const season = 0.5 * draw(seed, 'season', kind);
  const turned = draw(seed, 'season', kind, 1);
  const touching = raises.flatMap((raise, nth) => {
    const occasion = raise.kinds.includes(name) ? occasionOf(raise.when) : undefined;
    return occasion ? [{ occasion, times: around(raise.times ** 0.7, 0.3, normal(seed, 'effect', nth, kind)) }] : [];
  });
  const brings = (at: number) => {
    const day = days[at];
    if (!day) return 1;
    const here = weather[at] ?? new Set();
    return touching.reduce((all, { occasion, times }) => (isOn(occasion, day, here) ? all * times : all), 1);
  };
  return days.map(({ weekday, isHoliday }, at) => {
    const year = 1 + season * Math.sin(2 * Math.PI * (at / YEAR + turned));
    const week = around(isHoliday ? 0.7 : 1, 0.25, normal(seed, 'day', kind, weekday));
    const common = around(1, 0.2, normal(seed, 'noise', at));
    return (1 + at / YEAR / 8) * year * week * common * (0.5 * brings(at) + 0.5 * brings(at - 1));
  });
}

function weatherOf(seed: number, days: readonly CalendarDay[]): Set<WeatherName>[] {
  const weather = days.map(() => new Set<WeatherName>());
  for (const [nth, [name, { months, begins, lasts }]] of Object.entries(CLIMATE).entries())
    for (const [at, day] of days.entries()) {
      if (!months.includes(Number(day.date.slice(5, 7))) || draw(seed, 'weather', at, 2 * nth) >= begins) continue;
      const stays = 1 + Math.floor(draw(seed, 'weather', at, 2 * nth + 1) * lasts);
      for (let n = at; n < at + stays; n++) weather[n]?.add(name as WeatherName);
    }
  return weather;
}

/** Each day of weather is noted for itself: eight of ten, one in ten of these a day off; and once in a while one that never came. */
function notedOf(seed: number, days: readonly CalendarDay[], weather: readonly ReadonlySet<WeatherName>[]) {
  const noted: Years['noted'][number][] = [];
  const note = (name: WeatherName, at: number) => {
    const day = days[at];
    if (day) noted.push({ weather: name, from: day.date, until: day.date });
  };
  for (const [at, day] of days.entries())
    for (const [nth, [name, { months }]] of Object.entries(CLIMATE).entries()) {
      const drawn = draw(seed, 'noted', at, nth);
      const came = weather[at]?.has(name as WeatherName) === true;
      if (came && drawn < 0.8) note(name as WeatherName, drawn < 0.08 ? at + 1 : at);
      if (!came && drawn < 0.005 && months.includes(Number(day.date.slice(5, 7)))) note(name as WeatherName, at);
    }
  return noted;
}

/** A draw from the Poisson distribution (Knuth, The Art of Computer Programming, volume 2, 3.4.1), for means below twenty or so. */
function poisson(seed: number, mean: number, key: number): number {
  const least = Math.exp(-mean);
  let product = draw(seed, 'count', key);
  let many = 0;
  while (product > least) product *= draw(seed, 'count', key, ++many);
  return many;
}
