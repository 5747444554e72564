import type { Connection, Statement } from '../../platform/database.ts';

/** Orders of one kind to be served on one local date: in the whole subtree, and of these at the places asked for. */
export interface CountRow {
  date: string;
  kind: string;
  /** Whole days from the asking to the date. */
  lead: number;
  county: number;
  unit: number;
}

/** Which orders are counted. */
export interface Counting {
  /** Whose subtree it is. */
  centreId: string;
  /** Places of the unit; null: all. */
  placeIds: readonly string[] | null;
  kinds: readonly string[];
  /** Minutes east of UTC. */
  offsetMinutes: number;
}

/** The local date of an instant; `$3` is the network's offset in minutes. */
const dateOf = (instant: string) => `(${instant} at time zone 'UTC' + make_interval(mins => $3::int))::date`;
const SERVED_ON = dateOf('coalesce(o.earliest_at, o.submitted_at)');
const HERE = '($4::uuid[] is null or o.place_unit_id = any($4::uuid[]))';
const SERVICES = `l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false and o.nature = 'public_service'
      and o.merged_into is null and o.kind = any($5::text[])`;

const PAST: Statement = {
  name: 'dispatch.week_ahead.past',
  text: `select ${SERVED_ON}::text as date, o.kind, ${SERVED_ON} - ${dateOf('o.submitted_at')} as lead,
      count(*)::int as county, (count(*) filter (where ${HERE}))::int as unit
    from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
    where ${SERVICES} and l.order_id >= $6::uuid group by 1, 2, 3`,
};

/** Public services since an id, by the day on which they were wished, or asked for where no time was wished. */
export function countPast(connection: Connection, counting: Counting, since: string): Promise<CountRow[]> {
  return connection.query<CountRow & Record<string, unknown>>(PAST, [...valuesOf(connection, counting), since]);
}

const KNOWN: Statement = {
  name: 'dispatch.week_ahead.known',
  text: `select ${SERVED_ON}::text as date, o.kind, count(*)::int as unit
    from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
    where ${SERVICES} and ${HERE} and o.earliest_at >= $6 and o.earliest_at < $7 and l.status <> 'withdrawn' group by 1, 2`,
};

/** Orders already asked for whose wished time begins in a span, by local date and kind. */
export function countKnown(
  connection: Connection,
  counting: Counting,
  span: { from: Date; until: Date },
): Promise<Pick<CountRow, 'date' | 'kind' | 'unit'>[]> {
  const values = [...valuesOf(connection, counting), span.from, span.until];
  return connection.query<CountRow & Record<string, unknown>>(KNOWN, values);
}

function valuesOf(connection: Connection, { centreId, placeIds, kinds, offsetMinutes }: Counting): unknown[] {
  return [connection.networkId, centreId, offsetMinutes, placeIds, kinds];
}
