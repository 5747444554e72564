import { suggest, type TriageKind } from '../rules/suggest.ts';
import { countGrams, cut, type Grams, gramsIn, keyOf, openBag } from './features.ts';
import { findKey } from './key-table.ts';
import { type Likelihood, type Model, predictCounted } from './model.ts';
import { type Counts, trainOnCounts } from './train.ts';

/** How often the kind that the seed words suggest is counted in a message, as if it were a word. */
const hintCount = 3;
const bag = openBag();

/**
 * What the network's model reads of a message: its tokens and pairs, and the kind that the taxonomy's words suggest (`hint`,
 * where the caller knows it). Hashes and counts only.
 */
export function readMessage(
  text: string,
  kinds: readonly TriageKind[],
  hint: string | null = suggest(text, kinds).kind,
): Grams {
  countGrams(bag, text);
  const grams = gramsIn(bag);
  if (hint === null) return grams;
  countGrams(bag, hint.replaceAll('_', ' '));
  let key = 0x68696e74;
  for (const code of bag.tokens.codes.subarray(0, bag.tokens.size)) key = keyOf(key, code);
  return {
    keys: Uint32Array.from([...grams.keys, key]),
    counts: Uint16Array.from([...grams.counts, hintCount]),
  };
}

/** Example sentences of each kind, by its id. */
export type KindExamples = Readonly<Record<string, readonly string[]>>;

/**
 * Learns the kinds of a taxonomy from its words, from example sentences and from what people corrected. Examples of
 * kinds that the taxonomy no longer has are left out.
 */
export function trainKinds(
  kinds: readonly TriageKind[],
  examples: KindExamples,
  corrections: readonly Counts[] = [],
): Model {
  const known = new Set(kinds.map((kind) => kind.id));
  const words = kinds.flatMap((kind) =>
    kind.words.map((word) => ({ grams: readMessage(word, kinds), label: kind.id, unlike: true })),
  );
  const sentences = kinds.flatMap((kind) =>
    (examples[kind.id] ?? []).map((text) => ({ grams: readMessage(text, kinds), label: kind.id })),
  );
  return trainOnCounts([...words, ...sentences, ...corrections.filter((each) => known.has(each.label))]);
}

/** What a message is likely to be: of each question the three likeliest, falling. */
export interface Likely {
  kinds: Likelihood[];
  categories: Likelihood[];
  natures: Likelihood[];
  urgencies: Likelihood[];
}

/** What of a taxonomy is asked: its kinds, and in which category each stands. */
export interface KindTaxonomy {
  kinds: readonly TriageKind[];
  categoryOf: ReadonlyMap<string, string>;
}

/** The taxonomy as the policy on needs has it. */
export function taxonomyOf(needs: {
  categories: readonly { id: string; kinds: readonly TriageKind[] }[];
}): KindTaxonomy {
  const all = needs.categories.flatMap(({ id, kinds }) => kinds.map((kind) => ({ id, kind })));
  return { kinds: all.map(({ kind }) => kind), categoryOf: new Map(all.map(({ id, kind }) => [kind.id, id])) };
}

/**
 * The probabilities of a message's kind, category, nature and urgency. The last three are the sums over kinds, so they
 * never contradict them: 0.5 and 0.3 for two complaints and 0.2 for a service make 0.8 for a complaint.
 */
export function likelyOf(model: Model, grams: Grams, { kinds, categoryOf }: KindTaxonomy): Likely {
  const chances = new Map(predictCounted(model, grams).top.map(({ label, probability }) => [label, probability]));
  const top = (nameOf: (kind: TriageKind) => string | undefined): Likelihood[] => {
    const sums = new Map<string, number>();
    for (const kind of kinds) {
      const name = nameOf(kind);
      if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + (chances.get(kind.id) ?? 0));
    }
    return [...sums]
      .map(([label, probability]) => ({ label, probability }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, 3);
  };
  return {
    kinds: top((kind) => kind.id),
    categories: top((kind) => categoryOf.get(kind.id)),
    natures: top((kind) => kind.nature),
    urgencies: top((kind) => kind.urgency),
  };
}

/** The most words that are shown, and the longest of them in characters. */
const mostWords = 4;
const longestWord = 8;

/**
 * The stretches of a text that spoke for a label, less half of what they said for the runner-up, strongest first; at most four, normalised
 * (lower case, numbers as 0). A pair speaks half for each of its tokens.
 */
export function spokenWords(model: Model, text: string, label: string, other: string): string[] {
  const tokens = cut(bag.tokens, text);
  const spoke = tokensThatSpoke(model, tokens, model.labels.indexOf(label), model.labels.indexOf(other));
  const strong = 0.1 * Math.max(...spoke, 0);
  const words: { word: string; sum: number }[] = [];
  for (let at = 0; at < spoke.length; at++) {
    if (!(spoke[at]! > strong)) continue;
    let end = at;
    let sum = spoke[at]!;
    while (tokens.joined[end + 1] === 1 && spoke[end + 1]! > strong && end - at < longestWord - 1) sum += spoke[++end]!;
    words.push({ word: tokens.text.slice(tokens.start[at], tokens.end[end]), sum });
    at = end;
  }
  const best = words.filter(({ word }) => word !== '0').sort((a, b) => b.sum - a.sum);
  return [...new Set(best.map(({ word }) => word))].slice(0, mostWords);
}

function tokensThatSpoke(model: Model, tokens: ReturnType<typeof cut>, label: number, other: number): Float64Array {
  const spoke = new Float64Array(tokens.size);
  if (label < 0 || other < 0) return spoke;
  const classes = model.labels.length;
  const weightOf = (key: number): number => {
    const feature = findKey(model.table, key);
    if (feature < 0) return 0;
    const base = feature * classes;
    return model.worth[feature]! * (model.weights[base + label]! - model.weights[base + other]! / 2);
  };
  for (let at = 0; at < tokens.size; at++) {
    spoke[at]! += weightOf(keyOf(0, tokens.codes[at]!));
    if (tokens.joined[at] !== 1) continue;
    const pair = weightOf(keyOf(tokens.codes[at - 1]!, tokens.codes[at]!)) / 2;
    spoke[at]! += pair;
    spoke[at - 1]! += pair;
  }
  return spoke;
}
