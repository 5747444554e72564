import { readRow, type VolunteerColumns } from './columns.ts';
import { bestSoftTerms, exclusions, latestBirthday, scoreOf, scoreTerms, windowWords } from './rules.ts';
import {
  availabilityWords,
  type Candidate,
  type Exclusion,
  type MatchingPolicy,
  type OrderNeed,
  slotsPerWeek,
  traitBits,
} from './schema.ts';
import { leafRoom, type Snapshot, type Tree, volunteerOf } from './snapshot.ts';

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
  for (let i = 0; i < ranking.count; i++) {
    const volunteer = ranking.volunteers[i]!;
    const terms = scoreTerms(order, readRow(snapshot.columns, snapshot.rowOf[volunteer]!), policy);
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
  const need = compile(order, policy);
  if (k > 0 && need.isPossible) walk(snapshot, need, best, terms.prices);
  return best.ranking();
}

/** An order's needs, made ready for the inner loop. */
interface CompiledNeed {
  isPossible: boolean;
  order: OrderNeed;
  policy: MatchingPolicy;
  radiusSquared: number;
  softTerms: number;
  traitMask: number;
  traitWanted: number;
  latestBorn: number;
  earliestBorn: number;
  adultBorn: number;
  personsAllowed: boolean;
  teamSize: number;
  words: Int32Array;
  wordCount: number;
  wordIndex: Int32Array;
  before: number;
  after: number;
  needsSkill: boolean;
  conflicts: Set<number> | null;
}

function compile(order: OrderNeed, policy: MatchingPolicy): CompiledNeed {
  let traitMask: number = traitBits.active;
  let traitWanted: number = traitBits.active;
  if (order.provider !== 'either') {
    traitMask |= traitBits.team;
    if (order.provider === 'team') traitWanted |= traitBits.team;
  }
  if (order.homeVisit) {
    traitMask |= traitBits.verified;
    traitWanted |= traitBits.verified;
  }
  if (order.gender !== null) {
    traitMask |= traitBits.female | traitBits.male;
    traitWanted |= traitBits[order.gender.wanted];
  }
  const [start, end] = order.window;
  const all = windowWords(order.window);
  const wordIndex = new Int32Array(availabilityWords);
  const words = new Int32Array(availabilityWords);
  let wordCount = 0;
  for (let word = 0; word < availabilityWords; word++) {
    if (all[word] === 0) continue;
    wordIndex[wordCount] = word;
    words[wordCount++] = all[word]!;
  }
  return {
    isPossible: start >= 0 && end <= slotsPerWeek,
    order,
    policy,
    radiusSquared: order.radiusMetres * order.radiusMetres,
    softTerms: bestSoftTerms(order, policy),
    traitMask,
    traitWanted,
    latestBorn: latestBirthday(order.day, order.minimumAge),
    earliestBorn: latestBirthday(order.day, order.maximumAge + 1),
    adultBorn: latestBirthday(order.day, 18),
    personsAllowed: !order.twoPersons || order.demand >= 2,
    teamSize: order.twoPersons ? Math.max(2, order.demand) : order.demand,
    words,
    wordCount,
    wordIndex,
    before: start - 1,
    after: end < slotsPerWeek ? end : -1,
    needsSkill: order.skillsLow !== 0 || order.skillsHigh !== 0,
    conflicts: order.conflicts.length > 0 ? new Set(order.conflicts) : null,
  };
}

/** Depth first, nearer child first; a node is skipped when it is out of reach, lacks a need, or cannot beat the k-th. */
function walk(snapshot: Snapshot, need: CompiledNeed, best: Best, prices: Int32Array | undefined): void {
  const { tree } = snapshot;
  const stack = new Int32Array(64);
  const stackSquared = new Float64Array(64);
  let top = 0;
  stack[0] = 1;
  stackSquared[0] = distanceSquared(tree, 1, need.order);
  top = 1;
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
    const leftSquared = distanceSquared(tree, left, need.order);
    const rightSquared = distanceSquared(tree, left + 1, need.order);
    const isLeftNearer = leftSquared <= rightSquared;
    stack[top] = isLeftNearer ? left + 1 : left;
    stackSquared[top++] = isLeftNearer ? rightSquared : leftSquared;
    stack[top] = isLeftNearer ? left : left + 1;
    stackSquared[top++] = isLeftNearer ? leftSquared : rightSquared;
  }
}

function canHelp(tree: Tree, node: number, squared: number, need: CompiledNeed, best: Best): boolean {
  if (squared > need.radiusSquared) return false;
  const { order } = need;
  if ((tree.skillsLow[node]! & order.skillsLow) !== (order.skillsLow | 0)) return false;
  if ((tree.skillsHigh[node]! & order.skillsHigh) !== (order.skillsHigh | 0)) return false;
  if ((tree.languages[node]! & order.languages) !== (order.languages | 0)) return false;
  if ((tree.credentialsLow[node]! & order.credentialsLow) !== (order.credentialsLow | 0)) return false;
  if ((tree.credentialsHigh[node]! & order.credentialsHigh) !== (order.credentialsHigh | 0)) return false;
  const metres = Math.floor(Math.sqrt(squared));
  return need.softTerms - Math.floor((metres * need.policy.distancePerKilometre) / 1000) >= best.worst;
}

