import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { correctNetwork, decodeNetwork, type NetworkModel } from '../model/network.ts';
import { findRunning, listCorrections, loadModelBytes, type ModelRow } from '../store.ts';

/** More corrections than this are not learned at once: the newest teach most, and a city makes fewer in years. */
export const mostCorrections = 50_000;
/** For so long a server may go by a model that another server has taught more since. */
const KEPT_MILLISECONDS = 2_000;
const DECODED_MILLISECONDS = 86_400_000;

/** A model in memory, with how far it has learned. */
interface Running {
  model: NetworkModel;
  until: string | null;
}

/**
 * The network's running model as it has learned so far, usually from memory; null before its first. Before a
 * transaction, never inside one.
 */
export function loadTriageModel(context: Context, networkId: string): Promise<NetworkModel | null> {
  return context.memo.get(keyOf(networkId), KEPT_MILLISECONDS, () =>
    context.database.transaction(networkId, (connection) => readTriageModel(context, connection)),
  );
}

/** The same on the connection of a transaction. */
export async function readTriageModel(context: Context, connection: Connection): Promise<NetworkModel | null> {
  const row = await findRunning(connection);
  if (!row) return null;
  const running = await context.memo.get<Running>(
    `triage.decoded:${connection.networkId}:${row.id}:${row.promotedAt?.getTime()}`,
    DECODED_MILLISECONDS,
    () => decoded(connection, row),
  );
  await catchUp(connection, running);
  return running.model;
}

const keyOf = (networkId: string): string => `triage.running:${networkId}`;

/** Lets the next suggestion see what was just learned. */
export function forgetTriageModel(context: Context, networkId: string): void {
  context.memo.forget(keyOf(networkId));
}

async function decoded(connection: Connection, row: ModelRow): Promise<Running> {
  const bytes = await loadModelBytes(connection, row.id);
  if (!bytes) throw new Error(`The running model ${row.id} has no bytes.`);
  return { model: decodeNetwork(bytes), until: row.learnedUntil };
}

/** Learns the corrections that came since, in their order. Those of kinds it does not know wait for a training. */
async function catchUp(connection: Connection, running: Running): Promise<void> {
  const fresh = await listCorrections(connection, { heldBack: false, after: running.until, limit: mostCorrections });
  for (const { id, kind, grams } of fresh) {
    // Another caller may have learned it while this one read.
    if (running.until !== null && id <= running.until) continue;
    running.until = id;
    correctNetwork(running.model, grams, kind);
  }
}
