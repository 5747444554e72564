import type { FollowedEvent } from '../../platform/events.ts';
import { type Entry, entryOf } from './entries.ts';
import { encodeLeaf } from './leaf.ts';
import { TILE_WIDTH } from './tiles.ts';
import { addLeaf, type Frontier, foldHashes, frontierRoot, hashLeaf } from './tree.ts';

/** A leaf as it is stored. */
export interface LeafRow {
  leaf: number;
  eventId: string;
  hash: Buffer;
  bytes: Buffer;
}

/** An event as it is stored, with what a reading by JavaScript alone would not notice. */
export interface EventRow extends Omit<FollowedEvent, 'body'> {
  /** The body as the database writes it. */
  bodyText: string;
  /** Whether the time has nothing below the millisecond. */
  exactTime: boolean;
  /** What the auditor's index says of it; null: nothing. */
  entry: Entry | null;
}

/** What is wrong with a log. */
export type FaultReason =
  | 'leaf_missing'
  | 'leaf_hash'
  | 'leaf_extra'
  | 'event_gone'
  | 'event_inserted'
  | 'event_changed'
  | 'event_moved'
  | 'entry_changed'
  | 'node_changed'
  | 'root_differs'
  | 'checkpoint_forged'
  | 'head_changed';

/** The first thing found wrong: the first bad leaf is one of `from` to `to`, both included; often the same. */
export interface Fault {
  from: number;
  to: number;
  reason: FaultReason;
}

/** A checkpoint to compare with: how many leaves it covers, and their root. */
export interface KnownRoot {
  size: number;
  root: Buffer;
}

/** How far a check has come. Begin with `beginCheck`. */
export interface Check {
  networkId: string;
  frontier: Frontier;
  /** The leaves so far are those of this many that a checkpoint covers. */
  provedSize: number;
  /** Hashes since the last full tile. */
  tile: Buffer[];
  /** Roots still to be met, smallest first. */
  roots: KnownRoot[];
}

/** Begins to check a log against roots that are known, stored ones and one kept outside alike. */
export function beginCheck(networkId: string, roots: readonly KnownRoot[]): Check {
  const sorted = [...roots].sort((a, b) => a.size - b.size);
  return { networkId, frontier: { size: 0, peaks: [] }, provedSize: 0, tile: [], roots: sorted };
}

/**
 * Checks the next leaf against the event that stands in its place, and what the database keeps of the tree. `node` is the
 * stored root of the tile that this leaf fills, where it fills one. Null: nothing wrong up to here.
 */
export function checkLeaf(
  check: Check,
  row: LeafRow,
  event: EventRow | undefined,
  node: Buffer | undefined,
): Fault | null {
  const leaf = check.frontier.size;
  const at = (reason: FaultReason): Fault => ({ from: leaf, to: leaf, reason });
  if (row.leaf !== leaf) return at('leaf_missing');
  if (!event) return at('event_gone');
  if (event.id !== row.eventId) return at('event_moved');
  if (!tellsTheSame(check.networkId, row, event)) return at('event_changed');
  if (!hashLeaf(row.bytes).equals(row.hash)) return at('leaf_hash');
  if (!sameEntry(event)) return at('entry_changed');
  addLeaf(check.frontier, row.hash);
  check.tile.push(row.hash);
  if (check.tile.length === TILE_WIDTH) {
    const sound = node?.equals(foldHashes(check.tile));
    check.tile = [];
    if (!sound) return { from: Math.max(check.provedSize, leaf + 1 - TILE_WIDTH), to: leaf, reason: 'node_changed' };
  }
  return checkRoots(check);
}

/** Compares with the roots that are due at this size. A root that differs says that one leaf since the last good one does. */
function checkRoots(check: Check): Fault | null {
  while (check.roots[0]?.size === check.frontier.size) {
    const known = check.roots.shift();
    if (!known?.root.equals(frontierRoot(check.frontier)))
      return { from: check.provedSize, to: check.frontier.size - 1, reason: 'root_differs' };
    check.provedSize = known.size;
  }
  return null;
}

/** What is wrong when no leaf is left: some are missing that a checkpoint or the head covers, or the head is another. */
export function endCheck(check: Check, head: Frontier): Fault | null {
  const { size, peaks } = check.frontier;
  const at = (reason: FaultReason): Fault => ({ from: size, to: size, reason });
  if (check.roots.length > 0 || head.size > size) return at('leaf_missing');
  return Buffer.concat(head.peaks).equals(Buffer.concat(peaks)) ? null : at('head_changed');
}

function tellsTheSame(networkId: string, row: LeafRow, event: EventRow): boolean {
  if (!event.exactTime || !isExact(event.bodyText)) return false;
  const body = JSON.parse(event.bodyText) as Record<string, unknown>;
  return encodeLeaf(networkId, { ...event, body }).equals(row.bytes);
}

function sameEntry(event: EventRow): boolean {
  const body = JSON.parse(event.bodyText) as Record<string, unknown>;
  const expected = entryOf({ ...event, body });
  const stored = event.entry;
  if (!expected || !stored) return expected === stored;
  return (
    expected.category === stored.category &&
    [...expected.personIds].sort().join() === [...stored.personIds].sort().join()
  );
}

const STRINGS = /"(?:[^"\\]|\\.)*"/g;
const NUMBERS = /-?\d[\d.]*/g;

/**
 * Whether JavaScript reads every number of a JSON text as it stands there: the database keeps numbers of any length, and
 * one changed in the 20th figure would be read as the same. Example: `{"n": 1.0}` and 0.30000000000000000001 are not.
 */
export function isExact(json: string): boolean {
  const numbers = json.replace(STRINGS, '""').match(NUMBERS) ?? [];
  return numbers.every((text) => plain(Number(text)) === text);
}

/** A number without an exponent, as the database writes it. Example: 1e-7 is 0.0000001. */
function plain(value: number): string {
  const [, sign = '', digits = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}${fraction}`;
  return `${sign}${digits}${fraction.padEnd(shift, '0')}`;
}
