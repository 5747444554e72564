import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allJobs } from '../src/main/app.ts';
import type { Context } from '../src/platform/context.ts';
import { runJobsOnce } from '../src/platform/jobs.ts';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { type Cast, makeCast } from './cast.ts';
import { type FoundWork, figuresOfWork, findWork, judgeWork, letFallDue, makeDueWork, type Work } from './due-work.ts';
import { History } from './history.ts';
import { serve } from './in-process.ts';
import { TakesWithoutLock } from './planted.ts';
import { isReached } from './report.ts';

let database: FreshDatabase;
let contexts: ReturnType<typeof testContext>[];
let client: pg.Client;
let cast: Cast;
let work: Work[];

beforeAll(async () => {
  database = await freshDatabase();
  contexts = [testContext(database.databaseUrl), testContext(database.databaseUrl)];
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const context = contexts[0] as Context;
  cast = await makeCast(context, 'due', { residents: 12, dispatchers: 4, volunteers: 8 });
  const server = await serve(context);
  work = await makeDueWork(client, new History(), { url: server.url, over: false }, [cast]);
  await server.close();
});
afterAll(async () => {
  await client.end();
  for (const context of contexts) await context.database.close();
  await database.drop();
});

/** Everything falls due, and the same jobs of all servers run at the same moment. */
async function workAtOnce(servers: readonly Context[]): Promise<FoundWork[]> {
  const first = servers[0] as Context;
  await letFallDue(client, work, first.clock.now());
  for (const name of ['orders.clock', 'dispatch.batches', 'dispatch.waves']) {
    const job = allJobs.filter((each) => each.name === name);
    await Promise.allSettled(servers.map((server) => runJobsOnce(server, job)));
  }
  await runJobsOnce(first, allJobs);
  return findWork(client, work);
}

it('clocks, batches and waves that fall due for two servers at once are done once each', async () => {
  for (let time = 0; time < 2; time++) {
    const found = await workAtOnce(contexts);
    expect(judgeWork(found)).toEqual([]);
    expect(figuresOfWork(found).every(isReached)).toBe(true);
  }
  expect(new Set(work.map(({ kind, due }) => `${kind} ${due}`))).toEqual(new Set(['clock 2', 'wave 3', 'batch 2']));
});

it.each(['clock', 'batch', 'wave'] as const)(
  'a %s that is done twice is found, and one that is not done',
  async (kind) => {
    const found = await findWork(client, work);
    const one = found.find((each) => each.kind === kind) as FoundWork;
    const told = (done: number) => judgeWork(found.map((each) => (each === one ? { ...one, done, told: done } : each)));
    expect(told(one.due + 1)).toEqual([expect.stringContaining(`the ${kind} of ${one.id}: fell due ${one.due} times`)]);
    expect(told(one.due - 1)).toHaveLength(1);
  },
);

it('a job that takes its row without a lock is found', async () => {
  const careless = contexts.map((context) => ({ ...context, database: new TakesWithoutLock(database.databaseUrl) }));
  // It shows when both look at the same moment, which they need not at once. Missed, this never ends.
  let faults: string[] = [];
  while (faults.length === 0) faults = judgeWork(await workAtOnce(careless));
  expect(faults.join('\n')).toMatch(/the (batch|wave) of .* was done \d+ times/);
  for (const context of careless) await context.database.close();
});
