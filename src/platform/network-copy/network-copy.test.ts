import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysUrlFor, testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { verifyLog } from '../../audit/actions/verify.ts';
import { allJobs } from '../../main/app.ts';
import { markComplained } from '../../orders/actions/complained.ts';
import { addressesOf, prepareDatabase } from '../embedded-postgres/prepare-database.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/supervisor.ts';
import { runJobsOnce } from '../jobs.ts';
import { migrate } from '../migrations.ts';
import { exportNetwork } from './export.ts';
import { LEFT_BEHIND, type Manifest } from './format.ts';
import { importNetwork } from './import.ts';

let home: FreshDatabase;
let town: OrderTown;
let folder: string;
let exported: Manifest;
const now = new Date('2026-03-03T00:00:00Z');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-copy-'));
  home = await freshDatabase();
  town = await makeOrderTown(testContext(home.databaseUrl));
  await makeOrderTown(town.context, 'neighbours');
  const accepted = await town.dispatched([town.volunteers[0]?.id ?? '']);
  await town.act(town.volunteers[0] as OrderTown['resident'], accepted, 'accept', {});
  const [older, newer] = [await town.place(), await town.place()];
  // The older one names one that came after it.
  await town.act(town.dispatcher, older, 'merge', { into: newer });
  await town.place({ text: '（演示）投诉幸福里社区的演示工地半夜施工', confidential: true });
  const petition = await town.place({ text: '（演示）三号楼电梯坏了四十天', confidential: true });
  await town.act(town.clerk, petition, 'triage', { nature: 'petition' });
  await markComplained(town.context, town.clerk, petition, { unitIds: [], personIds: [] });
  await town.act(town.clerk, petition, 'forward', { departmentId: town.department, text: '某楼电梯坏了四十天' });
  await runJobsOnce(town.context, allJobs);
  exported = await exportNetwork(home.migrationUrl, town.networkId, join(folder, 'first'), { now, hasNetworks: true });
});
afterAll(async () => {
  await town.context.database.close();
  await home.drop();
  await rm(folder, { recursive: true });
});

/** What is equal wherever a network is: everything but the log of the place. */
const rowsOf = ({ tables }: Manifest) => tables.filter(({ name }) => !LEFT_BEHIND.has(name));

