import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../src/main/app.ts';
import { type SmallCity, smallCity } from './city.ts';
import { testContext } from './context.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let app: FastifyInstance;
let id: string;
let code: string;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  city = await smallCity(context);
  app = await buildApp(context, { requestsPerMinute: 100_000 });
  await app.ready();
  const sent = await app.inject({
    method: 'POST',
    url: '/api/v1/receipts',
    payload: { text: '演示的楼道堆了杂物', placeUnitId: city.unit('east.1.1') },
  });
  expect(sent.statusCode).toBe(201);
  ({ id, code } = sent.json() as { id: string; code: string });
}, 60_000);
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
});

const holding = (shown: string) => ({ authorization: `Receipt ${shown}` });

describe('the code of a receipt at the door', () => {
  it('is taken by exactly these routes, and is nobody to every other one, open ones too', async () => {
    const takers = app.declaredRoutes.filter(({ receipt }) => receipt).map(({ method, url }) => `${method} ${url}`);
    expect(takers.sort()).toEqual([
      'GET /api/v1/orders/:id',
      'GET /api/v1/orders/:id/events',
      'GET /api/v1/orders/:id/looks',
      'GET /api/v1/receipt',
      'POST /api/v1/orders/:id/actions/:name',
    ]);
    const others = app.declaredRoutes.filter(({ receipt }) => !receipt);
    expect(others.length).toBeGreaterThan(100);
    for (const { method, url } of others) {
      const answer = await app.inject({
        method: method as 'GET',
        url: url.replace(':id', id).replaceAll(/:\w+|\*/g, 'x'),
        headers: holding(code),
        ...(method === 'GET' ? {} : { payload: {} }),
      });
      expect([method, url, answer.statusCode, answer.json().code]).toEqual([method, url, 401, 'platform.sign_in']);
    }
  });

  it('says which petition it opens, and opens it, its history and who looked', async () => {
    const get = (url: string) => app.inject({ url, headers: holding(code.replaceAll(' ', '')) });
    expect((await get('/api/v1/receipt')).json()).toEqual({ id });
    expect((await get(`/api/v1/orders/${id}`)).json()).toMatchObject({
      id,
      byReceipt: true,
      text: '演示的楼道堆了杂物',
    });
    expect((await get(`/api/v1/orders/${id}/events`)).json().items).toHaveLength(1);
    expect((await get(`/api/v1/orders/${id}/looks`)).json().items).toEqual([]);
  });

  it('lets its holder take the petition back, and nobody else', async () => {
    const sent = await app.inject({
      method: 'POST',
      url: '/api/v1/receipts',
      payload: { text: '演示的另一件事', placeUnitId: city.unit('east.1.1') },
    });
    const other = sent.json() as { id: string; code: string };
    const withdraw = (shown: string) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/orders/${other.id}/actions/withdraw`,
        headers: holding(shown),
        payload: {},
      });
    expect((await withdraw(code)).statusCode).toBe(404);
    expect((await withdraw(other.code)).json()).toMatchObject({ status: 'withdrawn' });
  });

  it('answers a wrong code, one of no shape, and none in the same words or as anybody', async () => {
    const ask = (shown: string) => app.inject({ url: '/api/v1/receipt', headers: holding(shown) });
    const wrong = (await ask('0000 0000 0000 0000 0000 0098')).json();
    expect(wrong).toMatchObject({ status: 401, code: 'orders.receipt_unknown' });
    expect((await ask('hello')).json()).toEqual(wrong);
    expect((await app.inject({ url: '/api/v1/receipt' })).json().code).toBe('platform.sign_in');
  });

  it('is refused by a route with too many complaints in a minute from one address', async () => {
    const send = () =>
      app.inject({
        method: 'POST',
        url: '/api/v1/receipts',
        remoteAddress: '203.0.113.77',
        payload: { text: '演示的事', placeUnitId: city.unit('east.1.1') },
      });
    const statuses: number[] = [];
    for (let sent = 0; sent < 7; sent++) statuses.push((await send()).statusCode);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 429]);
  });
});
