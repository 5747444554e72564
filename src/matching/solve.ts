import { bidUntilCalm } from './bidding.ts';
import { type Flow, objectiveOf, slotPrice, startFlow } from './flow.ts';
import { offerUntilCalm } from './offering.ts';
import { fillOne, placeOne } from './paths.ts';
import { dualObjective } from './result.ts';
import { scalePrices } from './scaling.ts';
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

/** How often each request may bid at first, and again after great steps; more only chases ties. */
const bidsAtFirst = 3;
const bidsEach = 20;
const offersEach = 30;
/** People are scarce where more than this share of all places is open after the first bids. */
const shareOfScarcity = 0.08;
/** They are scarce as well where paths have settled so many nodes a request while so many places are still open. */
const patience = 2;
const crowd = 150;

/**
 * The cheapest assignment, time windows aside, with duals that prove it. Stages, each keeping what the one before
 * found: exact bidding, which settles nearly everything while people are plenty; where they are scarce, bids and
 * offers in great steps that shrink; exact bids and offers again; shortest paths for the rest.
 * When time is up, the best assignment so far stands: feasible, with a proven bound.
 */
export function solve(instance: Instance, budget: Budget = {}): Flow {
  const flow = startFlow(instance);
  solveOpen(flow, budget);
  return flow;
}

/** As `solve`, on a fresh flow. True: all is done, and the flow is optimal; false: time was up before. */
export function solveOpen(flow: Flow, budget: Budget = {}): boolean {
  const isOver = () => budget.isTimeUp?.() === true;
  const best = new BestSoFar(flow, budget);
  const isDone = settleAll(flow, best, isOver);
  for (let r = 0; r < flow.requestCount; r++) {
    flow.unmet[r]! += flow.open[r]!;
    flow.open[r] = 0;
  }
  best.settle();
  return isDone;
}

/** Runs the stages; false: time was up before the last ended. */
function settleAll(flow: Flow, best: BestSoFar, isOver: () => boolean): boolean {
  const bids = (each: number) => {
    bidUntilCalm(flow, { each, epsilon: 0, isOver });
    return !isOver();
  };
  best.begin();
  if (!bids(1)) return false;
  best.look();
  if (!bids(bidsAtFirst - 1)) return false;
  let isScarce = openPlaces(flow) > shareOfScarcity * totalDemand(flow);
  if (!isScarce) {
    isScarce = !placeAll(flow, isOver, flow.scratch.work + patience * flow.requestCount);
  }
  if (!isScarce) return true;
  if (isOver()) return false;
  best.look();
  scalePrices(flow, isOver);
  if (isOver()) return false;
  best.look();
  if (!bids(bidsEach) || !placeAll(flow, isOver, Number.POSITIVE_INFINITY)) return false;
  offerUntilCalm(flow, { each: offersEach, epsilon: 0, isOver });
  return fillAll(flow, isOver);
}

/** Places what is open, one shortest path after the other. False: stopped, because time is up or the paths grew long. */
function placeAll(flow: Flow, isOver: () => boolean, workAllowed: number): boolean {
  let left = openPlaces(flow);
  for (let r = 0; r < flow.requestCount; r++) {
    while (flow.open[r]! > 0) {
      if (flow.scratch.work > workAllowed && left > crowd) return false;
      if ((left & 15) === 0 && isOver()) return false;
      placeOne(flow, r);
      left--;
    }
  }
  return true;
}

/** Mends slots that are priced too high, one after the other. False: time was up before. */
function fillAll(flow: Flow, isOver: () => boolean): boolean {
  let filled = 0;
  for (let v = 0; v < flow.volunteerCount; v++) {
    while (flow.used[v]! < flow.capacity[v]! && flow.price[v]! > slotPrice(flow, v, flow.used[v]!)) {
      if ((filled++ & 15) === 0 && isOver()) return false;
      fillOne(flow, v);
    }
  }
  return true;
}

function openPlaces(flow: Flow): number {
  let open = 0;
  for (let r = 0; r < flow.requestCount; r++) open += flow.open[r]!;
  return open;
}

