import { createHash } from 'node:crypto';

/** Once a recovery key was typed into a browser it is good for so long: everything that has to be opened, then a new one. */
export const SPENT_AFTER_MILLISECONDS = 24 * 3_600_000;

/**
 * What two people compare: the first 8 bytes of SHA-256 of the raw public key, as four groups of four hexadecimal digits.
 * Example: `7d1a 03ff 91c2 aa07`.
 */
export function fingerprintOf(publicKey: Buffer): string {
  const digits = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  return digits.match(/.{4}/g)?.join(' ') ?? digits;
}

/** Whether a typed fingerprint is that of the key; spaces, hyphens and capitals do not count. */
export function isFingerprintOf(typed: string, publicKey: Buffer): boolean {
  return typed.toLowerCase().replace(/[\s-]/g, '') === fingerprintOf(publicKey).replaceAll(' ', '');
}

/** Whether a recovery key has been out of its envelope for too long to stand in for anybody. */
export function isSpent(usedAt: Date | null, now: Date): boolean {
  return usedAt !== null && now.getTime() - usedAt.getTime() > SPENT_AFTER_MILLISECONDS;
}
