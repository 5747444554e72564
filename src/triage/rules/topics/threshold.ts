import { likePairs } from './likeness.ts';
import { TOPIC_THRESHOLD, type TopicMessage, type TopicVerdict, titleOf } from './topics.ts';

/** How far people's verdicts move the threshold, and in what steps. */
const FURTHEST = 0.08;
const STEP = 0.01;
/** So many verdicts of a network weigh as much as what was learned before it. */
const PRIOR = 10;

/**
 * The threshold that fits a network's verdicts: the one within 0.08 of the given one at which the fewest pairs are wrong
 * (told the same but less alike, told apart but more alike), where each hundredth away from the given one counts like a
 * tenth of ten wrong pairs. Without verdicts the given one. Pairs whose texts are not among the messages do not count.
 */
export function fittedThreshold(messages: readonly TopicMessage[], verdicts: readonly TopicVerdict[]): number {
  const judged = likenessOfVerdicts(messages, verdicts);
  let best = { threshold: TOPIC_THRESHOLD, cost: costAt(judged, 0) };
  for (let away = STEP; away <= FURTHEST + STEP / 2; away += STEP)
    for (const offset of [away, -away]) {
      const cost = costAt(judged, offset);
      if (cost < best.cost) best = { threshold: TOPIC_THRESHOLD + offset, cost };
    }
  return best.threshold;
}

function costAt(judged: readonly { likeness: number; same: boolean }[], offset: number): number {
  const threshold = TOPIC_THRESHOLD + offset;
  const wrong = judged.filter(({ likeness, same }) => same !== likeness >= threshold).length;
  return wrong + (Math.abs(offset) / FURTHEST) * (PRIOR / 10);
}

function likenessOfVerdicts(messages: readonly TopicMessage[], verdicts: readonly TopicVerdict[]) {
  const numbers = new Map(messages.map((message, number) => [message.id, number]));
  const likeness = new Map<string, number>();
  if (verdicts.length > 0)
    for (const pair of likePairs(messages.map((message) => ({ title: titleOf(message), text: message.text }))))
      likeness.set(`${pair.one}-${pair.other}`, pair.likeness);
  return verdicts.flatMap(({ one, other, same }) => {
    const [a, b] = [numbers.get(one), numbers.get(other)];
    if (a === undefined || b === undefined) return [];
    return [{ likeness: likeness.get(`${Math.min(a, b)}-${Math.max(a, b)}`) ?? 0, same }];
  });
}
