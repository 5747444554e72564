import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `npm start` runs once everything is built. */
const PROGRAM = 'dist/main/server.js';
/** What holds it small, as in `deploy/`: young objects in less room, and large arrays given back when they go. */
const SMALL = ['--max-semi-space-size=4'];
const SMALL_ENVIRONMENT = { MALLOC_MMAP_THRESHOLD_: '262144' };
const GIVE_UP_MILLISECONDS = 120_000;
const LOOK_EVERY_MILLISECONDS = 10;

/** A server in a process of its own, as a city runs it, with its own embedded database. */
export interface ServerProcess {
  url: string;
  /** From the start of the process to the first 200 of `/readyz`. */
  readyAfterMilliseconds: number;
  /** Megabytes of the process that are in memory now. */
  rss(): number;
  stop(): Promise<void>;
}

/** Builds what `npm start` would build. Its words go to standard error: standard output is for figures. */
export async function build(): Promise<void> {
  const work = `const { ensureBuilt } = await import('./scripts/steps.mjs'); await ensureBuilt();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', work], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout?.pipe(process.stderr, { end: false });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error('The build failed, so the server cannot be measured.');
}

/** Starts the server on a data folder, with the demo's city or the small one, and waits until it serves. */
export async function startServer(dataFolder: string, city: 'demo' | 'small' = 'demo'): Promise<ServerProcess> {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, [...SMALL, PROGRAM], {
    env: {
      ...bare(),
      ...SMALL_ENVIRONMENT,
      LINLI_DATA: dataFolder,
      LINLI_CITY: city,
      LINLI_LOG: 'error',
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  try {
    await untilReady(url, child, begin);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, readyAfterMilliseconds: performance.now() - begin, rss: () => rssOf(child), stop };
}

/** The environment without what would point the server at somebody else's database. */
function bare(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_MIGRATION_URL: _migration, ...rest } = process.env;
  return { ...rest, NODE_ENV: 'production' };
}

async function untilReady(url: string, child: ChildProcess, begin: number): Promise<void> {
  while (performance.now() - begin < GIVE_UP_MILLISECONDS) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode} while it started.`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
    await sleep(LOOK_EVERY_MILLISECONDS);
  }
  throw new Error('The server was not ready within two minutes.');
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function rssOf(child: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error('The server has gone, so its memory cannot be read.');
  return (Number(kilobytes) * 1024) / 1e6;
}
