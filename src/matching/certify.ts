import { assembleInstance, type Batch, findCandidates, pairingCost } from './candidates.ts';
import { type Flow, slotPrice } from './flow.ts';
import { addCandidates, findArc, ownedFlow, resolve } from './resolve.ts';
import { bestSoftTerms } from './rules.ts';
import { rank } from './search.ts';
import { loadOf } from './snapshot.ts';
import { type Budget, solveOpen } from './solve.ts';

/** A batch solved over everybody: the flow, and which volunteer id each of its volunteers is. */
export interface CertifiedBatch {
  flow: Flow;
  volunteerIds: number[];
  /** Rounds of looking for candidates left out, and how many were added; orders that needed any. */
  rounds: number;
  added: number;
  widened: number;
  /** False when time ran out before the last round found nobody. */
  isCertified: boolean;
}

/** A dual so high that nobody bids: for volunteers with no room in this batch. */
const closed = 2 ** 29;

/**
 * Solves a batch over its k best candidates an order, then asks the index, at the prices found, for anybody left out
 * whom an order could still use; adds them, mends, and repeats until there is nobody: then the assignment is optimal
 * over all eligible volunteers, not just the candidates. (Column generation: J. Desrosiers, M. Lübbecke, 2005.)
 * Windows aside. `found` at most as many volunteers an order and round.
 */
export function solveCertified(batch: Batch, k: number, budget: Budget = {}): CertifiedBatch {
  const { instance, volunteerIds } = assembleInstance(batch, findCandidates(batch, k));
  const flow = ownedFlow(instance);
  const isSolved = solveOpen(flow, budget);
  const certified = {
    flow,
    volunteerIds: Array.from(volunteerIds),
    rounds: 0,
    added: 0,
    widened: 0,
    isCertified: false,
  };
  // Before it is optimal a flow cannot be mended, so time that is up leaves it as it is.
  if (isSolved) widen(batch, certified, k, budget);
  return certified;
}

/** Adds candidates left out until no order could use another. */
export function widen(batch: Batch, state: CertifiedBatch, k: number, budget: Budget = {}): void {
  const numberOf = new Map(state.volunteerIds.map((id, number) => [id, number]));
  const touched = new Set<number>();
  const scarcity = scarcityById(batch, state);
  for (;;) {
    state.rounds++;
    let added = 0;
    for (let r = 0; r < batch.orders.length; r++) {
      if ((r & 63) === 0 && budget.isTimeUp?.() === true) return;
      const candidates = leftOut(batch, state, r, k, numberOf, scarcity);
      if (candidates.length === 0) continue;
      touched.add(r);
      added += candidates.length;
      addCandidates(state.flow, r, candidates);
    }
    state.added += added;
    state.widened = touched.size;
    state.isCertified = added === 0;
    if (state.isCertified) return;
    refreshScarcity(state, scarcity);
  }
}

function leftOut(
  batch: Batch,
  state: CertifiedBatch,
  request: number,
  k: number,
  numberOf: Map<number, number>,
  scarcity: Int32Array,
): [number, number][] {
  const { need } = batch.orders[request]!;
  const { flow } = state;
  if (flow.demand[request] === 0) return [];
  const above = bestSoftTerms(need, batch.policy) + batch.policy.loadPrice - flow.value[request]!;
  const ranking = rank(batch.snapshot, need, k + flow.demand[request]!, batch.policy, { prices: scarcity, above });
  const candidates: [number, number][] = [];
  for (let i = 0; i < ranking.count; i++) {
    const id = ranking.volunteers[i]!;
    const load = loadOf(batch.snapshot, id);
    const cost = pairingCost(need, batch.policy, ranking.scores[i]! + scarcity[id]!, load);
    let volunteer = numberOf.get(id);
    if (volunteer === undefined) {
      volunteer = resolve(flow, { kind: 'volunteer', capacity: batch.capacity[id]!, load });
      numberOf.set(id, volunteer);
      state.volunteerIds.push(id);
    } else if (findArc(flow, request, volunteer) >= 0) continue;
    // Prices may have moved since the round began; only who still helps is added.
    if (cost + flow.price[volunteer]! < flow.value[request]!) candidates.push([volunteer, cost]);
  }
  return candidates;
}

/** What a volunteer's time costs beyond their load, by id. */
function scarcityById(batch: Batch, state: CertifiedBatch): Int32Array {
  const scarcity = new Int32Array(batch.snapshot.rowOf.length);
  for (let id = 0; id < scarcity.length; id++) if (batch.capacity[id] === 0) scarcity[id] = closed;
  refreshScarcity(state, scarcity);
  return scarcity;
}

function refreshScarcity(state: CertifiedBatch, scarcity: Int32Array): void {
  const { flow } = state;
  for (let v = 0; v < state.volunteerIds.length; v++) {
    if (flow.capacity[v] === 0) continue;
    scarcity[state.volunteerIds[v]!] = Math.max(0, flow.price[v]! - slotPrice(flow, v, 0));
  }
}
