import { isTrunk, PLACE_WORD, SHORTENED, type UnitForm, unitForms } from './place-names.ts';

/** What places read of a unit of the tree. */
export interface PlaceUnit {
  id: string;
  parentId: string | null;
  level: string;
  nameZh: string;
  closedOn?: string | null;
}

/** For each name that people taught: how often which unit was meant. */
export type Taught = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Where a message seems to be about. */
export interface PlaceGuess {
  unitId: string;
  /** 0 to 1, with what is not known counted in. */
  probability: number;
  /** The names that spoke for it; empty: only the writer's address did. */
  words: string[];
}

/** The names of a tree, made once and asked for every message. */
export interface Gazetteer {
  units: ReadonlyMap<string, PlaceUnit>;
  /** By first character, longest first. */
  forms: ReadonlyMap<string, readonly UnitForm[]>;
  /** Beginnings of longer names: 桃园 of 桃园南路社区. */
  beginnings: ReadonlyMap<string, readonly string[]>;
}

/** A name in a text with the units it may mean and how strongly it says so. */
interface Mention {
  word: string;
  units: readonly { id: string; weight: number }[];
}

/** More units than this begin alike: the beginning says nothing. */
const MANY = 16;
/** What speaks for a unit besides its own name. */
const ANCESTOR = 0.6;
const ELSEWHERE = 0.9;
const SAME_INSTITUTE = 0.45;
const SAME_CENTRE = 0.3;
const OWN = 0.3;
const HOME = 0.35;
/** What nothing known weighs, and how sharply weights become probabilities. */
const UNKNOWN = 0.3;
const SHARPNESS = 5;
const AT_HOME = /我家|俺家|我们家|家里|家住|我们(?:小区|社区|村|院|楼)|我住|楼上|楼下|对门|隔壁|门口|邻居/;

/** The names of the open units of a tree: city, centres, institutes and stations. */
export function gazetteerOf(units: Iterable<PlaceUnit>): Gazetteer {
  const known = new Map<string, PlaceUnit>();
  for (const unit of units) if (isTrunk(unit) && !unit.closedOn) known.set(unit.id, unit);
  const forms = new Map<string, UnitForm[]>();
  const beginnings = new Map<string, string[]>();
  for (const unit of known.values()) {
    const own = unitForms(unit);
    for (const form of own) {
      const first = form.word.charAt(0);
      forms.set(first, [...(forms.get(first) ?? []), form]);
    }
    const shortest = own.at(-1)?.word ?? '';
    for (let length = 2; length < shortest.length; length++) {
      const beginning = shortest.slice(0, length);
      beginnings.set(beginning, [...(beginnings.get(beginning) ?? []), unit.id]);
    }
  }
  for (const list of forms.values()) list.sort((a, b) => b.word.length - a.word.length);
  return { units: known, forms, beginnings };
}

/**
 * The units that a message may be about, likeliest first, at most three, each with its probability; what adds up to less than
 * one is left for an unknown place. A unit weighs by its name in the text (whole, or short), more where a unit above it is
 * named too, less where the text names another county, more near the writer's address; without any name the writer's own
 * unit stands, the surer if the text speaks of home. What people corrected counts for the names that stood in those texts.
 * May be empty.
 */
export function guessPlaces(
  text: string,
  gazetteer: Gazetteer,
  from: { writerUnitId?: string | null; taught?: Taught } = {},
): PlaceGuess[] {
  const said = plainPlaces(text);
  const mentions = [...mentionsIn(said, gazetteer), ...taughtIn(said, from.taught, gazetteer)];
  const weights = weigh(mentions, gazetteer, from.writerUnitId ?? null);
  addWriter(weights, said, gazetteer, from.writerUnitId ?? null);
  const strengths = [...weights].map(([unitId, { weight, words }]) => ({
    unitId,
    words: [...words],
    strength: Math.exp(SHARPNESS * weight),
  }));
  const all = strengths.reduce((sum, each) => sum + each.strength, Math.exp(SHARPNESS * UNKNOWN));
  return strengths
    .map(({ unitId, words, strength }) => ({ unitId, probability: strength / all, words }))
    .sort((a, b) => b.probability - a.probability || (a.unitId < b.unitId ? -1 : 1))
    .slice(0, 3);
}

/** The names of places in a text that a correction teaches, each once: 阳光公寓, 演示路. May be empty. */
export function placeWordsOf(text: string): string[] {
  return [...new Set([...plainPlaces(text).matchAll(PLACE_WORD)].map((match) => match[0]))];
}

/** NFKC; 2社区 and 第二社区 become 二社区. */
function plainPlaces(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/第?([0-9])(?=社区)/g, (_, digit: string) => '零一二三四五六七八九'.charAt(Number(digit)))
    .replace(/第([一二三四五六七八九十])(?=社区)/g, '$1');
}

