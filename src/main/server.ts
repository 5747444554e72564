import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadDemoCity } from '../../demo/load.ts';
import { startJobs } from '../platform/jobs.ts';
import { allJobs, buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { type Opened, openContext, projectFolder } from './context.ts';
import { listenError } from './port.ts';

/** After SIGTERM, what is under way may take this long; then the process ends. */
const DRAIN_MILLISECONDS = 9_000;
/** So long it goes on taking requests: who stands before it asks `/readyz` and needs a moment to hear of it. */
const GRACE_MILLISECONDS = 1_500;

/** Starts everything, prints where to look, and serves until told to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env, 'demo');
  // Before anything is opened, so that nothing has to be taken down again.
  if ((await listenError(config)) === 'EADDRINUSE') throw new Error(portTaken(config));
  const opened = await openContext(config);
  try {
    await serve(config, opened);
  } catch (error) {
    // A start that fails leaves no database running behind it.
    await opened.close();
    throw error;
  }
}

function portTaken({ host, port }: Config): string {
  return `${host}:${port} 已经被占用；如果不是邻里自己在运行，用 PORT=8081 npm start 这样换一个端口 / is taken; if that is not Linli itself, choose another port, as in PORT=8081 npm start`;
}

async function serve(config: Config, opened: Opened): Promise<void> {
  const { context } = opened;
  const logins =
    config.city === 'none' ? [] : await loadDemoCity(context, { city: config.city, volunteers: config.demoVolunteers });
  const pages = join(projectFolder, 'dist/web');
  const app = await buildApp(context, existsSync(pages) ? { pages } : {});
  await context.live.start();
  const jobs = startJobs(context, allJobs);
  await app.listen({ host: config.host, port: config.port });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;

  let stopping = false;
  const stop = async (grace: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MILLISECONDS).unref();
    app.stopping.now = true;
    await sleep(grace);
    await app.close();
    await jobs.stop();
    await opened.close();
    process.exit(0);
  };
  // Heard again and again: npm passes on what the terminal has told the server already, and a second signal that nobody
  // hears would end the process before its database.
  process.on('SIGTERM', () => stop(GRACE_MILLISECONDS));
  // Typed at a terminal: nobody stands before it.
  process.on('SIGINT', () => stop(0));
  opened.postgres?.onExit(() => context.log.error('the embedded database was lost and is being brought back'));
  announce(`http://localhost:${port}`, logins);
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

main().catch((error: unknown) => {
  process.stderr.write(
    `邻里没有启动起来 / Linli could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
