import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../demo/random.ts';
import type { Context } from '../src/platform/context.ts';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { type Cast, makeCast } from './cast.ts';
import { check, type Found, judge, lookInto } from './check.ts';
import { type Entry, History, isDone } from './history.ts';
import { serve } from './in-process.ts';
import { judgeKeys, sendKeys } from './keys.ts';
import { carryPetition, finishLives, live, partsOf } from './loop.ts';
import { ofCast } from './outcomes.ts';
import { chainOf, openPetitions } from './petitions.ts';
import { AcknowledgesEarly, SetsContextOutside } from './planted.ts';
import { race } from './race.ts';

const SIZE = { residents: 30, dispatchers: 3, volunteers: 6 };

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let casts: [Cast, Cast];

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  casts = [await makeCast(context, 'one', SIZE), await makeCast(context, 'two', SIZE)];
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

/** Lets people of both networks live on a server until so many requests were answered, and looks at what is left. */
async function lived(on: Context, requests: number): Promise<{ history: History; faults: string[]; found: Found }> {
  const server = await serve(on);
  const history = new History();
  const target = { url: server.url, over: false };
  const lives = casts.flatMap((cast, index) =>
    [0, 1].map((each) =>
      live({ ...{ history, target, cast, foreign: casts[1 - index] }, random: randomOf('check', index, each) }),
    ),
  );
  while (history.entries.length < requests) await new Promise((resolve) => setTimeout(resolve, 10));
  await finishLives(target, lives, history);
  await server.close();
  const founds: Found[] = [];
  const faults: string[] = [];
  for (const [index, cast] of casts.entries()) {
    const own = ofCast(history, casts, index);
    const opened = await openPetitions(context, cast, own);
    const found = await lookInto(database.adminUrl, cast.networkId);
    for (const order of found.orders) order.words ??= opened.words.get(order.id) ?? null;
    founds.push(found);
    faults.push(...opened.faults, ...check(own, found), ...(await chainOf(context, cast.networkId)));
  }
  return { history, faults, found: founds[0] as Found };
}

/** Lives until the checker finds a fault: it shows when requests meet, which they need not at once. Missed, this never ends. */
async function livedUntil(fault: RegExp, on: Context): Promise<string[]> {
  for (;;) {
    const { faults } = await lived(on, 150);
    if (faults.some((each) => fault.test(each))) return faults;
  }
}

describe('the checker of histories', () => {
  let history: Entry[];
  let found: Found;
  beforeAll(async () => {
    const sound = await lived(context, 200);
    expect(sound.faults).toEqual([]);
    history = ofCast(sound.history, casts, 0);
    found = sound.found;
    expect(history.filter((entry) => entry.op === 'review' && isDone(entry)).length).toBeGreaterThan(2);
    expect(history.some((entry) => entry.op === 'foreign read')).toBe(true);
  });

  const one = (op: string) => history.find((entry) => entry.op === op && isDone(entry)) as Entry;
  const order = (id: string | null) => found.orders.find((each) => each.id === id);
  const altered = (change: (entries: Entry[], found: Found) => void) => {
    const copy = structuredClone({ history, found });
    change(copy.history, copy.found);
    return check(copy.history, copy.found);
  };

  it.each<[string, RegExp, (entries: Entry[], found: Found) => void]>([
    [
      'an acknowledged order that is lost',
      /is lost/,
      (_h, f) =>
        f.orders.splice(
          f.orders.findIndex(({ id }) => id === one('submit').orderId),
          1,
        ),
    ],
    [
      'an order that was made twice',
      /made 2 orders/,
      (_h, f) => f.orders.push({ ...(order(one('submit').orderId) as Found['orders'][number]), id: 'twin' }),
    ],
    [
      'one key with two answers',
      /2 different orders/,
      (h) =>
        h.push({
          ...one('submit'),
          orderId: one('review').orderId === one('submit').orderId ? 'other' : one('review').orderId,
        }),
    ],
    [
      'an acknowledged action that is lost',
      /acknowledged 1 times and happened 0/,
      (_h, f) => {
        f.events = f.events.filter(
          (each) => !(each.orderId === one('triage').orderId && each.body['action'] === 'triage'),
        );
      },
    ],
    [
      'an action that happened twice',
      /happened 2 times for 1 keys/,
      (_h, f) =>
        f.events.push({
          ...(f.events.find(
            (each) => each.orderId === one('start').orderId && each.body['action'] === 'start',
          ) as Found['events'][number]),
        }),
    ],
    [
      'a refused order that was made',
      /refused and done/,
      (h) => {
        for (const entry of h) if (entry.key === one('submit').key) entry.status = 409;
      },
    ],
    [
      'a step that the machine does not know',
      /led from submitted to served/,
      (_h, f) => {
        for (const each of f.events)
          if (each.body['action'] === 'triage') (each.body['set'] as { status: string }).status = 'served';
      },
    ],
    [
      'a state without a history',
      /its history says/,
      (_h, f) => {
        const reviewed = f.orders.find(({ id }) => id === one('review').orderId);
        if (reviewed) reviewed.status = 'withdrawn';
      },
    ],
    [
      'a read that is older than an answer',
      /was read as version/,
      (h) => {
        for (const entry of h) if (entry.op === 'read') entry.version = 0;
      },
    ],
    [
      'an order that was not there after its answer',
      /was not there \(404\)/,
      (h) => {
        for (const entry of h) if (entry.op === 'read') entry.status = 404;
      },
    ],
    [
      'an order that another network saw',
      /seen from another network/,
      (h) => {
        for (const entry of h) if (entry.op === 'foreign read') entry.status = 200;
      },
    ],
    [
      'a listing in another state',
      /is listed in another state/,
      (_h, f) => {
        (f.orders[0] as Found['orders'][number]).stale = 1;
      },
    ],
    [
      'an open order without a clock',
      /is open without a clock/,
      (_h, f) => Object.assign(f.orders[0] as Found['orders'][number], { status: 'triaged', ringsAt: null }),
    ],
    [
      'a clock that its history does not know',
      /another clock than its history says/,
      (_h, f) => {
        (f.orders[0] as Found['orders'][number]).dueAt = new Date('2030-01-01T00:00:00Z');
      },
    ],
    [
      'two volunteers in one place',
      /2 volunteers for 1 places|has 2 volunteers/,
      (_h, f) => {
        (f.orders[0] as Found['orders'][number]).active = 2;
      },
    ],
  ])('finds %s', (_what, fault, change) => {
    expect(altered(change).join('\n')).toMatch(fault);
  });

  it('finds a server that acknowledges before it commits', async () => {
    const early = { ...context, database: new AcknowledgesEarly(database.databaseUrl) };
    const fault = /is lost|and happened 0 times/;
    const faults = await livedUntil(fault, early);
    await early.database.close();
    expect(faults.join('\n')).toMatch(fault);
  });

  it('finds a server that sets the context outside the transaction', async () => {
    const leaky = { ...context, database: new SetsContextOutside(database.databaseUrl) };
    const fault = /was not there \(404\) after it was acknowledged/;
    const faults = await livedUntil(fault, leaky);
    await leaky.database.close();
    expect(faults.join('\n')).toMatch(fault);
  });
});

