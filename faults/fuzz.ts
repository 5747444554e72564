import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import type { Context } from '../src/platform/context.ts';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { createLog } from '../src/platform/log.ts';
import { isHeavy } from './fuzz-batch.ts';
import { type Fuzzed, type Fuzzing, fuzzRequests, fuzzStreams, REQUESTS_A_STREAM } from './fuzz-part.ts';
import { type Figure, isSound, type Report, write } from './report.ts';
import { holdUnkilled } from './world.ts';

const TIMES = 1_000_000;
/** Servers at once, each in a process of its own that sends its requests too. One more is sent streams. */
const SERVERS = 2;
const MOST_GROWTH = 1.1;
/** More than this share shut out, and the roles were not tried. */
const MOST_SHUT_OUT = 0.1;

/** Told to come again later: when more are, the figures are of the machine and not of the program. */
const MOST_LATE = 0.001;

/** Of streams: when fewer are answered, they were hung up on before the server could. */
const LEAST_ANSWERED = 0.5;

/** What a child is told; it answers with what it `Fuzzed`. */
export interface ChildsPart extends Pick<Fuzzing, 'times' | 'seed'> {
  dataFolder: string;
  sends: { index: number; of: number } | 'streams';
}

/**
 * `npm run fuzz -- [--times N] [--seed N]`: requests made from the API's own document, as everybody who can be logged in
 * and as nobody; a tenth as many streams of raw bytes; files that mean harm, sent as photos. No answer of 500 or above, no
 * crash, no growth.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-fuzz-'));
  const letGo = await holdUnkilled(dataFolder);
  try {
    const began = performance.now();
    // The children find it migrated, and its secrets made.
    const opened = await openContext(readConfig({ LINLI_DATA: dataFolder, LINLI_CITY: 'none' }, 'none'), {
      log: createLog('silent'),
    });
    await opened.close();
    const requests = Array.from({ length: SERVERS }, (_, index) => ({ index, of: SERVERS }));
    const parts = await Promise.all(
      [...requests, 'streams' as const].map((sends) => inChild({ times, seed, dataFolder, sends })),
    );
    const report = reportOf(parts, { times, seed, seconds: (performance.now() - began) / 1000 });
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await letGo();
    await removeEmbeddedPostgres(dataFolder);
  }
}

/** All of it in this process. */
export async function fuzz(context: Context, { times, seed, adminUrl, lines }: Fuzzing): Promise<Report> {
  const began = performance.now();
  const requests = await fuzzRequests(context, { times, seed, adminUrl, lines, index: 0, of: 1 });
  const streams = await fuzzStreams(context, { times, seed });
  return reportOf([requests, streams], { times, seed, seconds: (performance.now() - began) / 1000 });
}

async function inChild(part: ChildsPart): Promise<Fuzzed> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'fuzz-child.ts'));
  child.send(part);
  let fuzzed: Fuzzed | undefined;
  child.on('message', (message) => {
    fuzzed = message as Fuzzed;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (!fuzzed || code !== 0) throw new Error(`A server that was fuzzed ended with ${signal ?? code}.`);
  return fuzzed;
}

function reportOf(
  parts: readonly Fuzzed[],
  { times, seed, seconds }: { times: number; seed: number; seconds: number },
): Report {
  const statuses = summed(parts.map((part) => part.statuses));
  const ways = summed(parts.map((part) => part.ways));
  const sum = (of: (part: Fuzzed) => number) => parts.reduce((all, part) => all + of(part), 0);
  const shutOut =
    sum(({ known }) => known.shutOut) /
    Math.max(
      1,
      sum(({ known }) => known.sent),
    );
  const fewest = (heavy: 'heavy' | 'other') =>
    Object.entries(ways)
      .filter(([name]) => isHeavy(name) === (heavy === 'heavy'))
      .reduce((least, [, count]) => Math.min(least, count), times);
  return {
    drill: 'fuzz',
    ...{ seed, times, fullTimes: TIMES, seconds, faults: [...new Set(parts.flatMap(({ faults }) => faults))] },
    figures: [
      { name: 'requests', value: sum((part) => part.requests), atLeast: times },
      { name: 'ways', value: Object.keys(ways).length },
      { name: 'fewest_requests_of_a_way', value: fewest('other') },
      { name: 'fewest_requests_of_a_heavy_way', value: fewest('heavy') },
      ...Object.entries(statuses)
        .sort()
        .map(([name, value]) => ({ name: `answered_${name}xx`, value })),
      { name: 'told_later', value: sum((part) => part.late), atMost: Math.ceil(times * MOST_LATE) },
      { name: 'shut_out', value: Number(shutOut.toFixed(3)), atMost: MOST_SHUT_OUT },
      { name: 'streams', value: sum((part) => part.streams), atLeast: Math.ceil(times / REQUESTS_A_STREAM) },
      {
        name: 'streams_answered',
        value: sum((part) => part.streamsAnswered),
        atLeast: Math.floor((times / REQUESTS_A_STREAM) * LEAST_ANSWERED),
      },
      growthOf(parts.map(({ heaps }) => heaps).filter((each) => each.length > 0)),
    ],
  };
}

function summed(counts: readonly Record<string, number>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const each of counts) for (const [name, value] of Object.entries(each)) all[name] = (all[name] ?? 0) + value;
  return all;
}

/** The last heap against that of the second tenth, where it grew most: what comes first is still being warmed up. */
function growthOf(heaps: readonly number[][]): Figure {
  const growths = heaps.map((each) => (each.at(-1) ?? 1) / (each[Math.floor(each.length / 10)] ?? 1));
  const value = Number(Math.max(...growths).toFixed(3));
  const isLong = heaps.every((each) => each.length > 10);
  return { name: 'heap_growth', value, ...(isLong ? { atMost: MOST_GROWTH } : {}) };
}
