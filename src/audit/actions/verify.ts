import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Cursor } from '../../platform/events.ts';
import {
  beginCheck,
  type Check,
  checkLeaf,
  type EventRow,
  endCheck,
  type Fault,
  type KnownRoot,
  type LeafRow,
} from '../rules/check.ts';
import { openNote, originOf, readCheckpoint, signingKeyOf } from '../rules/note.ts';
import { TILE_WIDTH } from '../rules/tiles.ts';
import { loadCheckpoints } from '../store/checkpoints.ts';
import { countEventsAt, findTraces, loadBounds, loadEvents, loadHead, loadLeaves, loadTile } from '../store/log.ts';

/** What a verification found. */
export interface Verified {
  /** Leaves that the checkpoint covers, each found as its event tells it. */
  verified: number;
  /** Events that came later: found right too, but nothing outside proves it yet. Those not numbered yet are among them. */
  afterCheckpoint: number;
  /** Null: all is right. */
  fault: Fault | null;
}

const PAGE = 1_000;

/** A checkpoint as its note says it, or null when this network's key did not sign the note. */
export function readSigned(context: Context, networkId: string, note: string): KnownRoot | null {
  const text = openNote(note, signingKeyOf(context.auditKey, networkId));
  const checkpoint = text === null ? null : readCheckpoint(text);
  return checkpoint?.origin === originOf(networkId) ? { size: checkpoint.size, root: checkpoint.root } : null;
}

/**
 * Recomputes every leaf from its event and the tree from the leaves, and compares them with all stored checkpoints and
 * with `kept`, one that was kept outside. Reads in pages, so that a log of any length fits. Nothing is written.
 */
export async function verifyLog(context: Context, networkId: string, kept: KnownRoot | null): Promise<Verified> {
  const stored = await storedRoots(context, networkId);
  if ('fault' in stored) return { verified: 0, afterCheckpoint: 0, fault: stored.fault };
  const covered = kept?.size ?? stored.roots.at(-1)?.size ?? 0;
  const check = beginCheck(networkId, kept ? [...stored.roots, kept] : stored.roots);
  const { fault, unnumbered } = await checkPages(context, networkId, check);
  const { size } = check.frontier;
  return { verified: Math.min(covered, size), afterCheckpoint: Math.max(0, size - covered) + unnumbered, fault };
}

async function storedRoots(context: Context, networkId: string): Promise<{ roots: KnownRoot[] } | { fault: Fault }> {
  const roots: KnownRoot[] = [];
  for (let size = 0; ; ) {
    const page = await context.database.transaction(networkId, (connection) => loadCheckpoints(connection, size, PAGE));
    for (const row of page) {
      const root = readSigned(context, networkId, row.note);
      if (root?.size !== row.size)
        return { fault: { from: roots.at(-1)?.size ?? 0, to: row.size - 1, reason: 'checkpoint_forged' } };
      roots.push(root);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { roots };
    size = last.size;
  }
}

/**
 * Leaves and events are read side by side, each in its own order: the n-th leaf is the n-th event. Looked at are the
 * leaves that were there at the beginning: a server may go on meanwhile.
 */
async function checkPages(
  context: Context,
  networkId: string,
  check: Check,
): Promise<{ fault: Fault | null; unnumbered: number }> {
  const within = <T>(work: (connection: Connection) => Promise<T>) => context.database.transaction(networkId, work);
  const head = (await within(loadHead)) ?? { size: 0, peaks: [] };
  let place: Cursor = { transaction: '0', position: 0 };
  let unnumbered = 0;
  while (check.frontier.size < head.size) {
    const limit = Math.min(PAGE, head.size - check.frontier.size);
    const page = await within(async (connection) => {
      const leaves = await loadLeaves(connection, check.frontier.size, limit);
      const events = await loadEvents(connection, place, limit);
      const fault =
        (await checkPage(connection, check, leaves, events)) ?? (await findDouble(connection, check, events));
      return { leaves, events, fault };
    });
    if (page.fault) return { fault: page.fault, unnumbered };
    if (page.leaves.length < limit) break;
    place = page.events.at(-1) ?? place;
  }
  const fault = endCheck(check, head) ?? (await within((connection) => findExtraLeaf(connection, check)));
  for (let count = fault ? 0 : PAGE; count === PAGE; unnumbered += count) {
    const events = await within((connection) => loadEvents(connection, place, PAGE));
    place = events.at(-1) ?? place;
    count = events.length;
  }
  return { fault, unnumbered };
}

/** A second event in the place of a page's last one would stand between two pages, seen by neither. */
async function findDouble(connection: Connection, check: Check, events: readonly EventRow[]): Promise<Fault | null> {
  const last = events.at(-1);
  if (!last || (await countEventsAt(connection, last)) === 1) return null;
  const { size } = check.frontier;
  return { from: size, to: size, reason: 'event_inserted' };
}

/** Leaves outside the numbers that the sequencer gave. */
async function findExtraLeaf(connection: Connection, check: Check): Promise<Fault | null> {
  const { least, next, size } = await loadBounds(connection);
  const { size: checked } = check.frontier;
  if (least === 0 && next === size) return null;
  return { from: checked, to: checked, reason: 'leaf_extra' };
}

async function checkPage(
  connection: Connection,
  check: Check,
  leaves: readonly LeafRow[],
  events: readonly EventRow[],
): Promise<Fault | null> {
  for (const [index, row] of leaves.entries()) {
    const event = events[index];
    const fault = checkLeaf(check, row, event, await nodeFilledBy(connection, row.leaf));
    if (fault?.reason === 'event_gone' || fault?.reason === 'event_moved')
      return { ...fault, reason: await whyMoved(connection, row, event) };
    if (fault) return fault;
  }
  return null;
}

/** The stored root of the tile that a leaf fills, where it fills one. */
async function nodeFilledBy(connection: Connection, leaf: number): Promise<Buffer | undefined> {
  if ((leaf + 1) % TILE_WIDTH !== 0) return undefined;
  const number = (leaf + 1) / TILE_WIDTH - 1;
  const tile = Math.floor(number / TILE_WIDTH);
  const hashes = await loadTile(connection, { level: 1, number: tile }, TILE_WIDTH);
  return hashes[number - tile * TILE_WIDTH];
}

async function whyMoved(connection: Connection, row: LeafRow, event: EventRow | undefined): Promise<Fault['reason']> {
  if (!(await findTraces(connection, row.eventId)).event) return 'event_gone';
  return event && !(await findTraces(connection, event.id)).leaf ? 'event_inserted' : 'event_moved';
}
