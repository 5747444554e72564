import { currentPolicies } from '../../organisation/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { newId } from '../../shared/ids.ts';
import { assess } from '../model/assess.ts';
import { readMessage, taxonomyOf } from '../model/kinds.ts';
import { forgetCorrections, forgetPlaces, saveCorrection } from '../store.ts';
import { forgetTriageModel, readTriageModel } from './models.ts';

/** What a person decided of an order, with its words; null words or kind: there is nothing to learn. */
export interface Decided {
  orderId: string;
  kind: string | null;
  words: string | null;
  confidential: boolean;
}

/** One order in five is never learned from. */
const heldBackShare = 5;

/**
 * Learns from decisions that differ from what would be suggested: hashes and counts are kept, never words. What became
 * confidential, lost its words or its kind teaches nothing, and what it taught before is deleted; models that learned it
 * keep it until they are trained anew.
 */
export async function teachTriage(
  context: Context,
  connection: Connection,
  decisions: readonly Decided[],
): Promise<void> {
  const silent = decisions.filter((each) => each.confidential || each.words === null || each.kind === null);
  if (silent.length > 0)
    await forgetCorrections(
      connection,
      silent.map((each) => each.orderId),
    );
  if (silent.length === decisions.length) return;
  const policies = await currentPolicies(context, connection, context.clock.now());
  const taxonomy = taxonomyOf(policies.needs);
  const model = await readTriageModel(context, connection);
  for (const { orderId, kind, words, confidential } of decisions) {
    if (confidential || words === null || kind === null) continue;
    const suggested = assess(words, taxonomy, model).kind;
    if (suggested === kind) continue;
    const heldBack = Number.parseInt(orderId.slice(-6), 16) % heldBackShare === 0;
    const id = newId(context.clock.now());
    await saveCorrection(connection, {
      id,
      orderId,
      kind,
      suggested,
      heldBack,
      grams: readMessage(words, taxonomy.kinds),
    });
  }
  forgetTriageModel(context, connection.networkId);
}

/** Deletes what orders taught, whose words are erased. Models that learned it keep it until they are trained anew. */
export async function forgetTaught(connection: Connection, orderIds: readonly string[]): Promise<void> {
  await forgetCorrections(connection, orderIds);
  await forgetPlaces(connection, orderIds);
}
