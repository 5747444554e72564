import { banned, type Flow, turnedArcs, unlinkCarried } from './flow.ts';
import { changeCost, mend, ownedFlow } from './resolve.ts';
import { dualObjective, resultOf } from './result.ts';
import type { Instance, ResultFile } from './schema.ts';
import { type Budget, solveOpen } from './solve.ts';

/** Rounds of price setting at most; the caller's budget may end them earlier. */
const roundsAtMost = 160;
/** The first step of a price, as a share of what an empty place costs; how it shrinks when the price turns round, and grows when not. */
const firstStepShare = 0.006;
const shrink = 0.5;
const growth = 1.05;

/**
 * Assignment in which nobody is in two places at once, with a bound that `verify` can prove.
 * At most one of the orders that need a volunteer in a slot can have them (a clique). Each such rule gets a price,
 * raised while it is broken and lowered while it is paid for nothing; with prices on slots the problem is the one
 * without windows, solved exactly again around each change, and its value less all prices bounds every allowed
 * assignment from below. After each few rounds what still overlaps is taken apart on a copy, which gives an allowed
 * assignment; the best of them is the answer. (Lagrangian relaxation: M. L. Fisher, Management Science 27, 1981.)
 */
export function solveWindows(instance: Instance, budget: Budget = {}): ResultFile {
  const flow = ownedFlow(instance);
  solveOpen(flow, budget.isTimeUp ? { isTimeUp: budget.isTimeUp } : {});
  const prices = new SlotPrices(instance, flow);
  let best = proofOf(flow, prices);
  let incumbent = takeApart(flow, instance);
  const tell = () => budget.onAnswer?.({ objective: incumbent.objective, lowerBound: best.lowerBound });
  tell();
  for (let round = 0; round < roundsAtMost; round++) {
    if (budget.isTimeUp?.() === true || incumbent.objective === best.lowerBound) break;
    const changed = prices.adjust(budget);
    const bound = dualObjective(flow) - prices.total;
    if (bound > best.lowerBound) best = proofOf(flow, prices);
    if (changed === 0 || round % 5 === 4 || round === roundsAtMost - 1) {
      const found = takeApart(flow, instance);
      if (found.objective < incumbent.objective) incumbent = found;
      tell();
    }
    if (changed === 0) break;
  }
  tell();
  return { ...incumbent, ...best };
}

type Proof = Required<Pick<ResultFile, 'lowerBound' | 'duals' | 'cliques'>>;

/** The duals and slot prices as they stand, with the bound they prove. */
function proofOf(flow: Flow, prices: SlotPrices): Proof {
  const { lowerBound, duals } = resultOf(flow, 0);
  return { lowerBound: lowerBound - prices.total, duals, cliques: prices.list() };
}

/** The price of one slot of one volunteer, by how much it moves next, and which way it moved last. */
interface SlotPrice {
  multiplier: number;
  step: number;
  way: -1 | 0 | 1;
}

/** Owns the multipliers of (volunteer, slot) and keeps the flow's costs in step with them. */
class SlotPrices {
  total = 0;
  private readonly firstStep: number;
  private readonly byVolunteer = new Map<number, Map<number, SlotPrice>>();
  private readonly instance: Instance;
  private readonly flow: Flow;

  constructor(instance: Instance, flow: Flow) {
    this.instance = instance;
    this.flow = flow;
    let cost = 0;
    for (const each of instance.unmetCost) cost += Math.abs(each);
    this.firstStep = (cost / Math.max(1, instance.requestCount)) * firstStepShare;
  }

  list(): [number, number, number][] {
    const rows: [number, number, number][] = [];
    for (const [volunteer, slots] of [...this.byVolunteer].sort((a, b) => a[0] - b[0])) {
      for (const [slot, { multiplier }] of [...slots].sort((a, b) => a[0] - b[0])) {
        if (multiplier > 0) rows.push([volunteer, slot, multiplier]);
      }
    }
    return rows;
  }

