import pg from 'pg';

/** A table of one network's rows, as a database has it. */
export interface Table {
  name: string;
  columns: string[];
  /** Columns of its primary key, as SQL to order by: the same order in every database. */
  order: string;
  /** Tables that its foreign keys name. */
  refersTo: string[];
  /** Which of its rows name another of the same table, as SQL; null where none can. */
  namesItsOwn: string | null;
}

const TABLES = `select c.relname as name,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      order by a.attnum) as columns,
    (select string_agg(format('%I', a.attname) || case when t.typcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.place)
      from pg_constraint p cross join unnest(p.conkey) with ordinality as k(number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number join pg_type t on t.oid = a.atttypid
      where p.conrelid = c.oid and p.contype = 'p') as order,
    array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f') as "refersTo",
    (select string_agg(k.condition, ' or ') from pg_constraint f cross join lateral (
        select '(' || string_agg(format('%I is not null', a.attname), ' and ') || ')' as condition
        from unnest(f.conkey) as number join pg_attribute a on a.attrelid = f.conrelid and a.attnum = number) as k
      where f.conrelid = c.oid and f.confrelid = c.oid and f.contype = 'f') as "namesItsOwn"
  from pg_class c join pg_attribute n on n.attrelid = c.oid and n.attname = 'network_id' and not n.attisdropped
  where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by c.relname`;

/** Every table whose rows belong to networks; those that others name come before them. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(TABLES);
  const waiting = new Map(rows.map((table) => [table.name, table]));
  const sorted: Table[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter((table) =>
      table.refersTo.every((name) => name === table.name || !waiting.has(name)),
    );
    if (free.length === 0) throw new Error(`Tables name each other in a circle: ${[...waiting.keys()].join(', ')}.`);
    for (const table of free) waiting.delete(table.name);
    sorted.push(...free);
  }
  return sorted;
}

/** Names and hashes of the migrations that a database has had, oldest first. */
export async function schemaOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from schema_migration order by number',
  );
  return rows.map(({ name, sha256 }) => `${name} ${sha256}`);
}

/** The same instants and bytes are written the same way by every database. */
export const SAME_FORM = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0`;

/** Opens a connection as the owner, does the work in one transaction and undoes it when that fails. */
export async function inOneTransaction<T>(
  url: string,
  begin: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(begin);
    await client.query(SAME_FORM);
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    // A connection that ends undoes what was not committed.
    await client.end();
  }
}
