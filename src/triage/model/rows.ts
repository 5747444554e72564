import { addKey, countGrams, findKey, type KeyTable, openBag, openTable } from './features.ts';

/** Sparse rows, one a text: `column` and `value` from `start[row]` to `start[row + 1]`. */
export interface Rows {
  start: Int32Array;
  column: Int32Array;
  value: Float32Array;
}

/** What texts are weighed by: the features kept and their inverse document frequency. */
export interface Vocabulary {
  table: KeyTable;
  /** ln((1 + texts) / (1 + texts with it)) + 1, in steps of 1/2048 as the model file keeps it. */
  idf: Float32Array;
}

/** Steps of the inverse document frequency: sixteen bits hold any that can occur. */
export const idfSteps = 2048;

/** One plus the logarithm of a count, from a table for the usual counts. */
export function dampened(count: number): number {
  return count < logs.length ? logs[count]! : 1 + Math.log(count);
}
const logs = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

/**
 * Rows of weighed texts (TF-IDF with dampened counts, length one) and their vocabulary: what at least two labelled
 * texts hold, or more if else it would have over `most` features. Unlabelled texts count for the idf alone.
 */
export function weigh(
  texts: readonly string[],
  unlabelled: readonly string[],
  most: number,
): { rows: Rows; vocabulary: Vocabulary } {
  const counted = countAll(texts);
  const frequency = new Int32Array(counted.table.size);
  for (const column of counted.column.subarray(0, counted.start[texts.length])) frequency[column]!++;
  const least = leastFrequency(frequency, most);
  const extra = countElsewhere(counted.table, unlabelled);
  const vocabulary = keep(counted.table, frequency, extra, least, texts.length + unlabelled.length);
  const number = new Int32Array(counted.table.size);
  for (let column = 0; column < number.length; column++)
    number[column] = findKey(vocabulary.table, counted.table.keys[column]!);
  return { rows: weighRows(counted, number, vocabulary.idf), vocabulary };
}

interface Counted {
  table: KeyTable;
  start: Int32Array;
  column: Int32Array;
  count: Int32Array;
}

function countAll(texts: readonly string[]): Counted {
  const table = openTable(1 << 18);
  const bag = openBag();
  const start = new Int32Array(texts.length + 1);
  let column = new Int32Array(1 << 18);
  let count = new Int32Array(1 << 18);
  let end = 0;
  for (const [row, text] of texts.entries()) {
    countGrams(bag, text);
    if (end + bag.size > column.length) {
      column = enlarged(column, end + bag.size);
      count = enlarged(count, end + bag.size);
    }
    for (let at = 0; at < bag.size; at++) {
      column[end] = addKey(table, bag.keys[at]!);
      count[end++] = bag.counts[at]!;
    }
    start[row + 1] = end;
  }
  return { table, start, column, count };
}

function enlarged(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(array.length * 2, least));
  larger.set(array);
  return larger;
}

function leastFrequency(frequency: Int32Array, most: number): number {
  for (let least = 2; ; least++) {
    let kept = 0;
    for (const texts of frequency) if (texts >= least) kept++;
    if (kept <= most) return least;
  }
}

function countElsewhere(table: KeyTable, texts: readonly string[]): Int32Array {
  const extra = new Int32Array(table.size);
  const bag = openBag();
  for (const text of texts) {
    countGrams(bag, text);
    for (let at = 0; at < bag.size; at++) {
      const column = findKey(table, bag.keys[at]!);
      if (column >= 0) extra[column]!++;
    }
  }
  return extra;
}

function keep(table: KeyTable, frequency: Int32Array, extra: Int32Array, least: number, texts: number): Vocabulary {
  const kept = openTable(1024);
  const idf: number[] = [];
  for (let column = 0; column < table.size; column++) {
    if (frequency[column]! < least) continue;
    addKey(kept, table.keys[column]!);
    const rarity = Math.log((1 + texts) / (1 + frequency[column]! + extra[column]!)) + 1;
    idf.push(Math.round(rarity * idfSteps) / idfSteps);
  }
  return { table: kept, idf: Float32Array.from(idf) };
}

function weighRows(counted: Counted, number: Int32Array, idf: Float32Array): Rows {
  const rows = counted.start.length - 1;
  const start = new Int32Array(rows + 1);
  const column = new Int32Array(counted.start[rows]!);
  const value = new Float32Array(counted.start[rows]!);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    const first = end;
    let square = 0;
    for (let at = counted.start[row]!; at < counted.start[row + 1]!; at++) {
      const feature = number[counted.column[at]!]!;
      if (feature < 0) continue;
      const weight = dampened(counted.count[at]!) * idf[feature]!;
      column[end] = feature;
      value[end++] = weight;
      square += weight * weight;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let at = first; at < end; at++) value[at]! *= scale;
    start[row + 1] = end;
  }
  return { start, column: column.slice(0, end), value: value.slice(0, end) };
}
