import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { randomOf } from '../demo/random.ts';
import { buildApp } from '../src/main/app.ts';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import type { Context } from '../src/platform/context.ts';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { createLog } from '../src/platform/log.ts';
import { judge } from './check.ts';
import { type FuzzCity, type Fuzzer, fuzzCity } from './fuzz-city.ts';
import { photoCorpus } from './fuzz-photos.ts';
import { type FuzzedRequest, waysOf } from './fuzz-requests.ts';
import { bytesOf, sendBytes } from './fuzz-streams.ts';
import { isSound, type Report, write } from './report.ts';
import { linliUrl } from './world.ts';

const TIMES = 1_000_000;
/** So many requests for each stream of raw bytes. */
const REQUESTS_A_STREAM = 10;
/** Requests until a new network is made. */
const BATCH = 4_000;
const WIDTH = 6;
const STREAMS_AT_ONCE = 24;
const MOST_GROWTH = 1.1;
const SERVER_ERROR = 500;

/**
 * `npm run fuzz -- [--times N] [--seed N]`: requests made from the API's own document, as everybody who can be logged in
 * and as nobody; a tenth as many streams of raw bytes; files that mean harm, sent as photos. No answer of 500 or above, no
 * crash, no growth.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-fuzz-'));
  const lines: string[] = [];
  try {
    const opened = await openContext(readConfig({ LINLI_DATA: dataFolder, LINLI_CITY: 'none' }, 'none'), {
      log: bugLog(lines),
    });
    const adminUrl = opened.postgres ? linliUrl(opened.postgres) : '';
    const report = await fuzz(opened.context, { times, seed, adminUrl, lines });
    process.stdout.write(write(report));
    await opened.close();
    return isSound(report);
  } finally {
    await removeEmbeddedPostgres(dataFolder);
  }
}

/** A log whose lines are kept: of what failed by a bug it says the code and the place. */
export function bugLog(lines: string[]): ReturnType<typeof createLog> {
  const keep = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return createLog('error', keep);
}

/** What was sent by somebody who had logged in, and how much of it was told that nobody had. */
interface Known {
  sent: number;
  shutOut: number;
}

const UNAUTHORISED = 401;
/** More than this share shut out, and the roles were not tried. */
const MOST_SHUT_OUT = 0.1;
/** What ends its sender's session or person. */
const ENDING = new Set(['post /api/v1/logout', 'delete /api/v1/me', 'delete /api/v1/me/sessions/{id}']);

interface Fuzzing {
  times: number;
  seed: number;
  adminUrl: string;
  /** The log's lines. */
  lines: string[];
}

