import { emptyColumns, readRow } from './columns.ts';
import { copyRowOut, type Leaves, leafRoom, personPlane, planeOf, planeOfTrait } from './leaves.ts';
import { bestSoftTerms, exclusions, latestBirthday, scoreOf, scoreTerms } from './rules.ts';
import {
  type Candidate,
  type Exclusion,
  type MatchingPolicy,
  type OrderNeed,
  slotsPerWeek,
  traitBits,
} from './schema.ts';
import { type Snapshot, type Tree, traitWords, volunteerOf } from './snapshot.ts';

/** Prices that other orders have put on volunteers' time, and the score a candidate must beat after paying theirs. */
export interface SearchTerms {
  /** By volunteer id; points taken from the score, never negative. */
  prices?: Int32Array;
  /** Only candidates strictly above it are returned. */
  above?: number;
}

/** The k best of a search: volunteer ids and scores (prices taken off), best first, ties by lower id. */
export interface Ranking {
  count: number;
  volunteers: Int32Array;
  scores: Int32Array;
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
  const need = compile(snapshot.leaves, order, policy);
  if (k > 0 && need.isPossible) walk(snapshot, need, best, terms.prices);
  return best.ranking();
}

/** An order's needs, made ready for the inner loop. Planes are given by where their words begin. */
interface CompiledNeed {
  isPossible: boolean;
  order: OrderNeed;
  policy: MatchingPolicy;
  radiusSquared: number;
  softTerms: number;
  /** What a node's `traits` must hold, word by word. */
  nodeTraits: Int32Array;
  /** Planes that a candidate must have, the rarest first. */
  required: Int32Array;
  /** Planes that earn a term: all of `proved`, `before`, `after` (-1: no such slot), any of `welcome`. */
  proved: Int32Array;
  before: number;
  after: number;
  welcome: Int32Array;
  /** Planes that decide which of the rules of age and size apply. */
  team: number;
  consent: number;
  latestBorn: number;
  earliestBorn: number;
  adultBorn: number;
  teamSize: number;
  conflicts: Set<number> | null;
}

function compile(leaves: Leaves, order: OrderNeed, policy: MatchingPolicy): CompiledNeed {
  const [start, end] = order.window;
  const isWithinWeek = start >= 0 && end <= slotsPerWeek;
  const required = isWithinWeek ? requiredPlanes(order) : [];
  required.sort((a, b) => leaves.planePopulation[a]! - leaves.planePopulation[b]!);
  const placeOf = (plane: number) => plane * leaves.leafCount * 2;
  const slot = (at: number) => (at >= 0 && at < slotsPerWeek ? placeOf(planeOf.slots + at) : -1);
  const skills = bitsOf(order.skillsLow, order.skillsHigh);
  return {
    isPossible: isWithinWeek,
    order,
    policy,
    radiusSquared: order.radiusMetres * order.radiusMetres,
    softTerms: bestSoftTerms(order, policy),
    nodeTraits: Int32Array.of(
      order.skillsLow,
      order.skillsHigh,
      order.credentialsLow,
      order.credentialsHigh,
      order.languages,
    ),
    required: Int32Array.from(required, placeOf),
    proved: Int32Array.from(skills, (skill) => placeOf(planeOf.credentials + skill)),
    before: slot(start - 1),
    after: slot(end),
    welcome: Int32Array.from(bitsOf(order.languagesWelcome, 0), (language) => placeOf(planeOf.languages + language)),
    team: placeOf(planeOfTrait(traitBits.team)),
    consent: placeOf(planeOfTrait(traitBits.guardianConsent)),
    latestBorn: latestBirthday(order.day, order.minimumAge),
    earliestBorn: latestBirthday(order.day, order.maximumAge + 1),
    adultBorn: latestBirthday(order.day, 18),
    teamSize: order.twoPersons ? Math.max(2, order.demand) : order.demand,
    conflicts: order.conflicts.length > 0 ? new Set(order.conflicts) : null,
  };
}

/** Planes that whoever serves the order must have, each once. */
function requiredPlanes(order: OrderNeed): number[] {
  const planes = [planeOfTrait(traitBits.active)];
  for (const skill of bitsOf(order.skillsLow, order.skillsHigh)) planes.push(planeOf.skills + skill);
  for (const skill of bitsOf(order.credentialsLow, order.credentialsHigh)) planes.push(planeOf.credentials + skill);
  for (const language of bitsOf(order.languages, 0)) planes.push(planeOf.languages + language);
  for (let slot = order.window[0]; slot < order.window[1]; slot++) planes.push(planeOf.slots + slot);
  if (order.homeVisit) planes.push(planeOfTrait(traitBits.verified));
  if (order.gender !== null) planes.push(planeOfTrait(traitBits[order.gender.wanted]));
  const isPersonBarred = order.twoPersons && order.demand < 2;
  if (order.provider === 'team' || isPersonBarred) planes.push(planeOfTrait(traitBits.team));
  if (order.provider === 'person') planes.push(personPlane);
  return planes;
}

