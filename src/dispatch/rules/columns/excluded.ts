import {
  eastWord,
  firstWordOf,
  idWord,
  type Leaves,
  northWord,
  personPlane,
  planeOf,
  planeOfTrait,
  planeStride,
  rowWords,
} from '../../../matching/leaves.ts';
import { type Exclusion, type OrderNeed, slotsPerWeek, traitBits } from '../../../matching/schema.ts';
import type { Snapshot } from '../../../matching/snapshot.ts';

/** How many within an order's radius are kept from it by what; those who could serve; who lacks two things counts twice. */
export interface ExcludedCounts {
  within: number;
  byReason: Partial<Record<Exclusion, number>>;
}

/**
 * Counts, among everybody whom the order's radius reaches, who is kept from it by which yes-or-no reason. Sixty-four at
 * once; what needs a birthday or a size is told by the search, not here. Costs one look at each row's place.
 */
export function countExcluded(snapshot: Snapshot, need: OrderNeed): ExcludedCounts {
  const reasons = planesByReason(need);
  const byReason: ExcludedCounts['byReason'] = {};
  const { leaves } = snapshot;
  let within = 0;
  for (let half = 0; half < 2 * leaves.leafCount; half++) {
    const near = nearRows(leaves, need, half);
    if (near === 0) continue;
    within += bitCount(near);
    const at = firstWordOf(32 * half);
    for (const [reason, needed] of reasons) {
      let having = -1;
      for (const plane of needed) having &= leaves.planes[at + plane * planeStride]!;
      const lacking = bitCount(near & ~having);
      if (lacking > 0) byReason[reason] = (byReason[reason] ?? 0) + lacking;
    }
  }
  return { within, byReason };
}

/** How many people within reach could serve, and how many of them have a half-hour free on each day, Monday first. */
export interface FreePeople {
  people: number;
  free: number[];
}

const DAYS = 7;

/**
 * Counts the people whom a need's radius reaches, who are not away and have its skills and papers (and whom somebody has met,
 * for homes), whatever the hour. Who is too young for it counts too: the index's search tells of years. Costs one look at each
 * row's place and 196 at each half leaf.
 */
export function countFree(snapshot: Snapshot, need: OrderNeed): FreePeople {
  const needed = [
    personPlane,
    ...planesByReason(need)
      .filter(([reason]) => reason !== 'unavailable')
      .flatMap(([, planes]) => planes),
  ];
  const { leaves } = snapshot;
  const free = Array.from({ length: DAYS }, () => 0);
  const slots = slotsPerWeek / DAYS;
  let people = 0;
  for (let half = 0; half < 2 * leaves.leafCount; half++) {
    const at = firstWordOf(32 * half);
    let able = -1;
    for (const plane of needed) able &= leaves.planes[at + plane * planeStride]!;
    if (able !== 0) able &= nearRows(leaves, need, half);
    if (able === 0) continue;
    people += bitCount(able);
    for (let day = 0; day < DAYS; day++) {
      let some = 0;
      for (let slot = 0; slot < slots; slot++)
        some |= leaves.planes[at + (planeOf.slots + day * slots + slot) * planeStride]!;
      free[day]! += bitCount(able & some);
    }
  }
  return { people, free };
}

/** One bit for each of the 32 rows of a half leaf in which somebody stands whom the order's radius reaches. */
function nearRows({ rows }: Leaves, need: OrderNeed, half: number): number {
  const radiusSquared = need.radiusMetres * need.radiusMetres;
  let near = 0;
  for (let row = 0; row < 32; row++) {
    const at = (32 * half + row) * rowWords;
    if (rows[at + idWord]! < 0) continue;
    const east = rows[at + eastWord]! - need.eastMetres;
    const north = rows[at + northWord]! - need.northMetres;
    if (east * east + north * north <= radiusSquared) near |= 1 << row;
  }
  return near;
}

function planesByReason(need: OrderNeed): [Exclusion, number[]][] {
  const reasons: [Exclusion, number[]][] = [
    ['inactive', [planeOfTrait(traitBits.active)]],
    ['skill', bitsOf(need.skillsLow, need.skillsHigh).map((bit) => planeOf.skills + bit)],
    ['credential', bitsOf(need.credentialsLow, need.credentialsHigh).map((bit) => planeOf.credentials + bit)],
    ['not_verified', need.homeVisit ? [planeOfTrait(traitBits.verified)] : []],
    [
      'unavailable',
      Array.from({ length: need.window[1] - need.window[0] }, (_, n) => planeOf.slots + need.window[0] + n),
    ],
  ];
  return reasons.filter(([, planes]) => planes.length > 0);
}

function bitsOf(low: number, high: number): number[] {
  const bits: number[] = [];
  for (let bit = 0; bit < 32; bit++) if ((low & (1 << bit)) !== 0) bits.push(bit);
  for (let bit = 0; bit < 32; bit++) if ((high & (1 << bit)) !== 0) bits.push(32 + bit);
  return bits;
}

/** Bits set in 32 (H. Warren, Hacker's Delight, 2nd ed., 5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
