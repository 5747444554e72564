import { hash } from 'node:crypto';

/** Gives the hash of the perfect subtree of 2^level leaves that begins at leaf index * 2^level. */
export type NodeHash = (level: number, index: number) => Buffer;

const LEAF = Buffer.from([0]);
/** Where an inner node is put together, over and over: 0x01 and both children. */
const NODE = Buffer.alloc(65, 1);

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1). */
export const EMPTY_ROOT = sha256(Buffer.alloc(0));

/** SHA-256 of bytes. */
export function sha256(bytes: Buffer): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** The hash of a leaf: SHA-256 of 0x00 and its bytes (RFC 6962 section 2.1). */
export function hashLeaf(bytes: Buffer): Buffer {
  return sha256(Buffer.concat([LEAF, bytes]));
}

/** The hash of an inner node: SHA-256 of 0x01 and both children (RFC 6962 section 2.1). */
export function hashNode(left: Buffer, right: Buffer): Buffer {
  // What somebody else sends as a hash may be of any length.
  if (left.length !== 32 || right.length !== 32) return sha256(Buffer.concat([NODE.subarray(0, 1), left, right]));
  left.copy(NODE, 1);
  right.copy(NODE, 33);
  return sha256(NODE);
}

/** The root of a perfect tree over hashes; their number is a power of two. */
export function foldHashes(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < row.length; at += 2) above.push(hashNode(hashAt(row, at), hashAt(row, at + 1)));
    row = above;
  }
  return hashAt(row, 0);
}

/** The root of the tree over the first `size` leaves (RFC 6962 section 2.1). */
export function rootOf(size: number, node: NodeHash): Buffer {
  return size === 0 ? EMPTY_ROOT : rangeHash(0, size, node);
}

/**
 * The audit path of a leaf in the tree of the first `size` leaves, from the leaf up (RFC 6962 section 2.1.1). Example:
 * leaf 6 of 7 has the nodes of leaves 4 to 5 and of 0 to 3, in this order.
 */
export function inclusionProof(index: number, size: number, node: NodeHash): Buffer[] {
  if (index < 0 || index >= size) throw new RangeError('A proof is for a leaf of the tree.');
  return pathIn(index, 0, size, node);
}

/** What leads from the root of the first `from` leaves to that of the first `to` (RFC 6962 section 2.1.2). */
export function consistencyProof(from: number, to: number, node: NodeHash): Buffer[] {
  if (from < 0 || from > to) throw new RangeError('A tree is consistent with a larger one.');
  return from === 0 || from === to ? [] : subproofIn({ from, start: 0, end: to, known: true }, node);
}

/** Whether a leaf's hash stands at `index` of the tree of `size` leaves with this root (RFC 9162 section 2.1.3.2). */
export function isIncluded(
  leaf: { index: number; hash: Buffer },
  tree: { size: number; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (leaf.index < 0 || leaf.index >= tree.size) return false;
  let fn = leaf.index;
  let sn = tree.size - 1;
  let known = leaf.hash;
  for (const next of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      known = hashNode(next, known);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else known = hashNode(known, next);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && known.equals(tree.root);
}

/** Whether a tree is what became of another, smaller or equal one (RFC 9162 section 2.1.4.2). */
export function isConsistent(
  before: { size: number; root: Buffer },
  after: { size: number; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (before.size > after.size) return false;
  if (before.size === after.size) return proof.length === 0 && before.root.equals(after.root);
  if (before.size === 0) return proof.length === 0 && before.root.equals(EMPTY_ROOT);
  const whole = Number.isInteger(Math.log2(before.size));
  const [first, ...rest] = whole ? [before.root, ...proof] : proof;
  if (!first) return false;
  let fn = before.size - 1;
  let sn = after.size - 1;
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let [old, grown] = [first, first];
  for (const next of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      old = hashNode(next, old);
      grown = hashNode(next, grown);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else grown = hashNode(grown, next);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && old.equals(before.root) && grown.equals(after.root);
}

/** The roots of the perfect subtrees that leaves so far fill, largest first: all that is needed to go on. */
export interface Frontier {
  size: number;
  peaks: Buffer[];
}

/** Levels from a tile's hashes to its root. */
const TILE_LEVELS = 8;
const NO_TILE: readonly Buffer[] = [];

/**
 * Adds a leaf's hash to a frontier, in place. Gives the roots of the tiles of 256 that it fills, the lowest first, usually
 * none: leaf 65,535 fills one of leaves and one of roots. Nothing has to be read again for them.
 */
export function addLeaf(frontier: Frontier, leafHash: Buffer): readonly Buffer[] {
  let tiles = NO_TILE;
  let node = leafHash;
  let level = 0;
  for (let filled = frontier.size; filled % 2 === 1; filled = half(filled)) {
    const left = frontier.peaks.pop();
    if (!left) throw new Error('A frontier has a peak for every bit of its size.');
    node = hashNode(left, node);
    level += 1;
    if (level % TILE_LEVELS === 0) tiles = [...tiles, node];
  }
  frontier.peaks.push(node);
  frontier.size += 1;
  return tiles;
}

/** The root of the leaves that a frontier has seen. */
export function frontierRoot(frontier: Frontier): Buffer {
  return frontier.size === 0 ? EMPTY_ROOT : frontier.peaks.reduceRight((right, left) => hashNode(left, right));
}

/** The hash of leaves `start` to `end` - 1, of which `start` is a multiple of the next power of two. */
function rangeHash(start: number, end: number, node: NodeHash): Buffer {
  const width = end - start;
  const split = splitOf(width);
  if (split * 2 === width || width === 1) return node(Math.log2(width), start / width);
  return hashNode(rangeHash(start, start + split, node), rangeHash(start + split, end, node));
}

function pathIn(index: number, start: number, end: number, node: NodeHash): Buffer[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...pathIn(index, start, middle, node), rangeHash(middle, end, node)]
    : [...pathIn(index, middle, end, node), rangeHash(start, middle, node)];
}

/** SUBPROOF of RFC 6962 section 2.1.2; `known`: the verifier has this subtree's root already. */
function subproofIn(part: { from: number; start: number; end: number; known: boolean }, node: NodeHash): Buffer[] {
  const { from, start, end, known } = part;
  if (from === end) return known ? [] : [rangeHash(start, end, node)];
  const middle = start + splitOf(end - start);
  return from <= middle
    ? [...subproofIn({ from, start, end: middle, known }, node), rangeHash(middle, end, node)]
    : [...subproofIn({ from, start: middle, end, known: false }, node), rangeHash(start, middle, node)];
}

/** The largest power of two below `width`; 0 of 1. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return width > 1 ? split : 0;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function hashAt(row: readonly Buffer[], index: number): Buffer {
  const found = row[index];
  if (!found) throw new Error('A perfect tree has a power of two of leaves.');
  return found;
}
