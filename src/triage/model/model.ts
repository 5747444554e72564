import { Problem } from '../../shared/problem.ts';
import { type Calibration, calibrated } from './calibrate.ts';
import { countGrams, findKey, type GramBag, type KeyTable, openBag } from './features.ts';
import { dampened } from './rows.ts';

/** What was learned from labelled texts; `correct` goes on teaching it. */
export interface Model {
  labels: readonly string[];
  table: KeyTable;
  idf: Float32Array;
  /** Weight of feature f for class k at `f * labels.length + k`, the offsets as last feature. */
  weights: Float32Array;
  calibration: Calibration;
  /** Room to work in, so that a prediction makes no garbage. */
  scratch: Scratch;
}

interface Scratch {
  bag: GramBag;
  column: Int32Array;
  value: Float64Array;
  size: number;
  scores: Float64Array;
}

/** A label with the probability that it is the right one. */
export interface Likelihood {
  label: string;
  probability: number;
}

/** The likeliest label, its probability, and the likeliest, falling. */
export interface Prediction extends Likelihood {
  top: Likelihood[];
}

/** Room to work in for a model of so many classes. */
export function openScratch(classes: number): Scratch {
  return {
    bag: openBag(),
    column: new Int32Array(4096),
    value: new Float64Array(4096),
    size: 0,
    scores: new Float64Array(classes),
  };
}

/** What a text is likely to be: all labels, or the likeliest `most`. */
export function predict(model: Model, text: string, most = model.labels.length): Prediction {
  read(model, text);
  const { scores } = model.scratch;
  scoreRead(model);
  calibrated(model.calibration, scores);
  const top = model.labels
    .map((label, k) => ({ label, probability: scores[k]! }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, most);
  return { ...top[0]!, top };
}

/**
 * Learns one corrected text at once: the first step of dual coordinate descent for a row with cost 1. A label the model
 * does not know is problem `triage.unknown_label`: new labels come by training.
 */
export function correct(model: Model, text: string, label: string): void {
  const right = model.labels.indexOf(label);
  if (right < 0)
    throw new Problem('triage.unknown_label', 422, `The model knows no label "${label}". Train one that does.`);
  read(model, text);
  scoreRead(model);
  const { column, value, size, scores } = model.scratch;
  const classes = model.labels.length;
  const step = size > 0 ? 1 / 2.5 : 1 / 1.5;
  for (let k = 0; k < classes; k++) {
    const sign = k === right ? 1 : -1;
    scores[k] = sign * Math.max(0, 1 - sign * scores[k]!) * step;
  }
  for (let at = 0; at < size; at++) {
    const base = column[at]! * classes;
    for (let k = 0; k < classes; k++) model.weights[base + k]! += scores[k]! * value[at]!;
  }
  const offset = model.weights.length - classes;
  for (let k = 0; k < classes; k++) model.weights[offset + k]! += scores[k]!;
}

function read(model: Model, text: string): void {
  const { scratch } = model;
  const { bag } = scratch;
  countGrams(bag, text);
  if (scratch.column.length < bag.size) {
    scratch.column = new Int32Array(bag.keys.length);
    scratch.value = new Float64Array(bag.keys.length);
  }
  const { column, value } = scratch;
  let size = 0;
  let square = 0;
  for (let at = 0; at < bag.size; at++) {
    const feature = findKey(model.table, bag.keys[at]!);
    if (feature < 0) continue;
    const weight = dampened(bag.counts[at]!) * model.idf[feature]!;
    column[size] = feature;
    value[size++] = weight;
    square += weight * weight;
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let at = 0; at < size; at++) value[at]! *= scale;
  scratch.size = size;
}

function scoreRead(model: Model): void {
  const { weights, labels } = model;
  const { column, value, size, scores } = model.scratch;
  const classes = labels.length;
  const offset = weights.length - classes;
  for (let k = 0; k < classes; k++) scores[k] = weights[offset + k]!;
  for (let at = 0; at < size; at++) {
    const base = column[at]! * classes;
    const one = value[at]!;
    for (let k = 0; k < classes; k++) scores[k]! += weights[base + k]! * one;
  }
}
