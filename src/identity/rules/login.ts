import type { GrantedRole } from '../../shared/actor.ts';
import type { Strength } from '../schema.ts';

/** Days are counted as people in China do: one zone, no summer time. */
export const OFFSET_MINUTES = 480;

/** Until what is counted by day begins anew, in seconds. */
export function secondsUntilTomorrow(at: Date): number {
  const local = at.getTime() + OFFSET_MINUTES * 60_000;
  return Math.ceil((86_400_000 - (local % 86_400_000)) / 1000);
}

/** A code is good for five minutes (OWASP ASVS 5.0 V6.5.5: ten at most). */
export const CODE_SECONDS = 300;
/** Before that, a second one is sent only after half a minute. */
export const RESEND_SECONDS = 30;
/** Wrong codes a phone and day, across resends. One in 100,000 chance for a guesser. */
export const GUESSES_PER_DAY = 10;

/** What sent codes are counted for, a day. Many people share the address of a community's network. */
export const SENDS_PER_DAY = { phone: 10, address: 200, network: 20_000 } as const;

/** A code as it is kept. */
export interface KeptCode {
  hash: Buffer;
  expiresAt: Date;
  usedAt: Date | null;
}

/**
 * What a given code is: `right` once; `spent` when it is right but was used (a second tap: no guess); else `wrong`, also
 * when it is too old. `matches` compares in constant time.
 */
export function judgeCode(kept: KeptCode | undefined, matches: boolean, at: Date): 'right' | 'spent' | 'wrong' {
  if (!kept || !matches || kept.expiresAt <= at) return 'wrong';
  return kept.usedAt ? 'spent' : 'right';
}

/** Seconds until another code may be sent; 0: now. A used code does not make anybody wait. */
export function secondsUntilResend(kept: KeptCode | undefined, at: Date): number {
  if (!kept || kept.usedAt) return 0;
  const sentAt = kept.expiresAt.getTime() - CODE_SECONDS * 1000;
  return Math.max(0, Math.ceil((sentAt + RESEND_SECONDS * 1000 - at.getTime()) / 1000));
}

/** Wrong passwords in a row that cost nothing. */
const FREE_FAILURES = 5;
const LONGEST_BLOCK_MINUTES = 60;

/**
 * Until when a username is blocked after so many wrong passwords today; null: not at all. Doubles from one minute to an
 * hour: about 30 tries a day. Example: the 5th failure blocks for 1 minute, the 7th for 4.
 */
export function blockedUntil(failures: number, at: Date): Date | null {
  if (failures < FREE_FAILURES) return null;
  const minutes = Math.min(LONGEST_BLOCK_MINUTES, 2 ** (failures - FREE_FAILURES));
  return new Date(at.getTime() + minutes * 60_000);
}

/** How long a session lives unused, and in any case, in seconds. */
export interface Lifetime {
  idleSeconds: number;
  absoluteSeconds: number;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Lifetimes by what a session can reach. A phone that an 83-year-old uses stays logged in for a month unused and half a
 * year at most; staff for an hour unused and a shift of twelve (NIST SP 800-63B-4, 2.2.3: an hour, a day). Who is observer
 * alone only reads figures, mostly on a wall where nobody sits to sign in: a month, and switched off for a long weekend.
 */
export function lifetimeOf(strength: Strength, roles: readonly GrantedRole[]): Lifetime {
  if (strength === 'code') return { idleSeconds: 30 * DAY, absoluteSeconds: 180 * DAY };
  if (roles.length > 0 && roles.every((role) => role === 'observer'))
    return { idleSeconds: 3 * DAY, absoluteSeconds: 30 * DAY };
  return { idleSeconds: HOUR, absoluteSeconds: 12 * HOUR };
}

/** A session's times. */
export interface SessionTimes {
  lastSeenAt: Date;
  idleSeconds: number;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** A session no longer than this lifetime: of an observer who was given more since, it lasts as long as those who may do more. */
export function shortened<S extends SessionTimes & { createdAt: Date }>(session: S, lifetime: Lifetime): S {
  const end = session.createdAt.getTime() + lifetime.absoluteSeconds * 1000;
  return {
    ...session,
    idleSeconds: Math.min(session.idleSeconds, lifetime.idleSeconds),
    expiresAt: new Date(Math.min(session.expiresAt.getTime(), end)),
  };
}

/** Whether a session is good at a moment. */
export function isAlive(session: SessionTimes, at: Date): boolean {
  if (session.revokedAt || session.expiresAt <= at) return false;
  return at.getTime() - session.lastSeenAt.getTime() < session.idleSeconds * 1000;
}

/** Whether to write down that a session was used: once in a twelfth of its idle time, so that reading stays reading. */
export function isSeenLongAgo(session: SessionTimes, at: Date): boolean {
  return at.getTime() - session.lastSeenAt.getTime() > (session.idleSeconds * 1000) / 12;
}

/** What somebody recognises a device by, from the browser's own name. Example: `Chrome, Android`. */
export function deviceOf(userAgent: string | undefined): string | null {
  if (!userAgent) return null;
  const browser = firstMatch(userAgent, [
    [/MicroMessenger/, 'WeChat'],
    [/Edg/, 'Edge'],
    [/Firefox/, 'Firefox'],
    [/Chrome|CriOS/, 'Chrome'],
    [/Safari/, 'Safari'],
  ]);
  const system = firstMatch(userAgent, [
    [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return [browser, system].filter(Boolean).join(', ') || null;
}

function firstMatch(text: string, names: readonly (readonly [RegExp, string])[]): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}
