import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assembleInstance, findCandidates } from '../../src/matching/candidates.ts';
import { instanceFile } from '../../src/matching/instance.ts';
import { openState, resolve } from '../../src/matching/resolve.ts';
import { resultOf } from '../../src/matching/result.ts';
import type { Instance } from '../../src/matching/schema.ts';
import { solve } from '../../src/matching/solve.ts';
import { flatten, verify, verifyFlat } from '../../src/matching/verify.ts';
import { solveWindows } from '../../src/matching/windows.ts';
import { median, printFigure } from '../figure.ts';
import { candidatesEach, citySeed, measureEndToEnd, measureIndex } from './city-figures.ts';
import {
  type City,
  hashOf,
  makeBatch,
  makeCity,
  makeOrders,
  type Scenario,
  scenarios,
  seededRandom,
} from './generator.ts';
import { processorTime, quantile, repeated, timed, until } from './measure.ts';
import { firstCome, type MeasuredCase, planFigures } from './plans.ts';
import { buildLemon, keptPath, readInstance, runHighs, runLemon, writeInstance } from './reference.ts';

/** Bump when the generator changes what it makes: kept cases carry it in their name. */
const generatorVersion = 4;
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
  // As a server that has solved before: the compiler has seen the loops. What the first run cost is told beside it.
  const first = timed(() => void solve(instance));
  for (let turn = 1; turn < (orders >= 50_000 ? 3 : 12); turn++) solve(instance);
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
  measureFirstAnswer(name, instance, mine);
  process.stderr.write(
    `${name} ms: ours ${mine.toFixed(1)} (the first run ${first.toFixed(1)}), LEMON ${reference.toFixed(1)}\n`,
  );
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

/** When the first answer is there, as a share of the whole solve; how good it is goes to the error output. */
function measureFirstAnswer(name: string, instance: Instance, whole: number): void {
  let first = { objective: Number.NaN, lowerBound: Number.NaN };
  const shares = Array.from({ length: 5 }, () => {
    const began = processorTime();
    let at = Number.NaN;
    solve(instance, {
      onAnswer: (answer) => {
        if (!Number.isNaN(at)) return;
        at = processorTime() - began;
        first = answer;
      },
    });
    return (at / whole) * 100;
  });
  printFigure({
    name: `first_answer.${name}`,
    value: median(shares),
    unit: '%',
    target: 10,
    direction: 'atMost',
    rounds: shares,
  });
  process.stderr.write(`${name} first answer ${JSON.stringify(first)}\n`);
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
