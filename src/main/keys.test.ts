import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keysUrlFor } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { vaultCommand } from './commands/vault.ts';
import { readConfig } from './config.ts';
import { openContext } from './context.ts';

let main: FreshDatabase;
/** A database of keys of another server's own. */
let other: FreshDatabase;
let folder: string;

beforeAll(async () => {
  [main, other] = [await freshDatabase(), await freshDatabase()];
  folder = await mkdtemp(join(tmpdir(), 'linli-keys-'));
  // Of a main database one of keys is made by its own migrations, from nothing.
  const client = new pg.Client({ connectionString: other.migrationUrl });
  await client.connect();
  await client.query('drop table schema_migration');
  await client.end();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await main.drop();
  await other.drop();
});

const configWith = (keys: string) =>
  readConfig(
    {
      DATABASE_URL: main.databaseUrl,
      DATABASE_MIGRATION_URL: main.migrationUrl,
      KEYS_DATABASE_URL: keys,
      LINLI_DATA: folder,
      LINLI_LOG: 'silent',
    },
    'none',
  );
const start = async (keys: string) => (await openContext(configWith(keys))).close();

it('starts with the keys it knows alone, from its first start on, until others are accepted', async () => {
  const own = keysUrlFor(main.migrationUrl);
  await Promise.all([start(own), start(own)]);
  await start(own);
  await expect(start(other.migrationUrl)).rejects.toThrow(
    /not those which .* were sealed with.* same KEYS_DATABASE_URL/,
  );
  await start(own);
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await vaultCommand(configWith(other.migrationUrl), ['accept-keys'])).toBe(0);
  said.mockRestore();
  await start(other.migrationUrl);
  await expect(start(own)).rejects.toThrow('sealed with');
});
