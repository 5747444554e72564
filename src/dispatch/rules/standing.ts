import type { MatchingPolicy } from '../../matching/schema.ts';
import { type ScoreChange, type ScoreTerm, type TermName, termNames } from '../schema.ts';

/** Somebody with the terms of their score. */
export interface Scored {
  score: number;
  terms: readonly ScoreTerm[];
  load: number;
}

/** Why one comes after another, and what alone would have changed it. */
export interface Behind {
  points: number;
  /** Terms that are lower, by how much; most first. */
  behind: ScoreTerm[];
  /** Each enough by itself; empty when no single thing would be. */
  changes: ScoreChange[];
}

/**
 * Why `later` comes after `earlier`, and what alone would have brought them before: being so many metres closer, having
 * served so many orders fewer lately, papers that were seen, being free around the time, the district named as a liked one.
 * One point more than the difference is needed, since ties go by who came first.
 * Example: 420 points behind, 1,600 m against 1,000 m away, two orders of 150 points each: 421 m closer would do; the two
 * orders, worth 300 together, would not.
 */
export function behind(earlier: Scored, later: Scored, weights: MatchingPolicy, asksSkills: boolean): Behind {
  const points = earlier.score - later.score;
  const needed = points + 1;
  const lower = termNames
    .map((name) => ({ name, points: pointsOf(earlier, name) - pointsOf(later, name) }))
    .filter((term) => term.points > 0)
    .sort((a, b) => b.points - a.points);
  const changes: ScoreChange[] = [];
  const metres = Math.ceil((needed * 1000) / Math.max(1, weights.distancePerKilometre));
  if (-pointsOf(later, 'distance') >= needed && weights.distancePerKilometre > 0)
    changes.push({ change: 'closer', amount: metres });
  const orders = weights.loadPrice === 0 ? Number.POSITIVE_INFINITY : Math.ceil(needed / (2 * weights.loadPrice));
  if (orders <= later.load) changes.push({ change: 'fewer_orders', amount: orders });
  if (asksSkills && pointsOf(later, 'skill') === 0 && weights.credential >= needed)
    changes.push({ change: 'papers', amount: 0 });
  if (2 * weights.availabilityMargin - pointsOf(later, 'availability') >= needed)
    changes.push({ change: 'free_around', amount: 0 });
  if (pointsOf(later, 'preference') === 0 && weights.preference >= needed)
    changes.push({ change: 'preference', amount: 0 });
  return { points, behind: lower, changes };
}

function pointsOf({ terms }: Scored, name: TermName): number {
  return terms.find((term) => term.name === name)?.points ?? 0;
}
