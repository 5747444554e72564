import {
  banned,
  type Flow,
  newScratch,
  reopen,
  slotPrice,
  startFlow,
  turnedArcs,
  unlinkCarried,
  unreachable,
} from './flow.ts';
import { fillOne, placeOne } from './paths.ts';
import type { Instance } from './schema.ts';
import { solveOpen } from './solve.ts';

/** What can happen to a solved assignment, one thing at a time. */
export type Change =
  | {
      kind: 'add';
      demand: number;
      unmetCost: number;
      candidates: readonly (readonly [volunteer: number, cost: number])[];
    }
  | { kind: 'withdraw'; request: number }
  | { kind: 'ban'; request: number; volunteer: number }
  | { kind: 'capacity'; volunteer: number; capacity: number }
  | { kind: 'price'; request: number; volunteer: number; cost: number }
  | { kind: 'unmetCost'; request: number; unmetCost: number }
  | { kind: 'volunteer'; capacity: number; load: number };

/**
 * A solved flow that may change: it owns its arrays, with room for a third more, and leaves the instance alone. What
 * changes need besides is made here, so that the first of them is as quick as the others.
 */
export function openState(instance: Instance): Flow {
  const flow = ownedFlow(instance);
  solveOpen(flow);
  turnedArcs(flow);
  growArcs(flow, flow.arcVolunteer.length + 1);
  growRequests(flow, flow.demand.length + 1);
  growVolunteers(flow, flow.capacity.length + 1);
  return flow;
}

/** A fresh flow on copies of the instance's arrays. */
export function ownedFlow(instance: Instance): Flow {
  const flow = startFlow(instance);
  flow.demand = flow.demand.slice();
  flow.unmetCost = flow.unmetCost.slice();
  flow.arcFrom = flow.arcFrom.slice();
  flow.arcTo = flow.arcTo.slice();
  flow.arcVolunteer = flow.arcVolunteer.slice();
  flow.arcCost = flow.arcCost.slice();
  flow.capacity = flow.capacity.slice();
  flow.load = flow.load.slice();
  return flow;
}

/**
 * Applies one change and mends the assignment around it; afterwards it is optimal again, exactly as a full solve would
 * find it. Returns the number of the request or volunteer that an addition made, else -1.
 */
export function resolve(flow: Flow, change: Change): number {
  switch (change.kind) {
    case 'add':
      return addRequest(flow, change.demand, change.unmetCost, change.candidates);
    case 'withdraw':
      withdraw(flow, change.request);
      return -1;
    case 'ban':
      changeCost(flow, findArc(flow, change.request, change.volunteer), banned);
      return -1;
    case 'price':
      changeCost(flow, findArc(flow, change.request, change.volunteer), change.cost);
      return -1;
    case 'capacity':
      changeCapacity(flow, change.volunteer, change.capacity);
      return -1;
    case 'unmetCost':
      changeUnmetCost(flow, change.request, change.unmetCost);
      return -1;
    case 'volunteer':
      return addVolunteer(flow, change.capacity, change.load);
    default:
      return change satisfies never;
  }
}

/** The arc of a pairing, or -1. */
export function findArc(flow: Flow, request: number, volunteer: number): number {
  for (let arc = flow.arcFrom[request]!; arc < flow.arcTo[request]!; arc++) {
    if (flow.arcVolunteer[arc] === volunteer) return arc;
  }
  return -1;
}

/** Sets what a pairing costs and mends the assignment. An arc of -1 changes nothing. */
export function changeCost(flow: Flow, arc: number, cost: number): void {
  if (arc < 0 || flow.arcCost[arc] === cost) return;
  const freed: number[] = [];
  const request = flow.arcRequest[arc]!;
  flow.arcCost[arc] = cost;
  const through = cost + flow.price[flow.arcVolunteer[arc]!]!;
  if (flow.carries[arc] === 1) {
    if (through > flow.value[request]!) drop(flow, arc, freed);
  } else if (through < flow.value[request]!) lowerValue(flow, request, through, freed);
  mend(flow, [request], freed);
}

