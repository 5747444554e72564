/** From scores to probabilities, in place; numbers far from zero do no harm. */
export function softmax(scores: Float64Array, slope = 1): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) most = Math.max(most, scores[k]!);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(slope * (scores[k]! - most));
    sum += scores[k]!;
  }
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}

/** What was found out with rows that were not learned from. */
export interface Calibration {
  /** Probabilities are the softmax of the scores times this. */
  slope: number;
  /** The lowest probability from which on 95 in 100 likeliest labels were right; above 1 if there is none. */
  decidedFrom: number;
}

/**
 * One slope for all classes (temperature scaling: Guo, Pleiss, Sun, Weinberger, ICML 2017): the one that makes the labels
 * of unseen rows likeliest, by golden section on its logarithm. It leaves the order of the classes as it is; a slope and
 * a bias a class were measured to cost rare classes more than they gain.
 */
export function calibrate(scores: Float64Array, classOf: ArrayLike<number>, classes: number): Calibration {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.1);
  let high = Math.log(10);
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let missLeft = missed(scores, classOf, classes, Math.exp(left));
  let missRight = missed(scores, classOf, classes, Math.exp(right));
  for (let round = 0; round < 24; round++) {
    if (missLeft < missRight) {
      [high, right, missRight] = [right, left, missLeft];
      left = high - ratio * (high - low);
      missLeft = missed(scores, classOf, classes, Math.exp(left));
    } else {
      [low, left, missLeft] = [left, right, missRight];
      right = low + ratio * (high - low);
      missRight = missed(scores, classOf, classes, Math.exp(right));
    }
  }
  const slope = Math.exp((low + high) / 2);
  return { slope, decidedFrom: thresholdOf(scores, classOf, classes, slope) };
}

function missed(scores: Float64Array, classOf: ArrayLike<number>, classes: number, slope: number): number {
  let sum = 0;
  const row = new Float64Array(classes);
  for (let at = 0; at < classOf.length; at++) {
    row.set(scores.subarray(at * classes, at * classes + classes));
    softmax(row, slope);
    sum -= Math.log(Math.max(row[classOf[at]!]!, 1e-12));
  }
  return sum;
}

function thresholdOf(scores: Float64Array, classOf: ArrayLike<number>, classes: number, slope: number): number {
  const row = new Float64Array(classes);
  const answers = Array.from({ length: classOf.length }, (_, at) => {
    row.set(scores.subarray(at * classes, at * classes + classes));
    softmax(row, slope);
    const said = row.indexOf(Math.max(...row));
    return { probability: row[said]!, right: said === classOf[at] };
  }).sort((a, b) => b.probability - a.probability);
  let right = 0;
  let threshold = 1.01;
  for (const [at, answer] of answers.entries()) {
    if (answer.right) right++;
    if (right >= 0.95 * (at + 1)) threshold = answer.probability;
  }
  return threshold;
}
