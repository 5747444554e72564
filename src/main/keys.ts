import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Database, type Statement } from '../platform/database.ts';
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

const IDENTITY: Statement = { name: 'main.keys.identity', text: 'select id from keys_identity' };
const KNOWN: Statement = { name: 'main.keys.known', text: 'select id from known_keys' };
const REMEMBER: Statement = {
  name: 'main.keys.remember',
  text: 'insert into known_keys (id, known_since) values ($1, $2) on conflict do nothing',
};
const ACCEPT: Statement = {
  name: 'main.keys.accept',
  text: `insert into known_keys (id, known_since) values ($1, $2)
    on conflict (one) do update set id = excluded.id, known_since = excluded.known_since`,
};

/**
 * Refuses a database of keys that is not the one which the petitions of the main database were sealed with: with keys of its
 * own each server would seal what the others cannot open, and what is erased on one would stay open on another. The first
 * start writes down which it is. Throws an Error that says what to mend.
 */
export async function demandKnownKeys(database: Database, keys: Database, now: Date): Promise<void> {
  const id = await identityOf(keys);
  if ((await knownTo(database)) === undefined) await database.outside(REMEMBER, [id, now]);
  if ((await knownTo(database)) === id) return;
  throw new Error(
    'The keys of petitions that this server brings are not those which the petitions in its database were sealed with. Give every server the same KEYS_DATABASE_URL, or restore the backup of the keys into LINLI_DATA/keys. Only where those keys are lost for good: `linli vault accept-keys` goes on with these, and what the lost ones sealed stays shut.',
  );
}

/** Goes on with this database of keys instead of the one before. */
export async function acceptKeys(database: Database, keys: Database, now: Date): Promise<void> {
  await database.outside(ACCEPT, [await identityOf(keys), now]);
}

async function identityOf(keys: Database): Promise<string> {
  const [row] = await keys.outside<{ id: string }>(IDENTITY);
  if (!row) throw new Error('The database of keys has lost its identity: restore it from its backup.');
  return row.id;
}

async function knownTo(database: Database): Promise<string | undefined> {
  return (await database.outside<{ id: string }>(KNOWN))[0]?.id;
}
