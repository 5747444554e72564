import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, isFingerprintOf, isSpent } from './recovery.ts';

const key = createECDH('prime256v1').generateKeys();
const other = createECDH('prime256v1').generateKeys();

describe('the fingerprint of a recovery key', () => {
  it('is four groups of four figures, the same each time, another for another key', () => {
    expect(fingerprintOf(key)).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
    expect(fingerprintOf(key)).toBe(fingerprintOf(Buffer.from(key)));
    expect(fingerprintOf(other)).not.toBe(fingerprintOf(key));
  });

  it('of 65 zero bytes is what SHA-256 says of them', () => {
    expect(fingerprintOf(Buffer.alloc(65))).toBe('98ce 42de ef51 d402');
  });

  it('is taken however somebody types it, and never when a figure is another', () => {
    const right = fingerprintOf(key);
    for (const typed of [right, right.toUpperCase(), right.replaceAll(' ', ''), right.replaceAll(' ', '-')])
      expect(isFingerprintOf(typed, key)).toBe(true);
    const wrong = (right.startsWith('0') ? '1' : '0') + right.slice(1);
    for (const typed of [wrong, right.slice(1), '', fingerprintOf(other)])
      expect(isFingerprintOf(typed, key)).toBe(false);
  });
});

it.each([
  [null, '2026-03-02T09:00:00Z', false],
  ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z', false],
  ['2026-03-01T09:00:00Z', '2026-03-02T09:00:00Z', false],
  ['2026-03-01T09:00:00Z', '2026-03-02T09:00:00.001Z', true],
])('a recovery key first used at %s is spent at %s: %s', (usedAt, now, spent) => {
  expect(isSpent(usedAt === null ? null : new Date(usedAt), new Date(now))).toBe(spent);
});
