import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { insertRoles } from '../../src/identity/actions/grants.ts';
import { beginSession } from '../../src/identity/actions/sessions.ts';
import { insertPeople } from '../../src/identity/actions.ts';
import { readConfig } from '../../src/main/config.ts';
import { openContext } from '../../src/main/context.ts';
import { loadTree } from '../../src/organisation/actions.ts';
import type { Context } from '../../src/platform/context.ts';
import { createLog } from '../../src/platform/log.ts';
import { newId } from '../../src/shared/ids.ts';
import { median, printFigure } from '../figure.ts';
import { post } from './logins.ts';
import { build, type ServerProcess, startServer } from './server-process.ts';

const DATA_FOLDER = '.linli/bench/start';
const STARTS = 3;
const STREAMS = 10_000;
/** Streams one person may have open. */
const EACH = 12;
/** Files a server has open besides its streams. */
const OTHER_FILES = 500;
const CHANGES = 20;
const BETWEEN_MILLISECONDS = 1_000;
const GIVE_UP_MILLISECONDS = 30_000;

/**
 * `start.first`, `start.again`, `sse.p99`, `sse.rss`: the built server in a process of its own, first on an empty data
 * folder, then on its city, then with 10,000 pages open.
 */
export async function measureServer(size: number): Promise<void> {
  await build();
  await rm(DATA_FOLDER, { recursive: true, force: true });
  const first = await startServer(DATA_FOLDER);
  printSeconds('start.first', [first.readyAfterMilliseconds], 15);
  await first.stop();
  const again: number[] = [];
  for (let index = 0; index < STARTS - 1; index++) {
    const server = await startServer(DATA_FOLDER);
    again.push(server.readyAfterMilliseconds);
    await server.stop();
  }
  const server = await startServer(DATA_FOLDER);
  try {
    printSeconds('start.again', [...again, server.readyAfterMilliseconds], 5);
    await measureStreams(server, Math.max(EACH, Math.round(STREAMS * Math.min(1, size))));
  } finally {
    await server.stop();
    await rm(DATA_FOLDER, { recursive: true, force: true });
  }
}

function printSeconds(name: string, milliseconds: readonly number[], target: number): void {
  const rounds = milliseconds.map((each) => each / 1000);
  printFigure({ name, value: median(rounds), unit: 's', target, direction: 'atMost', rounds });
}

async function measureStreams(server: ServerProcess, streams: number): Promise<void> {
  demandFiles(streams + OTHER_FILES);
  const { listening, ordering, stationId } = await enterPeople(Math.ceil(streams / EACH));
  const client = fork('bench/orders/stream-client.mjs');
  try {
    const cookies = Array.from({ length: streams }, (_, index) => listening[index % listening.length] ?? '');
    await ask(client, { ask: 'open', port: Number(new URL(server.url).port), cookies });
    const rounds: number[] = [];
    const delays: number[] = [];
    for (let index = 0; index < CHANGES; index++) {
      const own = await delaysOfOne(server, client, { cookie: ordering, stationId, streams });
      rounds.push(percentile(own, 0.99));
      delays.push(...own);
      await sleep(BETWEEN_MILLISECONDS);
    }
    printFigure({
      name: 'sse.p99',
      value: percentile(delays, 0.99),
      unit: 'ms',
      target: 1_000,
      direction: 'atMost',
      rounds,
    });
    printFigure({ name: 'sse.rss', value: server.rss(), unit: 'MB', target: 600, direction: 'atMost' });
  } finally {
    client.disconnect();
  }
}

/** Each stream is a file of the server and one of the client. */
function demandFiles(needed: number): void {
  const limit = /Max open files\s+(\d+|unlimited)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  if (limit !== 'unlimited' && Number(limit) < needed)
    throw new Error(`A process may open ${limit} files here; ${needed} are needed. Try: ulimit -n ${needed}`);
}

/** Milliseconds from sending one order to its arrival at each stream. Throws when a stream does not hear of it. */
async function delaysOfOne(
  server: ServerProcess,
  client: ChildProcess,
  { cookie, stationId, streams }: { cookie: string; stationId: string; streams: number },
): Promise<number[]> {
  const sentAt = performance.timeOrigin + performance.now();
  const order = { text: '想请人教老人用手机，周末上午都在家。', placeUnitId: stationId };
  const answer = await post(server.url, '10.0.0.3', '/api/v1/orders', order, cookie);
  if (answer.status !== 201) throw new Error(`An order was answered ${answer.status}: ${await answer.text()}`);
  const { id: orderId } = (await answer.json()) as { id: string };
  const deadline = performance.now() + GIVE_UP_MILLISECONDS;
  for (;;) {
    const { arrivals, lost } = await ask(client, { ask: 'heard', orderId });
    if (arrivals.length >= streams) return arrivals.map((at) => at - sentAt);
    if (lost > 0) throw new Error(`${lost} of ${streams} streams were closed.`);
    if (performance.now() > deadline)
      throw new Error(`Only ${arrivals.length} of ${streams} pages heard of an order within half a minute.`);
    await sleep(100);
  }
}

async function ask(client: ChildProcess, question: object): Promise<{ arrivals: number[]; lost: number }> {
  client.send(question);
  const [answer] = (await once(client, 'message')) as [{ arrivals: number[]; lost: number; error?: string }];
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** Dispatchers of the whole city who listen, and a resident who orders; gives their cookies. */
async function enterPeople(dispatchers: number): Promise<{ listening: string[]; ordering: string; stationId: string }> {
  const config = readConfig({ LINLI_DATA: DATA_FOLDER }, 'demo');
  const opened = await openContext(config, { log: createLog('silent') });
  try {
    const { context } = opened;
    const [network] = await context.database.networks();
    if (!network) throw new Error('The demo city is missing.');
    const tree = await loadTree(context, network.id);
    const station = [...tree.units.values()].find((unit) => unit.level === 'station');
    if (!station) throw new Error('The demo city has no station.');
    const listening = await logInMany(context, network.id, tree.rootId, dispatchers);
    const [ordering = ''] = await logInMany(context, network.id, undefined, 1);
    return { listening, ordering, stationId: station.id };
  } finally {
    await opened.close();
  }
}

/** Enters people past the login, which is not measured here and limits how many may come from one address. */
function logInMany(context: Context, networkId: string, unitId: string | undefined, count: number): Promise<string[]> {
  const at = context.clock.now();
  return context.database.transaction(networkId, async (connection) => {
    const people = Array.from({ length: count }, (_, index) => ({
      id: newId(at),
      name: `派单员${index}`,
      createdAt: at,
    }));
    await insertPeople(connection, people);
    if (unitId !== undefined)
      await insertRoles(
        connection,
        people.map(({ id }) => ({ personId: id, role: 'dispatcher' as const, unitId, at })),
      );
    const cookies: string[] = [];
    for (const { id: personId } of people) {
      const { token } = await beginSession(connection, { personId, strength: 'password_totp', device: null, at });
      cookies.push(`linli_session=${token}`);
    }
    return cookies;
  });
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
