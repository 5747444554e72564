import type { Rows } from './rows.ts';

/** A linear machine a class, together: weight of feature f for class k at `f * classes + k`, the offset as last feature. */
export interface Machines {
  classes: number;
  weights: Float32Array;
  /** Dual variables, one a row and class; a row left out has none. */
  duals: Float32Array;
}

/** How training goes on: the cost of an error, how many passes at most, when it is good enough. */
export interface Effort {
  cost: number;
  passes: number;
  tolerance: number;
}

/** Machines that know nothing yet. */
export function blankMachines(rows: number, features: number, classes: number): Machines {
  return { classes, weights: new Float32Array((features + 1) * classes), duals: new Float32Array(rows * classes) };
}

/**
 * One-against-rest linear support vector machines with squared hinge by dual coordinate descent (Hsieh, Chang, Lin,
 * Keerthi, Sundararajan, ICML 2008), all classes in one pass over each row. Changes `machines`, which may be warm.
 * The same seed gives the same machines.
 */
export function descend(
  machines: Machines,
  rows: Rows,
  classOf: Int32Array,
  chosen: Int32Array,
  effort: Effort,
  seed: number,
): void {
  const { classes, weights, duals } = machines;
  const order = chosen.slice();
  const random = randomOf(seed);
  const square = squares(rows);
  const ridge = 0.5 / effort.cost;
  const scores = new Float64Array(classes);
  const change = new Float64Array(classes);
  for (let pass = 0; pass < effort.passes; pass++) {
    shuffle(order, random);
    let worst = 0;
    for (const row of order) {
      score(machines, rows, row, scores);
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
      if (moved) addRow(weights, classes, rows, row, change);
    }
    if (worst < effort.tolerance) return;
  }
}

/** Takes out of warm machines what the given rows taught them, as a start for training without those rows. */
export function forget(machines: Machines, rows: Rows, classOf: Int32Array, left: Int32Array): void {
  const { classes, weights, duals } = machines;
  const change = new Float64Array(classes);
  for (const row of left) {
    for (let k = 0; k < classes; k++) {
      change[k] = (classOf[row] === k ? -1 : 1) * duals[row * classes + k]!;
      duals[row * classes + k] = 0;
    }
    addRow(weights, classes, rows, row, change);
  }
}

/** Scores of one row for every class, into `scores`. */
export function score(machines: Machines, rows: Rows, row: number, scores: Float64Array): void {
  const { classes, weights } = machines;
  const offset = weights.length - classes;
  for (let k = 0; k < classes; k++) scores[k] = weights[offset + k]!;
  const end = rows.start[row + 1]!;
  for (let at = rows.start[row]!; at < end; at++) {
    const value = rows.value[at]!;
    const base = rows.column[at]! * classes;
    for (let k = 0; k < classes; k++) scores[k]! += weights[base + k]! * value;
  }
}

function addRow(weights: Float32Array, classes: number, rows: Rows, row: number, change: Float64Array): void {
  const end = rows.start[row + 1]!;
  for (let at = rows.start[row]!; at < end; at++) {
    const value = rows.value[at]!;
    const base = rows.column[at]! * classes;
    for (let k = 0; k < classes; k++) weights[base + k]! += change[k]! * value;
  }
  const offset = weights.length - classes;
  for (let k = 0; k < classes; k++) weights[offset + k]! += change[k]!;
}

function squares(rows: Rows): Float64Array {
  const square = new Float64Array(rows.start.length - 1).fill(1);
  for (let row = 0; row < square.length; row++) {
    for (let at = rows.start[row]!; at < rows.start[row + 1]!; at++) square[row]! += rows.value[at]! ** 2;
  }
  return square;
}

/** Whole numbers below a bound, the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** Fisher and Yates. */
export function shuffle(order: Int32Array, random: (below: number) => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = random(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}
