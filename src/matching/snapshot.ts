import { emptyColumns, readRow, type VolunteerColumns } from './columns.ts';
import { hilbertKey, orderByKey } from './hilbert.ts';
import {
  anyOf,
  clearRow,
  columnsOf,
  copyRowOut,
  countPlanes,
  emptyLeaves,
  enterRow,
  type Leaves,
  leafRoom,
  planeOf,
} from './leaves.ts';
import type { Volunteer } from './schema.ts';

/** Rows of a leaf that a fresh build fills. */
const leafFilled = 58;

/**
 * The living index: volunteers in leaves of up to 64 neighbours along a Hilbert curve, and above the leaves a binary
 * tree whose nodes know the rectangle, the skills, credentials and languages found below them. A search walks the tree
 * nearest first and skips whole nodes that are too far or lack what is needed; a change touches one leaf and its line
 * of ancestors. Where a volunteer sits decides only how fast searches are, never what they find.
 */
export interface Snapshot {
  /** Ids are 0..idCapacity-1; a row is where an id's columns are now; -1: not in the index. */
  rowOf: Int32Array;
  idOf: Int32Array;
  leaves: Leaves;
  population: number;
  leafCount: number;
  /** Rows used of each leaf; leaf j holds rows j * 64 … */
  leafUsed: Uint8Array;
  /** Curve key at which a leaf begins. */
  leafKey: Uint32Array;
  bounds: CurveBounds;
  tree: Tree;
}

/** Node i has children 2i and 2i + 1; leaf j is node span + j. An empty node has its least east above its greatest. */
export interface Tree {
  span: number;
  /** Four a node: least and greatest metres east, least and greatest north. */
  bounds: Int32Array;
  /** `traitWords` a node: skills low and high, credentials low and high, languages that anybody below has. */
  traits: Int32Array;
}
export const traitWords = 5;

interface CurveBounds {
  east: number;
  north: number;
  /** Metres a step of the curve's 65,536-wide square. */
  step: number;
}

/**
 * Builds the index from plain arrays: volunteer i of the columns gets id i. Nothing of the columns is kept.
 * `idCapacity` (default: as many as there are) leaves room for ids to come.
 */
export function buildSnapshot(source: VolunteerColumns, idCapacity = source.count): Snapshot {
  const bounds = curveBounds(source);
  const keys = new Uint32Array(source.count);
  for (let i = 0; i < source.count; i++) keys[i] = keyAt(bounds, source.eastMetres[i]!, source.northMetres[i]!);
  const order = orderByKey(keys);
  const leafCount = Math.max(1, Math.ceil(source.count / leafFilled));
  const snapshot = emptySnapshot(leafCount, idCapacity, bounds);
  for (let i = 0; i < source.count; i++) {
    const leaf = Math.floor(i / leafFilled);
    const row = leaf * leafRoom + (i - leaf * leafFilled);
    const id = order[i]!;
    enterRow(snapshot.leaves, row, source, id);
    snapshot.idOf[row] = id;
    snapshot.rowOf[id] = row;
    if (row % leafRoom === 0) snapshot.leafKey[leaf] = keys[id]!;
    snapshot.leafUsed[leaf]!++;
  }
  snapshot.population = source.count;
  countPlanes(snapshot.leaves);
  for (let leaf = 0; leaf < leafCount; leaf++) summariseLeaf(snapshot, leaf);
  for (let node = snapshot.tree.span - 1; node >= 1; node--) summariseNode(snapshot.tree, node);
  return snapshot;
}

/** Adds the volunteer under this id, or replaces what the index knows of them. */
export function putVolunteer(snapshot: Snapshot, id: number, volunteer: Volunteer): void {
  growIds(snapshot, id + 1);
  const key = keyAt(snapshot.bounds, volunteer.eastMetres, volunteer.northMetres);
  const row = snapshot.rowOf[id]!;
  if (row >= 0) {
    const leaf = Math.floor(row / leafRoom);
    if (leaf === leafFor(snapshot, key)) {
      clearRow(snapshot.leaves, row);
      enterRow(snapshot.leaves, row, columnsOf(volunteer), 0);
      resummarise(snapshot, leaf);
      return;
    }
    removeVolunteer(snapshot, id);
  }
  const leaf = leafWithRoom(snapshot, leafFor(snapshot, key));
  if (leaf < 0) {
    rebuildInPlace(snapshot);
    putVolunteer(snapshot, id, volunteer);
    return;
  }
  const free = leaf * leafRoom + snapshot.leafUsed[leaf]!;
  enterRow(snapshot.leaves, free, columnsOf(volunteer), 0);
  snapshot.idOf[free] = id;
  snapshot.rowOf[id] = free;
  snapshot.leafUsed[leaf]!++;
  snapshot.population++;
  resummarise(snapshot, leaf);
}

