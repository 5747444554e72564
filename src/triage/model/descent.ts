import { add, type Linear, score, stretchOf } from './linear.ts';
import { randomOf, shuffle } from './randomness.ts';
import type { Rows } from './rows.ts';

const ridge = 0.5; // half over the cost of an error, which is 1
const tolerance = 0.05;

/**
 * One-against-rest linear support vector machines with squared hinge and cost 1 by dual coordinate descent (Hsieh,
 * Chang, Lin, Keerthi, Sundararajan, ICML 2008), all classes in one pass over each chosen row. `duals` holds one variable
 * a row and class; `machines` must be what they make of the chosen rows. The same seed gives the same machines.
 */
export function descend(
  machines: Linear & { duals: Float32Array },
  rows: Rows,
  classOf: Int32Array,
  chosen: Int32Array,
  effort: { passes: number; seed: number },
): void {
  const { classes, duals } = machines;
  const order = chosen.slice();
  const random = randomOf(effort.seed);
  const square = squares(rows);
  const scores = new Float64Array(classes);
  const change = new Float64Array(classes);
  for (let pass = 0; pass < effort.passes; pass++) {
    shuffle(order, random);
    let worst = 0;
    for (const row of order) {
      const stretch = stretchOf(rows, row);
      score(machines, stretch, scores);
      let moved = false;
      for (let k = 0; k < classes; k++) {
        const sign = classOf[row] === k ? 1 : -1;
        const dual = duals[row * classes + k]!;
        const gradient = sign * scores[k]! - 1 + ridge * dual;
        change[k] = 0;
        if (dual === 0 && gradient >= 0) continue;
        if (Math.abs(gradient) < 1e-3) continue;
        const next = Math.max(dual - gradient / (square[row]! + ridge), 0);
        change[k] = (next - dual) * sign;
        duals[row * classes + k] = next;
        moved = true;
        worst = Math.max(worst, Math.abs(gradient));
      }
      if (moved) add(machines, stretch, change, 1);
    }
    if (worst < tolerance) return;
  }
}

/** Machines as the dual variables make them of the chosen rows: a warm start where rows are left out or weighed anew. */
export function rebuild(machines: Linear, duals: Float32Array, rows: Rows, classOf: Int32Array, chosen: Int32Array) {
  const { classes } = machines;
  const change = new Float64Array(classes);
  machines.weights.fill(0);
  for (const row of chosen) {
    for (let k = 0; k < classes; k++) change[k] = (classOf[row] === k ? 1 : -1) * duals[row * classes + k]!;
    add(machines, stretchOf(rows, row), change, 1);
  }
}

function squares(rows: Rows): Float64Array {
  const square = new Float64Array(rows.start.length - 1).fill(1);
  for (let row = 0; row < square.length; row++) {
    for (let at = rows.start[row]!; at < rows.start[row + 1]!; at++) square[row]! += rows.value[at]! ** 2;
  }
  return square;
}
