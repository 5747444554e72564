import { banned, type Flow, linkCarried, objectiveOf, slotPrice, unlinkCarried } from './flow.ts';
import { mend } from './resolve.ts';
import type { Instance } from './schema.ts';
import { costElsewhere } from './slot-prices.ts';

/** An assignment in which nobody is in two places at once. */
export interface Incumbent {
  objective: number;
  carries: Uint8Array;
  used: Int32Array;
  unmet: Int32Array;
}

/**
 * Takes every overlap of an optimal flow apart, on a copy: of two orders the one that loses less may no longer have
 * the volunteer, and the copy is mended. What is left when time is up is pulled apart without mending.
 */
export function takeApart(source: Flow, instance: Instance, isOver: () => boolean): Incumbent {
  const flow = cloneFlow(source);
  let queue = overlapped(flow, instance);
  let bans = 0;
  while (queue.length > 0) {
    for (const volunteer of queue) {
      for (;;) {
        const leaving = overlapping(flow, instance, volunteer);
        if (leaving < 0) break;
        if ((bans++ & 15) === 15 && isOver()) return pulledApart(flow, instance);
        banCarried(flow, leaving);
      }
    }
    queue = overlapped(flow, instance);
  }
  return incumbentOf(flow, instance);
}

/** As `takeApart` for a flow that need not be optimal: drops what overlaps, then fills places with who is free. */
export function pullApart(source: Flow, instance: Instance): Incumbent {
  return pulledApart(cloneFlow(source), instance);
}

function pulledApart(flow: Flow, instance: Instance): Incumbent {
  for (const volunteer of overlapped(flow, instance)) {
    for (let arc = overlapping(flow, instance, volunteer); arc >= 0; arc = overlapping(flow, instance, volunteer)) {
      unlinkCarried(flow, arc);
      flow.used[volunteer]!--;
      flow.unmet[flow.arcRequest[arc]!]!++;
    }
  }
  for (let r = 0; r < flow.requestCount; r++) {
    while (flow.unmet[r]! > 0) {
      const arc = cheapestFree(flow, instance, r);
      if (arc < 0) break;
      linkCarried(flow, arc);
      flow.used[flow.arcVolunteer[arc]!]!++;
      flow.unmet[r]!--;
    }
  }
  return incumbentOf(flow, instance);
}

/** The candidate who could come besides all they do already and costs least, or -1. */
function cheapestFree(flow: Flow, instance: Instance, request: number): number {
  let least = flow.unmetCost[request]!;
  let found = -1;
  for (let arc = flow.arcFrom[request]!; arc < flow.arcTo[request]!; arc++) {
    const volunteer = flow.arcVolunteer[arc]!;
    if (flow.carries[arc] === 1 || flow.used[volunteer]! >= flow.capacity[volunteer]!) continue;
    const cost = instance.arcCost[arc]! + slotPrice(flow, volunteer, flow.used[volunteer]!);
    if (cost >= least || isBusy(flow, instance, volunteer, request)) continue;
    least = cost;
    found = arc;
  }
  return found;
}

function isBusy(flow: Flow, instance: Instance, volunteer: number, request: number): boolean {
  for (let held = flow.firstCarried[volunteer]!; held >= 0; held = flow.nextCarried[held]!) {
    if (areAtOnce(instance, flow.arcRequest[held]!, request)) return true;
  }
  return false;
}

function areAtOnce(instance: Instance, one: number, other: number): boolean {
  const { windowStart, windowEnd } = instance;
  return windowStart[one]! < windowEnd[other]! && windowStart[other]! < windowEnd[one]!;
}

/** Volunteers with two orders at once. */
function overlapped(flow: Flow, instance: Instance): number[] {
  const volunteers: number[] = [];
  for (let v = flow.volunteerCount - 1; v >= 0; v--) {
    if (flow.used[v]! >= 2 && overlapping(flow, instance, v) >= 0) volunteers.push(v);
  }
  return volunteers;
}

/** Of the volunteer's orders that overlap another the one that loses least by leaving, or -1. */
function overlapping(flow: Flow, instance: Instance, volunteer: number): number {
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let a = flow.firstCarried[volunteer]!; a >= 0; a = flow.nextCarried[a]!) {
    const one = flow.arcRequest[a]!;
    for (let b = flow.firstCarried[volunteer]!; b >= 0; b = flow.nextCarried[b]!) {
      if (a === b || !areAtOnce(instance, one, flow.arcRequest[b]!)) continue;
      const loss = costElsewhere(flow, one) - flow.arcCost[a]!;
      if (loss < least || (loss === least && a < leaving)) {
        least = loss;
        leaving = a;
      }
      break;
    }
  }
  return leaving;
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

function incumbentOf(flow: Flow, instance: Instance): Incumbent {
  flow.arcCost = instance.arcCost;
  return { objective: objectiveOf(flow), carries: flow.carries, used: flow.used, unmet: flow.unmet };
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
