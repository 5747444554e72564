import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { createNetwork } from '../organisation/actions/networks.ts';
import { claimAttempt, findAttempt, sweepAttempts } from './idempotency.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let networkId: string;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  networkId = await createNetwork(context, { code: 'attempts', nameZh: 'attempts', nameEn: 'attempts' });
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

it('keeps a key for thirty days, and forgets those that are older a thousand at a time', async () => {
  const day = (days: number) => new Date(context.clock.now().getTime() - days * 86_400_000);
  const attempt = (key: string) => ({ key, digest: Buffer.from('the request') });
  await context.database.transaction(networkId, async (connection) => {
    for (let number = 0; number < 1_001; number++)
      await claimAttempt(connection, attempt(`old ${number}`), { status: 201, subjectId: null, at: day(31) });
    await claimAttempt(connection, attempt('young'), { status: 201, subjectId: null, at: day(29) });
  });
  expect(await sweepAttempts(context, networkId)).toBe(true);
  expect(await sweepAttempts(context, networkId)).toBe(false);
  const found = (key: string) =>
    context.database.transaction(networkId, (connection) => findAttempt(connection, attempt(key)));
  expect(await found('young')).toEqual({ status: 201, subjectId: null });
  expect([await found('old 0'), await found('old 1000')]).toEqual([null, null]);
});
