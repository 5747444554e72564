import { Best, Queue, type Ranking } from './best.ts';
import { emptyColumns, readRow } from './columns.ts';
import {
  blockSize,
  blockWords,
  copyRowOut,
  eastWord,
  householdWord,
  idWord,
  northWord,
  preferencesWord,
  reachWord,
  rowWords,
  sizeAndBirthdayWord,
  standingWord,
} from './leaves.ts';
import { type CompiledNeed, compileNeed } from './need.ts';
import { exclusions, scoreOf, scoreTerms } from './rules.ts';
import type { Candidate, Exclusion, MatchingPolicy, OrderNeed } from './schema.ts';
import { type Blocks, groupBlocks, type Snapshot, traitWords, volunteerOf } from './snapshot.ts';

/** Prices that other orders have put on volunteers' time, and the score a candidate must beat after paying theirs. */
export interface SearchTerms {
  /** By volunteer id; points taken from the score, never negative. */
  prices?: Int32Array;
  /** Only candidates strictly above it are returned. */
  above?: number;
}

/**
 * The k best eligible candidates with the terms of their scores, best first, ties by lower id: exactly what looking at
 * everyone gives. Fewer than k only when no more are eligible.
 */
export function topK(snapshot: Snapshot, order: OrderNeed, k: number, policy: MatchingPolicy): Candidate[] {
  const ranking = rank(snapshot, order, k, policy);
  const candidates: Candidate[] = [];
  const columns = emptyColumns(1);
  for (let i = 0; i < ranking.count; i++) {
    const volunteer = ranking.volunteers[i]!;
    copyRowOut(snapshot.leaves, snapshot.rowOf[volunteer]!, columns, 0);
    const terms = scoreTerms(order, readRow(columns, 0), policy);
    candidates.push({ volunteer, score: scoreOf(terms), terms });
  }
  return candidates;
}

/** Why this volunteer is not a candidate for this order: every reason, none when they are one, null when unknown. */
export function whyExcluded(snapshot: Snapshot, order: OrderNeed, id: number): Exclusion[] | null {
  const volunteer = volunteerOf(snapshot, id);
  return volunteer === null ? null : exclusions(order, id, volunteer);
}

/** As `topK`, bare numbers only: what batches of thousands of orders use. */
export function rank(
  snapshot: Snapshot,
  order: OrderNeed,
  k: number,
  policy: MatchingPolicy,
  terms: SearchTerms = {},
): Ranking {
  const best = new Best(k, terms.above ?? -(2 ** 31));
  const need = compileNeed(snapshot.leaves, order, policy);
  if (k > 0 && need.isPossible) visit(snapshot, need, best, terms.prices);
  return best.ranking();
}

/** A place to look in and its distance in one number, so that the nearest is the least: metres * 2^21 + place. */
const places = 2 ** 21;
/** Places from here on are groups of blocks. */
const firstGroup = 2 ** 20;

/**
 * Nearest first, groups of blocks opened into their blocks as they come up, until even perfect other terms at that
 * distance cannot reach the k-th best.
 */
function visit(snapshot: Snapshot, need: CompiledNeed, best: Best, prices: Int32Array | undefined): void {
  const { blocks, groups } = snapshot;
  const queue = new Queue();
  for (let group = 0; group < groups.count; group++) {
    const metres = metresTo(groups, group, need);
    if (metres >= 0) queue.push(metres * places + firstGroup + group);
  }
  for (let nearest = queue.pop(); nearest < Number.POSITIVE_INFINITY; nearest = queue.pop()) {
    const metres = Math.floor(nearest / places);
    if (need.softTerms + distanceTerm(metres, need.policy) < best.worst) return;
    const place = nearest - metres * places;
    if (place < firstGroup) {
      scanBlock(snapshot, place, need, best, prices);
      continue;
    }
    const first = (place - firstGroup) * groupBlocks;
    const end = Math.min(blocks.count, first + groupBlocks);
    for (let block = first; block < end; block++) {
      const away = metresTo(blocks, block, need);
      if (away >= 0) queue.push(away * places + block);
    }
  }
}

