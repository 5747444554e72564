import { addKey, type KeyTable, openTable } from '../../model/key-table.ts';

/** What is compared: two runs of text, the title counted on its own too. */
export interface Written {
  title: string;
  text: string;
}

/**
 * Texts as rows of features (character 2-grams and 3-grams), on typed arrays: row r has the features
 * `feature[start[r]] … feature[start[r + 1] - 1]`, each once, with its share of the row (length 1).
 */
export interface Rows {
  start: Int32Array;
  feature: Int32Array;
  weight: Float32Array;
}

/** A corpus of texts: rows of the whole texts and of their titles over one vocabulary. */
export interface Corpus {
  /** How many texts. */
  size: number;
  whole: Rows;
  title: Rows;
  /** How rare a feature is: ln(1 + texts / texts with it); by feature. */
  rarity: Float32Array;
  /** In how many texts a feature occurs; by feature. */
  spread: Int32Array;
}

/** NFKC, lower case; whatever is neither letter nor digit parts two runs. Digits stay: A3 and A7 are two places. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
}

/** Counted features of texts, growing as texts come. */
interface Counting {
  table: KeyTable;
  start: number[];
  feature: number[];
  count: number[];
  /** By feature: where it stands in the text that is being counted. */
  at: Int32Array;
}

function openCounting(table: KeyTable): Counting {
  return { table, start: [0], feature: [], count: [], at: new Int32Array(1 << 16).fill(-1) };
}

/** Counts the grams of some strings as one row. */
function countRow(counting: Counting, parts: readonly string[]): void {
  const from = counting.feature.length;
  for (const part of parts) {
    const clean = plain(part);
    for (let i = 0; i + 1 < clean.length; i++) {
      const first = clean.charCodeAt(i);
      const second = clean.charCodeAt(i + 1);
      if (first === 32 || second === 32) continue;
      const pair = Math.imul(first ^ 0x811c9dc5, 0x01000193) ^ Math.imul(second, 0x85ebca6b);
      countGram(counting, from, scrambled(pair));
      const third = i + 2 < clean.length ? clean.charCodeAt(i + 2) : 32;
      if (third !== 32) countGram(counting, from, scrambled(pair ^ Math.imul(third + 0x9e37, 0xc2b2ae35)));
    }
  }
  counting.start.push(counting.feature.length);
}

function scrambled(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}

function countGram(counting: Counting, from: number, key: number): void {
  const number = addKey(counting.table, key);
  if (number >= counting.at.length) {
    const wider = new Int32Array(counting.at.length * 2).fill(-1);
    wider.set(counting.at);
    counting.at = wider;
  }
  const at = counting.at[number]!;
  if (at >= from) counting.count[at]!++;
  else {
    counting.at[number] = counting.feature.length;
    counting.feature.push(number);
    counting.count.push(1);
  }
}

/** Counts and weighs texts: a gram weighs (1 + ln count) times its rarity, and each row has length 1. */
export function corpusOf(texts: readonly Written[]): Corpus {
  const table = openTable(1 << 16);
  const whole = openCounting(table);
  const title = openCounting(table);
  for (const text of texts) {
    countRow(title, [text.title]);
    countRow(whole, [text.title, text.text]);
  }
  const spread = new Int32Array(table.size);
  for (const feature of whole.feature) spread[feature]!++;
  const rarity = Float32Array.from(spread, (count) => Math.log(1 + texts.length / Math.max(1, count)));
  return { size: texts.length, whole: weighed(whole, rarity), title: weighed(title, rarity), rarity, spread };
}

function weighed(counting: Counting, rarity: Float32Array): Rows {
  const start = Int32Array.from(counting.start);
  const feature = Int32Array.from(counting.feature);
  const weight = Float32Array.from(counting.count, (count, at) => (1 + Math.log(count)) * rarity[feature[at]!]!);
  for (let row = 0; row + 1 < start.length; row++) {
    let square = 0;
    for (let at = start[row]!; at < start[row + 1]!; at++) square += weight[at]! ** 2;
    const length = Math.sqrt(square) || 1;
    for (let at = start[row]!; at < start[row + 1]!; at++) weight[at]! /= length;
  }
  return { start, feature, weight };
}
