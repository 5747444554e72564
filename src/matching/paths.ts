import { type Flow, linkCarried, type Scratch, slotPrice, turnedArcs, unlinkCarried, unreachable } from './flow.ts';

/**
 * Places one open place of a request at the least cost to the whole, moving others if need be: a shortest path over
 * reduced costs (Dijkstra), stopped as soon as no way out can be nearer, then the duals of what it passed are raised.
 */
export function placeOne(flow: Flow, request: number): void {
  const { scratch, value, price, arcCost, arcVolunteer, arcRequest, carries, arcFrom, arcTo, unmetCost } = flow;
  const { used, capacity, requestCount, load, loadPrice } = flow;
  const { distance, seen, parent, settled } = scratch;
  const epoch = ++scratch.epoch;
  let nearest = unreachable;
  let way = -1;
  let count = 0;
  let size = 0;
  settleStart(flow, request);
  seen[request] = epoch;
  distance[request] = 0;
  parent[request] = -1;
  let node = request;
  let reached = 0;
  nearest = unmetCost[request]! - value[request]!;
  way = request;
  for (;;) {
    if (reached >= nearest) break;
    settled[count++] = node;
    if (node < requestCount) {
      const base = reached - value[node]!;
      const end = arcTo[node]!;
      for (let arc = arcFrom[node]!; arc < end; arc++) {
        const volunteer = arcVolunteer[arc]!;
        const away = base + arcCost[arc]! + price[volunteer]!;
        if (away >= nearest || carries[arc] === 1) continue;
        const target = requestCount + volunteer;
        if (seen[target] === epoch && distance[target]! <= away) continue;
        seen[target] = epoch;
        distance[target] = away;
        parent[target] = arc;
        const taken = used[volunteer]!;
        if (taken < capacity[volunteer]!) {
          // A slot below the volunteer's price is still to be mended: it is as near as the volunteer.
          const out = away + Math.max(0, loadPrice * (2 * (load[volunteer]! + taken) + 1) - price[volunteer]!);
          if (out < nearest) {
            nearest = out;
            way = target;
            if (out === away) continue;
          }
        }
        if (away < nearest) size = push(scratch, size, away, target);
      }
    } else {
      const volunteer = node - requestCount;
      const base = reached - price[volunteer]!;
      for (let arc = flow.firstCarried[volunteer]!; arc >= 0; arc = flow.nextCarried[arc]!) {
        const target = arcRequest[arc]!;
        const away = base + value[target]! - arcCost[arc]!;
        if (away >= nearest) continue;
        if (seen[target] === epoch && distance[target]! <= away) continue;
        seen[target] = epoch;
        distance[target] = away;
        parent[target] = arc;
        const out = away + unmetCost[target]! - value[target]!;
        if (out < nearest) {
          nearest = out;
          way = target;
          if (out === away) continue;
        }
        size = push(scratch, size, away, target);
      }
    }
    // Nearest node that was not settled by a shorter way already.
    let isFound = false;
    while (size > 0) {
      node = scratch.heapNode[0]!;
      reached = scratch.heapKey[0]!;
      size = pop(scratch, size);
      if (distance[node] === reached) {
        isFound = true;
        break;
      }
    }
    if (!isFound) break;
  }
  scratch.work += count;
  for (let i = 0; i < count; i++) {
    const passed = settled[i]!;
    const rise = nearest - distance[passed]!;
    if (rise <= 0) continue;
    if (passed < requestCount) value[passed]! += rise;
    else price[passed - requestCount]! += rise;
    distance[passed] = nearest;
  }
  flow.open[request]!--;
  shift(flow, request, way);
}

/** A fresh request starts with the cheapest of its candidates as its value. */
function settleStart(flow: Flow, request: number): void {
  if (flow.value[request]! > -unreachable) return;
  let cheapest = flow.unmetCost[request]!;
  for (let arc = flow.arcFrom[request]!; arc < flow.arcTo[request]!; arc++) {
    cheapest = Math.min(cheapest, flow.arcCost[arc]! + flow.price[flow.arcVolunteer[arc]!]!);
  }
  flow.value[request] = cheapest;
}

/** Moves one person along the path that ends at `way`. */
function shift(flow: Flow, request: number, way: number): void {
  const { parent } = flow.scratch;
  let node = way;
  if (node >= flow.requestCount) {
    flow.used[node - flow.requestCount]!++;
  } else {
    flow.unmet[node]!++;
    if (node === request) return;
    const given = parent[node]!;
    unlinkCarried(flow, given);
    node = flow.requestCount + flow.arcVolunteer[given]!;
  }
  for (;;) {
    const taken = parent[node]!;
    linkCarried(flow, taken);
    const from = flow.arcRequest[taken]!;
    if (from === request) return;
    const given = parent[from]!;
    unlinkCarried(flow, given);
    node = flow.requestCount + flow.arcVolunteer[given]!;
  }
}

/**
 * Mends a volunteer whose price stands above their next free slot: either somebody is found whom the slot serves
 * better, or the price falls, and the duals of what is passed fall with it. Shortest path backwards, stopped early.
 */
