import { type AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { callersAmong } from '../../tests/named-callers.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { createServer } from '../platform/http/server.ts';
import type { Actor } from '../shared/actor.ts';
import { streamsOf } from './actions/stream.ts';
import { ordersRoutes } from './routes.ts';

let database: FreshDatabase;
let town: OrderTown;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  // Who calls is said by a header here; how identity finds it out is tried there.
  app = await createServer(town.context, callersAmong(town.networkId, Object.values(town).flat().filter(isActor)));
  ordersRoutes(app);
  await town.context.live.start();
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  town.context.live.stop();
  await app.close();
  await town.context.database.close();
  await database.drop();
});

function isActor(value: unknown): value is Actor {
  return typeof value === 'object' && value !== null && 'grants' in value;
}

const call = (
  actor: Actor | undefined,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) =>
  app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { ...(actor ? { 'x-person': actor.id } : {}), ...headers },
    ...(payload ? { payload } : {}),
  });

describe('the routes of orders', () => {
  it('refuse nobody’s calls, and roles that have no desk', async () => {
    const id = await town.place();
    for (const [method, url] of [
      ['POST', '/orders'],
      ['GET', '/orders'],
      ['GET', '/orders/count'],
      ['GET', `/orders/${id}`],
      ['POST', `/orders/${id}/actions/withdraw`],
      ['GET', `/orders/${id}/events`],
      ['POST', `/orders/${id}/contact`],
      ['GET', '/me/orders'],
      ['GET', '/me/offers'],
      ['GET', '/me/tasks'],
      ['GET', `/teams/${town.team}/orders`],
      ['GET', '/figures'],
      ['GET', '/stream'],
      ['POST', '/photos'],
      ['GET', `/photos/${id}`],
    ] as const) {
      const answer = await call(undefined, method, url, method === 'POST' ? {} : undefined);
      expect([url, answer.statusCode]).toEqual([url, 401]);
    }
    for (const url of ['/orders', '/orders/count', '/figures'])
      expect((await call(town.resident, 'GET', url)).statusCode).toBe(403);
    expect((await call(town.observer, 'GET', '/orders')).statusCode).toBe(403);
  });

  it('carry an order from asking to closing, with versions as ETags', async () => {
    const [first] = town.volunteers;
    const placed = await call(
      town.resident,
      'POST',
      '/orders',
      { text: '想学手机怎么挂号', placeUnitId: town.station },
      { 'idempotency-key': 'order-over-http' },
    );
    expect(placed.statusCode).toBe(201);
    expect(placed.headers['etag']).toBe('"1"');
    const { id, number, callFirst } = placed.json();
    expect({ number, callFirst }).toEqual({ number: expect.stringMatching(/^\d{4}-\d{4,}$/), callFirst: null });
    const again = await call(
      town.resident,
      'POST',
      '/orders',
      { text: '想学手机怎么挂号', placeUnitId: town.station },
      { 'idempotency-key': 'order-over-http' },
    );
    expect([again.statusCode, again.json().id]).toEqual([201, id]);
    const act = (actor: Actor | undefined, name: string, payload = {}, headers = {}) =>
      call(actor, 'POST', `/orders/${id}/actions/${name}`, payload, headers);
    expect(
      (
        await act(
          town.dispatcher,
          'triage',
          { nature: 'public_service', kind: 'smartphone_teaching' },
          { 'if-match': '"7"' },
        )
      ).statusCode,
    ).toBe(412);
    const triaged = await act(
      town.dispatcher,
      'triage',
      { nature: 'public_service', kind: 'smartphone_teaching' },
      { 'if-match': '"1"' },
    );
    expect([triaged.statusCode, triaged.json().status, triaged.headers['etag']]).toEqual([200, 'triaged', '"2"']);
    expect(triaged.json().actions.find((each: { name: string }) => each.name === 'dispatch')).toEqual({
      name: 'dispatch',
      allowed: true,
      reason: null,
    });
    expect((await act(town.dispatcher, 'dispatch', { personIds: [first?.id] })).json().offers).toMatchObject([
      { name: '演示志愿者甲', status: 'open' },
    ]);
    expect((await call(first, 'GET', '/me/offers')).json().items).toMatchObject([{ orderId: id, conflict: false }]);
    for (const name of ['accept', 'start', 'finish']) expect((await act(first, name)).statusCode).toBe(200);
    expect((await act(town.resident, 'review', { stars: 4, solved: true })).json()).toMatchObject({
      status: 'closed',
      outcome: 'satisfied',
    });
    expect((await call(town.resident, 'GET', `/orders/${id}/events`)).json().items).toHaveLength(7);
    expect((await call(first, 'GET', '/me/tasks')).json().items).toMatchObject([{ id, text: null }]);
    expect((await call(town.stranger, 'GET', `/orders/${id}`)).statusCode).toBe(404);
  });

  it('name the field that is wrong, in an action as anywhere', async () => {
    const id = await town.place();
    for (const [payload, field] of [
      [{}, '/nature'],
      [{ nature: 'gossip' }, '/nature'],
      [{ nature: 'consultation', places: 21 }, '/places'],
    ] as const) {
      const answer = await call(town.dispatcher, 'POST', `/orders/${id}/actions/triage`, payload);
      expect([answer.statusCode, answer.json().code, answer.json().field]).toEqual([400, 'platform.invalid', field]);
    }
    expect(
      (await call(town.dispatcher, 'POST', `/orders/${id}/actions/triage`, { nature: 'consultation', stars: 5 }))
        .statusCode,
    ).toBe(400);
    for (const name of ['expire', 'warn', 'destroy'])
      expect((await call(town.dispatcher, 'POST', `/orders/${id}/actions/${name}`, {})).statusCode).toBe(400);
    expect((await call(town.resident, 'POST', '/orders', { text: '短' })).json()).toMatchObject({
      code: 'platform.invalid',
      field: '/text',
    });
    expect(
      (await call(town.dispatcher, 'GET', '/orders?status=submitted&status=triaged&limit=1')).json().items,
    ).toHaveLength(1);
    expect((await call(town.dispatcher, 'GET', '/orders?status=lost')).statusCode).toBe(400);
  });

  it('take a photo as the body and give it back to who may see it', async () => {
    const jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#0a0' } })
      .jpeg()
      .toBuffer();
    const send = (body: Buffer, type: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/photos',
        headers: { 'x-person': town.resident.id, 'content-type': type, 'idempotency-key': 'photo-over-http' },
        payload: body,
      });
    const sent = await send(jpeg, 'image/jpeg');
    expect(sent.statusCode).toBe(201);
    expect((await send(jpeg, 'image/jpeg')).json()).toEqual(sent.json());
    const shown = await call(town.resident, 'GET', `/photos/${sent.json().id}`);
    expect(shown.headers['content-type']).toBe('image/jpeg');
    expect((await sharp(shown.rawPayload).metadata()).format).toBe('jpeg');
    expect((await call(town.neighbour, 'GET', `/photos/${sent.json().id}`)).statusCode).toBe(404);
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/api/v1/photos',
          headers: { 'x-person': town.resident.id, 'content-type': 'image/svg+xml' },
          payload: '<svg/>',
        })
      ).statusCode,
    ).toBe(415);
    expect((await call(town.resident, 'POST', '/photos', { not: 'a photo' })).statusCode).toBe(422);
  });

  it('answer 204 when an order goes out of the caller’s sight by what they did', async () => {
    const id = await town.place();
    const answer = await call(town.dispatcher, 'POST', `/orders/${id}/actions/triage`, { nature: 'complaint' });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect((await call(town.dispatcher, 'GET', `/orders/${id}`)).statusCode).toBe(404);
  });
});

