/** When a network works: its zone, its hours, and which days of the calendar are workdays. */
export interface WorkingCalendar {
  /** Minutes east of UTC. China has one zone and no summer time. */
  offsetMinutes: number;
  /** First and last minute of the service day, from midnight. */
  opensMinute: number;
  closesMinute: number;
  /** Whether a local date `YYYY-MM-DD` is worked: holidays and make-up workdays are decided here. */
  isWorkday: (date: string) => boolean;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** The local date `YYYY-MM-DD` of an instant. */
export function localDate(at: Date, offsetMinutes: number): string {
  return new Date(at.getTime() + offsetMinutes * MINUTE).toISOString().slice(0, 10);
}

/** The local date some days after another, both `YYYY-MM-DD`. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/**
 * The instant that lies `minutes` of service time after `start`. Time outside service hours does not count. Example:
 * with 08:00 to 18:00, 600 minutes from Friday 17:00 end on Monday at 17:00.
 */
export function addWorkingMinutes(start: Date, minutes: number, calendar: WorkingCalendar): Date {
  const offset = calendar.offsetMinutes * MINUTE;
  let local = start.getTime() + offset;
  let left = minutes * MINUTE;
  // A year without a single workday would be an error of the calendar, not a reason to search for ever.
  for (let day = 0; day < 1500; day++) {
    const midnight = Math.floor(local / DAY) * DAY;
    if (calendar.isWorkday(new Date(midnight).toISOString().slice(0, 10))) {
      const from = Math.max(local, midnight + calendar.opensMinute * MINUTE);
      const room = midnight + calendar.closesMinute * MINUTE - from;
      if (room > 0 && left <= room) return new Date(from + left - offset);
      if (room > 0) left -= room;
    }
    local = midnight + DAY;
  }
  throw new Error('The working calendar has no workday in four years.');
}

/** The instant `minutes` later, by the clock on the wall. */
export function addMinutes(start: Date, minutes: number): Date {
  return new Date(start.getTime() + minutes * MINUTE);
}