  /** One round over all volunteers with something to raise or lower; returns how many prices moved. */
  adjust(budget: Budget): number {
    let moved = 0;
    const { flow } = this;
    for (let v = 0; v < flow.volunteerCount; v++) {
      if ((moved & 31) === 31 && budget.isTimeUp?.() === true) return moved;
      if (flow.used[v]! >= 2) {
        const slot = this.worstSlot(v);
        if (slot !== null) {
          this.move(v, slot, this.raise(v, slot) + this.step(v, slot, 1));
          moved++;
          continue;
        }
      }
      moved += this.lowerIdle(v);
    }
    return moved;
  }

  /** A slot that two or more of the volunteer's orders need at once, or null. */
  private worstSlot(volunteer: number): number | null {
    const { flow, instance } = this;
    for (let a = flow.firstCarried[volunteer]!; a >= 0; a = flow.nextCarried[a]!) {
      const start = instance.windowStart[flow.arcRequest[a]!]!;
      for (let b = flow.firstCarried[volunteer]!; b >= 0; b = flow.nextCarried[b]!) {
        if (a === b) continue;
        const other = flow.arcRequest[b]!;
        if (instance.windowStart[other]! <= start && start < instance.windowEnd[other]!) return start;
      }
    }
    return null;
  }

  /** How much to raise at least: what the order that leaves most easily would lose by going elsewhere. */
  private raise(volunteer: number, slot: number): number {
    const { flow, instance } = this;
    let least = banned;
    for (let arc = flow.firstCarried[volunteer]!; arc >= 0; arc = flow.nextCarried[arc]!) {
      const request = flow.arcRequest[arc]!;
      if (slot < instance.windowStart[request]! || slot >= instance.windowEnd[request]!) continue;
      let other = flow.unmetCost[request]!;
      for (let way = flow.arcFrom[request]!; way < flow.arcTo[request]!; way++) {
        if (flow.carries[way] === 0) other = Math.min(other, flow.arcCost[way]! + flow.price[flow.arcVolunteer[way]!]!);
      }
      least = Math.min(least, other - flow.arcCost[arc]! - flow.price[volunteer]!);
    }
    return Math.max(0, least);
  }

  /** Prices of slots that nobody uses fall, gently: they may have been needed to drive orders away. */
  private lowerIdle(volunteer: number): number {
    const slots = this.byVolunteer.get(volunteer);
    if (slots === undefined) return 0;
    const { flow, instance } = this;
    let moved = 0;
    for (const [slot, { multiplier }] of slots) {
      if (multiplier === 0) continue;
      let isUsed = false;
      for (let arc = flow.firstCarried[volunteer]!; arc >= 0; arc = flow.nextCarried[arc]!) {
        const request = flow.arcRequest[arc]!;
        if (slot >= instance.windowStart[request]! && slot < instance.windowEnd[request]!) isUsed = true;
      }
      if (isUsed) continue;
      this.move(volunteer, slot, -Math.min(multiplier, this.step(volunteer, slot, -1)));
      moved++;
    }
    return moved;
  }

  /** By how much a slot's price moves next: half as far after a turn, a little further after none. */
  private step(volunteer: number, slot: number, way: -1 | 1): number {
    const price = this.priceOf(volunteer, slot);
    if (price.way === -way) price.step *= shrink;
    else if (price.way === way) price.step = Math.min(this.firstStep, price.step * growth);
    price.way = way;
    return Math.max(1, Math.round(price.step));
  }

  private priceOf(volunteer: number, slot: number): SlotPrice {
    const slots = this.byVolunteer.get(volunteer) ?? new Map<number, SlotPrice>();
    this.byVolunteer.set(volunteer, slots);
    const price = slots.get(slot) ?? { multiplier: 0, step: this.firstStep, way: 0 };
    slots.set(slot, price);
    return price;
  }

  private move(volunteer: number, slot: number, by: number): void {
    this.priceOf(volunteer, slot).multiplier += by;
    this.total += by;
    shiftCosts(this.flow, this.instance, volunteer, slot, by);
  }
}

