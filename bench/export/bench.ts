import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { allJobs } from '../../src/main/app.ts';
import { addressesOf, prepareDatabase } from '../../src/platform/embedded-postgres/prepare-database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { runJobsOnce } from '../../src/platform/jobs.ts';
import { printFigure } from '../figure.ts';
import { openCity } from '../orders/city.ts';
import { type LinliRun, runLinli } from './run-linli.ts';

/** The cities that `bench -- orders` keeps. */
const DATA_FOLDER = '.linli/bench/orders';
const WORK_FOLDER = '.linli/bench/export';
const TARGET = 'moved_to';

/**
 * `npm run bench -- export [--size F] [--full]`: `linli export` and `linli import network` of a city of 100,000 and one of
 * 1,000,000 orders, each in a process of its own; its most memory, and how that grows with ten times the orders. What jobs
 * make of orders (messages, audit leaves, what is searched) is there in the small city, and in the large one when `full`:
 * making it takes longer than moving it.
 */
export async function run({ size, full }: { size: number; full: boolean }): Promise<void> {
  await mkdir(DATA_FOLDER, { recursive: true });
  const embedded = await startEmbeddedPostgres({ dataFolder: DATA_FOLDER });
  try {
    const small = await moveCity(embedded.adminUrl, Math.round(100_000 * size), true);
    const large = await moveCity(embedded.adminUrl, Math.round(1_000_000 * size), full);
    for (const step of ['export', 'import'] as const) {
      const name = step === 'export' ? 'export' : 'import_network';
      const { peakMegabytes, seconds } = large[step];
      const growth = peakMegabytes / small[step].peakMegabytes;
      printFigure({ name: `${name}.rss`, value: peakMegabytes, unit: 'MB', target: 250, direction: 'atMost' });
      printFigure({ name: `${name}.growth`, value: growth, unit: 'x', target: 1.2, direction: 'atMost' });
      printFigure({
        name: `${name}.rate`,
        value: large.orders / seconds,
        unit: 'orders/s',
        target: 2_000,
        direction: 'atLeast',
      });
    }
  } finally {
    await rm(WORK_FOLDER, { recursive: true, force: true });
    await embedded.stop();
  }
}

interface Moved {
  orders: number;
  export: LinliRun;
  import: LinliRun;
}

/** Out of the city's database and into an empty one beside it, which goes again. */
async function moveCity(adminUrl: string, orders: number, withJobs: boolean): Promise<Moved> {
  const city = await openCity(adminUrl, 'list', orders, 'lived_in');
  if (withJobs) await runJobsOnce(city.context, allJobs);
  await city.close();
  const folder = join(WORK_FOLDER, String(orders));
  await rm(folder, { recursive: true, force: true });
  const from = new URL(city.databaseUrl).pathname.slice(1);
  const exported = await runLinli(['export', 'taiyuan', folder], environmentOf(adminUrl, from));
  await prepareEmpty(adminUrl);
  try {
    const imported = await runLinli(['import', 'network', folder], environmentOf(adminUrl, TARGET));
    return { orders, export: exported, import: imported };
  } finally {
    await dropTarget(adminUrl);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nothing of these cities is sealed: their database of keys and the secrets are only there to be opened. */
function environmentOf(adminUrl: string, database: string): Record<string, string> {
  const { databaseUrl, migrationUrl } = addressesOf(adminUrl, { database });
  const keys = addressesOf(adminUrl, { database: `${database}_keys` });
  return {
    DATABASE_URL: databaseUrl,
    DATABASE_MIGRATION_URL: migrationUrl,
    KEYS_DATABASE_URL: keys.migrationUrl,
    LINLI_SECRET: 'bench',
    LINLI_AUDIT_KEY: 'bench',
  };
}

async function prepareEmpty(adminUrl: string): Promise<void> {
  await dropTarget(adminUrl);
  for (const database of [TARGET, `${TARGET}_keys`]) await prepareDatabase(adminUrl, { database });
}

async function dropTarget(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const database of [TARGET, `${TARGET}_keys`])
      await client.query(`drop database if exists ${database} with (force)`);
  } finally {
    await client.end();
  }
}
