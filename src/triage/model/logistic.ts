import { softmax } from './calibrate.ts';
import { add, type Linear, score, stretchOf } from './linear.ts';
import { randomOf, shuffle } from './randomness.ts';
import type { Rows } from './rows.ts';

const passes = 8;
const fastest = 4;
const smoothing = 0.05;

/**
 * Multinomial logistic regression by stochastic gradient descent: eight passes, steps falling from 4 to 0, stopped early
 * instead of held small, and taught 0.95 of its label and the rest evenly (label smoothing: Szegedy, Vanhoucke, Ioffe,
 * Shlens, Wojna, CVPR 2016), so that one wrong label moves little. The same seed gives the same weights.
 */
export function regress(machine: Linear, rows: Rows, classOf: Int32Array, chosen: Int32Array, seed: number): void {
  const { classes } = machine;
  const order = chosen.slice();
  const random = randomOf(seed);
  const scores = new Float64Array(classes);
  const steps = passes * order.length;
  let step = 0;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    for (const row of order) {
      const rate = fastest * (1 - step++ / steps);
      const stretch = stretchOf(rows, row);
      score(machine, stretch, scores);
      softmax(scores);
      for (let k = 0; k < classes; k++) {
        const wished = (classOf[row] === k ? 1 - smoothing : 0) + smoothing / classes;
        scores[k] = rate * (wished - scores[k]!);
      }
      add(machine, stretch, scores, 0.1);
    }
  }
}
