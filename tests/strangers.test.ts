import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeToken } from '../src/identity/rules/digests.ts';
import { buildApp } from '../src/main/app.ts';
import { type SmallCity, smallCity } from './city.ts';
import { testContext } from './context.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

const PER_MINUTE = 5;
/** The address that all phones of a station share. */
const STATION = '203.0.113.20';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let app: FastifyInstance;
let code: string;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  city = await smallCity(context);
  app = await buildApp(context, { requestsPerMinute: PER_MINUTE });
  await app.ready();
  const sent = await app.inject({
    method: 'POST',
    url: '/api/v1/receipts',
    remoteAddress: '203.0.113.99',
    payload: { text: '演示的楼道堆了杂物', placeUnitId: city.unit('east.1.1') },
  });
  ({ code } = sent.json() as { code: string });
});
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
});

const ask = (headers: Record<string, string>, remoteAddress = STATION) =>
  app.inject({ url: '/api/v1/receipt', headers, remoteAddress });
const token = (number: number) => writeToken(city.networkId, Buffer.alloc(32, number));

/** What is shown, wrong each time, with what it is answered while the limit is not reached. */
const shows = [
  {
    kind: 'the code of a receipt',
    wrong: (number: number) => ({ authorization: `Receipt ${wrongCode(number)}` }),
    answer: 'orders.receipt_unknown',
  },
  {
    kind: 'a key',
    wrong: (number: number) => ({ authorization: `Bearer linli_${token(number)}` }),
    answer: 'identity.key_unknown',
  },
  {
    kind: 'a session',
    wrong: (number: number) => ({ cookie: `linli_session=${token(number)}` }),
    answer: 'platform.sign_in',
  },
];

describe('whoever guesses at the door', () => {
  it.each(shows)('with $kind is refused before the database is asked', async ({ kind, wrong, answer }) => {
    const address = `198.51.100.${kind.length}`;
    for (let tried = 0; tried < PER_MINUTE; tried++)
      expect((await ask(wrong(tried), address)).json().code).toBe(answer);
    const locked = new pg.Client({ connectionString: database.adminUrl });
    await locked.connect();
    try {
      // Whoever asked the database now would wait, and be told that it does not answer.
      await locked.query('begin; lock table session, api_key, order_receipt, login_attempt in access exclusive mode');
      const refused = await ask(wrong(100), address);
      expect(refused.json()).toMatchObject({ code: 'platform.too_many_requests', status: 429 });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    } finally {
      await locked.end();
    }
    expect((await ask(wrong(100), '203.0.113.21')).json().code).toBe(answer);
  });

  it('locks nobody out who shares the address: a receipt that is open there, a session, a key', async () => {
    const holder = { authorization: `Receipt ${code}` };
    expect((await ask(holder)).statusCode).toBe(200);
    for (let tried = 0; tried < 3 * PER_MINUTE; tried++) await ask(shows[0]?.wrong(tried) ?? {});
    expect((await ask(shows[0]?.wrong(1000) ?? {})).statusCode).toBe(429);
    expect((await ask(holder)).statusCode).toBe(200);
    expect((await ask(shows[1]?.wrong(1) ?? {})).json().code).toBe('identity.key_unknown');
  });

  it('is refused too where a known caller asks for what they may not, or sends what cannot be read', async () => {
    const address = '203.0.113.30';
    const statuses: number[] = [];
    for (let tried = 0; tried <= PER_MINUTE; tried++)
      statuses.push((await app.inject({ url: '/api/v1/me', remoteAddress: address })).statusCode);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

/** A code that is well written and opens nothing: its check digits are found by trying. */
function wrongCode(number: number): string {
  const drawn = String(70_000_000 + number).padEnd(22, '0');
  const check = 98 - Number(BigInt(`${drawn}00`) % 97n);
  return drawn + String(check).padStart(2, '0');
}