function distanceSquared(tree: Tree, node: number, order: OrderNeed): number {
  if (tree.minEast[node]! > tree.maxEast[node]!) return Number.POSITIVE_INFINITY;
  const east = Math.max(0, tree.minEast[node]! - order.eastMetres, order.eastMetres - tree.maxEast[node]!);
  const north = Math.max(0, tree.minNorth[node]! - order.northMetres, order.northMetres - tree.maxNorth[node]!);
  return east * east + north * north;
}

function scanLeaf(
  snapshot: Snapshot,
  leaf: number,
  need: CompiledNeed,
  best: Best,
  prices: Int32Array | undefined,
): void {
  const { columns } = snapshot;
  const { order, words, wordIndex, wordCount, traitMask, traitWanted } = need;
  const skillsLow = order.skillsLow | 0;
  const skillsHigh = order.skillsHigh | 0;
  const languages = order.languages | 0;
  const credentialsLow = order.credentialsLow | 0;
  const credentialsHigh = order.credentialsHigh | 0;
  // One column is read first for every row: the one that a need excludes most by. The others only for who is left.
  const leading = skillsLow !== 0 ? columns.skillsLow : skillsHigh !== 0 ? columns.skillsHigh : columns.languages;
  const leadingNeed = skillsLow !== 0 ? skillsLow : skillsHigh !== 0 ? skillsHigh : languages;
  const { availability } = columns;
  const firstWord = wordIndex[0]!;
  const firstSlots = words[0]!;
  const first = leaf * leafRoom;
  const end = first + snapshot.leafUsed[leaf]!;
  for (let row = first; row < end; row++) {
    if ((leading[row]! & leadingNeed) !== leadingNeed) continue;
    const slots = row * availabilityWords;
    if ((availability[slots + firstWord]! & firstSlots) !== firstSlots) continue;
    const traits = columns.traits[row]!;
    if ((traits & traitMask) !== traitWanted) continue;
    if ((columns.languages[row]! & languages) !== languages) continue;
    if ((columns.skillsHigh[row]! & skillsHigh) !== skillsHigh) continue;
    let isFree = true;
    for (let i = 1; i < wordCount; i++) {
      if ((availability[slots + wordIndex[i]!]! & words[i]!) !== words[i]!) isFree = false;
    }
    if (!isFree) continue;
    const east = columns.eastMetres[row]! - order.eastMetres;
    const north = columns.northMetres[row]! - order.northMetres;
    const squared = east * east + north * north;
    const reach = columns.reachMetres[row]!;
    if (squared > need.radiusSquared || squared > reach * reach) continue;
    if ((columns.credentialsLow[row]! & credentialsLow) !== credentialsLow) continue;
    if ((columns.credentialsHigh[row]! & credentialsHigh) !== credentialsHigh) continue;
    if ((traits & traitBits.team) !== 0) {
      if (((traits >>> 8) & 255) < need.teamSize) continue;
    } else {
      if (!need.personsAllowed) continue;
      const born = traits >>> 16;
      if (born > need.latestBorn || born <= need.earliestBorn) continue;
      if (born > need.adultBorn && (traits & traitBits.guardianConsent) === 0) continue;
    }
    if (order.household !== 0 && order.household === columns.household[row]) continue;
    const id = snapshot.idOf[row]!;
    if (need.conflicts?.has(id)) continue;
    const score = scoreRow(columns, row, need, squared) - (prices === undefined ? 0 : prices[id]!);
    best.offer(id, score);
  }
}

function scoreRow(columns: VolunteerColumns, row: number, need: CompiledNeed, squared: number): number {
  const { order, policy } = need;
  const standing = columns.standing[row]!;
  const slots = row * availabilityWords;
  let score = 0 - Math.floor((Math.floor(Math.sqrt(squared)) * policy.distancePerKilometre) / 1000);
  if (
    need.needsSkill &&
    (columns.credentialsLow[row]! & order.skillsLow) === (order.skillsLow | 0) &&
    (columns.credentialsHigh[row]! & order.skillsHigh) === (order.skillsHigh | 0)
  ) {
    score += policy.credential;
  }
  if (need.before >= 0 && (columns.availability[slots + (need.before >> 5)]! & (1 << (need.before & 31))) !== 0) {
    score += policy.availabilityMargin;
  }
  if (need.after >= 0 && (columns.availability[slots + (need.after >> 5)]! & (1 << (need.after & 31))) !== 0) {
    score += policy.availabilityMargin;
  }
  if ((columns.languages[row]! & order.languagesWelcome) !== 0) score += policy.language;
  score += (standing & 255) * policy.review;
  score -= ((standing >>> 8) & 255) * policy.brokenPromise;
  score -= 2 * policy.loadPrice * (standing >>> 16);
  if ((columns.preferences[row]! & (1 << order.category)) !== 0) score += policy.preference;
  return score;
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
