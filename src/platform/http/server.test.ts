import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { person } from '../../../tests/order-rules.ts';
import { Problem } from '../../shared/problem.ts';
import type { Context } from '../context.ts';
import { route } from './route.ts';
import { createServer } from './server.ts';

/** No query is sent: these routes stay on this side of the database. */
const context = testContext('postgres://nobody@127.0.0.1:1/none');
const network = '01a20a88-caad-73ac-8f34-08e40d238bf8';
const callers = {
  nobody: undefined,
  resident: person('resident'),
  dispatcher: person('dispatcher', [{ role: 'dispatcher', unitId: 'centre' }]),
};
type Caller = keyof typeof callers;

async function server(requestsPerMinute = 1000, disk?: NonNullable<Context['disk']>) {
  const app = await createServer(
    { ...context, ...(disk ? { disk } : {}) },
    async (request) => ({ networkId: network, actor: callers[(request.headers['x-caller'] as Caller) ?? 'nobody'] }),
    { requestsPerMinute },
  );
  route(app, {
    method: 'GET',
    url: '/open',
    permission: 'anyone',
    summary: 'Open',
    tag: 'test',
    handle: async () => ({}),
  });
  route(app, {
    method: 'GET',
    url: '/mine',
    permission: 'signed_in',
    summary: 'Mine',
    tag: 'test',
    handle: async () => ({}),
  });
  route(app, {
    method: 'GET',
    url: '/desk',
    permission: ['dispatcher'],
    summary: 'Desk',
    tag: 'test',
    handle: async () => ({}),
  });
  route(app, {
    method: 'POST',
    url: '/few',
    permission: 'anyone',
    summary: 'Few',
    tag: 'test',
    limitPerMinute: 2,
    handle: async () => ({}),
  });
  route(app, {
    method: 'POST',
    url: '/things',
    permission: 'anyone',
    summary: 'Make a thing',
    tag: 'test',
    body: Type.Object({ name: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
    handle: async ({ body }) => {
      if (body.name === 'taken') throw new Problem('test.taken', 409, 'This name is taken.', { field: '/name' });
      throw new Error('a secret of the database');
    },
  });
  return app;
}

describe('the server', () => {
  let app: Awaited<ReturnType<typeof server>>;
  beforeAll(async () => {
    app = await server();
  });
  afterAll(async () => {
    await app.close();
    await context.database.close();
  });
  const call = (url: string, caller: Caller) => app.inject({ url, headers: { 'x-caller': caller } });

  it.each([
    ['/open', 'nobody', 204],
    ['/mine', 'nobody', 401],
    ['/mine', 'resident', 204],
    ['/desk', 'nobody', 401],
    ['/desk', 'resident', 403],
    ['/desk', 'dispatcher', 204],
  ] as const)('%s answers %s with %i', async (url, caller, status) => {
    expect((await call(url, caller)).statusCode).toBe(status);
  });

  it('says what is wrong with the input, and where', async () => {
    const response = await app.inject({ method: 'POST', url: '/things', payload: { name: '' } });
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({ code: 'platform.invalid', status: 400, field: '/name' });
    expect((await app.inject({ method: 'POST', url: '/things', payload: {} })).json()).toMatchObject({
      field: '/name',
    });
  });

  it('answers a problem by its code, and a bug of ours without its words', async () => {
    expect((await app.inject({ method: 'POST', url: '/things', payload: { name: 'taken' } })).json()).toMatchObject({
      code: 'test.taken',
      status: 409,
    });
    const bug = await app.inject({ method: 'POST', url: '/things', payload: { name: 'other' } });
    expect(bug.statusCode).toBe(500);
    expect(bug.body).not.toContain('secret');
  });

  it('answers an unknown address and an unreadable body in the same form', async () => {
    expect((await app.inject({ url: '/nowhere' })).json()).toMatchObject({ code: 'platform.not_found' });
    const unreadable = await app.inject({
      method: 'POST',
      url: '/things',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(unreadable.json()).toMatchObject({ code: 'platform.invalid' });
  });

  it('refuses a key that is too short to be one', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/things',
      payload: { name: 'a' },
      headers: { 'idempotency-key': 'short' },
    });
    expect(response.json()).toMatchObject({ code: 'platform.idempotency_key_malformed' });
  });

  it('a route with a limit of its own is not used up by the others', async () => {
    for (let count = 0; count < 5; count++) await call('/open', 'nobody');
    const answers = [];
    for (let count = 0; count < 3; count++)
      answers.push((await app.inject({ method: 'POST', url: '/few' })).statusCode);
    expect(answers).toEqual([204, 204, 429]);
    expect((await call('/open', 'nobody')).statusCode).toBe(204);
  });

  it.each([
    ['a zero byte', 'a\u0000b'],
    ['the first half of a character', 'a\ud83d'],
    ['the second half of one', '\udc68a'],
  ])('refuses %s anywhere, which no database keeps', async (_what, name) => {
    for (const payload of [{ name }, { name: 'a', more: [{ deep: name }] }, { name: 'a', [name]: 1 }])
      expect((await app.inject({ method: 'POST', url: '/things', payload })).json()).toMatchObject({
        code: 'platform.invalid',
        status: 400,
      });
    expect((await app.inject({ method: 'POST', url: '/things', payload: { name: '👨‍👩‍👧' } })).statusCode).toBe(500);
  });

  it('refuses things in one another so deep that looking into them would end the thread', async () => {
    const payload = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const answer = await app.inject({
      method: 'POST',
      url: '/things',
      headers: { 'content-type': 'application/json' },
      payload,
    });
    expect(answer.json()).toMatchObject({ code: 'platform.invalid', status: 400 });
  });

  it('refuses a zero byte in an address', async () => {
    expect((await app.inject({ url: '/open?text=a%00' })).json()).toMatchObject({ code: 'platform.invalid' });
  });

  it('writes nothing while the disk is full, says why, and goes on reading', async () => {
    let isFull = true;
    const full = await server(1000, { isFull: () => isFull, freeBytes: () => 0 });
    const write = () => full.inject({ method: 'POST', url: '/things', payload: { name: 'a' } });
    const refused = await write();
    expect(refused.json()).toMatchObject({ code: 'platform.disk_full', status: 503 });
    expect(refused.headers['retry-after']).toBe('30');
    expect((await full.inject({ url: '/open' })).statusCode).toBe(204);
    isFull = false;
    expect((await write()).statusCode).not.toBe(503);
    await full.close();
  });

  it('slows down a caller who asks too often, and says when to come back', async () => {
    const strict = await server(3);
    const answers = [];
    for (let count = 0; count < 4; count++)
      answers.push(await strict.inject({ url: '/mine', headers: { 'x-caller': 'resident' } }));
    expect(answers.map((answer) => answer.statusCode)).toEqual([204, 204, 204, 429]);
    expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers[0]?.headers['x-ratelimit-remaining']).toBe('2');
    await strict.close();
  });

  it('lets them on after a minute, though the clock of the machine was set back by days meanwhile', async () => {
    const steady = vi.spyOn(performance, 'now');
    const strict = await server(1);
    const ask = async () => (await strict.inject({ url: '/mine', headers: { 'x-caller': 'resident' } })).statusCode;
    expect([await ask(), await ask()]).toEqual([204, 429]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3 * 86_400_000 });
    expect(await ask()).toBe(429);
    const now = performance.now();
    steady.mockReturnValue(now + 60_000);
    expect(await ask()).toBe(204);
    vi.useRealTimers();
    steady.mockRestore();
    await strict.close();
  });
});
