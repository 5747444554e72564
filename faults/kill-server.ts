import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../demo/random.ts';
import type { Target } from './client.ts';
import { History, isDone } from './history.ts';
import { finishLives, live } from './loop.ts';
import { figuresOf, judgeCasts } from './outcomes.ts';
import { isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, type Program, startServer } from './server-process.ts';
import { openWorld, type World } from './world.ts';

const TIMES = 1_000;
/** People of each network who go on and on at the same time. */
const LIVES = 4;
/** A server lives until it has done at most so many writes, and a moment more. */
const MOST_WRITES = 12;
const MOST_MILLISECONDS = 30;
/** So many kills are aimed: they wait until a write is on its way. The others fall where they fall. */
const AIMED = 0.7;
/** One that does nothing for so long is killed all the same. */
const IDLE_MILLISECONDS = 20_000;
/** A limit a minute and person must not be what holds people back. */
const SIZE = { residents: 60, dispatchers: 12, volunteers: 24 };

/**
 * `npm run faults -- kill-server [--times N] [--seed N]`: the server's process is killed (SIGKILL) again and again while
 * people of two networks carry orders through the loop, who send the same key again until they have an answer.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openWorld(SIZE);
  const program = await buildProgram();
  try {
    const report = await killServer(world, program, { times, seed });
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await program.remove();
    await world.close();
  }
}

/** The drill itself, on a world that is there. */
export async function killServer(
  world: World,
  program: Program,
  { times, seed, lives: width = LIVES }: { times: number; seed: number; lives?: number },
): Promise<Report> {
  const began = performance.now();
  const port = await anyPort();
  const target: Target = { url: `http://127.0.0.1:${port}`, over: false };
  const history = new History();
  const start = () => startServer(program, world.environment, port);
  let server = await start();
  const lives = world.casts.flatMap((cast, index) =>
    Array.from({ length: width }, (_, life) =>
      live({
        ...{ history, target, cast, foreign: world.casts[1 - index] },
        random: randomOf('kill-server', seed, index, life),
      }),
    ),
  );
  const random = randomOf('kill-server', seed);
  let inside = 0;
  try {
    for (let kill = 0; kill < times; kill++) {
      await untilDone(history, 1 + random.below(MOST_WRITES));
      await sleep(random.below(MOST_MILLISECONDS));
      if (random.chance(AIMED)) await untilOpen(history);
      if (history.openWrites > 0) inside++;
      await server.kill();
      server = await start();
    }
  } finally {
    // What is still asked is answered by the last server: nothing stays open.
    await finishLives(target, lives, history);
    await server.stop();
  }
  const judged = await judgeCasts(world, history);
  const faults = judged.flatMap(({ faults }) => faults);
  return {
    drill: 'kill-server',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      { name: 'kills', value: times },
      { name: 'kills_inside_an_open_write', value: inside, atLeast: Math.floor(times * 0.3) },
      { name: 'answers_to_writes_that_were_done', value: countDone(history), atLeast: times },
      ...figuresOf(history, judged),
    ],
    history: await history.keep(),
  };
}

/** Waits until so many more writes were acknowledged: what is then under way is at work in the server, not before its door. */
async function untilDone(history: History, writes: number): Promise<void> {
  const deadline = history.now() + IDLE_MILLISECONDS;
  let done = 0;
  for (let seen = history.entries.length; done < writes && history.now() < deadline; await sleep(2))
    for (; seen < history.entries.length; seen++) {
      const entry = history.entries[seen];
      if (entry && entry.key !== null && isDone(entry)) done++;
    }
}

/** Waits until a write was sent that has no answer yet. */
async function untilOpen(history: History): Promise<void> {
  const deadline = history.now() + IDLE_MILLISECONDS;
  while (history.openWrites === 0 && history.now() < deadline) await sleep(1);
}

function countDone(history: History): number {
  return history.entries.filter((entry) => entry.key !== null && isDone(entry)).length;
}