/** Appends arcs to a request: candidates found later. Its arcs move to the end of the pool. */
export function addCandidates(
  flow: Flow,
  request: number,
  candidates: readonly (readonly [volunteer: number, cost: number])[],
): void {
  const from = flow.arcFrom[request]!;
  const kept = flow.arcTo[request]! - from;
  const start = flow.arcCount;
  growArcs(flow, start + kept + candidates.length);
  for (let i = 0; i < kept; i++) moveArc(flow, from + i, start + i);
  flow.arcFrom[request] = start;
  flow.arcTo[request] = start + kept;
  flow.arcCount = start + kept;
  const freed: number[] = [];
  for (const [volunteer, cost] of candidates) {
    const arc = appendArc(flow, request, volunteer, cost);
    const through = cost + flow.price[volunteer]!;
    if (through < flow.value[request]!) lowerValue(flow, request, through, freed);
    flow.arcTo[request] = arc + 1;
  }
  mend(flow, [request], freed);
}

function addRequest(
  flow: Flow,
  demand: number,
  unmetCost: number,
  candidates: readonly (readonly [volunteer: number, cost: number])[],
): number {
  const request = flow.requestCount;
  growRequests(flow, request + 1);
  growArcs(flow, flow.arcCount + candidates.length);
  flow.requestCount = request + 1;
  flow.demand[request] = demand;
  flow.unmetCost[request] = unmetCost;
  flow.value[request] = -unreachable;
  flow.open[request] = Math.min(demand, candidates.length + 1);
  flow.unmet[request] = demand - flow.open[request]!;
  flow.arcFrom[request] = flow.arcCount;
  for (const [volunteer, cost] of candidates) appendArc(flow, request, volunteer, cost);
  flow.arcTo[request] = flow.arcCount;
  mend(flow, [request], []);
  return request;
}

function withdraw(flow: Flow, request: number): void {
  const freed: number[] = [];
  for (let arc = flow.arcFrom[request]!; arc < flow.arcTo[request]!; arc++) {
    if (flow.carries[arc] === 1) drop(flow, arc, freed);
    flow.arcCost[arc] = banned;
  }
  flow.demand[request] = 0;
  flow.open[request] = 0;
  flow.unmet[request] = 0;
  mend(flow, [], freed);
}

function changeCapacity(flow: Flow, volunteer: number, capacity: number): void {
  const opened: number[] = [];
  flow.capacity[volunteer] = capacity;
  while (flow.used[volunteer]! > capacity) {
    const loser = leastEager(flow, volunteer);
    const request = flow.arcRequest[loser]!;
    unlinkCarried(flow, loser);
    flow.used[volunteer]!--;
    flow.open[request]!++;
    flow.price[volunteer] = Math.max(flow.price[volunteer]!, flow.value[request]! - flow.arcCost[loser]!);
    opened.push(request);
  }
  mend(flow, opened, [volunteer]);
}

/** The arc whose request would leave the volunteer first if they grew dearer. */
function leastEager(flow: Flow, volunteer: number): number {
  let least = flow.firstCarried[volunteer]!;
  const worth = (arc: number) => flow.value[flow.arcRequest[arc]!]! - flow.arcCost[arc]!;
  for (let arc = flow.nextCarried[least]!; arc >= 0; arc = flow.nextCarried[arc]!) {
    if (worth(arc) < worth(least)) least = arc;
  }
  return least;
}

function changeUnmetCost(flow: Flow, request: number, unmetCost: number): void {
  const freed: number[] = [];
  const before = flow.unmetCost[request]!;
  flow.unmetCost[request] = unmetCost;
  if (unmetCost > before) reopen(flow, request);
  else if (flow.value[request]! > unmetCost) lowerValue(flow, request, unmetCost, freed);
  mend(flow, [request], freed);
}

function addVolunteer(flow: Flow, capacity: number, load: number): number {
  const volunteer = flow.volunteerCount;
  growVolunteers(flow, volunteer + 1);
  flow.volunteerCount = volunteer + 1;
  flow.capacity[volunteer] = capacity;
  flow.load[volunteer] = load;
  flow.used[volunteer] = 0;
  flow.firstCarried[volunteer] = -1;
  if (flow.turned !== null) flow.firstAdded[volunteer] = -1;
  flow.price[volunteer] = slotPrice(flow, volunteer, 0);
  return volunteer;
}

/** A request's places are worth less now: those that cost more open again. */
function lowerValue(flow: Flow, request: number, value: number, freed: number[]): void {
  if (value >= flow.value[request]!) return;
  flow.value[request] = value;
  if (value < flow.unmetCost[request]!) reopen(flow, request);
  for (let arc = flow.arcFrom[request]!; arc < flow.arcTo[request]!; arc++) {
    if (flow.carries[arc] === 1 && flow.arcCost[arc]! + flow.price[flow.arcVolunteer[arc]!]! > value)
      drop(flow, arc, freed);
  }
}