/** All three on one server. */
export async function fuzz(context: Context, { times, seed, adminUrl, lines }: Fuzzing): Promise<Report> {
  const began = performance.now();
  const app = await buildApp(context, { requestsPerMinute: 1_000_000_000 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const faults: string[] = [];
  const statuses: Record<string, number> = {};
  const heaps: number[] = [];
  const known: Known = { sent: 0, shutOut: 0 };
  try {
    let city = await fuzzCity(context, 'fuzz-0');
    await fuzzPhotos(app, city, faults);
    for (let sent = 0, batch = 0; sent < times; sent += BATCH, batch++) {
      if (batch > 0) city = await fuzzCity(context, `fuzz-${batch}`);
      await fuzzBatch(app, city, Math.min(BATCH, times - sent), seed + batch, { faults, statuses, lines, known });
      faults.push(...(await judge(adminUrl, city.networkId, [])).faults);
      context.memo.forget('');
      heaps.push(heapNow());
    }
    const streams = Math.ceil(times / REQUESTS_A_STREAM);
    const answered = await fuzzStreams(app, streams, seed, faults);
    const health = await app.inject({ url: '/healthz' });
    if (health.statusCode !== 200) faults.push(`Afterwards the server said ${health.statusCode} of its health.`);
    heaps.push(heapNow());
    return {
      drill: 'fuzz',
      ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults: [...new Set(faults)] },
      figures: [
        { name: 'requests', value: times },
        ...Object.entries(statuses)
          .sort()
          .map(([name, value]) => ({ name: `answered_${name}xx`, value })),
        {
          name: 'shut_out',
          value: Number((known.shutOut / Math.max(1, known.sent)).toFixed(3)),
          atMost: MOST_SHUT_OUT,
        },
        { name: 'streams', value: streams },
        { name: 'streams_answered', value: answered },
        { name: 'heap_growth', value: growthOf(heaps), ...(heaps.length > 10 ? { atMost: MOST_GROWTH } : {}) },
      ],
    };
  } finally {
    await app.close();
  }
}

/** What is kept in memory after everything that can be thrown away was. */
function heapNow(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** The last against the second tenth: what comes first is still being warmed up. */
function growthOf(heaps: readonly number[]): number {
  const base = heaps[Math.floor(heaps.length / 10)] ?? 1;
  return Number(((heaps.at(-1) ?? base) / base).toFixed(3));
}

async function fuzzBatch(
  app: FastifyInstance,
  city: FuzzCity,
  count: number,
  seed: number,
  {
    faults,
    statuses,
    lines,
    known,
  }: { faults: string[]; statuses: Record<string, number>; lines: string[]; known: Known },
): Promise<void> {
  const ways = waysOf(app, city.ids);
  const random = randomOf('fuzz', seed);
  const each = Math.ceil(count / ways.length);
  const requests = ways.flatMap(({ name, requests: made }) =>
    fc.sample(made, { numRuns: each, seed }).map((request) => ({ name, request })),
  );
  // Things are undone as they come: in any order, not way by way. What shuts its sender out comes in the last tenth, or
  // most of what follows would be nobody's.
  const placeOf = (name: string) => (ENDING.has(name) ? 0.9 + random.next() / 10 : random.next());
  const order = requests.map((one) => ({ ...one, at: placeOf(one.name) })).sort((a, b) => a.at - b.at);
  let next = 0;
  const worker = async () => {
    for (let one = order[next++]; one && next <= count; one = order[next++]) {
      const fuzzer = random.pick(city.fuzzers);
      const heard = lines.length;
      const { status, code } = await ask(app, fuzzer, one.request);
      if (fuzzer.cookie) {
        known.sent += 1;
        if (status === UNAUTHORISED) known.shutOut += 1;
      }
      const group = String(Math.floor(status / 100));
      statuses[group] = (statuses[group] ?? 0) + 1;
      if (status >= SERVER_ERROR)
        faults.push(`${one.name} as ${fuzzer.role}: ${status} ${code} ${whyOf(lines, heard)}`);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}

async function ask(
  app: FastifyInstance,
  { cookie }: Fuzzer,
  request: FuzzedRequest,
): Promise<{ status: number; code: string }> {
  const { method, url, headers, payload } = request;
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: { ...headers, 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) },
    ...(payload === undefined ? {} : { payload }),
  });
  const code = /"code":"([a-z_.]+)"/.exec(answer.body)?.[1] ?? '';
  return { status: answer.statusCode, code };
}

/** What the log said of it: the error's code and the first place of ours. */
function whyOf(lines: readonly string[], from: number): string {
  const line = lines.slice(from).find((each) => each.includes('"err"'));
  if (!line) return '';
  const { err } = JSON.parse(line) as { err?: { type?: string; code?: string; stack?: string } };
  const place =
    err?.stack
      ?.split('\n')
      .find((each) => each.includes('/src/'))
      ?.trim() ?? '';
  return `${err?.type ?? ''} ${err?.code ?? ''} ${place}`.trim();
}

async function fuzzStreams(app: FastifyInstance, count: number, seed: number, faults: string[]): Promise<number> {
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  let next = 0;
  let answered = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      const { sent, statuses } = await sendBytes(port, bytesOf(randomOf('stream', seed, index)));
      if (statuses.length > 0) answered++;
      const bad = statuses.find((status) => status >= SERVER_ERROR && status !== 505);
      if (bad !== undefined) faults.push(`A stream was answered ${bad}: ${sent.toString('base64').slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, worker));
  return answered;
}

/** Each file of the corpus is refused, or what is kept of it is a plain JPEG without what was hidden in it. */
async function fuzzPhotos(app: FastifyInstance, city: FuzzCity, faults: string[]): Promise<void> {
  const senders = city.fuzzers.filter((each) => each.cookie !== null);
  for (const [index, { name, type, bytes, hidden }] of (await photoCorpus()).entries()) {
    const cookie = senders[index % senders.length]?.cookie ?? '';
    const headers = { cookie, 'content-type': type, 'sec-fetch-site': 'same-origin' };
    const sent = await app.inject({ method: 'POST', url: '/api/v1/photos', headers, payload: bytes });
    if (sent.statusCode >= SERVER_ERROR) faults.push(`A photo (${name}) was answered ${sent.statusCode}.`);
    if (sent.statusCode !== 201) continue;
    const { id } = sent.json<{ id: string }>();
    const kept = await app.inject({ url: `/api/v1/photos/${id}`, headers: { cookie } });
    const picture = kept.rawPayload;
    if (kept.statusCode !== 200 || !picture.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])))
      faults.push(`A photo (${name}) was kept as something else than a JPEG.`);
    if (hidden !== undefined && picture.includes(hidden))
      faults.push(`A photo (${name}) was kept with what was hidden in it.`);
    if (picture.includes('Exif')) faults.push(`A photo (${name}) was kept with what a camera wrote into it.`);
  }
}
