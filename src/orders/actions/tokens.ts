import { namesOf } from '../../identity/actions.ts';
import type { Connection } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
import { tokensOfNumbers, tokensOfWords } from '../rules/tokens.ts';
import { insertTokens, loadTokenSources } from '../store/tokens.ts';

/** Events after which an order is found by other words. */
const TELLING = new Set(['orders.submitted', 'orders.changed', 'orders.unsealed']);

/** Makes new and changed orders findable by their words, number and phones. */
export async function followForSearch(connection: Connection, events: readonly StoredEvent[]): Promise<void> {
  const ids = events.filter((event) => TELLING.has(event.kind)).map((event) => event.subjectId);
  if (ids.length === 0) return;
  const sources = await loadTokenSources(connection, [...new Set(ids)]);
  const people = await namesOf(connection, [...new Set(sources.map((each) => each.requesterId))]);
  const found = sources.map(({ id, number, words, requesterId, contactPhone }) => {
    const phones = [people.get(requesterId)?.phone, contactPhone].filter((each) => each !== null && each !== undefined);
    // What is sealed is found by its number alone.
    if (words === null) return { orderId: id, tokens: tokensOfNumbers(number, []) };
    return { orderId: id, tokens: [...tokensOfNumbers(number, phones), ...tokensOfWords(words)] };
  });
  await insertTokens(connection, found);
}
