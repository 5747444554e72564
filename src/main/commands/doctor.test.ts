import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { archiveFolder, archiveTo } from '../../platform/embedded-postgres/archive.ts';
import { openPlace } from '../../platform/embedded-postgres/place.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../platform/embedded-postgres/supervisor.ts';
import { type Config, readConfig } from '../config.ts';
import { examine, report } from './doctor.ts';
import { clocksTogether, demoBeside, holidays, judgeBackup, openFor } from './doctor-database.ts';
import { clock, disk, memory, nodeVersion, secrets, zone } from './doctor-machine.ts';

/** In a year whose holidays the table knows, and before its December, which asks for those of the next too. */
const IN_A_KNOWN_YEAR = new Date('2026-11-28T00:00:00Z');

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
    const findings = await examine(outside(), { now: IN_A_KNOWN_YEAR });
    expect(findings.filter(({ name, well }) => !well && name !== 'memory' && name !== 'disk')).toEqual([]);
    expect(report(findings, 'zh')).toContain('好   数据库能用，有 0 个网络');
    expect(report(findings, 'en')).toContain('ok   the database answers and holds 0 network(s)');
  });

  it('knows a Node.js that is too old, and too little memory', () => {
    expect(['18.20.1', '20.18.9', '20.19.0', '22.1.0'].map((version) => nodeVersion(version).well)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([memory(100 * 1024 ** 2).well, memory(2 * 1024 ** 3).well]).toEqual([false, true]);
  });

  it('names the networks that lack holidays, and the years', () => {
    const knows = { code: 'knows', years: [] };
    expect(holidays([]).well && holidays([knows]).well).toBe(true);
    expect(holidays([knows, { code: 'lacks', years: [2099, 2100] }])).toMatchObject({
      well: false,
      what: { en: expect.stringContaining('lacks 2099, 2100') },
    });
  });

  it('sees a demo beside a city of somebody’s own, and nothing wrong with either alone', () => {
    const [demo, own] = [
      { code: 'small', demo: true },
      { code: 'ours', demo: false },
    ];
    expect(demoBeside([demo], { city: 'small' })).toEqual([]);
    expect(demoBeside([own], { city: 'demo' })).toEqual([]);
    expect(demoBeside([demo, own], { city: 'none' })).toMatchObject([
      { name: 'demo_beside', well: false, what: { en: expect.stringContaining('small') } },
    ]);
  });

  it('names the process that holds a transaction open', () => {
    expect(openFor([]).well).toBe(true);
    expect(openFor([{ pid: 4711, transaction: '99', program: 'psql' }])).toMatchObject({
      well: false,
      what: { en: expect.stringContaining('4711 psql') },
      mend: { en: expect.stringContaining('pg_terminate_backend(4711)') },
    });
  });

  it('sees a port that is taken', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    expect(await found(outside({ port }), 'port')).toMatchObject({
      well: false,
      mend: { en: expect.stringContaining('Set PORT') },
    });
    server.close();
  });

  it('knows Linli itself at its port, and an address that this machine does not have', async () => {
    const linli = createHttpServer((_request, response) => response.end(JSON.stringify({ status: 'alive' })));
    const port = await new Promise<number>((resolve) => {
      linli.listen(0, '127.0.0.1', () => resolve((linli.address() as { port: number }).port));
    });
    expect(await found(outside({ port }), 'port')).toMatchObject({
      well: true,
      what: { en: expect.stringContaining('Linli itself') },
    });
    linli.close();
    expect(await found(outside({ host: '192.0.2.1' }), 'port')).toMatchObject({
      well: false,
      mend: { en: expect.stringContaining('HOST') },
    });
  });

  it('knows a clock that cannot be right, and a Node.js without a zone', () => {
    expect(clock(new Date('2026-11-28T00:00:00Z')).well).toBe(true);
    expect(clock(new Date('1970-01-01T00:10:00Z'))).toMatchObject({
      well: false,
      what: { zh: expect.stringContaining('1970') },
    });
    expect(zone('Asia/Shanghai').well).toBe(true);
    expect(zone('Asia/Nowhere').well).toBe(false);
    expect(zone('Asia/Shanghai', () => false)).toMatchObject({
      well: false,
      mend: { en: expect.stringContaining('nodejs.org') },
    });
  });

  it.each([
    ['together', 400, '2026-11-28T09:59:00Z', true],
    ['ahead of this machine', 61_000, null, false],
    ['behind it', -61_000, null, false],
    ['set back since something happened', 0, '2026-11-28T11:00:00Z', false],
  ])('tells of clocks that are %s', (_, aheadMilliseconds, newest, well) => {
    const newestEventAt = newest === null ? null : new Date(newest);
    expect(clocksTogether({ aheadMilliseconds, newestEventAt }, new Date('2026-11-28T10:00:00Z')).well).toBe(well);
  });

  it('sees a disk without room', async () => {
    expect((await disk({ dataFolder: folder }, 1)).well).toBe(true);
    expect((await disk({ dataFolder: join(folder, 'not', 'there', 'yet') }, 2 ** 60)).well).toBe(false);
  });

  it('sees secrets that others can read, that are empty, and that are gone while there is a database, and makes none', async () => {
    const place = { dataFolder: join(folder, 'secrets'), secret: undefined, auditKey: undefined };
    await mkdir(place.dataFolder);
    expect((await secrets(place, false)).well).toBe(true);
    expect(await secrets(place, true)).toMatchObject({
      well: false,
      what: { en: expect.stringContaining('audit-key') },
    });
    expect((await secrets({ ...place, secret: Buffer.alloc(32), auditKey: Buffer.alloc(32) }, true)).well).toBe(true);
    const write = async (text: string) => {
      for (const name of ['secret', 'audit-key']) await writeFile(join(place.dataFolder, name), text, { mode: 0o600 });
    };
    await write('');
    expect((await secrets(place, false)).well).toBe(false);
    await write('5'.repeat(64));
    expect((await secrets(place, true)).well).toBe(true);
    await chmod(join(place.dataFolder, 'secret'), 0o640);
    expect(await secrets(place, true)).toMatchObject({
      well: false,
      mend: { en: `chmod 600 ${join(place.dataFolder, 'secret')}` },
    });
  });

  it.each([
    ['is fresh', '2026-11-27T09:00:00Z', false, true],
    ['is older than a day', '2026-11-27T07:00:00Z', false, false],
    ['is gone', null, false, false],
    ['does not get the log any more', '2026-11-28T02:00:00Z', true, false],
  ])('tells of a backup that %s', (_, newest, failing, well) => {
    const told = { name: 'backup', which: { zh: '数据库', en: 'the database' }, folder: '/backup', newest, failing };
    expect(judgeBackup(told, new Date('2026-11-28T10:00:00Z')).well).toBe(well);
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

describe('what is in a database', () => {
  let admin: pg.Client;
  beforeAll(async () => {
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  afterAll(() => admin.end());

  it('whose networks are not kept apart any more', async () => {
    await admin.query('alter table orders no force row level security');
    expect(await found(outside(), 'row_security')).toMatchObject({
      well: false,
      what: { en: expect.stringContaining(': orders') },
    });
    await admin.query('alter table orders force row level security');
    expect((await found(outside(), 'row_security'))?.well).toBe(true);
  });

  it('that a newer version has been at', async () => {
    await admin.query(`insert into schema_migration (number, name, sha256) values (999, '0999-later.sql', '')`);
    const finding = await found(outside(), 'database');
    expect(finding).toMatchObject({ well: false, mend: { en: expect.stringContaining('by a newer Linli') } });
    expect(finding?.mend?.zh).toContain('更新版本');
    await admin.query('delete from schema_migration where number = 999');
  });

  it('with a network in a zone that nobody knows, and an entry of tomorrow, and no secret to open it', async () => {
    const id = '01a20a88-caad-73ac-8f34-08e40d238bf8';
    await admin.query(
      `insert into network (id, code, name_zh, name_en, zone, created_at) values ($1, 'far', '演示', 'Demo', 'Asia/Nowhere', now())`,
      [id],
    );
    await admin.query(
      `insert into event (network_id, id, at, kind, actor_kind, actor_id, subject_kind, subject_id)
       values ($1, $1, now() + interval '1 day', 'test.happened', 'job', 'test', 'test', $1)`,
      [id],
    );
    const findings = await examine(outside(), { now: IN_A_KNOWN_YEAR });
    const wrong = findings.filter(({ name, well }) => !well && name !== 'memory' && name !== 'disk');
    // Its keys are embedded, and were never backed up.
    expect(wrong.map(({ name }) => name)).toEqual(['zone', 'database_zone', 'clocks', 'secrets', 'backup_of_keys']);
  });
});

describe('the embedded database', () => {
  it('is looked at step by step, and left as it was', async () => {
    const names = (await examine(embedded('sound'))).map(({ name, well }) => `${name} ${well}`);
    expect(names).toEqual(expect.arrayContaining(['package true', 'place true', 'programs true', 'running true']));
    expect(names).toEqual(expect.arrayContaining(['database true', 'row_security true', 'clocks true', 'backup true']));
    expect(names.filter((name) => /^(database|secrets)/.test(name))).not.toContain('secrets false');
  }, 60_000);

  it('that was left by a process that has died, without its secret and a backup, is told so and runs', async () => {
    const config = embedded('sound');
    const { folder: place } = await openPlace(config.dataFolder);
    await writeFile(
      join(place, 'cluster', 'postmaster.pid'),
      '4194303\n/nowhere\n0\n5432\n\n127.0.0.1\n  0 0\nready\n',
    );
    const postgres = await startEmbeddedPostgres({ dataFolder: config.dataFolder });
    const url = new URL(postgres.adminUrl);
    url.pathname = '/linli';
    const admin = new pg.Client({ connectionString: url.href });
    await admin.connect();
    await admin.query(
      `insert into network (id, code, name_zh, name_en, created_at) values (gen_random_uuid(), 'city', '演示', 'Demo', now())`,
    );
    await admin.end();
    await postgres.stop();
    await writeFile(
      join(place, 'cluster', 'postmaster.pid'),
      '4194303\n/nowhere\n0\n5432\n\n127.0.0.1\n  0 0\nready\n',
    );
    await rm(join(config.dataFolder, 'secret'));
    const findings = await examine(config, { now: IN_A_KNOWN_YEAR });
    const wrong = findings.filter(({ name, well }) => !well && name !== 'memory' && name !== 'disk');
    expect(wrong.map(({ name }) => name)).toEqual(['secrets', 'backup', 'backup_of_keys']);
    expect(existsSync(join(config.dataFolder, 'secret'))).toBe(false);
  }, 120_000);

  it('whose log is kept is known by the script that PostgreSQL calls, whatever its folder is called', async () => {
    const place = { folder: join(folder, 'kept'), cluster: '', log: '', user: undefined };
    await mkdir(place.folder);
    expect(await archiveFolder(place.folder)).toBeNull();
    const log = join(folder, "a mayor's", 'log');
    await archiveTo(place, log);
    expect(await archiveFolder(place.folder)).toBe(log);
  });

  it('of root, below a folder that is closed to the database’s user, lives elsewhere and says where', async ({
    skip,
  }) => {
    if (process.getuid?.() !== 0) return skip('only root runs PostgreSQL as another user');
    const closed = join(folder, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const finding = await found(embedded('closed/data'), 'place', { native: join(folder, 'nowhere') });
    expect(finding?.well).toBe(true);
    expect(finding?.what.en).toMatch(/lives in \/var\/(lib|tmp)\/linli\/.*since it refuses to run as root/);
    await removeEmbeddedPostgres(join(closed, 'data'));
  });

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
