import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { migrate } from '../src/platform/migrations.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's address of the run's PostgreSQL, and the migrated database that test files copy. */
    database: { adminUrl: string; template: string };
  }
}

/** Begins the name of every data folder of a run, before its process id: so what a killed run left is found. */
const PREFIX = 'linli-test-';

/** Tests may lose everything with the machine: they need no safety from power cuts. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '300',
};

/**
 * One PostgreSQL for the run, with a migrated database for files to copy: an embedded one of its own, or the server
 * whose superuser's address is in `LINLI_TEST_ADMIN_URL`. Nothing of it is left afterwards.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['LINLI_TEST_ADMIN_URL'] ? given(process.env['LINLI_TEST_ADMIN_URL']) : await embedded();
  const template = `linli_test_${randomBytes(4).toString('hex')}`;
  const close = () => server.close(template);
  try {
    const { migrationUrl } = await prepareDatabase(server.adminUrl, { database: template });
    await migrate(migrationUrl, 'db/migrations');
    const keys = await prepareDatabase(server.adminUrl, { database: `${template}_keys` });
    await migrate(keys.migrationUrl, 'db/keys-migrations');
    project.provide('database', { adminUrl: server.adminUrl, template });
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

interface Server {
  adminUrl: string;
  close(template: string): Promise<void>;
}

function given(adminUrl: string): Server {
  return { adminUrl, close: (template) => dropAll(adminUrl, template) };
}

async function embedded(): Promise<Server> {
  await removeAbandoned();
  const dataFolder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    const postgres = await startEmbeddedPostgres({ dataFolder, settings: SETTINGS });
    // Vitest ends within a millisecond of an interrupt: there is time for nothing that waits.
    const removeAtOnce = () => removeNow(postgres.folder, dataFolder);
    process.once('exit', removeAtOnce);
    return {
      adminUrl: postgres.adminUrl,
      async close() {
        await postgres.stop().finally(() => removeEmbeddedPostgres(dataFolder));
        process.off('exit', removeAtOnce);
      },
    };
  } catch (error) {
    await removeEmbeddedPostgres(dataFolder);
    throw error;
  }
}

function removeNow(folder: string, dataFolder: string): void {
  try {
    process.kill(Number.parseInt(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8'), 10), 'SIGQUIT');
  } catch {
    // It was stopped already.
  }
  for (const path of [folder, dataFolder]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}

/** A run that was killed could not clean up: its database is stopped and removed by the next one. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    const folder = join(tmpdir(), name);
    const owner = await stat(folder).catch(() => undefined);
    if (pid > 0 && !isAlive(pid) && owner?.uid === process.getuid?.()) await removeEmbeddedPostgres(folder);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Drops the template and every copy of it, which carry its name and more. */
async function dropAll(adminUrl: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [template],
    );
    for (const { datname } of rows) await client.query(`drop database ${pg.escapeIdentifier(datname)} with (force)`);
  } finally {
    await client.end();
  }
}
