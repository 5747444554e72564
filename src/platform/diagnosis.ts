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
