import type { Candidate } from '../../matching/schema.ts';

/** Several rankings as one: each candidate once, by their best score; best first, ties by lower number; at most k. */
export function mergeRankings(rankings: readonly (readonly Candidate[])[], k: number): Candidate[] {
  const [only] = rankings;
  if (rankings.length === 1 && only) return only.slice(0, k);
  const best = new Map<number, Candidate>();
  for (const candidate of rankings.flat()) {
    const known = best.get(candidate.volunteer);
    if (!known || candidate.score > known.score) best.set(candidate.volunteer, candidate);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.volunteer - b.volunteer).slice(0, k);
}
