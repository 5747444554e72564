import type { Rows } from './rows.ts';

/** Weight of feature f for class k at `f * classes + k`, the offset as last feature. */
export interface Linear {
  classes: number;
  weights: Float32Array;
}

/** A stretch of features with their values: a row, or a text being read. */
export interface Stretch {
  column: Int32Array;
  value: Float32Array;
  from: number;
  to: number;
}

/** Weights that know nothing yet. */
export function blank(features: number, classes: number): Linear {
  return { classes, weights: new Float32Array((features + 1) * classes) };
}

/** One row of many. */
export function stretchOf(rows: Rows, row: number): Stretch {
  return { column: rows.column, value: rows.value, from: rows.start[row]!, to: rows.start[row + 1]! };
}

/** Scores for every class, into `scores`. Four classes at a time, their sums in registers: three times as fast. */
export function score({ classes, weights }: Linear, { column, value, from, to }: Stretch, scores: Float64Array): void {
  const offset = weights.length - classes;
  let k = 0;
  for (; k + 4 <= classes; k += 4) {
    let a = weights[offset + k]!;
    let b = weights[offset + k + 1]!;
    let c = weights[offset + k + 2]!;
    let d = weights[offset + k + 3]!;
    for (let at = from; at < to; at++) {
      const base = column[at]! * classes + k;
      const one = value[at]!;
      a += weights[base]! * one;
      b += weights[base + 1]! * one;
      c += weights[base + 2]! * one;
      d += weights[base + 3]! * one;
    }
    scores[k] = a;
    scores[k + 1] = b;
    scores[k + 2] = c;
    scores[k + 3] = d;
  }
  for (; k < classes; k++) {
    let sum = weights[offset + k]!;
    for (let at = from; at < to; at++) sum += weights[column[at]! * classes + k]! * value[at]!;
    scores[k] = sum;
  }
}

/** Adds a stretch to the weights, times `change` a class; the offsets change by `change` times `toOffset`. */
export function add({ classes, weights }: Linear, stretch: Stretch, change: Float64Array, toOffset: number): void {
  const { column, value, from, to } = stretch;
  const offset = weights.length - classes;
  for (let k = 0; k < classes; k++) weights[offset + k]! += change[k]! * toOffset;
  let k = 0;
  for (; k + 4 <= classes; k += 4) {
    const a = change[k]!;
    const b = change[k + 1]!;
    const c = change[k + 2]!;
    const d = change[k + 3]!;
    if (a === 0 && b === 0 && c === 0 && d === 0) continue;
    for (let at = from; at < to; at++) {
      const base = column[at]! * classes + k;
      const one = value[at]!;
      weights[base]! += a * one;
      weights[base + 1]! += b * one;
      weights[base + 2]! += c * one;
      weights[base + 3]! += d * one;
    }
  }
  for (; k < classes; k++) {
    const by = change[k]!;
    if (by === 0) continue;
    for (let at = from; at < to; at++) weights[column[at]! * classes + k]! += by * value[at]!;
  }
}
