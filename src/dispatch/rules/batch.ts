import { emptyInstance, instanceFile } from '../../matching/instance.ts';
import { resultOf } from '../../matching/result.ts';
import type { Instance } from '../../matching/schema.ts';
import { solve } from '../../matching/solve.ts';
import { verify } from '../../matching/verify.ts';
import type { Urgency } from '../../orders/schema/states.ts';
import { giniOf } from './fairness.ts';

/** Somebody who could serve an order of a batch. */
export interface BatchCandidate {
  /** Number in the index. */
  volunteer: number;
  /** What this pairing costs, load aside: never negative. */
  cost: number;
  metres: number | null;
  isTeam: boolean;
  load: number;
}

/** An order of a batch. */
export interface BatchOrder {
  places: number;
  /** What one place that stays empty costs. */
  unmetCost: number;
  candidates: readonly BatchCandidate[];
}

/** Who is proposed for each order of a batch, in its order; a team stands for all places. */
export type BatchPlan = readonly (readonly BatchCandidate[])[];

/** In one batch a person is proposed once, a team three times. */
const PERSON_A_BATCH = 1;
const TEAM_A_BATCH = 3;

const URGENCY_TIMES: Record<Urgency, number> = { critical: 5, urgent: 4, priority: 3, normal: 2, scheduled: 2 };

/**
 * What an empty place costs: twice the way to the edge of the radius, and more the more urgent it is, so that nobody stays
 * without help for the sake of a shorter way. Example: 12 km at 1,000 a kilometre, urgent: (12,000 + 5,000) * 4 = 68,000.
 */
export function unmetCostOf(urgency: Urgency | null, radiusMetres: number, distancePerKilometre: number): number {
  return (Math.round((radiusMetres * distancePerKilometre) / 1000) + 5000) * URGENCY_TIMES[urgency ?? 'normal'];
}

/**
 * Makes each order one that the solver can fill place by place: an order for several is for people where there are enough,
 * else for one team that fills it whole.
 */
export function simplified(order: BatchOrder): BatchOrder {
  if (order.places === 1) return order;
  const people = order.candidates.filter((each) => !each.isTeam);
  const teams = order.candidates.filter((each) => each.isTeam);
  if (people.length >= order.places || teams.length === 0) return { ...order, candidates: people };
  return { places: 1, unmetCost: order.unmetCost * order.places, candidates: teams };
}

/** Each order in turn to the cheapest for it who is left, what they were given so far counted: as a person at the desk does. */
export function oneByOne(orders: readonly BatchOrder[], loadPrice: number): BatchPlan {
  const given = new Map<number, number>();
  return orders.map((order) => {
    const price = ({ volunteer, cost, load }: BatchCandidate) =>
      cost + loadPrice * (2 * (load + (given.get(volunteer) ?? 0)) + 1);
    const chosen = order.candidates
      .filter((each) => (given.get(each.volunteer) ?? 0) < roomOf(each) && price(each) < order.unmetCost)
      .sort((a, b) => price(a) - price(b) || a.volunteer - b.volunteer)
      .slice(0, order.places);
    for (const { volunteer } of chosen) given.set(volunteer, (given.get(volunteer) ?? 0) + 1);
    return chosen;
  });
}

/**
 * All orders at once: the cheapest assignment there is, proved by its certificate before it is given out. Throws when the
 * certificate does not hold, which would be an error of the engine.
 */
export function together(orders: readonly BatchOrder[], loadPrice: number): BatchPlan {
  const { instance, volunteers } = instanceOf(orders, loadPrice);
  const result = resultOf(solve(instance), 0);
  const verdict = verify(instanceFile(instance), result);
  if (verdict.reason !== null) throw new Error(`The assignment is not proved: ${verdict.reason}`);
  const plan: BatchCandidate[][] = orders.map(() => []);
  for (const [request, number] of result.assignments) {
    const chosen = orders[request]?.candidates.find((each) => each.volunteer === volunteers[number]);
    if (chosen) plan[request]?.push(chosen);
  }
  return plan;
}

function instanceOf(orders: readonly BatchOrder[], loadPrice: number): { instance: Instance; volunteers: number[] } {
  const known = new Map<number, { number: number; candidate: BatchCandidate }>();
  for (const candidate of orders.flatMap((order) => order.candidates))
    if (!known.has(candidate.volunteer)) known.set(candidate.volunteer, { number: known.size, candidate });
  const arcs = orders.reduce((sum, order) => sum + order.candidates.length, 0);
  const instance = emptyInstance(orders.length, known.size, arcs);
  instance.loadPrice = loadPrice;
  for (const { number, candidate } of known.values()) {
    instance.capacity[number] = roomOf(candidate);
    instance.load[number] = candidate.load;
  }
  let arc = 0;
  for (const [request, order] of orders.entries()) {
    instance.demand[request] = order.places;
    instance.unmetCost[request] = order.unmetCost;
    for (const { volunteer, cost } of order.candidates) {
      instance.arcVolunteer[arc] = known.get(volunteer)?.number ?? 0;
      instance.arcCost[arc++] = cost;
    }
    instance.arcStart[request + 1] = arc;
  }
  return { instance, volunteers: [...known.keys()] };
}

function roomOf({ isTeam }: BatchCandidate): number {
  return isTeam ? TEAM_A_BATCH : PERSON_A_BATCH;
}

/** What a plan comes to. */
export interface BatchFigures {
  /** Places that stay empty. */
  unmet: number;
  meanMetres: number | null;
  /** How unevenly orders fall, those of the last 28 days counted, on all who could have had one. */
  gini: number;
}

/** The figures of a plan for these orders. */
export function batchFigures(orders: readonly BatchOrder[], plan: BatchPlan): BatchFigures {
  const loads = new Map<number, number>();
  for (const { volunteer, load } of orders.flatMap((order) => order.candidates)) loads.set(volunteer, load);
  const chosen = plan.flat();
  for (const { volunteer } of chosen) loads.set(volunteer, (loads.get(volunteer) ?? 0) + 1);
  const known = chosen.flatMap((each) => each.metres ?? []);
  return {
    unmet: orders.reduce((sum, order, index) => sum + order.places - (plan[index]?.length ?? 0), 0),
    meanMetres: known.length === 0 ? null : Math.round(known.reduce((sum, each) => sum + each, 0) / known.length),
    gini: Math.round(giniOf([...loads.values()]) * 1000) / 1000,
  };
}
