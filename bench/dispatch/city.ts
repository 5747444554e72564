import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import { loadDemoCity } from '../../demo/load.ts';
import { ALL_VOLUNTEERS } from '../../demo/people.ts';
import { type Config, readConfig } from '../../src/main/config.ts';
import { type Opened, openContext } from '../../src/main/context.ts';
import { addressesOf, allowOnly } from '../../src/platform/embedded-postgres/prepare-database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { createLog } from '../../src/platform/log.ts';

const COPY = 'linli_storm';

/** The data folder of the demo city of a size; at size 1 all 434,710 volunteers live in it. */
export function cityFolder(size: number): string {
  return `.linli/bench/dispatch-${volunteersOf(size)}`;
}

function volunteersOf(size: number): number {
  return Math.round(ALL_VOLUNTEERS * size);
}

/** Opens the demo city of a size, made once and kept for the next run. */
export async function openCity(size: number): Promise<Opened> {
  await mkdir(cityFolder(size), { recursive: true });
  const opened = await openContext(configOf(size), { log: createLog('silent') });
  await loadDemoCity(opened.context, { city: 'demo', volunteers: volunteersOf(size) });
  return opened;
}

/** Opens a copy of that city, for what changes it; closed, it is gone. */
export async function openCopy(size: number): Promise<Opened> {
  await (await openCity(size)).close();
  const postgres = await startEmbeddedPostgres({ dataFolder: cityFolder(size) });
  await administer(postgres.adminUrl, async (client) => {
    await client.query(`drop database if exists ${COPY} with (force)`);
    await client.query(`create database ${COPY} template linli owner linli_owner strategy file_copy`);
    await allowOnly(client, COPY, 'linli_app');
  });
  const opened = await openContext(
    { ...configOf(size), ...addressesOf(postgres.adminUrl, { database: COPY }) },
    { log: createLog('silent') },
  );
  return {
    ...opened,
    async close() {
      await opened.close();
      await administer(postgres.adminUrl, (client) => client.query(`drop database ${COPY} with (force)`));
      await postgres.stop();
    },
  };
}

function configOf(size: number): Config {
  return readConfig({ LINLI_DATA: cityFolder(size), LINLI_CITY: 'demo' }, 'demo');
}

async function administer(adminUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
