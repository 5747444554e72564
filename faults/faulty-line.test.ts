import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import Type from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../src/platform/context.ts';
import { type Connection, Database } from '../src/platform/database.ts';
import { route } from '../src/platform/http/route.ts';
import { createServer } from '../src/platform/http/server.ts';
import { claimAttempt } from '../src/platform/idempotency.ts';
import { newId } from '../src/shared/ids.ts';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { longestWait } from './cut.ts';
import { FaultyLine } from './faulty-line.ts';

const networkId = newId(new Date());
const NOTHING = { name: 'test.nothing', text: 'select 1 as one' };

let fresh: FreshDatabase;
let admin: pg.Client;
let line: FaultyLine;
let database: Database;
let context: Context;

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = new pg.Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into network (id, code, name_zh, name_en, created_at) values ($1, 'line', '演示', 'Demo', now())`,
    [networkId],
  );
  line = new FaultyLine(Number(new URL(fresh.databaseUrl).port));
  const url = new URL(fresh.databaseUrl);
  url.port = String(await line.listen());
  database = new Database(url.href);
  context = { ...testContext(fresh.databaseUrl), database };
});
beforeEach(() => line.become('open'));
afterAll(async () => {
  await line.become('open');
  await context.keys.close();
  await database.close();
  await line.close();
  await admin.end();
  await fresh.drop();
});

/** Claims a key and then has the line become something, before the commit. */
function claimThen(key: string, then: (connection: Connection) => Promise<unknown>): Promise<unknown> {
  return database.transaction(networkId, async (connection) => {
    await claim(connection, key);
    await then(connection);
  });
}

function claim(connection: Connection, key: string) {
  return claimAttempt(connection, { key, digest: Buffer.from(key) }, { status: 201, subjectId: null, at: new Date() });
}

async function isKept(key: string): Promise<boolean> {
  const { rows } = await admin.query('select from idempotency_key where key = $1', [key]);
  return rows.length === 1;
}

describe('a transaction whose line to the database fails', () => {
  it('before its end was not done, and is answered so', async () => {
    const lost = claimThen('cut-before', async (connection) => {
      await line.become('cut');
      await connection.query(NOTHING);
    });
    await expect(lost).rejects.toMatchObject({ code: 'platform.database_unavailable', status: 503 });
    expect(await isKept('cut-before')).toBe(false);
  });

  it('while it commits may have been done, and is answered so, also when it was', async () => {
    const lost = claimThen('unheard', () => line.become('one-way'));
    await expect(lost).rejects.toMatchObject({
      code: 'platform.outcome_unknown',
      status: 503,
      details: { retryAfterSeconds: 5 },
    });
    expect(await isKept('unheard')).toBe(true);
    await line.become('open');
    // The same key finds out.
    const again = await database.transaction(networkId, (connection) => claim(connection, 'unheard'));
    expect(again).toMatchObject({ status: 201 });
  });

  it('while it commits is answered the same when it was not', async () => {
    const lost = claimThen('unsaid', () => line.become('cut'));
    await expect(lost).rejects.toMatchObject({ code: 'platform.outcome_unknown', status: 503 });
    expect(await isKept('unsaid')).toBe(false);
  });

  it('costs one wait and not one for each connection that a firewall forgot', async () => {
    const busy = { name: 'test.busy', text: 'select pg_sleep(0.2)' };
    await Promise.all(Array.from({ length: 5 }, () => database.outside(busy)));
    expect(database.usage().idle).toBeGreaterThanOrEqual(5);
    await line.become('forgotten');
    await expect(database.outside(NOTHING)).rejects.toMatchObject({ code: 'platform.database_unavailable' });
    for (let each = 0; each < 5; each++) expect(await database.outside(NOTHING)).toEqual([{ one: 1 }]);
  });

  it('holds what it has locked for so long only as PostgreSQL waits for a word of it', async () => {
    const [setting] = await database.outside<{ after: string }>({
      name: 'test.forsaken',
      text: `select current_setting('idle_in_transaction_session_timeout') as after`,
    });
    expect(setting?.after).toBe('20s');
  });
});

it('a transaction in which a failed statement was passed over is not taken for committed', async () => {
  const swallowed = database.transaction(networkId, async (connection) => {
    await connection.query({ name: 'test.wrong', text: 'select 1 / 0' }).catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow('in which a statement had failed');
});

describe('a request that takes too long', () => {
  const MOST = 300;
  const STEPS = 6;
  let done = 0;
  let app: Awaited<ReturnType<typeof createServer>>;

  beforeAll(async () => {
    app = await createServer(context, async () => ({ networkId, actor: undefined }));
    const slowly = { permission: 'anyone', tag: 'test', mostMilliseconds: MOST } as const;
    route(app, {
      ...slowly,
      method: 'POST',
      url: '/slow',
      summary: 'Many round trips',
      status: 201,
      response: Type.Object({ first: Type.Boolean() }),
      handle: async ({ attempt }) => {
        const first = await database.transaction(networkId, async (connection) => {
          const answer = { status: 201, subjectId: null, at: new Date() };
          if ((await claimAttempt(connection, attempt, answer)) !== null) return false;
          for (let step = 0; step < STEPS; step++) await connection.query(NOTHING);
          return true;
        });
        done++;
        return { body: { first } };
      },
    });
    route(app, {
      ...slowly,
      method: 'GET',
      url: '/never',
      summary: 'Never ends',
      handle: () => new Promise<never>(() => {}),
    });
  });
  afterAll(() => app.close());

  it('is answered before it ends, and the same key finds it done, once', async () => {
    const send = () =>
      app.inject({ method: 'POST', url: '/slow', headers: { 'idempotency-key': 'slow-line-1' }, payload: {} });
    await line.become('slow');
    const late = await send();
    expect(late.statusCode).toBe(503);
    expect(late.json()).toMatchObject({ code: 'platform.outcome_unknown' });
    expect(late.headers['retry-after']).toBe('5');
    expect(done).toBe(0);
    while (done === 0) await sleep(20);
    await line.become('open');
    const again = await send();
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual({ first: false });
  });

  it('and only reads is told that the database does not answer', async () => {
    const late = await app.inject({ url: '/never' });
    expect(late.statusCode).toBe(503);
    expect(late.json()).toMatchObject({ code: 'platform.database_unavailable' });
  });
});

it('the drill would see a server that lets people wait', () => {
  expect(longestWait([])).toBe(0);
  expect(longestWait([{ sent: 10, answered: 4_900.4 }])).toBe(4_890);
  // Planted: one that had its answer after eight seconds, and one that never had any.
  expect(longestWait([{ sent: 0, answered: 5_200 }])).toBeGreaterThan(5_000);
  expect(longestWait([{ sent: 0, answered: null }])).toBe(8_000);
});
