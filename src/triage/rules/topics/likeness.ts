import { type Corpus, corpusOf, type Rows, type Written } from './grams.ts';
import { placesNamed } from './named.ts';
import { mattersNamed } from './phrases.ts';

/** Two texts (by number, the smaller first) and how alike they are, 0 to 1. */
export interface Pair {
  one: number;
  other: number;
  likeness: number;
}

/** Grams in more texts than this say nothing about which matter it is; they find no candidates. */
const COMMON = 500;
/** Grams in at most so many texts are names (of a community, a road, a company), where there are enough texts to tell. */
const NAMING = 40;
const ENOUGH = 1000;
/** Two texts whose titles share less than this part of the other's names speak of two places. */
const SAME_PLACE = 0.25;
/** What is left of the likeness of two places: a copied form letter is not one matter. */
const OTHER_PLACE = 0.25;
/** Titles less than this part in one another's texts are not looked at further; one of them must reach WELL. */
const CANDIDATE = 0.1;
const WELL = 0.25;
/** The same where both titles name one matter, and how much more alike that makes them. */
const WELL_NAMED = 0.15;
const ONE_MATTER = 0.1;

/**
 * Pairs of texts that may be of one matter, with their likeness: half of how much of each title (by rarity) the other text
 * holds, the smaller of both; a quarter each the cosines of titles and of whole texts. Where both titles name something and
 * neither name is in the other text, a quarter of that;
 * where both titles name one matter (58车贷, 购房补贴), 0.1 more. Example: titles hold each other's words to 0.8 and 0.5, cosines 0.4 and
 * 0.2: 0.25 + 0.1 + 0.05 = 0.4. Unsorted; time grows with texts times the neighbours of their rarer grams.
 */
export function likePairs(texts: readonly Written[]): Pair[] {
  const corpus = corpusOf(texts);
  const held = titlesHeld(corpus);
  const named = texts.map((text) => placesNamed(text.title));
  const matters = mattersNamed(texts.map((text) => text.title));
  const pairs: Pair[] = [];
  const dense = new Float32Array(corpus.rarity.length);
  for (const [key, part] of held) {
    const one = Math.floor(key / corpus.size);
    const other = key % corpus.size;
    if (one > other) continue;
    const back = held.get(other * corpus.size + one);
    if (back === undefined) continue;
    const apart = elsewhere(texts, named, one, other);
    const oneMatter = !apart && [...matters[one]!].some((phrase) => matters[other]!.has(phrase));
    if (Math.max(part, back) < (oneMatter ? WELL_NAMED : WELL)) continue;
    const likeness = likenessOf(corpus, { one, other, apart }, dense);
    pairs.push({ one, other, likeness: oneMatter ? likeness + ONE_MATTER : likeness });
  }
  return pairs;
}

/** How much of text `one`'s title text `other` holds, by grams that are not common; only what reaches CANDIDATE. */
function titlesHeld(corpus: Corpus): Map<number, number> {
  const { size, title, rarity, spread } = corpus;
  const texts = textsByFeature(corpus);
  const held = new Map<number, number>();
  const share = new Float32Array(size);
  for (let one = 0; one < size; one++) {
    const touched: number[] = [];
    for (let at = title.start[one]!; at < title.start[one + 1]!; at++) {
      const feature = title.feature[at]!;
      if (spread[feature]! > COMMON) continue;
      for (let place = texts.start[feature]!; place < texts.start[feature + 1]!; place++) {
        const other = texts.text[place]!;
        if (share[other] === 0) touched.push(other);
        share[other]! += rarity[feature]!;
      }
    }
    const mass = massOf(title, rarity, one);
    for (const other of touched) {
      if (other !== one && share[other]! / mass >= CANDIDATE) held.set(one * size + other, share[other]! / mass);
      share[other] = 0;
    }
  }
  return held;
}

function textsByFeature({ size, whole, spread }: Corpus): { start: Int32Array; text: Int32Array } {
  const start = new Int32Array(spread.length + 1);
  for (let feature = 0; feature < spread.length; feature++) start[feature + 1] = start[feature]! + spread[feature]!;
  const next = start.slice();
  const text = new Int32Array(whole.feature.length);
  for (let row = 0; row < size; row++)
    for (let at = whole.start[row]!; at < whole.start[row + 1]!; at++) text[next[whole.feature[at]!]!++] = row;
  return { start, text };
}

function massOf(title: Rows, rarity: Float32Array, row: number): number {
  let mass = 0;
  for (let at = title.start[row]!; at < title.start[row + 1]!; at++) mass += rarity[title.feature[at]!]!;
  return mass || 1;
}

/** Whether both titles name places and neither's are in the other text. */
function elsewhere(texts: readonly Written[], named: readonly Set<string>[], one: number, other: number): boolean {
  const [here, there] = [named[one]!, named[other]!];
  if (here.size === 0 || there.size === 0) return false;
  const holds = (names: Set<string>, { title, text }: Written) =>
    [...names].some((name) => title.includes(name) || text.includes(name));
  return !holds(here, texts[other]!) && !holds(there, texts[one]!);
}

function likenessOf(
  corpus: Corpus,
  { one, other, apart }: { one: number; other: number; apart: boolean },
  dense: Float32Array,
): number {
  const there = holding(corpus, one, other, dense);
  const back = holding(corpus, other, one, dense);
  const cosines = dot(corpus.title, one, other, dense) + dot(corpus.whole, one, other, dense);
  const alike = Math.min(there.all, back.all) / 2 + cosines / 4;
  const strange = there.names !== null && back.names !== null && Math.max(there.names, back.names) < SAME_PLACE;
  return apart || strange ? alike * OTHER_PLACE : alike;
}

/** How much of text `one`'s title text `other` holds: of all its grams, and of those that name (null: none names). */
function holding(
  { size, whole, title, rarity, spread }: Corpus,
  one: number,
  other: number,
  dense: Float32Array,
): { all: number; names: number | null } {
  for (let at = whole.start[other]!; at < whole.start[other + 1]!; at++) dense[whole.feature[at]!] = 1;
  const most = size < ENOUGH ? 0 : NAMING;
  let all = 0;
  let held = 0;
  let names = 0;
  let heldNames = 0;
  for (let at = title.start[one]!; at < title.start[one + 1]!; at++) {
    const feature = title.feature[at]!;
    const weight = rarity[feature]!;
    const naming = spread[feature]! <= most;
    all += weight;
    if (naming) names += weight;
    if (dense[feature] === 0) continue;
    held += weight;
    if (naming) heldNames += weight;
  }
  for (let at = whole.start[other]!; at < whole.start[other + 1]!; at++) dense[whole.feature[at]!] = 0;
  return { all: all === 0 ? 0 : held / all, names: names === 0 ? null : heldNames / names };
}

/** The cosine of two rows; `dense` is all zero before and after. */
function dot(rows: Rows, one: number, other: number, dense: Float32Array): number {
  for (let at = rows.start[one]!; at < rows.start[one + 1]!; at++) dense[rows.feature[at]!] = rows.weight[at]!;
  let sum = 0;
  for (let at = rows.start[other]!; at < rows.start[other + 1]!; at++)
    sum += dense[rows.feature[at]!]! * rows.weight[at]!;
  for (let at = rows.start[one]!; at < rows.start[one + 1]!; at++) dense[rows.feature[at]!] = 0;
  return sum;
}
