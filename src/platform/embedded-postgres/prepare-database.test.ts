import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { prepareDatabase } from './prepare-database.ts';

describe('a prepared database', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('is given twice the same, with the same passwords', async () => {
    const name = new URL(database.databaseUrl).pathname.slice(1);
    const { adminUrl } = inject('database');
    expect(await prepareDatabase(adminUrl, { database: name })).toEqual({
      databaseUrl: database.databaseUrl,
      migrationUrl: database.migrationUrl,
    });
  });

  it('is refused, and no more than that, where the server ends while it is prepared', async () => {
    const { adminUrl } = inject('database');
    const other = new pg.Client({ connectionString: adminUrl });
    await other.connect();
    try {
      // What two processes that prepare the same server wait for.
      await other.query('select pg_advisory_lock(4771403)');
      const own = new URL(adminUrl);
      own.searchParams.set('application_name', 'tests.prepare');
      const preparing = prepareDatabase(own.href, { database: new URL(database.databaseUrl).pathname.slice(1) });
      const refused = expect(preparing).rejects.toThrow(/terminat/i);
      const end = () =>
        other.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'tests.prepare' and wait_event = 'advisory'`);
      await expect.poll(async () => (await end()).rowCount, { timeout: 60_000 }).toBeGreaterThan(0);
      await refused;
    } finally {
      await other.end();
    }
  });

  it('has an application role that owns nothing, may make nothing and cannot pass row security by', async () => {
    const rows = await query(
      database.databaseUrl,
      `select current_user as name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
        (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
       from pg_roles where rolname = current_user`,
    );
    expect(rows).toEqual([
      { name: 'linli_app', rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, owned: 0 },
    ]);
    await expect(query(database.databaseUrl, 'create table mine (id int)')).rejects.toThrow('permission denied');
  });

  it('belongs to an owner that is no superuser and cannot pass row security by', async () => {
    const rows = await query(
      database.migrationUrl,
      `select rolname as name, rolsuper, rolbypassrls from pg_database join pg_roles on pg_roles.oid = datdba
       where datname = current_database()`,
    );
    expect(rows).toEqual([{ name: 'linli_owner', rolsuper: false, rolbypassrls: false }]);
  });

  it('is in UTF-8, orders by code point and knows letters beyond ASCII', async () => {
    const rows = await query(
      database.databaseUrl,
      `select (select array_agg(word order by word) from unnest(array['迎', 'b', '杏', 'A', 'a']) as word) as words,
        upper('é') as upper, current_setting('server_encoding') as encoding`,
    );
    expect(rows).toEqual([{ words: ['A', 'a', 'b', '杏', '迎'], upper: 'É', encoding: 'UTF8' }]);
  });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
