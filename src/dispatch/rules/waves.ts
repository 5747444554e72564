import type { AskingPolicy } from '../../organisation/policies/schema/dispatching.ts';
import { isSpent, quietUntil, restPoints } from './budget.ts';

/**
 * Chance that at least `places` of some people say yes, each with a chance of their own, independently: the upper tail of a
 * Poisson-binomial distribution, added up person by person. For one place that is 1 - product of (1 - p). Example: 0.5, 0.5
 * and 0.2 for two places: 0.5 * 0.5 * 0.2 + 0.5 * 0.5 * 0.8 + 2 * 0.5 * 0.5 * 0.2 = 0.05 + 0.2 + 0.1 = 0.35.
 * Source: Y. H. Wang, On the number of successes in independent trials, Statistica Sinica 3 (1993).
 */
export function chanceOfEnough(chances: readonly number[], places: number): number {
  if (places <= 0) return 1;
  const exactly = fewer(places);
  for (const chance of chances) addOne(exactly, chance);
  return tail(exactly);
}

/** Chances of 0, 1, … places - 1 yeses from nobody: what is beyond is enough, and need not be told apart. */
function fewer(places: number): Float64Array {
  const exactly = new Float64Array(places);
  exactly[0] = 1;
  return exactly;
}

function addOne(exactly: Float64Array, chance: number): void {
  for (let yes = exactly.length - 1; yes > 0; yes--)
    exactly[yes] = (exactly[yes] ?? 0) * (1 - chance) + (exactly[yes - 1] ?? 0) * chance;
  exactly[0] = (exactly[0] ?? 0) * (1 - chance);
}

function tail(exactly: Float64Array): number {
  return Math.min(1, Math.max(0, 1 - exactly.reduce((sum, each) => sum + each, 0)));
}

/** What a wave must be large enough for. */
export interface WaveWish {
  /** Of those who can be asked now, in the order in which they would be. */
  chances: readonly number[];
  /** Of those who were asked before and have not answered. */
  waiting: readonly number[];
  places: number;
  /** Chance that all places are taken, 0 to 1. */
  target: number;
  /** No wave is larger. */
  most: number;
}

/**
 * The smallest number of people, in order, with whom the chance that every place is taken reaches the target, counting
 * those who may still answer; all that may be asked at once where it cannot be reached. 0 when those waiting suffice.
 * Example: one place, everybody 0.2, target 0.9: 1 - 0.8^10 = 0.893 and 1 - 0.8^11 = 0.914, so 11.
 */
export function waveSize({ chances, waiting, places, target, most }: WaveWish): { size: number; chance: number } {
  if (places <= 0) return { size: 0, chance: 1 };
  const exactly = fewer(places);
  for (const chance of waiting) addOne(exactly, chance);
  let size = 0;
  while (tail(exactly) < target && size < Math.min(most, chances.length)) addOne(exactly, chances[size++] ?? 0);
  return { size, chance: tail(exactly) };
}

/**
 * What this wave alone must reach so that all that are still possible reach the target together: of the chance that is
 * allowed to be missed, each takes an equal part. Example: 0.95 with three waves left: 1 - 0.05^(1/3) = 0.632.
 */
export function targetOfWave(target: number, wavesLeft: number): number {
  return 1 - (1 - target) ** (1 / Math.max(1, wavesLeft));
}

/** One who may be asked about an order. */
export interface Askable<Id> {
  id: Id;
  /** How well they suit it, in points of one metre of way (`matching`). Their chance to say yes is no part of it. */
  score: number;
  /** Chance that somebody asked about this kind, hour and distance says yes. */
  chance: number;
  /** How often they were asked about anything in the last seven days. */
  askedThisWeek: number;
  lastAskedAt: Date | null;
}

