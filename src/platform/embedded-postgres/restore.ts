import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  chown,
  copyFile,
  cp,
  lstat,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { restoreCommand } from './archive.ts';
import { type Base, basesIn, logFolder, PASSWORD_FILE } from './backup.ts';
import { openPlace, type Place } from './place.ts';
import { startEmbeddedPostgres } from './supervisor.ts';
import { canEnter } from './system-user.ts';

/** How long the log may take to be replayed. */
const REPLAY_MILLISECONDS = 3_600_000;

/** What was restored. */
export interface Restored {
  base: Base;
  /** When the last change that is there was made; null when the log since the base holds none. */
  lastChangeAt: Date | null;
}

/**
 * Makes the embedded database of a data folder anew from a folder of backups: as it was at `until`, or as late as the
 * log kept tells. The database is stopped afterwards. Throws an Error for people when the data folder holds a database
 * already, when no base is old enough, or when the log does not reach to `until`.
 */
export async function restore(folder: string, dataFolder: string, until?: Date): Promise<Restored> {
  const bases = await basesIn(folder);
  const base = bases.find((each) => until === undefined || new Date(each.endedAt) <= until);
  if (!base)
    throw new Error(
      bases.length === 0
        ? `${folder} holds no backup.`
        : `The oldest backup in ${folder} is of ${bases.at(-1)?.endedAt}: an earlier moment cannot be restored.`,
    );
  const place = await openPlace(dataFolder);
  if (await stat(place.cluster).catch(() => undefined))
    throw new Error(`${dataFolder} holds a database already. Set LINLI_DATA to a new folder, or move that one away.`);
  await refuseClosedLog(place, logFolder(folder));
  await layOut(place, base);
  try {
    const postgres = await startEmbeddedPostgres({
      dataFolder,
      startMilliseconds: REPLAY_MILLISECONDS,
      settings: {
        restore_command: restoreCommand(logFolder(folder)),
        recovery_target_action: 'promote',
        ...(until ? { recovery_target_time: until.toISOString().replace('Z', '+00') } : {}),
        // Nobody is let in before all is replayed.
        hot_standby: 'off',
        // What comes after the restored moment is another history: it is kept only from the next backup on.
        archive_mode: 'off',
      },
    });
    return { base, lastChangeAt: await lastChange(postgres.adminUrl).finally(() => postgres.stop()) };
  } catch (error) {
    await rm(place.cluster, { recursive: true, force: true });
    throw await explained(error, place, until);
  }
}

/**
 * PostgreSQL takes a log that it cannot read for one that has ended, and then says that the backup is broken. Throws an
 * Error that says whose it must be.
 */
async function refuseClosedLog({ user }: Place, log: string): Promise<void> {
  const isOpen = user
    ? await canEnter(user, log)
    : await access(log, constants.R_OK | constants.X_OK).then(
        () => true,
        () => false,
      );
  if (isOpen) return;
  const uid = user?.uid ?? process.getuid?.();
  throw new Error(
    `The user that PostgreSQL will run as (uid ${uid}) cannot read ${log}. Give it that folder and what is in it (chown -R ${uid}), open its parents to it (chmod o+x), and restore again.`,
  );
}

/** Beside and renamed, so that what was cut off leaves nothing that looks like a database. */
async function layOut(place: Place, base: Base): Promise<void> {
  const making = join(place.folder, `making-${randomBytes(4).toString('hex')}`);
  try {
    await cp(join(base.folder, 'cluster'), making, { recursive: true });
    await writeFile(join(making, 'recovery.signal'), '');
    await chmod(making, 0o700);
    await copyFile(join(base.folder, PASSWORD_FILE), join(place.folder, PASSWORD_FILE));
    if (place.user) await own(making, place.user);
    await rename(making, place.cluster);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function own(path: string, user: { uid: number; gid: number }): Promise<void> {
  await chown(path, user.uid, user.gid);
  if ((await lstat(path)).isDirectory()) for (const name of await readdir(path)) await own(join(path, name), user);
}

async function lastChange(adminUrl: string): Promise<Date | null> {
  const client = new pg.Client({ connectionString: adminUrl });
  // A connection that is lost is heard of by the statement under way; unheard it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at');
    return rows[0]?.at ?? null;
  } finally {
    await client.end();
  }
}

async function explained(error: unknown, place: Place, until: Date | undefined): Promise<unknown> {
  const log = await readFile(place.log, 'utf8').catch(() => '');
  if (!until || !log.includes('before configured recovery target')) return error;
  return new Error(
    `Nothing that is kept was committed after ${until.toISOString()}: either the log ends before it, or nothing was written any more. Leave out --until to restore as late as the log tells; its last change is then told.`,
    { cause: error },
  );
}
