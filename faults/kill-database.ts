import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../demo/random.ts';
import type { Target } from './client.ts';
import { History } from './history.ts';
import { finishLives, healedAfter, live } from './loop.ts';
import { figuresOf, judgeCasts } from './outcomes.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, type Program, startServer } from './server-process.ts';
import { openWorld, type World } from './world.ts';

const TIMES = 200;
const LIVES = 4;
const LEAST_MILLISECONDS = 100;
const MOST_MILLISECONDS = 900;
/** Within this a write must be acknowledged again. */
const BACK_MILLISECONDS = 10_000;
const SIZE = { residents: 60, dispatchers: 12, volunteers: 24 };

/**
 * `npm run faults -- kill-database [--times N] [--seed N]`: the embedded PostgreSQL's server process is killed (SIGKILL) under
 * a server that goes on, while people carry orders through the loop. It must be back within ten seconds, by itself.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openWorld(SIZE);
  const program = await buildProgram();
  try {
    const report = await killDatabase(world, program, { times, seed });
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

/** The drill itself, on a world with an embedded database. */
export async function killDatabase(
  world: World,
  program: Program,
  { times, seed, lives: width = LIVES }: { times: number; seed: number; lives?: number },
): Promise<Report> {
  const began = performance.now();
  const target: Target = { url: '', over: false };
  const history = new History();
  const server = await startServer(program, world.environment, await anyPort());
  target.url = server.url;
  const lives = world.casts.flatMap((cast, index) =>
    Array.from({ length: width }, (_, life) =>
      live({
        ...{ history, target, cast, foreign: world.casts[1 - index] },
        random: randomOf('kill-database', seed, index, life),
      }),
    ),
  );
  const random = randomOf('kill-database', seed);
  const outages: number[] = [];
  let inside = 0;
  try {
    for (let kill = 0; kill < times; kill++) {
      await sleep(LEAST_MILLISECONDS + random.below(MOST_MILLISECONDS - LEAST_MILLISECONDS));
      if (history.openWrites > 0) inside++;
      await killPostmaster(world.dataFolder);
      outages.push(await healedAfter(history));
    }
  } finally {
    await finishLives(target, lives, history);
    await server.stop();
  }
  const judged = await judgeCasts(world, history);
  const faults = judged.flatMap(({ faults }) => faults);
  const unexpected = history.entries.filter(({ status }) => status !== null && status >= 500 && status !== 503);
  for (const entry of unexpected) faults.push(`${entry.op} was answered ${entry.status} ${entry.code}, not 503`);
  outages.sort((a, b) => a - b);
  return {
    drill: 'kill-database',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      { name: 'kills', value: times },
      { name: 'kills_inside_an_open_write', value: inside },
      { name: 'back_after_median', value: Math.round(outages[Math.floor(outages.length / 2)] ?? 0), unit: 'ms' },
      { name: 'back_after_longest', value: Math.round(outages.at(-1) ?? 0), unit: 'ms', atMost: BACK_MILLISECONDS },
      ...figuresOf(history, judged),
    ],
    history: await history.keep(),
  };
}

/** Kills the one that runs now; the file of one that has died stays for a moment. */
export async function killPostmaster(dataFolder: string): Promise<void> {
  const file = join(dataFolder, 'postgresql/cluster/postmaster.pid');
  for (;;) {
    const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    try {
      if (pid > 0 && process.kill(pid, 'SIGKILL')) return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    await sleep(20);
  }
}
