import { emptyColumns, type VolunteerColumns, writeRow } from './columns.ts';
import { availabilityWords, traitBits, type Volunteer } from './schema.ts';

/** Rows a leaf has room for: one bit of a plane each, in two 32-bit halves. */
export const leafRoom = 64;
/** Leaves of a block, and the words that a plane has in a block: one line of the processor's cache. */
export const blockLeaves = 8;
export const blockWords = 2 * blockLeaves;
/** Blocks of a group. In a group each plane's words stand together, so that planes asked for together share pages. */
export const groupBlocks = 16;
export const planeStride = groupBlocks * blockWords;

/**
 * Where each kind of yes-or-no stands among the planes: plane `skills + 5` says of everybody whether they have skill 5.
 * Word k of a volunteer (skills low and high, credentials low and high, languages, seven of availability, traits) is
 * planes 32k and up.
 */
export const planeOf = { skills: 0, credentials: 64, languages: 128, slots: 160, traits: 384 } as const;
const planeCount = 384 + 8;
const wordCount = 13;
const groupSize = planeCount * planeStride;
/** A plane beside the traits of `traitBits`: active and no team. */
const personBit = 64;
export const personPlane = planeOf.traits + 6;

/** The plane of one trait: of its single bit. */
export function planeOfTrait(bit: (typeof traitBits)[keyof typeof traitBits]): number {
  return planeOf.traits + Math.log2(bit);
}

/** What is no yes or no stands side by side, so many numbers a row: half a line of the cache. */
export const rowWords = 8;
export const eastWord = 0;
export const northWord = 1;
/** Size in bits 8..15, birthday in bits 16..31, as in `VolunteerColumns.traits`. */
export const sizeAndBirthdayWord = 2;
export const householdWord = 3;
/** Review in bits 0..7, broken promises in 8..15, load in 16..31. */
export const standingWord = 4;
export const preferencesWord = 5;
export const reachWord = 6;
/** Whose row it is; -1 in an empty one. */
export const idWord = 7;

/**
 * What the index knows of the volunteers, leaf by leaf. What is yes or no stands in planes, bit-sliced: one pair of
 * words says it of all 64 rows of a leaf, so that 64 volunteers are asked at once. The rest is one number a row.
 * (Bit slicing: P. O'Neil, D. Quass, Improved query performance with variant indexes, SIGMOD 1997.)
 */
export interface Leaves {
  leafCount: number;
  blockCount: number;
  /** Group after group, in each plane after plane: 16 words a block, two for each of its eight leaves. */
  planes: Int32Array;
  /** How common each plane was when last counted: the rarest is asked for first. */
  planePopulation: Int32Array;
  /** `rowWords` numbers a row. */
  rows: Int32Array;
}

/** Room for 64 volunteers in each of so many leaves, all empty. */
export function emptyLeaves(leafCount: number): Leaves {
  const blockCount = Math.ceil(leafCount / blockLeaves);
  const rows = new Int32Array(leafCount * leafRoom * rowWords);
  for (let at = idWord; at < rows.length; at += rowWords) rows[at] = -1;
  return {
    leafCount,
    blockCount,
    planes: new Int32Array(Math.ceil(blockCount / groupBlocks) * groupSize),
    planePopulation: new Int32Array(planeCount),
    rows,
  };
}

/** Where the word of plane 0 stands that a row is in. */
export function firstWordOf(row: number): number {
  const word = row >> 5;
  return Math.floor(word / planeStride) * groupSize + (word & (planeStride - 1));
}

/** Where the words of plane 0 stand in a block. */
export function firstWordOfBlock(block: number): number {
  return Math.floor(block / groupBlocks) * groupSize + (block & (groupBlocks - 1)) * blockWords;
}

/** Enters volunteer `from` of the columns into an empty row, under an id. */
export function enterRow(leaves: Leaves, row: number, id: number, source: VolunteerColumns, from: number): void {
  const { planes } = leaves;
  const at = firstWordOf(row);
  const bit = 1 << (row & 31);
  for (let word = 0; word < wordCount; word++) {
    for (let bits = wordAt(source, word, from); bits !== 0; bits &= bits - 1) {
      planes[at + (word * 32 + 31 - Math.clz32(bits & -bits)) * planeStride]! |= bit;
    }
  }
  enterNumbers(leaves, row, id, source, from);
}

function enterNumbers({ rows }: Leaves, row: number, id: number, source: VolunteerColumns, from: number): void {
  const at = row * rowWords;
  rows[at + eastWord] = source.eastMetres[from]!;
  rows[at + northWord] = source.northMetres[from]!;
  rows[at + sizeAndBirthdayWord] = source.traits[from]! & ~255;
  rows[at + householdWord] = source.household[from]!;
  rows[at + standingWord] = source.standing[from]!;
  rows[at + preferencesWord] = source.preferences[from]!;
  rows[at + reachWord] = source.reachMetres[from]!;
  rows[at + idWord] = id;
}

/**
 * Enters all volunteers of the columns at once into empty leaves: volunteer i into row `rowOf[i]`, under id i. Reads the
 * columns in their order, lays the words of each row side by side, then turns them, 32 by 32 bits, into words of planes.
 */
