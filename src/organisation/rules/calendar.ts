import chineseDays from 'chinese-days';
import type { WorkingCalendar } from '../../shared/time.ts';
import type { CalendarPolicy } from '../policies/schema/clocks.ts';
import { isStatutoryHoliday } from './holidays.ts';

/** Minutes east of UTC in all of China; no summer time since 1992. */
const CHINA_OFFSET_MINUTES = 480;

/** Service hours of the urgency clocks (08:00 to 18:00, ten hours a working day). */
const OPENS_MINUTE = 8 * 60;
const CLOSES_MINUTE = 18 * 60;

/** Days that a network has decided on: off, or worked. */
export type DecidedDays = CalendarPolicy['dates'][number];

/** The calendar that a network works by. */
export interface NetworkCalendar extends WorkingCalendar {
  /** What it says of a day `YYYY-MM-DD`. Example: 2026-10-18 is a Sunday and the ninth of the ninth month, the Double Ninth. */
  day: (date: string) => CalendarDay;
}

/** What the calendar says of one day. */
export interface CalendarDay {
  /** `YYYY-MM-DD`. */
  date: string;
  /** 0 Sunday to 6. */
  weekday: number;
  /** Month and day of the lunar calendar; the second of two months of one number is a leap month. */
  lunar: { month: number; day: number; isLeap: boolean };
  /** The solar term that begins on this day, in English with underscores; null: none does. */
  term: string | null;
  /** A public holiday, weekend days within it included. */
  isHoliday: boolean;
  /** A day of a weekend that is worked to make up for a holiday. */
  isMadeUp: boolean;
}

const made = new WeakMap<Pick<CalendarPolicy, 'dates'>, NetworkCalendar>();

/**
 * The working calendar of a network in China. A day is off or worked as the first of these says: what the network decided
 * itself; what the State Council announced for its year (from the package `chinese-days`); in a year that the package does not
 * know, the holidays that stand in the law itself (`holidays.ts`); its weekday. `missingYears` tells which years lack the second.
 */
export function calendarOf(policy: Pick<CalendarPolicy, 'dates'>): NetworkCalendar {
  const known = made.get(policy);
  if (known) return known;
  const days = new Map<string, CalendarDay>();
  const day = (date: string) => {
    const found = days.get(date) ?? describe(date, policy.dates);
    days.set(date, found);
    return found;
  };
  const calendar: NetworkCalendar = {
    ...{ offsetMinutes: CHINA_OFFSET_MINUTES, opensMinute: OPENS_MINUTE, closesMinute: CLOSES_MINUTE, day },
    isWorkday: (date) => {
      const { isHoliday, isMadeUp, weekday } = day(date);
      return isMadeUp || (!isHoliday && weekday !== SUNDAY && weekday !== SATURDAY);
    },
  };
  made.set(policy, calendar);
  return calendar;
}
const SUNDAY = 0;
const SATURDAY = 6;

const NOTHING_DECIDED = { dates: [] };

/** The calendar of a network that has decided on no day itself. */
export function chineseCalendar(): NetworkCalendar {
  return calendarOf(NOTHING_DECIDED);
}

function describe(date: string, decided: readonly DecidedDays[]): CalendarDay {
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
  const worked = isDecidedWorked(date, decided);
  return {
    date,
    weekday: new Date(`${date}T00:00:00Z`).getUTCDay(),
    lunar: { month: lunarMon, day: lunarDay, isLeap },
    term: chineseDays.getSolarTerms(date, date)[0]?.term ?? null,
    isHoliday: worked === false,
    isMadeUp: worked === true,
  };
}

/** Whether somebody decided that a day is worked, or is off; undefined: nobody did. */
function isDecidedWorked(date: string, decided: readonly DecidedDays[]): boolean | undefined {
  const own = decided.find(({ from, until }) => from <= date && date <= until);
  if (own) return own.worked;
  const { name, work } = chineseDays.getDayDetail(date);
  // Days that the State Council decided on carry its name for them in two languages; others that of the weekday.
  if (name.includes(',')) return work;
  const isKnown = isAnnounced(Number(date.slice(0, 4)), []);
  return !isKnown && isStatutoryHoliday(date) ? false : undefined;
}

/**
 * Whether it is known what the State Council announced for a year: by the package, or by the network, which decided on something
 * for its National Day (that is in every announcement).
 */
function isAnnounced(year: number, decided: readonly DecidedDays[]): boolean {
  const nationalDay = `${year}-10-01`;
  return (
    chineseDays.getDayDetail(nationalDay).name.includes(',') ||
    decided.some(({ from, until }) => from <= nationalDay && nationalDay <= until)
  );
}

/** Of the year of a date, and in December, when clocks reach into it, of the next: those of which no announcement is known. */
export function missingYears(date: string, decided: readonly DecidedDays[]): number[] {
  const year = Number(date.slice(0, 4));
  const ahead = date.slice(5, 7) === '12' ? [year, year + 1] : [year];
  return ahead.filter((each) => !isAnnounced(each, decided));
}
