import type { TriageKind } from '../rules/suggest.ts';
import { countGrams, type Grams, gramsIn, openBag } from './features.ts';
import { correctCounted, type Model, predict } from './model.ts';
import { type Counts, trainOnCounts } from './train.ts';

/** What hears danger: whether anybody is in it now, and of which kind it would be. */
export interface Ear {
  /** Labels `danger` and `calm`. */
  danger: Model;
  /** Labels are the kinds of emergency. */
  kind: Model;
}

/** Sentences written to teach it: those of danger by the kind of emergency, and calm ones, most of them with words of danger. */
export interface DangerExamples {
  danger: Readonly<Record<string, readonly string[]>>;
  calm: readonly string[];
}

/** What is heard of danger in a message. */
export interface Heard {
  /** 0 to 1. */
  probability: number;
  kind: string | null;
}

/** A message is heard as a whole up to so many characters; a longer one also sentence by sentence. */
const breath = 60;
/** Long stories have many sentences, each of which may sound like danger: the odds of one count by so much less. */
const oddsOfSentence = 1 / 60;

/**
 * Learns to hear danger: from sentences of each kind of emergency and from calm ones. Two models: one that only tells danger
 * from calm does so better than one of all kinds, which then only has to say which kind it is. Kinds that the taxonomy does
 * not have are left out; corrections are counted messages with the kind that a person gave them. Null where the taxonomy
 * has not two kinds of emergency.
 */
export function trainEar(
  kinds: readonly TriageKind[],
  examples: Readonly<Record<string, readonly string[]>>,
  written: DangerExamples,
  corrections: readonly Counts[] = [],
): Ear | null {
  const urgent = new Map(kinds.map(({ id, nature }) => [id, nature === 'emergency']));
  const known = Object.entries(examples).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
  const ofDanger = Object.entries(written.danger).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
  const read = reader();
  const rows = [
    ...[...known, ...ofDanger].map(({ kind, text }) => ({ grams: read(text), label: kind })),
    ...corrections,
  ].filter(({ label }) => urgent.has(label));
  const danger = rows.filter(({ label }) => urgent.get(label) === true);
  const calm = [
    ...rows.filter(({ label }) => urgent.get(label) === false),
    ...written.calm.map((text) => ({ grams: read(text), label: 'calm' })),
  ];
  if (new Set(danger.map(({ label }) => label)).size < 2) return null;
  return {
    danger: trainOnCounts(
      [
        ...danger.map(({ grams }) => ({ grams, label: 'danger' })),
        ...calm.map(({ grams }) => ({ grams, label: 'calm' })),
      ],
      [],
      { byRarityAlone: true },
    ),
    kind: trainOnCounts(danger),
  };
}

function reader(): (text: string) => Grams {
  const bag = openBag();
  return (text) => {
    countGrams(bag, text);
    return gramsIn(bag);
  };
}

/** Learns at once what a person said of a message: a kind of emergency, or null for none. */
export function correctDanger(ear: Ear, grams: Grams, kind: string | null): void {
  correctCounted(ear.danger, grams, kind === null ? 'calm' : 'danger');
  if (kind !== null && ear.kind.labels.includes(kind)) correctCounted(ear.kind, grams, kind);
}

/**
 * How probable it is that somebody is in danger now, and which kind of emergency it would be. A cry for help may stand in
 * one sentence of a long message, where the others drown it.
 */
export function dangerIn(ear: Ear, text: string): Heard {
  let loudest = text;
  let probability = chanceOf(ear, text);
  if (text.length > breath)
    for (const sentence of breathsOf(text)) {
      const chance = withOdds(chanceOf(ear, sentence), oddsOfSentence);
      if (chance > probability) {
        probability = chance;
        loudest = sentence;
      }
    }
  return { probability, kind: predict(ear.kind, loudest, 1).label };
}

/** A probability whose odds are multiplied. Example: 0.9, odds of 9, at a third: 3, so 0.75. */
function withOdds(probability: number, factor: number): number {
  return (probability * factor) / (probability * factor + 1 - probability);
}

/** The probability that a stretch of text speaks of danger, 0 to 1. */
export function chanceOf(ear: Ear, text: string): number {
  return predict(ear.danger, text).top.find(({ label }) => label === 'danger')!.probability;
}

/** A long text in pieces of at most 60 characters that end where sentences do. */
function breathsOf(text: string): string[] {
  return text.match(/[^。！？!?；;\n]{1,60}[。！？!?；;\n]*/g) ?? [];
}
