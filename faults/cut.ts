import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../demo/random.ts';
import { type ApartWorld, openApartWorld } from './apart-world.ts';
import { PATIENCE_MILLISECONDS, type Target } from './client.ts';
import { FaultyLine, type Line } from './faulty-line.ts';
import { type Entry, History } from './history.ts';
import { finishLives, healedAfter, live } from './loop.ts';
import { figuresOf, judgeCasts } from './outcomes.ts';
import { type Figure, isSound, type Report, write } from './report.ts';
import { anyPort, buildProgram, startServer } from './server-process.ts';

/** Each outage: how the line was, for how many seconds. Together they are one time. */
const OUTAGES: readonly [Line, number][] = [
  ['cut', 1],
  ['cut', 10],
  ['cut', 60],
  ['silent', 10],
  ['silent', 60],
  ['one-way', 10],
  ['forgotten', 10],
  ['slow', 20],
];
const LIVES = 4;
/** No request takes longer. */
const LONGEST_MILLISECONDS = 5_000;
/** Within this after an outage a write is acknowledged again. */
const HEALED_MILLISECONDS = 5_000;
const QUIET_MILLISECONDS = 1_500;
const SIZE = { residents: 60, dispatchers: 12, volunteers: 24 };
const UNAVAILABLE = 503;
const HONEST = new Set(['platform.database_unavailable', 'platform.outcome_unknown']);

/**
 * `npm run faults -- cut [--times N] [--seed N]`: the line between server and database is cut for 1, 10 and 60 seconds,
 * goes silent on both sides or one, forgets its connections, gets slow. Until it is back: 503 with a reason, never 500, nobody waits longer than five seconds; then
 * it works again by itself, and nothing that was acknowledged is lost.
 */
export async function run({ times = 1, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const world = await openApartWorld(SIZE);
  const program = await buildProgram();
  const proxy = new FaultyLine(world.port);
  try {
    const server = await startServer(program, world.environment(await proxy.listen()), await anyPort());
    const outages = Array.from({ length: times }, () => OUTAGES).flat();
    const report = await cut(proxy, server.url, world, { outages, seed, times });
    await server.stop();
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await proxy.close();
    await program.remove();
    await world.close();
  }
}

interface Cutting {
  outages: readonly (readonly [Line, number])[];
  seed: number;
  times: number;
  lives?: number;
}

/** The drill on a server that reaches its database through the proxy. */
export async function cut(
  proxy: FaultyLine,
  url: string,
  world: Pick<ApartWorld, 'casts' | 'judge'>,
  { outages, seed, times, lives: width = LIVES }: Cutting,
): Promise<Report> {
  const began = performance.now();
  const target: Target = { url, over: false };
  const history = new History();
  const lives = world.casts.flatMap((cast, index) =>
    Array.from({ length: width }, (_, each) =>
      live({
        ...{ history, target, cast, foreign: world.casts[1 - index] },
        random: randomOf('cut', seed, index, each),
      }),
    ),
  );
  const figures: Figure[] = [];
  try {
    for (const [line, seconds] of outages) {
      await sleep(QUIET_MILLISECONDS);
      await proxy.become(line);
      await sleep(seconds * 1_000);
      await proxy.become('open');
      const milliseconds = Math.round(await healedAfter(history));
      figures.push({
        name: `healed_after_${line}_${seconds}s`,
        value: milliseconds,
        unit: 'ms',
        atMost: HEALED_MILLISECONDS,
      });
    }
  } finally {
    await finishLives(target, lives, history);
  }
  const judged = await judgeCasts(world, history);
  const faults = [
    ...judged.flatMap((each) => each.faults),
    ...history.entries.filter(isUnexpected).map((entry) => `${entry.op} was answered ${entry.status} ${entry.code}`),
  ];
  return {
    drill: 'cut',
    ...{ seed, times, fullTimes: Math.max(1, times), seconds: (performance.now() - began) / 1000, faults },
    figures: [
      ...figures,
      { name: 'longest_wait', value: longestWait(history.entries), unit: 'ms', atMost: LONGEST_MILLISECONDS },
      { name: 'answered_503', value: history.entries.filter(({ status }) => status === UNAVAILABLE).length },
      ...figuresOf(history, judged),
    ],
    history: await history.keep(),
  };
}

/** A server whose database is away says so by 503 with a reason; nothing else from 500 on, and no silence. */
function isUnexpected({ status, code }: Entry): boolean {
  return status === null || (status >= 500 && !(status === UNAVAILABLE && HONEST.has(code ?? '')));
}

/** How long somebody waited at most for an answer, in whole milliseconds; who never had one, as long as they had patience. */
export function longestWait(entries: readonly Pick<Entry, 'sent' | 'answered'>[]): number {
  const waits = entries.map(({ sent, answered }) => (answered ?? sent + PATIENCE_MILLISECONDS) - sent);
  return Math.round(waits.reduce((longest, wait) => Math.max(longest, wait), 0));
}
