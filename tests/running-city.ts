import { join } from 'node:path';
import { type DemoLogin, loadDemoCity } from '../demo/load.ts';
import { allJobs, buildApp } from '../src/main/app.ts';
import { projectFolder } from '../src/main/context.ts';
import type { SettableClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import { startJobs } from '../src/platform/jobs.ts';
import { testContext } from './context.ts';
import { freshDatabase } from './database.ts';

/** A small city behind a real port, with its pages, its jobs and the demo's logins. */
export interface RunningCity {
  url: string;
  context: Context & { clock: SettableClock };
  logins: DemoLogin[];
  /** The login of somebody with this role; the first one if there are several. */
  login(role: DemoLogin['role']): DemoLogin;
  stop(): Promise<void>;
}

/**
 * Starts the small city of a test file's own. Needs the built pages (`npm run build`); `LINLI_TEST_PAGES` names another
 * folder of them, for who tries pages while others build theirs; so does `pages`, for who changes them.
 */
export async function runCity(
  options: { now?: Date; city?: 'small' | 'demo'; pages?: string } = {},
): Promise<RunningCity> {
  const database = await freshDatabase();
  const context = testContext(database.databaseUrl, { demo: true, ...(options.now ? { now: options.now } : {}) });
  const logins = await loadDemoCity(context, { city: options.city ?? 'small', volunteers: 60 });
  const app = await buildApp(context, {
    requestsPerMinute: 100_000,
    pages: options.pages ?? process.env['LINLI_TEST_PAGES'] ?? join(projectFolder, 'dist/web'),
  });
  await context.live.start();
  const jobs = startJobs(context, allJobs);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The city has no port.');
  return {
    url: `http://localhost:${address.port}`,
    context,
    logins,
    login(role) {
      const found = logins.find((each) => each.role === role);
      if (!found) throw new Error(`Nobody of the demo is a ${role}.`);
      return found;
    },
    async stop() {
      await app.close();
      await jobs.stop();
      context.live.stop();
      await context.database.close();
      await database.drop();
    },
  };
}
