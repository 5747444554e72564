import { type WeatherName, weatherNames } from '../policies/schema/dispatching.ts';
import type { CalendarDay } from './calendar.ts';

/** When something is on: on days of the sun's or the moon's year, at a solar term, on holidays, or in some weather. */
export type Occasion =
  | { sort: 'solar' | 'lunar'; from: number; until: number }
  | { sort: 'term'; term: string }
  | { sort: 'holiday' | 'made_up' }
  | { sort: 'weather'; weather: WeatherName };

const DAYS = /^(lunar:)?(\d\d)-(\d\d)(?:\.\.(\d\d)-(\d\d))?$/;
const MONTHS = 12;
const DAYS_OF_A_MONTH = 31;

/**
 * Reads when something is on: `03-05`, `11-01..03-31` (both ends included, over the new year too), the same of the lunar
 * calendar as `lunar:12-16..12-30`, `term:the_winter_solstice`, `holiday`, `made_up`, `weather:snow`. Undefined for anything else.
 */
export function occasionOf(when: string): Occasion | undefined {
  if (when === 'holiday' || when === 'made_up') return { sort: when };
  const [sort, name = ''] = when.split(':');
  if (sort === 'term' && /^[a-z_]+$/.test(name)) return { sort, term: name };
  const weather = weatherNames.find((each) => each === name);
  if (sort === 'weather' && weather) return { sort, weather };
  const found = DAYS.exec(when);
  if (!found) return undefined;
  const [, lunar, ...numbers] = found;
  const [fromMonth = 0, fromDay = 0, untilMonth = fromMonth, untilDay = fromDay] = numbers
    .filter((each) => each !== undefined)
    .map(Number);
  const isDay = (month: number, day: number) => month >= 1 && month <= MONTHS && day >= 1 && day <= DAYS_OF_A_MONTH;
  if (!isDay(fromMonth, fromDay) || !isDay(untilMonth, untilDay)) return undefined;
  return {
    sort: lunar ? 'lunar' : 'solar',
    from: placeInYear(fromMonth, fromDay),
    until: placeInYear(untilMonth, untilDay),
  };
}

/** Whether something is on on a day, with the weather that was noted for it. A leap month of the moon brings nothing again. */
export function isOn(occasion: Occasion, day: CalendarDay, weather: ReadonlySet<WeatherName>): boolean {
  switch (occasion.sort) {
    case 'holiday':
      return day.isHoliday;
    case 'made_up':
      return day.isMadeUp;
    case 'term':
      return day.term === occasion.term;
    case 'weather':
      return weather.has(occasion.weather);
    case 'lunar':
      return !day.lunar.isLeap && isWithin(occasion, placeInYear(day.lunar.month, day.lunar.day));
    case 'solar':
      return isWithin(occasion, placeInYear(Number(day.date.slice(5, 7)), Number(day.date.slice(8))));
    default:
      return occasion satisfies never;
  }
}

function placeInYear(month: number, day: number): number {
  return month * 100 + day;
}

function isWithin({ from, until }: { from: number; until: number }, at: number): boolean {
  return from <= until ? at >= from && at <= until : at >= from || at <= until;
}
