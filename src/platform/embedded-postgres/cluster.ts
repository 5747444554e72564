import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { type Place, superuserPassword } from './place.ts';
import { runAs } from './system-user.ts';

export const SUPERUSER = 'postgres';

/** How old a half-made cluster must be before it counts as forgotten: making one takes seconds. */
const FORGOTTEN_MILLISECONDS = 3_600_000;

/**
 * Makes the cluster unless it is there. It is made beside and renamed, so that of two processes that start at once the
 * second throws its own away, and so that a start that was cut off leaves nothing that looks finished. Told to stop by
 * `signal`, it leaves nothing at all, and throws the reason.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  options: { sync: 'sync' | 'no-sync'; signal?: AbortSignal | undefined },
): Promise<void> {
  if (await stat(join(place.cluster, 'PG_VERSION')).catch(() => undefined)) return;
  await removeForgotten(place);
  const workshop = join(place.folder, `making-${randomBytes(4).toString('hex')}`);
  await mkdir(workshop, { mode: 0o700 });
  try {
    const passwordFile = join(workshop, 'password');
    await writeFile(passwordFile, await superuserPassword(place), { mode: 0o600 });
    for (const path of place.user ? [passwordFile, workshop] : [])
      await chown(path, place.user?.uid ?? 0, place.user?.gid ?? 0);
    // Locale C for messages we read in the log; databases choose their own.
    const settings = [
      ...['-D', join(workshop, 'cluster'), '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
      ...(options.sync === 'no-sync' ? ['--no-sync'] : []),
    ];
    options.signal?.throwIfAborted();
    const { code, output } = await runAs(place.user, binaries.initdb, settings, options.signal);
    options.signal?.throwIfAborted();
    if (code !== 0) throw new Error(`The embedded PostgreSQL could not be set up in ${place.folder}: ${output.trim()}`);
    await rename(join(workshop, 'cluster'), place.cluster).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function removeForgotten(place: Place): Promise<void> {
  for (const name of await readdir(place.folder)) {
    const path = join(place.folder, name);
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (name.startsWith('making-') && age > FORGOTTEN_MILLISECONDS) await rm(path, { recursive: true, force: true });
  }
}
