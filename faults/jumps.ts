import { setTimeout as sleep } from 'node:timers/promises';
import { type Random, randomOf } from '../demo/random.ts';
import type { Context } from '../src/platform/context.ts';
import { type Cast, logInAgain, makeCast } from './cast.ts';
import { check, type Found, lookInto } from './check.ts';
import type { Target } from './client.ts';
import { History } from './history.ts';
import { carryOrder, partsOf } from './loop.ts';
import type { Report } from './report.ts';

/** Jumps of a whole run. */
export const TIMES = 400;
const ORDERS_A_JUMP = 3;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How far the clock jumps: a badly set one, a summer time that is none here, a flat battery, a leap over holidays. */
const JUMPS = [-72 * HOUR, -24 * HOUR, -2 * HOUR, -HOUR, -MINUTE, MINUTE, HOUR, 2 * HOUR, 24 * HOUR, 72 * HOUR];
/** The evening before the first of October, the holidays' first day, and a make-up workday on a Saturday. */
const STARTS = [new Date('2026-09-30T10:00:00Z'), new Date('2026-02-15T01:00:00Z'), new Date('2026-10-10T02:00:00Z')];
const SIZE = { residents: 40, dispatchers: 6, volunteers: 12 };

/** A server whose clock can be moved. */
interface Moved {
  /** On the server's database, with the server's clock. */
  context: Context;
  adminUrl: string;
  serve(): Promise<{ url: string; close(): Promise<void> }>;
  set(time: Date): Promise<void>;
  /** Lets what is due at the time happen. */
  ring(): Promise<void>;
}

/** One network after another, until the clock has jumped so often. */
export async function jumpAbout(
  moved: Moved,
  { drill, times, seed }: { drill: string; times: number; seed: number },
): Promise<Report> {
  const began = performance.now();
  const random = randomOf(drill, seed);
  const faults: string[] = [];
  const counts = { jumps: 0, requests: 0, rung: 0 };
  for (let index = 0; counts.jumps < times; index++) {
    await moved.set(STARTS[index % STARTS.length] as Date);
    const jumps = Math.min(times - counts.jumps, Math.ceil(TIMES / 10));
    const { history, cast, farthest } = await jumpInOne(moved, `${drill}-${index}`, random, jumps);
    const found = await lookInto(moved.adminUrl, cast.networkId);
    faults.push(...check(history.entries, found), ...unanswered(history), ...unheard(found, farthest));
    counts.jumps += jumps;
    counts.requests += history.entries.length;
    counts.rung += found.events.filter(({ body }) => body['action'] === 'warn' || body['action'] === 'expire').length;
  }
  return {
    drill,
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      { name: 'jumps', value: counts.jumps, atLeast: times },
      { name: 'requests', value: counts.requests },
      { name: 'clocks_that_rang', value: counts.rung, atLeast: 1 },
    ],
  };
}

/** A network of its own, whose clock goes anywhere and in the end to where it is farthest. */
async function jumpInOne(
  moved: Moved,
  code: string,
  random: Random,
  jumps: number,
): Promise<{ history: History; cast: Cast; farthest: Date }> {
  const { context } = moved;
  const start = context.clock.now().getTime();
  const cast = await makeCast(context, code, SIZE);
  const server = await moved.serve();
  const history = new History();
  const target: Target = { url: server.url, over: false };
  for (let jump = 0; jump < jumps; jump++) {
    const life = { history, target, cast, random };
    await logInAgain(context, cast.networkId, [...cast.residents, ...cast.dispatchers, ...cast.volunteers]);
    const orders = Array.from({ length: ORDERS_A_JUMP }, () => carryOrder(life, partsOf(life)));
    // In the middle of what these three do.
    await sleep(random.below(30));
    const there = context.clock.now().getTime() + random.pick(JUMPS);
    await moved.set(new Date(Math.max(start - 72 * HOUR, Math.min(start + 10 * 24 * HOUR, there))));
    await Promise.all(orders);
    await moved.ring();
  }
  const farthest = new Date(start + 11 * 24 * HOUR);
  await moved.set(farthest);
  await moved.ring();
  await server.close();
  return { history, cast, farthest };
}

function unanswered(history: History): string[] {
  return (
    history.entries
      // 503 says honestly that the machine was too busy to know; what came of it, the checker asks the database.
      .filter(({ status }) => status === null || (status >= 500 && status !== 503))
      .map(({ op, status, code }) => `${op} was answered ${status} ${code}`)
  );
}

/** Orders whose clock rang by the farthest time, at which the jobs have run, and was not heard. */
function unheard(found: Found, farthest: Date): string[] {
  return found.orders
    .filter(({ ringsAt }) => ringsAt !== null && ringsAt <= farthest)
    .map(({ id, ringsAt }) => `order ${id}: its clock of ${ringsAt?.toISOString()} was not heard`);
}
