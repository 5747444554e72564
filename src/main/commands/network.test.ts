import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeTown } from '../../../tests/town.ts';
import type { Opened } from '../context.ts';
import { exportCommand, importNetworkCommand } from './network.ts';

let home: FreshDatabase;
let away: FreshDatabase;
let folder: string;
let said = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-network-'));
  home = await freshDatabase();
  away = await freshDatabase();
  const context = testContext(home.databaseUrl);
  await makeTown(context);
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
