import type { Grams } from './features.ts';
import { addKey, findKey, type KeyTable, openTable } from './key-table.ts';

/** Sparse rows, one a text: `column` and `value` from `start[row]` to `start[row + 1]`. */
export interface Rows {
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
}

/** What the texts to learn from hold: rows with the dampened counts of the features kept, not weighed yet. */
export interface Counted extends Rows {
  table: KeyTable;
  /** ln((1 + texts) / (1 + texts with it)) + 1 of each feature. */
  rarity: Float64Array;
}

/** Steps in which the model file keeps the worth of a feature: sixteen bits hold any that can occur. */
export const worthSteps = 2048;

/** What a label with fewer texts is taken to have, so that its few words do not seem to belong to it alone. */
const fewTexts = 20;

/** One plus the logarithm of a count, from a table for the usual counts. */
export function dampened(count: number): number {
  return count < logs.length ? logs[count]! : 1 + Math.log(count);
}
const logs = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

/**
 * Counts texts: kept is what at least two of them hold, or more if else it would be over `most` features. Unlabelled
 * texts count for the rarity alone.
 */
export function countTexts(texts: readonly Grams[], unlabelled: readonly Grams[], most: number): Counted {
  const all = openTable(1 << 16);
  for (const { keys } of texts) for (const key of keys) addKey(all, key);
  const frequency = new Int32Array(all.size);
  for (const { keys } of texts) for (const key of keys) frequency[findKey(all, key)]!++;
  const least = leastFrequency(frequency, most);
  const table = openTable(1024);
  for (let column = 0; column < all.size; column++) if (frequency[column]! >= least) addKey(table, all.keys[column]!);
  const holding = new Int32Array(table.size);
  for (const { keys } of [...texts, ...unlabelled]) {
    for (const key of keys) {
      const column = findKey(table, key);
      if (column >= 0) holding[column]!++;
    }
  }
  const many = texts.length + unlabelled.length;
  const rarity = Float64Array.from(holding, (one) => Math.log((1 + many) / (1 + one)) + 1);
  return { ...countedRows(texts, table), table, rarity };
}

function leastFrequency(frequency: Int32Array, most: number): number {
  for (let least = 2; ; least++) {
    let kept = 0;
    for (const texts of frequency) if (texts >= least) kept++;
    if (kept <= most) return least;
  }
}

function countedRows(texts: readonly Grams[], table: KeyTable): Rows {
  const room = texts.reduce((sum, { keys }) => sum + keys.length, 0);
  const start = new Int32Array(texts.length + 1);
  const column = new Int32Array(room);
  const value = new Float32Array(room);
  let end = 0;
  for (const [row, { keys, counts }] of texts.entries()) {
    for (let at = 0; at < keys.length; at++) {
      const feature = findKey(table, keys[at]!);
      if (feature < 0) continue;
      column[end] = feature;
      value[end++] = dampened(counts[at]!);
    }
    start[row + 1] = end;
  }
  return { start, column: column.slice(0, end), value: value.slice(0, end) };
}

/**
 * The worth of each feature: its rarity times the square root of how unevenly the labels use it, 1 less the entropy of
 * the labels given the feature, labels taken as equally common, over the logarithm of their number (balanced
 * distributional concentration: Wang, Li, Cai, Liu, *Entropy-based term weighting schemes for text categorization in
 * VSM*, ICTAI 2015). A label's share of texts with the feature is counted with half a text more and one text more in
 * all, and a label of under 20 texts as if it had 20. Learned from the chosen rows alone. Example: two labels of 29 texts
 * each, the feature in 4 of one and none of the other: shares 4.5/30 and 0.5/30, so 0.9 and 0.1 of the feature, entropy
 * 0.325 of ln 2 = 0.693: √(1 − 0.469) = 0.729.
 */
export function worthOf(counted: Counted, classOf: Int32Array, chosen: Int32Array, classes: number): Float32Array {
  const texts = new Float64Array(classes);
  const holding = new Float32Array(counted.table.size * classes);
  for (const row of chosen) {
    const label = classOf[row]!;
    texts[label]!++;
    const end = counted.start[row + 1]!;
    for (let at = counted.start[row]!; at < end; at++) holding[counted.column[at]! * classes + label]!++;
  }
  const worth = new Float32Array(counted.table.size);
  const share = new Float64Array(classes);
  for (let feature = 0; feature < worth.length; feature++) {
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      share[k] = (holding[feature * classes + k]! + 0.5) / (Math.max(texts[k]!, fewTexts) + 1);
      sum += share[k]!;
    }
    let entropy = 0;
    for (let k = 0; k < classes; k++) entropy -= (share[k]! / sum) * Math.log(share[k]! / sum);
    const uneven = Math.sqrt(Math.max(0, 1 - entropy / Math.log(classes)));
    worth[feature] = Math.round(counted.rarity[feature]! * uneven * worthSteps) / worthSteps;
  }
  return worth;
}

/** How rare each feature is, in steps as the model file keeps it. */
export function rarityOf({ rarity }: Counted): Float32Array {
  return Float32Array.from(rarity, (one) => Math.round(one * worthSteps) / worthSteps);
}

/** The counted rows weighed by worth, each of length one. */
export function weigh(counted: Counted, worth: Float32Array): Rows {
  const { start, column } = counted;
  const value = new Float32Array(column.length);
  for (let row = 0; row + 1 < start.length; row++) {
    const end = start[row + 1]!;
    let square = 0;
    for (let at = start[row]!; at < end; at++) {
      const one = counted.value[at]! * worth[column[at]!]!;
      value[at] = one;
      square += one * one;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let at = start[row]!; at < end; at++) value[at]! *= scale;
  }
  return { start, column, value };
}
