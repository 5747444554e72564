import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { randomOf } from '../demo/random.ts';
import { send, type Target } from './client.ts';
import { type Entry, History } from './history.ts';
import { finishLives, healedAfter, live } from './loop.ts';
import { figuresOf, judgeCasts } from './outcomes.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, type Program, startServer } from './server-process.ts';
import { openWorld, type World } from './world.ts';

const MEGABYTE = 1024 ** 2;
const VOLUME = '600m';
/** Less than the server keeps free, and more than nothing. */
const NEARLY_FULL_BYTES = 40 * MEGABYTE;
const SECONDS = 5;
/** From the moment at which room is short until every write is refused. */
const NOTICED_MILLISECONDS = 2_000;
const HEALED_MILLISECONDS = 5_000;
const LIVES = 3;
const SIZE = { residents: 60, dispatchers: 12, volunteers: 24 };
/** What a server may answer while room is short. */
const HONEST = new Set(['platform.disk_full', 'platform.database_unavailable', 'platform.outcome_unknown']);

/**
 * `npm run faults -- disk-full [--times N] [--seed N]`: the volume of the embedded database fills up, nearly and to the
 * last byte. Writes are refused with 503 before PostgreSQL panics, reading goes on, and with room it heals by itself.
 * Needs the right to mount a small volume; without it says so and gives 1: nothing was shown.
 */
export async function run({ times = 1, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const volume = await mountVolume();
  if (!volume) {
    process.stdout.write(
      'disk-full: LEFT OUT, nothing was shown. A small volume cannot be mounted here; run it as root.\n',
    );
    return false;
  }
  const program = await buildProgram();
  try {
    const world = await openWorld(SIZE, { dataFolder: join(volume.folder, 'data') });
    const report = await fillUp(world, program, volume.folder, { times, seed, seconds: SECONDS });
    process.stdout.write(write(report));
    await world.close();
    return isSound(report);
  } finally {
    await program.remove();
    await volume.unmount();
  }
}

/** A small volume of its own, in memory; undefined where it cannot be had. */
export async function mountVolume(): Promise<{ folder: string; unmount(): Promise<void> } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-volume-'));
  const command = promisify(execFile);
  try {
    await command('mount', ['-t', 'tmpfs', '-o', `size=${VOLUME},mode=0755`, 'tmpfs', folder]);
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
  await mkdir(join(folder, 'data'), { mode: 0o755 });
  return {
    folder,
    async unmount() {
      await command('umount', ['-l', folder]);
      await rm(folder, { recursive: true });
    },
  };
}

/** The drill on a world whose data folder lies on the volume. */
export async function fillUp(
  world: World,
  program: Program,
  volume: string,
  { times, seed, seconds, lives: width = LIVES }: { times: number; seed: number; seconds: number; lives?: number },
): Promise<Report> {
  const began = performance.now();
  const history = new History();
  const server = await startServer(program, world.environment, await anyPort());
  const target: Target = { url: server.url, over: false };
  const lives = world.casts.flatMap((cast, index) =>
    Array.from({ length: width }, (_, each) =>
      live({ history, target, cast, random: randomOf('disk-full', seed, index, each) }),
    ),
  );
  const faults: string[] = [];
  const healed: number[] = [];
  try {
    for (let time = 0; time < times; time++) {
      await sleep(1_500);
      for (const leave of [NEARLY_FULL_BYTES, 0]) {
        await fill(volume, leave);
        await sleep(NOTICED_MILLISECONDS);
        const from = history.entries.length;
        await sleep(seconds * 1_000);
        faults.push(...faultsWhileFull(history.entries.slice(from), leave));
        const reading = await send(target.url, world.casts[0].dispatchers[0] ?? null, {
          method: 'GET',
          path: '/api/v1/orders?limit=5',
        });
        if (reading?.status !== 200)
          faults.push(`Reading with ${leave} bytes left was answered ${reading?.status ?? 'nothing'}.`);
      }
      await rm(join(volume, 'filler'));
      healed.push(await healedAfter(history));
    }
  } finally {
    await finishLives(target, lives, history);
    await server.stop();
  }
  const log = await readFile(join(world.dataFolder, 'postgresql/postgresql.log'), 'utf8');
  if (/PANIC/.test(log)) faults.push('PostgreSQL panicked.');
  if (recoveries(log) > 0) faults.push('PostgreSQL did not live through it.');
  const judged = await judgeCasts(world, history);
  faults.push(...judged.flatMap((each) => each.faults));
  faults.push(
    ...history.entries.filter(isDishonest).map(({ op, status, code }) => `${op} was answered ${status} ${code}`),
  );
  return {
    drill: 'disk-full',
    ...{ seed, times, fullTimes: times, seconds: (performance.now() - began) / 1000, faults: [...new Set(faults)] },
    figures: [
      { name: 'healed_after', value: Math.round(Math.max(...healed)), unit: 'ms', atMost: HEALED_MILLISECONDS },
      {
        name: 'refused_for_want_of_room',
        value: history.entries.filter(({ code }) => code === 'platform.disk_full').length,
        atLeast: 1,
      },
      ...figuresOf(history, judged),
    ],
    history: await history.keep(),
  };
}

/** While room is short every write is refused and says why. */
function faultsWhileFull(entries: readonly Entry[], leave: number): string[] {
  const writes = entries.filter((entry) => entry.key !== null);
  if (writes.length === 0) return [`Nobody wrote with ${leave} bytes left.`];
  return writes
    .filter(({ code }) => !HONEST.has(code ?? ''))
    .map(({ op, status }) => `${op} with ${leave} bytes left was answered ${status}`);
}

function isDishonest({ status, code }: Entry): boolean {
  return status === null || (status >= 500 && !HONEST.has(code ?? ''));
}

/** How often PostgreSQL came back from something, by its log. */
function recoveries(log: string): number {
  return [...log.matchAll(/was not properly shut down|all server processes terminated; reinitializing/g)].length;
}

/** Writes a file until only so many bytes are left. */
async function fill(volume: string, leave: number): Promise<void> {
  const file = await open(join(volume, 'filler'), 'a');
  const piece = Buffer.alloc(MEGABYTE, 1);
  try {
    for (;;) {
      const { bavail, bsize } = await statfs(volume);
      const room = bavail * bsize - leave;
      if (room <= 0) return;
      const { bytesWritten } = await file.write(piece.subarray(0, Math.min(room, MEGABYTE)));
      if (bytesWritten === 0) return;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await file.close();
  }
}
