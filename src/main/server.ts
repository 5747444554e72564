import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DemoLogin, loadDemoCity } from '../../demo/load.ts';
import type { Context } from '../platform/context.ts';
import { startJobs } from '../platform/jobs.ts';
import { collectSooner, giveBack } from '../platform/memory.ts';
import { allJobs, buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { type Opened, openContext, projectFolder } from './context.ts';
import { listenError } from './port.ts';

/** So long it goes on taking requests: who stands before it asks `/readyz` and needs a moment to hear of it. */
const GRACE_MILLISECONDS = 1_500;

/** Of the time to stop, what the jobs' last turns may take: requests under way and the databases need the rest. */
const LAST_TURNS_SHARE = 0.4;

/** The reason why everything ends. */
class ToldToStop extends Error {
  readonly graceMilliseconds: number;

  constructor(graceMilliseconds: number) {
    super('told to stop');
    this.graceMilliseconds = graceMilliseconds;
  }
}

/** Starts everything, prints where to look, and serves until told to stop. */
async function main(): Promise<void> {
  collectSooner();
  const config = readConfig(process.env, 'demo');
  const signal = hearSignals(config);
  // Before anything is opened, so that nothing has to be taken down again.
  if ((await listenError(config)) === 'EADDRINUSE') throw new Error(portTaken(config));
  say('数据库 the database');
  const opened = await openContext(config, { signal });
  try {
    await serve(config, opened, signal);
  } finally {
    // A start that fails or is given up leaves no database running behind it either.
    await opened.close();
  }
}

/**
 * Hears SIGTERM and SIGINT from the first moment on, before there is anything to leave behind; and again and again: npm
 * passes on what the terminal has told the server already, and a second signal that nobody hears would end the process
 * before its database.
 */
function hearSignals({ stopSeconds }: Config): AbortSignal {
  const stopping = new AbortController();
  process.on('SIGTERM', () => stopping.abort(new ToldToStop(GRACE_MILLISECONDS)));
  // Typed at a terminal: nobody stands before it.
  process.on('SIGINT', () => stopping.abort(new ToldToStop(0)));
  stopping.signal.addEventListener('abort', () => setTimeout(() => process.exit(1), stopSeconds * 1000).unref());
  return stopping.signal;
}

function portTaken({ host, port }: Config): string {
  return `${host}:${port} 已经被占用；如果不是邻里自己在运行，用 PORT=8081 npm start 这样换一个端口 / is taken; if that is not Linli itself, choose another port, as in PORT=8081 npm start`;
}

async function serve(config: Config, opened: Opened, signal: AbortSignal): Promise<void> {
  const { context } = opened;
  const logins = await loadCity(context, config, signal);
  const pages = join(projectFolder, 'dist/web');
  const { trustedProxies, metricsKey } = config;
  const app = await buildApp(context, {
    trustedProxies,
    ...(metricsKey ? { metricsKey } : {}),
    ...(existsSync(pages) ? { pages } : {}),
  });
  await context.live.start();
  const jobs = startJobs(context, allJobs);
  await app.listen({ host: config.host, port: config.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  opened.postgres?.onExit(() => context.log.error('the embedded database was lost and is being brought back'));
  announce(`http://localhost:${port}`, logins);
  await giveBack();
  await told(signal);
  app.stopping.now = true;
  await sleep((signal.reason as ToldToStop).graceMilliseconds);
  await app.close();
  await jobs.stop(config.stopSeconds * 1_000 * LAST_TURNS_SHARE);
}

/** The demo city, unless there is none to be. Whoever is told to stop does not wait for it: it is made anew next time. */
async function loadCity(context: Context, config: Config, signal: AbortSignal): Promise<DemoLogin[]> {
  const { city, demoVolunteers: volunteers } = config;
  if (city === 'none') return [];
  say('演示城市 the demo city');
  const loading = loadDemoCity(context, { city, volunteers });
  // Given up, it fails once its connections are closed; nobody asks why any more.
  loading.catch(() => undefined);
  return Promise.race([loading, told(signal).then(() => Promise.reject(signal.reason))]);
}

async function told(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

function say(step: string): void {
  process.stdout.write(`邻里 Linli 正在启动 / is starting: ${step}\n`);
}

function announce(url: string, logins: { who: string; how: string }[]): void {
  const lines = [
    '',
    '邻里 Linli 已启动 / is running',
    `  手机 phone    ${url}/`,
    `  工作台 desk    ${url}/desk/`,
    `  大屏 screen   ${url}/screen/`,
    `  网站 site     ${url}/site/`,
    `  接口 API      ${url}/api/docs`,
    ...(logins.length > 0 ? ['', '演示账号 demo logins', ...logins.map(({ who, how }) => `  ${who}: ${how}`)] : []),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof ToldToStop) process.exit(0);
    process.stderr.write(
      `邻里没有启动起来 / Linli could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exit(1);
  },
);
