/** What a draw is for: each purpose has numbers of its own, so that adding one changes no other. */
export const purposes = {
  cluster: 1,
  east: 2,
  north: 3,
  side: 4,
  life: 5,
  character: 6,
  kinds: 7,
  free: 8,
  reach: 9,
  verified: 10,
  habit: 11,
  walk: 12,
  taste: 13,
  patience: 14,
  day: 15,
  weather: 16,
  looks: 17,
  delay: 18,
  willing: 19,
  whim: 20,
  need: 21,
  count: 22,
  age: 23,
  season: 24,
  lead: 25,
  noise: 26,
  effect: 27,
  noted: 28,
} as const;
export type Purpose = keyof typeof purposes;

/**
 * The fast counterpart of `chance` for millions of draws: what a seed, a purpose and two whole numbers decide, the same
 * every time and on every machine; from 0 (included) to 1. The finaliser is that of MurmurHash3, 32 bits.
 */
export function draw(seed: number, purpose: Purpose, one: number, other = 0): number {
  let hash = mix((seed ^ Math.imul(purposes[purpose], 0x9e3779b1)) | 0);
  hash = mix(hash ^ Math.imul(one + 1, 0x85ebca77));
  hash = mix(hash ^ Math.imul(other + 1, 0xc2b2ae3d));
  return (hash >>> 0) / 2 ** 32;
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A draw from the normal distribution with mean 0 and deviation 1 (Box and Muller, 1958). */
export function normal(seed: number, purpose: Purpose, one: number, other = 0): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(seed, purpose, one, 2 * other)));
  return radius * Math.cos(2 * Math.PI * draw(seed, purpose, one, 2 * other + 1));
}

/** A draw from the lognormal distribution with this median and this deviation of the logarithm. */
export function around(median: number, deviation: number, normalDraw: number): number {
  return median * Math.exp(deviation * normalDraw);
}

/** The index that a number from 0 to 1 falls on among weights. */
export function among(weights: readonly number[], drawn: number): number {
  let rest = drawn * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}
