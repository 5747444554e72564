import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { systemClock } from '../platform/clock.ts';
import type { Context, Ports } from '../platform/context.ts';
import { Database, refuseMightyRole } from '../platform/database.ts';
import { DiskWatch } from '../platform/disk.ts';
import { newestBackup } from '../platform/embedded-postgres/backup.ts';
import { prepareDatabase } from '../platform/embedded-postgres/prepare-database.ts';
import {
  type EmbeddedPostgres,
  keysFolderOf,
  startEmbeddedPostgres,
} from '../platform/embedded-postgres/supervisor.ts';
import { acceptKeys, demandKnownKeys } from '../platform/known-keys.ts';
import { Live } from '../platform/live.ts';
import { createLog } from '../platform/log.ts';
import { Memo } from '../platform/memo.ts';
import { migrate } from '../platform/migrations.ts';
import { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { type OpenedKeys, openKeys } from './keys.ts';
import { masterSecrets } from './masters.ts';
import { keptSecret } from './secrets.ts';

/** The project's own folder, from `src/main` and from `dist/main` alike. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** A context with what must be closed after it. */
export interface Opened {
  context: Context;
  /** Present with the embedded database. */
  postgres: EmbeddedPostgres | undefined;
  /** The owners' addresses: for migrations, and for copying whole networks. */
  migrationUrl: string;
  keysMigrationUrl: string;
  close(): Promise<void>;
}

interface OpenOptions {
  log?: Logger;
  ports?: Partial<Ports>;
  /** Go on with the keys of petitions that are there, whichever were known before. */
  keys?: 'accept';
  /** Told to stop: opening is given up at the next step, and throws the reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Starts or joins the embedded database (or takes the outside one), migrates it, and builds the one context object.
 * Throws an Error that says what to mend when the database cannot be had or the role is too mighty; what was opened by
 * then is closed again.
 */
export async function openContext(config: Config, options: OpenOptions = {}): Promise<Opened> {
  const closers = new Closers();
  try {
    return await open(config, options, closers);
  } catch (error) {
    await closers.close();
    options.signal?.throwIfAborted();
    throw error;
  }
}

async function open(config: Config, { signal, ...options }: OpenOptions, closers: Closers): Promise<Opened> {
  const log = options.log ?? createLog(config.logLevel);
  const { postgres, keys } = await openDatabases(config, closers, signal);
  signal?.throwIfAborted();
  const urls = postgres
    ? await prepareDatabase(postgres.adminUrl, { database: 'linli' })
    : { databaseUrl: config.databaseUrl ?? '', migrationUrl: config.migrationUrl ?? '' };
  await migrate(urls.migrationUrl, join(projectFolder, 'db/migrations'), {
    appRole: new URL(urls.databaseUrl).username,
    signal,
  });
  const database = new Database(urls.databaseUrl);
  closers.add(() => database.close());
  await refuseMightyRole(database);
  const demandOrAccept = options.keys === 'accept' ? acceptKeys : demandKnownKeys;
  await demandOrAccept(database, keys.database, systemClock.now());
  const embedded = postgres?.folder ?? keys.folder;
  const disk = embedded === undefined ? undefined : new DiskWatch(embedded);
  closers.add(() => disk?.stop());
  await disk?.start();
  // Asked before the files are read: whoever makes a city at the same moment has made its secrets before it.
  const hasCity = (await database.networks()).length > 0;
  const secret = config.secret ?? (await keptSecret(config.dataFolder, 'secret', { hasCity }));
  const context: Context = {
    database,
    keys: keys.database,
    clock: systemClock,
    ...(disk ? { disk, newestBackups: () => newestBackups(config) } : {}),
    memo: new Memo(),
    live: new Live(database, log),
    log,
    ports: { ...options.ports, sendCode: options.ports?.sendCode ?? refuseToSend },
    secret,
    auditKey: config.auditKey ?? (await keptSecret(config.dataFolder, 'audit-key', { hasCity })),
    masters: await masterSecrets(secret, config.dataFolder),
    ...(config.origin ? { origin: config.origin } : {}),
    demo: config.city !== 'none' && postgres !== undefined,
  };
  closers.add(() => context.live.stop());
  const { migrationUrl } = urls;
  return { context, postgres, migrationUrl, keysMigrationUrl: keys.migrationUrl, close: () => closers.close() };
}

/** Both at once. Where one fails the other is closed with it, as soon as it has come up. */
async function openDatabases(
  config: Config,
  closers: Closers,
  signal: AbortSignal | undefined,
): Promise<{ postgres: EmbeddedPostgres | undefined; keys: OpenedKeys }> {
  const { dataFolder, databaseUrl } = config;
  const [keys, postgres] = await Promise.allSettled([
    openKeys(config, signal),
    databaseUrl ? undefined : startEmbeddedPostgres({ dataFolder, signal }),
  ]);
  if (keys.status === 'fulfilled') closers.add(() => keys.value.close());
  if (postgres.status === 'fulfilled') closers.add(() => postgres.value?.stop());
  if (postgres.status === 'rejected') throw postgres.reason;
  if (keys.status === 'rejected') throw keys.reason;
  return { postgres: postgres.value, keys: keys.value };
}

async function newestBackups({
  dataFolder,
  databaseUrl,
  keysUrl,
}: Config): ReturnType<NonNullable<Context['newestBackups']>> {
  const newest = async (folder: string) => (await newestBackup(join(folder, 'postgresql'))) ?? null;
  return {
    ...(databaseUrl ? {} : { main: await newest(dataFolder) }),
    ...(keysUrl ? {} : { keys: await newest(keysFolderOf(dataFolder)) }),
  };
}

/** Without a provider of text messages nobody can be sent a code, and nobody may believe that one was. */
async function refuseToSend(): Promise<void> {
  throw new Error('No provider of text messages is set up.');
}
