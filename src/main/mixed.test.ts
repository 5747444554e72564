import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { keysFolderOf, removeEmbeddedPostgres } from '../platform/embedded-postgres/supervisor.ts';
import { buildApp } from './app.ts';
import { backupCommand } from './commands/backup.ts';
import { databaseFindings } from './commands/doctor-database.ts';
import { type Config, readConfig } from './config.ts';
import { type Opened, openContext } from './context.ts';

let main: FreshDatabase;
let folder: string;
let config: Config;
let opened: Opened;

beforeAll(async () => {
  main = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'linli-mixed-'));
  // The database's user passes through.
  await chmod(folder, 0o755);
  const environment = {
    DATABASE_URL: main.databaseUrl,
    DATABASE_MIGRATION_URL: main.migrationUrl,
    LINLI_DATA: join(folder, 'data'),
    LINLI_LOG: 'silent',
  };
  config = readConfig(environment, 'none');
  opened = await openContext(config);
}, 120_000);
afterAll(async () => {
  await opened.close();
  await removeEmbeddedPostgres(keysFolderOf(config.dataFolder));
  await rm(folder, { recursive: true, force: true });
  await main.drop();
});

it('looks after embedded keys beside a PostgreSQL of one’s own', { timeout: 120_000 }, async () => {
  const { context } = opened;
  expect(context.disk?.freeBytes()).toBeGreaterThan(0);
  expect(await context.newestBackups?.()).toEqual({ keys: null });
  const app = await buildApp(context);
  const figures = (await app.inject({ url: '/metrics' })).body;
  expect(figures).toContain('linli_log_waiting_seconds{database="keys"}');
  expect(figures).not.toContain('database="main"');
  await app.close();
  const names = (await databaseFindings(config, true)).map(({ name }) => name);
  expect(names).toContain('backup_of_keys');
  expect(names).not.toContain('backup');

  const kept = join(folder, 'kept');
  const said: string[] = [];
  const [out, err] = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0),
  );
  expect(await backupCommand(config, [kept])).toBe(1);
  expect(said.join('')).toContain('LINLI_DATA set to the folder keys');
  expect(await backupCommand({ ...config, dataFolder: keysFolderOf(config.dataFolder) }, [kept])).toBe(0);
  out?.mockRestore();
  err?.mockRestore();
  expect((await context.newestBackups?.())?.keys).toBeInstanceOf(Date);
});