export function fillOne(flow: Flow, start: number): void {
  const { scratch, value, price, arcCost, arcVolunteer, arcRequest, carries, arcFrom, arcTo } = flow;
  const { used, requestCount } = flow;
  const { distance, seen, parent, settled } = scratch;
  const turned = turnedArcs(flow);
  const { firstAdded, nextAdded } = flow;
  const epoch = ++scratch.epoch;
  const origin = requestCount + start;
  let nearest = price[start]! - slotPrice(flow, start, used[start]!);
  if (nearest <= 0 || used[start]! >= flow.capacity[start]!) return;
  let way = origin;
  let count = 0;
  let size = 0;
  seen[origin] = epoch;
  distance[origin] = 0;
  let node = origin;
  let reached = 0;
  for (;;) {
    if (reached >= nearest) break;
    settled[count++] = node;
    if (node >= requestCount) {
      const volunteer = node - requestCount;
      const base = reached + price[volunteer]!;
      let at = volunteer < turned.volunteerCount ? turned.start[volunteer]! : 0;
      const end = volunteer < turned.volunteerCount ? turned.start[volunteer + 1]! : 0;
      let added = firstAdded[volunteer]!;
      for (;;) {
        let arc = added;
        if (at < end) arc = turned.arc[at++]!;
        else if (arc >= 0) added = nextAdded[arc]!;
        else break;
        const target = arcRequest[arc]!;
        const away = base + arcCost[arc]! - value[target]!;
        if (away >= nearest || carries[arc] === 1) continue;
        if (seen[target] === epoch && distance[target]! <= away) continue;
        seen[target] = epoch;
        distance[target] = away;
        parent[target] = arc;
        if (flow.unmet[target]! > 0) {
          nearest = away;
          way = target;
          continue;
        }
        size = push(scratch, size, away, target);
      }
    } else {
      const base = reached + value[node]!;
      const end = arcTo[node]!;
      for (let arc = arcFrom[node]!; arc < end; arc++) {
        if (carries[arc] === 0) continue;
        const volunteer = arcVolunteer[arc]!;
        const away = base - arcCost[arc]! - price[volunteer]!;
        const target = requestCount + volunteer;
        if (away >= nearest || (seen[target] === epoch && distance[target]! <= away)) continue;
        seen[target] = epoch;
        distance[target] = away;
        parent[target] = arc;
        const out = away + price[volunteer]! - slotPrice(flow, volunteer, used[volunteer]! - 1);
        if (out < nearest) {
          nearest = out;
          way = target;
          if (out === away) continue;
        }
        size = push(scratch, size, away, target);
      }
    }
    let isFound = false;
    while (size > 0) {
      node = scratch.heapNode[0]!;
      reached = scratch.heapKey[0]!;
      size = pop(scratch, size);
      if (distance[node] === reached) {
        isFound = true;
        break;
      }
    }
    if (!isFound) break;
  }
  scratch.work += count;
  for (let i = 0; i < count; i++) {
    const passed = settled[i]!;
    const fall = nearest - distance[passed]!;
    if (fall <= 0) continue;
    if (passed < requestCount) value[passed]! -= fall;
    else price[passed - requestCount]! -= fall;
    distance[passed] = nearest;
  }
  if (way !== origin) shiftBack(flow, origin, way);
}

/** Somebody new comes in at `way`, and everybody on the path moves one step towards the free slot at `origin`. */
function shiftBack(flow: Flow, origin: number, way: number): void {
  const { parent } = flow.scratch;
  let node = way;
  if (node < flow.requestCount) flow.unmet[node]!--;
  else {
    flow.used[node - flow.requestCount]!--;
    const given = parent[node]!;
    unlinkCarried(flow, given);
    node = flow.arcRequest[given]!;
  }
  for (;;) {
    const taken = parent[node]!;
    linkCarried(flow, taken);
    const volunteer = flow.requestCount + flow.arcVolunteer[taken]!;
    if (volunteer === origin) break;
    const given = parent[volunteer]!;
    unlinkCarried(flow, given);
    node = flow.arcRequest[given]!;
  }
  flow.used[origin - flow.requestCount]!++;
}

/** A heap of four children a node: shallow, and kind to the cache. */
function push(scratch: Scratch, size: number, key: number, node: number): number {
  if (size === scratch.heapKey.length) grow(scratch);
  const { heapKey, heapNode } = scratch;
  let at = size;
  while (at > 0) {
    const parent = (at - 1) >> 2;
    if (heapKey[parent]! <= key) break;
    heapKey[at] = heapKey[parent]!;
    heapNode[at] = heapNode[parent]!;
    at = parent;
  }
  heapKey[at] = key;
  heapNode[at] = node;
  return size + 1;
}

function pop(scratch: Scratch, size: number): number {
  const { heapKey, heapNode } = scratch;
  const last = size - 1;
  const key = heapKey[last]!;
  const node = heapNode[last]!;
  let at = 0;
  for (;;) {
    const first = 4 * at + 1;
    if (first >= last) break;
    let child = first;
    const end = Math.min(first + 4, last);
    for (let other = first + 1; other < end; other++) if (heapKey[other]! < heapKey[child]!) child = other;
    if (heapKey[child]! >= key) break;
    heapKey[at] = heapKey[child]!;
    heapNode[at] = heapNode[child]!;
    at = child;
  }
  heapKey[at] = key;
  heapNode[at] = node;
  return last;
}

function grow(scratch: Scratch): void {
  const key = new Int32Array(scratch.heapKey.length * 2);
  const node = new Int32Array(scratch.heapNode.length * 2);
  key.set(scratch.heapKey);
  node.set(scratch.heapNode);
  scratch.heapKey = key;
  scratch.heapNode = node;
}
