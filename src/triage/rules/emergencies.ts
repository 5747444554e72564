import { CALM, HABIT, IDIOMS, NO_HABIT, NOBODY, NOW, SIGNS, type Sign, TAUGHT } from './emergency-words.ts';

/** What emergencies read of a kind of the needs taxonomy. */
export interface EmergencyKind {
  id: string;
  nature: string;
  words: readonly string[];
  callFirst?: string | undefined;
}

/** What the model hears: its likeliest kind of emergency, and how probable any emergency is. */
export interface Voice {
  kind: string | null;
  /** 0 to 1. */
  probability: number;
  /** How probable danger is in one sentence of a long message, 0 to 1; left out: nobody can say. */
  inSentence?: ((sentence: string) => number) | undefined;
}

/** Somebody seems to be in danger now. */
export interface Emergency {
  /** Kind of the taxonomy; null: the model hears one that it cannot name. */
  kind: string | null;
  /** Numbers to offer at once, the first one first; never empty. */
  numbers: string[];
  /** The words that spoke for it, at most six; empty when only the model heard it. */
  words: string[];
}

/** National psychological help line (国家卫生健康委, 2025). */
const PSYCHOLOGICAL = '12356';
const POLICE = '110';
const AMBULANCE = '120';
const FIRE = '119';

/** The model is heard where the rules are silent from here on. */
const HEARD = 0.8;
/** From here on somebody is asked whether there is danger, and the order is looked at early, though it is no emergency yet. */
const ASKED = 0.3;
/** In messages longer than this many characters, which tell long stories, one sign is not enough. */
const LONG = 150;
/** There the model must hear at least this much in the sentence with the sign. */
const HEARD_IN_SENTENCE = 0.3;
/** Where the rules read practice, memory or a saying, the model must be surer. */
const HEARD_AGAINST = 0.9;

/** Number for a kind that the taxonomy gives none. */
const NUMBERS: Record<string, string> = {
  medical_emergency: AMBULANCE,
  fire_alarm: FIRE,
  gas_co_leak: FIRE,
  disaster_help: FIRE,
};
/** Of several kinds in one message the first decides: the body before the building, the building before the rest. */
const ORDER = [
  'gas_co_leak',
  'fire_alarm',
  'disaster_help',
  'self_harm_risk',
  'medical_emergency',
  'child_abuse_report',
  'domestic_violence_help',
  'crime_alarm',
  'missing_person',
  'elder_lost_contact',
];
/** Done already, to one's own body. */
const HARMED =
  /(?:喝|吃|吞)(?:了)?.{0,3}(?:农药|药了|安眠药|百草枯)|割(?:脉|腕)了|割了(?:脉|腕)|好多血|跳(?:了)?下去了|took (?:the )?pills/;
/** Somebody else is about to. */
const OTHER =
  /(?:他|她|女儿|儿子|闺女|爸|妈|同学|老公|老婆|朋友|邻居|有人|孩子|[男女]孩|姑娘|小伙).{0,12}(?:跳|割|遗书|上吊|天台|楼顶|喝药|栏杆|桥|窗台)/;

/**
 * Whether a message speaks of danger now, by rules and model together, recall first: one sign in one sentence is enough,
 * unless that sentence speaks of practice, memory, prevention, a film, a thing or an animal. Where it also says that it
 * happens now (快来人, 正在), nothing calms. Example: 我妈晕倒了叫不醒 gives medical_emergency, 120; 我妈上个月晕倒过，想找人
 * 陪她复查 gives null.
 */
