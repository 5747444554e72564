import { namesOf } from '../../identity/actions.ts';
import type { Connection } from '../../platform/database.ts';
import { tokensOfNumbers, tokensOfWords } from '../rules/tokens.ts';
import { openStatuses } from '../schema/states.ts';
import { erasableWords, eraseWords, exportOrders, exportServices } from '../store/my-data.ts';
import { loadTokenSources } from '../store/tokens.ts';

/** What orders hold of a person, for their own data. */
export const ordersExporter = {
  name: 'orders',
  async export(connection: Connection, personId: string): Promise<unknown> {
    return { asked: await exportOrders(connection, personId), served: await exportServices(connection, personId) };
  },
};

/**
 * Erases a person's words, photos and what they said. The bare orders stay, as do service records and the history, which
 * hold no words; a petition or complaint that is still open keeps its words until it ends.
 */
export const ordersEraser = {
  name: 'orders',
  async erase(connection: Connection, personId: string): Promise<void> {
    const found = await erasableWords(connection, personId, openStatuses);
    const orderIds = found.map((each) => each.id);
    const phone = (await namesOf(connection, [personId])).get(personId)?.phone;
    const sources = await loadTokenSources(connection, orderIds);
    const tokens = sources.flatMap((each) => [
      ...tokensOfWords(each.words),
      ...tokensOfNumbers(
        each.number,
        [phone, each.contactPhone].filter((one) => one !== null && one !== undefined),
      ),
    ]);
    await eraseWords(connection, { personId, orderIds, tokens: [...new Set(tokens)] });
  },
};
