import { execFile, type SpawnOptions, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** Whom PostgreSQL runs as. It refuses to run as root. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** Made by us when missing. The others are there on most systems where no user can be made. */
const OWN_USER = 'linli-postgres';
const OTHER_USERS = ['postgres', '_postgres', 'nobody'];

/** Where useradd lives is not always on the path of a root shell. */
const PATH = [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'].join(':');

/**
 * The user PostgreSQL must run as, or undefined when it runs as the one who runs this process (everybody but root).
 * A cluster that exists keeps its owner; otherwise the system user `linli-postgres` is taken, and made if missing.
 */
export async function databaseUser(cluster: string): Promise<SystemUser | undefined> {
  const own = process.getuid?.();
  const owner = await stat(cluster).catch(() => undefined);
  if (own === undefined) return undefined;
  if (own !== 0) {
    if (owner && owner.uid !== own)
      throw new Error(
        `${cluster} belongs to another user (uid ${owner.uid}). Start as that user or as root, or set LINLI_DATA to a folder of your own.`,
      );
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return await findOrMakeUser();
}

async function findOrMakeUser(): Promise<SystemUser> {
  const known = await lookUp(OWN_USER);
  if (known) return known;
  // Two processes may try at the same time, or none may be allowed to: what counts is whether the user is there after.
  await run('useradd', [
    '--system',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    OWN_USER,
  ]);
  for (const name of [OWN_USER, ...OTHER_USERS]) {
    const user = await lookUp(name);
    if (user) return user;
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and the user ${OWN_USER} could not be made. Make it, or start Linli as an ordinary user.`,
  );
}

async function lookUp(name: string): Promise<SystemUser | undefined> {
  const uid = Number.parseInt((await run('id', ['-u', name])) ?? '', 10);
  const gid = Number.parseInt((await run('id', ['-g', name])) ?? '', 10);
  return uid > 0 && gid >= 0 ? { uid, gid } : undefined;
}

function run(program: string, options: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, options, { env: { PATH, LC_ALL: 'C' } }, (error, stdout) => resolve(error ? undefined : stdout));
  });
}

/** Options to start a program of PostgreSQL as `user`: in a folder it can enter, and without our environment's secrets. */
export function spawnAs(user: SystemUser | undefined): SpawnOptions {
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['SystemRoot', 'TEMP', 'TMPDIR']) if (process.env[name]) env[name] = process.env[name];
  return process.platform === 'win32' ? { env, windowsHide: true } : { env, cwd: '/', ...user };
}

/** Whether `user` can enter `folder`: asked of the system itself, because every parent must be open too. */
export async function canEnter(user: SystemUser | undefined, folder: string): Promise<boolean> {
  if (!user) return true;
  return (await runAs(user, '/bin/sh', ['-c', 'cd -- "$0"', folder])).code === 0;
}

/**
 * Runs a short program of PostgreSQL to its end, which `signal` brings about. `code` is null when it could not be started
 * (`output` then says why) or was ended.
 */
export function runAs(
  user: SystemUser | undefined,
  program: string,
  options: string[],
  signal?: AbortSignal | undefined,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, options, { ...spawnAs(user), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.on('data', (part) => {
      output += String(part);
    });
    child.stderr?.on('data', (part) => {
      output += String(part);
    });
    const end = () => child.kill();
    signal?.addEventListener('abort', end);
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    // Not before it is gone: it tidies up behind itself.
    child.on('close', (code) => {
      signal?.removeEventListener('abort', end);
      resolve({ code, output });
    });
  });
}
