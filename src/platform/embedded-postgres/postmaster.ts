import { execFile, spawn } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { archiveSettings } from './archive.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { runAs, spawnAs } from './system-user.ts';

/** The server process that runs on a cluster, as its `postmaster.pid` tells. */
export interface Postmaster {
  pid: number;
  /** Absent in the first moments of its life. */
  port: number | undefined;
}

/** A server process that we started. */
export interface StartedPostmaster {
  pid: number;
  port: number;
  /** Undefined while it runs, then what it wrote to the log. */
  lastWords(): Promise<string> | undefined;
}

/** The log is set aside at a start when it is longer than this. */
const LOG_BYTES = 10_000_000;

/** The living server process of this cluster, or undefined. A pid file that a dead one left behind is seen through. */
export async function findPostmaster(place: Place): Promise<Postmaster | undefined> {
  const lines = await readPidFile(place);
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0) || !(await isPostmaster(pid, place))) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  return { pid, port: port > 0 ? port : undefined };
}

async function readPidFile(place: Place): Promise<string[]> {
  const text = await readFile(join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
}

/** A process id alone proves nothing: it may have been given to another program since. */
async function isPostmaster(pid: number, place: Place): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return worksIn(pid, place.cluster) ?? (await namesCluster(pid, place));
  if (process.platform === 'win32') return true;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes('postgres');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process has `folder` as its working directory, as all of PostgreSQL's do; undefined if we may not know. */
function worksIn(pid: number | string, folder: string): boolean | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? undefined : false;
  }
}

/** Asked where the working directory is not shown: root in a container may not look into another user's process. */
async function namesCluster(pid: number, place: Place): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').includes(place.cluster);
}

/** The port the cluster was started on last, read from what PostgreSQL itself notes down. */
export async function rememberedPort(place: Place): Promise<number | undefined> {
  const text = await readFile(join(place.cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  const port = Number(/"-p" "(\d+)"/.exec(text)?.[1]);
  return port > 0 ? port : undefined;
}

/** `wished` if nobody listens there, otherwise any free port of the loopback address. */
export async function freePort(wished: number | undefined): Promise<number> {
  return (wished && (await listenOnce(wished))) || (await listenOnce(0)) || Promise.reject(new Error('No free port.'));
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/**
 * Starts the server process on the loopback address, in a process group of its own (an interrupt typed at the terminal
 * is for Linli, which stops the database last), with its log in a file, so that it outlives us without harm. It may
 * still refuse: look at `lastWords`.
 */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  port: number,
  settings: Record<string, string>,
): Promise<StartedPostmaster> {
  await forgetStrangersPidFile(place);
  const size = (await stat(place.log).catch(() => undefined))?.size ?? 0;
  if (size > LOG_BYTES) await rename(place.log, `${place.log}.1`);
  const log = await open(place.log, 'a', 0o640);
  try {
    const from = (await log.stat()).size;
    const options = Object.entries({ ...ALWAYS, ...(await archiveSettings(place)), ...settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    );
    const child = spawn(binaries.postgres, ['-D', place.cluster, '-p', String(port), ...options], {
      ...spawnAs(place.user),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let words: Promise<string> | undefined;
    const pid = child.pid ?? 0;
    child.on('error', (error) => {
      words = Promise.resolve(error.message);
    });
    child.on('exit', () => {
      words = readLog(place, from, pid);
    });
    child.unref();
    return { pid, port, lastWords: () => words };
  } finally {
    await log.close();
  }
}

/**
 * No unix socket: its path may be at most 107 bytes long, and a data folder's can be longer. Failed statements stay out
 * of the log (level `log` lies above `error`): they quote what people wrote.
 */
const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** A pid file whose number now belongs to another program of the same user keeps PostgreSQL from starting. */
async function forgetStrangersPidFile(place: Place): Promise<void> {
  const pid = Number.parseInt((await readPidFile(place))[0] ?? '', 10);
  if (pid > 0 && isAlive(pid) && !(await isPostmaster(pid, place))) await rm(join(place.cluster, 'postmaster.pid'));
}

/** What process `pid` wrote to the log since it was `from` bytes long; another may have written between. */
async function readLog(place: Place, from: number, pid: number): Promise<string> {
  const text = (await readFile(place.log).catch(() => Buffer.alloc(0))).subarray(from).toString('utf8');
  const mine = text.split('\n').filter((line) => line.includes(`[${pid}]`) || !/^\d{4}-\d\d-\d\d .*\[\d+\]/.test(line));
  return mine.slice(-20).join('\n').trim();
}

/** How long each signal is given to do its work. */
const PATIENCE = [
  { signal: 'SIGINT', milliseconds: 8_000 },
  { signal: 'SIGQUIT', milliseconds: 2_000 },
  { signal: 'SIGKILL', milliseconds: 2_000 },
] as const;

/** Sends a signal to a server process. Windows has none; there `pg_ctl` speaks for us. */
export async function signalPostmaster(
  place: Place,
  binaries: Binaries,
  pid: number,
  signal: (typeof PATIENCE)[number]['signal'],
): Promise<void> {
  if (process.platform === 'win32')
    await runAs(place.user, binaries.pgCtl, ['kill', signal.slice('SIG'.length), String(pid)]);
  else
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
}

/**
 * Stops the server process: connections are cut and everything is written (SIGINT); if that takes too long it just
 * stops (SIGQUIT), and one that hears nothing is killed. That loses nothing either: the next start replays the log.
 */
export async function stopPostmaster(place: Place, binaries: Binaries, pid: number): Promise<void> {
  for (const { signal, milliseconds } of PATIENCE) {
    await signalPostmaster(place, binaries, pid, signal);
    for (let waited = 0; waited < milliseconds; waited += 20) {
      if ((await findPostmaster(place))?.pid !== pid) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

/**
 * Ends the server's children that outlived it after a kill -9: a busy one notices late, and until it is gone no new
 * server may start. Only where /proc tells which they are; elsewhere they end by themselves.
 */
export function endLeftBehind(place: Place): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc'))
    if (/^\d+$/.test(pid) && worksIn(pid, place.cluster))
      try {
        process.kill(Number(pid), 'SIGQUIT');
      } catch {}
}
