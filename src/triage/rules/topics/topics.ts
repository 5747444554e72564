import { groupsOf } from './clusters.ts';
import { likePairs, type Pair } from './likeness.ts';

/** A resident's message as topics read it. */
export interface TopicMessage {
  id: string;
  /** May be empty: then the text's beginning stands for it. */
  title: string;
  text: string;
  /** The kind a person or the model gave it, where there is one: two kinds are two matters. */
  kind?: string | null;
  /** Milliseconds since 1970. */
  time: number;
  /** How many said the same by a tap, without a message of their own. */
  likes: number;
}

/** One matter at one place, over weeks. */
export interface Topic {
  /** The title of the message that is most like all others. */
  topic: string;
  /** Oldest first. */
  ids: string[];
  messages: number;
  /** Of all messages together; 7 messages and 2,106 likes is a hot topic too. */
  likes: number;
  /** Milliseconds since 1970. */
  first: number;
  last: number;
}

/** People's verdict on two messages: one topic, or not. */
export interface TopicVerdict {
  one: string;
  other: string;
  same: boolean;
}

/** How alike clusters must be. Chosen by reading; see docs/triage-topics.md. A network's corrections move it. */
export const TOPIC_THRESHOLD = 0.22;
/** A message so long after the last one like it begins a new topic. */
const WINDOW_DAYS = 365;
const DAY = 86_400_000;
/** How much of a text without a title stands for it, in characters. */
const TITLE = 40;

/**
 * The topics of messages: one place and one matter. Every message is in exactly one topic, many alone. The hottest first,
 * by the better of two places: in the order by messages and in the order by likes.
 */
export function topicsOf(
  messages: readonly TopicMessage[],
  threshold: number = TOPIC_THRESHOLD,
  verdicts: readonly TopicVerdict[] = [],
): Topic[] {
  const written = messages.map((message) => ({ title: titleOf(message), text: message.text }));
  const pairs = likePairs(written).filter(({ one, other }) => mayBeOne(messages[one], messages[other]));
  const numbers = new Map(messages.map((message, number) => [message.id, number]));
  const said = verdicts.flatMap(({ one, other, same }) => {
    const [first, second] = [numbers.get(one), numbers.get(other)];
    return first === undefined || second === undefined ? [] : [{ one: first, other: second, same }];
  });
  const groups = groupsOf(messages.length, pairs, threshold, said);
  const likeness = likenessByText(pairs);
  return hottestFirst(groups.map((group) => toTopic(messages, group, likeness)));
}

/** Within a year of one another, and not of two kinds. */
function mayBeOne(one: TopicMessage | undefined, other: TopicMessage | undefined): boolean {
  if (!one || !other || Math.abs(one.time - other.time) > WINDOW_DAYS * DAY) return false;
  return !one.kind || !other.kind || one.kind === other.kind;
}

/** The title, or the beginning of the text. */
export function titleOf(message: Pick<TopicMessage, 'title' | 'text'>): string {
  return message.title.trim() || message.text.trim().slice(0, TITLE);
}

function likenessByText(pairs: readonly Pair[]): Map<number, Map<number, number>> {
  const likeness = new Map<number, Map<number, number>>();
  for (const { one, other, likeness: value } of pairs)
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const)
      likeness.set(a, (likeness.get(a) ?? new Map<number, number>()).set(b, value));
  return likeness;
}

function toTopic(
  messages: readonly TopicMessage[],
  group: readonly number[],
  likeness: ReadonlyMap<number, ReadonlyMap<number, number>>,
): Topic {
  const inTime = group
    .flatMap((number) => messages[number] ?? [])
    .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const central = group
    .map((number) => ({ number, sum: group.reduce((sum, other) => sum + (likeness.get(number)?.get(other) ?? 0), 0) }))
    .reduce((best, each) => (each.sum > best.sum ? each : best));
  const speaking = messages[central.number];
  return {
    topic: speaking ? titleOf(speaking) : '',
    ids: inTime.map((message) => message.id),
    messages: inTime.length,
    likes: inTime.reduce((sum, message) => sum + message.likes, 0),
    first: inTime[0]?.time ?? 0,
    last: inTime.at(-1)?.time ?? 0,
  };
}

/** By the better of two places: by messages, and by likes. */
function hottestFirst(topics: readonly Topic[]): Topic[] {
  const placed = (value: (topic: Topic) => number) => {
    const values = [...new Set(topics.map(value))].sort((a, b) => b - a);
    return new Map(values.map((each, place) => [each, place]));
  };
  const byMessages = placed((topic) => topic.messages);
  const byLikes = placed((topic) => topic.likes);
  const place = (topic: Topic) => Math.min(byMessages.get(topic.messages) ?? 0, byLikes.get(topic.likes) ?? 0);
  return [...topics].sort(
    (a, b) => place(a) - place(b) || b.messages - a.messages || b.likes - a.likes || a.first - b.first,
  );
}
