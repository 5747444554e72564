import type { FastifyInstance } from 'fastify';
import { loadDemoCity } from '../demo/load.ts';
import { volunteerPhone } from '../demo/people.ts';
import { allJobs, buildApp } from '../src/main/app.ts';
import { SettableClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import { Database } from '../src/platform/database.ts';
import type { StoredEvent } from '../src/platform/events.ts';
import { Live } from '../src/platform/live.ts';
import { createLog } from '../src/platform/log.ts';
import { Memo } from '../src/platform/memo.ts';
import type { Server } from './browser.ts';
import type { Stories } from './history.ts';
import { hearHistory, JobTimes } from './time.ts';

/** A small city that runs by its own clock, behind a real port. */
export interface SimulatedCity extends Server {
  clock: Pick<SettableClock, 'now'>;
  logins: Awaited<ReturnType<typeof loadDemoCity>>;
  /** Phones of the volunteers that the demo invents. */
  volunteerPhones: string[];
  /** Lets it be another instant. */
  goTo(instant: Date): Promise<void>;
  /** The first instant from this one on at which anybody gets through; absent: always. */
  opensAt?(instant: Date): Date;
  /** Lets the jobs do what is due by now, and gives what has happened since the last time. */
  turn(): Promise<StoredEvent[]>;
  /** Where the database holds something else than the history tells, or than was acknowledged; absent: not looked at. */
  compare?(stories: Stories, acknowledged: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

/** Fills an empty, migrated database with the small city and serves it. Deterministic for a given start. */
export async function openCity(
  { databaseUrl, keysUrl }: { databaseUrl: string; keysUrl: string },
  start: Date,
  volunteers: number,
): Promise<SimulatedCity> {
  const clock = new SettableClock(start);
  const context = simulatedContext({ databaseUrl, keysUrl }, clock);
  const logins = await loadDemoCity(context, { city: 'small', volunteers });
  const app: FastifyInstance = await buildApp(context, { requestsPerMinute: 1_000_000 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The simulated city has no port.');
  const ear = hearHistory('simulator.ear');
  const times = new JobTimes(allJobs, ear.job);
  await times.turn(context);
  ear.take();
  return {
    url: `http://127.0.0.1:${address.port}`,
    clock,
    goTo: async (instant) => clock.set(instant),
    logins,
    volunteerPhones: Array.from({ length: volunteers }, (_, index) => volunteerPhone(index)),
    async turn() {
      await times.turn(context);
      return ear.take();
    },
    async close() {
      await app.close();
      context.live.stop();
      await context.database.close();
      await context.keys.close();
    },
  };
}

/** What a server of a simulated city works with; the same on every server of it. */
export function simulatedContext(
  { databaseUrl, keysUrl }: { databaseUrl: string; keysUrl: string },
  clock: SettableClock,
): Context {
  const database = new Database(databaseUrl);
  const log = createLog('error');
  const secret = Buffer.alloc(32, 1);
  return {
    database,
    keys: new Database(keysUrl, { connections: 3 }),
    clock,
    memo: new Memo(),
    live: new Live(database, log),
    log,
    ports: { sendCode: async () => {} },
    secret,
    auditKey: Buffer.alloc(32, 2),
    masters: [{ version: 1, secret }],
    demo: true,
  };
}
