import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { randomOf } from '../demo/random.ts';
import type { FuzzCity, Fuzzer } from './fuzz-city.ts';
import type { FuzzedRequest, Way } from './fuzz-requests.ts';

/** As many as there are connections to the database. */
const WIDTH = 10;
/** So many requests of one way are made together, when the first of them is needed. */
const MADE_TOGETHER = 40;
const UNAUTHORISED = 401;
const UNAVAILABLE = 503;
/** How long whoever is told 503 is told to wait. */
const LATER_MILLISECONDS = 5_000;
export const SERVER_ERROR = 500;
/** What ends its sender's session or person. */
const ENDING = new Set(['post /api/v1/logout', 'delete /api/v1/me', 'delete /api/v1/me/sessions/{id}']);
/** What costs a tenth of a second and more by its nature: passwords, training, reckoning over a month, pictures. */
const HEAVY = new Set([
  'post /api/v1/login/password',
  'post /api/v1/me/password',
  'post /api/v1/me/proof',
  'post /api/v1/people',
  'post /api/v1/triage/models',
  'post /api/v1/triage/models/{id}/actions/compare',
  'post /api/v1/dispatch/replay',
  'post /api/v1/units/{id}/batch',
  'post /api/v1/batches/{id}/confirm',
  'post /api/v1/photos',
]);
/** How often one of those is sent, against any other. */
const HEAVY_WEIGHT = 0.1;

/** What was sent, and how it was answered. */
export interface Told {
  /** How many answers begin with each digit. */
  statuses: Record<string, number>;
  /** How many requests were sent of each way. */
  ways: Record<string, number>;
  /** How many were told to come again later, because of a busy machine. They did, once: told the same again, it is a fault. */
  late: number;
  /** By somebody who had logged in, and how much of it was told that nobody had. */
  known: { sent: number; shutOut: number };
  /** Sentences, each of something that must not be. */
  faults: string[];
}

/** Whether a way is sent a tenth as often as others. */
export function isHeavy(way: string): boolean {
  return HEAVY.has(way);
}

/** Sends so many requests of all ways to a server, as everybody of a city; `lines` are those of its log. */
export async function fuzzBatch(
  app: FastifyInstance,
  {
    city,
    ways,
    count,
    seed,
    lines,
  }: { city: FuzzCity; ways: readonly Way[]; count: number; seed: number; lines: string[] },
  told: Told,
): Promise<void> {
  const random = randomOf('fuzz', seed);
  const requests = orderOf(ways, count, seed);
  const worker = async () => {
    for (let next = requests.next(); !next.done; next = requests.next()) {
      const { name, request } = next.value;
      const fuzzer = random.pick(city.fuzzers);
      const heard = lines.length;
      let answer = await ask(app, fuzzer, request);
      if (answer.status === UNAVAILABLE) {
        told.late += 1;
        await setTimeout(LATER_MILLISECONDS);
        answer = await ask(app, fuzzer, request);
      }
      const { status, code } = answer;
      if (fuzzer.cookie) {
        told.known.sent += 1;
        if (status === UNAUTHORISED) told.known.shutOut += 1;
      }
      countOne(told.statuses, String(Math.floor(status / 100)));
      countOne(told.ways, name);
      if (status >= SERVER_ERROR)
        told.faults.push(`${name} as ${fuzzer.role}: ${status} ${code} ${whyOf(lines, heard)}`);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}

function countOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/**
 * The requests of a batch, each made when it is asked for. Things are undone as they come: in any order, not way by way. What
 * shuts its sender out comes in the last tenth, or most of what follows would be nobody's.
 */
function* orderOf(
  ways: readonly Way[],
  count: number,
  seed: number,
): Generator<{ name: string; request: FuzzedRequest }> {
  const random = randomOf('fuzz order', seed);
  const weightOf = ({ name }: Way) => (isHeavy(name) ? HEAVY_WEIGHT : 1);
  const each = count / ways.reduce((sum, way) => sum + weightOf(way), 0);
  const placeOf = (name: string) => (ENDING.has(name) ? 0.9 + random.next() / 10 : random.next());
  const order = ways
    .flatMap((way) => {
      const source = requestsOf(way, seed);
      return Array.from({ length: Math.ceil(each * weightOf(way)) }, () => ({ way, source, at: placeOf(way.name) }));
    })
    .sort((a, b) => a.at - b.at);
  for (const { way, source } of order.slice(0, count)) yield { name: way.name, request: source.next().value };
}

function* requestsOf({ requests }: Way, seed: number): Generator<FuzzedRequest, never> {
  for (let piece = 0; ; piece++) yield* fc.sample(requests, { numRuns: MADE_TOGETHER, seed: seed * 1_000 + piece });
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
