import type { Instance } from './schema.ts';

/**
 * The state of an assignment: which arcs carry a person, and the duals that prove it optimal. What always holds
 * between operations ("complementary slackness"), with w = arcCost + price[volunteer]:
 *  - an arc that carries nobody has w >= value[request]; one that carries somebody has w <= value[request];
 *  - value[request] <= unmetCost, with equality where a place is empty;
 *  - price[volunteer] is at least the price of their last used slot and at most that of the next free one.
 * `open[r]` places still wait to be placed; when all are 0 the assignment is optimal.
 * Arcs live in one pool: request r owns `arcFrom[r]..arcTo[r]`; a banned arc has cost `banned`.
 */
export interface Flow {
  requestCount: number;
  volunteerCount: number;
  loadPrice: number;
  demand: Int32Array;
  unmetCost: Int32Array;
  arcFrom: Int32Array;
  arcTo: Int32Array;
  arcCount: number;
  arcVolunteer: Int32Array;
  arcRequest: Int32Array;
  arcCost: Int32Array;
  /** 1 where the arc carries a person. */
  carries: Uint8Array;
  capacity: Int32Array;
  load: Int32Array;
  used: Int32Array;
  /** Dual of a request: what one more place of it would cost. */
  value: Int32Array;
  /** Dual of a volunteer: what one more order of theirs costs, load and scarcity together. */
  price: Int32Array;
  unmet: Int32Array;
  open: Int32Array;
  /** The arcs that carry a volunteer's people: a list through `nextCarried`. */
  firstCarried: Int32Array;
  nextCarried: Int32Array;
  /** The arcs by volunteer as they were when first needed; what came later is a list through `nextAdded`. */
  turned: TurnedArcs | null;
  firstAdded: Int32Array;
  nextAdded: Int32Array;
  scratch: Scratch;
}

/** Arcs by volunteer, side by side in memory: those of volunteer v are `start[v]..start[v + 1]`. */
export interface TurnedArcs {
  volunteerCount: number;
  start: Int32Array;
  arc: Int32Array;
  request: Int32Array;
  /** Costs as they were then: true in a full solve, no longer once a cost changes. */
  cost: Int32Array;
}

/** Working memory of the searches, one entry a node: requests first, then volunteers. */
export interface Scratch {
  distance: Int32Array;
  seen: Int32Array;
  parent: Int32Array;
  epoch: number;
  heapKey: Int32Array;
  heapNode: Int32Array;
  settled: Int32Array;
  /** Nodes settled by all searches so far: a measure of work that no clock disturbs. */
  work: number;
}

export const unreachable = 2 ** 30;
/** Cost of an arc that was forbidden: dearer than any empty place. */
export const banned = 2 ** 29;

/** A flow with everybody free and every place open. Shares the instance's arrays and changes none of them. */
export function startFlow(instance: Instance): Flow {
  const { requestCount, volunteerCount, arcStart } = instance;
  const arcCount = instance.arcVolunteer.length;
  const arcRequest = new Int32Array(arcCount);
  const value = new Int32Array(requestCount).fill(-unreachable);
  for (let r = 0; r < requestCount; r++) arcRequest.fill(r, arcStart[r]!, arcStart[r + 1]!);
  const price = new Int32Array(volunteerCount);
  for (let v = 0; v < volunteerCount; v++) price[v] = instance.loadPrice * (2 * instance.load[v]! + 1);
  const open = new Int32Array(requestCount);
  for (let r = 0; r < requestCount; r++) open[r] = Math.min(instance.demand[r]!, arcStart[r + 1]! - arcStart[r]! + 1);
  return {
    requestCount,
    volunteerCount,
    loadPrice: instance.loadPrice,
    demand: instance.demand,
    unmetCost: instance.unmetCost,
    arcFrom: arcStart.subarray(0, requestCount),
    arcTo: arcStart.subarray(1),
    arcCount,
    arcVolunteer: instance.arcVolunteer,
    arcRequest,
    arcCost: instance.arcCost,
    carries: new Uint8Array(arcCount),
    capacity: instance.capacity,
    load: instance.load,
    used: new Int32Array(volunteerCount),
    value,
    price,
    unmet: instance.demand.map((places, r) => places - open[r]!),
    open,
    firstCarried: new Int32Array(volunteerCount).fill(-1),
    nextCarried: new Int32Array(arcCount),
    turned: null,
    firstAdded: new Int32Array(0),
    nextAdded: new Int32Array(0),
    scratch: newScratch(requestCount + volunteerCount),
  };
}

