/** How many to expect: the mean, and a span that holds the true number in eight weeks of ten. */
export interface Expectation {
  mean: number;
  low: number;
  high: number;
}

/** Each end of the span leaves out one in ten. */
const TAIL = 0.1;
/** The point of the normal distribution that one in ten lies beyond. */
const TAIL_POINT = 1.2816;
/** From this mean on the normal distribution is as good, and the sum below would lose its digits. */
const MANY = 200;

/**
 * Mean and span of a count whose rate is known as a gamma distribution of this mean and shape: negative binomial (Gelman and
 * others, Bayesian Data Analysis, 3rd edition, section 2.6). `shape` is about how many orders the rate was learned from: the more,
 * the narrower. Example: mean 3 and shape 6 (of ten weeks, nothing more likely than 2): from 1 to 6.
 */
export function expectationOf(mean: number, shape: number): Expectation {
  if (mean <= 0) return { mean: 0, low: 0, high: 0 };
  if (mean > MANY) {
    const spread = TAIL_POINT * Math.sqrt(mean + (mean * mean) / shape);
    return { mean, low: Math.max(0, Math.floor(mean - spread)), high: Math.ceil(mean + spread) };
  }
  return { mean, low: quantileOf(mean, shape, TAIL), high: quantileOf(mean, shape, 1 - TAIL) };
}

/** The smallest count that is not exceeded with this chance. */
function quantileOf(mean: number, shape: number, chance: number): number {
  const share = mean / (shape + mean);
  let at = 0;
  let here = Math.exp(shape * Math.log1p(-share));
  let sum = here;
  // Far beyond any quantile asked for: only rounding could bring it here.
  const end = 20 * (mean + 1) + 200;
  while (sum < chance && at < end) {
    here *= ((at + shape) / (at + 1)) * share;
    at++;
    sum += here;
  }
  return at;
}
