import { Writable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyInstance } from 'fastify';
import { randomOf } from '../demo/random.ts';
import { buildApp } from '../src/main/app.ts';
import type { Context } from '../src/platform/context.ts';
import { createLog } from '../src/platform/log.ts';
import { judge } from './check.ts';
import { fuzzBatch, SERVER_ERROR, type Told } from './fuzz-batch.ts';
import { type FuzzCity, fuzzCity } from './fuzz-city.ts';
import { photoCorpus } from './fuzz-photos.ts';
import { waysOf } from './fuzz-requests.ts';
import { bytesOf, sendBytes } from './fuzz-streams.ts';

/** So many requests for each stream of raw bytes. */
export const REQUESTS_A_STREAM = 10;
/** Requests until a new network is made. */
const BATCH = 16_000;
const STREAMS_AT_ONCE = 64;

/** A run against one server: requests or streams of bytes. */
export interface Fuzzing {
  /** Requests of the whole run. */
  times: number;
  seed: number;
  adminUrl: string;
  /** The log's lines. */
  lines: string[];
}

/** What one server was sent and said. */
export interface Fuzzed extends Told {
  requests: number;
  streams: number;
  streamsAnswered: number;
  /** Bytes of the heap after each batch. */
  heaps: number[];
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

/** Of all batches of requests those whose number leaves `index` when divided by `of`; the first sends photos too. */
export async function fuzzRequests(
  context: Context,
  { times, seed, adminUrl, lines, index, of }: Fuzzing & { index: number; of: number },
): Promise<Fuzzed> {
  return onServer(context, async (app, fuzzed) => {
    const ids: string[] = [];
    const ways = waysOf(app, ids);
    const cityOf = (batch: number) => (batch * BATCH < times ? fuzzCity(context, `fuzz-${batch}`) : undefined);
    let city = await cityOf(index);
    if (city && index === 0) await fuzzPhotos(app, city, fuzzed.faults);
    for (let batch = index; city; batch += of) {
      const count = Math.min(BATCH, times - batch * BATCH);
      ids.splice(0, ids.length, ...city.ids);
      // The next city is made while this one is fuzzed.
      const [nextCity] = await Promise.all([
        cityOf(batch + of),
        fuzzBatch(app, { city, ways, count, seed: seed + batch, lines }, fuzzed),
      ]);
      fuzzed.requests += count;
      fuzzed.faults.push(...(await judge(adminUrl, city.networkId, [])).faults);
      context.memo.forget('');
      fuzzed.heaps.push(heapNow());
      city = nextCity;
    }
  });
}

/** The streams that go with so many requests. */
export function fuzzStreams(context: Context, { times, seed }: Pick<Fuzzing, 'times' | 'seed'>): Promise<Fuzzed> {
  return onServer(context, async (app, fuzzed) => {
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const count = Math.ceil(times / REQUESTS_A_STREAM);
    let next = 0;
    const worker = async () => {
      for (let index = next++; index < count; index = next++) {
        const { sent, statuses } = await sendBytes(port, bytesOf(randomOf('stream', seed, index)));
        fuzzed.streams++;
        if (statuses.length > 0) fuzzed.streamsAnswered++;
        const bad = statuses.find((status) => status >= SERVER_ERROR && status !== 505);
        if (bad !== undefined)
          fuzzed.faults.push(`A stream was answered ${bad}: ${sent.toString('base64').slice(0, 200)}`);
      }
    };
    await Promise.all(Array.from({ length: STREAMS_AT_ONCE }, worker));
  });
}

async function onServer(
  context: Context,
  work: (app: FastifyInstance, fuzzed: Fuzzed) => Promise<void>,
): Promise<Fuzzed> {
  const app = await buildApp(context, { requestsPerMinute: 1_000_000_000 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const fuzzed: Fuzzed = {
    ...{ statuses: {}, ways: {}, late: 0, known: { sent: 0, shutOut: 0 }, faults: [] },
    ...{ requests: 0, streams: 0, streamsAnswered: 0, heaps: [] },
  };
  try {
    await work(app, fuzzed);
    const health = await app.inject({ url: '/healthz' });
    if (health.statusCode !== 200) fuzzed.faults.push(`Afterwards the server said ${health.statusCode} of its health.`);
    return fuzzed;
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
