import type { InstanceFile, ResultFile } from './schema.ts';

/** What was recomputed, and, when refuted, the first thing that is wrong. */
export interface Verdict {
  isProved: boolean;
  /** Null when proved. */
  reason: string | null;
  objective: number;
  lowerBound: number;
}

/**
 * Checks a result against its instance from the two files alone. It knows nothing of how results are found: this file
 * shares no code with the solver. Proved means: the assignment is allowed, costs what it says, the duals prove the
 * bound it says, and without windows the two are equal. With windows the bound rests on the cliques as well: the
 * multiplier of (volunteer, slot) is a price on that slot, of which a volunteer has one.
 *
 * Why the bound holds, for any duals with value u <= unmetCost, slot duals q >= 0 and multipliers m >= 0: each place
 * costs at least u, unless an arc does it for less, and every such saving is subtracted once, here:
 * sum demand * u - sum q - sum m - sum over arcs of max(0, u - cost - multipliers of its slots - min over j (slot price j + q j)).
 */
export function verify(instance: InstanceFile, result: ResultFile): Verdict {
  const objective = checkAssignment(instance, result);
  if (typeof objective === 'string') return refuted(objective, 0, 0);
  const lowerBound = provenBound(instance, result);
  if (typeof lowerBound === 'string') return refuted(lowerBound, objective, 0);
  const reason = compare(result, objective, lowerBound);
  return reason === null
    ? { isProved: true, reason: null, objective, lowerBound }
    : refuted(reason, objective, lowerBound);
}

function refuted(reason: string, objective: number, lowerBound: number): Verdict {
  return { isProved: false, reason, objective, lowerBound };
}

function compare(result: ResultFile, objective: number, lowerBound: number): string | null {
  if (!Number.isSafeInteger(objective) || !Number.isSafeInteger(lowerBound)) return 'the sums leave the exact integers';
  if (objective !== result.objective) return `the assignments cost ${objective}, not ${result.objective}`;
  if (lowerBound !== result.lowerBound) return `the duals prove ${lowerBound}, not ${result.lowerBound}`;
  if (lowerBound > objective) return `the bound ${lowerBound} is above the objective ${objective}`;
  if (!result.windows && lowerBound !== objective) return `not optimal: ${objective - lowerBound} above the bound`;
  return null;
}

/** The cost of the assignments, or why they are not allowed. */
function checkAssignment(instance: InstanceFile, result: ResultFile): number | string {
  const { requests, volunteers } = instance;
  if (result.unmet.length !== requests.length) return 'unmet does not name every request';
  const used = new Int32Array(volunteers.length);
  const filled = new Int32Array(requests.length);
  const perRequest: number[][] = requests.map(() => []);
  for (const [request, volunteer] of result.assignments) {
    const list = perRequest[request];
    if (list === undefined) return `request ${request} is not there`;
    list.push(volunteer);
    filled[request]!++;
    if (used[volunteer] === undefined) return `volunteer ${volunteer} is not there`;
    used[volunteer]!++;
  }
  let total = 0;
  for (let r = 0; r < requests.length; r++) {
    const request = requests[r]!;
    const unmet = result.unmet[r]!;
    if (!Number.isInteger(unmet) || unmet < 0) return `request ${r} has ${unmet} unmet places`;
    if (filled[r]! + unmet !== request.demand)
      return `request ${r} needs ${request.demand}, has ${filled[r]} and ${unmet} unmet`;
    total += unmet * request.unmetCost;
    if (filled[r] === 0) continue;
    const list = perRequest[r]!;
    for (let i = 0; i < list.length; i++) {
      const cost = costOf(request.candidates, list[i]!);
      if (cost === null) return `volunteer ${list[i]} is no candidate of request ${r}`;
      if (list.indexOf(list[i]!) !== i) return `volunteer ${list[i]} serves request ${r} twice`;
      total += cost;
    }
  }
  for (let v = 0; v < volunteers.length; v++) {
    const [capacity, load] = volunteers[v]!;
    if (used[v]! > capacity) return `volunteer ${v} has ${used[v]} orders and room for ${capacity}`;
    for (let j = 0; j < used[v]!; j++) total += instance.loadPrice * (2 * (load + j) + 1);
  }
  return result.windows ? (firstOverlap(instance, result) ?? total) : total;
}

