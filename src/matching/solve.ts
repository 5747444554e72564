import { bidUntilCalm, tighten } from './bidding.ts';
import { type Flow, objectiveOf, slotPrice, startFlow } from './flow.ts';
import { fillOne, placeOne } from './paths.ts';
import { dualObjective } from './result.ts';
import type { Instance } from './schema.ts';

/** An answer on the way: what it costs, and what no answer can beat. */
export interface Answer {
  objective: number;
  lowerBound: number;
}

/** How long a solve may take, and who hears of answers on the way. The caller owns the clock. */
export interface Budget {
  isTimeUp?: () => boolean;
  onAnswer?: (answer: Answer) => void;
}

/** How often each request may bid before shortest paths take over; more only chases ties. */
const bidsEach = 20;
/**
 * Bids of the coarse phase rise by at least this share of what an average empty place costs: more where so large a
 * share of all places is still open that most of them will stay empty. Great steps need fewer bids and more mending.
 */
const coarseShare = 1 / 600;
const coarserShare = 1 / 80;
const openShareOfDearth = 0.27;
/** The coarse phase begins when the paths have settled so many nodes a request, and so many places are still open. */
const patience = 2;
const crowd = 150;

/**
 * The cheapest assignment, time windows aside, with duals that prove it. Three stages, each keeping what the one
 * before found: exact bidding, which settles nearly everything while people are plenty; shortest paths for the rest;
 * and where paths grow long because people are scarce, one coarse round of bidding that lifts the prices of whole
 * quarters in great steps, after which the paths are short again.
 * When time is up, open places stay empty: still feasible, still with a proven bound.
 */
export function solve(instance: Instance, budget: Budget = {}): Flow {
  const flow = startFlow(instance);
  solveOpen(flow, budget);
  return flow;
}

/** As `solve`, on a flow that may hold assignments already; all its invariants must hold. */
export function solveOpen(flow: Flow, budget: Budget = {}): void {
  const tell = () => budget.onAnswer?.(answerOf(flow));
  bidUntilCalm(flow, 1);
  tell();
  bidUntilCalm(flow, bidsEach);
  const isDone = placeAll(flow, budget, flow.scratch.work + patience * flow.requestCount);
  if (!isDone && !isOver(budget)) {
    tell();
    const step = coarseStep(flow);
    bidUntilCalm(flow, 60_000, step);
    tighten(flow);
    bidUntilCalm(flow, bidsEach);
    placeAll(flow, budget, Number.POSITIVE_INFINITY);
    fillAll(flow);
  }
  for (let r = 0; r < flow.requestCount; r++) {
    flow.unmet[r]! += flow.open[r]!;
    flow.open[r] = 0;
  }
  tell();
}

function isOver(budget: Budget): boolean {
  return budget.isTimeUp?.() === true;
}

/** Places what is open, one shortest path after the other. False: stopped, because time is up or the paths grew long. */
function placeAll(flow: Flow, budget: Budget, workAllowed: number): boolean {
  let left = 0;
  for (let r = 0; r < flow.requestCount; r++) left += flow.open[r]!;
  for (let r = 0; r < flow.requestCount; r++) {
    while (flow.open[r]! > 0) {
      if (flow.scratch.work > workAllowed && left > crowd) return false;
      if ((left & 15) === 0 && isOver(budget)) return false;
      placeOne(flow, r);
      left--;
    }
  }
  return true;
}

function fillAll(flow: Flow): void {
  for (let v = 0; v < flow.volunteerCount; v++) {
    while (flow.used[v]! < flow.capacity[v]! && flow.price[v]! > slotPrice(flow, v, flow.used[v]!)) fillOne(flow, v);
  }
}

function coarseStep(flow: Flow): number {
  let cost = 0;
  let open = 0;
  let demand = 0;
  for (let r = 0; r < flow.requestCount; r++) {
    cost += Math.abs(flow.unmetCost[r]!);
    open += flow.open[r]! + flow.unmet[r]!;
    demand += flow.demand[r]!;
  }
  const share = open > openShareOfDearth * demand ? coarserShare : coarseShare;
  return Math.max(1, Math.round((cost / Math.max(1, flow.requestCount)) * share));
}

function answerOf(flow: Flow): Answer {
  let openCost = 0;
  for (let r = 0; r < flow.requestCount; r++) openCost += flow.open[r]! * flow.unmetCost[r]!;
  return { objective: objectiveOf(flow) + openCost, lowerBound: dualObjective(flow) };
}
