import { Problem } from '../../shared/problem.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { descend, rebuild } from './descent.ts';
import { countGrams, type Grams, gramsIn, openBag } from './features.ts';
import { mostFeatures, rounded } from './file.ts';
import { blank, type Linear, score, stretchOf } from './linear.ts';
import { regress } from './logistic.ts';
import { type Model, openScratch } from './model.ts';
import { randomOf, shuffle } from './randomness.ts';
import { type Counted, countTexts, type Rows, rarityOf, weigh, worthOf } from './rows.ts';

/** A text with the label a person gave it. */
export interface Labelled {
  text: string;
  label: string;
}

/** A text of which only hashes and counts are known, with its label. */
export interface Counts {
  grams: Grams;
  label: string;
  /** True for what is unlike the texts to come, as single words are: learned from, but not measured on. */
  unlike?: boolean;
}

const seed = 20_260_101;
const parts = 5;
const passes = 12;
const passesOfPart = 6;
/** So many unseen rows are enough to find one slope and one threshold. */
const enoughUnseen = 1000;
/** What the regression's scores count beside the machines'. */
const shareOfRegression = 0.5;

/** Learns a model from labelled texts, see `trainOnCounts`. */
export function train(examples: readonly Labelled[], unlabelled: readonly string[] = []): Model {
  const bag = openBag();
  const read = (text: string): Grams => {
    countGrams(bag, text);
    return gramsIn(bag);
  };
  return trainOnCounts(
    examples.map(({ text, label }) => ({ grams: read(text), label })),
    unlabelled.map(read),
  );
}

/**
 * Learns a model from labelled counts of at least two labels: support vector machines and a logistic regression on the
 * same features, added up. Unlabelled counts only say how common each feature is. The same texts in the same order give
 * the same model. `byRarityAlone`: features weigh by how rare they are, not also by how unevenly labels use them, which is
 * better for two labels of everyday words. Problem `triage.too_few_labels`.
 */
export function trainOnCounts(
  examples: readonly Counts[],
  unlabelled: readonly Grams[] = [],
  { byRarityAlone = false } = {},
): Model {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const classes = labels.length;
  if (classes < 2)
    throw new Problem('triage.too_few_labels', 422, 'Training needs texts of at least two different labels.');
  const numbers = new Map(labels.map((label, k) => [label, k]));
  const classOf = Int32Array.from(examples, (example) => numbers.get(example.label)!);
  const counted = countTexts(
    examples.map(({ grams }) => grams),
    unlabelled,
    mostFeatures(classes),
  );
  const all = Int32Array.from(classOf.keys());
  const duals = new Float32Array(classOf.length * classes);
  const ground = { counted, classOf, classes, duals, byRarityAlone };
  const learned = learn(ground, all, passes, seed);
  return {
    labels,
    table: counted.table,
    worth: learned.worth,
    weights: rounded(learned.linear.weights, classes),
    calibration: calibrateUnseen(
      ground,
      all.filter((row) => examples[row]!.unlike !== true),
    ),
    scratch: openScratch(classes),
  };
}

/** What is learned from; `duals` is the state of the machines, and a warm start where it is not zero. */
interface Ground {
  counted: Counted;
  classOf: Int32Array;
  classes: number;
  duals: Float32Array;
  byRarityAlone: boolean;
}

function learn(ground: Ground, chosen: Int32Array, most: number, dice: number) {
  const { counted, classOf, classes, duals } = ground;
  const worth = ground.byRarityAlone ? rarityOf(counted) : worthOf(counted, classOf, chosen, classes);
  const rows = weigh(counted, worth);
  const machines = { ...blank(counted.table.size, classes), duals };
  rebuild(machines, duals, rows, classOf, chosen);
  descend(machines, rows, classOf, chosen, { passes: most, seed: dice });
  const regression = blank(counted.table.size, classes);
  regress(regression, rows, classOf, chosen, dice);
  const { weights } = machines;
  for (let at = 0; at < weights.length; at++) weights[at]! += shareOfRegression * regression.weights[at]!;
  return { linear: { classes, weights }, rows, worth };
}

/** Learns again without a part of the rows, and scores that part, part by part, until enough rows were unseen. */
function calibrateUnseen(ground: Ground, alike: Int32Array): Calibration {
  const { classOf, classes } = ground;
  const order = alike.slice();
  shuffle(order, randomOf(seed + 1));
  const unseen: number[] = [];
  const scores: Float64Array[] = [];
  for (let turn = 0; turn < parts && unseen.length < enoughUnseen; turn++) {
    const out = order.filter((_, place) => place % parts === turn);
    const left = new Set(out);
    const others = Int32Array.from(classOf.keys()).filter((row) => !left.has(row));
    const part = { ...ground, duals: ground.duals.slice() };
    const { linear, rows } = learn(part, others, passesOfPart, seed + 2 + turn);
    for (const row of out) {
      unseen.push(classOf[row]!);
      scores.push(scoresOf(linear, rows, row));
    }
  }
  const flat = new Float64Array(unseen.length * classes);
  for (const [at, one] of scores.entries()) flat.set(one, at * classes);
  return calibrate(flat, unseen, classes);
}

function scoresOf(linear: Linear, rows: Rows, row: number): Float64Array {
  const scores = new Float64Array(linear.classes);
  score(linear, stretchOf(rows, row), scores);
  return scores;
}
