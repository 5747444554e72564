import type { Context } from '../src/platform/context.ts';
import type { StoredEvent } from '../src/platform/events.ts';
import { followerJob, type Job, runJobsOnce } from '../src/platform/jobs.ts';

/** Jobs whose turn comes more seldom than this are run by their own interval; the others whenever something happened. */
const SELDOM_MILLISECONDS = 60_000;
/** In simulated time, not even a job of every minute needs to run more often than hourly. */
const HOUR_MILLISECONDS = 3_600_000;

/** When each job ran last by the simulated clock: owns that memory. */
export class JobTimes {
  readonly #jobs: readonly Job[];
  readonly #lastRun = new Map<Job, number>();

  constructor(jobs: readonly Job[]) {
    this.#jobs = jobs;
  }

  /** Lets each job whose turn it is do all it has to do by the clock of the context. */
  async turn(context: Context): Promise<void> {
    const now = context.clock.now().getTime();
    const due = this.#jobs.filter((job) => {
      const last = this.#lastRun.get(job);
      if (job.everyMilliseconds < SELDOM_MILLISECONDS || last === undefined) return true;
      return now - last >= Math.max(job.everyMilliseconds, HOUR_MILLISECONDS);
    });
    await runJobsOnce(context, due);
    for (const job of due) this.#lastRun.set(job, now);
  }
}

/** A follower of the history that remembers what it heard until it is taken. Each event once, also when its transaction is tried again. */
export function hearHistory(name: string): { job: Job; take(): StoredEvent[] } {
  let heard = new Map<string, StoredEvent>();
  const job = followerJob(name, async (_context, _connection, events) => {
    for (const event of events) heard.set(event.id, event);
  });
  return {
    job,
    take() {
      const events = [...heard.values()];
      heard = new Map();
      return events;
    },
  };
}
