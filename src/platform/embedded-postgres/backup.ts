import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { archiveFolder, archiveTo } from './archive.ts';
import { type BaseCopy, copyBase } from './base-copy.ts';
import { openPlace } from './place.ts';
import type { EmbeddedPostgres } from './supervisor.ts';

/*
 * A folder of backups: `bases/TIME/` (cluster, superuser-password, backup.json), `log/` (every piece of the write-ahead
 * log since the oldest base, packed) and `system`, the identifier of the cluster that it belongs to.
 */

const MAKING = 'making-';
/** How old a half-made copy must be before it counts as forgotten: copying ends the folder's own changes early. */
const FORGOTTEN_MILLISECONDS = 12 * 3_600_000;
/** So long the first piece of the log may take to be handed over: after a failure PostgreSQL tries again each minute. */
const HANDED_OVER_MILLISECONDS = 120_000;
const LOOK_MILLISECONDS = 100;

/** Bases kept: should the newest prove bad, there is one before it. */
const KEPT = 2;

export const logFolder = (folder: string) => join(folder, 'log');
export const PASSWORD_FILE = 'superuser-password';

/** One base of a folder of backups. */
export interface Base extends BaseCopy {
  folder: string;
}

/**
 * Makes a new base of a running embedded database in `folder`, and has the log kept there from now on; bases before
 * the newest two go, with the log that only they needed. Throws an Error for people when the folder belongs to another
 * database, cannot be written by the database's user, or the log is not handed over; what was done with the log before is
 * then put back, unless there is a base already that needs it. A copy that was cut off half a day ago or more goes first.
 */
export async function backUp(
  postgres: Pick<EmbeddedPostgres, 'adminUrl'>,
  dataFolder: string,
  folder: string,
  options: { handedOverMilliseconds?: number } = {},
): Promise<Base> {
  if (process.platform === 'win32')
    throw new Error(
      'On Windows the embedded database cannot be backed up while it runs. Stop Linli and copy its folder.',
    );
  const place = await openPlace(dataFolder);
  // The database's user passes through to the log; bases are for who runs this.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (place.user) await chmod(folder, 0o711);
  await claimFolder(folder, await systemIdentifier(postgres.adminUrl));
  const putBack = await archiveTo(place, logFolder(folder));
  const bases = join(folder, 'bases');
  await mkdir(bases, { recursive: true, mode: 0o700 });
  await removeForgotten(bases);
  const making = join(bases, `${MAKING}${randomBytes(4).toString('hex')}`);
  try {
    // Before anything is copied: what this process can write, the server may see as a folder of its own that is closed.
    await handOver(postgres.adminUrl, logFolder(folder), options.handedOverMilliseconds ?? HANDED_OVER_MILLISECONDS);
    await mkdir(making, { mode: 0o700 });
    const copied = await copyBase(postgres.adminUrl, place.cluster, join(making, 'cluster'));
    await copyFile(join(place.folder, PASSWORD_FILE), join(making, PASSWORD_FILE));
    await writeFile(join(making, 'backup.json'), `${JSON.stringify({ version: 1, ...copied }, null, 1)}\n`);
    const made = join(bases, copied.endedAt.replaceAll(':', '-'));
    await rename(making, made);
    await forgetOld(folder);
    return { ...copied, folder: made };
  } catch (error) {
    // Without one base the log that would be kept from now on is of use to nobody, and would only fill the disk.
    if ((await basesIn(folder)).length === 0) await putBack();
    throw error;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Copies that a backup which was cut off has left, as large as the cluster. One at work is younger. */
async function removeForgotten(bases: string): Promise<void> {
  for (const name of await readdir(bases)) {
    const path = join(bases, name);
    const touchedAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (name.startsWith(MAKING) && Date.now() - touchedAt > FORGOTTEN_MILLISECONDS)
      await rm(path, { recursive: true, force: true });
  }
}

/**
 * Has the server hand over the piece of the log that it is at, and waits until it lies in `log`. Throws an Error for
 * people when it does not come.
 */
async function handOver(adminUrl: string, log: string, milliseconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    // A piece that holds nothing new is not ended; a point to go back to is something.
    const { rows } = await client.query<{ name: string }>(
      `select pg_walfile_name(pg_create_restore_point('linli backup')) as name, pg_switch_wal()`,
    );
    const piece = join(log, `${rows[0]?.name}.gz`);
    for (
      const until = performance.now() + milliseconds;
      !(await stat(piece).catch(() => undefined));
      await sleep(LOOK_MILLISECONDS)
    )
      if (performance.now() > until)
        throw new Error(
          `The running database cannot write in ${log}, so nothing could be restored from there. Under systemd name the folder as ReadWritePaths= in the unit and restart it; PostgreSQL’s own log says more.`,
        );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The finished bases of a folder, newest first; empty where there is none. */
export async function basesIn(folder: string): Promise<Base[]> {
  const bases = join(folder, 'bases');
  const names = await readdir(bases).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<Base[]> => {
      const text = await readFile(join(bases, name, 'backup.json'), 'utf8').catch(() => undefined);
      return text === undefined ? [] : [{ ...(JSON.parse(text) as BaseCopy), folder: join(bases, name) }];
    }),
  );
  return found.flat().sort((a, b) => (a.endedAt < b.endedAt ? 1 : -1));
}

/** When the newest backup of the database in `place` ended; null where none was ever made. */
export async function newestBackup(place: string): Promise<Date | null> {
  const log = await archiveFolder(place);
  const [newest] = log === null ? [] : await basesIn(dirname(log));
  return newest ? new Date(newest.endedAt) : null;
}

async function forgetOld(folder: string): Promise<void> {
  const bases = await basesIn(folder);
  for (const old of bases.slice(KEPT)) await rm(old.folder, { recursive: true });
  const oldest = bases.slice(0, KEPT).at(-1);
  if (!oldest) return;
  for (const name of await readdir(logFolder(folder)))
    if (isBefore(name, oldest.firstLog)) await rm(join(logFolder(folder), name), { force: true });
}

/** Whether a piece of the log, whole or cut off in the making, came before another. Its first eight digits, the timeline, do not tell that. */
function isBefore(name: string, other: string): boolean {
  return /^[0-9A-F]{24}(\.gz|\.[0-9A-F]{8}\.backup\.gz)(\.part)?$/.test(name) && name.slice(8, 24) < other.slice(8, 24);
}

async function systemIdentifier(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A connection that is lost is heard of by the statement under way; unheard it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      'select system_identifier::text as id from pg_control_system()',
    );
    return rows[0]?.id ?? '';
  } finally {
    await client.end();
  }
}

/** Two databases in one folder would overwrite each other's log. */
async function claimFolder(folder: string, system: string): Promise<void> {
  const file = join(folder, 'system');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined && known.trim() !== system)
    throw new Error(`${folder} holds the backups of another database. Choose another folder.`);
  if (known === undefined) await writeFile(file, `${system}\n`, { flag: 'wx' });
}
