import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** One file of `db/migrations`, as it is on disk. */
interface Migration {
  number: number;
  name: string;
  sha256: string;
  text: string;
}

/** Any number no other program uses on this database: migrations of two starting servers wait for each other. */
const MIGRATION_LOCK = 4_771_401;

/**
 * Brings a database up to the newest numbered file of `folder` (`0001-name.sql`, forward only), each file in one
 * transaction, and gives the names of those applied now. Runs as the owner, with `row_security = off`, so that a
 * statement that would skip rows fails instead. The application's role is handed to the files as the setting
 * `linli.app_role`. Told to stop by `signal`, it does between two files. Throws when a file that was applied has changed since, when the
 * database knows newer ones, or when the numbers have a gap.
 */
export async function migrate(
  url: string,
  folder: string,
  options: { appRole?: string; signal?: AbortSignal | undefined } = {},
): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: url });
  // A connection that is lost is heard of by the statement under way; unheard it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('set row_security = off');
    await client.query(`select set_config('linli.app_role', $1, false)`, [options.appRole ?? 'linli_app']);
    await client.query(`create table if not exists schema_migration (
      number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
    const done = await client.query<{ number: number; sha256: string }>('select number, sha256 from schema_migration');
    const known = new Map(done.rows.map((row) => [row.number, row.sha256]));
    const migrations = await readMigrations(folder);
    const newest = Math.max(0, ...known.keys());
    if (newest > migrations.length)
      throw new Error(
        `This database was brought up to ${newest} by a newer Linli; this one knows ${migrations.length}. Start the newer one, or restore the backup from before.`,
      );
    const applied: string[] = [];
    for (const migration of migrations) {
      const before = known.get(migration.number);
      if (before === migration.sha256) continue;
      if (before !== undefined) throw new Error(`Migration ${migration.name} was changed after it was applied.`);
      options.signal?.throwIfAborted();
      await apply(client, migration);
      applied.push(migration.name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(name.slice(0, 4));
      if (number !== index + 1) throw new Error(`Migration ${name} should have the number ${index + 1}.`);
      const text = await readFile(join(folder, name), 'utf8');
      return { number, name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    // Where the connection is lost, PostgreSQL has undone it already.
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${migration.name} failed and was undone: ${String(error)}`, { cause: error });
  }
}
