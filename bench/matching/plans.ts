import type { Instance } from '../../src/matching/schema.ts';

/** What an assignment means to people: the figures that must be read together. */
export interface PlanFigures {
  objective: number;
  unmet: number;
  /** Mean cost of a pairing, metres of way and what they lack in other terms. */
  meanPairing: number;
  /** Way of all who go, together. */
  kilometres: number;
  /** Inequality of loads over the volunteers named, 0 even, 1 all on one. */
  gini: number;
}

/** A case with the way of every pairing, in metres. */
export interface MeasuredCase {
  instance: Instance;
  metres: Int32Array;
}

/** Orders first come, first served; each takes whoever is cheapest then: by way alone, or by score with load counted. */
export function firstCome({ instance, metres }: MeasuredCase, by: 'way' | 'score'): [number, number][] {
  const used = new Int32Array(instance.volunteerCount);
  const taken: [number, number][] = [];
  for (let r = 0; r < instance.requestCount; r++) {
    const arcs: [number, number][] = [];
    for (let arc = instance.arcStart[r]!; arc < instance.arcStart[r + 1]!; arc++) {
      const v = instance.arcVolunteer[arc]!;
      const cost = by === 'way' ? metres[arc]! : instance.arcCost[arc]! + slotPrice(instance, v, used[v]!);
      if (used[v]! < instance.capacity[v]!) arcs.push([cost, arc]);
    }
    arcs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [, arc] of arcs.slice(0, instance.demand[r])) {
      used[instance.arcVolunteer[arc]!]!++;
      taken.push([r, arc]);
    }
  }
  return taken;
}

export function planFigures(
  { instance, metres }: MeasuredCase,
  taken: readonly (readonly [request: number, arc: number])[],
): PlanFigures {
  const used = new Int32Array(instance.volunteerCount);
  const filled = new Int32Array(instance.requestCount);
  let objective = 0;
  let pairings = 0;
  let way = 0;
  for (const [request, arc] of taken) {
    const v = instance.arcVolunteer[arc]!;
    objective += instance.arcCost[arc]! + slotPrice(instance, v, used[v]!);
    pairings += instance.arcCost[arc]!;
    way += metres[arc]!;
    used[v]!++;
    filled[request]!++;
  }
  let unmet = 0;
  for (let r = 0; r < instance.requestCount; r++) {
    unmet += instance.demand[r]! - filled[r]!;
    objective += (instance.demand[r]! - filled[r]!) * instance.unmetCost[r]!;
  }
  const loads = Array.from(used, (count, v) => count + instance.load[v]!);
  const meanPairing = Math.round(pairings / Math.max(1, taken.length));
  return { objective, unmet, meanPairing, kilometres: Math.round(way / 1000), gini: giniOf(loads) };
}

function giniOf(values: number[]): number {
  values.sort((a, b) => a - b);
  let weighted = 0;
  let total = 0;
  for (const [i, value] of values.entries()) {
    weighted += (i + 1) * value;
    total += value;
  }
  if (total === 0) return 0;
  const gini = (2 * weighted) / (values.length * total) - (values.length + 1) / values.length;
  return Number(gini.toFixed(4));
}

function slotPrice(instance: Instance, v: number, used: number): number {
  return instance.loadPrice * (2 * (instance.load[v]! + used) + 1);
}
