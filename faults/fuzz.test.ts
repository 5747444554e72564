import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { fuzz } from './fuzz.ts';
import { bugLog } from './fuzz-part.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
const lines: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  context = { ...testContext(database.databaseUrl), log: bugLog(lines) };
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

it('whatever is sent, by whomever, is answered by what can be mended there, and nothing breaks', async () => {
  const report = await fuzz(context, { times: 700, seed: 1, adminUrl: database.adminUrl, lines });
  expect(report.faults).toEqual([]);
  expect(report.figures.find(({ name }) => name === 'shut_out')?.value).toBeLessThan(0.1);
  expect(report.figures.find(({ name }) => name === 'answered_2xx')?.value).toBeGreaterThan(50);
});