/** Adds `by` to every arc of the volunteer whose window holds the slot, and mends the flow. */
function shiftCosts(flow: Flow, instance: Instance, volunteer: number, slot: number, by: number): void {
  const arcs: number[] = [];
  const turned = turnedArcs(flow);
  for (let at = turned.start[volunteer]!; at < turned.start[volunteer + 1]!; at++) {
    const arc = turned.arc[at]!;
    const request = flow.arcRequest[arc]!;
    if (slot >= instance.windowStart[request]! && slot < instance.windowEnd[request]!) arcs.push(arc);
  }
  // Those that carry somebody last: what is freed is offered at the new cost at once.
  arcs.sort((a, b) => flow.carries[a]! - flow.carries[b]! || a - b);
  for (const arc of arcs) if (flow.arcCost[arc]! < banned) changeCost(flow, arc, flow.arcCost[arc]! + by);
}

/** A copy of the flow in which every overlap is taken apart: of two orders the one that loses less goes elsewhere. */
function takeApart(source: Flow, instance: Instance): ResultFile {
  const flow = cloneFlow(source);
  const queue: number[] = [];
  for (let v = 0; v < flow.volunteerCount; v++) if (flow.used[v]! >= 2) queue.push(v);
  while (queue.length > 0) {
    const volunteer = queue.pop()!;
    for (;;) {
      const leaving = overlapping(flow, instance, volunteer);
      if (leaving < 0) break;
      banCarried(flow, leaving);
    }
    if (queue.length === 0) {
      for (let v = 0; v < flow.volunteerCount; v++) {
        if (flow.used[v]! >= 2 && overlapping(flow, instance, v) >= 0) queue.push(v);
      }
    }
  }
  flow.arcCost = instance.arcCost;
  const result = resultOf(flow, 0);
  return { ...result, windows: true };
}

function overlapping(flow: Flow, instance: Instance, volunteer: number): number {
  let leaving = -1;
  let least = banned;
  for (let a = flow.firstCarried[volunteer]!; a >= 0; a = flow.nextCarried[a]!) {
    const one = flow.arcRequest[a]!;
    for (let b = flow.firstCarried[volunteer]!; b >= 0; b = flow.nextCarried[b]!) {
      const other = flow.arcRequest[b]!;
      if (a === b) continue;
      if (instance.windowStart[one]! >= instance.windowEnd[other]!) continue;
      if (instance.windowStart[other]! >= instance.windowEnd[one]!) continue;
      const loss = lossOfLeaving(flow, a);
      if (loss < least || (loss === least && a < leaving)) {
        least = loss;
        leaving = a;
      }
    }
  }
  return leaving;
}

function lossOfLeaving(flow: Flow, arc: number): number {
  const request = flow.arcRequest[arc]!;
  let other = flow.unmetCost[request]!;
  for (let way = flow.arcFrom[request]!; way < flow.arcTo[request]!; way++) {
    if (flow.carries[way] === 0) other = Math.min(other, flow.arcCost[way]! + flow.price[flow.arcVolunteer[way]!]!);
  }
  return other - flow.arcCost[arc]!;
}

function banCarried(flow: Flow, arc: number): void {
  const volunteer = flow.arcVolunteer[arc]!;
  const request = flow.arcRequest[arc]!;
  unlinkCarried(flow, arc);
  flow.used[volunteer]!--;
  flow.open[request]!++;
  flow.arcCost[arc] = banned;
  mend(flow, [request], [volunteer]);
}

function cloneFlow(flow: Flow): Flow {
  return {
    ...flow,
    arcCost: flow.arcCost.slice(),
    carries: flow.carries.slice(),
    used: flow.used.slice(),
    value: flow.value.slice(),
    price: flow.price.slice(),
    unmet: flow.unmet.slice(),
    open: flow.open.slice(),
    firstCarried: flow.firstCarried.slice(),
    nextCarried: flow.nextCarried.slice(),
  };
}
