import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import type { Connection } from './database.ts';
import { followEvents, isBehind, type StoredEvent } from './events.ts';
import { sweepAttempts } from './idempotency.ts';

/** Something done again and again, for each network, on whichever server gets to it first. */
export interface Job {
  name: string;
  everyMilliseconds: number;
  /** Its first turn comes when the jobs start, not after the first while. */
  atStart?: true;
  /** Does a bounded piece of work; true when there may be more at once. Must be safe to run on two servers. */
  run(context: Context, networkId: string): Promise<boolean>;
  /** Whether something is left that `run` may not do yet. Absent: never. */
  behind?(context: Context, networkId: string): Promise<boolean>;
  /**
   * Done once more for each network before the server stops: what is not done by `deadline`, by `performance.now()`, is left
   * to the next start.
   */
  atStop?(context: Context, networkId: string, deadline: number): Promise<void>;
}

/** A job that follows the history: every event once, in the transaction that the follower writes in. */
export function followerJob(
  name: string,
  follow: (context: Context, connection: Connection, events: StoredEvent[]) => Promise<void>,
): Job {
  return {
    name,
    everyMilliseconds: 250,
    async run(context, networkId) {
      const count = await context.database.transaction(networkId, (connection) =>
        followEvents(connection, { name, limit: 200 }, (events) =>
          follow(context, connection, events).catch((error: unknown) => {
            const [first] = events;
            const from = { job: name, networkId, eventId: first?.id, count: events.length };
            context.log.warn({ err: error, ...from }, 'a follower failed at this event or one of those after it');
            throw error;
          }),
        ),
      );
      return count === 200;
    },
    behind: (context, networkId) => context.database.transaction(networkId, (connection) => isBehind(connection, name)),
  };
}

/** What platform does by itself. */
export const platformJobs: readonly Job[] = [
  { name: 'platform.attempts', everyMilliseconds: 3_600_000, run: sweepAttempts },
];

/** Runs each job in turn until none has more to do. For tests, the simulator and the command line. */
export async function runJobsOnce(context: Context, jobs: readonly Job[]): Promise<void> {
  for (const network of await context.database.networks())
    for (const job of jobs) await finish(context, job, network.id);
}

/** Another transaction of the cluster may keep a follower waiting for a moment. */
async function finish(context: Context, job: Job, networkId: string): Promise<void> {
  do {
    while (await job.run(context, networkId));
  } while ((await job.behind?.(context, networkId)) && (await sleep(20, true)));
}

/** Pieces of one network's backlog in a turn: then the others have theirs. */
const MOST_PIECES = 20;
/** So long the last turns of all networks may take together, where whoever stops the jobs says nothing else. */
const LAST_TURNS_MILLISECONDS = 4_000;

/** Runs jobs by the clock until stopped. A failure is logged and tried again at the next turn. */
export function startJobs(
  context: Context,
  jobs: readonly Job[],
): { stop(lastTurnsMilliseconds?: number): Promise<void> } {
  let stopped = false;
  const running = new Set<Promise<void>>();
  const wholeTurns = new Map(jobs.map((job) => [job, performance.now()]));
  wholeTurnsOf.set(context, wholeTurns);
  const timers = jobs.map((job) => {
    let busy = false;
    const takeTurn = () => {
      // What jobs write waits too until there is room.
      if (busy || stopped || context.disk?.isFull()) return;
      busy = true;
      let isMore = false;
      const turn = everyNetwork(context, job, () => stopped)
        .then((told) => {
          if (told.wentWell) wholeTurns.set(job, performance.now());
          isMore = told.isMore;
        })
        .catch((error: unknown) => logFailure(context, job, error))
        .finally(() => {
          busy = false;
          running.delete(turn);
          if (isMore) takeTurn();
        });
      running.add(turn);
    };
    const timer = setInterval(takeTurn, job.everyMilliseconds);
    timer.unref();
    if (job.atStart) takeTurn();
    return timer;
  });
  return {
    async stop(lastTurnsMilliseconds = LAST_TURNS_MILLISECONDS) {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      wholeTurnsOf.delete(context);
      await Promise.allSettled(running);
      const deadline = performance.now() + lastTurnsMilliseconds;
      for (const job of jobs) await lastTurn(context, job, deadline);
    },
  };
}

/**
 * A turn of a job in each network; one that fails, or has a long backlog, leaves the others theirs. Whether it went well
 * in all, and whether a backlog is left in any. A server that is told to stop waits for the piece at hand.
 */
async function everyNetwork(
  context: Context,
  job: Job,
  isStopped: () => boolean,
): Promise<{ wentWell: boolean; isMore: boolean }> {
  let [wentWell, isMore] = [true, false];
  for (const network of await context.database.networks())
    try {
      let pieces = 0;
      while (!isStopped() && pieces < MOST_PIECES && (await job.run(context, network.id))) pieces += 1;
      if (pieces === MOST_PIECES) isMore = true;
    } catch (error) {
      wentWell = false;
      logFailure(context, job, error, network.id);
    }
  return { wentWell, isMore };
}

function logFailure({ log }: Context, { name }: Job, error: unknown, networkId?: string): void {
  log.error({ err: error, job: name, ...(networkId ? { networkId } : {}) }, 'a job failed and will be tried again');
}

/** When each job of a running server last had a turn that went well in all networks, by `performance.now()`. */
const wholeTurnsOf = new WeakMap<Context, Map<Job, number>>();

/**
 * By how many seconds each job of a running server is late with a turn that goes well in all networks; 0 when it is not.
 * Example: a job of every 60 s whose last such turn ended 90 s ago is 30 s late. Empty where no jobs run.
 */
export function lateJobs(context: Context): Map<string, number> {
  const now = performance.now();
  return new Map(
    [...(wholeTurnsOf.get(context) ?? [])].map(([{ name, everyMilliseconds }, at]) => [
      name,
      Math.max(0, now - at - everyMilliseconds) / 1000,
    ]),
  );
}

async function lastTurn(context: Context, { name, atStop }: Job, deadline: number): Promise<void> {
  if (!atStop) return;
  const failed = (error: unknown) =>
    context.log.error({ err: error, job: name }, 'a job could not finish before the server stopped');
  try {
    for (const network of await context.database.networks()) await atStop(context, network.id, deadline).catch(failed);
  } catch (error) {
    failed(error);
  }
}