export function newScratch(nodes: number): Scratch {
  return {
    distance: new Int32Array(nodes),
    seen: new Int32Array(nodes),
    parent: new Int32Array(nodes),
    epoch: 0,
    heapKey: new Int32Array(1024),
    heapNode: new Int32Array(1024),
    settled: new Int32Array(nodes),
    work: 0,
  };
}

/** What the next order of a volunteer costs who has `used` of this batch already. */
export function slotPrice(flow: Flow, volunteer: number, used: number): number {
  return flow.loadPrice * (2 * (flow.load[volunteer]! + used) + 1);
}

/**
 * Opens the empty places of a request again: as many as its candidates could fill, and one more, so that where not all
 * can be filled one stays empty and sets the value.
 */
export function reopen(flow: Flow, request: number): void {
  const places = Math.min(flow.unmet[request]!, flow.arcTo[request]! - flow.arcFrom[request]! + 1);
  flow.open[request]! += places;
  flow.unmet[request]! -= places;
}

/** Puts an arc's person on it; the slot count is the caller's. */
export function linkCarried(flow: Flow, arc: number): void {
  const volunteer = flow.arcVolunteer[arc]!;
  flow.carries[arc] = 1;
  flow.nextCarried[arc] = flow.firstCarried[volunteer]!;
  flow.firstCarried[volunteer] = arc;
}

/** Takes it off again. */
export function unlinkCarried(flow: Flow, arc: number): void {
  const volunteer = flow.arcVolunteer[arc]!;
  flow.carries[arc] = 0;
  if (flow.firstCarried[volunteer] === arc) {
    flow.firstCarried[volunteer] = flow.nextCarried[arc]!;
    return;
  }
  let before = flow.firstCarried[volunteer]!;
  while (flow.nextCarried[before] !== arc) before = flow.nextCarried[before]!;
  flow.nextCarried[before] = flow.nextCarried[arc]!;
}

/** The arcs by volunteer; built by counting when first asked for, in one pass over the arcs. */
export function turnedArcs(flow: Flow): TurnedArcs {
  if (flow.turned !== null) return flow.turned;
  const { arcVolunteer, arcRequest, arcCost, arcCount, volunteerCount } = flow;
  // Counts stand two further on, so that after the second pass every start is where it belongs.
  const start = new Int32Array(volunteerCount + 2);
  for (let arc = 0; arc < arcCount; arc++) start[arcVolunteer[arc]! + 2]!++;
  for (let v = 2; v < start.length; v++) start[v]! += start[v - 1]!;
  const [arcs, request, cost] = [new Int32Array(arcCount), new Int32Array(arcCount), new Int32Array(arcCount)];
  for (let arc = 0; arc < arcCount; arc++) {
    const at = start[arcVolunteer[arc]! + 1]!++;
    arcs[at] = arc;
    request[at] = arcRequest[arc]!;
    cost[at] = arcCost[arc]!;
  }
  flow.turned = { volunteerCount, start, arc: arcs, request, cost };
  flow.firstAdded = new Int32Array(flow.capacity.length).fill(-1);
  flow.nextAdded = new Int32Array(flow.arcVolunteer.length);
  return flow.turned;
}

/** Total cost of the assignment as it stands. */
export function objectiveOf(flow: Flow): number {
  let total = 0;
  for (let r = 0; r < flow.requestCount; r++) {
    total += flow.unmet[r]! * flow.unmetCost[r]!;
    for (let arc = flow.arcFrom[r]!; arc < flow.arcTo[r]!; arc++)
      if (flow.carries[arc] === 1) total += flow.arcCost[arc]!;
  }
  for (let v = 0; v < flow.volunteerCount; v++) {
    for (let j = 0; j < flow.used[v]!; j++) total += slotPrice(flow, v, j);
  }
  return total;
}
