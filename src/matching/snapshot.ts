import { emptyColumns, readRow, type VolunteerColumns } from './columns.ts';
import { hilbertKey, orderByKey } from './hilbert.ts';
import {
  anyOf,
  blockLeaves,
  clearRow,
  columnsOf,
  copyRowOut,
  countPlanes,
  eastWord,
  emptyLeaves,
  enterAll,
  enterRow,
  firstWordOf,
  groupBlocks,
  idWord,
  type Leaves,
  leafRoom,
  northWord,
  planeOf,
  planeOfTrait,
  planeStride,
  rowWords,
  standingWord,
} from './leaves.ts';
import { traitBits, type Volunteer } from './schema.ts';

/** Rows of a leaf that a fresh build fills. */
const leafFilled = 58;

/**
 * The living index: volunteers in leaves of up to 64 neighbours along a Hilbert curve, eight leaves a block, sixteen blocks a
 * group. Of each block and group it knows the rectangle, and the skills, credentials and languages found in it. A search
 * takes them nearest first, leaves out those that are too far or lack what is needed, and ends at the first that cannot
 * better anything. A change touches one leaf, its block and its group. Where a volunteer sits decides only how fast searches are, never what they
 * find.
 */
export interface Snapshot {
  /** Ids are 0..idCapacity-1; a row is where an id's numbers are now; -1: not in the index. */
  rowOf: Int32Array;
  leaves: Leaves;
  population: number;
  leafCount: number;
  /** Rows used of each leaf; leaf j holds rows j * 64 … */
  leafUsed: Uint8Array;
  /** Curve key at which a leaf begins. */
  leafKey: Uint32Array;
  bounds: CurveBounds;
  blocks: Blocks;
  /** Blocks, so many at a time, for a first look. */
  groups: Blocks;
}

/** What is known of each block, or group of blocks. An empty one has its least east above its greatest. */
export interface Blocks {
  count: number;
  /** Four a block: least and greatest metres east, least and greatest north. */
  bounds: Int32Array;
  /** `traitWords` a block: skills low and high, credentials low and high, languages that anybody in it has. */
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
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const from = leaf * leafFilled;
    const count = Math.min(leafFilled, source.count - from);
    for (let i = 0; i < count; i++) snapshot.rowOf[order[from + i]!] = leaf * leafRoom + i;
    snapshot.leafUsed[leaf] = count;
    snapshot.leafKey[leaf] = count > 0 ? keys[order[from]!]! : 0;
  }
  snapshot.population = source.count;
  enterAll(snapshot.leaves, source, snapshot.rowOf);
  countPlanes(snapshot.leaves);
  for (let block = 0; block < snapshot.blocks.count; block++) summariseBlock(snapshot, block);
  for (let group = 0; group < snapshot.groups.count; group++) summariseGroup(snapshot, group);
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
      enterRow(snapshot.leaves, row, id, columnsOf(volunteer), 0);
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
  enterRow(snapshot.leaves, free, id, columnsOf(volunteer), 0);
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
  const moved = idAt(snapshot, last);
  clearRow(snapshot.leaves, row);
  if (row !== last) {
    const mover = emptyColumns(1);
    copyRowOut(snapshot.leaves, last, mover, 0);
    clearRow(snapshot.leaves, last);
    enterRow(snapshot.leaves, row, moved, mover, 0);
    snapshot.rowOf[moved] = row;
  }
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

/** Where a volunteer is, what they are and how much they have done lately, without the rest of them; null for one who is not there. */
export function whereOf(
  { rowOf, leaves }: Snapshot,
  id: number,
): Pick<Volunteer, 'eastMetres' | 'northMetres' | 'kind' | 'load'> | null {
  const row = rowOf[id] ?? -1;
  if (row < 0) return null;
  const at = row * rowWords;
  const team = leaves.planes[firstWordOf(row) + planeOfTrait(traitBits.team) * planeStride]! >>> (row & 31);
  return {
    eastMetres: leaves.rows[at + eastWord]!,
    northMetres: leaves.rows[at + northWord]!,
    kind: (team & 1) === 1 ? 'team' : 'person',
    load: leaves.rows[at + standingWord]! >>> 16,
  };
}