/** Minutes between two waves: few where it is urgent. */
export function pauseOf(
  urgency: string | null,
  policy: Pick<AskingPolicy, 'pauseMinutes' | 'pauseMinutesUrgent'>,
): number {
  return urgency === 'critical' || urgency === 'urgent' ? policy.pauseMinutesUrgent : policy.pauseMinutes;
}

/** What the next wave is planned from. */
export interface WaveGround<Id> {
  now: Date;
  /** By then every place should be taken. */
  fillBy: Date;
  /** Minutes east of UTC. */
  offsetMinutes: number;
  places: number;
  /** Waves of what is `urgent` follow each other faster; budget and quiet hours do not hold back what is `critical`. */
  urgency: string | null;
  /** Who may be asked and was not yet. */
  people: readonly Askable<Id>[];
  /** Chances of those asked before who have not answered (`stillToCome`). */
  waiting: readonly number[];
  policy: AskingPolicy;
}

/** The next wave of an order. */
export interface Wave<Id> {
  /** Whom to ask now, best first. */
  ask: Id[];
  /** Chance that every place is taken by those asked now and before, 0 to 1. */
  chance: number;
  /** When to look again; null: this was the last that the time allows, or nobody is left. */
  nextAt: Date | null;
  /** Nobody is asked now because people sleep. */
  quiet: boolean;
  /** Who was left out because they have been asked often enough this week, best first. */
  spent: Id[];
  /** Who would be asked next, best first. */
  further: Id[];
}

const MINUTE = 60_000;

/**
 * Who is asked next and when to look again. Those who suit best first, with a little in favour of who was not asked lately;
 * nobody beyond their week's messages, nobody in quiet hours; as many as this wave's share of the target needs.
 */
export function nextWave<Id>(ground: WaveGround<Id>): Wave<Id> {
  const { now, fillBy, policy } = ground;
  const cannotWait = ground.urgency === 'critical';
  const pause = pauseOf(ground.urgency, policy) * MINUTE;
  const wakeAt = cannotWait ? null : quietUntil(now, ground.offsetMinutes, policy);
  const waves = 1 + Math.floor(Math.max(0, fillBy.getTime() - now.getTime() - 1) / pause);
  if (wakeAt) {
    const chance = chanceOfEnough(ground.waiting, ground.places);
    return { ask: [], chance, nextAt: wakeAt < fillBy ? wakeAt : null, quiet: true, spent: [], further: [] };
  }
  const nextAt = new Date(now.getTime() + pause);
  const target = targetOfWave(policy.target, Math.min(waves, policy.mostWaves));
  const soFar = chanceOfEnough(ground.waiting, ground.places);
  // Those who are waiting are enough for now.
  if (soFar >= target) {
    const more = ground.people.length > 0 && nextAt < fillBy;
    return { ask: [], chance: soFar, nextAt: more ? nextAt : null, quiet: false, spent: [], further: [] };
  }
  const all = inTurn(ground.people, now, policy);
  const free = (each: Askable<Id>) => cannotWait || !isSpent(each.askedThisWeek, policy);
  const ranked = all.filter(free);
  const { size, chance } = waveSize({
    chances: ranked.map((each) => each.chance),
    waiting: ground.waiting,
    places: ground.places,
    target,
    most: policy.largestWave,
  });
  const more = size < all.length;
  const ids = ranked.map((each) => each.id);
  return {
    ask: ids.slice(0, size),
    chance,
    nextAt: more && nextAt < fillBy ? nextAt : null,
    quiet: false,
    spent: all.filter((each) => !free(each)).map((each) => each.id),
    further: ids.slice(size),
  };
}

/** Best first by score with what rest adds; who stands equal keeps the order they came in. */
function inTurn<Id>(people: readonly Askable<Id>[], now: Date, policy: AskingPolicy): Askable<Id>[] {
  return people
    .map((each) => ({ each, points: each.score + restPoints(each.lastAskedAt, now, policy) }))
    .sort((a, b) => b.points - a.points)
    .map(({ each }) => each);
}
