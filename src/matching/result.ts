import { type Flow, objectiveOf, slotPrice } from './flow.ts';
import type { ResultFile } from './schema.ts';

/**
 * What the duals prove that every assignment costs, at least: the value of every place, less what scarce slots and
 * single arcs give back. Holds for any duals with value <= unmetCost.
 */
export function dualObjective(flow: Flow): number {
  let total = 0;
  for (let r = 0; r < flow.requestCount; r++) {
    const value = Math.min(flow.value[r]!, flow.unmetCost[r]!);
    if (flow.demand[r] === 0) continue;
    total += flow.demand[r]! * value;
    for (let arc = flow.arcFrom[r]!; arc < flow.arcTo[r]!; arc++) {
      const volunteer = flow.arcVolunteer[arc]!;
      if (flow.capacity[volunteer] === 0) continue;
      const price = Math.max(flow.price[volunteer]!, slotPrice(flow, volunteer, 0));
      const gain = value - flow.arcCost[arc]! - price;
      if (gain > 0) total -= gain;
    }
  }
  for (let v = 0; v < flow.volunteerCount; v++) {
    for (let j = 0; j < flow.capacity[v]!; j++) total -= Math.max(0, flow.price[v]! - slotPrice(flow, v, j));
  }
  return total;
}

/** The answer in the interchange form; assignments sorted by request, then volunteer. */
export function resultOf(flow: Flow, milliseconds: number): ResultFile {
  const assignments: [number, number][] = [];
  const values: number[] = [];
  for (let r = 0; r < flow.requestCount; r++) {
    const taken: number[] = [];
    for (let arc = flow.arcFrom[r]!; arc < flow.arcTo[r]!; arc++) {
      if (flow.carries[arc] === 1) taken.push(flow.arcVolunteer[arc]!);
    }
    for (const volunteer of taken.sort((a, b) => a - b)) assignments.push([r, volunteer]);
    values.push(Math.max(-(2 ** 30), Math.min(flow.value[r]!, flow.unmetCost[r]!)));
  }
  return {
    version: 1,
    windows: false,
    objective: objectiveOf(flow),
    lowerBound: dualObjective(flow),
    unmet: Array.from(flow.unmet.subarray(0, flow.requestCount)),
    assignments,
    duals: { requests: values, volunteers: slotDuals(flow) },
    milliseconds,
  };
}

/** Scarcity of each unit of each volunteer's capacity. */
export function slotDuals(flow: Flow): number[][] {
  const duals: number[][] = [];
  for (let v = 0; v < flow.volunteerCount; v++) {
    const row: number[] = [];
    for (let j = 0; j < flow.capacity[v]!; j++) row.push(Math.max(0, flow.price[v]! - slotPrice(flow, v, j)));
    duals.push(row);
  }
  return duals;
}
