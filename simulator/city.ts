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
import { hearHistory, JobTimes } from './time.ts';

/** A small city that runs by its own clock, behind a real port. */
export interface SimulatedCity {
  url: string;
  clock: SettableClock;
  logins: Awaited<ReturnType<typeof loadDemoCity>>;
  /** Phones of the volunteers that the demo invents. */
  volunteerPhones: string[];
  /** Lets the jobs do what is due by now, and gives what has happened since the last time. */
  turn(): Promise<StoredEvent[]>;
  close(): Promise<void>;
}

/** Fills an empty, migrated database with the small city and serves it. Deterministic for a given start. */
export async function openCity(
  { databaseUrl, keysUrl }: { databaseUrl: string; keysUrl: string },
  start: Date,
  volunteers: number,
): Promise<SimulatedCity> {
  const database = new Database(databaseUrl);
  const keys = new Database(keysUrl, { connections: 3 });
  const log = createLog('error');
  const clock = new SettableClock(start);
  const secret = Buffer.alloc(32, 1);
  const context: Context = {
    database,
    keys,
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
    logins,
    volunteerPhones: Array.from({ length: volunteers }, (_, index) => volunteerPhone(index)),
    async turn() {
      await times.turn(context);
      return ear.take();
    },
    async close() {
      await app.close();
      context.live.stop();
      await database.close();
      await keys.close();
    },
  };
}
