import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PersonName, type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { beginSession } from '../identity/actions/sessions.ts';
import { submitOrder } from '../orders/actions/submit.ts';
import type { NewOrder } from '../orders/schema/inputs.ts';
import { eventsOf } from '../platform/events.ts';
import { buildApp } from './app.ts';

/** As an order's words could try to end what holds them. */
const WORDS = '想请人看看水管</script><script>alert(1)</script><!--';
/** A session shows the most that a person has, so that staff are staff. */
const STRENGTH = 'password_totp';
const folder = mkdtempSync(join(tmpdir(), 'linli-answers-'));
let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(folder, 'resident'));
  writeFileSync(join(folder, 'resident/index.html'), '<h1>page</h1><!--first answers--><p>end</p>');
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  city = await smallCity(context);
  app = await buildApp(context, { requestsPerMinute: 100_000, pages: folder });
  await app.ready();
}, 60_000);
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(name: PersonName): Promise<string> {
  const session = { personId: city.people[name], strength: STRENGTH, device: null, at: context.clock.now() } as const;
  const { token } = await context.database.transaction(city.networkId, (connection) =>
    beginSession(connection, session),
  );
  return `linli_session=${token}`;
}

async function place(name: PersonName, input: Partial<NewOrder> = {}): Promise<string> {
  const order = { text: WORDS, placeUnitId: city.unit('east.1.1'), ...input };
  // Nothing happens twice in the same instant.
  context.clock.forward(1);
  return (await submitOrder(context, city.actors[name], order)).id;
}

/** The page at an address, and the answers in it by the names under which the phone knows them. */
async function open(url: string, cookie: string, of = app) {
  const page = await of.inject({ url, headers: { cookie } });
  const [, json] =
    /^<h1>page<\/h1><script type="application\/json" id="answers">([^<]*)<\/script><p>end<\/p>$/.exec(page.body) ?? [];
  return { page, answers: json === undefined ? undefined : (JSON.parse(json) as Record<string, unknown>) };
}

const read = async (url: string, cookie: string) =>
  (await app.inject({ url: `/api/v1${url}`, headers: { cookie } })).json() as unknown;

describe('the answers that come with a page of the phone', () => {
  it('are at home those of the API to the same person, the order that matters now with its history among them', async () => {
    const cookie = await enter('resident');
    const id = await place('resident');
    const { page, answers } = await open('/', cookie);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(answers).toEqual({
      me: await read('/session', cookie),
      network: await read('/network', cookie),
      needs: await read('/needs', cookie),
      'orders:mine': await read('/me/orders?limit=50', cookie),
      [`orders:${id}`]: await read(`/orders/${id}`, cookie),
      [`orders:${id}:events`]: await read(`/orders/${id}/events`, cookie),
    });
    expect(answers?.[`orders:${id}`]).toMatchObject({ text: WORDS });
  });

  it.each([
    ['/', ['offers', 'orders:mine', 'tasks']],
    ['/orders', ['orders:mine']],
    ['/offers', ['me:volunteer', 'offers', 'open', 'tasks']],
    ['/tasks', ['offers', 'tasks']],
    ['/inbox', ['inbox']],
    ['/volunteer', []],
  ])('at %s are what a volunteer’s page asks first', async (url, own) => {
    const { answers } = await open(url, await enter('electrician'));
    expect(Object.keys(answers ?? {}).sort()).toEqual([...own, 'me', 'needs', 'network'].sort());
  });

  it('name the units that a first screen of offers shows', async () => {
    const desk = { cookie: await enter('centreDispatcher'), 'sec-fetch-site': 'same-origin' };
    const act = async (id: string, name: string, payload: object) => {
      const url = `/api/v1/orders/${id}/actions/${name}`;
      const answer = await app.inject({ method: 'POST', url, headers: desk, payload });
      expect([name, answer.statusCode, answer.body]).toEqual([name, 200, expect.anything()]);
    };
    const units = (['east.1.1', 'east.1.2', 'east.2.1', 'east.3.1'] as const).map((code) => city.unit(code));
    for (const placeUnitId of units) {
      const id = await place('neighbour', { placeUnitId });
      await act(id, 'triage', { nature: 'public_service', kind: 'medical_escort' });
      await act(id, 'dispatch', { personIds: [city.people.volunteer] });
    }
    const { answers = {} } = await open('/offers', await enter('volunteer'));
    expect((answers['offers'] as { items: unknown[] }).items).toHaveLength(4);
    const named = Object.keys(answers).filter((known) => known.startsWith('unit:'));
    expect(named).toHaveLength(3);
    for (const known of named) {
      const id = known.slice('unit:'.length);
      expect(units).toContain(id);
      expect(answers[known]).toEqual(await read(`/units/${id}`, ''));
    }
  });

  it('open a petition for whoever wrote it, and for no staff: what they read is recorded when their page asks', async () => {
    const id = await place('farResident', { confidential: true });
    const owner = await open(`/orders/${id}`, await enter('farResident'));
    expect(owner.answers?.[`orders:${id}`]).toMatchObject({ text: WORDS, mine: true });
    expect(Object.keys(owner.answers ?? {})).toContain(`orders:${id}:events`);
    const clerk = await enter('petitionClerk');
    for (const page of ['orders', 'tasks'])
      expect(Object.keys((await open(`/${page}/${id}`, clerk)).answers ?? {}).sort()).toEqual([
        'me',
        'needs',
        'network',
      ]);
    const kinds = async () =>
      (await context.database.transaction(city.networkId, (connection) => eventsOf(connection, id))).map(
        ({ kind }) => kind,
      );
    expect(await kinds()).not.toContain('vault.content_read');
    expect(await read(`/orders/${id}`, clerk)).toMatchObject({ text: WORDS });
    expect(await kinds()).toContain('vault.content_read');
  });

  it('are not there for whom the API does not answer', async () => {
    const id = await place('resident', { confidential: true });
    const { answers } = await open(`/orders/${id}`, await enter('neighbour'));
    expect(Object.keys(answers ?? {}).sort()).toEqual(['me', 'needs', 'network']);
  });

  it('hold nothing of anybody once their session has ended', async () => {
    const cookie = await enter('resident');
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await app.inject({ method: 'POST', url: '/api/v1/logout', headers })).statusCode).toBe(204);
    expect(Object.keys((await open('/', cookie)).answers ?? {}).sort()).toEqual(['needs', 'network']);
  });

  it('are not in a page of nobody’s, nor in the one that a phone keeps for where there is no network', async () => {
    const cookie = await enter('resident');
    for (const [url, shown] of [
      ['/', ''],
      ['/index.html', cookie],
    ] as const) {
      const { page, answers } = await open(url, shown);
      expect(answers).toBeUndefined();
      expect([page.body, page.headers['cache-control']]).toEqual([
        '<h1>page</h1><!--first answers--><p>end</p>',
        'no-cache',
      ]);
    }
  });

  it('count as what their reader asks', async () => {
    const few = await buildApp(context, { requestsPerMinute: 4, pages: folder });
    await place('resident');
    const { answers } = await open('/', await enter('resident'), few);
    expect(Object.keys(answers ?? {}).sort()).toEqual(['me', 'needs', 'network', 'orders:mine']);
    await few.close();
  });
});
