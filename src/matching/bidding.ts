import { type Flow, linkCarried, slotPrice, unlinkCarried, unreachable } from './flow.ts';

/** How far bidding or offering goes: turns of each at most, by how much each goes too far, and whether time is up. */
export interface Effort {
  each: number;
  epsilon: number;
  isOver: () => boolean;
}

/**
 * Dual ascent by bidding, exact where `epsilon` is 0: every step keeps complementary slackness, so it may stop at any time.
 * A request with open places looks at all its candidates, takes the cheapest, and may pay for each as much as its best
 * alternative would cost. It outbids whoever values that volunteer least, or, where it cannot, raises the price to its
 * limit and looks again. (Augmenting row reduction: R. Jonker and A. Volgenant, Computing 38, 1987, here with several
 * places a request, several slots a volunteer, and an empty place as the way out.)
 * Each request bids at most `each` times; what is then still open is for the shortest paths. Returns the bids made.
 */
export function bidUntilCalm(flow: Flow, { each, epsilon, isOver }: Effort): number {
  const { open, requestCount } = flow;
  const ring = new Int32Array(requestCount + 1);
  const isQueued = new Uint8Array(requestCount);
  const bidsMade = new Uint16Array(requestCount);
  let head = 0;
  let tail = 0;
  const enqueue = (request: number) => {
    if (isQueued[request] === 1 || bidsMade[request]! >= each) return;
    isQueued[request] = 1;
    ring[tail] = request;
    tail = tail === requestCount ? 0 : tail + 1;
  };
  let mostOpen = 1;
  for (let r = 0; r < requestCount; r++) {
    mostOpen = Math.max(mostOpen, Math.min(flow.demand[r]!, flow.arcTo[r]! - flow.arcFrom[r]! + 1));
    if (open[r]! > 0) enqueue(r);
  }
  const bestArc = new Int32Array(mostOpen + 1);
  const bestCost = new Int32Array(mostOpen + 1);
  let bids = 0;
  while (head !== tail) {
    const request = ring[head]!;
    head = head === requestCount ? 0 : head + 1;
    isQueued[request] = 0;
    if (open[request] === 0) continue;
    if ((bids & 255) === 255 && isOver()) break;
    bids++;
    bidsMade[request]!++;
    const found = cheapest(flow, request, bestArc, bestCost);
    let isProgress = false;
    for (let i = 0; i < found; i++) {
      const loser = take(flow, bestArc[i]!, epsilon);
      if (loser === refusedInVain) continue;
      isProgress = true;
      if (loser >= 0) enqueue(loser);
    }
    if (isProgress && open[request]! > 0) enqueue(request);
  }
  return bids;
}

/** Finds the cheapest candidates of a request, one for each open place, sets its value to the cost of the next best, and gives up places that cost more than they are worth. */
function cheapest(flow: Flow, request: number, bestArc: Int32Array, bestCost: Int32Array): number {
  const { arcVolunteer, arcCost, carries, price, open } = flow;
  const wanted = open[request]!;
  let found = 0;
  let limit = flow.unmetCost[request]!;
  const end = flow.arcTo[request]!;
  for (let arc = flow.arcFrom[request]!; arc < end; arc++) {
    const cost = arcCost[arc]! + price[arcVolunteer[arc]!]!;
    if (cost >= limit || carries[arc] === 1) continue;
    let at = found <= wanted ? found++ : wanted;
    while (at > 0 && bestCost[at - 1]! > cost) {
      bestCost[at] = bestCost[at - 1]!;
      bestArc[at] = bestArc[at - 1]!;
      at--;
    }
    bestCost[at] = cost;
    bestArc[at] = arc;
    if (found > wanted) limit = bestCost[wanted]!;
  }
  flow.value[request] = limit;
  if (found > wanted) return wanted;
  flow.unmet[request]! += wanted - found;
  open[request] = found;
  return found;
}

const tookFreeSlot = -1;
const refused = -2;
const refusedInVain = -3;

/** Takes the arc's volunteer if that beats an occupant; returns the request that lost them, or what happened instead. */
function take(flow: Flow, arc: number, epsilon: number): number {
  const { arcRequest, arcCost, value, price } = flow;
  const volunteer = flow.arcVolunteer[arc]!;
  const request = arcRequest[arc]!;
  const offer = value[request]! - arcCost[arc]! + epsilon;
  const taken = flow.used[volunteer]!;
  const isFree = taken < flow.capacity[volunteer]!;
  // What the occupants would pay to stay, lowest and second lowest; a free slot is the cheapest guest.
  let lowest = isFree ? slotPrice(flow, volunteer, taken) : unreachable;
  let second = unreachable;
  let lowestArc = -1;
  for (let held = flow.firstCarried[volunteer]!; held >= 0; held = flow.nextCarried[held]!) {
    const worth = value[arcRequest[held]!]! - arcCost[held]! + epsilon;
    if (worth < lowest) {
      second = lowest;
      lowest = worth;
      lowestArc = held;
    } else if (worth < second) second = worth;
  }
  if (lowest > offer) {
    if (price[volunteer]! >= offer) return refusedInVain;
    price[volunteer] = offer;
    return refused;
  }
  flow.open[request]!--;
  if (lowestArc < 0) {
    flow.used[volunteer] = taken + 1;
    if (taken + 1 < flow.capacity[volunteer]!) second = Math.min(second, slotPrice(flow, volunteer, taken + 1));
    price[volunteer] = Math.max(price[volunteer]!, Math.min(second, offer));
    linkCarried(flow, arc);
    return tookFreeSlot;
  }
  unlinkCarried(flow, lowestArc);
  linkCarried(flow, arc);
  price[volunteer] = Math.min(second, offer);
  const loser = arcRequest[lowestArc]!;
  flow.open[loser]!++;
  return loser;
}
