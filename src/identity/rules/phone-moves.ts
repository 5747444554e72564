/** So long a changed number waits, while the old one is told: a weekend is shorter. */
export const PHONE_WAIT_HOURS = 72;
const HOUR = 3_600_000;

/** When a number asked for now becomes somebody's. Example: asked for on Monday at 09:00, it is theirs on Thursday at 09:00. */
export function movesAt(askedAt: Date): Date {
  return new Date(askedAt.getTime() + PHONE_WAIT_HOURS * HOUR);
}

/**
 * Whether a number waits before it is changed: where somebody logs in by the one they have, who holds it must be able to
 * say no. A record without a number, or one that nobody has used yet, is only filled in.
 */
export function waits(person: { phone: string | null; claimedAt: Date | null }, wanted: string | null): boolean {
  return wanted !== null && person.phone !== null && person.phone !== wanted && person.claimedAt !== null;
}

/** Whole hours until an instant, at least one: for sentences. */
export function hoursUntil(dueAt: Date, at: Date): number {
  return Math.max(1, Math.ceil((dueAt.getTime() - at.getTime()) / HOUR));
}