function bitsOf(low: number, high: number): number[] {
  const bits: number[] = [];
  for (let rest = low | 0; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest));
  for (let rest = high | 0; rest !== 0; rest &= rest - 1) bits.push(63 - Math.clz32(rest & -rest));
  return bits;
}

/** Depth first, nearer child first; a node is skipped when it is out of reach, lacks a need, or cannot beat the k-th. */
function walk(snapshot: Snapshot, need: CompiledNeed, best: Best, prices: Int32Array | undefined): void {
  const { tree } = snapshot;
  const { eastMetres, northMetres } = need.order;
  const stack = new Int32Array(64);
  const stackSquared = new Float64Array(64);
  stack[0] = 1;
  stackSquared[0] = distanceSquared(tree, 1, eastMetres, northMetres);
  let top = 1;
  while (top > 0) {
    top--;
    const node = stack[top]!;
    const squared = stackSquared[top]!;
    if (!canHelp(tree, node, squared, need, best)) continue;
    if (node >= tree.span) {
      scanLeaf(snapshot, node - tree.span, need, best, prices);
      continue;
    }
    const left = 2 * node;
    const leftSquared = distanceSquared(tree, left, eastMetres, northMetres);
    const rightSquared = distanceSquared(tree, left + 1, eastMetres, northMetres);
    const isLeftNearer = leftSquared <= rightSquared;
    stack[top] = isLeftNearer ? left + 1 : left;
    stackSquared[top++] = isLeftNearer ? rightSquared : leftSquared;
    stack[top] = isLeftNearer ? left : left + 1;
    stackSquared[top++] = isLeftNearer ? leftSquared : rightSquared;
  }
}

function canHelp(tree: Tree, node: number, squared: number, need: CompiledNeed, best: Best): boolean {
  if (squared > need.radiusSquared) return false;
  const { nodeTraits } = need;
  const at = node * traitWords;
  for (let word = 0; word < traitWords; word++) {
    if ((tree.traits[at + word]! & nodeTraits[word]!) !== nodeTraits[word]!) return false;
  }
  return need.softTerms + distanceTerm(squared, need.policy) >= best.worst;
}

function distanceTerm(squared: number, policy: MatchingPolicy): number {
  return 0 - Math.floor((Math.floor(Math.sqrt(squared)) * policy.distancePerKilometre) / 1000);
}

function distanceSquared(tree: Tree, node: number, eastMetres: number, northMetres: number): number {
  const { bounds } = tree;
  const at = 4 * node;
  if (bounds[at]! > bounds[at + 1]!) return Number.POSITIVE_INFINITY;
  const east = Math.max(0, bounds[at]! - eastMetres, eastMetres - bounds[at + 1]!);
  const north = Math.max(0, bounds[at + 2]! - northMetres, northMetres - bounds[at + 3]!);
  return east * east + north * north;
}

/** Asks both halves of a leaf, 32 volunteers at once, for everything that is yes or no; the others one by one. */
function scanLeaf(
  snapshot: Snapshot,
  leaf: number,
  need: CompiledNeed,
  best: Best,
  prices: Int32Array | undefined,
): void {
  const { planes } = snapshot.leaves;
  const { required } = need;
  let low = -1;
  let high = -1;
  for (let i = 0; i < required.length; i++) {
    const at = required[i]! + 2 * leaf;
    low &= planes[at]!;
    high &= planes[at + 1]!;
    if ((low | high) === 0) return;
  }
  if (low !== 0) scanRows(snapshot, leaf * leafRoom, 2 * leaf, low, need, best, prices);
  if (high !== 0) scanRows(snapshot, leaf * leafRoom + 32, 2 * leaf + 1, high, need, best, prices);
}

