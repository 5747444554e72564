import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assembleInstance, type Batch, findCandidates, loadOf, pairingCost } from '../../src/matching/candidates.ts';
import { instanceFile } from '../../src/matching/instance.ts';
import { openState, resolve } from '../../src/matching/resolve.ts';
import { resultOf } from '../../src/matching/result.ts';
import { defaultPolicy, type Instance } from '../../src/matching/schema.ts';
import { rank } from '../../src/matching/search.ts';
import { buildSnapshot, snapshotBytes } from '../../src/matching/snapshot.ts';
import { solve } from '../../src/matching/solve.ts';
import { flatten, verify, verifyFlat } from '../../src/matching/verify.ts';
import { solveWindows } from '../../src/matching/windows.ts';
import { median, printFigure } from '../figure.ts';
import {
  type City,
  hashOf,
  makeBatch,
  makeCity,
  makeOrders,
  makeQueries,
  type Scenario,
  scenarios,
  seededRandom,
} from './generator.ts';
import { firstCome, type MeasuredCase, planFigures } from './plans.ts';
import { buildLemon, keptPath, readInstance, runHighs, runLemon, writeInstance } from './reference.ts';

/** Bump when the generator changes what it makes: kept cases carry it in their name. */
const generatorVersion = 3;
const citySeed = 1;
const candidatesEach = 30;
const population = 434_710;
const speedTargets: Record<string, number> = {
  calm_10000: 20,
  busy_10000: 10,
  surge_10000: 6,
  calm_50000: 8,
  busy_50000: 2,
  surge_50000: 2,
};

/**
 * `npm run bench -- matching [--size F] [--full]`: below size 1 the city shrinks with it and 50,000 orders are left
 * out; HiGHS runs from size 1 on. All times of solves, checks and searches are processor time, ours and LEMON's in
 * turns; the index's are too.
 */
export async function run(options: { size: number; full: boolean }): Promise<void> {
  const lemon = buildLemon();
  const count = Math.round(population * Math.min(1, options.size));
  const city = makeCity(count, citySeed);
  process.stderr.write(`city ${hashOf(city.columns.eastMetres, city.columns.skillsLow, city.columns.availability)}\n`);
  measureIndex(city, options.size);
  const sizes = options.size < 1 ? [1000, 10_000] : [1000, 10_000, 50_000];
  for (const orders of sizes) {
    for (const scenario of scenarios) await measureCase(city, scenario, orders, lemon, options);
  }
  measureEndToEnd(city);
}