function costOf(candidates: readonly (readonly [number, number])[], volunteer: number): number | null {
  for (const candidate of candidates) if (candidate[0] === volunteer) return candidate[1];
  return null;
}

function firstOverlap(instance: InstanceFile, result: ResultFile): string | null {
  const windows = new Map<number, [number, number, number][]>();
  for (const [request, volunteer] of result.assignments) {
    const [start, end] = instance.requests[request]!.window;
    const held = windows.get(volunteer) ?? [];
    for (const [otherStart, otherEnd, other] of held) {
      if (start < otherEnd && otherStart < end)
        return `volunteer ${volunteer} has requests ${other} and ${request} at once`;
    }
    held.push([start, end, request]);
    windows.set(volunteer, held);
  }
  return null;
}

/** The bound that the duals prove, or why they prove none. */
function provenBound(instance: InstanceFile, result: ResultFile): number | string {
  const { requests, volunteers } = instance;
  const { duals } = result;
  if (duals.requests.length !== requests.length) return 'the duals do not name every request';
  if (duals.volunteers.length !== volunteers.length) return 'the duals do not name every volunteer';
  let total = 0;
  const entry = new Float64Array(volunteers.length).fill(Number.POSITIVE_INFINITY);
  for (let v = 0; v < volunteers.length; v++) {
    const [capacity, load] = volunteers[v]!;
    const slots = duals.volunteers[v]!;
    if (slots.length !== capacity) return `the duals of volunteer ${v} do not name every unit of capacity`;
    for (let j = 0; j < capacity; j++) {
      const scarcity = slots[j]!;
      if (!Number.isSafeInteger(scarcity) || scarcity < 0) return `a dual of volunteer ${v} is ${scarcity}`;
      total -= scarcity;
      entry[v] = Math.min(entry[v]!, instance.loadPrice * (2 * (load + j) + 1) + scarcity);
    }
  }
  const prices = slotMultipliers(instance, result);
  if (typeof prices === 'string') return prices;
  total -= prices.total;
  for (let r = 0; r < requests.length; r++) {
    const request = requests[r]!;
    const value = duals.requests[r]!;
    if (!Number.isSafeInteger(value)) return `the dual of request ${r} is ${value}`;
    if (value > request.unmetCost) return `the dual of request ${r} is above its unmet cost`;
    total += request.demand * value;
    if (request.demand === 0) continue;
    for (const candidate of request.candidates) {
      let gain = value - candidate[1] - entry[candidate[0]]!;
      if (gain > 0) {
        gain -= prices.overWindow(candidate[0], request.window);
        if (gain > 0) total -= gain;
      }
    }
  }
  return total;
}

interface SlotMultipliers {
  total: number;
  overWindow: (volunteer: number, window: readonly [number, number]) => number;
}

function slotMultipliers(instance: InstanceFile, result: ResultFile): SlotMultipliers | string {
  const cliques = result.cliques ?? [];
  if (cliques.length > 0 && !result.windows) return 'cliques prove nothing where windows are ignored';
  const byVolunteer = new Map<number, Map<number, number>>();
  let total = 0;
  for (const [volunteer, slot, multiplier] of cliques) {
    if (instance.volunteers[volunteer] === undefined) return `a clique names volunteer ${volunteer}, who is not there`;
    if (!Number.isSafeInteger(slot)) return `a clique names slot ${slot}`;
    if (!Number.isSafeInteger(multiplier) || multiplier < 0) return `a clique has multiplier ${multiplier}`;
    const slots = byVolunteer.get(volunteer) ?? new Map<number, number>();
    slots.set(slot, (slots.get(slot) ?? 0) + multiplier);
    byVolunteer.set(volunteer, slots);
    total += multiplier;
  }
  const overWindow = (volunteer: number, window: readonly [number, number]): number => {
    let sum = 0;
    for (const [slot, multiplier] of byVolunteer.get(volunteer) ?? []) {
      if (slot >= window[0] && slot < window[1]) sum += multiplier;
    }
    return sum;
  };
  return { total, overWindow };
}
