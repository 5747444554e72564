import type { InstanceFile, ResultFile } from './schema.ts';

/** What was recomputed, and, when refuted, the first thing that is wrong. */
export interface Verdict {
  isProved: boolean;
  /** Null when proved. */
  reason: string | null;
  objective: number;
  lowerBound: number;
}

/** An instance file laid out flat for the one pass over its candidates. */
export interface FlatInstance {
  file: InstanceFile;
  /** Candidates of request r are `start[r]..start[r + 1]`. */
  start: Int32Array;
  volunteer: Int32Array;
  cost: Float64Array;
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
 * Linear in the two files.
 */
export function verify(instance: InstanceFile, result: ResultFile): Verdict {
  return verifyFlat(flatten(instance), result);
}

/** As `verify`, on an instance already laid out. */
export function verifyFlat(flat: FlatInstance, result: ResultFile): Verdict {
  const sums = { objective: 0, lowerBound: 0 };
  const reason =
    wrongShape(flat.file, result) ?? checkPlaces(flat, result, sums) ?? checkCosts(flat, result, sums) ?? null;
  return { isProved: reason === null, reason, ...sums };
}

/** Lays the candidates of a file out flat, once. A volunteer named twice by a request is one candidate, at the lower cost. */
export function flatten(file: InstanceFile): FlatInstance {
  const { requests } = file;
  const start = new Int32Array(requests.length + 1);
  for (let r = 0; r < requests.length; r++) start[r + 1] = start[r]! + requests[r]!.candidates.length;
  const volunteer = new Int32Array(start[requests.length]!);
  const cost = new Float64Array(volunteer.length);
  const seenAt = new Int32Array(file.volunteers.length).fill(-1);
  let at = 0;
  for (const [r, { candidates }] of requests.entries()) {
    start[r] = at;
    for (const [each, price] of candidates) {
      const before = seenAt[each]!;
      if (before >= start[r]!) {
        cost[before] = Math.min(cost[before]!, price);
        continue;
      }
      seenAt[each] = at;
      volunteer[at] = each;
      cost[at++] = price;
    }
  }
  start[requests.length] = at;
  return { file, start, volunteer, cost };
}

function wrongShape({ requests, volunteers }: InstanceFile, result: ResultFile): string | null {
  if (result.unmet.length !== requests.length) return 'unmet does not name every request';
  if (result.duals.requests.length !== requests.length) return 'the duals do not name every request';
  if (result.duals.volunteers.length !== volunteers.length) return 'the duals do not name every volunteer';
  if ((result.cliques ?? []).length > 0 && !result.windows) return 'cliques prove nothing where windows are ignored';
  return null;
}

interface Sums {
  objective: number;
  lowerBound: number;
}

/** Capacities, empty places and overlaps; adds what empty places and volunteers' slots cost. */
function checkPlaces({ file }: FlatInstance, result: ResultFile, sums: Sums): string | null {
  const { requests, volunteers, loadPrice } = file;
  const used = new Int32Array(volunteers.length);
  const filled = new Int32Array(requests.length);
  for (const [request, volunteer] of result.assignments) {
    if (filled[request] === undefined) return `request ${request} is not there`;
    if (used[volunteer] === undefined) return `volunteer ${volunteer} is not there`;
    filled[request]!++;
    used[volunteer]!++;
  }
  for (let r = 0; r < requests.length; r++) {
    const { demand, unmetCost } = requests[r]!;
    const unmet = result.unmet[r]!;
    if (!Number.isInteger(unmet) || unmet < 0) return `request ${r} has ${unmet} unmet places`;
    if (filled[r]! + unmet !== demand) return `request ${r} needs ${demand}, has ${filled[r]} and ${unmet} unmet`;
    sums.objective += unmet * unmetCost;
  }
  for (let v = 0; v < volunteers.length; v++) {
    const taken = used[v]!;
    const [capacity, load] = volunteers[v]!;
    if (taken > capacity) return `volunteer ${v} has ${taken} orders and room for ${capacity}`;
    // The sum of loadPrice * (2 * (load + j) + 1) over j from 0 to taken - 1.
    sums.objective += loadPrice * taken * (2 * load + taken);
  }
  return result.windows ? firstOverlap(file, result) : null;
}

function firstOverlap(file: InstanceFile, result: ResultFile): string | null {
  const held = new Map<number, number[]>();
  for (const [request, volunteer] of result.assignments) {
    const others = held.get(volunteer);
    if (others === undefined) held.set(volunteer, [request]);
    else others.push(request);
  }
  for (const [volunteer, requests] of held) {
    if (requests.length < 2) continue;
    const startOf = (r: number) => file.requests[r]!.window[0];
    requests.sort((a, b) => startOf(a) - startOf(b) || a - b);
    for (let i = 1; i < requests.length; i++) {
      if (startOf(requests[i]!) < file.requests[requests[i - 1]!]!.window[1])
        return `volunteer ${volunteer} has requests ${requests[i - 1]} and ${requests[i]} at once`;
    }
  }
  return null;
}

/** One pass over the candidates: adds the cost of those assigned and takes from the bound what single arcs save. */
function checkCosts(flat: FlatInstance, result: ResultFile, sums: Sums): string | null {
  const { start, volunteer, cost } = flat;
  const { requests, volunteers } = flat.file;
  const entry = new Float64Array(volunteers.length);
  const prices = slotMultipliers(flat.file, result, sums);
  if (typeof prices === 'string') return prices;
  const wrongDual = readSlotDuals(flat.file, result, entry, sums);
  if (wrongDual !== null) return wrongDual;
  const assigned = byRequest(requests.length, result);
  // The request that a volunteer is being looked for; -1 for none.
  const wanted = new Int32Array(volunteers.length).fill(-1);
  for (let r = 0; r < requests.length; r++) {
    const value = result.duals.requests[r]!;
    const { demand, unmetCost, window } = requests[r]!;
    if (!Number.isSafeInteger(value)) return `the dual of request ${r} is ${value}`;
    if (value > unmetCost) return `the dual of request ${r} is above its unmet cost`;
    sums.lowerBound += demand * value;
    for (let i = assigned.start[r]!; i < assigned.start[r + 1]!; i++) {
      const each = assigned.volunteer[i]!;
      if (wanted[each] === r) return `volunteer ${each} serves request ${r} twice`;
      wanted[each] = r;
    }
    if (demand === 0) continue;
    for (let at = start[r]!; at < start[r + 1]!; at++) {
      const each = volunteer[at]!;
      if (wanted[each] === r) {
        wanted[each] = -1;
        sums.objective += cost[at]!;
      }
      let gain = value - cost[at]! - entry[each]!;
      if (gain <= 0) continue;
      gain -= prices.overWindow(each, window);
      if (gain > 0) sums.lowerBound -= gain;
    }
    for (let i = assigned.start[r]!; i < assigned.start[r + 1]!; i++) {
      const each = assigned.volunteer[i]!;
      if (wanted[each] === r) return `volunteer ${each} is no candidate of request ${r}`;
    }
  }
  return compare(result, sums);
}

function compare(result: ResultFile, { objective, lowerBound }: Sums): string | null {
  if (!Number.isSafeInteger(objective) || !Number.isSafeInteger(lowerBound)) return 'the sums leave the exact integers';
  if (objective !== result.objective) return `the assignments cost ${objective}, not ${result.objective}`;
  if (lowerBound !== result.lowerBound) return `the duals prove ${lowerBound}, not ${result.lowerBound}`;
  if (lowerBound > objective) return `the bound ${lowerBound} is above the objective ${objective}`;
  if (!result.windows && lowerBound !== objective) return `not optimal: ${objective - lowerBound} above the bound`;
  return null;
}

/** The volunteers assigned, request by request. */
function byRequest(requestCount: number, result: ResultFile): { start: Int32Array; volunteer: Int32Array } {
  // Counts stand two further on, so that after the second pass every start is where it belongs.
  const start = new Int32Array(requestCount + 2);
  for (const [request] of result.assignments) start[request + 2]!++;
  for (let r = 2; r < start.length; r++) start[r]! += start[r - 1]!;
  const volunteer = new Int32Array(result.assignments.length);
  for (const [request, each] of result.assignments) volunteer[start[request + 1]!++] = each;
  return { start, volunteer };
}

/** Fills `entry` with what a volunteer's time costs at least, load and scarcity together; without room, more than anything. */
function readSlotDuals(file: InstanceFile, result: ResultFile, entry: Float64Array, sums: Sums): string | null {
  for (let v = 0; v < file.volunteers.length; v++) {
    const [capacity, load] = file.volunteers[v]!;
    const slots = result.duals.volunteers[v]!;
    if (slots.length !== capacity) return `the duals of volunteer ${v} do not name every unit of capacity`;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < capacity; j++) {
      const scarcity = slots[j]!;
      if (!Number.isSafeInteger(scarcity) || scarcity < 0) return `a dual of volunteer ${v} is ${scarcity}`;
      sums.lowerBound -= scarcity;
      least = Math.min(least, file.loadPrice * (2 * (load + j) + 1) + scarcity);
    }
    entry[v] = least;
  }
  return null;
}