function mentionsIn(said: string, { forms, beginnings }: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < said.length; at++) {
    const same = (forms.get(said.charAt(at)) ?? []).filter((form) => said.startsWith(form.word, at));
    const longest = same[0]?.word ?? '';
    const units = same
      .filter((form) => form.word === longest)
      .map((form) => ({ id: form.unitId, weight: form.weight * shortened(said, at, form) }));
    const begun = longest.length > 3 ? [] : begunBy(said.slice(at, at + Math.max(2, longest.length)), beginnings);
    if (units.length === 0 && begun.length === 0) continue;
    mentions.push({ word: longest || said.slice(at, at + 2), units: [...units, ...begun] });
    at += Math.max(2, longest.length) - 1;
  }
  return mentions;
}

/** 迎泽 in 迎泽大街 or 迎泽公园 is a road or a park, seldom the district. */
function shortened(said: string, at: number, form: UnitForm): number {
  return form.whole || !SHORTENED.test(said.slice(at + form.word.length, at + form.word.length + 3)) ? 1 : 0.6;
}

function begunBy(word: string, beginnings: ReadonlyMap<string, readonly string[]>): { id: string; weight: number }[] {
  const begun = beginnings.get(word) ?? [];
  return begun.length > MANY ? [] : begun.map((id) => ({ id, weight: 0.35 }));
}

function taughtIn(said: string, taught: Taught | undefined, { units }: Gazetteer): Mention[] {
  const mentions: Mention[] = [];
  for (const [word, meant] of taught ?? []) {
    if (!said.includes(word)) continue;
    const all = [...meant.values()].reduce((sum, count) => sum + count, 0);
    const known = [...meant].filter(([id]) => units.has(id));
    mentions.push({ word, units: known.map(([id, count]) => ({ id, weight: (1.2 * count) / (all + 0.5) })) });
  }
  return mentions;
}

/** The units above one, itself included, from below. */
function lineOf(id: string, units: ReadonlyMap<string, PlaceUnit>): string[] {
  const line: string[] = [];
  for (let unit = units.get(id); unit; unit = unit.parentId === null ? undefined : units.get(unit.parentId))
    line.push(unit.id);
  return line;
}

type Weights = Map<string, { weight: number; words: Set<string> }>;

function weigh(mentions: readonly Mention[], gazetteer: Gazetteer, writer: string | null): Weights {
  const { units } = gazetteer;
  const named = new Map<string, { weight: number; words: Set<string> }>();
  for (const { word, units: meant } of mentions)
    for (const { id, weight } of meant) {
      const known = named.get(id);
      const words = known?.words ?? new Set<string>();
      named.set(id, { weight: Math.max(known?.weight ?? 0, weight), words: words.add(word) });
    }
  const centres = new Set(
    [...named].filter(([id, { weight }]) => units.get(id)?.level === 'centre' && weight > 0.5).map(([id]) => id),
  );
  const writerLine = writer === null ? [] : lineOf(writer, units);
  const weights: Weights = new Map();
  for (const [id, { weight, words }] of named) {
    const line = lineOf(id, units);
    const above = line
      .slice(1)
      .filter((each) => (named.get(each)?.weight ?? 0) > 0.3 && units.get(each)?.level !== 'city');
    const elsewhere = centres.size > 0 && !line.some((each) => centres.has(each)) && units.get(id)?.level !== 'city';
    const near = nearness(id, line, writerLine, units);
    const root = units.get(id)?.level === 'city' ? -0.5 : 0;
    weights.set(id, {
      weight: weight + Math.min(1, above.length) * ANCESTOR - (elsewhere ? ELSEWHERE : 0) + near + root,
      words,
    });
  }
  return weights;
}

function nearness(
  id: string,
  line: readonly string[],
  writerLine: readonly string[],
  units: ReadonlyMap<string, PlaceUnit>,
): number {
  if (writerLine.length === 0) return 0;
  const own = writerLine.includes(id) && units.get(id)?.level !== 'city' ? OWN : 0;
  const shared = line.find((each) => writerLine.includes(each));
  const level = shared === undefined ? '' : units.get(shared)?.level;
  if (level === 'station' || level === 'institute') return SAME_INSTITUTE + own;
  return level === 'centre' ? SAME_CENTRE + own : 0;
}

/** The writer's own unit, where the text names no other. */
function addWriter(weights: Weights, said: string, { units }: Gazetteer, writer: string | null): void {
  if (writer === null || !units.has(writer)) return;
  const named = [...weights.values()].some(({ weight }) => weight > 0.6);
  const home = AT_HOME.test(said) ? HOME : 0;
  const known = weights.get(writer);
  const weight = (named ? 0.1 : 0.5) + home;
  if (!known || known.weight < weight) weights.set(writer, { weight, words: known?.words ?? new Set() });
}