/** Load of a volunteer; 0 for one who is not there. */
export function loadOf(snapshot: Snapshot, id: number): number {
  const row = snapshot.rowOf[id] ?? -1;
  return row < 0 ? 0 : snapshot.leaves.rows[row * rowWords + standingWord]! >>> 16;
}

function idAt(snapshot: Snapshot, row: number): number {
  return snapshot.leaves.rows[row * rowWords + idWord]!;
}

/** Bytes that the index holds, all arrays counted. */
export function snapshotBytes(snapshot: Snapshot): number {
  let bytes = snapshot.rowOf.byteLength + snapshot.leafUsed.byteLength + snapshot.leafKey.byteLength;
  const parts = [snapshot.leaves, snapshot.blocks, snapshot.groups].flatMap((part) => Object.values(part));
  for (const part of parts) {
    if (typeof part === 'object') bytes += (part as Int32Array).byteLength;
  }
  return bytes;
}

function emptySnapshot(leafCount: number, idCapacity: number, bounds: CurveBounds): Snapshot {
  const leaves = emptyLeaves(leafCount);
  return {
    rowOf: new Int32Array(idCapacity).fill(-1),
    leaves,
    population: 0,
    leafCount,
    leafUsed: new Uint8Array(leafCount),
    leafKey: new Uint32Array(leafCount),
    bounds,
    blocks: emptyBlocks(leaves.blockCount),
    groups: emptyBlocks(Math.ceil(leaves.blockCount / groupBlocks)),
  };
}

function emptyBlocks(count: number): Blocks {
  return { count, bounds: new Int32Array(4 * count), traits: new Int32Array(traitWords * count) };
}

/** After a change in a leaf. */
function resummarise(snapshot: Snapshot, leaf: number): void {
  const block = Math.floor(leaf / blockLeaves);
  summariseBlock(snapshot, block);
  summariseGroup(snapshot, Math.floor(block / groupBlocks));
}

function summariseBlock(snapshot: Snapshot, block: number): void {
  const { leaves, blocks } = snapshot;
  const { rows } = leaves;
  let minEast = 2 ** 31 - 1;
  let maxEast = -(2 ** 31);
  let minNorth = minEast;
  let maxNorth = maxEast;
  const endLeaf = Math.min(snapshot.leafCount, (block + 1) * blockLeaves);
  for (let leaf = block * blockLeaves; leaf < endLeaf; leaf++) {
    const first = leaf * leafRoom * rowWords;
    const end = first + snapshot.leafUsed[leaf]! * rowWords;
    for (let at = first; at < end; at += rowWords) {
      const east = rows[at + eastWord]!;
      const north = rows[at + northWord]!;
      if (east < minEast) minEast = east;
      if (east > maxEast) maxEast = east;
      if (north < minNorth) minNorth = north;
      if (north > maxNorth) maxNorth = north;
    }
  }
  blocks.bounds[4 * block] = minEast;
  blocks.bounds[4 * block + 1] = maxEast;
  blocks.bounds[4 * block + 2] = minNorth;
  blocks.bounds[4 * block + 3] = maxNorth;
  for (let word = 0; word < traitWords; word++) {
    blocks.traits[block * traitWords + word] = anyOf(leaves, block, planeOf.skills + 32 * word);
  }
}

function summariseGroup({ blocks, groups }: Snapshot, group: number): void {
  const first = group * groupBlocks;
  const end = Math.min(blocks.count, first + groupBlocks);
  groups.bounds.set(blocks.bounds.subarray(4 * first, 4 * first + 4), 4 * group);
  groups.traits.fill(0, group * traitWords, (group + 1) * traitWords);
  for (let block = first; block < end; block++) {
    for (let side = 0; side < 4; side++) {
      const at = 4 * group + side;
      const other = blocks.bounds[4 * block + side]!;
      groups.bounds[at] = side % 2 === 0 ? Math.min(groups.bounds[at]!, other) : Math.max(groups.bounds[at]!, other);
    }
    for (let word = 0; word < traitWords; word++)
      groups.traits[group * traitWords + word]! |= blocks.traits[block * traitWords + word]!;
  }
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
  const { rows } = fresh.leaves;
  for (let row = 0; row * rowWords < rows.length; row++) {
    const number = idAt(fresh, row);
    if (number < 0) continue;
    const id = present[number]!;
    rows[row * rowWords + idWord] = id;
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