describe('a network that is exported', () => {
  it('is whole, and nothing of its neighbours is in it', async () => {
    const rows = Object.fromEntries(exported.tables.map(({ name, rows: count }) => [name, count]));
    expect(rows).toMatchObject({ orders: 5, assignment: 1, org_unit: 8, order_seal: 2 });
    expect(exported.network).toMatchObject({ code: 'town' });
    expect(exported.tables.length).toBeGreaterThan(35);
    const manifest = JSON.parse(await readFile(join(folder, 'first/manifest.json'), 'utf8')) as Manifest;
    expect(manifest).toEqual(exported);
  });

  it('is never written into a folder that is in use', async () => {
    await expect(
      exportNetwork(home.migrationUrl, town.networkId, join(folder, 'first'), { now, hasNetworks: true }),
    ).rejects.toThrow('is not empty');
  });

  it('is the same after it moved to another database and back, where people go on working', async () => {
    const other = await otherPlace();
    try {
      await importNetwork(other.migrationUrl, join(folder, 'first'));
      const there = await exportNetwork(other.migrationUrl, town.networkId, join(folder, 'second'), {
        now,
        hasNetworks: true,
      });
      expect(rowsOf(there)).toEqual(rowsOf(exported));
      const { 'audit.sequencer': _own, ...followers } = exported.followers;
      expect(there.followers).toEqual(followers);
      expect(await listingAt(other.migrationUrl)).toEqual(await listingAt(home.migrationUrl));
      const back = await freshDatabase();
      await importNetwork(back.migrationUrl, join(folder, 'second'));
      const again = await exportNetwork(back.migrationUrl, town.networkId, join(folder, 'third'), {
        now,
        hasNetworks: true,
      });
      expect(rowsOf(again)).toEqual(rowsOf(exported));
      await workIn(back, again);
      await back.drop();
    } finally {
      await other.close();
    }
  });

  it('is refused where it is already, and where a file of it was changed, and then nothing is there', async () => {
    await expect(importNetwork(home.migrationUrl, join(folder, 'first'))).rejects.toThrow(
      'town is in this database already',
    );
    const changed = join(folder, 'changed');
    await exportNetwork(home.migrationUrl, town.networkId, changed, { now, hasNetworks: true });
    const file = join(changed, 'manifest.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/"rows": 5/, '"rows": 6'));
    const other = await freshDatabase();
    await expect(importNetwork(other.migrationUrl, changed)).rejects.toThrow('is not as it was exported');
    const context = testContext(other.databaseUrl);
    expect(await context.database.networks()).toEqual([]);
    await context.database.close();
    await other.drop();
  });

  it('is found by its words, which are not in its files, once the new place has made them anew', async () => {
    expect(exported.tables.map(({ name }) => name)).not.toContain('order_token');
    const other = await freshDatabase();
    await importNetwork(other.migrationUrl, join(folder, 'first'));
    const context = testContext(other.databaseUrl);
    await runJobsOnce(context, allJobs);
    const atHome = await tokensIn(home);
    expect(atHome.length).toBeGreaterThan(4);
    expect(await tokensIn(other)).toEqual(atHome);
    await context.database.close();
    await other.drop();
  });

  it('lists its orders where they were, the one that a department has too, though no list is in its files', async () => {
    expect(exported.tables.map(({ name }) => name)).not.toContain('order_listing');
    const listing = await listingAt(home.migrationUrl);
    expect(listing.filter((row) => (row as { ancestor_id: string }).ancestor_id === town.department)).toHaveLength(1);
    const other = await freshDatabase();
    await importNetwork(other.migrationUrl, join(folder, 'first'));
    expect(await listingAt(other.migrationUrl)).toEqual(listing);
    await other.drop();
  });

  it.each([
    [1, ['order_listing', 'order_token']],
    [2, ['order_listing']],
  ] as const)(
    'is read in format %i, with what was in its files then and where its follower was',
    async (version, names) => {
      const earlier = join(folder, `format-${version}`);
      const manifest = await exportNetwork(home.migrationUrl, town.networkId, earlier, { now, hasNetworks: true });
      const tables = [...manifest.tables];
      for (const name of names) {
        const rows = (await rowsIn(
          home.adminUrl,
          `select row_to_json(t)::text as line from ${name} t where network_id = '${town.networkId}'`,
        )) as { line: string }[];
        expect(rows.length).toBeGreaterThan(4);
        const lines = rows.map(({ line }) => `${line}\n`).join('');
        await writeFile(join(earlier, `${name}.jsonl.gz`), gzipSync(lines));
        tables.push({ name, rows: rows.length, sha256: createHash('sha256').update(lines).digest('hex') });
      }
      const followers = { 'orders.search': Object.values(manifest.followers)[0] ?? 0 };
      const told: Manifest = { ...manifest, version, tables, ...(version === 1 ? { followers } : {}) };
      await writeFile(join(earlier, 'manifest.json'), JSON.stringify(told));
      const other = await freshDatabase();
      await importNetwork(other.migrationUrl, earlier);
      expect(await listingAt(other.migrationUrl)).toEqual(await listingAt(home.migrationUrl));
      expect(await tokensIn(other)).toEqual(version === 1 ? await tokensIn(home) : []);
      const followed = await rowsIn(other.adminUrl, 'select name from event_follower');
      if (version === 1) expect(followed).toEqual([{ name: 'orders.search' }]);
      else expect(followed).not.toContainEqual({ name: 'orders.search' });
      await other.drop();
    },
  );

  it('is refused by a Linli of another version', async () => {
    const older = join(folder, 'older');
    const manifest = await exportNetwork(home.migrationUrl, town.networkId, older, { now, hasNetworks: true });
    await writeFile(
      join(older, 'manifest.json'),
      JSON.stringify({ ...manifest, schema: manifest.schema.slice(0, -1) }),
    );
    await expect(importNetwork(home.migrationUrl, older)).rejects.toThrow('migrations');
    await writeFile(join(older, 'manifest.json'), JSON.stringify({ ...manifest, version: 99 }));
    await expect(importNetwork(home.migrationUrl, older)).rejects.toThrow('format 99');
    await expect(importNetwork(home.migrationUrl, folder)).rejects.toThrow('holds no export');
  });

  it('takes the keys of its petitions along only into a folder of their own', async () => {
    const { adminUrl } = home;
    const name = new URL(keysUrlFor(home.databaseUrl)).pathname.slice(1);
    const { migrationUrl } = addressesOf(adminUrl, { database: name });
    const keys = await exportNetwork(migrationUrl, town.networkId, join(folder, 'keys'), { now, hasNetworks: false });
    expect(keys.tables).toMatchObject([{ name: 'petition_key', rows: 6 }]);
    const place = await prepareDatabase(adminUrl, { database: `${new URL(home.adminUrl).pathname.slice(1)}_k` });
    await migrate(place.migrationUrl, 'db/keys-migrations');
    await importNetwork(place.migrationUrl, join(folder, 'keys'));
    const again = await exportNetwork(place.migrationUrl, town.networkId, join(folder, 'keys-again'), {
      now,
      hasNetworks: false,
    });
    expect(again.tables).toEqual(keys.tables);
    await expect(importNetwork(place.migrationUrl, join(folder, 'keys'))).rejects.toThrow('already');
  });
});

async function rowsIn(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const tokensIn = (database: FreshDatabase) =>
  rowsIn(
    database.adminUrl,
    `select token, order_id from order_token where network_id = '${town.networkId}' order by order_id, token collate "C"`,
  );

/** Where the orders of the network are listed, by the owner's eyes, in the network's context. */
async function listingAt(migrationUrl: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: migrationUrl });
  await client.connect();
  try {
    await client.query(`select set_config('linli.network_id', $1, false)`, [town.networkId]);
    return (await client.query('select * from order_listing order by order_id, ancestor_id')).rows;
  } finally {
    await client.end();
  }
}

