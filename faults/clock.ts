import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, randomOf } from '../demo/random.ts';
import { allJobs } from '../src/main/app.ts';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import { SettableClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import { removeEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { runJobsOnce } from '../src/platform/jobs.ts';
import { createLog } from '../src/platform/log.ts';
import { type Cast, logInAgain, makeCast } from './cast.ts';
import { check, type Found, lookInto } from './check.ts';
import type { Target } from './client.ts';
import { History } from './history.ts';
import { serve } from './in-process.ts';
import { carryOrder, partsOf } from './loop.ts';
import { isSound, type Report, write } from './report.ts';
import { holdUnkilled, linliUrl } from './world.ts';

const TIMES = 400;
const ORDERS_A_JUMP = 3;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How far the clock jumps: a badly set one, a summer time that is none here, a flat battery, a leap over holidays. */
const JUMPS = [-72 * HOUR, -24 * HOUR, -2 * HOUR, -HOUR, -MINUTE, MINUTE, HOUR, 2 * HOUR, 24 * HOUR, 72 * HOUR];
/** The evening before the first of October, the holidays' first day, and a make-up workday on a Saturday. */
const STARTS = [new Date('2026-09-30T10:00:00Z'), new Date('2026-02-15T01:00:00Z'), new Date('2026-10-10T02:00:00Z')];
const SIZE = { residents: 40, dispatchers: 6, volunteers: 12 };
const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib64/faketime/libfaketime.so.1',
];

/**
 * `npm run faults -- clock [--times N] [--seed N]`: the server's clock jumps by minutes to days, both ways and over
 * holidays, between the steps of orders, and its jobs run after each jump. Whatever it says: no answer of 500, every step
 * by the machine's table, nothing lost or done twice.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-clock-'));
  const letGo = await holdUnkilled(dataFolder);
  try {
    const opened = await openContext(readConfig({ LINLI_DATA: dataFolder, LINLI_CITY: 'none' }, 'none'), {
      log: createLog('silent'),
    });
    const clock = new SettableClock(STARTS[0] as Date);
    const adminUrl = opened.postgres ? linliUrl(opened.postgres) : '';
    const report = await moveClock({ ...opened.context, clock }, adminUrl, { times, seed });
    await opened.close();
    process.stdout.write(write(report));
    if (!FAKETIME.some(existsSync))
      process.stdout.write(
        'clock: libfaketime is not here, so only the clock of the program was moved, not that of the machine.\n',
      );
    return isSound(report);
  } finally {
    await letGo();
    await removeEmbeddedPostgres(dataFolder);
  }
}

/** The drill on a migrated database, by a clock that can be moved. */
export async function moveClock(
  context: Context & { clock: SettableClock },
  adminUrl: string,
  { times, seed }: { times: number; seed: number },
): Promise<Report> {
  const began = performance.now();
  const random = randomOf('clock', seed);
  const faults: string[] = [];
  const counts = { jumps: 0, requests: 0, rung: 0 };
  for (let index = 0; counts.jumps < times; index++) {
    context.clock.set(STARTS[index % STARTS.length] as Date);
    const jumps = Math.min(times - counts.jumps, Math.ceil(TIMES / 10));
    const { history, cast } = await jumpAround(context, `clock-${index}`, random, jumps);
    const found = await lookInto(adminUrl, cast.networkId);
    faults.push(...check(history.entries, found), ...unanswered(history), ...unheard(found, context.clock.now()));
    counts.jumps += jumps;
    counts.requests += history.entries.length;
    counts.rung += found.events.filter(({ body }) => body['action'] === 'warn' || body['action'] === 'expire').length;
  }
  return {
    drill: 'clock',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      { name: 'jumps', value: counts.jumps, atLeast: times },
      { name: 'requests', value: counts.requests },
      { name: 'clocks_that_rang', value: counts.rung, atLeast: 1 },
    ],
  };
}

/** A network of its own, whose clock goes anywhere and in the end back to where it is farthest. */
async function jumpAround(
  context: Context & { clock: SettableClock },
  code: string,
  random: Random,
  jumps: number,
): Promise<{ history: History; cast: Cast }> {
  const start = context.clock.now().getTime();
  const cast = await makeCast(context, code, SIZE);
  const server = await serve(context);
  const history = new History();
  const target: Target = { url: server.url, over: false };
  for (let jump = 0; jump < jumps; jump++) {
    const life = { history, target, cast, random };
    await logInAgain(context, cast.networkId, [...cast.residents, ...cast.dispatchers, ...cast.volunteers]);
    const orders = Array.from({ length: ORDERS_A_JUMP }, () => carryOrder(life, partsOf(life)));
    // In the middle of what these three do.
    await new Promise((resolve) => setTimeout(resolve, random.below(30)));
    context.clock.set(
      new Date(
        Math.max(
          start - 72 * HOUR,
          Math.min(start + 10 * 24 * HOUR, context.clock.now().getTime() + random.pick(JUMPS)),
        ),
      ),
    );
    await Promise.all(orders);
    await runJobsOnce(context, allJobs);
  }
  context.clock.set(new Date(start + 11 * 24 * HOUR));
  await runJobsOnce(context, allJobs);
  await server.close();
  return { history, cast };
}

function unanswered(history: History): string[] {
  return (
    history.entries
      // 503 says honestly that the machine was too busy to know; what came of it, the checker asks the database.
      .filter(({ status }) => status === null || (status >= 500 && status !== 503))
      .map(({ op, status, code }) => `${op} was answered ${status} ${code}`)
  );
}

/** Orders whose clock ran out and was not heard, once the jobs have run at the farthest time. */
function unheard(found: Found, now: Date): string[] {
  return found.orders
    .filter(({ ringsAt }) => ringsAt !== null && ringsAt <= now)
    .map(({ id, ringsAt }) => `order ${id}: its clock of ${ringsAt?.toISOString()} was not heard`);
}
