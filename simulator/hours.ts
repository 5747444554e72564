import { addMinutes } from '../src/shared/time.ts';
import { hourOfWeek } from '../src/volunteers/rules/week.ts';

/** Minutes east of UTC in the simulated city. */
const OFFSET_MINUTES = 480;
const HOUR = 3_600_000;

/** When people look at their phone: seven in the morning to ten at night. */
export const AWAKE = weekFrom(7, 22);
/** When desks are staffed, weekends too. */
export const DESK_OPEN = weekFrom(8, 18);

function weekFrom(first: number, last: number): string {
  return Array.from({ length: 168 }, (_, hour) => (hour % 24 >= first && hour % 24 < last ? '1' : '0')).join('');
}

/**
 * The instant itself if it lies in a free hour of the week (168 times 0 or 1, Monday 00:00 first), otherwise the
 * beginning of the next free one. A week without a free hour: the instant itself.
 */
export function freeFrom(week: string, at: Date): Date {
  const start = Math.floor(at.getTime() / HOUR) * HOUR;
  for (let ahead = 0; ahead <= 168; ahead++) {
    const hour = new Date(start + ahead * HOUR);
    if (week[hourOfWeek(hour, OFFSET_MINUTES)] === '1') return ahead === 0 ? at : hour;
  }
  return at;
}

/** Some minutes later, in a free hour. */
export function freeAfter(week: string, at: Date, minutes: number): Date {
  return freeFrom(week, addMinutes(at, minutes));
}
