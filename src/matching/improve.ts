import { type Flow, linkCarried, slotPrice, unlinkCarried } from './flow.ts';
import type { Instance } from './schema.ts';

/** Passes over the places at most; each ends early when nothing gets better. */
const passesAtMost = 4;

/** A way to serve one place: who comes, and which of their orders goes to somebody else (`moved` -1: to nobody). */
interface Move {
  gain: number;
  taken: number;
  given: number;
  moved: number;
}

/**
 * Betters an allowed assignment in which nobody is in two places at once, and keeps it allowed: a place takes
 * somebody who is free, or somebody whose one order in the way goes to another who is free, or to nobody, where that
 * costs less together than how it is now. The flow's costs must be the instance's. (Ejection chains of
 * length two: F. Glover, Discrete Applied Mathematics 65, 1996.) Looks at the time every so often.
 */
export function improve(flow: Flow, instance: Instance, isOver: () => boolean): void {
  for (let pass = 0; pass < passesAtMost; pass++) {
    let changed = fillPlaces(flow, instance, isOver);
    for (let arc = 0; arc < flow.arcCount; arc++) {
      if ((arc & 1023) === 0 && isOver()) return;
      if (flow.carries[arc] === 1 && replace(flow, instance, arc)) changed++;
    }
    if (changed === 0) return;
  }
}

/** The part of `improve` that is about empty places: quick where few are empty. Returns how many it filled. */
export function fillPlaces(flow: Flow, instance: Instance, isOver: () => boolean): number {
  let filled = 0;
  for (let r = 0; r < flow.requestCount; r++) {
    if ((r & 63) === 0 && isOver()) break;
    while (flow.unmet[r]! > 0 && fillPlace(flow, instance, r)) filled++;
  }
  return filled;
}

/** Serves an empty place of the request, where that costs less than leaving it empty. */
function fillPlace(flow: Flow, instance: Instance, request: number): boolean {
  const move = bestMove(flow, instance, request, flow.unmetCost[request]!);
  if (move === null) return false;
  flow.unmet[request]!--;
  make(flow, move);
  return true;
}

/** Serves the arc's place by another arc, where that costs less. */
function replace(flow: Flow, instance: Instance, arc: number): boolean {
  leave(flow, arc);
  const volunteer = flow.arcVolunteer[arc]!;
  const cost = flow.arcCost[arc]! + slotPrice(flow, volunteer, flow.used[volunteer]!);
  const move = bestMove(flow, instance, flow.arcRequest[arc]!, cost);
  if (move === null) join(flow, arc);
  else make(flow, move);
  return move !== null;
}

function make(flow: Flow, { taken, given, moved }: Move): void {
  if (given >= 0) leave(flow, given);
  join(flow, taken);
  if (moved >= 0) join(flow, moved);
  else if (given >= 0) flow.unmet[flow.arcRequest[given]!]!++;
}

/** The cheapest way to serve a place that costs `now`, or null when there is none that costs less. */
function bestMove(flow: Flow, instance: Instance, request: number, now: number): Move | null {
  const best: Move = { gain: 0, taken: -1, given: -1, moved: -1 };
  for (let arc = flow.arcFrom[request]!; arc < flow.arcTo[request]!; arc++) {
    const volunteer = flow.arcVolunteer[arc]!;
    if (flow.carries[arc] === 1 || flow.capacity[volunteer] === 0) continue;
    const saved = now - flow.arcCost[arc]!;
    if (saved <= best.gain) continue;
    const clash = clashOf(flow, instance, volunteer, request);
    if (clash === several) continue;
    const isFull = flow.used[volunteer]! >= flow.capacity[volunteer]!;
    if (clash === nobody && !isFull) {
      const gain = saved - slotPrice(flow, volunteer, flow.used[volunteer]!);
      if (gain > best.gain) Object.assign(best, { gain, taken: arc, given: -1, moved: -1 });
      continue;
    }
    for (let held = flow.firstCarried[volunteer]!; held >= 0; held = flow.nextCarried[held]!) {
      if (clash !== nobody && held !== clash) continue;
      considerGiving(flow, instance, { saved, arc, held }, best);
    }
  }
  return best.taken < 0 ? null : best;
}

/** Whether serving `arc` gains more when its volunteer gives up `held`; who serves that instead is sought. */
function considerGiving(
  flow: Flow,
  instance: Instance,
  { saved, arc, held }: { saved: number; arc: number; held: number },
  best: Move,
): void {
  const other = flow.arcRequest[held]!;
  const volunteer = flow.arcVolunteer[arc]!;
  const freed = saved + flow.arcCost[held]!;
  if (freed - flow.unmetCost[other]! > best.gain) {
    Object.assign(best, { gain: freed - flow.unmetCost[other]!, taken: arc, given: held, moved: -1 });
  }
  for (let way = flow.arcFrom[other]!; way < flow.arcTo[other]!; way++) {
    const who = flow.arcVolunteer[way]!;
    if (flow.carries[way] === 1 || who === volunteer || flow.used[who]! >= flow.capacity[who]!) continue;
    const gain = freed - flow.arcCost[way]! - slotPrice(flow, who, flow.used[who]!);
    if (gain <= best.gain || clashOf(flow, instance, who, other) !== nobody) continue;
    Object.assign(best, { gain, taken: arc, given: held, moved: way });
  }
}

const nobody = -1;
const several = -2;

/** The volunteer's order that overlaps the request, as its arc, or that there is none, or that there are several. */
function clashOf(
  { firstCarried, nextCarried, arcRequest }: Flow,
  instance: Instance,
  volunteer: number,
  request: number,
) {
  const { windowStart, windowEnd } = instance;
  let clash = nobody;
  for (let held = firstCarried[volunteer]!; held >= 0; held = nextCarried[held]!) {
    const other = arcRequest[held]!;
    if (windowStart[other]! >= windowEnd[request]! || windowStart[request]! >= windowEnd[other]!) continue;
    if (clash !== nobody) return several;
    clash = held;
  }
  return clash;
}

function leave(flow: Flow, arc: number): void {
  unlinkCarried(flow, arc);
  flow.used[flow.arcVolunteer[arc]!]!--;
}

function join(flow: Flow, arc: number): void {
  linkCarried(flow, arc);
  flow.used[flow.arcVolunteer[arc]!]!++;
}