/** Looks at the rows from `first` on whose bit is set; their planes' word is `half`. */
function scanRows(
  snapshot: Snapshot,
  first: number,
  half: number,
  rows: number,
  need: CompiledNeed,
  best: Best,
  prices: Int32Array | undefined,
): void {
  const { leaves, idOf } = snapshot;
  const { planes } = leaves;
  const { order, policy, proved, welcome } = need;
  let hasProved = proved.length > 0 ? -1 : 0;
  for (let i = 0; i < proved.length; i++) hasProved &= planes[proved[i]! + half]!;
  let isWelcome = 0;
  for (let i = 0; i < welcome.length; i++) isWelcome |= planes[welcome[i]! + half]!;
  const isFreeBefore = need.before < 0 ? 0 : planes[need.before + half]!;
  const isFreeAfter = need.after < 0 ? 0 : planes[need.after + half]!;
  const isTeam = planes[need.team + half]!;
  const hasConsent = planes[need.consent + half]!;
  for (let rest = rows; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest;
    const row = first + 31 - Math.clz32(bit);
    const east = leaves.eastMetres[row]! - order.eastMetres;
    const north = leaves.northMetres[row]! - order.northMetres;
    const squared = east * east + north * north;
    const reach = leaves.reachMetres[row]!;
    if (squared > need.radiusSquared || squared > reach * reach) continue;
    let score = distanceTerm(squared, policy);
    if (score + need.softTerms < best.worst) continue;
    const sizeAndBirthday = leaves.sizeAndBirthday[row]!;
    if ((isTeam & bit) !== 0) {
      if (((sizeAndBirthday >>> 8) & 255) < need.teamSize) continue;
    } else {
      const born = sizeAndBirthday >>> 16;
      if (born > need.latestBorn || born <= need.earliestBorn) continue;
      if (born > need.adultBorn && (hasConsent & bit) === 0) continue;
    }
    if (order.household !== 0 && order.household === leaves.household[row]) continue;
    const id = idOf[row]!;
    if (need.conflicts?.has(id)) continue;
    const standing = leaves.standing[row]!;
    if ((hasProved & bit) !== 0) score += policy.credential;
    if ((isFreeBefore & bit) !== 0) score += policy.availabilityMargin;
    if ((isFreeAfter & bit) !== 0) score += policy.availabilityMargin;
    if ((isWelcome & bit) !== 0) score += policy.language;
    score += (standing & 255) * policy.review;
    score -= ((standing >>> 8) & 255) * policy.brokenPromise;
    score -= 2 * policy.loadPrice * (standing >>> 16);
    if ((leaves.preferences[row]! & (1 << order.category)) !== 0) score += policy.preference;
    if (prices !== undefined) score -= prices[id]!;
    best.offer(id, score);
  }
}

/** The k best so far, worst on top of a heap. Owns its two arrays. */
class Best {
  /** A newcomer must reach it: the k-th score once there are k, else one above the floor. */
  worst: number;
  private count = 0;
  private readonly ids: Int32Array;
  private readonly scores: Int32Array;

  constructor(k: number, above: number) {
    this.worst = above + 1;
    this.ids = new Int32Array(k);
    this.scores = new Int32Array(k);
  }

  offer(id: number, score: number): void {
    const { ids, scores } = this;
    if (score < this.worst) return;
    let at: number;
    if (this.count < ids.length) {
      at = this.count++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isWorse(score, id, scores[parent]!, ids[parent]!)) break;
        scores[at] = scores[parent]!;
        ids[at] = ids[parent]!;
        at = parent;
      }
      scores[at] = score;
      ids[at] = id;
    } else {
      if (!isWorse(scores[0]!, ids[0]!, score, id)) return;
      this.sink(0, this.count, id, score);
    }
    if (this.count === ids.length) this.worst = Math.max(this.worst, scores[0]!);
  }

  /** Sorted best first; the heap is used up. */
  ranking(): Ranking {
    const { ids, scores } = this;
    for (let end = this.count - 1; end > 0; end--) {
      const id = ids[end]!;
      const score = scores[end]!;
      ids[end] = ids[0]!;
      scores[end] = scores[0]!;
      this.sink(0, end, id, score);
    }
    return { count: this.count, volunteers: ids, scores };
  }

  private sink(from: number, count: number, id: number, score: number): void {
    const { ids, scores } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && isWorse(scores[child + 1]!, ids[child + 1]!, scores[child]!, ids[child]!)) child++;
      if (!isWorse(scores[child]!, ids[child]!, score, id)) break;
      scores[at] = scores[child]!;
      ids[at] = ids[child]!;
      at = child;
    }
    scores[at] = score;
    ids[at] = id;
  }
}

function isWorse(scoreA: number, idA: number, scoreB: number, idB: number): boolean {
  return scoreA < scoreB || (scoreA === scoreB && idA > idB);
}
