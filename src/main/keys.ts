import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Database } from '../platform/database.ts';
import { prepareDatabase } from '../platform/embedded-postgres/prepare-database.ts';
import { keysFolderOf, startEmbeddedPostgres } from '../platform/embedded-postgres/supervisor.ts';
import { migrate } from '../platform/migrations.ts';
import { Closers } from './closers.ts';
import type { Config } from './config.ts';

const MIGRATIONS = fileURLToPath(new URL('../../db/keys-migrations', import.meta.url));
/** A few small rows a petition: it needs next to nothing. */
const SMALL = { shared_buffers: '8MB', max_connections: '30', max_wal_size: '64MB', autovacuum_naptime: '20s' };
const CONNECTIONS = 5;

/** The open database of keys, with what must be closed after it. */
export interface OpenedKeys {
  database: Database;
  /** The owner's address. */
  migrationUrl: string;
  /** Where the embedded cluster lies; undefined for one elsewhere. */
  folder: string | undefined;
  close(): Promise<void>;
}

/**
 * Starts or joins the embedded cluster of petitions' keys, in a data folder of its own below the other, or takes the one
 * that `KEYS_DATABASE_URL` names, and migrates it. Where that fails, or `signal` says to stop, what was opened is closed again.
 */
export async function openKeys(
  config: Pick<Config, 'dataFolder' | 'keysUrl'>,
  signal?: AbortSignal | undefined,
): Promise<OpenedKeys> {
  const closers = new Closers();
  try {
    return await open(config, closers, signal);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function open(
  config: Pick<Config, 'dataFolder' | 'keysUrl'>,
  closers: Closers,
  signal: AbortSignal | undefined,
): Promise<OpenedKeys> {
  const dataFolder = keysFolderOf(config.dataFolder);
  if (!config.keysUrl) await mkdir(config.dataFolder, { recursive: true });
  const postgres = config.keysUrl ? undefined : await startEmbeddedPostgres({ dataFolder, settings: SMALL, signal });
  closers.add(() => postgres?.stop());
  const urls = postgres
    ? await prepareDatabase(postgres.adminUrl, { database: 'linli_keys' })
    : { databaseUrl: config.keysUrl ?? '', migrationUrl: config.keysUrl ?? '' };
  const appRole = decodeURIComponent(new URL(urls.databaseUrl).username);
  await migrate(urls.migrationUrl, MIGRATIONS, { appRole, signal });
  const database = new Database(urls.databaseUrl, { connections: CONNECTIONS });
  closers.add(() => database.close());
  return { database, migrationUrl: urls.migrationUrl, folder: postgres?.folder, close: () => closers.close() };
}