/** A database of another server: of PostgreSQL 18 when this run's is an older one, else one more of this run. */
async function otherPlace(): Promise<{ migrationUrl: string; close(): Promise<void> }> {
  if (process.env['LINLI_TEST_ADMIN_URL'] === undefined) {
    const { migrationUrl, drop } = await freshDatabase();
    return { migrationUrl, close: drop };
  }
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-other-'));
  const postgres = await startEmbeddedPostgres({ dataFolder, settings: { fsync: 'off' } });
  const { migrationUrl } = await prepareDatabase(postgres.adminUrl, { database: 'linli' });
  await migrate(migrationUrl, 'db/migrations');
  return {
    migrationUrl,
    async close() {
      await postgres.stop();
      await removeEmbeddedPostgres(dataFolder);
    },
  };
}

/** People go on where they were: the log begins anew over all events, nobody is told twice, numbers go on. */
async function workIn(place: FreshDatabase, before: Manifest): Promise<void> {
  const context = testContext(place.databaseUrl);
  const told = before.tables.find(({ name }) => name === 'notification')?.rows;
  const events = before.tables.find(({ name }) => name === 'event')?.rows ?? 0;
  await runJobsOnce(context, allJobs);
  const { fault, verified, afterCheckpoint } = await verifyLog(context, town.networkId, null);
  expect(fault).toBeNull();
  expect(verified + afterCheckpoint).toBeGreaterThanOrEqual(events);
  const later = await exportNetwork(place.migrationUrl, town.networkId, join(folder, 'later'), {
    now,
    hasNetworks: true,
  });
  expect(later.tables.find(({ name }) => name === 'notification')?.rows).toBe(told);
  await context.database.close();
}
