import { banned, type Flow, turnedArcs } from './flow.ts';
import { changeCost } from './resolve.ts';
import { type Instance, largestMagnitude } from './schema.ts';

/** The first step of a price, as a share of what an empty place costs; how it shrinks when the price turns round, and grows when not. */
const firstStepShare = 0.006;
const shrink = 0.5;
const growth = 1.2;
/** All prices of one volunteer's slots together, at most: costs with prices on top stay exact integers of 32 bits. */
const mostOfOne = 3 * largestMagnitude;

/**
 * Owns the prices of (volunteer, slot) and keeps the flow's costs in step with them. Price i belongs to
 * `volunteers[i]`, `slots[i]`; one is made when first raised and never goes.
 */
export class SlotPrices {
  total = 0;
  private readonly volunteers: number[] = [];
  private readonly slots: number[] = [];
  private multipliers: number[] = [];
  /** By how much it moves next, and which way it moved last: 1, -1, or 0 not yet. */
  private readonly steps: number[] = [];
  private readonly ways: number[] = [];
  /** The prices of a volunteer are a list: `first`, then `next`; -1 ends it. */
  private readonly next: number[] = [];
  private readonly first: Int32Array;
  private readonly sums: Int32Array;
  private readonly firstStep: number;
  private readonly instance: Instance;
  private readonly flow: Flow;

  constructor(instance: Instance, flow: Flow) {
    this.instance = instance;
    this.flow = flow;
    this.first = new Int32Array(flow.volunteerCount).fill(-1);
    this.sums = new Int32Array(flow.volunteerCount);
    let cost = 0;
    for (const each of instance.unmetCost) cost += Math.abs(each);
    this.firstStep = (cost / Math.max(1, instance.requestCount)) * firstStepShare;
  }

  /** The prices as they stand, for `list`. */
  copy(): number[] {
    return this.multipliers.slice();
  }

  /** Copied prices in the interchange form, sorted by volunteer, then slot; without those at zero. */
  list(multipliers: readonly number[]): [number, number, number][] {
    const rows: [number, number, number][] = [];
    for (const [i, multiplier] of multipliers.entries()) {
      if (multiplier > 0) rows.push([this.volunteers[i]!, this.slots[i]!, multiplier]);
    }
    return rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  /** One round over all volunteers with something to raise or lower; returns how many prices moved. */
  adjust(isOver: () => boolean): number {
    let moved = 0;
    const { flow } = this;
    for (let v = 0; v < flow.volunteerCount; v++) {
      if ((moved & 31) === 31 && isOver()) return moved;
      const slot = flow.used[v]! >= 2 ? this.worstSlot(v) : null;
      if (slot === null) moved += this.lowerIdle(v);
      else moved += this.raise(v, slot);
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

  private raise(volunteer: number, slot: number): number {
    const price = this.priceOf(volunteer, slot);
    const wanted = this.lossOfLeaving(volunteer, slot) + this.step(price, 1);
    const by = Math.min(wanted, mostOfOne - this.sums[volunteer]!);
    if (by <= 0) return 0;
    this.move(price, by);
    return 1;
  }

  /** How much to raise at least: what the order that leaves most easily would lose by going elsewhere. */
  private lossOfLeaving(volunteer: number, slot: number): number {
    const { flow } = this;
    let least = banned;
    for (let arc = flow.firstCarried[volunteer]!; arc >= 0; arc = flow.nextCarried[arc]!) {
      const request = flow.arcRequest[arc]!;
      if (!this.needs(request, slot)) continue;
      least = Math.min(least, costElsewhere(flow, request) - flow.arcCost[arc]! - flow.price[volunteer]!);
    }
    return Math.max(0, least);
  }

  /** Prices of slots that nobody uses fall, gently: they may have been needed to drive orders away. */
  private lowerIdle(volunteer: number): number {
    const { flow } = this;
    let moved = 0;
    for (let price = this.first[volunteer]!; price >= 0; price = this.next[price]!) {
      const multiplier = this.multipliers[price]!;
      if (multiplier === 0) continue;
      let isUsed = false;
      for (let arc = flow.firstCarried[volunteer]!; arc >= 0; arc = flow.nextCarried[arc]!) {
        if (this.needs(flow.arcRequest[arc]!, this.slots[price]!)) isUsed = true;
      }
      if (isUsed) continue;
      this.move(price, -Math.min(multiplier, this.step(price, -1)));
      moved++;
    }
    return moved;
  }

  private needs(request: number, slot: number): boolean {
    return slot >= this.instance.windowStart[request]! && slot < this.instance.windowEnd[request]!;
  }

  /** By how much a price moves next: half as far after a turn, a little further after none. */
  private step(price: number, way: -1 | 1): number {
    if (this.ways[price] === -way) this.steps[price]! *= shrink;
    else if (this.ways[price] === way) this.steps[price] = Math.min(this.firstStep, this.steps[price]! * growth);
    this.ways[price] = way;
    return Math.max(1, Math.round(this.steps[price]!));
  }

  private priceOf(volunteer: number, slot: number): number {
    let price = this.first[volunteer]!;
    while (price >= 0 && this.slots[price] !== slot) price = this.next[price]!;
    if (price >= 0) return price;
    this.next.push(this.first[volunteer]!);
    this.first[volunteer] = this.volunteers.length;
    this.volunteers.push(volunteer);
    this.slots.push(slot);
    this.multipliers.push(0);
    this.steps.push(this.firstStep);
    this.ways.push(0);
    return this.volunteers.length - 1;
  }

  private move(price: number, by: number): void {
    const volunteer = this.volunteers[price]!;
    this.multipliers[price]! += by;
    this.sums[volunteer]! += by;
    this.total += by;
    this.shiftCosts(volunteer, this.slots[price]!, by);
  }

  /** Adds `by` to every arc of the volunteer whose window holds the slot, and mends the flow. */
  private shiftCosts(volunteer: number, slot: number, by: number): void {
    const { flow } = this;
    const arcs: number[] = [];
    const turned = turnedArcs(flow);
    for (let at = turned.start[volunteer]!; at < turned.start[volunteer + 1]!; at++) {
      if (this.needs(turned.request[at]!, slot)) arcs.push(turned.arc[at]!);
    }
    // Those that carry somebody last: what is freed is offered at the new cost at once.
    arcs.sort((a, b) => flow.carries[a]! - flow.carries[b]! || a - b);
    for (const arc of arcs) changeCost(flow, arc, flow.arcCost[arc]! + by);
  }
}

/** What a place of the request would cost with somebody else, or empty. */
export function costElsewhere(flow: Flow, request: number): number {
  const { carries, arcCost, arcVolunteer, price } = flow;
  const end = flow.arcTo[request]!;
  let least = flow.unmetCost[request]!;
  for (let arc = flow.arcFrom[request]!; arc < end; arc++) {
    if (carries[arc] === 1) continue;
    const cost = arcCost[arc]! + price[arcVolunteer[arc]!]!;
    if (cost < least) least = cost;
  }
  return least;
}