describe('what is sealed', () => {
  let petitions: Cast;
  let history: History;
  beforeAll(async () => {
    petitions = await makeCast(context, 'sealed', SIZE);
    const server = await serve(context);
    history = new History();
    const target = { url: server.url, over: false };
    const life = { history, target, cast: petitions, random: randomOf('sealed', 1) };
    await Promise.all([1, 2].map(() => carryPetition(life, partsOf(life))));
    await server.close();
  });
  const opened = (on: Context) => openPetitions(on, petitions, history.entries);

  it('goes its whole way, is opened by whoever may, and stands in an audit log that holds', async () => {
    const { words, faults } = await opened(context);
    expect(faults).toEqual([]);
    expect(words.size).toBe(2);
    const { entries } = history;
    expect(entries.filter(({ op, key }) => key !== null && op === 'admit').every(isDone)).toBe(true);
    expect(entries.filter((entry) => entry.op === 'review' && isDone(entry)).length).toBeGreaterThanOrEqual(2);
    expect((await judge(database.adminUrl, petitions.networkId, entries, words)).faults).toEqual([]);
    expect(await chainOf(context, petitions.networkId)).toEqual([]);
  });

  it('is found lost where its keys are, found doubled by its words, and an event that was changed breaks the log', async () => {
    const keyless = { ...context, masters: [{ version: 1, secret: Buffer.alloc(32, 9) }] };
    const lost = (await opened(keyless)).faults.join('\n');
    for (const fault of [/a clerk cannot open it/, /its department reads something else/, /whoever sent it cannot/])
      expect(lost).toMatch(fault);
    const { words } = await opened(context);
    const [one = ''] = words.values();
    const twins = new Map([...words.keys()].map((id) => [id, one]));
    const { faults } = await judge(database.adminUrl, petitions.networkId, history.entries, twins);
    expect(faults.join('\n')).toMatch(/made 2 orders/);
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(`update event set body = '{}' where network_id = $1 and kind = 'orders.forwarded'`, [
      petitions.networkId,
    ]);
    await client.end();
    expect((await chainOf(context, petitions.networkId)).join('\n')).toMatch(/the audit log breaks/);
  });
});

describe('keys', () => {
  const judged = ({ adminUrl }: FreshDatabase, { networkId }: Cast, { entries }: History) =>
    judge(adminUrl, networkId, entries.filter(isDone));

  it('are one row and one answer each, however often they are sent at once', async () => {
    const cast = await makeCast(context, 'keys', { ...SIZE, residents: 6 });
    const server = await serve(context);
    const history = new History();
    await sendKeys(history, { url: server.url, over: false }, cast, 24);
    await server.close();
    const { faults, figures } = judgeKeys(history, await judged(database, cast, history), 24);
    expect(faults).toEqual([]);
    expect(figures.slice(0, 3).map(({ name, value }) => [name, value])).toEqual([
      ['keys', 24],
      ['rows', 24],
      ['other_bodies_refused', 24],
    ]);
  });

  it('would be found doubled without the constraint that holds them', async () => {
    const own = await freshDatabase();
    const careless = testContext(own.databaseUrl);
    const client = new pg.Client({ connectionString: own.adminUrl });
    await client.connect();
    await client.query('alter table idempotency_key drop constraint idempotency_key_pkey');
    await client.end();
    const cast = await makeCast(careless, 'careless', SIZE);
    const server = await serve(careless);
    const history = new History();
    await sendKeys(history, { url: server.url, over: false }, cast, 10);
    await server.close();
    const { faults } = judgeKeys(history, await judged(own, cast, history), 10);
    expect(faults.join('\n')).toMatch(/made [2-5] orders/);
    await careless.database.close();
    await own.drop();
  });
});

describe('races', () => {
  it('have one winner, and both are told the truth', async () => {
    const cast = await makeCast(context, 'race', { residents: 30, dispatchers: 4, volunteers: 8 });
    const server = await serve(context);
    const history = new History();
    const { races, faults } = await race(history, { url: server.url, over: false }, cast, { times: 45, seed: 1 });
    await server.close();
    expect(races).toBe(45);
    expect([...faults, ...(await judge(database.adminUrl, cast.networkId, history.entries)).faults]).toEqual([]);
  });
});