interface SlotMultipliers {
  overWindow: (volunteer: number, window: readonly [number, number]) => number;
}

/** Reads the cliques and takes their sum from the bound. */
function slotMultipliers({ volunteers }: InstanceFile, result: ResultFile, sums: Sums): SlotMultipliers | string {
  const byVolunteer = new Map<number, [slot: number, multiplier: number][]>();
  for (const [volunteer, slot, multiplier] of result.cliques ?? []) {
    if (volunteers[volunteer] === undefined) return `a clique names volunteer ${volunteer}, who is not there`;
    if (!Number.isSafeInteger(slot)) return `a clique names slot ${slot}`;
    if (!Number.isSafeInteger(multiplier) || multiplier < 0) return `a clique has multiplier ${multiplier}`;
    const slots = byVolunteer.get(volunteer);
    if (slots === undefined) byVolunteer.set(volunteer, [[slot, multiplier]]);
    else slots.push([slot, multiplier]);
    sums.lowerBound -= multiplier;
  }
  const overWindow = (volunteer: number, window: readonly [number, number]): number => {
    let sum = 0;
    for (const [slot, multiplier] of byVolunteer.get(volunteer) ?? []) {
      if (slot >= window[0] && slot < window[1]) sum += multiplier;
    }
    return sum;
  };
  return { overWindow };
}
