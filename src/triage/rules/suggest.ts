import { type Emergency, emergencyOf, numberInDoubt, type Voice } from './emergencies.ts';

/** Natures of an order, as in the needs taxonomy. */
type Nature = 'public_service' | 'petition' | 'complaint' | 'consultation' | 'emergency';
type Urgency = 'critical' | 'urgent' | 'priority' | 'normal' | 'scheduled';

/** What triage reads of a kind of the needs taxonomy. */
export interface TriageKind {
  id: string;
  nature: Nature;
  urgency: Urgency;
  /** Words that residents use for it. */
  words: readonly string[];
  /** 110, 119 or 120, for emergencies. */
  callFirst?: string | undefined;
}

/** What the words suggest. A person decides; an emergency or a petition always meets one. */
export interface Suggestion {
  nature: Nature;
  kind: string | null;
  urgency: Urgency;
  /** Petition or complaint, or unsure between service and complaint. */
  confidential: boolean;
  /** The words that spoke for it, at most six, strongest first. */
  words: string[];
  /** The number to call at once, when it reads like an emergency or leaves a doubt: 110, 119, 120, or 12356 for who does not want to live. */
  callFirst: string | null;
}

/** How people speak when they complain of somebody, whatever the matter is. */
const COMPLAINING = [
  '投诉',
  '举报',
  '反映',
  '不作为',
  '乱收费',
  '没人管',
  '无人管',
  '不管',
  '推诿',
  '踢皮球',
  '维权',
  '曝光',
  '违规',
  '违法',
  '欺骗',
  '黑心',
  '霸王',
  '贪',
  '受贿',
  '包庇',
  '态度恶劣',
  '态度差',
  '说法',
  '上访',
  '信访',
  '严查',
  '查处',
  '强烈要求',
  '拖欠',
  '克扣',
  '赔偿',
  'complain',
  'report them',
  'corrupt',
  'illegal',
];
/** How people speak when they ask. */
const ASKING = [
  '请问',
  '咨询',
  '怎么办理',
  '如何办理',
  '需要什么',
  '什么材料',
  '哪里办',
  '能不能办',
  '政策',
  '什么条件',
  '多少钱',
  '想问',
  '问一下',
  'how do i',
  'what documents',
];
interface Scored {
  kind: TriageKind;
  score: number;
  found: string[];
}

/**
 * Suggests nature, kind and urgency of a message from the seed words of the taxonomy. A word counts by its length in
 * characters, divided by the number of kinds that list it: long and rare words say more. Emergencies come first, by rules of
 * their own and the model's voice (`emergencyOf`). Where the voice leaves a doubt, whatever it seems to be is urgent and has
 * a number to call. Example: 厨房水龙头一直滴水 → public_service, plumbing_electric_minor.
 */
export function suggest(text: string, kinds: readonly TriageKind[], voice?: Voice): Suggestion {
  const emergency = emergencyOf(text, kinds, voice);
  if (emergency) return fromEmergency(emergency);
  const calm = suggestCalm(text, kinds);
  const callFirst = numberInDoubt(text, kinds, voice);
  return callFirst === null ? calm : { ...calm, urgency: atLeastUrgent(calm.urgency), callFirst };
}

/** What may be an emergency after all is looked at within half an hour. */
function atLeastUrgent(urgency: Urgency): Urgency {
  return urgency === 'critical' ? urgency : 'urgent';
}

function suggestCalm(text: string, kinds: readonly TriageKind[]): Suggestion {
  const said = text.toLowerCase();
  const heard = wordsIn(said, lexiconOf(kinds));
  const calm = kinds
    .filter((kind) => kind.nature !== 'emergency')
    .map((kind) => score(kind, heard))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score);
  const complaining = COMPLAINING.filter((word) => said.includes(word));
  return calm[0] ? weigh(calm[0], calm, complaining) : withoutKind(said, complaining);
}

