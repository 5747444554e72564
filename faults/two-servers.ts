import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { randomOf } from '../demo/random.ts';
import { type ApartWorld, openApartWorld } from './apart-world.ts';
import { Balancer } from './balancer.ts';
import { type Person, send, type Target } from './client.ts';
import { doDueWork, type FoundWork, figuresOfWork, judgeWork, makeDueWork } from './due-work.ts';
import { History } from './history.ts';
import { finishLives, live, placeOrder } from './loop.ts';
import { figuresOf, judgeCasts } from './outcomes.ts';
import { type Figure, isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, type Program, type ServerProcess, startServer } from './server-process.ts';

/** Restarts of each server. */
const TIMES = 20;
const LIVES = 3;
const SIZE = { residents: 60, dispatchers: 12, volunteers: 24 };
const HEARD_MILLISECONDS = 2_000;
/** What is promised: whoever was logged out is nobody everywhere after five seconds. */
const REVOKED_MILLISECONDS = 5_000;
const BETWEEN_MILLISECONDS = 500;
/** Clocks, batches and waves fall due once for so many restarts of each server. */
const RESTARTS_A_DUE = 4;

/**
 * `npm run faults -- two-servers [--times N] [--seed N]`: two servers on one database behind a balancer. Pages on both hear
 * of what was asked at one; who logs out at one is nobody at the other; clocks, batches and waves that fall due for both at
 * the same moment are done once; each is restarted in turn under load (SIGTERM) and nobody is answered an error.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openApartWorld(SIZE);
  const program = await buildProgram();
  try {
    const report = await twoServers(world, program, { times, seed });
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

/** The drill on a PostgreSQL that stands apart. */
export async function twoServers(
  world: ApartWorld,
  program: Program,
  { times, seed, lives: width = LIVES }: { times: number; seed: number; lives?: number },
): Promise<Report> {
  const began = performance.now();
  const ports = [await anyPort(), await anyPort()];
  const start = (index: number) => startServer(program, world.environment(world.port), ports[index] ?? 0);
  const servers: ServerProcess[] = [await start(0), await start(1)];
  const balancer = new Balancer(ports);
  const history = new History();
  const target: Target = { url: await balancer.listen(), over: false, fresh: true };
  const faults: string[] = [];
  const figures: Figure[] = [];
  try {
    figures.push({
      name: 'heard_on_both_after',
      value: await hearOnBoth(world, servers, history),
      unit: 'ms',
      atMost: HEARD_MILLISECONDS,
    });
    figures.push({
      name: 'logged_out_on_both_after',
      value: await logOutOnBoth(world, servers),
      unit: 'ms',
      atMost: REVOKED_MILLISECONDS,
    });
    const found = await workOnBoth(world, servers, history, Math.max(1, Math.round(times / RESTARTS_A_DUE)));
    faults.push(...judgeWork(found));
    figures.push(...figuresOfWork(found));
    const lives = world.casts.flatMap((cast, index) =>
      Array.from({ length: width }, (_, each) =>
        live({
          ...{ history, target, cast, foreign: world.casts[1 - index] },
          random: randomOf('two', seed, index, each),
        }),
      ),
    );
    for (let time = 0; time < times * 2; time++) {
      await sleep(BETWEEN_MILLISECONDS);
      await servers[time % 2]?.stop();
      servers[time % 2] = await start(time % 2);
    }
    await sleep(BETWEEN_MILLISECONDS);
    await finishLives(target, lives, history);
    faults.push(...(await doneTwice(world.adminUrl)));
  } finally {
    balancer.close();
    for (const server of servers) await server.stop();
  }
  const judged = await judgeCasts(world, history);
  faults.push(...judged.flatMap((each) => each.faults));
  const errors = history.entries.filter(({ status }) => status === null || status >= 500);
  faults.push(
    ...errors.map(({ op, status, code }) => `${op} was answered ${status} ${code} while a server was restarted`),
  );
  return {
    drill: 'two-servers',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      ...figures,
      { name: 'restarts', value: times * 2 },
      { name: 'errors', value: errors.length, atMost: 0 },
      ...figuresOf(history, judged),
    ],
    history: await history.keep(),
  };
}

