import type { AskingPolicy } from '../../organisation/policies/schema/dispatching.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** Whether somebody who was asked so often in the last seven days is not asked again for now. */
export function isSpent(askedThisWeek: number, policy: Pick<AskingPolicy, 'perWeek'>): boolean {
  return askedThisWeek >= policy.perWeek;
}

/**
 * When the quiet hours end in which `now` lies; null when it lies in none. Example: quiet from 21:30 to 07:30, at 23:00:
 * 07:30 of the next day.
 */
export function quietUntil(
  now: Date,
  offsetMinutes: number,
  { quietFromMinute, quietUntilMinute }: Pick<AskingPolicy, 'quietFromMinute' | 'quietUntilMinute'>,
): Date | null {
  const minute = now.getTime() / MINUTE + offsetMinutes;
  const ofDay = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const overNight = quietFromMinute > quietUntilMinute;
  const quiet = overNight
    ? ofDay >= quietFromMinute || ofDay < quietUntilMinute
    : ofDay >= quietFromMinute && ofDay < quietUntilMinute;
  if (!quiet) return null;
  const ahead = (quietUntilMinute - ofDay + DAY_MINUTES) % DAY_MINUTES;
  return new Date(now.getTime() + ahead * MINUTE);
}

/**
 * Whole points in favour of somebody who was not asked for a while, so that it is not always the nearest who are asked.
 * Example: 20 points a day for 14 days at most; asked five and a half days ago: 100; never asked: 280.
 */
export function restPoints(
  lastAskedAt: Date | null,
  now: Date,
  { restPointsPerDay, restDays }: Pick<AskingPolicy, 'restPointsPerDay' | 'restDays'>,
): number {
  if (lastAskedAt === null) return restPointsPerDay * restDays;
  const days = Math.floor((now.getTime() - lastAskedAt.getTime()) / (DAY_MINUTES * MINUTE));
  return restPointsPerDay * Math.max(0, Math.min(restDays, days));
}
