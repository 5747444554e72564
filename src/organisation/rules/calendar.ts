import chineseDays from 'chinese-days';
import type { WorkingCalendar } from '../../shared/time.ts';

/** Minutes east of UTC in all of China; no summer time since 1992. */
const CHINA_OFFSET_MINUTES = 480;

/** Service hours of the urgency clocks (08:00 to 18:00, ten hours a working day). */
const OPENS_MINUTE = 8 * 60;
const CLOSES_MINUTE = 18 * 60;

const known = new Map<string, boolean>();

/**
 * The working calendar of China: weekends, the public holidays and the make-up workdays that the State Council announces
 * each autumn for the year to come (from the package `chinese-days`). A year whose table is missing has weekends only;
 * `missingYears` warns of it.
 */
export function chineseCalendar(): WorkingCalendar {
  return { offsetMinutes: CHINA_OFFSET_MINUTES, opensMinute: OPENS_MINUTE, closesMinute: CLOSES_MINUTE, isWorkday };
}

function isWorkday(date: string): boolean {
  let worked = known.get(date);
  if (worked === undefined) {
    worked = chineseDays.isWorkday(date);
    known.set(date, worked);
  }
  return worked;
}

/** Years from `from` to `to`, both included, whose holidays are not in the table. National Day is in every known one. */
export function missingYears(from: number, to: number): number[] {
  const years = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  return years.filter((year) => !isNamedHoliday(`${year}-10-01`));
}

function isNamedHoliday(date: string): boolean {
  const { name, work } = chineseDays.getDayDetail(date);
  return !work && name.includes('National Day');
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

const days = new Map<string, CalendarDay>();

/**
 * What the calendar says of a day (from the package `chinese-days`). Example: 2026-10-18 is a Sunday and the ninth day of the
 * ninth month, the Double Ninth.
 */
export function calendarDay(date: string): CalendarDay {
  let day = days.get(date);
  if (!day) {
    const { name, work } = chineseDays.getDayDetail(date);
    const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
    // Days that the State Council decided on carry its name for them in two languages; others that of the weekday.
    const isDecided = name.includes(',');
    day = {
      date,
      weekday: new Date(`${date}T00:00:00Z`).getUTCDay(),
      lunar: { month: lunarMon, day: lunarDay, isLeap },
      term: chineseDays.getSolarTerms(date, date)[0]?.term ?? null,
      isHoliday: isDecided && !work,
      isMadeUp: isDecided && work,
    };
    days.set(date, day);
  }
  return day;
}
