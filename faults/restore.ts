import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../demo/random.ts';
import { backUp } from '../src/platform/embedded-postgres/backup.ts';
import { restore } from '../src/platform/embedded-postgres/restore.ts';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import type { Cast } from './cast.ts';
import { type Judged, judge } from './check.ts';
import type { Target } from './client.ts';
import { type Entry, History, isDone } from './history.ts';
import { killPostmaster } from './kill-database.ts';
import { finishLives, live } from './loop.ts';
import { keptAs } from './outcomes.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, type Program, startServer } from './server-process.ts';
import { linliUrl, openWorld, type World, withPostgres } from './world.ts';

const TIMES = 3;
const LIVES = 4;
/** People go on for so long after the backup: the log is handed over twice meanwhile. */
const SECONDS = 80;
/** As it was so long after the backup. */
const UNTIL_SECONDS = 15;
/** What a machine that is lost may take with it. */
const LOST_MILLISECONDS = 60_000;
const SIZE = { residents: 60, dispatchers: 12, volunteers: 24 };

/**
 * `npm run faults -- restore [--times N] [--seed N]`: a backup is made while people of two networks carry orders through the
 * loop; they go on; then the machine is lost (server and PostgreSQL killed, the data folder not looked at any more). It is
 * restored as late as the log tells, and as it was at a moment before: at most a minute is lost, nothing between, nothing
 * of after the moment is there, and every order is what its history says.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openWorld(SIZE);
  const program = await buildProgram();
  try {
    const report = await loseAndRestore(world, program, { times, seed, seconds: SECONDS, until: UNTIL_SECONDS });
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

interface Losing {
  times: number;
  seed: number;
  /** How long people go on after the backup. */
  seconds: number;
  /** A moment so many seconds after it that is restored too; absent: none. */
  until?: number;
  lives?: number;
}

/** The drill itself, on a world with an embedded database. */
export async function loseAndRestore(world: World, program: Program, losing: Losing): Promise<Report> {
  const { times, seed } = losing;
  const began = performance.now();
  const faults: string[] = [];
  const losses: Loss[] = [];
  let hash: string | undefined;
  for (let round = 0; round < times; round++) {
    const kept = await mkdtemp(join(tmpdir(), 'linli-kept-'));
    // The database's user passes through.
    await chmod(kept, 0o755);
    try {
      const lived = await liveAndLose(world, program, kept, losing, round);
      const last = await restored(world, kept);
      const loss = judgeRestored(lived.history.entries, last, lived.lostAt);
      losses.push(loss);
      faults.push(...loss.faults, ...last.flatMap((each) => each.faults));
      if (lived.until !== null) {
        const wall = new Date(lived.history.began + lived.until);
        const then = await restored(world, kept, wall);
        faults.push(...judgeMoment(lived.history.entries, then, lived.until), ...then.flatMap((each) => each.faults));
      }
      hash = await lived.history.keep();
    } finally {
      await rm(kept, { recursive: true, force: true });
    }
  }
  const longest = Math.max(...losses.map(({ lostMilliseconds }) => lostMilliseconds));
  return {
    drill: 'restore',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      { name: 'acknowledged', value: sum(losses.map((loss) => loss.acknowledged)), atLeast: times },
      { name: 'of_them_lost_with_the_machine', value: sum(losses.map((loss) => loss.lost)) },
      { name: 'longest_loss', value: Math.round(longest), unit: 'ms', atMost: LOST_MILLISECONDS },
      { name: 'moments_restored', value: losing.until === undefined ? 0 : times },
    ],
    ...(hash === undefined ? {} : { history: hash }),
  };
}

interface Lived {
  history: History;
  /** Milliseconds of the history at which the machine was lost, and of the moment that is restored too. */
  lostAt: number;
  until: number | null;
}

