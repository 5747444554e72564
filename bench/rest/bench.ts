import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { allJobs } from '../../src/main/app.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { runJobsOnce, startJobs } from '../../src/platform/jobs.ts';
import { printFigure } from '../figure.ts';
import { openCity } from '../orders/city.ts';
import { postmasterPid, usedMilliseconds } from '../orders/processor-time.ts';

/** The cities that `bench -- orders` keeps. */
const DATA_FOLDER = '.linli/bench/orders';
/** What a start does once (the first turns of jobs, plans) is over by then. */
const SETTLE_MILLISECONDS = 15_000;
const REST_MILLISECONDS = 30_000;

/** What one second costs while nobody uses the server. */
interface Rest {
  /** Percent of one core. */
  server: number;
  database: number;
  /** Rows and index entries that PostgreSQL reads. */
  rows: number;
}

/**
 * `npm run bench -- rest [--size F]`: what a server costs while nobody uses it and its jobs look for work, in a city with
 * 10,000 orders behind it and in one with 100,000. A history that is over must cost nothing, however long it is.
 */
export async function run({ size }: { size: number; full: boolean }): Promise<void> {
  await mkdir(DATA_FOLDER, { recursive: true });
  const embedded = await startEmbeddedPostgres({ dataFolder: DATA_FOLDER });
  try {
    const young = await restOf(embedded.adminUrl, Math.round(10_000 * size));
    const old = await restOf(embedded.adminUrl, Math.round(100_000 * size));
    printFigure({
      ...{ name: 'rest.rows', value: old.rows, unit: 'rows/s', target: 5_000, direction: 'atMost' },
      reference: young.rows,
    });
    printFigure({
      ...{ name: 'rest.database', value: old.database, unit: '% of a core', target: 10, direction: 'atMost' },
      reference: young.database,
    });
    printFigure({
      ...{ name: 'rest.server', value: old.server, unit: '% of a core', target: 10, direction: 'atMost' },
      reference: young.server,
    });
  } finally {
    await embedded.stop();
  }
}

async function restOf(adminUrl: string, orders: number): Promise<Rest> {
  const city = await openCity(adminUrl, 'list', orders, 'lived_in');
  const database = new URL(city.databaseUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await runJobsOnce(city.context, allJobs);
    const postmaster = await postmasterPid(adminUrl);
    const jobs = startJobs(city.context, allJobs);
    try {
      await sleep(SETTLE_MILLISECONDS);
      const before = { used: usedMilliseconds(postmaster), rows: await rowsRead(admin, database) };
      await sleep(REST_MILLISECONDS);
      const after = { used: usedMilliseconds(postmaster), rows: await rowsRead(admin, database) };
      const share = (of: 'server' | 'database') => ((after.used[of] - before.used[of]) / REST_MILLISECONDS) * 100;
      return {
        server: share('server'),
        database: share('database'),
        rows: ((after.rows - before.rows) / REST_MILLISECONDS) * 1000,
      };
    } finally {
      await jobs.stop();
    }
  } finally {
    await admin.end();
    await city.close();
  }
}

async function rowsRead(admin: pg.Client, database: string): Promise<number> {
  const { rows } = await admin.query<{ read: string }>(
    'select tup_returned::text as read from pg_stat_database where datname = $1',
    [database],
  );
  return Number(rows[0]?.read);
}
