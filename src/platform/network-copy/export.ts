import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import {
  DERIVED,
  DRAWN,
  EVENTS,
  FOLLOWERS,
  FORMAT_VERSION,
  fileOf,
  MANIFEST,
  type Manifest,
  REDRAWN,
} from './format.ts';
import { inOneTransaction, schemaOf, type Table, tablesOf } from './tables.ts';

/** Bytes in memory at once, about: a row of photos is a thousand times as long as one of names. */
const BATCH_BYTES = 500_000;
const MOST_ROWS = 1_000;
const FIRST_ROWS = 20;
const GZIP_LEVEL = 3;

/**
 * Writes all rows of one network into `folder`, new or empty, as they were at one moment, while others go on writing.
 * `url` is the owner's; `network` undefined for a database that has no table of networks. Throws an Error for people when
 * the folder is in use.
 */
export async function exportNetwork(
  url: string,
  networkId: string,
  folder: string,
  options: { now: Date; hasNetworks: boolean },
): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty. Name a new folder.`);
  return inOneTransaction(url, 'begin isolation level repeatable read read only', async (client) => {
    await client.query(`select set_config('linli.network_id', $1, true)`, [networkId]);
    const tables: Manifest['tables'] = [];
    const leftOut: ReadonlySet<string> = new Set([FOLLOWERS, ...Object.values(DERIVED), ...Object.keys(REDRAWN)]);
    for (const table of await tablesOf(client))
      if (!leftOut.has(table.name)) tables.push({ name: table.name, ...(await exportTable(client, table, folder)) });
    const manifest: Manifest = {
      format: 'linli network',
      version: FORMAT_VERSION,
      network: options.hasNetworks ? await networkRow(client, networkId) : null,
      networkId,
      exportedAt: options.now.toISOString(),
      schema: await schemaOf(client),
      tables: tables.sort((a, b) => (a.name < b.name ? -1 : 1)),
      followers: options.hasNetworks ? await followersOf(client) : {},
      orderNumber: options.hasNetworks ? await orderNumberOf(client) : null,
    };
    await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    return manifest;
  });
}

async function networkRow(client: pg.Client, networkId: string): Promise<Record<string, unknown>> {
  const { rows } = await client.query<{ row: Record<string, unknown> }>(
    'select to_jsonb(n) as row from network n where id = $1',
    [networkId],
  );
  if (!rows[0]) throw new Error('This network is not in the database.');
  return rows[0].row;
}

/** Followers stand between two events: how many they have read is the same everywhere. Those whose rows stay read all anew. */
async function followersOf(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; read: number }>(
    `select f.name, (select count(*)::int from event e where (e.transaction, e.position) <= (f.transaction, f.position)) as read
      from event_follower f order by f.name collate "C"`,
  );
  return Object.fromEntries(rows.filter(({ name }) => !(name in DERIVED)).map(({ name, read }) => [name, read]));
}

async function orderNumberOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ drawn: string }>(
    `select case when is_called then last_value else 0 end as drawn from order_number`,
  );
  return Number(rows[0]?.drawn ?? 0);
}

async function exportTable(client: pg.Client, table: Table, folder: string): Promise<{ rows: number; sha256: string }> {
  const name = pg.escapeIdentifier(table.name);
  const isHistory = table.name === EVENTS;
  // Without the network's id in the condition the owner would still see only its rows; with it the key finds them.
  const row = isHistory ? `to_jsonb(r) - '{${DRAWN.join(',')}}'::text[]` : 'to_jsonb(r)';
  const order = isHistory ? 'r.transaction, r.position' : table.order;
  await client.query(
    `declare rows_to_export no scroll cursor for select (${row})::text as line from ${name} r
      where network_id = current_setting('linli.network_id')::uuid order by ${order}`,
  );
  const hash = createHash('sha256');
  let rows = 0;
  // Drawn as fast as the disk takes it, and no faster: one batch is fetched while the one before goes.
  async function* lines() {
    for await (const batch of fetched(client)) {
      rows += batch.length;
      const bytes = Buffer.from(batch.map(({ line }) => `${line}\n`).join(''));
      hash.update(bytes);
      yield bytes;
    }
  }
  const file = createWriteStream(join(folder, fileOf(table.name)), { mode: 0o600 });
  await pipeline(lines, createGzip({ level: GZIP_LEVEL }), file);
  await client.query('close rows_to_export');
  return { rows, sha256: hash.digest('hex') };
}

interface Line {
  line: string;
}

/** The cursor's rows, about as many bytes at a time as may be in memory. */
async function* fetched(client: pg.Client): AsyncGenerator<Line[]> {
  const fetch = (count: number) => {
    const coming = client.query<Line>(`fetch ${count} from rows_to_export`);
    // It is waited for later, and told of then.
    coming.catch(() => {});
    return coming;
  };
  let next = FIRST_ROWS;
  for (let coming = fetch(next); ; ) {
    const { rows } = await coming;
    if (rows.length === 0) return;
    const characters = rows.reduce((sum, { line }) => sum + line.length, 0);
    next = Math.max(1, Math.min(MOST_ROWS, next * 4, Math.floor((rows.length * BATCH_BYTES) / characters)));
    coming = fetch(next);
    yield rows;
  }
}
