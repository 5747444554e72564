import type { Context } from '../src/platform/context.ts';
import type { StoredEvent } from '../src/platform/events.ts';
import { followerJob, type Job, runJobsOnce } from '../src/platform/jobs.ts';

/** What people wait for: clocks that ring, waves that are due and messages that come. */
const PROMPT: ReadonlySet<string> = new Set(['orders.clock', 'notify.inbox', 'dispatch.waves']);
/** In simulated time no other job needs to run more often than hourly: nobody is there to see the difference. */
const HOUR_MILLISECONDS = 3_600_000;

/** When each job ran last by the simulated clock: owns that memory. */
export class JobTimes {
  readonly #jobs: readonly Job[];
  readonly #ear: readonly Job[];
  readonly #lastRun = new Map<Job, number>();

  /** `ear` hears the history after all others have written theirs. */
  constructor(jobs: readonly Job[], ear?: Job) {
    this.#jobs = jobs;
    this.#ear = ear ? [ear] : [];
  }

  /** Lets each job whose turn it is do all it has to do by the clock of the context. */
  async turn(context: Context): Promise<void> {
    const now = context.clock.now().getTime();
    const due = this.#jobs.filter((job) => {
      const last = this.#lastRun.get(job);
      return (
        last === undefined || PROMPT.has(job.name) || now - last >= Math.max(job.everyMilliseconds, HOUR_MILLISECONDS)
      );
    });
    await runJobsOnce(context, [...due, ...this.#ear]);
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
