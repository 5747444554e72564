import { emptyColumns, type VolunteerColumns, writeRow } from './columns.ts';
import { availabilityWords, traitBits, type Volunteer } from './schema.ts';

/** Rows a leaf has room for: one bit of a plane each, in two 32-bit halves. */
export const leafRoom = 64;

/**
 * Where each kind of yes-or-no stands among the planes: plane `skills + 5` says of everybody whether they have skill 5.
 * Word k of a volunteer (skills low and high, credentials low and high, languages, seven of availability, traits) is
 * planes 32k and up.
 */
export const planeOf = { skills: 0, credentials: 64, languages: 128, slots: 160, traits: 384 } as const;
const planeCount = 384 + 8;
const wordCount = 13;
/** A plane beside the traits of `traitBits`: in the index and no team. */
const personBit = 64;
export const personPlane = planeOf.traits + 6;

/** The plane of one trait: of its single bit. */
export function planeOfTrait(bit: (typeof traitBits)[keyof typeof traitBits]): number {
  return planeOf.traits + Math.log2(bit);
}

/**
 * What the index knows of the volunteers, leaf by leaf. What is yes or no stands in planes, bit-sliced: one pair of
 * words says it of all 64 rows of a leaf, so that 64 volunteers are asked at once. The rest is one number a row.
 * (Bit slicing: P. O'Neil, D. Quass, Improved query performance with variant indexes, SIGMOD 1997.)
 */
export interface Leaves {
  leafCount: number;
  /** Half h (rows 32h..32h+31) of plane p of leaf j: `(p * leafCount + j) * 2 + h`. */
  planes: Int32Array;
  /** How many volunteers had each plane when last counted: the rarest is asked for first. */
  planePopulation: Int32Array;
  eastMetres: Int32Array;
  northMetres: Int32Array;
  /** Size in bits 8..15, birthday in bits 16..31, as in `VolunteerColumns.traits`. */
  sizeAndBirthday: Int32Array;
  household: Int32Array;
  /** Review in bits 0..7, broken promises in 8..15, load in 16..31. */
  standing: Int32Array;
  preferences: Int32Array;
  reachMetres: Uint16Array;
}

/** Room for 64 volunteers in each of so many leaves, all empty. */
export function emptyLeaves(leafCount: number): Leaves {
  const rows = leafCount * leafRoom;
  return {
    leafCount,
    planes: new Int32Array(planeCount * leafCount * 2),
    planePopulation: new Int32Array(planeCount),
    eastMetres: new Int32Array(rows),
    northMetres: new Int32Array(rows),
    sizeAndBirthday: new Int32Array(rows),
    household: new Int32Array(rows),
    standing: new Int32Array(rows),
    preferences: new Int32Array(rows),
    reachMetres: new Uint16Array(rows),
  };
}

/** Enters volunteer `from` of the columns into an empty row. */
export function enterRow(leaves: Leaves, row: number, source: VolunteerColumns, from: number): void {
  const { planes, leafCount } = leaves;
  const at = (row >> 6) * 2 + ((row >> 5) & 1);
  const bit = 1 << (row & 31);
  for (let word = 0; word < wordCount; word++) {
    for (let bits = wordAt(source, word, from); bits !== 0; bits &= bits - 1) {
      planes[(word * 32 + 31 - Math.clz32(bits & -bits)) * leafCount * 2 + at]! |= bit;
    }
  }
  leaves.eastMetres[row] = source.eastMetres[from]!;
  leaves.northMetres[row] = source.northMetres[from]!;
  leaves.sizeAndBirthday[row] = source.traits[from]! & ~255;
  leaves.household[row] = source.household[from]!;
  leaves.standing[row] = source.standing[from]!;
  leaves.preferences[row] = source.preferences[from]!;
  leaves.reachMetres[row] = source.reachMetres[from]!;
}

/** Empties a row; nothing finds who stood there. */
export function clearRow(leaves: Leaves, row: number): void {
  const { planes, leafCount } = leaves;
  const at = (row >> 6) * 2 + ((row >> 5) & 1);
  const bit = 1 << (row & 31);
  for (let plane = 0; plane < planeCount; plane++) planes[plane * leafCount * 2 + at]! &= ~bit;
}

/** Counts how many have each plane. Only the order of questions depends on it, never an answer. */
export function countPlanes(leaves: Leaves): void {
  const { planes, planePopulation, leafCount } = leaves;
  for (let plane = 0; plane < planeCount; plane++) {
    let population = 0;
    const end = (plane + 1) * leafCount * 2;
    for (let at = plane * leafCount * 2; at < end; at++) population += bitCount(planes[at]!);
    planePopulation[plane] = population;
  }
}

/** Copies what a row knows onto row `to` of the columns. */
export function copyRowOut(leaves: Leaves, row: number, target: VolunteerColumns, to: number): void {
  const { planes, leafCount } = leaves;
  const at = (row >> 6) * 2 + ((row >> 5) & 1);
  const shift = row & 31;
  const words = new Int32Array(wordCount + 1);
  for (let plane = 0; plane < planeCount; plane++) {
    words[plane >> 5]! |= ((planes[plane * leafCount * 2 + at]! >>> shift) & 1) << (plane & 31);
  }
  target.skillsLow[to] = words[0]!;
  target.skillsHigh[to] = words[1]!;
  target.credentialsLow[to] = words[2]!;
  target.credentialsHigh[to] = words[3]!;
  target.languages[to] = words[4]!;
  target.availability.set(words.subarray(5, 5 + availabilityWords), to * availabilityWords);
  target.traits[to] = (words[12]! & ~personBit) | leaves.sizeAndBirthday[row]!;
  target.eastMetres[to] = leaves.eastMetres[row]!;
  target.northMetres[to] = leaves.northMetres[row]!;
  target.household[to] = leaves.household[row]!;
  target.standing[to] = leaves.standing[row]!;
  target.preferences[to] = leaves.preferences[row]!;
  target.reachMetres[to] = leaves.reachMetres[row]!;
}

/** Columns of one volunteer, as `enterRow` takes them. */
export function columnsOf(volunteer: Volunteer): VolunteerColumns {
  const columns = emptyColumns(1);
  writeRow(columns, 0, volunteer);
  return columns;
}

/** Which of the 32 planes from `first` on anybody in the leaf has, one bit each. */
export function anyOf(leaves: Leaves, leaf: number, first: number): number {
  const { planes, leafCount } = leaves;
  let bits = 0;
  for (let i = 0; i < 32; i++) {
    const place = ((first + i) * leafCount + leaf) * 2;
    if ((planes[place]! | planes[place + 1]!) !== 0) bits |= 1 << i;
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
  return (traits & traitBits.team) === 0 ? traits | personBit : traits;
}

/** Bits set in 32 (H. Warren, Hacker's Delight, 2nd ed., 5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
