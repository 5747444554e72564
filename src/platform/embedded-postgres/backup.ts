import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { archiveTo } from './archive.ts';
import { type BaseCopy, copyBase } from './base-copy.ts';
import { openPlace } from './place.ts';
import type { EmbeddedPostgres } from './supervisor.ts';

/*
 * A folder of backups: `bases/TIME/` (cluster, superuser-password, backup.json), `log/` (every piece of the write-ahead
 * log since the oldest base, packed) and `system`, the identifier of the cluster that it belongs to.
 */

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
 * database, cannot be written by the database's user, or the log is not handed over.
 */
export async function backUp(postgres: EmbeddedPostgres, dataFolder: string, folder: string): Promise<Base> {
  if (process.platform === 'win32')
    throw new Error(
      'On Windows the embedded database cannot be backed up while it runs. Stop Linli and copy its folder.',
    );
  const place = await openPlace(dataFolder);
  // The database's user passes through to the log; bases are for who runs this.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (place.user) await chmod(folder, 0o711);
  await claimFolder(folder, await systemIdentifier(postgres.adminUrl));
  await archiveTo(place, logFolder(folder));
  const bases = join(folder, 'bases');
  await mkdir(bases, { recursive: true, mode: 0o700 });
  const making = join(bases, `making-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(making, { mode: 0o700 });
    const copied = await copyBase(postgres.adminUrl, place.cluster, join(making, 'cluster'));
    await copyFile(join(place.folder, PASSWORD_FILE), join(making, PASSWORD_FILE));
    await writeFile(join(making, 'backup.json'), `${JSON.stringify({ version: 1, ...copied }, null, 1)}\n`);
    const made = join(bases, copied.endedAt.replaceAll(':', '-'));
    await rename(making, made);
    await forgetOld(folder);
    return { ...copied, folder: made };
  } finally {
    await rm(making, { recursive: true, force: true });
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

async function forgetOld(folder: string): Promise<void> {
  const bases = await basesIn(folder);
  for (const old of bases.slice(KEPT)) await rm(old.folder, { recursive: true });
  const oldest = bases.slice(0, KEPT).at(-1);
  if (!oldest) return;
  for (const name of await readdir(logFolder(folder)))
    if (isBefore(name, oldest.firstLog)) await rm(join(logFolder(folder), name), { force: true });
}

/** Whether a piece of the log came before another. Its first eight digits, the timeline, do not tell that. */
function isBefore(name: string, other: string): boolean {
  return /^[0-9A-F]{24}(\.gz|\.[0-9A-F]{8}\.backup\.gz)$/.test(name) && name.slice(8, 24) < other.slice(8, 24);
}

async function systemIdentifier(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
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
