import { sayWeekday } from '../../ui/times.ts';

/** `周三`: the weekday of a local date. */
export function weekdayOf(date: string): string {
  return sayWeekday(new Date(`${date}T00:00:00Z`).getUTCDay());
}
