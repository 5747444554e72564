import type { Database, Statement } from './database.ts';

const NOW: Statement = { name: 'platform.diagnosis.now', text: 'select clock_timestamp() as now' };
const OPEN_TABLES: Statement = {
  name: 'platform.diagnosis.open_tables',
  text: `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attname = 'network_id' and c.relnamespace = 'public'::regnamespace
      and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
};
const UNKNOWN_ZONES: Statement = {
  name: 'platform.diagnosis.unknown_zones',
  text: `select distinct zone from network where zone not in (select name from pg_timezone_names) order by 1`,
};
const NEWEST_EVENT: Statement = {
  name: 'platform.diagnosis.newest_event',
  text: 'select at from event where network_id = $1 order by transaction desc, position desc limit 1',
};
/* Sessions of other roles hide from ours since when they are at it, but not that they hold the lock on their transaction. */
const OPEN_TRANSACTIONS: Statement = {
  name: 'platform.diagnosis.open_transactions',
  text: `select l.pid, l.transactionid::text as transaction, a.application_name as program
    from pg_locks l left join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and l.pid <> pg_backend_pid()
    order by age(l.transactionid) desc limit 5`,
};
const HANDING_OVER: Statement = {
  name: 'platform.diagnosis.handing_over',
  text: `select coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as failing
    from pg_stat_archiver`,
};

/** What a database says of itself that whoever runs it should know. */
export interface Diagnosis {
  /** Milliseconds by which the database's clock is ahead of this machine's. */
  aheadMilliseconds: number;
  /** Tables of networks whose rows are not kept apart by forced row security. */
  openTables: string[];
  /** Zones of networks that PostgreSQL does not know. */
  unknownZones: string[];
  /** The newest instant in any network's history; null while there is none. */
  newestEventAt: Date | null;
  /** Whether the last piece of the write-ahead log could not be handed over to where it is kept. */
  failsToHandOver: boolean;
}

/** Asks a database what may be wrong with it. */
export async function diagnose(database: Database, clock: () => Date): Promise<Diagnosis> {
  const asked = clock();
  const [told] = await database.outside<{ now: Date }>(NOW);
  const halfway = (asked.getTime() + clock().getTime()) / 2;
  const openTables = await database.outside<{ name: string }>(OPEN_TABLES);
  const zones = await database.outside<{ zone: string }>(UNKNOWN_ZONES);
  const [archiver] = await database.outside<{ failing: boolean }>(HANDING_OVER);
  return {
    aheadMilliseconds: Math.round((told?.now.getTime() ?? halfway) - halfway),
    openTables: openTables.map(({ name }) => name),
    unknownZones: zones.map(({ zone }) => zone),
    newestEventAt: await newestEvent(database),
    failsToHandOver: archiver?.failing ?? false,
  };
}

async function newestEvent(database: Database): Promise<Date | null> {
  let newest: Date | null = null;
  for (const { id } of await database.networks()) {
    const [row] = await database.transaction(id, (connection) => connection.query<{ at: Date }>(NEWEST_EVENT, [id]));
    if (row && (newest === null || row.at > newest)) newest = row.at;
  }
  return newest;
}

/** A transaction that has written and is still open, anywhere in the cluster. */
export interface OpenTransaction {
  /** The process of PostgreSQL that holds it. */
  pid: number;
  /** Its number. */
  transaction: string;
  /** What its program calls itself; null where that is hidden. */
  program: string | null;
}

/** The oldest transactions of the cluster that have written and are still open, at most five. */
export function openTransactions(database: Database): Promise<OpenTransaction[]> {
  return database.outside<OpenTransaction & Record<string, unknown>>(OPEN_TRANSACTIONS);
}

const NOT_HANDED_OVER: Statement = {
  name: 'platform.diagnosis.not_handed_over',
  text: `select case when last_failed_time > coalesce(last_archived_time, '-infinity')
      then extract(epoch from clock_timestamp() - coalesce(last_archived_time, stats_reset))::float8 else 0 end as seconds
    from pg_stat_archiver`,
};

/** For how many seconds the write-ahead log could not be handed over to where it is kept; 0 when it can be. */
export async function secondsNotHandedOver(database: Database): Promise<number> {
  const [row] = await database.outside<{ seconds: number | null }>(NOT_HANDED_OVER);
  return row?.seconds ?? 0;
}
