import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { unavailable } from '../platform/database.ts';
import { REQUESTS_PER_MINUTE } from '../platform/http/limits.ts';
import { buildApp } from './app.ts';

/** No query is sent: what the database says is said here. */
const context = testContext('postgres://nobody@127.0.0.1:1/none');
const networks = vi.spyOn(context.database, 'networks');
let app: FastifyInstance;

beforeEach(async () => {
  vi.spyOn(context.live, 'ageMilliseconds').mockReturnValue(0);
  context.memo.forget('');
  app = await buildApp(context);
  await app.ready();
});
afterEach(async () => {
  networks.mockReset();
  await app.close();
});

const ask = () => app.inject({ url: '/readyz', remoteAddress: '203.0.113.5' });

it('is never refused an answer, however often a balancer asks', async () => {
  networks.mockResolvedValue([]);
  const statuses = new Set<number>();
  for (let asked = 0; asked <= REQUESTS_PER_MINUTE; asked++) statuses.add((await ask()).statusCode);
  expect([...statuses]).toEqual([200]);
});

it('asks the database once for all who want to know meanwhile', async () => {
  // All of it within the same instant.
  const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  let answer = () => {};
  networks.mockReturnValueOnce(
    new Promise((resolve) => {
      answer = () => resolve([]);
    }),
  );
  const waiting = Array.from({ length: 50 }, ask);
  await vi.waitFor(() => expect(networks).toHaveBeenCalled());
  // A way round for each of the fifty, so that none comes only after the answer.
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  answer();
  expect(new Set((await Promise.all(waiting)).map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(networks).toHaveBeenCalledTimes(1);
  now.mockRestore();
});

it('says why it is not ready, and is ready again once the database answers', async () => {
  networks.mockRejectedValueOnce(unavailable());
  networks.mockResolvedValue([]);
  const refused = await ask();
  expect([refused.statusCode, refused.json()]).toEqual([
    503,
    { status: 'not ready', reason: 'the database does not answer' },
  ]);
  await vi.waitFor(async () => expect((await ask()).statusCode).toBe(200), { timeout: 60_000 });
});

it('says that it is about to end, without asking the database', async () => {
  app.stopping.now = true;
  expect((await ask()).json()).toEqual({ status: 'not ready', reason: 'the server is about to end' });
  expect(networks).not.toHaveBeenCalled();
});
