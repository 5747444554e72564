import { type Suggestion, suggest } from '../rules/suggest.ts';
import { type KindTaxonomy, type Likely, likelyOf, readMessage, spokenWords } from './kinds.ts';
import type { Model } from './model.ts';

/** From this probability of a petition or complaint on a service is read in confidence. */
const unsureFrom = 0.25;

/** Where the rules found no kind, the likeliest one is said from this probability on. */
const saidFrom = 0.4;

/** A suggestion with what else it could be. */
export interface Assessment extends Omit<Suggestion, 'callFirst'> {
  /** The likeliest kind passed the threshold fixed in training, and is no emergency, petition or complaint. */
  sure: boolean;
  /** Null as long as the network has no model. */
  likely: Likely | null;
}

/**
 * What a message seems to be, by rules and the network's model. Emergencies are the rules' to find, and stay what they
 * say. Else the model decides where it passes its threshold, or at 0.4 where the rules found no kind; or else the rules do.
 * Complaining words, or a quarter of doubt whether it is a petition or complaint, mean confidence.
 */
export function assess(text: string, taxonomy: KindTaxonomy, model: Model | null): Assessment {
  const { callFirst: _callFirst, ...ruled } = suggest(text, taxonomy.kinds);
  if (model === null) return { ...ruled, sure: false, likely: null };
  const likely = likelyOf(model, readMessage(text, taxonomy.kinds), taxonomy);
  const [first, second] = likely.kinds;
  const kind = taxonomy.kinds.find((each) => each.id === first?.label);
  if (!kind || !first || !second || ruled.nature === 'emergency') return { ...ruled, sure: false, likely };
  const decided = first.probability >= model.calibration.decidedFrom;
  const doubt = chanceOf(likely, 'petition') + chanceOf(likely, 'complaint') >= unsureFrom;
  const confidential = ruled.confidential || doubt;
  if (!decided && (ruled.kind !== null || first.probability < saidFrom))
    return { ...ruled, confidential, sure: false, likely };
  // An emergency that no rule heard is shown among what it could be, and decided by nobody but a person.
  if (kind.nature === 'emergency') return { ...ruled, confidential, sure: false, likely };
  // Where rules and model agree, the taxonomy's own words read better.
  const own = ruled.kind === kind.id ? ruled.words : [];
  return {
    nature: kind.nature,
    kind: kind.id,
    urgency: kind.urgency,
    confidential: confidential || isPetition(kind.nature),
    words: [...new Set([...own, ...spokenWords(model, text, first.label, second.label)])].slice(0, 6),
    sure: decided && !isPetition(kind.nature),
    likely,
  };
}

function chanceOf(likely: Likely, nature: string): number {
  return likely.natures.find((each) => each.label === nature)?.probability ?? 0;
}

function isPetition(nature: string): boolean {
  return nature === 'petition' || nature === 'complaint';
}
