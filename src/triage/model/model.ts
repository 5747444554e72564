import { Problem } from '../../shared/problem.ts';
import { type Calibration, softmax } from './calibrate.ts';
import { countGrams, type GramBag, type Grams, openBag } from './features.ts';
import { findKey, type KeyTable } from './key-table.ts';
import { add, score } from './linear.ts';
import { dampened } from './rows.ts';

/** What was learned from labelled texts; `correct` goes on teaching it. */
export interface Model {
  labels: readonly string[];
  table: KeyTable;
  /** How much a feature counts, whatever the label; in steps of 1/2048 as the model file keeps it. */
  worth: Float32Array;
  /** Weight of feature f for class k at `f * labels.length + k`, the offsets as last feature. */
  weights: Float32Array;
  calibration: Calibration;
  /** Room to work in, so that a prediction makes no garbage. */
  scratch: Scratch;
}

interface Scratch {
  bag: GramBag;
  column: Int32Array;
  value: Float32Array;
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
    value: new Float32Array(4096),
    size: 0,
    scores: new Float64Array(classes),
  };
}

/** What a text is likely to be: all labels, or the likeliest `most`. */
export function predict(model: Model, text: string, most = model.labels.length): Prediction {
  countGrams(model.scratch.bag, text);
  return predictCounted(model, model.scratch.bag, most);
}

/** The same of a text that was counted before, in full or as much of a bag as is filled. */
export function predictCounted(model: Model, grams: Grams & { size?: number }, most = model.labels.length): Prediction {
  weighGrams(model, grams);
  const { scores } = model.scratch;
  scoreRead(model);
  softmax(scores, model.calibration.slope);
  const top = model.labels
    .map((label, k) => ({ label, probability: scores[k]! }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, most);
  return { ...top[0]!, top };
}

/**
 * Learns one corrected text at once: a step of the regression on the calibrated probabilities, as long as leaves the
 * right label's score well above the others' if the text held nothing else. A label that the model does not know is
 * problem `triage.unknown_label`: new labels come by training.
 */
export function correct(model: Model, text: string, label: string): void {
  countGrams(model.scratch.bag, text);
  correctCounted(model, model.scratch.bag, label);
}

/** The same of a text that was counted before. Problem `triage.unknown_label`. */
export function correctCounted(model: Model, grams: Grams & { size?: number }, label: string): void {
  const right = model.labels.indexOf(label);
  if (right < 0)
    throw new Problem('triage.unknown_label', 422, `The model knows no label "${label}". Train one that does.`);
  weighGrams(model, grams);
  scoreRead(model);
  const { column, value, size, scores } = model.scratch;
  const classes = model.labels.length;
  const { slope } = model.calibration;
  softmax(scores, slope);
  for (let k = 0; k < classes; k++) scores[k] = (stepOfCorrection / slope) * ((k === right ? 1 : 0) - scores[k]!);
  add({ classes, weights: model.weights }, { column, value, from: 0, to: size }, scores, 0);
}

/** By how much, in calibrated score, a correction moves the right label of a text that was given no chance. */
const stepOfCorrection = 2;

/** Weighs what the model knows of a counted text into the scratch. */
function weighGrams(model: Model, grams: Grams & { size?: number }): void {
  const { scratch } = model;
  const { keys, counts } = grams;
  const given = grams.size ?? keys.length;
  if (scratch.column.length < given) {
    scratch.column = new Int32Array(given * 2);
    scratch.value = new Float32Array(given * 2);
  }
  const { column, value } = scratch;
  let size = 0;
  let square = 0;
  for (let at = 0; at < given; at++) {
    const feature = findKey(model.table, keys[at]!);
    if (feature < 0) continue;
    const weight = dampened(counts[at]!) * model.worth[feature]!;
    column[size] = feature;
    value[size++] = weight;
    square += weight * weight;
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let at = 0; at < size; at++) value[at]! *= scale;
  scratch.size = size;
}

function scoreRead(model: Model): void {
  const { column, value, size, scores } = model.scratch;
  score({ classes: model.labels.length, weights: model.weights }, { column, value, from: 0, to: size }, scores);
}
