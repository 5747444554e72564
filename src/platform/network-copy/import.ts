import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { isId } from '../../shared/ids.ts';
import {
  DRAWN,
  EVENTS,
  FOLLOWER_LEFT_BEHIND,
  fileOf,
  LEFT_BEHIND,
  MANIFEST,
  type Manifest,
  READABLE,
  REDRAWN,
} from './format.ts';
import { inOneTransaction, schemaOf, type Table, tablesOf } from './tables.ts';

/** In one statement; a photo is a thousand times as long as a name. */
const BATCH_ROWS = 1_000;
const BATCH_BYTES = 1_000_000;

/**
 * Reads a network from `folder` into a database that has it not, all or nothing. `url` is the owner's. Throws an Error for
 * people when the files are of another format or schema, were changed, or the network is there already. `beforeCommit`:
 * what must have been done elsewhere before any of it is seen; where that throws, none of it is.
 */
export async function importNetwork(
  url: string,
  folder: string,
  beforeCommit?: () => Promise<unknown>,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await inOneTransaction(url, 'begin', async (client) => {
    await refuseOtherSchema(client, manifest);
    await client.query(`select set_config('linli.network_id', $1, true)`, [manifest.networkId]);
    if (manifest.network) await insertNetwork(client, manifest.network);
    const told = new Map(manifest.tables.map((table) => [table.name, table]));
    for (const table of await tablesOf(client)) {
      const kept = told.get(table.name);
      if (!kept || LEFT_BEHIND.has(table.name)) continue;
      await refuseRows(client, table);
      await importTable(client, table, folder, kept);
      // Or the checks of what refers to it go on by plans that were made while it was empty.
      await client.query(`analyze ${pg.escapeIdentifier(table.name)}; discard plans`);
    }
    if (manifest.network)
      for (const [name, statement] of Object.entries(REDRAWN)) if (!told.has(name)) await client.query(statement);
    await placeFollowers(client, manifest);
    if (manifest.orderNumber !== null)
      // Numbers are shuffled ten thousand at a time under this server's own secret: it begins with a ten thousand of its own.
      await client.query(
        `select setval('order_number', greatest(ceil($1::bigint / 10000.0)::bigint * 10000,
          case when is_called then last_value else 0 end, 1)) from order_number`,
        [manifest.orderNumber],
      );
    await beforeCommit?.();
  });
  return manifest;
}

/** What an export says of itself. Throws an Error for people when it is none, or one of another format. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new Error(`${folder} holds no export: there is no ${MANIFEST} in it.`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 'linli network' || !isId(manifest.networkId))
    throw new Error(`${join(folder, MANIFEST)} is not of an export of a network.`);
  if (!READABLE.has(manifest.version))
    throw new Error(`This export has the format ${manifest.version}; this Linli reads ${[...READABLE].join(' and ')}.`);
  return manifest;
}

async function refuseOtherSchema(client: pg.Client, manifest: Manifest): Promise<void> {
  const here = await schemaOf(client);
  if (here.join('\n') === manifest.schema.join('\n')) return;
  throw new Error(
    `The export was made by a Linli with ${manifest.schema.length} migrations, this one has ${here.length}, or others. Bring both to the same version, export again, and import that.`,
  );
}

async function insertNetwork(client: pg.Client, row: Record<string, unknown>): Promise<void> {
  const { rows } = await client.query<{ code: string }>('select code from network where id = $1 or code = $2', [
    row['id'],
    row['code'],
  ]);
  if (rows[0]) throw new Error(`The network ${rows[0].code} is in this database already. Nothing was imported.`);
  await client.query('insert into network select * from jsonb_populate_record(null::network, $1)', [
    JSON.stringify(row),
  ]);
}

/** Rows of a network that is not there would be another's. */
async function refuseRows(client: pg.Client, { name }: Table): Promise<void> {
  const found = await client.query(
    `select from ${pg.escapeIdentifier(name)} where network_id = current_setting('linli.network_id')::uuid limit 1`,
  );
  if (found.rowCount !== 0) throw new Error(`There are rows of this network in ${name} already. Nothing was imported.`);
}

/** Rows that name others of their own table come last, all in one statement: whom they name may come later. */
async function importTable(
  client: pg.Client,
  table: Table,
  folder: string,
  kept: Manifest['tables'][number],
): Promise<void> {
  const name = pg.escapeIdentifier(table.name);
  const columns = table.columns
    .filter((column) => table.name !== EVENTS || !DRAWN.includes(column))
    .map((column) => pg.escapeIdentifier(column))
    .join(', ');
  const { namesItsOwn } = table;
  if (namesItsOwn !== null) await client.query(`create temporary table naming_own (like ${name}) on commit drop`);
  const read = `select ${columns} from json_populate_recordset(null::${name}, $1::json)`;
  const insert =
    namesItsOwn === null
      ? `insert into ${name} (${columns}) ${read}`
      : `with r as materialized (${read}),
          later as (insert into naming_own (${columns}) select ${columns} from r where ${namesItsOwn})
        insert into ${name} (${columns}) select ${columns} from r where (${namesItsOwn}) is not true`;
  const hash = createHash('sha256');
  let rows = 0;
  // One batch is written while the next is read.
  let written: Promise<unknown> = Promise.resolve();
  for await (const lines of batchesOf(join(folder, fileOf(table.name)))) {
    for (const line of lines) hash.update(`${line}\n`);
    rows += lines.length;
    await written;
    written = client.query(insert, [`[${lines.join(',')}]`]);
    // It is waited for later, and told of then.
    written.catch(() => {});
  }
  await written;
  if (rows !== kept.rows || hash.digest('hex') !== kept.sha256)
    throw new Error(`${fileOf(table.name)} is not as it was exported. Nothing was imported.`);
  if (namesItsOwn !== null) {
    await client.query(`insert into ${name} (${columns}) select ${columns} from naming_own`);
    await client.query('drop table naming_own');
  }
}

/** Throws an Error for people when the file is not there or cannot be unpacked. */
async function* linesOf(file: string): AsyncGenerator<string> {
  // Whoever reads what comes out is told of an error at either end.
  const text = pipeline(createReadStream(file), createGunzip(), () => {}).setEncoding('utf8');
  let begun = '';
  try {
    for await (const part of text) {
      const lines = (begun + part).split('\n');
      begun = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new Error(`${file} cannot be read, or is not as it was exported. Nothing was imported.`, { cause: error });
  }
  if (begun !== '') yield begun;
}

async function* batchesOf(file: string): AsyncGenerator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for await (const line of linesOf(file)) {
    batch.push(line);
    bytes += line.length;
    if (batch.length < BATCH_ROWS && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Each follower goes on after as many events as it had read, in the history's new places. */
async function placeFollowers(client: pg.Client, { followers }: Manifest): Promise<void> {
  for (const [name, read] of Object.entries(followers))
    if (name !== FOLLOWER_LEFT_BEHIND)
      await client.query(
        `insert into event_follower (network_id, name, transaction, position)
          select current_setting('linli.network_id')::uuid, $1, e.transaction, e.position
          from (select transaction, position from event where network_id = current_setting('linli.network_id')::uuid
            order by position offset greatest($2::int - 1, 0) limit 1) e where $2::int > 0`,
        [name, read],
      );
}
