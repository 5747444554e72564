import { assembleInstance, type Batch, findCandidates, pairingCost } from '../../src/matching/candidates.ts';
import { openState, resolve } from '../../src/matching/resolve.ts';
import { defaultPolicy } from '../../src/matching/schema.ts';
import { rank } from '../../src/matching/search.ts';
import { buildSnapshot, loadOf, snapshotBytes } from '../../src/matching/snapshot.ts';
import { solve } from '../../src/matching/solve.ts';
import { median, printFigure } from '../figure.ts';
import { type City, makeBatch, makeOrders, makeQueries } from './generator.ts';
import { quantile, repeated, timed } from './measure.ts';

export const candidatesEach = 30;
export const citySeed = 1;

/** The index over everybody: build, size, searches. */
export function measureIndex(city: City, size: number): void {
  const builds = repeated(5, () => void buildSnapshot(city.columns));
  printFigure({
    name: 'index.build',
    value: median(builds),
    unit: 'ms',
    target: 500,
    direction: 'atMost',
    rounds: builds,
  });
  const snapshot = buildSnapshot(city.columns);
  printFigure({
    name: 'index.bytes',
    value: snapshotBytes(snapshot) / city.columns.count,
    unit: 'bytes',
    target: 100,
    direction: 'atMost',
  });
  const queries = makeQueries(city, size < 1 ? 1000 : 4000, 3);
  for (const query of queries.slice(0, 1000)) rank(snapshot, query, candidatesEach, defaultPolicy);
  const times = queries.map((query) => timed(() => void rank(snapshot, query, candidatesEach, defaultPolicy)) * 1000);
  printFigure({ name: 'topk.p50', value: median(times), unit: 'us', target: 50, direction: 'atMost' });
  printFigure({ name: 'topk.p99', value: quantile(times, 0.99), unit: 'us', target: 1000, direction: 'atMost' });
}

/** Ten thousand orders from nothing, and with a hundred changed. */
export function measureEndToEnd(city: City): void {
  const orders = makeOrders(city, 10_000, 'busy', citySeed);
  const cold = timed(() => {
    const batch = makeBatch(city, orders);
    solve(assembleInstance(batch, findCandidates(batch, candidatesEach)).instance);
  });
  printFigure({ name: 'end_to_end.cold', value: cold, unit: 'ms', target: 1000, direction: 'atMost' });
  const batch = makeBatch(city, orders);
  const { instance, volunteerIds } = assembleInstance(batch, findCandidates(batch, candidatesEach));
  const numberOf = new Map(Array.from(volunteerIds, (id, number) => [id, number]));
  const flow = openState(instance);
  const newcomers = makeOrders(city, 100, 'busy', citySeed + 1);
  const warm = timed(() => {
    for (const [i, order] of newcomers.entries()) {
      resolve(flow, { kind: 'withdraw', request: i * 97 });
      const candidates = candidatesOf(batch, order.need, flow, numberOf);
      resolve(flow, { kind: 'add', demand: order.need.demand, unmetCost: order.unmetCost, candidates });
    }
  });
  printFigure({ name: 'end_to_end.warm', value: warm, unit: 'ms', target: 50, direction: 'atMost' });
}

function candidatesOf(
  batch: Batch,
  need: Batch['orders'][number]['need'],
  flow: ReturnType<typeof openState>,
  numberOf: Map<number, number>,
): [number, number][] {
  const ranking = rank(batch.snapshot, need, candidatesEach, batch.policy);
  const candidates: [number, number][] = [];
  for (let i = 0; i < ranking.count; i++) {
    const id = ranking.volunteers[i]!;
    const load = loadOf(batch.snapshot, id);
    let volunteer = numberOf.get(id);
    if (volunteer === undefined) {
      volunteer = resolve(flow, { kind: 'volunteer', capacity: batch.capacity[id]!, load });
      numberOf.set(id, volunteer);
    }
    candidates.push([volunteer, pairingCost(need, batch.policy, ranking.scores[i]!, load)]);
  }
  return candidates;
}
