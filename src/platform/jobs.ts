import type { Context } from './context.ts';
import type { Connection } from './database.ts';
import { followEvents, type StoredEvent } from './events.ts';

/** Something done again and again, for each network, on whichever server gets to it first. */
export interface Job {
  name: string;
  everyMilliseconds: number;
  /** Does a bounded piece of work; true when there may be more at once. Must be safe to run on two servers. */
  run(context: Context, networkId: string): Promise<boolean>;
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
        followEvents(connection, name, 200, (events) => follow(context, connection, events)),
      );
      return count === 200;
    },
  };
}

/** Runs each job in turn once, until none has more to do. For tests, the simulator and the command line. */
export async function runJobsOnce(context: Context, jobs: readonly Job[]): Promise<void> {
  for (const network of await context.database.networks())
    for (const job of jobs) while (await job.run(context, network.id));
}

/** Runs jobs by the clock until stopped. A failure is logged and tried again at the next turn. */
export function startJobs(context: Context, jobs: readonly Job[]): { stop(): Promise<void> } {
  let stopped = false;
  const running = new Set<Promise<void>>();
  const timers = jobs.map((job) => {
    let busy = false;
    const timer = setInterval(() => {
      if (busy || stopped) return;
      busy = true;
      const turn = everyNetwork(context, job)
        .catch((error: unknown) =>
          context.log.error({ err: error, job: job.name }, 'a job failed and will be tried again'),
        )
        .finally(() => {
          busy = false;
          running.delete(turn);
        });
      running.add(turn);
    }, job.everyMilliseconds);
    timer.unref();
    return timer;
  });
  return {
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.allSettled(running);
    },
  };
}

async function everyNetwork(context: Context, job: Job): Promise<void> {
  for (const network of await context.database.networks()) while (await job.run(context, network.id));
}