/** What falls due for both at once, and what they made of it. */
async function workOnBoth(
  world: ApartWorld,
  servers: readonly ServerProcess[],
  history: History,
  times: number,
): Promise<FoundWork[]> {
  const client = new pg.Client({ connectionString: world.adminUrl });
  await client.connect();
  try {
    const target = { url: servers[0]?.url ?? '', over: false };
    const work = await makeDueWork(client, history, target, world.casts);
    return await doDueWork(
      client,
      work,
      servers.map(({ pid }) => pid),
      times,
    );
  } finally {
    await client.end();
  }
}

/** Milliseconds from an order at the first server until pages on both have heard of it. */
async function hearOnBoth(world: ApartWorld, servers: readonly ServerProcess[], history: History): Promise<number> {
  const [cast] = world.casts;
  const [listener, resident] = [cast.dispatchers[0], cast.residents[0]];
  if (!listener || !resident) throw new Error('There is nobody to listen.');
  const streams = await Promise.all(servers.map(({ url }) => openStream(url, listener)));
  const placed = await placeOrder(history, { url: servers[0]?.url ?? '', over: false }, resident);
  const from = performance.now();
  const heard = await Promise.all(streams.map((stream) => stream.hears(placed?.orderId ?? 'none')));
  for (const stream of streams) stream.close();
  return heard.every(Boolean) ? Math.round(performance.now() - from) : Number.POSITIVE_INFINITY;
}

interface Stream {
  /** Whether it hears of an order within ten seconds. */
  hears(orderId: string): Promise<boolean>;
  close(): void;
}

/** Opens the events of a page; the answer comes when the server has begun to tell. */
function openStream(url: string, person: Person): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/api/v1/stream`, { headers: { cookie: person.cookie } }, (incoming) => {
      let text = '';
      incoming.on('data', (bytes: Buffer) => {
        text += bytes.toString('utf8');
      });
      incoming.on('error', () => undefined);
      resolve({
        async hears(orderId) {
          for (let waited = 0; waited < 10_000 && !text.includes(orderId); waited += 10) await sleep(10);
          return text.includes(orderId);
        },
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}

/** Milliseconds from logging out at the first server until the second takes the session for nobody's. */
async function logOutOnBoth(world: ApartWorld, [one, other]: readonly ServerProcess[]): Promise<number> {
  const person = world.casts[1].dispatchers.at(-1);
  if (!person || !one || !other) throw new Error('There is nobody to log out.');
  const me = () => send(other.url, person, { method: 'GET', path: '/api/v1/me' });
  if ((await me())?.status !== 200) throw new Error('The session was not good at the second server.');
  await send(one.url, person, { method: 'POST', path: '/api/v1/logout' });
  const from = performance.now();
  while (performance.now() - from < 30_000) {
    if ((await me())?.status === 401) return Math.round(performance.now() - from);
    await sleep(20);
  }
  return Number.POSITIVE_INFINITY;
}

/** What two servers' jobs did twice, in any network. */
const TWICE: readonly [string, string][] = [
  [
    'A message was written twice.',
    'select from notification group by network_id, person_id, event_id, kind having count(*) > 1',
  ],
  ['An event was numbered twice.', 'select from audit_leaf group by network_id, event_id having count(*) > 1'],
  ['A leaf is missing in the log.', 'select from audit_leaf group by network_id having count(*) <> max(leaf) + 1'],
];

async function doneTwice(adminUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const faults: string[] = [];
    for (const [fault, sql] of TWICE) if ((await client.query(sql)).rowCount !== 0) faults.push(fault);
    return faults;
  } finally {
    await client.end();
  }
}
