import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import type { Connection } from './database.ts';
import { followEvents, isBehind, type StoredEvent } from './events.ts';

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
  /** Done once more for each network before the server stops, within its time to drain. */
  atStop?(context: Context, networkId: string): Promise<void>;
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
        followEvents(connection, { name, limit: 200 }, (events) => follow(context, connection, events)),
      );
      return count === 200;
    },
    behind: (context, networkId) => context.database.transaction(networkId, (connection) => isBehind(connection, name)),
  };
}

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

/** Runs jobs by the clock until stopped. A failure is logged and tried again at the next turn. */
export function startJobs(context: Context, jobs: readonly Job[]): { stop(): Promise<void> } {
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
      const turn = everyNetwork(context, job, () => stopped)
        .then((wentWell) => {
          if (wentWell) wholeTurns.set(job, performance.now());
        })
        .catch((error: unknown) => logFailure(context, job, error))
        .finally(() => {
          busy = false;
          running.delete(turn);
        });
      running.add(turn);
    };
    const timer = setInterval(takeTurn, job.everyMilliseconds);
    timer.unref();
    if (job.atStart) takeTurn();
    return timer;
  });
  return {
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      wholeTurnsOf.delete(context);
      await Promise.allSettled(running);
      for (const job of jobs) await lastTurn(context, job);
    },
  };
}

/**
 * A turn of a job in each network; one that fails leaves the others theirs. Whether it went well in all. A server that is
 * told to stop waits for the piece at hand and leaves the rest of a backlog.
 */
async function everyNetwork(context: Context, job: Job, isStopped: () => boolean): Promise<boolean> {
  let wentWell = true;
  for (const network of await context.database.networks())
    try {
      while (!isStopped() && (await job.run(context, network.id)));
    } catch (error) {
      wentWell = false;
      logFailure(context, job, error, network.id);
    }
  return wentWell;
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

async function lastTurn(context: Context, { name, atStop }: Job): Promise<void> {
  if (!atStop) return;
  const failed = (error: unknown) =>
    context.log.error({ err: error, job: name }, 'a job could not finish before the server stopped');
  try {
    for (const network of await context.database.networks()) await atStop(context, network.id).catch(failed);
  } catch (error) {
    failed(error);
  }
}