function fromEmergency({ kind, numbers, words }: Emergency): Suggestion {
  const callFirst = numbers[0] ?? '110';
  return { nature: 'emergency', kind, urgency: 'critical', confidential: false, words, callFirst };
}

/** A word of a taxonomy: how it is found, and how many kinds list it. */
interface Word {
  word: string;
  pattern: RegExp;
  kinds: number;
}

/** The words of a taxonomy by their first character: most of them need not be looked for in a message at all. */
type Lexicon = ReadonlyMap<string, Word[]>;

/** Made once for each list of kinds. */
const lexicons = new WeakMap<readonly TriageKind[], Lexicon>();

function lexiconOf(kinds: readonly TriageKind[]): Lexicon {
  const known = lexicons.get(kinds);
  if (known) return known;
  const shared = new Map<string, number>();
  for (const kind of kinds) for (const word of kind.words) shared.set(word, (shared.get(word) ?? 0) + 1);
  const lexicon = new Map<string, Word[]>();
  for (const [word, count] of shared) {
    const first = word.toLowerCase().charAt(0);
    lexicon.set(first, [...(lexicon.get(first) ?? []), { word, pattern: patternOf(word), kinds: count }]);
  }
  lexicons.set(kinds, lexicon);
  return lexicon;
}

/**
 * A Chinese word of three characters or more is also found with one character between two of its own: 剪个头发 for 剪头发.
 * Other words are found as they stand.
 */
function patternOf(word: string): RegExp {
  const letters = [...word.toLowerCase()].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const loose = letters.length >= 3 && /^[\u4e00-\u9fff]+$/.test(word);
  return new RegExp(letters.join(loose ? '[\u4e00-\u9fff]?' : ''));
}

/** The words of a lexicon that a message holds, each with the number of kinds that list it. */
function wordsIn(said: string, lexicon: Lexicon): Map<string, number> {
  const heard = new Map<string, number>();
  for (const first of new Set(said.split('')))
    for (const { word, pattern, kinds } of lexicon.get(first) ?? []) if (pattern.test(said)) heard.set(word, kinds);
  return heard;
}

function score(kind: TriageKind, heard: ReadonlyMap<string, number>): Scored {
  const found = heard.size === 0 ? [] : kind.words.filter((word) => heard.has(word));
  const points = found.reduce((sum, word) => sum + word.length / (heard.get(word) ?? 1), 0);
  return { kind, score: points, found: found.sort((a, b) => b.length - a.length) };
}

/** Between a service and a complaint: close scores or a complaining tone mean confidence, and a person who looks. */
function weigh(best: Scored, scored: readonly Scored[], complaining: readonly string[]): Suggestion {
  if (isComplaint(best.kind.nature)) return toSuggestion(best, true, complaining);
  const complaint = scored.find((each) => isComplaint(each.kind.nature));
  const close = complaint !== undefined && complaint.score + complaining.length >= best.score;
  if (close && complaining.length > 0) return toSuggestion(complaint, true, complaining);
  return toSuggestion(best, close || complaining.length > 0, complaining);
}

function withoutKind(said: string, complaining: readonly string[]): Suggestion {
  if (complaining.length > 0)
    return {
      nature: 'complaint',
      kind: null,
      urgency: 'normal',
      confidential: true,
      words: complaining.slice(0, 6),
      callFirst: null,
    };
  const asking = ASKING.filter((word) => said.includes(word));
  const nature = asking.length > 0 ? 'consultation' : 'public_service';
  return { nature, kind: null, urgency: 'normal', confidential: false, words: asking.slice(0, 6), callFirst: null };
}

function toSuggestion(each: Scored, confidential: boolean, more: readonly string[] = []): Suggestion {
  return {
    nature: each.kind.nature,
    kind: each.kind.id,
    urgency: each.kind.urgency,
    confidential,
    words: [...each.found, ...(confidential ? more : [])].slice(0, 6),
    callFirst: null,
  };
}

function isComplaint(nature: Nature): boolean {
  return nature === 'petition' || nature === 'complaint';
}
