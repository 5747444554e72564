import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomOf } from '../demo/random.ts';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { makeTown } from '../tests/town.ts';
import { makeLog, tamper, tamperings } from './tampering.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
});

it('each way to tamper with the log before a kept checkpoint is found, wherever it strikes', async () => {
  const { networkId } = await makeTown(context);
  const log = { networkId, kept: await makeLog(context, networkId, 300) };
  // Each way in turn, then at random.
  for (const way of tamperings) {
    const random = { ...randomOf(way.name), pick: () => way as never };
    expect(await tamper(fresh.adminUrl, context, log, { times: 2, random })).toEqual([]);
  }
  expect(await tamper(fresh.adminUrl, context, log, { times: 60, random: randomOf('audit', 1) })).toEqual([]);
});

it('tells what was not found: a change that is none', async () => {
  const { networkId } = await makeTown(context, 'forgetful');
  const kept = await makeLog(context, networkId, 20);
  const harmless = { name: 'nothing', sql: () => 'update audit_checkpoint set at = at where network_id = $1' };
  const random = { ...randomOf(1), pick: () => harmless as never };
  expect(await tamper(fresh.adminUrl, context, { networkId, kept }, { times: 1, random })).toEqual(['nothing']);
});
