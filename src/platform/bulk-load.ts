import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './context.ts';
import type { Connection, Database, Statement } from './database.ts';

const TABLES: Statement = {
  name: 'platform.tables',
  text: `select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname <> 'schema_migration' order by 1`,
};
const REFRESH: Statement = { name: 'platform.refresh_statistics', text: 'select refresh_statistics($1)' };

/**
 * Has every table counted for the planner. To be called after a load of thousands of rows: PostgreSQL's own round comes
 * up to a minute later, and until then pages that join the new rows are planned blindly. Within a second on a city.
 */
export async function refreshStatistics(database: Database): Promise<void> {
  for (const { name } of await database.outside<{ name: string }>(TABLES)) await database.outside(REFRESH, [name]);
}

const DISCARD: Statement = {
  name: 'platform.discard_unfinished_demo',
  text: 'select discard_unfinished_demo($1) as discarded',
};

/**
 * Empties a database that holds nothing but a demo network whose making was cut off. False, and nothing done, where
 * anything else can have been written: see the function of this name among the migrations.
 */
export async function discardUnfinishedDemo(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ discarded: boolean }>(DISCARD, [connection.networkId]);
  return row?.discarded === true;
}

const TRY_LOCK: Statement = { name: 'platform.try_lock', text: 'select pg_try_advisory_xact_lock($1) as locked' };
/** The connection that holds the lock says nothing while others load, however long that takes. */
const BE_PATIENT: Statement = {
  name: 'platform.be_patient',
  text: 'set local idle_in_transaction_session_timeout = 0',
};
/** Any number that nobody else locks. */
const LOAD_LOCK = 4_771_405;
/** How often a load that waits for another one looks again. */
const LOOK_MILLISECONDS = 200;
/** No network is needed to hold a lock, but every transaction has one. */
const NO_NETWORK = '00000000-0000-0000-0000-000000000000';

/**
 * Runs a load while no other process runs one on this database; waits for the one that does. The lock belongs to a
 * connection, so that it goes with a process that is killed. `load` uses connections of its own.
 */
export function loadAlone<T>(database: Database, load: () => Promise<T>): Promise<T> {
  return database.transaction(NO_NETWORK, async (connection) => {
    await connection.query(BE_PATIENT);
    for (;;) {
      const [row] = await connection.query<{ locked: boolean }>(TRY_LOCK, [LOAD_LOCK]);
      if (row?.locked) return load();
      await sleep(LOOK_MILLISECONDS);
    }
  });
}

/**
 * Runs a load that no person waits for at a page: in a context whose statements may take two minutes instead of four
 * seconds, on connections of their own, so that a busy machine makes it slow and not fail.
 */
export async function patiently<T>(context: Context, load: (context: Context) => Promise<T>): Promise<T> {
  const [database, keys] = [context.database.forLoads(), context.keys.forLoads()];
  try {
    return await load({ ...context, database, keys });
  } finally {
    await Promise.all([database.close(), keys.close()]);
  }
}
