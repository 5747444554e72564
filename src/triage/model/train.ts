import { Problem } from '../../shared/problem.ts';
import { calibrate } from './calibrate.ts';
import { blankMachines, descend, type Effort, forget, type Machines, randomOf, score, shuffle } from './descent.ts';
import { mostFeatures, rounded } from './file.ts';
import { type Model, openScratch } from './model.ts';
import { type Rows, weigh } from './rows.ts';

/** A text with the label a person gave it. */
export interface Labelled {
  text: string;
  label: string;
}

const seed = 20_260_101;
const parts = 5;
const whole: Effort = { cost: 1, passes: 12, tolerance: 0.05 };
const part: Effort = { cost: 1, passes: 6, tolerance: 0.05 };

/**
 * Learns a model from labelled texts, at least two labels. Unlabelled texts only say how common each feature is. The
 * same texts in the same order give the same model. Problem `triage.too_few_labels`.
 */
export function train(examples: readonly Labelled[], unlabelled: readonly string[] = []): Model {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const classes = labels.length;
  if (classes < 2)
    throw new Problem('triage.too_few_labels', 422, 'Training needs texts of at least two different labels.');
  const numbers = new Map(labels.map((label, k) => [label, k]));
  const classOf = Int32Array.from(examples, (example) => numbers.get(example.label)!);
  const texts = examples.map((example) => example.text);
  const { rows, vocabulary } = weigh(texts, unlabelled, mostFeatures(classes));
  const machines = blankMachines(examples.length, vocabulary.table.size, classes);
  const all = Int32Array.from(examples.keys());
  descend(machines, rows, classOf, all, whole, seed);
  const calibration = calibrate(unseenScores(machines, rows, classOf), classOf, classes);
  return {
    labels,
    table: vocabulary.table,
    idf: vocabulary.idf,
    weights: rounded(machines.weights, classes),
    calibration,
    scratch: openScratch(classes),
  };
}

/** Scores of every row by machines that did not learn from it: warm starts from the finished ones, part by part. */
function unseenScores(machines: Machines, rows: Rows, classOf: Int32Array): Float64Array {
  const { classes } = machines;
  const order = Int32Array.from(classOf.keys());
  shuffle(order, randomOf(seed + 1));
  const scores = new Float64Array(classOf.length * classes);
  const one = new Float64Array(classes);
  for (let turn = 0; turn < parts; turn++) {
    const out = order.filter((_, place) => place % parts === turn);
    const others = order.filter((_, place) => place % parts !== turn);
    const copy = { classes, weights: machines.weights.slice(), duals: machines.duals.slice() };
    forget(copy, rows, classOf, out);
    descend(copy, rows, classOf, others, part, seed + 2 + turn);
    for (const row of out) {
      score(copy, rows, row, one);
      scores.set(one, row * classes);
    }
  }
  return scores;
}