/** Takes the volunteer out; an id that is not there is left alone. */
export function removeVolunteer(snapshot: Snapshot, id: number): void {
  const row = id < snapshot.rowOf.length ? snapshot.rowOf[id]! : -1;
  if (row < 0) return;
  const leaf = Math.floor(row / leafRoom);
  const last = leaf * leafRoom + snapshot.leafUsed[leaf]! - 1;
  clearRow(snapshot.leaves, row);
  if (row !== last) {
    const mover = emptyColumns(1);
    copyRowOut(snapshot.leaves, last, mover, 0);
    clearRow(snapshot.leaves, last);
    enterRow(snapshot.leaves, row, mover, 0);
    const moved = snapshot.idOf[last]!;
    snapshot.idOf[row] = moved;
    snapshot.rowOf[moved] = row;
  }
  snapshot.idOf[last] = -1;
  snapshot.rowOf[id] = -1;
  snapshot.leafUsed[leaf]!--;
  snapshot.population--;
  resummarise(snapshot, leaf);
}

/** What the index knows of an id, or null. */
export function volunteerOf(snapshot: Snapshot, id: number): Volunteer | null {
  const row = id >= 0 && id < snapshot.rowOf.length ? snapshot.rowOf[id]! : -1;
  if (row < 0) return null;
  const columns = emptyColumns(1);
  copyRowOut(snapshot.leaves, row, columns, 0);
  return readRow(columns, 0);
}

/** Bytes that the index holds, all arrays counted. */
export function snapshotBytes(snapshot: Snapshot): number {
  let bytes = snapshot.rowOf.byteLength + snapshot.idOf.byteLength;
  bytes += snapshot.leafUsed.byteLength + snapshot.leafKey.byteLength;
  for (const part of [...Object.values(snapshot.leaves), ...Object.values(snapshot.tree)]) {
    if (typeof part === 'object') bytes += (part as Int32Array).byteLength;
  }
  return bytes;
}

function emptySnapshot(leafCount: number, idCapacity: number, bounds: CurveBounds): Snapshot {
  const rows = leafCount * leafRoom;
  return {
    rowOf: new Int32Array(idCapacity).fill(-1),
    idOf: new Int32Array(rows).fill(-1),
    leaves: emptyLeaves(leafCount),
    population: 0,
    leafCount,
    leafUsed: new Uint8Array(leafCount),
    leafKey: new Uint32Array(leafCount),
    bounds,
    tree: emptyTree(2 ** Math.ceil(Math.log2(Math.max(1, leafCount)))),
  };
}

function emptyTree(span: number): Tree {
  const bounds = new Int32Array(4 * 2 * span);
  for (let node = 0; node < 2 * span; node++) bounds.set(nowhere, 4 * node);
  return { span, bounds, traits: new Int32Array(traitWords * 2 * span) };
}

const nowhere = [2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1, -(2 ** 31)];

function summariseLeaf(snapshot: Snapshot, leaf: number): void {
  const { leaves, tree } = snapshot;
  const first = leaf * leafRoom;
  const end = first + snapshot.leafUsed[leaf]!;
  let [minEast, maxEast, minNorth, maxNorth] = nowhere as [number, number, number, number];
  for (let row = first; row < end; row++) {
    const east = leaves.eastMetres[row]!;
    const north = leaves.northMetres[row]!;
    if (east < minEast) minEast = east;
    if (east > maxEast) maxEast = east;
    if (north < minNorth) minNorth = north;
    if (north > maxNorth) maxNorth = north;
  }
  const node = tree.span + leaf;
  tree.bounds.set([minEast, maxEast, minNorth, maxNorth], 4 * node);
  for (let word = 0; word < traitWords; word++) {
    tree.traits[node * traitWords + word] = anyOf(leaves, leaf, planeOf.skills + 32 * word);
  }
}

