import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './place.ts';
import { canEnter } from './system-user.ts';

/*
 * The write-ahead log is kept by a script of our own: PostgreSQL is started with the same command always, and what the
 * script does can change while it runs (a change of `archive_mode` would need a restart).
 */

/** A piece of the log is handed over after so long at the latest: what a restore loses at most. */
const ARCHIVE_SECONDS = 30;

const scriptOf = (place: Place) => join(place.folder, 'archive.sh');

const KEEP_NOTHING = `#!/bin/sh
# Called by PostgreSQL for each finished piece of its write-ahead log. No backup was made yet: nothing is kept.
exit 0
`;

/** Settings with which the server hands over its log, and the script they name. Windows has no shell for it. */
export async function archiveSettings(place: Place): Promise<Record<string, string>> {
  if (process.platform === 'win32') return {};
  if (!(await stat(scriptOf(place)).catch(() => undefined))) await writeScript(place, KEEP_NOTHING);
  const path = quoted(scriptOf(place)).replaceAll('%', '%%');
  return {
    archive_mode: 'on',
    archive_command: `/bin/sh ${path} "%p" "%f"`,
    archive_timeout: `${ARCHIVE_SECONDS}s`,
  };
}

/**
 * From now on each finished piece of the log is kept in `folder`, packed; one that is there already is compared. Gives
 * what puts back what was done with the log before. Throws an Error that says what to do when the database's user cannot
 * enter there; whether the server can write there, it alone can show.
 */
export async function archiveTo(place: Place, folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (place.user) await chown(folder, place.user.uid, place.user.gid);
  if (!(await canEnter(place.user, folder)))
    throw new Error(
      `The user that PostgreSQL runs as (uid ${place.user?.uid}) cannot enter ${folder}. Open its parents to it (chmod o+x), or choose another folder.`,
    );
  const script = `#!/bin/sh
# Called by PostgreSQL for each finished piece of its write-ahead log, with its path and its name. Written by linli backup.
set -e
kept=${quoted(folder)}/"$2".gz
if [ -f "$kept" ]; then gzip -dc "$kept" | cmp -s - "$1"; exit $?; fi
gzip -1 -c "$1" > "$kept.part"
sync "$kept.part" 2>/dev/null || sync
mv "$kept.part" "$kept"
`;
  const before = await readFile(scriptOf(place), 'utf8').catch(() => KEEP_NOTHING);
  if (before !== script) await writeScript(place, script);
  return () => writeScript(place, before);
}

/** Where the log of the database in `place` is kept by now; null: no backup of it was ever made. */
export async function archiveFolder(place: string): Promise<string | null> {
  const script = await readFile(join(place, 'archive.sh'), 'utf8').catch(() => '');
  const [, kept] = /^kept='(.*)'\/"\$2"\.gz$/m.exec(script) ?? [];
  return kept === undefined ? null : kept.replaceAll(`'\\''`, "'");
}

/** The command by which a server that is being restored fetches a piece of the log. */
export function restoreCommand(folder: string): string {
  const piece = `${quoted(folder).replaceAll('%', '%%')}/"%f".gz`;
  return `test -f ${piece} && gzip -dc ${piece} > "%p"`;
}

/** Beside and renamed: PostgreSQL may call it at any moment. */
async function writeScript(place: Place, text: string): Promise<void> {
  const beside = `${scriptOf(place)}.${randomBytes(4).toString('hex')}`;
  await writeFile(beside, text);
  await chmod(beside, 0o644);
  await rename(beside, scriptOf(place));
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
