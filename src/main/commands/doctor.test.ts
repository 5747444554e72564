import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { removeEmbeddedPostgres } from '../../platform/embedded-postgres/supervisor.ts';
import { type Config, readConfig } from '../config.ts';
import { calendar, examine, memory, nodeVersion, report } from './doctor.ts';

let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'linli-doctor-'));
  // Open to the database's user, so that nothing is put elsewhere.
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await database.drop();
  for (const name of ['sound', 'programs']) await removeEmbeddedPostgres(join(folder, name));
  await rm(folder, { recursive: true, force: true });
});

const outside = (more: Partial<Config> = {}): Config => ({
  ...readConfig(
    {
      DATABASE_URL: database.databaseUrl,
      DATABASE_MIGRATION_URL: database.migrationUrl,
      PORT: '0',
      LINLI_DATA: folder,
    },
    'none',
  ),
  ...more,
});
const embedded = (name: string): Config => ({ ...readConfig({ PORT: '0' }, 'none'), dataFolder: join(folder, name) });
const found = async (config: Config, name: string, options = {}) =>
  (await examine(config, options)).find((finding) => finding.name === name);

describe('the doctor', () => {
  it('finds a sound place sound, and says so in either language', async () => {
    const findings = await examine(outside());
    expect(findings.filter(({ name, well }) => !well && name !== 'memory' && name !== 'disk')).toEqual([]);
    expect(report(findings, 'zh')).toContain('好   数据库能用，有 0 个网络');
    expect(report(findings, 'en')).toContain('ok   the database answers and holds 0 network(s)');
  });

  it('knows a Node.js that is too old, too little memory, and a year without holidays', () => {
    expect(['18.20.1', '20.18.9', '20.19.0', '22.1.0'].map((version) => nodeVersion(version).well)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([memory(100 * 1024 ** 2).well, memory(2 * 1024 ** 3).well]).toEqual([false, true]);
    expect(calendar(new Date('2026-03-01T00:00:00Z')).well).toBe(true);
    expect(calendar(new Date('2099-03-01T00:00:00Z'))).toMatchObject({
      well: false,
      what: { en: expect.stringContaining('2099') },
    });
  });

  it('sees a port that is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    expect(await found(outside({ port }), 'port')).toMatchObject({
      well: false,
      mend: { en: expect.stringContaining('set PORT') },
    });
    server.close();
  });

  it.each([
    ['that does not answer', () => outside({ databaseUrl: 'postgres://a:b@127.0.0.1:1/x' }), '连不上数据库'],
    ['whose role could do too much', () => outside({ databaseUrl: database.adminUrl }), '权限太大'],
  ])('names what is wrong with an outside database %s', async (_, config, way) => {
    const finding = await found(config(), 'database');
    expect(finding?.well).toBe(false);
    expect(finding?.mend?.zh).toContain(way);
    expect(finding?.mend?.en).not.toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('the embedded database', () => {
  it('is looked at step by step, and left as it was', async () => {
    const names = (await examine(embedded('sound'))).map(({ name, well }) => `${name} ${well}`);
    expect(names).toEqual(expect.arrayContaining(['package true', 'place true', 'programs true', 'running true']));
    expect(names.at(-1)).toBe('database true');
  }, 60_000);

  it('whose programs are missing or cannot run', async () => {
    const finding = await found(embedded('programs'), 'embedded', { native: join(folder, 'nowhere') });
    expect(finding).toMatchObject({ well: false, mend: { en: expect.stringContaining('nowhere') } });
  });

  it('whose folder leads nowhere', async () => {
    const config = embedded('lost');
    await examine(config, { native: join(folder, 'nowhere') });
    await rm(join(config.dataFolder, 'postgresql'), { recursive: true });
    await symlink(join(folder, 'gone'), join(config.dataFolder, 'postgresql'));
    const finding = await found(config, 'embedded');
    expect(finding?.mend).toEqual({
      zh: expect.stringContaining('已经不在了'),
      en: expect.stringContaining('leads nowhere'),
    });
  });

  it('whose folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await found({ ...embedded('x'), dataFolder: join(folder, 'file', 'data') }, 'embedded')).toMatchObject({
      well: false,
    });
  });
});
