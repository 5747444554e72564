import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, basesIn, logFolder } from './backup.ts';
import { restore } from './restore.ts';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './supervisor.ts';

const folders: string[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "linli backup's-"));
  folders.push(folder);
  // The database's user passes through.
  await chmod(folder, 0o755);
  return folder;
};

let dataFolder: string;
let kept: string;
let postgres: EmbeddedPostgres;
let client: pg.Client;

beforeAll(async () => {
  [dataFolder, kept] = [join(await newFolder(), 'data'), join(await newFolder(), 'kept')];
  postgres = await startEmbeddedPostgres({ dataFolder });
  client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  await client.query('create table said (words text primary key, at timestamptz not null default clock_timestamp())');
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
  await removeEmbeddedPostgres(dataFolder);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Writes a row; it lies in another piece of the log than what is written afterwards. */
async function say(words: string): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>('insert into said (words) values ($1) returning at', [words]);
  await client.query('select pg_switch_wal()');
  if (!rows[0]) throw new Error('nothing was written');
  return rows[0].at;
}

/** Waits until all of the log up to now is kept. */
async function allKept(): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`select pg_walfile_name(pg_switch_wal()) as name`);
  await client.query(`insert into said (words) values ('filler ' || clock_timestamp())`);
  await client.query('select pg_switch_wal()');
  while (!(await readdir(logFolder(kept))).includes(`${rows[0]?.name}.gz`)) await sleep(50);
}

/** What a restored database says; it is removed afterwards. */
async function saidAfter(until?: Date): Promise<{ words: string[]; lastChangeAt: Date | null }> {
  const anew = join(await newFolder(), 'data');
  const { lastChangeAt } = await restore(kept, anew, until);
  const restored = await startEmbeddedPostgres({ dataFolder: anew });
  const reader = new pg.Client({ connectionString: restored.adminUrl });
  await reader.connect();
  const { rows } = await reader.query<{ words: string }>(
    `select words from said where words not like 'filler%' order by at`,
  );
  await reader.query(`insert into said (words) values ('written after')`);
  await reader.end();
  await restored.stop();
  await removeEmbeddedPostgres(anew);
  return { words: rows.map((row) => row.words), lastChangeAt };
}

describe('a backup of the embedded database', () => {
  it('is made while it is written to, and restored to any moment after it, or to the end', async () => {
    await say('before');
    let writing = true;
    const writer = (async () => {
      for (let count = 0; writing; count++)
        await client.query(`insert into said (words) values ('filler ' || $1)`, [count]);
    })();
    const base = await backUp(postgres, dataFolder, kept).finally(() => {
      writing = false;
      return writer;
    });
    expect(base.files).toBeGreaterThan(500);
    await sleep(10);
    const at = await say('kept');
    await sleep(50);
    await say('lost on purpose');
    await allKept();
    const between = await saidAfter(new Date(at.getTime() + 20));
    expect(between.words).toEqual(['before', 'kept']);
    expect(between.lastChangeAt?.getTime()).toBeLessThanOrEqual(at.getTime() + 20);
    expect((await saidAfter()).words).toEqual(['before', 'kept', 'lost on purpose']);
  });

  it('says what cannot be restored, and leaves nothing that looks like a database', async () => {
    const anew = join(await newFolder(), 'data');
    await expect(restore(kept, anew, new Date('2020-01-01T00:00:00Z'))).rejects.toThrow(/an earlier moment cannot be/);
    await expect(restore(kept, anew, new Date('2100-01-01T00:00:00Z'))).rejects.toThrow(
      /Nothing that is kept was committed after 2100/,
    );
    await expect(restore(join(kept, 'absent'), anew)).rejects.toThrow(/holds no backup/);
    await expect(restore(kept, dataFolder)).rejects.toThrow(/holds a database already/);
    expect(await readdir(join(anew, 'postgresql'))).not.toContain('cluster');
    await removeEmbeddedPostgres(anew);
  });

  it('is not begun where the database’s user cannot read the log, and says whose it must be', async () => {
    const log = logFolder(kept);
    const { uid, gid, mode } = await stat(log);
    // Root passes by modes, another user by no owner.
    if (process.getuid?.() === 0) await chown(log, 54_321, 54_321);
    else await chmod(log, 0);
    const anew = join(await newFolder(), 'data');
    await expect(restore(kept, anew)).rejects.toThrow(/cannot read .*chown -R \d+/);
    await chown(log, uid, gid);
    await chmod(log, mode & 0o777);
    await removeEmbeddedPostgres(anew);
  });

  it('keeps two bases and the log since the older, and takes no folder of another database', async () => {
    const first = (await basesIn(kept)).at(-1);
    await say('more');
    const second = await backUp(postgres, dataFolder, kept);
    await say('and more');
    const cutOff = join(kept, 'bases', 'making-cutoff');
    await mkdir(join(cutOff, 'cluster'), { recursive: true });
    await utimes(cutOff, new Date('2026-01-01'), new Date('2026-01-01'));
    const halfMade = `${first?.firstLog}.gz.part`;
    await writeFile(join(logFolder(kept), halfMade), 'cut off');
    const third = await backUp(postgres, dataFolder, kept);
    expect((await basesIn(kept)).map((base) => base.folder)).toEqual([third.folder, second.folder]);
    expect(await readdir(join(kept, 'bases'))).not.toContain('making-cutoff');
    const log = await readdir(logFolder(kept));
    expect(log).not.toContain(`${first?.firstLog}.gz`);
    expect(log).not.toContain(halfMade);
    expect(log).toContain(`${second.firstLog}.gz`);
    const { words } = await saidAfter();
    expect(words).toContain('more');
    await writeFile(join(kept, 'system'), '1\n');
    await expect(backUp(postgres, dataFolder, kept)).rejects.toThrow(/of another database/);
    expect(await readFile(join(kept, 'system'), 'utf8')).toBe('1\n');
  });

  it('copies nothing and changes nothing where the running server cannot write, though whoever asks can', async () => {
    const script = join(dataFolder, 'postgresql', 'archive.sh');
    const before = await readFile(script, 'utf8');
    const closed = join(await newFolder(), 'closed');
    await mkdir(logFolder(closed), { recursive: true, mode: 0o500 });
    await expect(backUp(postgres, dataFolder, closed, { handedOverMilliseconds: 1_000 })).rejects.toThrow(
      /cannot write in .*ReadWritePaths=/,
    );
    expect(await basesIn(closed)).toEqual([]);
    expect(await readdir(join(closed, 'bases'))).toEqual([]);
    expect(await readFile(script, 'utf8')).toBe(before);
  });
});