function summariseNode(tree: Tree, node: number): void {
  const { bounds, traits } = tree;
  const a = 2 * node;
  const b = a + 1;
  bounds[4 * node] = Math.min(bounds[4 * a]!, bounds[4 * b]!);
  bounds[4 * node + 1] = Math.max(bounds[4 * a + 1]!, bounds[4 * b + 1]!);
  bounds[4 * node + 2] = Math.min(bounds[4 * a + 2]!, bounds[4 * b + 2]!);
  bounds[4 * node + 3] = Math.max(bounds[4 * a + 3]!, bounds[4 * b + 3]!);
  for (let word = 0; word < traitWords; word++) {
    traits[node * traitWords + word] = traits[a * traitWords + word]! | traits[b * traitWords + word]!;
  }
}

function resummarise(snapshot: Snapshot, leaf: number): void {
  summariseLeaf(snapshot, leaf);
  for (let node = (snapshot.tree.span + leaf) >> 1; node >= 1; node >>= 1) summariseNode(snapshot.tree, node);
}

/** The last leaf that begins at or before the key. */
function leafFor(snapshot: Snapshot, key: number): number {
  let low = 0;
  let high = snapshot.leafCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (snapshot.leafKey[middle]! <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

const leavesTried = 12;

function leafWithRoom(snapshot: Snapshot, wanted: number): number {
  for (let away = 0; away <= leavesTried; away++) {
    for (const leaf of [wanted + away, wanted - away]) {
      if (leaf >= 0 && leaf < snapshot.leafCount && snapshot.leafUsed[leaf]! < leafRoom) return leaf;
    }
  }
  return -1;
}

/** Lays the leaves out anew, with room in each; ids stay. Happens only where a neighbourhood has filled up. */
function rebuildInPlace(snapshot: Snapshot): void {
  const present = new Int32Array(snapshot.population);
  const dense = emptyColumns(snapshot.population);
  let count = 0;
  for (let id = 0; id < snapshot.rowOf.length; id++) {
    const row = snapshot.rowOf[id]!;
    if (row < 0) continue;
    copyRowOut(snapshot.leaves, row, dense, count);
    present[count++] = id;
  }
  const fresh = buildSnapshot(dense);
  const rowOf = new Int32Array(snapshot.rowOf.length).fill(-1);
  for (let row = 0; row < fresh.idOf.length; row++) {
    if (fresh.idOf[row]! < 0) continue;
    const id = present[fresh.idOf[row]!]!;
    fresh.idOf[row] = id;
    rowOf[id] = row;
  }
  Object.assign(snapshot, fresh, { rowOf });
}

function growIds(snapshot: Snapshot, wanted: number): void {
  if (wanted <= snapshot.rowOf.length) return;
  const grown = new Int32Array(Math.max(wanted, Math.ceil(snapshot.rowOf.length * 1.05) + 16)).fill(-1);
  grown.set(snapshot.rowOf);
  snapshot.rowOf = grown;
}

function curveBounds(columns: VolunteerColumns): CurveBounds {
  if (columns.count === 0) return { east: -100_000, north: -100_000, step: 4 };
  let minEast = Number.POSITIVE_INFINITY;
  let maxEast = Number.NEGATIVE_INFINITY;
  let minNorth = Number.POSITIVE_INFINITY;
  let maxNorth = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < columns.count; i++) {
    minEast = Math.min(minEast, columns.eastMetres[i]!);
    maxEast = Math.max(maxEast, columns.eastMetres[i]!);
    minNorth = Math.min(minNorth, columns.northMetres[i]!);
    maxNorth = Math.max(maxNorth, columns.northMetres[i]!);
  }
  return {
    east: minEast,
    north: minNorth,
    step: Math.max(1, Math.max(maxEast - minEast, maxNorth - minNorth) / 65_535),
  };
}

function keyAt(bounds: CurveBounds, east: number, north: number): number {
  const x = Math.max(0, Math.min(65_535, Math.floor((east - bounds.east) / bounds.step)));
  const y = Math.max(0, Math.min(65_535, Math.floor((north - bounds.north) / bounds.step)));
  return hilbertKey(x, y);
}
