import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { migrate } from '../src/platform/migrations.ts';
import { newId } from '../src/shared/ids.ts';
import { isSound, type Report, write } from './report.ts';

/** Orders in the database while it is upgraded. */
const TIMES = 100_000;
/** From this migration on there are orders. */
const ORDERS_SINCE = 5;
const MOST_WAIT_MILLISECONDS = 1_000;
const MIGRATIONS = 'db/migrations';

/**
 * `npm run faults -- upgrade [--times N] [--seed N]`: every migration, on a database with N orders, is killed once after
 * each of its statements, and must leave nothing behind; then it is applied whole, while somebody writes. Who writes is
 * never kept waiting for over a second, and nothing that was acknowledged is lost. The load is of plain SQL: no program
 * but the newest is here to work on an older schema.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-upgrade-'));
  const postgres = await startEmbeddedPostgres({ dataFolder });
  try {
    const { migrationUrl } = await prepareDatabase(postgres.adminUrl, { database: 'linli' });
    const report = await upgrade(migrationUrl, { times, seed, from: 2 });
    process.stdout.write(write(report));
    return isSound(report);
  } finally {
    await postgres.stop();
    await removeEmbeddedPostgres(dataFolder);
  }
}

interface Upgrade {
  times: number;
  seed: number;
  /** The first migration that is killed and measured. */
  from: number;
}

/** The drill on an empty database of the owner's. */
export async function upgrade(url: string, { times, seed, from }: Upgrade): Promise<Report> {
  const began = performance.now();
  const names = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  const faults: string[] = [];
  const networkId = newId(new Date());
  let kills = 0;
  let longest = 0;
  let written = 0;
  for (const [index, name] of names.entries()) {
    const text = await readFile(join(MIGRATIONS, name), 'utf8');
    if (index === ORDERS_SINCE) await fillDatabase(url, networkId, times);
    if (index + 1 < from) {
      await withFolder(names.slice(0, index), { name, text }, (folder) => migrate(url, folder));
      continue;
    }
    const before = await shapeOf(url);
    const statements = statementsOf(text);
    for (let killed = 1; killed <= statements.length; killed++, kills++) {
      const cut = `${statements.slice(0, killed).join(';\n')};\nselect pg_terminate_backend(pg_backend_pid());`;
      const ended = await withFolder(names.slice(0, index), { name, text: cut }, (folder) => migrate(url, folder)).then(
        () => 'done',
        () => 'killed',
      );
      if (ended !== 'killed') faults.push(`${name} said it was done though it was killed after statement ${killed}.`);
      if ((await shapeOf(url)) !== before)
        faults.push(`${name} left something behind when it was killed after statement ${killed}.`);
    }
    const writer = await Writer.begin(url, networkId, index + 1 > ORDERS_SINCE);
    await withFolder(names.slice(0, index), { name, text }, (folder) => migrate(url, folder));
    const { waits, lost } = await writer.end();
    if (lost > 0) faults.push(`${lost} events that were acknowledged while ${name} was applied are lost.`);
    written += waits.length;
    longest = Math.max(longest, ...waits);
  }
  return {
    drill: 'upgrade',
    ...{ seed, times, fullTimes: TIMES, seconds: (performance.now() - began) / 1000, faults },
    figures: [
      { name: 'migrations', value: names.length - from + 1 },
      { name: 'kills', value: kills },
      { name: 'events_written_meanwhile', value: written },
      { name: 'longest_wait', value: Math.round(longest), unit: 'ms', atMost: MOST_WAIT_MILLISECONDS },
    ],
  };
}

