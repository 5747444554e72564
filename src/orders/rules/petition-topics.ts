import { maskedBeginning } from '../../triage/rules/masking.ts';
import { type Growth, growthOf } from '../../triage/rules/topics/growth.ts';
import { titleOf, topicsOf } from '../../triage/rules/topics/topics.ts';
import { FEW, partOf } from './few.ts';

/** A petition as its topic may read it: the words that clerks confirmed for a department, and a pseudonym. */
export interface MaskedMessage {
  id: string;
  text: string;
  kind: string | null;
  /** The same for one person's petitions; null: nobody knows whose it is, and it counts as no household. */
  household: string | null;
  /** Milliseconds since 1970. */
  time: number;
}

/** What is said of petitions of one matter: no case, no number, no place below the one that was asked for. */
export interface PetitionTopic extends Pick<Growth, 'alarm'> {
  topic: string;
  households: number;
  messages: number;
  /** Null: one to four, or all but one to four. */
  recent: number | null;
  first: number;
  last: number;
}

/**
 * Topics of petitions, the hottest first: only those in which five households or more say the same, by words that were masked,
 * masked once more by rule. Example: nine petitions of four households make none. May be empty.
 */
export function petitionTopics(messages: readonly MaskedMessage[], now: number): PetitionTopic[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const written = messages.map((each) => ({ ...each, title: '', likes: 0 }));
  return topicsOf(written).flatMap((topic) => {
    const of = topic.ids.flatMap((id) => byId.get(id) ?? []);
    const households = new Set(of.map((each) => each.household).filter((each) => each !== null)).size;
    if (households < FEW) return [];
    const growth = growthOf(
      of.map((each) => each.time),
      now,
    );
    return [
      {
        topic: maskedTitle(of, topic.topic),
        households,
        messages: topic.messages,
        recent: partOf(growth.recent, topic.messages),
        alarm: growth.alarm,
        first: topic.first,
        last: topic.last,
      },
    ];
  });
}

/** The beginning of the words that speak for a topic, masked before it is cut. */
function maskedTitle(messages: readonly MaskedMessage[], topic: string): string {
  const speaking = messages.find(({ text }) => titleOf({ title: '', text }) === topic);
  return maskedBeginning(speaking?.text.trim() ?? topic, topic.length);
}
