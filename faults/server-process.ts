import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../src/platform/embedded-postgres/postmaster.ts';

const GIVE_UP_MILLISECONDS = 60_000;
const LOOK_EVERY_MILLISECONDS = 5;

/** The server's program, built from the sources as they are, in a folder of its own. */
export interface Program {
  file: string;
  remove(): Promise<void>;
}

/** A running server process. Its address stays the same from one to the next. */
export interface ServerProcess {
  url: string;
  pid: number;
  /** Undefined while it runs. */
  exit(): string | undefined;
  kill(): Promise<void>;
  /** As systemd does: SIGTERM, and it drains. */
  stop(): Promise<void>;
}

/** Builds the program that `npm start` would run, in about a fifth of a second. */
export async function buildProgram(): Promise<Program> {
  await mkdir('.linli/faults', { recursive: true });
  const folder = await mkdtemp('.linli/faults/program-');
  const work = `const { buildServer } = await import('./scripts/build-server.mjs'); await buildServer('${folder}');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', work], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error('The server could not be built.');
  return { file: join(folder, 'server.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A port that nobody listens on now. */
export function anyPort(): Promise<number> {
  return freePort(undefined);
}

/** Starts the server; the answer comes when it serves. Throws when it ends instead. */
export async function startServer(
  program: Program,
  environment: NodeJS.ProcessEnv,
  port: number,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [program.file], {
    env: { ...bare(), LINLI_LOG: 'error', ...environment, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    url,
    pid: child.pid ?? 0,
    exit: () =>
      child.exitCode === null && child.signalCode === null ? undefined : String(child.signalCode ?? child.exitCode),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** The environment without what would point the server at somebody else's database. */
function bare(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_MIGRATION_URL: _migration, KEYS_DATABASE_URL: _keys, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production' };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < GIVE_UP_MILLISECONDS) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode} while it started.`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
    await sleep(LOOK_EVERY_MILLISECONDS);
  }
  child.kill('SIGKILL');
  throw new Error('The server was not ready within a minute.');
}
