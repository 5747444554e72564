import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { loadAlone, patiently, refreshStatistics } from './bulk-load.ts';
import { Database } from './database.ts';

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = new Database(fresh.databaseUrl);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const countedRows = async (table: string) =>
  (
    await database.outside<{ rows: number }>({
      name: `test.${table}`,
      text: `select reltuples::int as rows from pg_class where oid = '${table}'::regclass`,
    })
  )[0]?.rows;

describe('statistics', () => {
  it('are of the rows that are there, also by a role that owns nothing', async () => {
    expect(await countedRows('network')).toBe(-1);
    await database.outside({
      name: 'test.networks',
      text: `insert into network (id, code, name_zh, name_en, created_at)
        select gen_random_uuid(), 'n' || n, 'n', 'n', now() from generate_series(1, 300) n`,
    });
    await refreshStatistics(database);
    expect(await countedRows('network')).toBe(300);
  });

  it('are of our own tables only', async () => {
    const refuse = { name: 'test.other', text: 'select refresh_statistics($1)' };
    for (const name of ['pg_class', 'network; drop table network', 'nothing'])
      await expect(database.outside(refuse, [name])).rejects.toThrow(/There is no table/);
  });
});

describe('loads', () => {
  it('run one after the other, and let the next in when one fails', async () => {
    let running = 0;
    const load = async (fails: boolean) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      if (fails) throw new Error('a load that failed');
    };
    const all = [false, true, false].map((fails) => loadAlone(database, () => load(fails)));
    const ends = await Promise.allSettled(all);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('may take longer than a silent transaction may: the connection that holds the lock is not given up', async () => {
    const impatient = new Database(fresh.databaseUrl, { forsakenMilliseconds: 50 });
    try {
      const load = loadAlone(impatient, async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return 'loaded';
      });
      expect(await load).toBe('loaded');
    } finally {
      await impatient.close();
    }
  });

  it('may send a statement that takes longer than a request has, and leave no connection behind', async () => {
    const context = testContext(fresh.databaseUrl);
    const hasty = new Database(fresh.databaseUrl, { statementMilliseconds: 100 });
    const slow = { name: 'test.slow', text: 'select pg_sleep(0.5), 1 as one' };
    try {
      await expect(hasty.outside(slow)).rejects.toMatchObject({ code: 'platform.database_unavailable' });
      let its: Database | undefined;
      const [row] = await patiently({ ...context, database: hasty }, (patient) => {
        its = patient.database;
        return patient.database.outside<{ one: number }>(slow);
      });
      expect(row?.one).toBe(1);
      expect(its?.usage().open).toBe(0);
    } finally {
      await hasty.close();
      await context.database.close();
    }
  });
});
