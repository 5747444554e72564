import { createHash } from 'node:crypto';

/**
 * What a seed and some words decide, the same every time and on every machine: a number from 0 (included) to 1. Each
 * decision names itself (`chance(seed, orderId, 'review')`), so that adding one changes no other.
 */
export function chance(...words: readonly (string | number)[]): number {
  return createHash('sha256').update(words.join('\u0000')).digest().readUInt32BE(0) / 2 ** 32;
}

/** One of a list, decided by a seed and some words. Throws on an empty list. */
export function pick<T>(list: readonly T[], ...words: readonly (string | number)[]): T {
  const chosen = list[Math.floor(chance(...words) * list.length)];
  if (chosen === undefined) throw new Error('Nothing to pick from.');
  return chosen;
}