/** Opens the stream over a real socket and gathers what comes. */
async function listen(actor: Actor): Promise<{ heard: () => string; close: () => void }> {
  const socket = new Socket();
  let heard = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    heard += text;
  });
  await new Promise<void>((resolve) =>
    socket.connect((app.server.address() as AddressInfo).port, '127.0.0.1', resolve),
  );
  socket.write(`GET /api/v1/stream HTTP/1.1\r\nhost: localhost\r\nx-person: ${actor.id}\r\n\r\n`);
  await until(() => heard.includes('retry: '));
  return { heard: () => heard, close: () => socket.destroy() };
}

async function until(true_: () => boolean): Promise<void> {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the stream', () => {
  it('tells each page what it may hear of, and nothing of anybody else’s', async () => {
    const [resident, dispatcher, clerk, other, stranger] = await Promise.all(
      [town.resident, town.dispatcher, town.clerk, town.otherDispatcher, town.stranger].map(listen),
    );
    if (!resident || !dispatcher || !clerk || !other || !stranger) throw new Error('no streams');
    const open = await town.place();
    const sealed = await town.place({ text: '举报虚构的物业乱收费' });
    await until(
      () => resident.heard().includes(sealed) && clerk.heard().includes(sealed) && dispatcher.heard().includes(open),
    );
    expect(resident.heard()).toContain(open);
    expect(resident.heard()).toContain('event: order');
    expect(dispatcher.heard()).not.toContain(sealed);
    expect(clerk.heard()).not.toContain(open);
    for (const each of [other, stranger]) expect(each.heard()).not.toMatch(new RegExp(`${open}|${sealed}`));
    for (const each of [resident, dispatcher, clerk, other, stranger]) {
      expect(each.heard()).not.toContain('物业');
      each.close();
    }
    await until(() => streamsOf(town.context).size === 0);
  });
});
