import { type Grams, unpackGrams } from './features.ts';
import type { KindTaxonomy } from './kinds.ts';
import { type Model, predictCounted } from './model.ts';

/** A correction as it is kept: the kind that was right, and the packed counts of the message. */
export interface PackedCorrection {
  kind: string;
  grams: Uint8Array;
}

/** How a model did on corrections that it never learned from; shares are 0 to 1, and 0 where nothing was tried. */
export interface Trial {
  tried: number;
  kind: number;
  topThree: number;
  nature: number;
  /** Mean F1 over the kinds that were right or said at least once. */
  macroF1: number;
  /** Share of messages for which it was sure enough to fill the kind in. */
  decided: number;
  /** Share of those that were right. */
  decidedRight: number;
}

/**
 * Tries a model on corrections held back; those of kinds that the taxonomy no longer has are left out. Example: of two
 * messages of kind a and one of b it says a, b, b: F1 is 2/3 for each, so `macroF1` is 0.667 and `kind` too.
 */
export function tryOn(
  model: Model,
  { kinds }: Pick<KindTaxonomy, 'kinds'>,
  heldBack: readonly PackedCorrection[],
): Trial {
  const natureOf = new Map<string, string>(kinds.map((kind) => [kind.id, kind.nature]));
  const answers = heldBack
    .filter(({ kind }) => natureOf.has(kind))
    .map(({ kind, grams }) => answered(model, kind, unpackGrams(grams)));
  const isRight = ({ kind, said }: Answer) => said === kind;
  const decided = answers.filter(({ probability }) => probability >= model.calibration.decidedFrom);
  return {
    tried: answers.length,
    kind: share(answers, isRight),
    topThree: share(answers, ({ kind, three }) => three.includes(kind)),
    nature: share(answers, ({ kind, said }) => natureOf.get(said) === natureOf.get(kind)),
    macroF1: macroF1(answers),
    decided: answers.length === 0 ? 0 : decided.length / answers.length,
    decidedRight: share(decided, isRight),
  };
}

interface Answer {
  kind: string;
  said: string;
  three: string[];
  probability: number;
}

function answered(model: Model, kind: string, grams: Grams): Answer {
  const { top, label, probability } = predictCounted(model, grams, 3);
  return { kind, said: label, three: top.map((each) => each.label), probability };
}

function share(answers: readonly Answer[], is: (answer: Answer) => boolean): number {
  return answers.length === 0 ? 0 : answers.filter(is).length / answers.length;
}

function macroF1(answers: readonly Answer[]): number {
  const kinds = [...new Set(answers.flatMap(({ kind, said }) => [kind, said]))];
  const scores = kinds.map((each) => {
    const hits = answers.filter(({ kind, said }) => kind === each && said === each).length;
    const misses = answers.filter(({ kind, said }) => (kind === each) !== (said === each)).length;
    return (2 * hits) / (2 * hits + misses);
  });
  return scores.length === 0 ? 0 : scores.reduce((sum, one) => sum + one, 0) / scores.length;
}
