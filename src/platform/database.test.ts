import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { readTime } from './database.ts';

describe('reading an instant', () => {
  it.each([
    ['2026-11-24 02:03:04+00', '2026-11-24T02:03:04.000Z'],
    ['2026-11-24 02:03:04.1+00', '2026-11-24T02:03:04.100Z'],
    ['2026-11-24 02:03:04.12+00', '2026-11-24T02:03:04.120Z'],
    ['2026-11-24 02:03:04.123+00', '2026-11-24T02:03:04.123Z'],
    ['2026-11-24 02:03:04.123999+00', '2026-11-24T02:03:04.123Z'],
    ['2026-11-24 02:03:04.5+08', '2026-11-23T18:03:04.500Z'],
    ['0044-03-15 12:00:00+00', '0044-03-15T12:00:00.000Z'],
    ['0044-03-15 12:00:00+00 BC', '-000043-03-15T12:00:00.000Z'],
    ['12026-01-01 00:00:00+00', '+012026-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(readTime(text).toISOString()).toBe(instant);
  });
});

describe('an instant on its way through the database', () => {
  let fresh: FreshDatabase;
  let context: ReturnType<typeof testContext>;
  beforeAll(async () => {
    fresh = await freshDatabase();
    context = testContext(fresh.databaseUrl);
  });
  afterAll(async () => {
    await context.database.close();
    await fresh.drop();
  });

  it('is the same when it comes back, whatever the zone of the server', async () => {
    const admin = new pg.Client({ connectionString: fresh.adminUrl });
    await admin.connect();
    await admin.query(`alter database ${new URL(fresh.adminUrl).pathname.slice(1)} set timezone = 'Asia/Shanghai'`);
    await admin.end();
    const there = { min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true };
    await fc.assert(
      fc.asyncProperty(fc.date(there), async (instant) => {
        const [row] = await context.database.outside<{ back: Date }>(
          { name: 'test.time', text: 'select $1::timestamptz as back' },
          [instant.toISOString()],
        );
        expect(row?.back).toEqual(instant);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a connection that breaks between two statements', () => {
  it('is answered as a database that is away (503), and the next one works', async () => {
    const fresh = await freshDatabase();
    const context = testContext(fresh.databaseUrl);
    const admin = new pg.Client({ connectionString: fresh.adminUrl });
    await admin.connect();
    const nowhere = '00000000-0000-7000-8000-000000000001';
    const broken = context.database.transaction(nowhere, async (connection) => {
      const [row] = await connection.query<{ pid: number }>({
        name: 'test.pid',
        text: 'select pg_backend_pid() as pid',
      });
      await admin.query('select pg_terminate_backend($1, 10000)', [row?.pid]);
      return connection.query({ name: 'test.one', text: 'select 1 as one' });
    });
    await expect(broken).rejects.toMatchObject({ code: 'platform.database_unavailable', status: 503 });
    expect(await context.database.networks()).toEqual([]);
    await admin.end();
    await context.database.close();
    await fresh.drop();
  });
});
