import { copyFile, mkdir, open, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** A copy of a cluster from which, with the log from `firstLog` on, every later moment can be restored. */
export interface BaseCopy {
  /** Instants, ISO 8601: only moments after `endedAt` can be restored from it. */
  startedAt: string;
  endedAt: string;
  /** Names of the first and the last piece of the write-ahead log that it needs. */
  firstLog: string;
  lastLog: string;
  bytes: number;
  files: number;
}

/** Folders whose contents belong to the running server alone (PostgreSQL documentation, 25.3.4 Backing Up The Data Directory). */
const EMPTY = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|pgsql_tmp.*|pg_internal\.init.*|backup_label\.old)$/;

/** How long the last piece of the log may take to be kept. */
const HANDED_OVER_MILLISECONDS = 120_000;

/**
 * Copies a cluster while it runs (`pg_backup_start` to `pg_backup_stop`) and waits until the log it needs is kept. Throws
 * an Error when the log is not handed over within two minutes; PostgreSQL's own log then says why.
 */
export async function copyBase(adminUrl: string, cluster: string, to: string): Promise<BaseCopy> {
  const client = new pg.Client({ connectionString: adminUrl });
  // The server may end while files are copied, when no statement listens; the next one finds out.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows: begun } = await client.query<{ log: string; at: Date }>(
      `select pg_walfile_name(pg_backup_start('linli', true)) as log, clock_timestamp() as at`,
    );
    const copied = { bytes: 0, files: 0 };
    await copyFolder(cluster, to, copied);
    await client.query(`set statement_timeout = ${HANDED_OVER_MILLISECONDS}`);
    const { rows: ended } = await client.query<{ label: string; log: string; at: Date }>(
      'select labelfile as label, pg_walfile_name(lsn) as log, clock_timestamp() as at from pg_backup_stop(true)',
    );
    const [first] = begun;
    const [last] = ended;
    if (!first || !last) throw new Error('PostgreSQL did not answer the backup.');
    await writeFile(join(to, 'backup_label'), last.label);
    return {
      startedAt: first.at.toISOString(),
      endedAt: last.at.toISOString(),
      firstLog: first.log,
      lastLog: last.log,
      ...copied,
    };
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error;
    throw new Error('The write-ahead log was not handed over within two minutes. PostgreSQL’s own log says why.', {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function copyFolder(from: string, to: string, copied: { bytes: number; files: number }): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && EMPTY.has(entry.name)) await mkdir(target, { mode: 0o700 });
    else if (entry.isDirectory()) await copyFolder(source, target, copied);
    else if (entry.isFile()) await copyOne(source, target, copied);
  }
}

/** A table may be dropped while it is copied: the log tells of that. What is copied is on the disk when this ends. */
async function copyOne(source: string, target: string, copied: { bytes: number; files: number }): Promise<void> {
  try {
    await copyFile(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const file = await open(target, 'r+');
  await file.sync().finally(() => file.close());
  copied.bytes += (await stat(target)).size;
  copied.files += 1;
}
