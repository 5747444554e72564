import type { Effort } from './bidding.ts';
import { type Flow, linkCarried, slotPrice, turnedArcs, unlinkCarried, unreachable } from './flow.ts';

/**
 * The counterpart of bidding: volunteers whose free slot is priced above what it costs offer themselves to the order
 * that gains most, for as little as the second best would still gain. Whoever served that place before is free
 * then and offers in turn; orders only ever pay less. With `epsilon` 0 every step keeps complementary slackness;
 * above it each offer goes lower by so much and is inexact by as much.
 * (Reverse auction: D. P. Bertsekas and D. A. Castañon, Computational Optimization and Applications 1, 1992.)
 * No order may have an open place. A volunteer offers at most `each` times. Returns the offers made.
 */
export function offerUntilCalm(flow: Flow, { each, epsilon, isOver }: Effort): number {
  const { price, used, capacity, value, volunteerCount } = flow;
  const ring = new Int32Array(volunteerCount + 1);
  const isQueued = new Uint8Array(volunteerCount);
  const made = new Uint16Array(volunteerCount);
  let head = 0;
  let tail = 0;
  const enqueue = (v: number) => {
    if (used[v]! >= capacity[v]! || price[v]! <= slotPrice(flow, v, used[v]!)) return;
    if (isQueued[v] === 1 || made[v]! >= each) return;
    isQueued[v] = 1;
    ring[tail] = v;
    tail = tail === volunteerCount ? 0 : tail + 1;
  };
  for (let v = 0; v < volunteerCount; v++) enqueue(v);
  if (head === tail) return 0;
  for (let r = 0; r < flow.requestCount; r++) value[r] = dearestPlace(flow, r);
  let offers = 0;
  while (head !== tail) {
    const volunteer = ring[head]!;
    head = head === volunteerCount ? 0 : head + 1;
    isQueued[volunteer] = 0;
    if ((offers & 255) === 255 && isOver()) break;
    made[volunteer]!++;
    offers++;
    const loser = offer(flow, volunteer, epsilon);
    if (loser >= 0) enqueue(loser);
    enqueue(volunteer);
  }
  return offers;
}

/** Finds who gains most from the volunteer and moves a place there. Returns the volunteer who lost it, or -1. */
function offer(flow: Flow, volunteer: number, epsilon: number): number {
  const { carries, value, price } = flow;
  const turned = turnedArcs(flow);
  const { arc: arcs, request: requests, cost: costs } = turned;
  const end = turned.start[volunteer + 1]!;
  const least = slotPrice(flow, volunteer, flow.used[volunteer]!);
  for (;;) {
    let best = least;
    let second = least;
    let bestAt = -1;
    for (let at = turned.start[volunteer]!; at < end; at++) {
      const gain = value[requests[at]!]! - costs[at]!;
      if (gain <= second || carries[arcs[at]!] === 1) continue;
      if (gain > best) {
        second = best;
        best = gain;
        bestAt = at;
      } else second = gain;
    }
    if (bestAt < 0) {
      price[volunteer] = least;
      return -1;
    }
    const request = requests[bestAt]!;
    const worth = dearestPlace(flow, request);
    // What an order pays may have fallen unseen with the prices of those who serve it: look again.
    if (worth === value[request]!) {
      price[volunteer] = Math.min(price[volunteer]!, Math.max(least, second - epsilon));
      return replaceDearest(flow, arcs[bestAt]!);
    }
    value[request] = worth;
  }
}

/** Gives the arc's volunteer the dearest place of its request; returns who had it, or -1 for an empty one. */
function replaceDearest(flow: Flow, arc: number): number {
  const request = flow.arcRequest[arc]!;
  let loser = -1;
  if (flow.unmet[request]! > 0) flow.unmet[request]!--;
  else {
    const given = dearestArc(flow, request);
    loser = flow.arcVolunteer[given]!;
    unlinkCarried(flow, given);
    flow.used[loser]!--;
  }
  linkCarried(flow, arc);
  flow.used[flow.arcVolunteer[arc]!]!++;
  flow.value[request] = dearestPlace(flow, request);
  return loser;
}

/** What the dearest place of a request costs now: an empty one, or the one it pays most for. */
function dearestPlace(flow: Flow, request: number): number {
  if (flow.unmet[request]! > 0) return flow.unmetCost[request]!;
  const arc = dearestArc(flow, request);
  return arc < 0 ? -unreachable : flow.arcCost[arc]! + flow.price[flow.arcVolunteer[arc]!]!;
}

function dearestArc(flow: Flow, request: number): number {
  const { carries, arcCost, arcVolunteer, price } = flow;
  const end = flow.arcTo[request]!;
  let most = -unreachable;
  let found = -1;
  for (let arc = flow.arcFrom[request]!; arc < end; arc++) {
    if (carries[arc] === 0) continue;
    const cost = arcCost[arc]! + price[arcVolunteer[arc]!]!;
    if (cost <= most) continue;
    most = cost;
    found = arc;
  }
  return found;
}
