import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { forgetTaught } from '../../triage/actions/teach.ts';
import { ownerDigest } from '../../vault/rules/masters.ts';
import { tokensOfNumbers, tokensOfWords } from '../rules/tokens.ts';
import { openStatuses } from '../schema/states.ts';
import { endedPetitions, erasableWords, eraseWords, exportOrders, exportServices } from '../store/my-data.ts';
import { loadTokenSources } from '../store/tokens.ts';
import { erasePetitions, exportPetitions } from './petitions-of.ts';

/** What orders hold of a person, for their own data. */
export const ordersExporter = {
  name: 'orders',
  async export(context: Context, connection: Connection, personId: string): Promise<unknown> {
    const asked = [
      ...(await exportOrders(connection, personId)),
      ...(await exportPetitions(context, connection, personId)),
    ];
    return { asked, served: await exportServices(connection, personId) };
  },
};

/**
 * Erases a person's words, photos and what they said. The bare orders stay, as do service records and the history, which
 * hold no words; a petition or complaint that is still open keeps its words until it ends, one that has ended is nobody's
 * from now on, and its keys are destroyed.
 */
export const ordersEraser = {
  name: 'orders',
  async erase(context: Context, connection: Connection, personId: string, at: Date): Promise<void> {
    const digest = ownerDigest(context.secret, connection.networkId, personId);
    await erasePetitions(connection, await endedPetitions(connection, digest, openStatuses), at);
    const found = await erasableWords(connection, personId);
    const orderIds = found.map((each) => each.id);
    const phone = (await namesOf(connection, [personId])).get(personId)?.phone;
    const sources = await loadTokenSources(connection, orderIds);
    const tokens = sources.flatMap((each) => [
      ...tokensOfWords(each.words ?? ''),
      ...tokensOfNumbers(
        each.number,
        [phone, each.contactPhone].filter((one) => one !== null && one !== undefined),
      ),
    ]);
    await forgetTaught(connection, orderIds);
    await eraseWords(connection, { personId, digest, orderIds, tokens: [...new Set(tokens)] });
  },
};
