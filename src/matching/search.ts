import { Best, Queue, type Ranking } from './best.ts';
import { emptyColumns, readRow } from './columns.ts';
import {
  blockWords,
  copyRowOut,
  eastWord,
  firstWordOfBlock,
  groupBlocks,
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
import { type Blocks, type Snapshot, traitWords, volunteerOf } from './snapshot.ts';

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
  if (k > 0 && need.isPossible) new Search(snapshot, need, best, terms.prices).run();
  return best.ranking();
}

/** A place to look in and its distance in one number, so that the nearest is the least: metres * 2^21 + place. */
const places = 2 ** 21;
/** Places from here on are groups of blocks. */
const firstGroup = 2 ** 20;

/** One search: the best so far, and what is asked for. */
class Search {
  private readonly snapshot: Snapshot;
  private readonly need: CompiledNeed;
  private readonly best: Best;
  private readonly prices: Int32Array | undefined;

  constructor(snapshot: Snapshot, need: CompiledNeed, best: Best, prices: Int32Array | undefined) {
    this.snapshot = snapshot;
    this.need = need;
    this.best = best;
    this.prices = prices;
  }

  /**
   * Nearest first, groups of blocks opened into their blocks as they come up, until even perfect other terms at that
   * distance cannot reach the k-th best.
   */
  run(): void {
    const { need, best } = this;
    const { blocks, groups } = this.snapshot;
    const queue = new Queue();
    enqueue(queue, groups, 0, groups.count, firstGroup, need);
    for (let nearest = queue.pop(); nearest < Number.POSITIVE_INFINITY; nearest = queue.pop()) {
      const metres = Math.floor(nearest / places);
      const most = need.softTerms + distanceTerm(metres, need.policy);
      if (most < best.worst) return;
      const place = nearest - metres * places;
      if (place < firstGroup) {
        this.scanBlock(place, most);
        continue;
      }
      const first = (place - firstGroup) * groupBlocks;
      enqueue(queue, blocks, first, Math.min(blocks.count, first + groupBlocks), 0, need);
    }
  }

  /** Asks a block, 32 volunteers at once, for everything that is yes or no. `most`: the best score that it can hold. */
  private scanBlock(block: number, most: number): void {
    const { planes } = this.snapshot.leaves;
    const { required } = this.need;
    const base = firstWordOfBlock(block);
    const rarest = base + required[0]!;
    const count = required.length;
    for (let word = 0; word < blockWords; word++) {
      let rows = planes[rarest + word]!;
      for (let i = 1; i < count && rows !== 0; i++) rows &= planes[base + required[i]! + word]!;
      if (rows !== 0) this.scanRows(base + word, (block * blockWords + word) * 32, rows, most);
    }
  }

  /** Measures the rows from `first` on whose bit is set, one by one; `half` is where their words stand. */
  private scanRows(half: number, first: number, bits: number, most: number): void {
    const { need, best, prices } = this;
    const { planes, rows } = this.snapshot.leaves;
    const { order, policy, proved, welcome } = need;
    let hasProved = proved.length > 0 ? -1 : 0;
    for (let i = 0; i < proved.length; i++) hasProved &= planes[proved[i]! + half]!;
    let isWelcome = 0;
    for (let i = 0; i < welcome.length; i++) isWelcome |= planes[welcome[i]! + half]!;
    let rest = bits;
    // Where the block leaves too little room for going without a term, nobody without it is looked at.
    if (proved.length > 0 && most - policy.credential < best.worst) rest &= hasProved;
    if (welcome.length > 0 && most - policy.language < best.worst) rest &= isWelcome;
    if (rest === 0) return;
    const isFreeBefore = need.before < 0 ? 0 : planes[need.before + half]!;
    const isFreeAfter = need.after < 0 ? 0 : planes[need.after + half]!;
    const isTeam = need.team < 0 ? 0 : planes[need.team + half]!;
    const hasConsent = need.consent < 0 ? 0 : planes[need.consent + half]!;
    for (; rest !== 0; rest &= rest - 1) {
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
}

/**
 * Puts places from `first` to before `end` into the queue, under their number plus `base`: those in reach in which every
 * skill, credential and language is found that is needed.
 */
function enqueue(
  queue: Queue,
  { bounds, traits }: Blocks,
  first: number,
  end: number,
  base: number,
  need: CompiledNeed,
): void {
  const { eastMetres, northMetres, skillsLow, skillsHigh, credentialsLow, credentialsHigh, languages } = need.order;
  for (let place = first; place < end; place++) {
    const at = place * 4;
    const east = Math.max(0, bounds[at]! - eastMetres, eastMetres - bounds[at + 1]!);
    const north = Math.max(0, bounds[at + 2]! - northMetres, northMetres - bounds[at + 3]!);
    const squared = east * east + north * north;
    if (squared > need.radiusSquared) continue;
    const trait = place * traitWords;
    const lacking =
      (skillsLow & ~traits[trait]!) |
      (skillsHigh & ~traits[trait + 1]!) |
      (credentialsLow & ~traits[trait + 2]!) |
      (credentialsHigh & ~traits[trait + 3]!) |
      (languages & ~traits[trait + 4]!);
    if (lacking === 0) queue.push(Math.floor(Math.sqrt(squared)) * places + base + place);
  }
}

function distanceTerm(metres: number, policy: MatchingPolicy): number {
  return 0 - Math.floor((metres * policy.distancePerKilometre) / 1000);
}