export function enterAll(leaves: Leaves, source: VolunteerColumns, rowOf: Int32Array): void {
  const words = new Int32Array(leaves.leafCount * leafRoom * wordCount);
  for (let id = 0; id < source.count; id++) {
    const row = rowOf[id]!;
    enterNumbers(leaves, row, id, source, id);
    const at = row * wordCount;
    for (let word = 0; word < wordCount; word++) words[at + word] = wordAt(source, word, id);
  }
  const square = new Int32Array(32);
  for (let first = 0; first < leaves.leafCount * leafRoom; first += 32) {
    for (let word = 0; word < wordCount; word++) turnInto(leaves, words, first, word, square);
  }
}

/** Turns one word of 32 rows into 32 planes; those nobody has are left at zero. */
function turnInto({ planes }: Leaves, words: Int32Array, first: number, word: number, square: Int32Array): void {
  let any = 0;
  for (let i = 0; i < 32; i++) any |= square[i] = words[(first + i) * wordCount + word]!;
  if (any === 0) return;
  turn(square);
  const at = firstWordOf(first) + word * 32 * planeStride;
  const planesOfWord = Math.min(32, planeCount - word * 32);
  for (let i = 0; i < planesOfWord; i++) planes[at + i * planeStride] = square[i]!;
}

/** Transposes 32 by 32 bits in place: bit c of word r becomes bit r of word c (H. Warren, Hacker's Delight, 2nd ed., 7-3). */
function turn(square: Int32Array): void {
  let mask = 0x0000ffff;
  for (let step = 16; step !== 0; step >>= 1, mask ^= mask << step) {
    for (let from = 0; from < 32; from += 2 * step) {
      for (let k = from; k < from + step; k++) {
        const low = square[k]!;
        const high = square[k + step]!;
        const swap = ((low >>> step) ^ high) & mask;
        square[k] = low ^ (swap << step);
        square[k + step] = high ^ swap;
      }
    }
  }
}

/** Empties a row; nothing finds who stood there. */
export function clearRow(leaves: Leaves, row: number): void {
  const { planes, rows } = leaves;
  const at = firstWordOf(row);
  const kept = ~(1 << (row & 31));
  for (let plane = 0; plane < planeCount; plane++) planes[at + plane * planeStride]! &= kept;
  rows[row * rowWords + idWord] = -1;
}

/** Counts how many in every fourth block have each plane. Only the order of questions depends on it, never an answer. */
export function countPlanes(leaves: Leaves): void {
  const { planes, planePopulation } = leaves;
  planePopulation.fill(0);
  for (let block = 0; block < leaves.blockCount; block += 4) {
    for (let plane = 0; plane < planeCount; plane++) {
      const first = firstWordOfBlock(block) + plane * planeStride;
      let population = 0;
      for (let at = first; at < first + blockWords; at++) population += bitCount(planes[at]!);
      planePopulation[plane]! += population;
    }
  }
}

/** Copies what a row knows onto row `to` of the columns. */
export function copyRowOut(leaves: Leaves, row: number, target: VolunteerColumns, to: number): void {
  const { planes, rows } = leaves;
  const first = firstWordOf(row);
  const shift = row & 31;
  const words = new Int32Array(wordCount);
  for (let plane = 0; plane < planeCount; plane++) {
    words[plane >> 5]! |= ((planes[first + plane * planeStride]! >>> shift) & 1) << (plane & 31);
  }
  target.skillsLow[to] = words[0]!;
  target.skillsHigh[to] = words[1]!;
  target.credentialsLow[to] = words[2]!;
  target.credentialsHigh[to] = words[3]!;
  target.languages[to] = words[4]!;
  target.availability.set(words.subarray(5, 5 + availabilityWords), to * availabilityWords);
  const at = row * rowWords;
  target.traits[to] = (words[12]! & ~personBit) | rows[at + sizeAndBirthdayWord]!;
  target.eastMetres[to] = rows[at + eastWord]!;
  target.northMetres[to] = rows[at + northWord]!;
  target.household[to] = rows[at + householdWord]!;
  target.standing[to] = rows[at + standingWord]!;
  target.preferences[to] = rows[at + preferencesWord]!;
  target.reachMetres[to] = rows[at + reachWord]!;
}

/** Columns of one volunteer, as `enterRow` takes them. */
export function columnsOf(volunteer: Volunteer): VolunteerColumns {
  const columns = emptyColumns(1);
  writeRow(columns, 0, volunteer);
  return columns;
}

/** Which of the 32 planes from `first` on anybody in the block has, one bit each. */
export function anyOf(leaves: Leaves, block: number, first: number): number {
  const { planes } = leaves;
  let bits = 0;
  for (let i = 0; i < 32; i++) {
    const place = firstWordOfBlock(block) + (first + i) * planeStride;
    let any = 0;
    for (let at = place; at < place + blockWords; at++) any |= planes[at]!;
    if (any !== 0) bits |= 1 << i;
  }
  return bits;
}

function wordAt(source: VolunteerColumns, word: number, row: number): number {
  if (word === 0) return source.skillsLow[row]!;
  if (word === 1) return source.skillsHigh[row]!;
  if (word === 2) return source.credentialsLow[row]!;
  if (word === 3) return source.credentialsHigh[row]!;
  if (word === 4) return source.languages[row]!;
  if (word < 12) return source.availability[row * availabilityWords + word - 5]!;
  const traits = source.traits[row]! & 63;
  return (traits & (traitBits.team | traitBits.active)) === traitBits.active ? traits | personBit : traits;
}

/** Bits set in 32 (H. Warren, Hacker's Delight, 2nd ed., 5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