export function emergencyOf(text: string, kinds: readonly EmergencyKind[], voice?: Voice): Emergency | null {
  const said = text.toLowerCase().replace(IDIOMS, (idiom) => '\u3000'.repeat(idiom.length));
  const urgent = NOW.test(said);
  const heard = new Map<string, string[]>();
  let calmed = false;
  for (const sentence of said.split(/[。！？!?；;\n]+/)) {
    const signs = signsIn(sentence, kinds);
    if (signs.length > 0 && !urgent && (isCalm(sentence, kinds) || isStory(sentence, said, voice))) calmed = true;
    else for (const { kind, word } of signs) heard.set(kind, [...(heard.get(kind) ?? []), word]);
  }
  if (heard.size > 0) return toEmergency(said, heard, kinds);
  if (!voice || voice.probability < (calmed ? HEARD_AGAINST : HEARD)) return null;
  return { kind: voice.kind, numbers: numbersFor(said, voice.kind, kinds), words: [] };
}

/** A sentence of a long message in which the model hears no danger: a word of danger in what somebody has to tell. */
function isStory(sentence: string, said: string, voice: Voice | undefined): boolean {
  return said.length > LONG && voice?.inSentence !== undefined && voice.inSentence(sentence) < HEARD_IN_SENTENCE;
}

/** Nothing in the sentence is lived: all of it is taught or played, or each clause with a sign is over, feared or of a thing. */
function isCalm(sentence: string, kinds: readonly EmergencyKind[]): boolean {
  if (TAUGHT.test(sentence)) return true;
  if (HABIT.test(sentence) && signsIn(sentence, kinds).every((sign) => !NO_HABIT.has(sign.kind))) return true;
  const clauses = sentence.split(/[，,、]+/).filter((clause) => signsIn(clause, kinds).length > 0);
  return clauses.length === 0
    ? CALM.test(sentence) || NOBODY.test(sentence)
    : clauses.every((clause) => CALM.test(clause) || NOBODY.test(clause));
}

function signsIn(sentence: string, kinds: readonly EmergencyKind[]): { kind: string; word: string }[] {
  const found: { kind: string; word: string }[] = [];
  for (const kind of kinds)
    if (kind.nature === 'emergency')
      for (const word of kind.words) if (sentence.includes(word)) found.push({ kind: kind.id, word });
  for (const sign of SIGNS) {
    const word = matchOf(sign, sentence);
    if (word) found.push({ kind: sign.kind, word });
  }
  return found;
}

function matchOf(sign: Sign, sentence: string): string | null {
  return sign.pattern.exec(sentence)?.[0] ?? null;
}

/**
 * The number to offer to somebody whose words leave a doubt: the rules hear no emergency, the model perhaps one. Null: no doubt.
 */
export function numberInDoubt(text: string, kinds: readonly EmergencyKind[], voice?: Voice): string | null {
  return voice && voice.probability >= ASKED ? (numbersFor(text.toLowerCase(), voice.kind, kinds)[0] ?? null) : null;
}

function toEmergency(said: string, heard: ReadonlyMap<string, string[]>, kinds: readonly EmergencyKind[]): Emergency {
  const place = (kind: string) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  const inOrder = [...heard.keys()].sort((a, b) => place(a) - place(b));
  const kind = inOrder[0] ?? null;
  const numbers = inOrder.flatMap((each) => numbersFor(said, each, kinds));
  const words = inOrder.flatMap((each) => heard.get(each) ?? []);
  return { kind, numbers: [...new Set(numbers)], words: [...new Set(words)].slice(0, 6) };
}

function numbersFor(said: string, kind: string | null, kinds: readonly EmergencyKind[]): string[] {
  if (kind === 'self_harm_risk') {
    if (HARMED.test(said)) return [AMBULANCE, PSYCHOLOGICAL];
    return OTHER.test(said) ? [POLICE, PSYCHOLOGICAL] : [PSYCHOLOGICAL, POLICE];
  }
  const own =
    kinds.find((each) => each.id === kind)?.callFirst ?? (kind === null ? undefined : NUMBERS[kind]) ?? POLICE;
  return kind === 'gas_co_leak' && /中毒|叫不|晕|头疼|恶心|打住|躺/.test(said) ? [own, AMBULANCE] : [own];
}
