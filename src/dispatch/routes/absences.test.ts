import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { callersAmong } from '../../../tests/named-callers.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { createServer } from '../../platform/http/server.ts';
import type { Actor } from '../../shared/actor.ts';
import { dispatchRoutes } from '../routes.ts';

let database: FreshDatabase;
let town: OrderTown;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const { resident, dispatcher, otherDispatcher, cityDispatcher, observer, leader, member, volunteers } = town;
  app = await createServer(
    town.context,
    callersAmong(town.networkId, [
      resident,
      dispatcher,
      otherDispatcher,
      cityDispatcher,
      observer,
      leader,
      member,
      ...volunteers,
    ]),
  );
  dispatchRoutes(app);
});
afterAll(async () => {
  await app.close();
  await town.context.database.close();
  await database.drop();
});

async function call(method: 'GET' | 'POST', url: string, actor?: Actor, payload?: object) {
  const headers = actor ? { 'x-person': actor.id } : {};
  return app.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
}
const statusOf = async (...sent: Parameters<typeof call>) => (await call(...sent)).statusCode;

describe('reporting that somebody stayed away', () => {
  it('is for who answers for the order or leads their team in it; the volunteer reads and contests it', async () => {
    const now = town.context.clock.now().getTime();
    const wish = { earliestAt: new Date(now + 3_600_000).toISOString() };
    const id = await town.place(wish);
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    await town.act(town.dispatcher, id, 'dispatch', { teamId: town.team });
    await town.act(town.leader, id, 'assign', { personIds: [town.member.id] });
    town.context.clock.set(new Date(now + 3 * 3_600_000));
    const body = { personId: town.member.id };
    const url = `/orders/${id}/absences`;
    expect(await statusOf('POST', url, undefined, body)).toBe(401);
    expect(await statusOf('POST', url, town.resident, body)).toBe(403);
    expect(await statusOf('POST', url, town.member, body)).toBe(403);
    expect(await statusOf('POST', url, town.otherDispatcher, body)).toBe(404);
    expect(await statusOf('POST', url, town.volunteers[0], body)).toBe(404);
    expect(await statusOf('GET', url, town.resident)).toBe(403);
    expect((await call('GET', url, town.leader)).json()).toEqual({ items: [], mayReport: [town.member.id] });
    expect(await statusOf('POST', url, town.leader, body)).toBe(204);
    const { items } = (await call('GET', '/me/absences', town.member)).json();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ orderId: id, counts: true, stands: null });
    expect((await call('GET', '/me/absences', town.leader)).json()).toEqual({ items: [] });
    const said = { words: '演示：门敲了没人应' };
    expect(await statusOf('POST', `/me/absences/${id}/contest`, town.leader, said)).toBe(404);
    expect(await statusOf('POST', `/me/absences/${id}/contest`, town.member, said)).toBe(204);
    const decision = `${url}/${town.member.id}/decision`;
    expect(await statusOf('POST', decision, town.leader, { stands: true })).toBe(403);
    expect(await statusOf('POST', decision, town.member, { stands: false })).toBe(403);
    expect(await statusOf('POST', decision, town.dispatcher, { stands: false })).toBe(204);
    expect((await call('POST', decision, town.cityDispatcher, { stands: true })).json().code).toBe(
      'dispatch.absence_decided',
    );
  });
});

describe('the gaps of a centre', () => {
  it('are read by its dispatchers and observers and by nobody else', async () => {
    const url = `/units/${town.centre}/gaps`;
    expect(await statusOf('GET', url)).toBe(401);
    expect(await statusOf('GET', url, town.resident)).toBe(403);
    expect(await statusOf('GET', url, town.otherDispatcher)).toBe(403);
    expect(await statusOf('GET', url, town.dispatcher)).toBe(200);
    expect(await statusOf('GET', url, town.observer)).toBe(200);
    expect(await statusOf('GET', `/units/${town.networkId}/gaps`, town.cityDispatcher)).toBe(404);
  });
});
