import { readdir } from 'node:fs/promises';
import { expect, inject, it } from 'vitest';
import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { freshDatabase } from '../tests/database.ts';
import { statementsOf, upgrade } from './upgrade.ts';

it('a migration that is killed after any of its statements leaves nothing behind, and is applied whole afterwards', async () => {
  const fresh = await freshDatabase();
  const name = `${new URL(fresh.adminUrl).pathname.slice(1)}_u`;
  const { migrationUrl } = await prepareDatabase(inject('database').adminUrl, { database: name });
  const newest = (await readdir('db/migrations')).length;
  const report = await upgrade(migrationUrl, { times: 50, seed: 1, from: newest });
  await fresh.drop();
  expect(report.faults).toEqual([]);
  expect(report.figures.find((figure) => figure.name === 'kills')?.value).toBeGreaterThan(0);
});

it('takes a file apart where one statement ends, not where it looks so', () => {
  expect(statementsOf(`-- a; b\nselect 1; do $$ begin; end $$;\nselect ';--', 2 - 1 -- end;\n;`)).toEqual([
    'select 1',
    'do $$ begin; end $$',
    `select ';--', 2 - 1`,
  ]);
});