/** People go on while a backup is made and after it; then server and database are killed. */
async function liveAndLose(
  world: World,
  program: Program,
  kept: string,
  { seed, seconds, until, lives: width = LIVES }: Losing,
  round: number,
): Promise<Lived> {
  const server = await startServer(program, world.environment, await anyPort());
  const target: Target = { url: server.url, over: false };
  const history = new History();
  const lives = world.casts.flatMap((cast, index) =>
    Array.from({ length: width }, (_, life) =>
      live({
        ...{ history, target, cast, foreign: world.casts[1 - index] },
        random: randomOf('restore', seed, round, index, life),
      }),
    ),
  );
  let lostAt = Number.NaN;
  let moment: number | null = null;
  try {
    while (!history.entries.some((entry) => entry.key !== null && isDone(entry))) await sleep(5);
    await withPostgres(world.dataFolder, (postgres) => backUp(postgres, world.dataFolder, kept));
    const copied = history.now();
    moment = until === undefined ? null : copied + until * 1_000;
    await sleep(seconds * 1_000);
  } finally {
    lostAt = history.now();
    await server.kill();
    await killPostmaster(world.dataFolder);
    await finishLives(target, lives, history);
  }
  return { history, lostAt, until: moment };
}

/** What both networks are in a database that is restored from what was kept, and removed again. */
async function restored(world: World, kept: string, until?: Date): Promise<Judged[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-restored-'));
  const dataFolder = join(folder, 'data');
  try {
    await chmod(folder, 0o755);
    await restore(kept, dataFolder, until);
    return await withPostgres(dataFolder, async (postgres) => {
      const judged = (cast: Cast) => judge(linliUrl(postgres), cast.networkId, []);
      return [await judged(world.casts[0]), await judged(world.casts[1])];
    });
  } finally {
    await removeEmbeddedPostgres(dataFolder);
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was lost with the machine. */
interface Loss {
  acknowledged: number;
  lost: number;
  /** From the first write that was acknowledged and is lost to the loss of the machine. */
  lostMilliseconds: number;
  faults: string[];
}

type Kept = Pick<Judged, 'claims'>;
type Write = Pick<Entry, 'client' | 'key' | 'sent' | 'answered' | 'status'>;

/**
 * What a restored database has lost of what was acknowledged: an end, and nothing between. Whoever was answered before
 * another one asked is there if that one is.
 */
export function judgeRestored(history: readonly Write[], founds: readonly Kept[], lostAt: number): Loss {
  const done = acknowledged(history);
  const isThere = ({ client, key }: Write) => founds.some(({ claims }) => claims.has(keptAs({ client, key })));
  const lost = done.filter((entry) => !isThere(entry));
  const newest = Math.max(...done.filter(isThere).map(({ sent }) => sent));
  const faults = lost
    .filter(({ answered }) => (answered ?? 0) < newest)
    .map(({ key }) => `key ${key}: was acknowledged and is lost, and what was asked for after it is there`);
  const first = Math.min(...lost.map(({ answered }) => answered ?? lostAt));
  const lostMilliseconds = lost.length === 0 ? 0 : lostAt - first;
  return { acknowledged: done.length, lost: lost.length, lostMilliseconds, faults };
}

/** What is wrong with a database that was restored as it was at a moment of the history. */
export function judgeMoment(history: readonly Write[], founds: readonly Kept[], moment: number): string[] {
  return acknowledged(history).flatMap(({ client, key, sent, answered }) => {
    const isThere = founds.some(({ claims }) => claims.has(keptAs({ client, key })));
    if (!isThere && (answered ?? 0) < moment) return [`key ${key}: was acknowledged before the moment and is lost`];
    return isThere && sent > moment ? [`key ${key}: was asked for after the moment and is there`] : [];
  });
}

/** Each write that was acknowledged, once: as it was sent the first time, and answered well the first time. */
function acknowledged(history: readonly Write[]): Write[] {
  const byKey = new Map<string, Write>();
  const firstSent = new Map<string, number>();
  for (const entry of history) {
    if (entry.key === null) continue;
    const sent = Math.min(entry.sent, firstSent.get(entry.key) ?? Number.POSITIVE_INFINITY);
    firstSent.set(entry.key, sent);
    if (isDone(entry) && !byKey.has(entry.key)) byKey.set(entry.key, { ...entry, sent });
  }
  return [...byKey.values()];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
