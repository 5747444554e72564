import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoCity } from '../../demo/load.ts';
import { allJobs, buildApp } from '../../src/main/app.ts';
import { readConfig } from '../../src/main/config.ts';
import { openContext, projectFolder } from '../../src/main/context.ts';
import { SettableClock } from '../../src/platform/clock.ts';
import { runJobsOnce } from '../../src/platform/jobs.ts';

/** The small city in this process, at a clock that stands until it is moved: the same day gives the same pictures. */
export interface StandingCity {
  url: string;
  clock: SettableClock;
  /** Lets the jobs do all that waits for them now: messages, listings, clocks. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Followers read what others of them wrote: so often all of it has come through. */
const ROUNDS = 4;
const VOLUNTEERS = 60;

/** Starts it on a data folder of its own. Needs the built pages. */
export async function standCity(now: Date): Promise<StandingCity> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'linli-standing-city-'));
  const opened = await openContext(
    readConfig({ LINLI_DATA: dataFolder, LINLI_CITY: 'small', LINLI_LOG: 'silent' }, 'small'),
  );
  const clock = new SettableClock(now);
  const context = { ...opened.context, clock };
  await loadDemoCity(context, { city: 'small', volunteers: VOLUNTEERS });
  const app = await buildApp(context, { requestsPerMinute: 100_000, pages: join(projectFolder, 'dist/web') });
  await context.live.start();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    clock,
    async settle() {
      for (let round = 0; round < ROUNDS; round++) await runJobsOnce(context, allJobs);
    },
    async stop() {
      await app.close();
      await opened.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
