/** A stream of chance that depends on its seed alone: no clock, no machine. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** Any of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** True in `share` of all cases. */
  chance(share: number): boolean;
}

/**
 * A stream seeded by any words and numbers: sfc32 (Doty-Humphrey, PractRand), its state filled by four FNV-1a hashes of
 * the seed and run in. Streams of different seeds have nothing to do with each other, so that the n-th person is the same
 * whoever came before.
 */
export function randomOf(...seed: (string | number)[]): Random {
  const text = seed.join('\u0000');
  let a = fnv(text, 0x811c9dc5);
  let b = fnv(text, 0x9e3779b9);
  let c = fnv(text, 0x85ebca6b);
  let d = fnv(text, 0xc2b2ae35);
  const step = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) step();
  const below = (limit: number) => Math.floor(step() * limit);
  return {
    next: step,
    below,
    pick<T>(list: readonly T[]): T {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('Nothing can be picked from an empty list.');
      return chosen;
    },
    chance: (share) => step() < share,
  };
}

function fnv(text: string, start: number): number {
  let hash = start | 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash ^ (hash >>> 16);
}

/** The list in another order, drawn from `random`; the given one stays as it is. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const order = [...list];
  for (let index = order.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const [one, two] = [order[index] as T, order[other] as T];
    order[index] = two;
    order[other] = one;
  }
  return order;
}
