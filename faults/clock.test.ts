import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { moveClock } from './clock.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

it('orders go their way while the clock jumps by hours and days, both ways and over holidays', async () => {
  const report = await moveClock(context, database.adminUrl, { times: 12, seed: 1 });
  expect(report.faults).toEqual([]);
  expect(report.figures.find(({ name }) => name === 'clocks_that_rang')?.value).toBeGreaterThan(0);
});
