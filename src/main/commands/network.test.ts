import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeTown } from '../../../tests/town.ts';
import { prepareDatabase } from '../../platform/embedded-postgres/prepare-database.ts';
import { migrate } from '../../platform/migrations.ts';
import type { Opened } from '../context.ts';
import { exportCommand, importNetworkCommand } from './network.ts';

let home: FreshDatabase;
let away: FreshDatabase;
let networkId: string;
let folder: string;
let said = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-network-'));
  home = await freshDatabase();
  away = await freshDatabase();
  const context = testContext(home.databaseUrl);
  ({ networkId } = await makeTown(context));
  await context.database.close();
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await home.drop();
  await away.drop();
  await rm(folder, { recursive: true });
});

/** What a command finds when it opens this database. */
function opening({ databaseUrl, migrationUrl }: FreshDatabase): () => Promise<Opened> {
  return async () => {
    const context = testContext(databaseUrl);
    const close = () => context.database.close();
    return { context, postgres: undefined, migrationUrl, keysMigrationUrl: '', close };
  };
}

/** A database of keys of a test's own, for its owner. */
async function freshKeys(name: string): Promise<string> {
  const database = `${new URL(home.adminUrl).pathname.slice(1)}_${name}`;
  const { migrationUrl } = await prepareDatabase(home.adminUrl, { database });
  await migrate(migrationUrl, 'db/keys-migrations');
  return migrationUrl;
}

/** A key of the town, without which "already there" could not be told from "nothing to bring". */
async function keepKey(migrationUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: migrationUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`select set_config('linli.network_id', $1, true)`, [networkId]);
  await client.query(
    `insert into petition_key (network_id, subject_id, purpose, version, master_version, wrapped, created_at)
      values ($1, $1, 'content', 1, 1, '\\x00', now())`,
    [networkId],
  );
  await client.query('commit');
  await client.end();
}

async function run(work: () => Promise<number>): Promise<[code: number, said: string]> {
  said = '';
  return [await work(), said];
}

it('a network goes from one database to another by two commands, and says how much it was', async () => {
  const moved = join(folder, 'moved');
  expect(await run(() => exportCommand(opening(home), ['town', moved]))).toEqual([
    0,
    expect.stringMatching(/^exported town: \d+ rows of \d+ tables, as of 2026-03-02T01:00:00.000Z\n$/),
  ]);
  const [code, words] = await run(() => importNetworkCommand(opening(away), [moved]));
  expect([code, words]).toEqual([0, expect.stringMatching(/^imported town: /)]);
  const again = await run(() => importNetworkCommand(opening(away), [moved]));
  expect(again).toEqual([1, 'The network town is in this database already. Nothing was imported.\n']);
});

it('imports keys and network together or neither, and can be tried again', async () => {
  const [moved, keys] = [join(folder, 'with-keys'), join(folder, 'the-keys')];
  const away = await freshDatabase();
  const [keysHere, keysThere] = [await freshKeys('from'), await freshKeys('to')];
  await keepKey(keysHere);
  const open = async (place: FreshDatabase, keysMigrationUrl: string) => ({
    ...(await opening(place)()),
    keysMigrationUrl,
  });
  expect((await run(() => exportCommand(() => open(home, keysHere), ['town', moved, '--keys', keys])))[0]).toBe(0);
  const bring = () => run(() => importNetworkCommand(() => open(away, keysThere), [moved, '--keys', keys]));
  const lost = join(moved, 'org_unit.jsonl.gz');
  await rename(lost, join(folder, 'lost'));
  expect(await bring()).toEqual([1, `${lost} cannot be read, or is not as it was exported. Nothing was imported.\n`]);
  await rename(join(folder, 'lost'), lost);
  await rename(keys, `${keys}-away`);
  expect(await bring()).toEqual([1, expect.stringContaining('holds no export')]);
  await rename(`${keys}-away`, keys);
  expect(await bring()).toEqual([0, expect.stringMatching(/^imported the keys of petitions: .*\nimported town: /)]);
  await away.drop();
});

it('says why it refuses, and how it is called', async () => {
  expect(await run(() => exportCommand(opening(home), ['nowhere', join(folder, 'x')]))).toEqual([
    1,
    'There is no network with the code nowhere.\n',
  ]);
  const never = () => Promise.reject(new Error('No database is opened for a command that was called wrongly.'));
  const wrong = [
    () => exportCommand(never, ['town']),
    () => importNetworkCommand(never, []),
    () => exportCommand(never, ['--no']),
  ];
  for (const call of wrong) expect(await run(call)).toEqual([2, expect.stringMatching(/^linli (export|import)/)]);
});