/** Metres to the nearest point of a block or group, or -1 where it is out of reach or lacks a skill, credential or language. */
function metresTo({ bounds, traits }: Blocks, place: number, need: CompiledNeed): number {
  const { order } = need;
  const at = place * 4;
  const east = Math.max(0, bounds[at]! - order.eastMetres, order.eastMetres - bounds[at + 1]!);
  const north = Math.max(0, bounds[at + 2]! - order.northMetres, order.northMetres - bounds[at + 3]!);
  const squared = east * east + north * north;
  if (squared > need.radiusSquared) return -1;
  const first = place * traitWords;
  const lacking =
    (order.skillsLow & ~traits[first]!) |
    (order.skillsHigh & ~traits[first + 1]!) |
    (order.credentialsLow & ~traits[first + 2]!) |
    (order.credentialsHigh & ~traits[first + 3]!) |
    (order.languages & ~traits[first + 4]!);
  return lacking === 0 ? Math.floor(Math.sqrt(squared)) : -1;
}

function distanceTerm(metres: number, policy: MatchingPolicy): number {
  return 0 - Math.floor((metres * policy.distancePerKilometre) / 1000);
}

/** Asks a block, 32 volunteers at once, for everything that is yes or no; who is left is measured one by one. */
function scanBlock(
  snapshot: Snapshot,
  block: number,
  need: CompiledNeed,
  best: Best,
  prices: Int32Array | undefined,
): void {
  const { planes } = snapshot.leaves;
  const { required } = need;
  const base = block * blockSize;
  const rarest = base + required[0]!;
  const count = required.length;
  for (let word = 0; word < blockWords; word++) {
    let rows = planes[rarest + word]!;
    for (let i = 1; i < count && rows !== 0; i++) rows &= planes[base + required[i]! + word]!;
    if (rows !== 0) scanRows(snapshot, base + word, (block * blockWords + word) * 32, rows, need, best, prices);
  }
}

/** Looks at the rows from `first` on whose bit is set; `half` is where their words stand. */
function scanRows(
  snapshot: Snapshot,
  half: number,
  first: number,
  bits: number,
  need: CompiledNeed,
  best: Best,
  prices: Int32Array | undefined,
): void {
  const { planes, rows } = snapshot.leaves;
  const { order, policy, proved, welcome } = need;
  let hasProved = proved.length > 0 ? -1 : 0;
  for (let i = 0; i < proved.length; i++) hasProved &= planes[proved[i]! + half]!;
  let isWelcome = 0;
  for (let i = 0; i < welcome.length; i++) isWelcome |= planes[welcome[i]! + half]!;
  const isFreeBefore = need.before < 0 ? 0 : planes[need.before + half]!;
  const isFreeAfter = need.after < 0 ? 0 : planes[need.after + half]!;
  const isTeam = need.team < 0 ? 0 : planes[need.team + half]!;
  const hasConsent = need.consent < 0 ? 0 : planes[need.consent + half]!;
  for (let rest = bits; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest;
    const at = (first + 31 - Math.clz32(bit)) * rowWords;
    const east = rows[at + eastWord]! - order.eastMetres;
    const north = rows[at + northWord]! - order.northMetres;
    const squared = east * east + north * north;
    const reach = rows[at + reachWord]!;
    if (squared > need.radiusSquared || squared > reach * reach) continue;
    let score = distanceTerm(Math.floor(Math.sqrt(squared)), policy);
    if (score + need.softTerms < best.worst) continue;
    const sizeAndBirthday = rows[at + sizeAndBirthdayWord]!;
    if ((isTeam & bit) !== 0) {
      if (((sizeAndBirthday >>> 8) & 255) < need.teamSize) continue;
    } else {
      const born = sizeAndBirthday >>> 16;
      if (born > need.latestBorn || born <= need.earliestBorn) continue;
      if (born > need.adultBorn && (hasConsent & bit) === 0) continue;
    }
    if (order.household !== 0 && order.household === rows[at + householdWord]) continue;
    const id = rows[at + idWord]!;
    if (need.conflicts?.has(id)) continue;
    const standing = rows[at + standingWord]!;
    if ((hasProved & bit) !== 0) score += policy.credential;
    if ((isFreeBefore & bit) !== 0) score += policy.availabilityMargin;
    if ((isFreeAfter & bit) !== 0) score += policy.availabilityMargin;
    if ((isWelcome & bit) !== 0) score += policy.language;
    score += (standing & 255) * policy.review;
    score -= ((standing >>> 8) & 255) * policy.brokenPromise;
    score -= 2 * policy.loadPrice * (standing >>> 16);
    if ((rows[at + preferencesWord]! & (1 << order.category)) !== 0) score += policy.preference;
    if (prices !== undefined) score -= prices[id]!;
    best.offer(id, score);
  }
}
