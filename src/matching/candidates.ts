import { emptyInstance } from './instance.ts';
import { bestSoftTerms } from './rules.ts';
import type { Instance, MatchingPolicy, OrderNeed } from './schema.ts';
import { rank } from './search.ts';
import { loadOf, type Snapshot } from './snapshot.ts';

/** An order that waits, with what an empty place of it costs. */
export interface WaitingOrder {
  need: OrderNeed;
  unmetCost: number;
}

/** Everything a batch is made from. */
export interface Batch {
  snapshot: Snapshot;
  orders: readonly WaitingOrder[];
  policy: MatchingPolicy;
  /** By volunteer id: orders they may still take in this batch. */
  capacity: Uint8Array;
}

/** An assignment problem over a batch; volunteers are numbered by first appearance, `volunteerIds` leads back. */
export interface BatchInstance {
  instance: Instance;
  volunteerIds: Int32Array;
}

/** The candidates of every order, as many as were asked for: order r has `start[r]..start[r + 1]`. */
export interface CandidateLists {
  start: Int32Array;
  volunteers: Int32Array;
  costs: Int32Array;
}

/**
 * Cost of a pairing: how far its score, load aside, stays below the best an order could hope for; never negative.
 * Load is left out because the model prices it with the volunteer's later orders.
 */
export function pairingCost(need: OrderNeed, policy: MatchingPolicy, score: number, load: number): number {
  return bestSoftTerms(need, policy) - (score + 2 * policy.loadPrice * load);
}

/** The k best candidates of each order. */
export function findCandidates(batch: Batch, k: number): CandidateLists {
  const { orders } = batch;
  const start = new Int32Array(orders.length + 1);
  const volunteers = new Int32Array(orders.length * k);
  const costs = new Int32Array(orders.length * k);
  let used = 0;
  for (let r = 0; r < orders.length; r++) {
    const { need } = orders[r]!;
    const ranking = rank(batch.snapshot, need, k, batch.policy);
    for (let i = 0; i < ranking.count; i++) {
      const id = ranking.volunteers[i]!;
      volunteers[used] = id;
      costs[used++] = pairingCost(need, batch.policy, ranking.scores[i]!, loadOf(batch.snapshot, id));
    }
    start[r + 1] = used;
  }
  return { start, volunteers: volunteers.subarray(0, used), costs: costs.subarray(0, used) };
}

/** Turns candidate lists into an assignment problem. */
export function assembleInstance(batch: Batch, lists: CandidateLists): BatchInstance {
  const { orders, snapshot } = batch;
  const numberOf = new Int32Array(snapshot.rowOf.length).fill(-1);
  const ids: number[] = [];
  for (const id of lists.volunteers) {
    if (numberOf[id]! >= 0) continue;
    numberOf[id] = ids.length;
    ids.push(id);
  }
  const instance = emptyInstance(orders.length, ids.length, lists.volunteers.length);
  instance.loadPrice = batch.policy.loadPrice;
  for (let r = 0; r < orders.length; r++) {
    const { need, unmetCost } = orders[r]!;
    instance.demand[r] = need.demand;
    instance.unmetCost[r] = unmetCost;
    instance.windowStart[r] = need.window[0];
    instance.windowEnd[r] = need.window[1];
  }
  instance.arcStart.set(lists.start);
  instance.arcCost.set(lists.costs);
  for (let arc = 0; arc < lists.volunteers.length; arc++)
    instance.arcVolunteer[arc] = numberOf[lists.volunteers[arc]!]!;
  for (let v = 0; v < ids.length; v++) {
    instance.capacity[v] = batch.capacity[ids[v]!]!;
    instance.load[v] = loadOf(snapshot, ids[v]!);
  }
  return { instance, volunteerIds: Int32Array.from(ids) };
}
