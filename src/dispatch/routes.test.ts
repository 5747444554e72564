import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { callersAmong } from '../../tests/named-callers.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { readHistory } from '../orders/actions/history.ts';
import { eventsOf } from '../platform/events.ts';
import { createServer } from '../platform/http/server.ts';
import type { Actor } from '../shared/actor.ts';
import { dispatchRoutes } from './routes.ts';
import type { CandidateRanking } from './schema.ts';

let database: FreshDatabase;
let town: OrderTown;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  app = await createServer(
    town.context,
    callersAmong(town.networkId, [town.resident, town.dispatcher, town.otherDispatcher, town.observer]),
  );
  dispatchRoutes(app);
});
afterAll(async () => {
  await app.close();
  await town.context.database.close();
  await database.drop();
});

const candidates = (actor: Actor | undefined, id: string) =>
  app.inject({ url: `/api/v1/orders/${id}/candidates`, headers: actor ? { 'x-person': actor.id } : {} });

async function waiting(): Promise<string> {
  const id = await town.place();
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
  return id;
}

describe('who could serve an order', () => {
  test('is told to the dispatcher who answers for it, best first, with terms that add up, and why the fourth is fourth', async () => {
    const answer = await candidates(town.dispatcher, await waiting());
    expect(answer.statusCode).toBe(200);
    const ranking: CandidateRanking = answer.json();
    expect(ranking.items.length).toBe(6);
    expect(ranking.items.filter((each) => each.teamId === town.team)).toMatchObject([{ personId: null }]);
    for (const each of ranking.items) expect(each.score).toBe(each.terms.reduce((sum, term) => sum + term.points, 0));
    expect(ranking.items.map((each) => each.score)).toEqual(
      ranking.items.map((each) => each.score).sort((a, b) => b - a),
    );
    expect(ranking.fourth?.points).toBe((ranking.items[2]?.score ?? 0) - (ranking.items[3]?.score ?? 0));
    expect(ranking.within).toBe(6);
    expect(ranking.items[0]).toMatchObject({
      skillsMatched: ['digital_literacy'],
      servedLately: 0,
      distanceMetres: null,
    });
  });

  test('is nobody’s business else: not theirs who ask, nor another centre’s, nor without a login', async () => {
    const id = await waiting();
    expect((await candidates(undefined, id)).statusCode).toBe(401);
    expect((await candidates(town.resident, id)).statusCode).toBe(403);
    expect((await candidates(town.observer, id)).statusCode).toBe(403);
    expect((await candidates(town.otherDispatcher, id)).statusCode).toBe(404);
  });

  test('leaves out who was asked and said no, and tells of nobody where volunteers are not sent', async () => {
    const [first] = town.volunteers;
    const id = await town.dispatched([first?.id ?? '']);
    await town.act(first ?? town.leader, id, 'decline', {});
    const items = ((await candidates(town.dispatcher, id)).json() as CandidateRanking).items;
    expect(items.length).toBeGreaterThan(3);
    expect(items.map((each) => each.personId)).not.toContain(first?.id);
    expect((await candidates(town.dispatcher, await town.place())).json()).toMatchObject({ items: [], fourth: null });
  });
});

describe('choosing somebody else than the first', () => {
  test('is kept in the history with the reason, for staff alone', async () => {
    const id = await waiting();
    const { items } = (await candidates(town.dispatcher, id)).json() as CandidateRanking;
    const people = items.filter((each) => each.personId !== null);
    const [first, second] = [people[0]?.personId ?? '', people[1]?.personId ?? ''];
    await town.act(town.dispatcher, id, 'dispatch', {
      personIds: [second],
      instead: { firstId: first, place: 2 },
      reason: '上次是她教的',
    });
    const history = await readHistory(town.context, town.dispatcher, id);
    expect(history.map((each) => each.kind).slice(-2)).toEqual(['orders.dispatched', 'orders.overruled']);
    expect((await town.see(town.dispatcher, id)).words).toMatchObject([{ kind: 'reason', words: '上次是她教的' }]);
    const told = await readHistory(town.context, town.resident, id);
    expect(told.map((each) => each.kind)).not.toContain('orders.overruled');
    const events = await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, id));
    expect(events.at(-1)).toMatchObject({
      kind: 'orders.overruled',
      actorId: town.dispatcher.id,
      body: { firstId: first, place: 2 },
    });
    expect(JSON.stringify(events)).not.toContain('上次');
    expect((await town.see(town.resident, id)).words).toEqual([]);
  });
});
