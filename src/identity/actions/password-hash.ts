import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';

/**
 * scrypt (RFC 7914) with N 2^15, r 8, p 3: one of the equivalent choices of the OWASP Password Storage Cheat Sheet, with
 * 32 MB a login instead of 128, so that a server of 250 MB can bear several.
 */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes that run at once; each takes a thread and 32 MB. The rest waits, up to a limit. */
const AT_ONCE = 2;
const MOST_WAITING = 40;
let running = 0;
const waiting: (() => void)[] = [];

/** Hashes a password for storage: `scrypt$N$r$p$salt$hash`. Takes a good tenth of a second of processor on purpose. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Whether a password is the stored one. With no stored one (no such user) it takes just as long and says no. Problem
 * `identity.busy` (503).
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = stored?.split('$') ?? [];
  const cost = stored ? { N: Number(n), r: Number(r), p: Number(p) } : COST;
  const expected = stored ? Buffer.from(hash, 'base64url') : Buffer.alloc(HASH_BYTES);
  const given = await derive(password, stored ? Buffer.from(salt, 'base64url') : Buffer.alloc(SALT_BYTES), cost);
  return timingSafeEqual(given, expected) && stored !== undefined;
}

async function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  await turn();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const options = { ...cost, maxmem: 256 * cost.N * cost.r };
      scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) =>
        error ? reject(error) : resolve(hash),
      );
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function turn(): Promise<void> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING)
      throw new Problem('identity.busy', 503, 'Too many people are logging in at once. Try again in a moment.', {
        retryAfterSeconds: 5,
      });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
}