function measureIndex(city: City, size: number): void {
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

async function measureCase(
  city: City,
  scenario: Scenario,
  orders: number,
  lemon: string | null,
  options: { size: number },
): Promise<void> {
  const name = `${scenario}_${orders}`;
  const path = keptPath(`v${generatorVersion}_${city.columns.count}_${name}.bin`);
  const measured = keptCase(city, scenario, orders, path);
  const { instance } = measured;
  process.stderr.write(`${name} ${hashOf(instance.demand, instance.arcVolunteer, instance.arcCost)}\n`);
  const turns = orders >= 50_000 ? 3 : 7;
  // The first of our own runs is for the compiler alone.
  solve(instance);
  const ours: number[] = [];
  const theirs: number[] = [];
  let objective = 0;
  for (let turn = 0; turn < turns; turn++) {
    ours.push(timed(() => void solve(instance)));
    if (lemon === null) continue;
    const reference = runLemon(lemon, path);
    theirs.push(reference.milliseconds);
    objective = reference.objective;
  }
  const result = resultOf(solve(instance), 0);
  const file = instanceFile(instance);
  const verdict = verify(file, result);
  if (!verdict.isProved) throw new Error(`${name}: the certificate is refuted: ${verdict.reason}`);
  if (lemon !== null && objective !== result.objective)
    throw new Error(`${name}: ${result.objective}, LEMON ${objective}`);
  const mine = median(ours);
  const reference = theirs.length > 0 ? median(theirs) : Number.NaN;
  if (lemon !== null) {
    const ratio = reference / mine;
    printFigure({
      name: `solve.${name}.vs_lemon`,
      value: ratio,
      unit: 'times',
      target: speedTargets[name] ?? 6,
      direction: 'atLeast',
      reference: 1,
      rounds: ours.map((each) => reference / each),
    });
    if (orders === 10_000) measureAgainst(name, instance, reference);
  }
  process.stderr.write(`${name} ms: ours ${mine.toFixed(1)}, LEMON ${reference.toFixed(1)}\n`);
  reportPlans(name, measured, result.assignments);
  if (orders <= 10_000) {
    const windows = solveWindows(instance, until(options.size < 1 ? 3000 : 20_000));
    const proof = verify(file, windows);
    if (!proof.isProved) throw new Error(`${name}: the certificate with windows is refuted: ${proof.reason}`);
    const gap = (windows.objective / windows.lowerBound - 1) * 100;
    printFigure({ name: `windows.${name}.gap`, value: gap, unit: '%', target: 0.05, direction: 'atMost' });
  }
  if (name === 'busy_10000' && options.size >= 1) {
    const highs = await runHighs(instance);
    if (highs.objective !== result.objective) throw new Error(`${name}: ${result.objective}, HiGHS ${highs.objective}`);
    const ratio = highs.milliseconds / mine;
    printFigure({
      name: `solve.${name}.vs_highs`,
      value: ratio,
      unit: 'times',
      target: 100,
      direction: 'atLeast',
      reference: 1,
    });
  }
}

/** A case as kept by an earlier run, or made and kept. */
function keptCase(city: City, scenario: Scenario, orders: number, path: string): MeasuredCase {
  const wayPath = path.replace('.bin', '.metres');
  if (!existsSync(path) || !existsSync(wayPath)) {
    const batch = makeBatch(city, makeOrders(city, orders, scenario, citySeed));
    const lists = findCandidates(batch, candidatesEach);
    writeInstance(path, assembleInstance(batch, lists).instance);
    const { eastMetres, northMetres } = city.columns;
    const metres = new Int32Array(lists.volunteers.length);
    for (let r = 0; r < orders; r++) {
      const { need } = batch.orders[r]!;
      for (let at = lists.start[r]!; at < lists.start[r + 1]!; at++) {
        const id = lists.volunteers[at]!;
        metres[at] = Math.hypot(need.eastMetres - eastMetres[id]!, need.northMetres - northMetres[id]!);
      }
    }
    writeFileSync(wayPath, metres);
  }
  const ways = readFileSync(wayPath);
  const metres = new Int32Array(ways.buffer.slice(ways.byteOffset, ways.byteOffset + ways.byteLength));
  return { instance: readInstance(path), metres };
}

/** Verification and single changes, as shares of LEMON's solve of the same case. */
function measureAgainst(name: string, instance: Instance, lemon: number): void {
  const flat = flatten(instanceFile(instance));
  const result = resultOf(solve(instance), 0);
  const checks = repeated(7, () => void verifyFlat(flat, result));
  const share = (median(checks) / lemon) * 100;
  const suffix = name === 'busy_10000' ? '' : `.${name}`;
  printFigure({
    name: `verify.share${suffix}`,
    value: share,
    unit: '%',
    target: 5,
    direction: 'atMost',
    reference: 100,
    rounds: checks.map((each) => (each / lemon) * 100),
  });
  const flow = openState(instance);
  const random = seededRandom(5);
  const times: number[] = [];
  for (let change = 0; change < 600; change++) {
    const request = Math.floor(random() * instance.requestCount);
    const candidates: [number, number][] = [];
    for (let arc = instance.arcStart[request]!; arc < instance.arcStart[request + 1]!; arc++) {
      candidates.push([instance.arcVolunteer[arc]!, instance.arcCost[arc]!]);
    }
    const demand = instance.demand[request]!;
    const unmetCost = instance.unmetCost[request]!;
    times.push(timed(() => void resolve(flow, { kind: 'withdraw', request })));
    times.push(timed(() => void resolve(flow, { kind: 'add', demand, unmetCost, candidates })));
  }
  const p99 = (quantile(times.slice(200), 0.99) / lemon) * 100;
  printFigure({ name: `change.p99${suffix}`, value: p99, unit: '%', target: 1, direction: 'atMost', reference: 100 });
}

/** What each way of choosing does to people, side by side. */
function reportPlans(name: string, measured: MeasuredCase, assignments: readonly (readonly [number, number])[]): void {
  const { instance } = measured;
  const optimum = assignments.map(([request, volunteer]): [number, number] => {
    let arc = instance.arcStart[request]!;
    while (instance.arcVolunteer[arc] !== volunteer) arc++;
    return [request, arc];
  });
  const fairless = solve({ ...instance, loadPrice: 0 });
  const careless: [number, number][] = [];
  for (let arc = 0; arc < fairless.arcCount; arc++)
    if (fairless.carries[arc] === 1) careless.push([fairless.arcRequest[arc]!, arc]);
  const plans = {
    optimum: planFigures(measured, optimum),
    optimumWithoutFairness: planFigures(measured, careless),
    nearestFirst: planFigures(measured, firstCome(measured, 'way')),
    bestScoreFirstCome: planFigures(measured, firstCome(measured, 'score')),
  };
  process.stderr.write(`${name} plans ${JSON.stringify(plans)}\n`);
}

function measureEndToEnd(city: City): void {
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

function until(milliseconds: number): { isTimeUp: () => boolean } {
  const end = processorTime() + milliseconds;
  return { isTimeUp: () => processorTime() >= end };
}

/** Milliseconds of processor time that the work took, all threads of this process together. */
function timed(work: () => void): number {
  const began = processorTime();
  work();
  return processorTime() - began;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function repeated(times: number, work: () => void): number[] {
  return Array.from({ length: times }, () => timed(work));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