function drop(flow: Flow, arc: number, freed: number[]): void {
  const volunteer = flow.arcVolunteer[arc]!;
  unlinkCarried(flow, arc);
  flow.used[volunteer]!--;
  flow.open[flow.arcRequest[arc]!]!++;
  freed.push(volunteer);
}

/** Places what is open in these requests and mends the prices of these volunteers' free slots. */
export function mend(flow: Flow, requests: readonly number[], volunteers: readonly number[]): void {
  for (const request of requests) while (flow.open[request]! > 0) placeOne(flow, request);
  for (const v of volunteers) {
    while (flow.used[v]! < flow.capacity[v]! && flow.price[v]! > slotPrice(flow, v, flow.used[v]!)) fillOne(flow, v);
  }
}

function appendArc(flow: Flow, request: number, volunteer: number, cost: number): number {
  const arc = flow.arcCount++;
  flow.arcVolunteer[arc] = volunteer;
  flow.arcRequest[arc] = request;
  flow.arcCost[arc] = cost;
  flow.carries[arc] = 0;
  if (flow.turned !== null) {
    flow.nextAdded[arc] = flow.firstAdded[volunteer]!;
    flow.firstAdded[volunteer] = arc;
  }
  return arc;
}

/** Copies an arc to a new place and leaves a banned shadow that no search follows. */
function moveArc(flow: Flow, from: number, to: number): void {
  const volunteer = flow.arcVolunteer[from]!;
  const isCarried = flow.carries[from] === 1;
  if (isCarried) unlinkCarried(flow, from);
  flow.arcCount = to;
  appendArc(flow, flow.arcRequest[from]!, volunteer, flow.arcCost[from]!);
  flow.arcCost[from] = banned;
  if (!isCarried) return;
  flow.carries[to] = 1;
  flow.nextCarried[to] = flow.firstCarried[volunteer]!;
  flow.firstCarried[volunteer] = to;
}

function growArcs(flow: Flow, wanted: number): void {
  if (wanted <= flow.arcVolunteer.length) return;
  const room = Math.ceil(wanted * 1.3) + 64;
  flow.arcVolunteer = grown(flow.arcVolunteer, room);
  flow.arcRequest = grown(flow.arcRequest, room);
  flow.arcCost = grown(flow.arcCost, room);
  flow.nextCarried = grown(flow.nextCarried, room);
  if (flow.turned !== null) flow.nextAdded = grown(flow.nextAdded, room);
  const carries = new Uint8Array(room);
  carries.set(flow.carries);
  flow.carries = carries;
}

function growRequests(flow: Flow, wanted: number): void {
  if (wanted > flow.demand.length) {
    const room = Math.ceil(wanted * 1.3) + 64;
    flow.demand = grown(flow.demand, room);
    flow.unmetCost = grown(flow.unmetCost, room);
    flow.arcFrom = grown(flow.arcFrom, room);
    flow.arcTo = grown(flow.arcTo, room);
    flow.value = grown(flow.value, room);
    flow.unmet = grown(flow.unmet, room);
    flow.open = grown(flow.open, room);
  }
  growScratch(flow, wanted + flow.volunteerCount);
}

function growVolunteers(flow: Flow, wanted: number): void {
  if (wanted > flow.capacity.length) {
    const room = Math.ceil(wanted * 1.3) + 64;
    flow.capacity = grown(flow.capacity, room);
    flow.load = grown(flow.load, room);
    flow.used = grown(flow.used, room);
    flow.price = grown(flow.price, room);
    flow.firstCarried = grown(flow.firstCarried, room);
    if (flow.turned !== null) flow.firstAdded = grown(flow.firstAdded, room);
  }
  growScratch(flow, flow.requestCount + wanted);
}

function growScratch(flow: Flow, nodes: number): void {
  if (nodes <= flow.scratch.seen.length) return;
  const { work } = flow.scratch;
  flow.scratch = newScratch(Math.ceil(nodes * 1.3) + 64);
  flow.scratch.work = work;
}

function grown(array: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(room);
  larger.set(array);
  return larger;
}
