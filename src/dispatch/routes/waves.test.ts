import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { callersAmong } from '../../../tests/named-callers.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { createServer } from '../../platform/http/server.ts';
import type { Actor } from '../../shared/actor.ts';
import { volunteersRoutes } from '../../volunteers/routes.ts';
import { dispatchRoutes } from '../routes.ts';
import type { OpenOrders, TakenOrders, Waves, WhyAsked } from '../schema/waves.ts';

let database: FreshDatabase;
let town: OrderTown;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  app = await createServer(
    town.context,
    callersAmong(town.networkId, [
      town.resident,
      town.dispatcher,
      town.otherDispatcher,
      town.clerk,
      ...town.volunteers,
    ]),
  );
  volunteersRoutes(app);
  dispatchRoutes(app);
});
afterAll(async () => {
  await app.close();
  await town.context.database.close();
  await database.drop();
});

function call(method: 'GET' | 'POST' | 'PUT', url: string, actor?: Actor, payload?: object) {
  return app.inject({
    method,
    url: `/api/v1${url}`,
    headers: actor ? { 'x-person': actor.id } : {},
    ...(payload ? { payload } : {}),
  });
}

async function waiting(): Promise<string> {
  const id = await town.place();
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
  return id;
}

describe('asking in waves', () => {
  it('is for the dispatcher who answers for the order', async () => {
    const id = await waiting();
    const statusFor = async (actor?: Actor) => (await call('POST', `/orders/${id}/waves`, actor)).statusCode;
    expect(await statusFor()).toBe(401);
    expect(await statusFor(town.resident)).toBe(403);
    expect(await statusFor(town.volunteers[0])).toBe(403);
    expect(await statusFor(town.clerk)).toBe(403);
    expect(await statusFor(town.otherDispatcher)).toBe(404);
    expect((await call('GET', `/orders/${id}/waves`, town.dispatcher)).statusCode).toBe(404);
    const begun = await call('POST', `/orders/${id}/waves`, town.dispatcher);
    expect(begun.statusCode).toBe(200);
    expect(begun.json<Waves>()).toMatchObject({ orderId: id, wave: 1, asked: 5, byPolicy: false, over: null });
    const again = await call('POST', `/orders/${id}/waves`, town.dispatcher);
    expect([again.statusCode, again.json().code]).toEqual([409, 'dispatch.waves_going']);
    expect((await call('GET', `/orders/${id}/waves`, town.dispatcher)).json<Waves>().asked).toBe(5);
    expect((await call('GET', `/orders/${id}/waves`, town.otherDispatcher)).statusCode).toBe(404);
  });

  it('tells a volunteer why they were asked, what waits, and why not them', async () => {
    const [first, second] = town.volunteers;
    const id = await waiting();
    await call('POST', `/orders/${id}/waves`, town.dispatcher);
    const why = await call('GET', `/me/offers/${id}/why`, first);
    expect(why.json<WhyAsked>().terms.length).toBeGreaterThan(0);
    expect((await call('GET', `/me/offers/${id}/why`, town.resident)).statusCode).toBe(404);
    if (!first) throw new Error('no volunteer');
    await town.act(first, id, 'accept', {});
    const { items } = (await call('GET', '/me/taken-orders', second)).json<TakenOrders>();
    expect(items.find((each) => each.orderId === id)?.reason).toBe('quicker');
    expect(JSON.stringify(items)).not.toContain(first.id);
    expect(
      (await call('GET', '/me/open-orders', second)).json<OpenOrders>().items.map((each) => each.orderId),
    ).not.toContain(id);
    expect((await call('POST', `/me/open-orders/${id}/take`, second)).json().code).toBe('dispatch.not_open');
    for (const url of ['/me/taken-orders', '/me/open-orders']) {
      expect((await call('GET', url)).statusCode).toBe(401);
      expect((await call('GET', url, town.resident)).json().code).toBe('volunteers.not_a_volunteer');
    }
  });

  it('is turned off by the volunteer alone, with one call', async () => {
    const [first] = town.volunteers;
    expect((await call('PUT', '/me/personal-matching', town.resident, { on: false })).statusCode).toBe(404);
    expect((await call('PUT', '/me/personal-matching', first, { on: false })).json()).toEqual({ on: false });
    expect((await call('GET', '/me/volunteer', first)).json().personalMatching).toBe(false);
    await call('PUT', '/me/personal-matching', first, { on: true });
    expect((await call('GET', '/me/volunteer', first)).json().personalMatching).toBe(true);
  });
});
