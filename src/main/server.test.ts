import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeEmbeddedPostgres } from '../platform/embedded-postgres/supervisor.ts';
import { projectFolder } from './context.ts';

/** Servers start and stop in these: a busy machine takes its time. */
const PATIENCE = 300_000;

it('A server whose port is taken says so in both languages, ends with 1 and has opened nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-port-'));
  const other = createServer();
  const port = await new Promise<number>((resolve) =>
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
  );
  try {
    const data = join(folder, 'data');
    const { code, said } = await start({ PORT: String(port), HOST: '127.0.0.1', LINLI_DATA: data });
    expect(code).toBe(1);
    expect(said).toContain(`127.0.0.1:${port} 已经被占用`);
    expect(said).toContain('is taken');
    expect(existsSync(data)).toBe(false);
  } finally {
    other.close();
    await rm(folder, { recursive: true });
  }
});

it(
  'A server that is told to stop twice, as by a terminal and by npm, still ends in order',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linli-stop-'));
    const server = spawn(process.execPath, ['--import', 'tsx', 'src/main/server.ts'], {
      cwd: projectFolder,
      env: { ...process.env, PORT: '0', LINLI_DATA: folder, LINLI_CITY: 'none', LINLI_STOP_SECONDS: '100' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const ended = new Promise((resolve) => server.once('exit', (code, signal) => resolve({ code, signal })));
      await new Promise<void>((resolve) =>
        server.stdout.on('data', (said: Buffer) => {
          if (said.includes('is running')) resolve();
        }),
      );
      server.kill('SIGINT');
      server.kill('SIGTERM');
      expect(await ended).toEqual({ code: 0, signal: null });
    } finally {
      server.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    }
  },
  PATIENCE,
);

/** The database of everything, and that of petitions' keys. */
const postmasters = ['postgresql/cluster/postmaster.pid', 'keys/postgresql/cluster/postmaster.pid'];

/** Which of the two still run. */
function running(folder: string): string[] {
  return postmasters.filter((file) => {
    const path = join(folder, file);
    const pid = existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : 0;
    try {
      return pid > 0 && process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  });
}

it.each([
  ['the first line says that the database comes', (said: string) => said.includes('数据库 the database')],
  ['the database runs', (_said: string, folder: string) => existsSync(join(folder, postmasters[0] ?? ''))],
  ['the demo city is made', (said: string) => said.includes('演示城市 the demo city')],
])(
  'A server that is told to stop when %s, before it listens, ends in order and leaves no database running',
  async (_moment, isThen) => {
    const folder = await mkdtemp(join(tmpdir(), 'linli-early-'));
    const server = spawn(process.execPath, ['--import', 'tsx', 'src/main/server.ts'], {
      cwd: projectFolder,
      env: { ...process.env, PORT: '0', LINLI_DATA: folder, LINLI_CITY: 'small', LINLI_STOP_SECONDS: '100' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    server.stdout.on('data', (part: Buffer) => {
      said += part.toString();
    });
    const look = setInterval(() => {
      if (isThen(said, folder)) server.kill('SIGTERM');
    }, 5);
    try {
      const ended = await new Promise((resolve) => server.once('exit', (code, signal) => resolve({ code, signal })));
      expect(ended).toEqual({ code: 0, signal: null });
      expect(running(folder)).toEqual([]);
      const left = await readdir(join(folder, 'postgresql')).catch(() => []);
      expect(left.filter((name) => name.startsWith('making-'))).toEqual([]);
    } finally {
      clearInterval(look);
      server.kill('SIGKILL');
      await removeEmbeddedPostgres(folder);
    }
  },
  120_000,
);

function start(environment: Record<string, string>): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/main/server.ts'],
      { cwd: projectFolder, env: { ...process.env, ...environment } },
      (error, _out, said) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, said }),
    );
  });
}
