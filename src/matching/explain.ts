import type { Instance, ResultFile } from './schema.ts';

/** Why a pairing is as it is, in points of one metre of way; pages turn it into a sentence. */
export type Explanation =
  | { kind: 'assigned' }
  | { kind: 'not_a_candidate' }
  /** The request has better candidates than this one, by so many points. */
  | { kind: 'others_are_better'; by: number }
  /** Their time is worth more to these requests, by so many points each. `by`: what this pairing lacks to be chosen. */
  | { kind: 'valued_more_elsewhere'; by: number; holders: { request: number; by: number }[] };

/**
 * Why volunteer v does, or does not, serve request r in an optimal result, drawn from its duals:
 * "order 7 values them more by 1,240"; "you would be first if you lived 300 metres closer".
 * Worked example: the request's place is worth 900, the pairing costs 700, so it offers 200 for the volunteer's time;
 * order 7 offers 1,440; order 7 values them more by 1,240.
 */
export function explain(instance: Instance, result: ResultFile, request: number, volunteer: number): Explanation {
  if (result.assignments.some(([r, v]) => r === request && v === volunteer)) return { kind: 'assigned' };
  const cost = pairingCostOf(instance, request, volunteer);
  if (cost === null || instance.capacity[volunteer] === 0) return { kind: 'not_a_candidate' };
  const offer = result.duals.requests[request]! - cost;
  const scarcity = result.duals.volunteers[volunteer]!;
  let entry = Number.POSITIVE_INFINITY;
  for (let j = 0; j < scarcity.length; j++) {
    entry = Math.min(entry, instance.loadPrice * (2 * (instance.load[volunteer]! + j) + 1) + scarcity[j]!);
  }
  const by = Math.max(0, entry - offer);
  const holders: { request: number; by: number }[] = [];
  for (const [holder, held] of result.assignments) {
    if (held !== volunteer) continue;
    const theirs = result.duals.requests[holder]! - (pairingCostOf(instance, holder, volunteer) ?? 0);
    if (theirs > offer) holders.push({ request: holder, by: theirs - offer });
  }
  if (holders.length === 0 || scarcity.every((each) => each === 0)) return { kind: 'others_are_better', by };
  return { kind: 'valued_more_elsewhere', by, holders: holders.sort((a, b) => a.by - b.by) };
}

function pairingCostOf(instance: Instance, request: number, volunteer: number): number | null {
  for (let arc = instance.arcStart[request]!; arc < instance.arcStart[request + 1]!; arc++) {
    if (instance.arcVolunteer[arc] === volunteer) return instance.arcCost[arc]!;
  }
  return null;
}
