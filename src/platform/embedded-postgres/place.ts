import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readFile,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canEnter, databaseUser, type SystemUser } from './system-user.ts';

/** Where one embedded database lives, and whom it runs as. */
export interface Place {
  /** Holds everything below. */
  folder: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  /** The log of the server. */
  log: string;
  user: SystemUser | undefined;
}

/** Tried in this order when root's data folder lies under a closed parent. Both survive a restart of the machine. */
const OUTSIDE = ['/var/lib/linli', '/var/tmp/linli'];

/**
 * Finds or makes the place of the database that belongs to `dataFolder`: the folder `postgresql` in it, or, when we are
 * root and the database's user could not get there, a folder outside to which `postgresql` is then a link.
 */
export async function openPlace(dataFolder: string): Promise<Place> {
  await mkdir(dataFolder, { recursive: true });
  const name = join(await realpath(dataFolder), 'postgresql');
  const user = await databaseUser(join(name, 'cluster'));
  if (!(await lstat(name).catch(() => undefined))) await makePlace(name, user);
  const folder = await realpath(name).catch(() => {
    throw new Error(
      `${name} leads nowhere: the database it pointed to was removed. Remove it to begin with an empty database.`,
    );
  });
  if (folder !== name) await refuseCopiedLink(name, folder);
  if (!(await canEnter(user, folder)))
    throw new Error(
      `The user that PostgreSQL runs as (uid ${user?.uid}) cannot enter ${folder}. Open its parents to it (chmod o+x), or move the data folder.`,
    );
  return { folder, cluster: join(folder, 'cluster'), log: join(folder, 'postgresql.log'), user };
}

async function makePlace(name: string, user: SystemUser | undefined): Promise<void> {
  if (user) await openToGroup(dirname(name), user);
  if (await canEnter(user, dirname(name))) {
    await mkdir(name).catch(unlessItExists);
    // Afterwards, because a strict umask would close it to the database's user.
    await chmod(name, user ? 0o711 : 0o700);
    return;
  }
  const outside = await makeOutside(createHash('sha256').update(name).digest('hex').slice(0, 16));
  await symlink(outside, name).catch(unlessItExists);
}

/** A data folder that root alone may enter is opened to the group of the database's user, to pass through and no more. */
async function openToGroup(dataFolder: string, user: SystemUser): Promise<void> {
  const { uid, mode } = await stat(dataFolder);
  if (uid !== 0 || (mode & 0o077) !== 0) return;
  await chown(dataFolder, 0, user.gid);
  await chmod(dataFolder, 0o710);
}

/** The copy of a data folder holds the same link, and both would work on one database without knowing. */
async function refuseCopiedLink(name: string, folder: string): Promise<void> {
  const note = join(folder, 'belongs-to');
  const owner = await readFile(note, 'utf8').catch(() => name);
  if (owner !== name && (await realpath(owner).catch(() => undefined)) === folder)
    throw new Error(
      `${name} and ${owner} are links to the same database: one data folder is a copy of the other. Remove this link to begin with an empty database.`,
    );
  await writeFile(note, name);
}

async function makeOutside(name: string): Promise<string> {
  for (const parent of OUTSIDE) {
    const folder = join(parent, name);
    try {
      await mkdir(folder, { recursive: true });
      // A folder somebody else prepared in a place open to all would be theirs, not ours.
      if ((await stat(parent)).uid !== 0 || (await stat(folder)).uid !== 0) continue;
      for (const path of [parent, folder]) await chmod(path, 0o711);
      return folder;
    } catch {}
  }
  throw new Error(
    `No folder for the database: PostgreSQL does not run as root, cannot enter the data folder as another user, and neither ${OUTSIDE.join(' nor ')} can be made.`,
  );
}

/** Removes a data folder with the database in it, wherever that is. The database must be stopped. */
export async function removePlace(dataFolder: string): Promise<void> {
  const outside = await realpath(join(dataFolder, 'postgresql')).catch(() => undefined);
  if (outside) await rm(outside, { recursive: true, force: true });
  // The folder of all outside databases goes with the last of them.
  if (outside && OUTSIDE.includes(dirname(outside))) await rmdir(dirname(outside)).catch(() => {});
  await rm(dataFolder, { recursive: true, force: true });
}

/**
 * The superuser's password, made at the first call. It is written beside and linked into place, so that of two
 * processes that start at once both read the same one, and neither half of it.
 */
export async function superuserPassword(place: Place): Promise<string> {
  const file = join(place.folder, 'superuser-password');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(mine, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await link(mine, file).catch(unlessItExists);
  await rm(mine);
  return (await readFile(file, 'utf8')).trim();
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
