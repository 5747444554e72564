/** From scores to probabilities: softmax of `slope[k] * score[k] + bias[k]`. */
export interface Calibration {
  slope: Float64Array;
  bias: Float64Array;
}

/** Turns scores into probabilities, in place. */
export function calibrated(calibration: Calibration, scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = calibration.slope[k]! * scores[k]! + calibration.bias[k]!;
    most = Math.max(most, scores[k]!);
  }
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k]! - most);
    sum += scores[k]!;
  }
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}

/**
 * Vector scaling (Guo, Pleiss, Sun, Weinberger, ICML 2017): a slope and a bias a class that make the labels of rows
 * the machines have not seen likeliest, held near one common slope by a small ridge. Adam on the whole set, no dice.
 */
export function calibrate(scores: Float64Array, classOf: Int32Array, classes: number): Calibration {
  const rows = classOf.length;
  const calibration = { slope: new Float64Array(classes).fill(3), bias: new Float64Array(classes) };
  const { slope, bias } = calibration;
  const gradient = new Float64Array(classes * 2);
  const first = new Float64Array(classes * 2);
  const second = new Float64Array(classes * 2);
  const row = new Float64Array(classes);
  for (let step = 1; step <= 300; step++) {
    gradient.fill(0);
    for (let at = 0; at < rows; at++) {
      for (let k = 0; k < classes; k++) row[k] = scores[at * classes + k]!;
      calibrated(calibration, row);
      for (let k = 0; k < classes; k++) {
        const miss = row[k]! - (classOf[at] === k ? 1 : 0);
        gradient[k]! += miss * scores[at * classes + k]!;
        gradient[classes + k]! += miss;
      }
    }
    const middle = slope.reduce((sum, one) => sum + one, 0) / classes;
    const rate = 0.1 * (1 - step / 301);
    for (let p = 0; p < classes * 2; p++) {
      const pull = p < classes ? slope[p]! - middle : bias[p - classes]!;
      const push = gradient[p]! / rows + (0.5 * pull) / rows;
      first[p] = 0.9 * first[p]! + 0.1 * push;
      second[p] = 0.99 * second[p]! + 0.01 * push * push;
      const move = (rate * first[p]!) / (1 - 0.9 ** step) / (Math.sqrt(second[p]! / (1 - 0.99 ** step)) + 1e-9);
      if (p < classes) slope[p] = Math.max(0.1, slope[p]! - move);
      else bias[p - classes]! -= move;
    }
  }
  return calibration;
}
