import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoCity } from '../demo/load.ts';
import { submitOrder } from '../src/orders/actions/submit.ts';
import { readOrder } from '../src/orders/actions/view.ts';
import { importTree } from '../src/organisation/actions/import.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { loadTree } from '../src/organisation/actions.ts';
import { Database, refuseMightyRole } from '../src/platform/database.ts';
import { jobActor } from '../src/shared/actor.ts';
import { testContext } from './context.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let own: string;
let foreign: string;
let orderId: string;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  await loadDemoCity(context, { city: 'small', volunteers: 20 });
  own = (await context.database.networks())[0]?.id ?? '';
  foreign = await createNetwork(context, { code: 'elsewhere', nameZh: '别处', nameEn: 'Elsewhere' });
  const city = {
    code: '1',
    level: 'city',
    nameZh: '别处市',
    nameEn: 'Elsewhere',
    shortNameZh: '别处',
    openedOn: '2020-01-01',
  };
  await importTree(context, jobActor(foreign, 'test'), [city]);
  const tree = await loadTree(context, own);
  const placeUnitId = [...tree.units.values()].find((unit) => unit.level === 'station')?.id ?? '';
  const personId = (await asAdmin(`select id from person where phone is not null limit 1`))[0]?.['id'] as string;
  const resident = { kind: 'person' as const, id: personId, networkId: own, grants: [] };
  orderId = (await submitOrder(context, resident, { text: '水龙头关不上', placeUnitId })).id;
}, 120_000);

afterAll(async () => {
  await context.database.close();
  await database.drop();
});

async function asAdmin(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Tables that keep something of a network, and how many rows the application's role sees of them in a context. */
async function seen(networkId: string | null): Promise<Map<string, number>> {
  const tables = await asAdmin(
    `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relkind = 'r' and a.attname = 'network_id' and c.relnamespace = 'public'::regnamespace`,
  );
  const client = new pg.Client({ connectionString: database.databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    if (networkId) await client.query(`set local linli.network_id = '${networkId}'`);
    const counts = new Map<string, number>();
    for (const { relname } of tables) {
      const { rows } = await client.query(
        `select count(*)::int as rows from ${String(relname)} where network_id = '${own}'`,
      );
      counts.set(String(relname), rows[0].rows);
    }
    await client.query('rollback');
    return counts;
  } finally {
    await client.end();
  }
}

const shown = (counts: Map<string, number>) =>
  [...counts]
    .filter(([, rows]) => rows > 0)
    .map(([table]) => table)
    .sort();

describe('two networks in one database', () => {
  it('one network sees its own rows, so that the emptiness below means something', async () => {
    expect(shown(await seen(own))).toEqual(
      expect.arrayContaining(['event', 'order_listing', 'orders', 'org_unit', 'person', 'volunteer']),
    );
  });

  it('the other sees not one row of it in any table, and without a context nobody sees anything', async () => {
    expect(shown(await seen(foreign))).toEqual([]);
    expect(shown(await seen(null))).toEqual([]);
  });

  it('somebody of the other network gets for an order what an unknown id gets', async () => {
    const stranger = { kind: 'person' as const, id: orderId, networkId: foreign, grants: [] };
    await expect(readOrder(context, stranger, orderId)).rejects.toMatchObject({
      code: 'platform.not_found',
      status: 404,
    });
  });

  it('without the wall the check above would see it: one policy taken away is noticed', async () => {
    await asAdmin('alter table orders disable row level security');
    try {
      expect(shown(await seen(foreign))).toEqual(['orders']);
    } finally {
      await asAdmin('alter table orders enable row level security');
    }
  });

  it('every table of a network is under forced row security', async () => {
    const open = await asAdmin(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relkind = 'r' and a.attname = 'network_id'
       and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });

  it('the application can neither change nor delete history', async () => {
    const client = new pg.Client({ connectionString: database.databaseUrl });
    await client.connect();
    await client.query(`set linli.network_id = '${own}'`);
    await expect(client.query(`update event set kind = 'x'`)).rejects.toThrow(/permission denied/);
    await expect(client.query('delete from event')).rejects.toThrow(/permission denied/);
    await client.end();
  });

  it('the server refuses a role that could pass the wall by', async () => {
    for (const url of [database.migrationUrl, database.adminUrl]) {
      const mighty = new Database(url, { connections: 1 });
      await expect(refuseMightyRole(mighty)).rejects.toThrow(/could pass row security by/);
      await mighty.close();
    }
  });
});