/** Runs with a folder of migrations: those before as they are, one as given. */
async function withFolder<T>(
  before: readonly string[],
  last: { name: string; text: string },
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-migrations-'));
  try {
    for (const name of before) await writeFile(join(folder, name), await readFile(join(MIGRATIONS, name)));
    await writeFile(join(folder, last.name), last.text);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The statements of a file, without what stands between them: quotes, `$$` and comments are seen. */
export function statementsOf(text: string): string[] {
  const statements: string[] = [];
  const piece = /--[^\n]*|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|[;]|[^;'$-]+|[-$]/g;
  let now = '';
  for (const [token] of text.matchAll(piece)) {
    if (token.startsWith('--')) continue;
    if (token !== ';') now += token;
    else {
      if (now.trim() !== '') statements.push(now.trim());
      now = '';
    }
  }
  if (now.trim() !== '') statements.push(now.trim());
  return statements;
}

/** Everything that migrations make: tables with columns, constraints, indexes, policies, functions, sequences, and their list. */
const SHAPE = `select md5(string_agg(line, chr(10) order by line)) as shape from (
    select format('%s.%s %s %s', attrelid::regclass, attname, atttypid::regtype, attnotnull) as line from pg_attribute
      where attnum > 0 and not attisdropped and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
    union all select pg_get_indexdef(indexrelid) from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
    union all select format('%s %s', polname, pg_get_expr(polqual, polrelid)) from pg_policy
    union all select format('%s %s', proname, prosrc) from pg_proc where pronamespace = 'public'::regnamespace
    union all select format('%s %s', relname, relacl) from pg_class where relnamespace = 'public'::regnamespace
    union all select name from schema_migration) as everything`;

async function shapeOf(url: string): Promise<string> {
  return withClient(url, async (client) => (await client.query<{ shape: string }>(SHAPE)).rows[0]?.shape ?? '');
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A network with one unit and one person who has asked so often. */
async function fillDatabase(url: string, networkId: string, orders: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`select set_config('linli.network_id', $1, false)`, [networkId]);
    await client.query(
      `insert into network (id, code, name_zh, name_en, created_at) values ($1, 'old', '演示', 'Demo', now())`,
      [networkId],
    );
    await client.query(
      `insert into org_unit (network_id, id, code, level, name_zh, name_en, short_name_zh, opened_on) values ($1, $1, 'c', 'city', '演示', 'Demo', '演示', '2020-01-01')`,
      [networkId],
    );
    await client.query(`insert into org_unit_ancestor values ($1, $1, $1, 0)`, [networkId]);
    await client.query(`insert into person (network_id, id, name, created_at) values ($1, $1, '演示', now())`, [
      networkId,
    ]);
    await client.query(
      `insert into orders (network_id, id, number, status, confidential, unit_id, place_unit_id, requester_id, source, submitted_at, status_since)
        select $1, gen_random_uuid(), n::text, 'submitted', false, $1, $1, $1, 'import', now(), now() from generate_series(1, $2::int) n`,
      [networkId, orders],
    );
    await client.query(
      `insert into order_text (network_id, order_id, words) select network_id, id, '演示' from orders`,
    );
    await client.query(
      `insert into order_listing (network_id, order_id, ancestor_id, confidential, status) select network_id, id, unit_id, false, 'submitted' from orders`,
    );
    await client.query('vacuum analyze');
  });
}

const WRITE = `insert into event (network_id, id, at, kind, actor_kind, actor_id, subject_kind, subject_id)
  values ($1, $2, now(), 'test.happened', 'job', 'faults.upgrade', 'thing', $1)`;

/** Somebody who writes one event after the other, and reads orders between. Owns two connections' worth of patience. */
class Writer {
  readonly #client: pg.Client;
  readonly #networkId: string;
  readonly #waits: number[] = [];
  readonly #acknowledged: string[] = [];
  #over = false;
  readonly #working: Promise<void>;

  private constructor(client: pg.Client, networkId: string, readsOrders: boolean) {
    this.#client = client;
    this.#networkId = networkId;
    this.#working = this.#work(readsOrders);
  }

  static async begin(url: string, networkId: string, readsOrders: boolean): Promise<Writer> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`select set_config('linli.network_id', $1, false)`, [networkId]);
    return new Writer(client, networkId, readsOrders);
  }

  async #work(readsOrders: boolean): Promise<void> {
    while (!this.#over) {
      const id = newId(new Date());
      const sentAt = performance.now();
      await this.#client.query(WRITE, [this.#networkId, id]);
      if (readsOrders)
        await this.#client.query('select id from orders where network_id = $1 limit 1', [this.#networkId]);
      this.#waits.push(performance.now() - sentAt);
      this.#acknowledged.push(id);
    }
  }

  /** Milliseconds of each write with its reading, and how many that were acknowledged are not there. */
  async end(): Promise<{ waits: number[]; lost: number }> {
    this.#over = true;
    await this.#working;
    const { rows } = await this.#client.query<{ found: number }>(
      'select count(*)::int as found from event where network_id = $1 and id = any($2::uuid[])',
      [this.#networkId, this.#acknowledged],
    );
    await this.#client.end();
    return { waits: this.#waits, lost: this.#acknowledged.length - (rows[0]?.found ?? 0) };
  }
}
