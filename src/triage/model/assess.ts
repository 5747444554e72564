import type { Voice } from '../rules/emergencies.ts';
import { type Suggestion, suggest } from '../rules/suggest.ts';
import { chanceOf, dangerIn } from './danger.ts';
import { type KindTaxonomy, type Likely, likelyOf, readMessage, spokenWords } from './kinds.ts';
import type { NetworkModel } from './network.ts';

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
 * What the words suggest, with the model's voice beside the rules in one question: whether somebody is in danger now. Up to
 * 150 characters a voice adds emergencies and takes none away; what the rules find in a longer story, it must hear too.
 * Null model: the rules alone.
 */
export function listen(text: string, taxonomy: KindTaxonomy, model: NetworkModel | null): Suggestion {
  return heardWith(text, taxonomy, model).suggestion;
}

function heardWith(text: string, taxonomy: KindTaxonomy, model: NetworkModel | null) {
  const ruled = suggest(text, taxonomy.kinds);
  if (model === null) return { suggestion: ruled, likely: null };
  const likely = likelyOf(model.kinds, readMessage(text, taxonomy.kinds, ruled.kind), taxonomy);
  return { suggestion: suggest(text, taxonomy.kinds, voiceIn(text, likely, taxonomy, model)), likely };
}

/**
 * What the model hears of danger, by its ear or, as long as it has none, by its kinds; then the kind is null where none of the three
 * likeliest is an emergency.
 */
function voiceIn(text: string, likely: Likely, { kinds }: KindTaxonomy, { ear }: NetworkModel): Voice {
  if (ear) return { ...dangerIn(ear, text), inSentence: (sentence) => chanceOf(ear, sentence) };
  const urgent = new Set(kinds.filter((kind) => kind.nature === 'emergency').map((kind) => kind.id));
  const kind = likely.kinds.find(({ label }) => urgent.has(label))?.label ?? null;
  return { kind, probability: shareOf(likely, 'emergency') };
}

/**
 * What a message seems to be, by rules and the network's model. Emergencies are heard by both (`listen`), and stay what
 * was heard. Else the model decides where it passes its threshold, or at 0.4 where the rules found no kind; or else the rules do.
 * Complaining words, or a quarter of doubt whether it is a petition or complaint, mean confidence.
 */
export function assess(text: string, taxonomy: KindTaxonomy, model: NetworkModel | null): Assessment {
  const { suggestion, likely } = heardWith(text, taxonomy, model);
  const { callFirst, ...ruled } = suggestion;
  if (model === null || likely === null) return { ...ruled, sure: false, likely: null };
  const [first, second] = likely.kinds;
  const kind = taxonomy.kinds.find((each) => each.id === first?.label);
  if (!kind || !first || !second || ruled.nature === 'emergency') return { ...ruled, sure: false, likely };
  const decided = first.probability >= model.kinds.calibration.decidedFrom;
  const doubt = shareOf(likely, 'petition') + shareOf(likely, 'complaint') >= unsureFrom;
  const confidential = ruled.confidential || doubt;
  if (!decided && (ruled.kind !== null || first.probability < saidFrom))
    return { ...ruled, confidential, sure: false, likely };
  // An emergency that was not heard with certainty is shown among what it could be, and decided by nobody but a person.
  if (kind.nature === 'emergency') return { ...ruled, confidential, sure: false, likely };
  // Where rules and model agree, the taxonomy's own words read better.
  const own = ruled.kind === kind.id ? ruled.words : [];
  return {
    nature: kind.nature,
    kind: kind.id,
    urgency: callFirst === null ? kind.urgency : ruled.urgency,
    confidential: confidential || isPetition(kind.nature),
    words: [...new Set([...own, ...spokenWords(model.kinds, text, first.label, second.label)])].slice(0, 6),
    // What may be somebody's complaint is put before a person open, whatever the model makes of its words.
    sure: decided && !isPetition(kind.nature) && !confidential,
    likely,
  };
}

function shareOf(likely: Likely, nature: string): number {
  return likely.natures.find((each) => each.label === nature)?.probability ?? 0;
}

function isPetition(nature: string): boolean {
  return nature === 'petition' || nature === 'complaint';
}
