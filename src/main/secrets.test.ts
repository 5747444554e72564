import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keysUrlFor, testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { createNetwork } from '../organisation/actions/networks.ts';
import { readConfig } from './config.ts';
import { openContext } from './context.ts';

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a server that starts on the folder goes by. */
async function secretsOf(more: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const environment = {
    DATABASE_URL: database.databaseUrl,
    DATABASE_MIGRATION_URL: database.migrationUrl,
    KEYS_DATABASE_URL: keysUrlFor(database.migrationUrl),
    LINLI_DATA: folder,
    LINLI_LOG: 'silent',
    ...more,
  };
  const opened = await openContext(readConfig(environment, 'none'));
  await opened.close();
  return [opened.context.secret.toString('hex'), opened.context.auditKey.toString('hex')];
}

const kept = (name: string) => join(folder, name);

describe('the secrets of a server', () => {
  it('are made whole at the first start, closed to others, and the same for all who start at once', async () => {
    const [first, second] = await Promise.all([secretsOf(), secretsOf()]);
    expect(first).toEqual(second);
    expect(await secretsOf()).toEqual(first);
    expect(await Promise.all(['secret', 'audit-key'].map((name) => readFile(kept(name), 'utf8')))).toEqual(first);
    expect((await readdir(folder)).sort()).toEqual(['audit-key', 'secret']);
    expect((await stat(kept('secret'))).mode & 0o077).toBe(0);
  });

  it.each(['', '5'.repeat(63), 'x'.repeat(64)])('are not taken from a file that is not whole (%j)', async (text) => {
    await secretsOf();
    await writeFile(kept('secret'), text);
    await expect(secretsOf()).rejects.toThrow(/secret does not hold 64 hexadecimal digits\. Put the file back/);
    expect(await readFile(kept('secret'), 'utf8')).toBe(text);
  });
});

describe('the secrets of a city', () => {
  beforeAll(async () => {
    const context = testContext(database.databaseUrl);
    await createNetwork(context, { code: 'city', nameZh: '城', nameEn: 'City' });
    await context.database.close();
  });

  it.each([
    ['secret', 'LINLI_SECRET'],
    ['audit-key', 'LINLI_AUDIT_KEY'],
  ])('are not made anew where one is gone: %s', async (name, variable) => {
    for (const each of ['secret', 'audit-key']) await writeFile(kept(each), '5'.repeat(64));
    await rm(kept(name));
    await expect(secretsOf()).rejects.toThrow(
      new RegExp(`${name} is gone, and the database holds a city .* Put the file back .* or set ${variable} `),
    );
    expect(await readdir(folder)).not.toContain(name);
    expect(await secretsOf({ [variable]: 'given' })).toContain('5'.repeat(64));
  });

  it('need no file where both are given', async () => {
    await secretsOf({ LINLI_SECRET: 'one', LINLI_AUDIT_KEY: 'two' });
    expect(await readdir(folder)).toEqual([]);
  });
});