function totalDemand(flow: Flow): number {
  let demand = 0;
  for (let r = 0; r < flow.requestCount; r++) demand += flow.demand[r]!;
  return demand;
}

/**
 * Keeps the best assignment and the best duals met on the way, because great steps make both worse for a while.
 * Costs nothing when nobody waits: without a time limit and a listener it does not look.
 */
class BestSoFar {
  private readonly flow: Flow;
  private readonly budget: Budget;
  private assignment: { objective: number; carries: Uint8Array; used: Int32Array; unmet: Int32Array } | null = null;
  private duals: { lowerBound: number; value: Int32Array; price: Int32Array } | null = null;

  constructor(flow: Flow, budget: Budget) {
    this.flow = flow;
    this.budget = budget;
  }

  /** The very first answer, from a fresh flow: whoever comes first among the candidates, and no price on anybody's time. */
  begin(): void {
    if (!this.isAwaited()) return;
    const { flow } = this;
    const carries = new Uint8Array(flow.arcCount);
    const used = new Int32Array(flow.volunteerCount);
    const unmet = flow.demand.slice();
    const value = flow.unmetCost.slice();
    let objective = 0;
    let lowerBound = 0;
    for (let r = 0; r < flow.requestCount; r++) {
      const end = flow.arcTo[r]!;
      let least = flow.unmetCost[r]!;
      for (let arc = flow.arcFrom[r]!; arc < end; arc++) least = Math.min(least, flow.arcCost[arc]! + flow.loadPrice);
      value[r] = least;
      lowerBound += flow.demand[r]! * least;
      for (let arc = flow.arcFrom[r]!; arc < end && unmet[r]! > 0; arc++) {
        const v = flow.arcVolunteer[arc]!;
        const cost = flow.arcCost[arc]! + slotPrice(flow, v, used[v]!);
        if (used[v]! >= flow.capacity[v]! || cost >= flow.unmetCost[r]!) continue;
        carries[arc] = 1;
        used[v]!++;
        unmet[r]!--;
        objective += cost;
      }
      objective += unmet[r]! * flow.unmetCost[r]!;
    }
    this.assignment = { objective, carries, used, unmet };
    this.duals = { lowerBound, value, price: flow.price.slice() };
    this.budget.onAnswer?.({ objective, lowerBound });
  }

  look(): void {
    if (!this.isAwaited()) return;
    const { flow, budget } = this;
    let openCost = 0;
    for (let r = 0; r < flow.requestCount; r++) openCost += flow.open[r]! * flow.unmetCost[r]!;
    const objective = objectiveOf(flow) + openCost;
    if (this.assignment === null || objective < this.assignment.objective) {
      const unmet = flow.unmet.map((places, r) => places + (flow.open[r] ?? 0));
      this.assignment = { objective, carries: flow.carries.slice(), used: flow.used.slice(), unmet };
    }
    const lowerBound = dualObjective(flow);
    if (this.duals === null || lowerBound > this.duals.lowerBound) {
      this.duals = { lowerBound, value: flow.value.slice(), price: flow.price.slice() };
    }
    budget.onAnswer?.({ objective: this.assignment.objective, lowerBound: this.duals.lowerBound });
  }

  private isAwaited(): boolean {
    return this.budget.isTimeUp !== undefined || this.budget.onAnswer !== undefined;
  }

  /** Puts the best back into the flow. When all is placed, that is the flow as it stands. */
  settle(): void {
    this.look();
    const { flow, assignment, duals } = this;
    if (assignment === null || duals === null || objectiveOf(flow) === duals.lowerBound) return;
    flow.carries.set(assignment.carries);
    flow.used.set(assignment.used);
    flow.unmet.set(assignment.unmet);
    flow.value.set(duals.value);
    flow.price.set(duals.price);
    flow.firstCarried.fill(-1);
    for (let arc = flow.arcCount - 1; arc >= 0; arc--) {
      if (flow.carries[arc] === 0) continue;
      const volunteer = flow.arcVolunteer[arc]!;
      flow.nextCarried[arc] = flow.firstCarried[volunteer]!;
      flow.firstCarried[volunteer] = arc;
    }
  }
}
