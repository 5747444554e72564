import { sayShortWeekday, sayWeekday } from '../../ui/times.ts';

/** `周三`, `Wednesday`: the weekday of a local date. */
export function weekdayOf(date: string): string {
  return sayWeekday(dayOf(date));
}

/** `周三`, `Wed`: the same at the head of a column. */
export function shortWeekdayOf(date: string): string {
  return sayShortWeekday(dayOf(date));
}

function dayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
