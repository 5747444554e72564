import type { WorkingCalendar } from '../../shared/time.ts';

/** A period that a regulation sets, in days or in working days as its clause says. */
export interface LegalLimit {
  days: number;
  count: 'days' | 'working_days';
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/**
 * When a legal period ends. The day on which it begins does not count (民法典 art. 201); it ends when the last day's
 * service closes, and when that is a holiday, on the next workday (art. 203). Example: 15 days from Monday 2 March end on
 * Tuesday 17 March at 18:00, 5 working days from it on Monday 9 March.
 */
export function endOfDays(limit: LegalLimit, start: Date, calendar: WorkingCalendar): Date {
  const offset = calendar.offsetMinutes * MINUTE;
  let midnight = Math.floor((start.getTime() + offset) / DAY) * DAY;
  const worked = () => calendar.isWorkday(new Date(midnight).toISOString().slice(0, 10));
  if (limit.count === 'days') midnight += limit.days * DAY;
  else
    for (let left = limit.days; left > 0; ) {
      midnight += DAY;
      if (worked()) left -= 1;
    }
  while (!worked()) midnight += DAY;
  return new Date(midnight + calendar.closesMinute * MINUTE - offset);
}
