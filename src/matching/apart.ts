import { banned, type Flow, objectiveOf, unlinkCarried } from './flow.ts';
import { fillPlaces } from './improve.ts';
import { mend } from './resolve.ts';
import type { Instance } from './schema.ts';
import { costElsewhere } from './slot-prices.ts';

/** An assignment in which nobody is in two places at once: a flow whose costs are the instance's. */
export interface Incumbent {
  objective: number;
  flow: Flow;
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
        if ((bans++ & 15) === 15 && isOver()) return pulledApart(flow, instance, isOver);
        banCarried(flow, leaving);
      }
    }
    queue = overlapped(flow, instance);
  }
  return incumbentOf(flow, instance, isOver);
}

/** As `takeApart` for a flow that need not be optimal: drops what overlaps, then fills places as time allows. */
export function pullApart(source: Flow, instance: Instance, isOver: () => boolean): Incumbent {
  return pulledApart(cloneFlow(source), instance, isOver);
}

function pulledApart(flow: Flow, instance: Instance, isOver: () => boolean): Incumbent {
  for (const volunteer of overlapped(flow, instance)) {
    for (let arc = overlapping(flow, instance, volunteer); arc >= 0; arc = overlapping(flow, instance, volunteer)) {
      unlinkCarried(flow, arc);
      flow.used[volunteer]!--;
      flow.unmet[flow.arcRequest[arc]!]!++;
    }
  }
  return incumbentOf(flow, instance, isOver);
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

function incumbentOf(flow: Flow, instance: Instance, isOver: () => boolean): Incumbent {
  flow.arcCost = instance.arcCost;
  fillPlaces(flow, instance, isOver);
  return { objective: objectiveOf(flow), flow };
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
