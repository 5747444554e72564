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
