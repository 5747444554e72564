import { bidUntilCalm } from './bidding.ts';
import { type Flow, reopen, slotPrice, turnedArcs, unlinkCarried } from './flow.ts';
import { offerUntilCalm } from './offering.ts';

/** Up to this share of all places still open, scarcity is local, and one phase of small steps does. */
const shareOfLocal = 0.05;
/** From this share on, most of them will stay empty, and prices must climb all the way there. */
const shareOfDearth = 0.27;
/** The first step as a share of what an empty place costs, where some are scarce and where most are. */
const firstShare = 1 / 40;
const firstShareOfDearth = 1 / 10;
/** The last step as a share of how far the candidates of an order lie apart in cost, and the ratio of two steps at most. */
const lastShare = 1 / 100;
const ratioAtMost = 40;
/** Bids of one request, offers of one volunteer in one phase: a guard, not a limit that is met. */
const guard = 60_000;

/**
 * Good prices where people are scarce: bids in great steps lift the prices of whole quarters, offers lower those that
 * went too high, then the same in smaller steps from prices taken back by one step. Afterwards complementary slackness
 * holds again, with a few places open, unless time was up. (Epsilon scaling: D. P. Bertsekas, Annals of
 * Operations Research 14, 1988.)
 */
export function scalePrices(flow: Flow, isOver: () => boolean): void {
  const exact = flow.price.slice();
  const steps = stepsOf(flow);
  for (const [phase, step] of steps.entries()) {
    const effort = { each: guard, epsilon: step, isOver };
    bidUntilCalm(flow, effort);
    if (isOver()) return;
    offerUntilCalm(flow, effort);
    if (isOver()) return;
    const moved = movedVolunteers(flow, exact);
    if (phase < steps.length - 1) takeBack(flow, moved, exact, step);
    tighten(flow, moved);
  }
}

/** Those whose price is not what the exact stage left. */
function movedVolunteers(flow: Flow, exact: Int32Array): Int32Array {
  const moved = new Int32Array(flow.volunteerCount);
  let count = 0;
  for (let v = 0; v < flow.volunteerCount; v++) if (flow.price[v] !== exact[v]) moved[count++] = v;
  return moved.subarray(0, count);
}

/** The steps of the phases, falling by the same ratio from a share of the unmet cost to one of the costs' spread. */
function stepsOf(flow: Flow): number[] {
  let unmetCost = 0;
  let spread = 0;
  let open = 0;
  let demand = 0;
  for (let r = 0; r < flow.requestCount; r++) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let arc = flow.arcFrom[r]!; arc < flow.arcTo[r]!; arc++) {
      least = Math.min(least, flow.arcCost[arc]!);
      most = Math.max(most, flow.arcCost[arc]!);
    }
    if (most > least) spread += most - least;
    unmetCost += Math.abs(flow.unmetCost[r]!);
    open += flow.open[r]! + flow.unmet[r]!;
    demand += flow.demand[r]!;
  }
  const count = Math.max(1, flow.requestCount);
  const last = Math.max(1, Math.round((spread / count) * lastShare));
  if (open < shareOfLocal * demand) return [last];
  const share = open > shareOfDearth * demand ? firstShareOfDearth : firstShare;
  const first = Math.max(last, Math.round((unmetCost / count) * share));
  const phases = Math.max(1, Math.ceil(Math.log(first / last) / Math.log(ratioAtMost)));
  return Array.from({ length: phases + 1 }, (_, phase) => Math.round(first * (last / first) ** (phase / phases)));
}

/** Takes back the last step of a price, as far as the exact stage and the slots in use allow. */
function takeBack(flow: Flow, moved: Int32Array, exact: Int32Array, step: number): void {
  const { price, used } = flow;
  for (const v of moved) {
    const floor = Math.max(exact[v]!, slotPrice(flow, v, Math.max(0, used[v]! - 1)));
    if (price[v]! > floor) price[v] = Math.max(floor, price[v]! - step);
  }
}

/**
 * From prices that are good but not exact to a state that keeps complementary slackness: drops what is not the best
 * any more, opens its places again and lowers the prices of freed slots as far as nobody else wants them.
 */
function tighten(flow: Flow, moved: Int32Array): void {
  const turned = turnedArcs(flow);
  const isDone = new Uint8Array(flow.requestCount);
  const freed: number[] = [];
  for (const v of moved) {
    const end = turned.start[v + 1]!;
    for (let at = turned.start[v]!; at < end; at++) {
      const request = turned.request[at]!;
      if (isDone[request] === 1) continue;
      isDone[request] = 1;
      dropDearer(flow, request, freed);
    }
  }
  for (const v of moved) lowerFree(flow, v);
  for (const v of freed) lowerFree(flow, v);
}

/** Lowers the price of a volunteer with a free slot as far as nobody else wants them. */
function lowerFree(flow: Flow, volunteer: number): void {
  const { price, used, value, carries } = flow;
  if (used[volunteer]! >= flow.capacity[volunteer]!) return;
  const turned = turnedArcs(flow);
  let lowest = slotPrice(flow, volunteer, used[volunteer]!);
  if (price[volunteer]! <= lowest) return;
  const end = turned.start[volunteer + 1]!;
  for (let at = turned.start[volunteer]!; at < end; at++) {
    const gain = value[turned.request[at]!]! - turned.cost[at]!;
    if (gain > lowest && carries[turned.arc[at]!] === 0) lowest = gain;
  }
  if (lowest < price[volunteer]!) price[volunteer] = lowest;
}

/** Sets a request's value to what its cheapest candidate left would cost, and drops those it pays more for. */
function dropDearer(flow: Flow, request: number, freed: number[]): void {
  const { arcVolunteer, arcCost, carries, price } = flow;
  const from = flow.arcFrom[request]!;
  const end = flow.arcTo[request]!;
  let least = flow.unmetCost[request]!;
  let most = Number.NEGATIVE_INFINITY;
  for (let arc = from; arc < end; arc++) {
    const cost = arcCost[arc]! + price[arcVolunteer[arc]!]!;
    if (carries[arc] === 0) {
      if (cost < least) least = cost;
    } else if (cost > most) most = cost;
  }
  flow.value[request] = least;
  if (flow.unmet[request]! > 0 && least < flow.unmetCost[request]!) reopen(flow, request);
  if (most <= least) return;
  for (let arc = from; arc < end; arc++) {
    const volunteer = arcVolunteer[arc]!;
    if (carries[arc] === 0 || arcCost[arc]! + price[volunteer]! <= least) continue;
    unlinkCarried(flow, arc);
    flow.used[volunteer]!--;
    flow.open[request]!++;
    freed.push(volunteer);
  }
}
