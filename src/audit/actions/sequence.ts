import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type FollowedEvent, followEvents, isBehind } from '../../platform/events.ts';
import { entryOf } from '../rules/entries.ts';
import { encodeLeaf } from '../rules/leaf.ts';
import { originOf, signingKeyOf, signNote, writeCheckpoint } from '../rules/note.ts';
import { TILE_WIDTH } from '../rules/tiles.ts';
import { addLeaf, type Frontier, frontierRoot, hashLeaf } from '../rules/tree.ts';
import { appendToLog, type NodeRow } from '../store/append.ts';
import { insertCheckpoint, loadLastCheckpoint } from '../store/checkpoints.ts';
import { loadHead } from '../store/log.ts';

/** The follower of events whose row's lock makes the one sequencer, whichever server it runs on. */
const SEQUENCER = 'audit.sequencer';
/** Events numbered in one transaction. */
const BATCH = 2_000;

/**
 * Numbers the next events, up to the oldest running transaction, and writes their leaves, the full tiles above them and
 * the auditor's index, all in one transaction. True when there may be more at once.
 */
export async function sequenceEvents(context: Context, networkId: string): Promise<boolean> {
  const count = await context.database.transaction(networkId, (connection) =>
    followEvents(connection, { name: SEQUENCER, limit: BATCH, beside: () => loadHead(connection) }, (events, head) =>
      appendLeaves(connection, events, head ?? { size: 0, peaks: [] }),
    ),
  );
  return count === BATCH;
}

/** Goes on where the log ends; the frontier is carried along. */
async function appendLeaves(
  connection: Connection,
  events: readonly FollowedEvent[],
  frontier: Frontier,
): Promise<void> {
  const first = frontier.size;
  const nodes: NodeRow[] = [];
  const leaves = events.map((event) => {
    const bytes = encodeLeaf(connection.networkId, event);
    const hash = hashLeaf(bytes);
    addLeaf(frontier, hash).forEach((root, below) => {
      nodes.push({ level: below + 1, number: frontier.size / TILE_WIDTH ** (below + 1) - 1, hash: root });
    });
    return { eventId: event.id, bytes, hash };
  });
  const entries = events.flatMap((event, index) => {
    const entry = entryOf(event);
    return entry ? [{ ...entry, leaf: first + index, eventId: event.id, actorId: event.actorId, at: event.at }] : [];
  });
  await appendToLog(connection, { first, leaves, nodes, head: frontier, entries });
}

/**
 * Signs a checkpoint of all leaves so far, when any is new since the last one. Two servers that do so at once sign the
 * same: the log has one root at each size.
 */
export async function signCheckpoint(context: Context, networkId: string): Promise<void> {
  const key = signingKeyOf(context.auditKey, networkId);
  await context.database.transaction(networkId, async (connection) => {
    const head = await loadHead(connection);
    const last = await loadLastCheckpoint(connection);
    if (!head || head.size === (last?.size ?? 0)) return;
    const checkpoint = { origin: originOf(networkId), size: head.size, root: frontierRoot(head) };
    const note = signNote(writeCheckpoint(checkpoint), key);
    await insertCheckpoint(connection, { size: head.size, note, at: context.clock.now() });
  });
}

/** Whether events wait to be numbered, also those that may not be before an older transaction of the cluster has ended. */
export function isUnnumbered(context: Context, networkId: string): Promise<boolean> {
  return context.database.transaction(networkId, (connection) => isBehind(connection, SEQUENCER));
}

/** How long the last signature waits for transactions of others, where nothing else is said. */
const PATIENCE_MILLISECONDS = 4_000;

/**
 * Numbers what there is until the deadline, waiting a moment for transactions that still run, and signs it: what is left to
 * do before a server stops. A backlog that is left then is numbered after the next start.
 */
export async function sequenceAndSign(
  context: Context,
  networkId: string,
  deadline = performance.now() + PATIENCE_MILLISECONDS,
): Promise<void> {
  do {
    while (performance.now() < deadline && (await sequenceEvents(context, networkId)));
  } while ((await isUnnumbered(context, networkId)) && performance.now() < deadline && (await sleep(20, true)));
  await signCheckpoint(context, networkId);
}
