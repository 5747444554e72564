import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { callersAmong } from '../../tests/named-callers.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { loadTree } from '../organisation/actions.ts';
import { createServer } from '../platform/http/server.ts';
import type { Actor } from '../shared/actor.ts';
import { triageRoutes } from './routes.ts';

let database: FreshDatabase;
let town: OrderTown;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  app = await createServer(
    town.context,
    callersAmong(town.networkId, [town.resident, town.dispatcher, town.clerk, town.observer]),
  );
  triageRoutes(app);
});
afterAll(async () => {
  await app.close();
  await town.context.database.close();
  await database.drop();
});

const post = (actor: Actor | undefined, url: string, payload: object) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, headers: actor ? { 'x-person': actor.id } : {}, payload });

describe('the routes of triage', () => {
  it('offer masking to who forwards petitions, and to nobody else', async () => {
    const text = '王建国，电话13800001234';
    expect((await post(undefined, '/triage/masking', { text })).statusCode).toBe(401);
    expect((await post(town.resident, '/triage/masking', { text })).statusCode).toBe(403);
    expect((await post(town.observer, '/triage/masking', { text })).statusCode).toBe(403);
    expect((await post(town.clerk, '/triage/masking', { text })).json()).toEqual({
      masks: [
        { from: 0, to: 3, kind: 'name', replacement: '某甲' },
        { from: 6, to: 17, kind: 'phone', replacement: '〔电话〕' },
      ],
    });
  });

  it('say where a message is about, from the names of the tree', async () => {
    const { nameZh } = (await loadTree(town.context, town.networkId)).units.get(town.station) ?? { nameZh: '' };
    const place = nameZh.replace(/新时代文明实践站$/, '');
    const answer = await post(town.resident, '/triage/suggest', { text: `${place}想请人教手机` });
    expect(answer.json().places[0]).toMatchObject({ unitId: town.station, words: [expect.any(String)] });
  });
});
