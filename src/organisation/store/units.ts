import { type Connection, planAnew, type Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import type { Unit } from '../rules/tree.ts';
import type { UnitVersion } from '../schema.ts';

type Row<T> = T & Record<string, unknown>;

const COLUMNS = `id, code, parent_id as "parentId", level, name_zh as "nameZh", name_en as "nameEn",
  short_name_zh as "shortNameZh", plaque, plaque_since::text as "plaqueSince", longitude, latitude,
  place_approximate as "placeApproximate", address, phone, opening_hours as "openingHours",
  opened_on::text as "openedOn", closed_on::text as "closedOn", merged_into as "mergedInto", invented,
  grid_q as "gridQ", grid_r as "gridR", version`;

/** Column list and types of a unit as JSON, the keys being those of `Unit`. */
const RECORD = `id uuid, code text, "parentId" uuid, level text, "nameZh" text, "nameEn" text, "shortNameZh" text,
  plaque text, "plaqueSince" date, longitude double precision, latitude double precision, "placeApproximate" boolean,
  address text, phone text, "openingHours" jsonb, "openedOn" date, "closedOn" date, "mergedInto" uuid,
  invented boolean, "gridQ" int, "gridR" int, version int`;

const ALL: Statement = {
  name: 'organisation.units.all',
  text: `select ${COLUMNS} from org_unit where network_id = $1`,
};

/** Every unit of the network, teams and closed ones included, in no order. */
export function loadUnits(connection: Connection): Promise<Unit[]> {
  return connection.query<Row<Unit>>(ALL, [connection.networkId]);
}

const STAMP: Statement = {
  name: 'organisation.units.stamp',
  text: `select count(*) || ' ' || coalesce(sum(version), 0) as stamp from org_unit where network_id = $1`,
};

/** What is the same as long as no unit was added or changed: how many there are, and how many versions they have had. */
export async function stampUnits(connection: Connection): Promise<string> {
  const [row] = await connection.query<{ stamp: string }>(STAMP, [connection.networkId]);
  return row?.stamp ?? '';
}

const LOCK_TREE: Statement = {
  name: 'organisation.units.lock_tree',
  text: 'select id from org_unit where network_id = $1 and parent_id is null for update',
};

/** Keeps others from changing the shape of the tree until the transaction ends. Without a city there is nothing to keep. */
export async function lockTree(connection: Connection): Promise<void> {
  await connection.query(LOCK_TREE, [connection.networkId]);
}

const VERSION_COLUMNS = `(network_id, unit_id, version, at, change, actor_id, parent_id, name_zh, name_en, plaque,
  plaque_since, closed_on, merged_into)`;

const INSERT: Statement = {
  name: 'organisation.units.insert',
  text: `with given as (select * from jsonb_to_recordset($2::jsonb) as r(${RECORD})),
    opened as (insert into org_unit (network_id, id, code, parent_id, level, name_zh, name_en, short_name_zh, plaque,
        plaque_since, longitude, latitude, place_approximate, address, phone, opening_hours, opened_on, closed_on,
        merged_into, invented, grid_q, grid_r, closing_told, version)
      select $1::uuid, id, code, "parentId", level, "nameZh", "nameEn", "shortNameZh", plaque, "plaqueSince", longitude,
        latitude, "placeApproximate", address, phone, "openingHours", "openedOn", "closedOn", "mergedInto", invented,
        "gridQ", "gridR", "closedOn" is not null, version from given),
    version as (insert into org_unit_version ${VERSION_COLUMNS}
      select $1::uuid, id, version, $3::timestamptz, $4::text, $5::text, "parentId", "nameZh", "nameEn", plaque,
        "plaqueSince", "closedOn", "mergedInto" from given),
    ancestor as (insert into org_unit_ancestor (network_id, unit_id, ancestor_id, distance)
      select $1::uuid, a.unit_id, a.ancestor_id, a.distance
      from unnest($6::uuid[], $7::uuid[], $8::smallint[]) as a(unit_id, ancestor_id, distance))
    ${eventInsert(9)}`,
};

/** A unit with all above it: its own id first, the city last. */
export interface PlacedUnit {
  unit: Unit;
  path: readonly string[];
}

/** Who changes units, when and how. */
export interface ChangeMark {
  at: Date;
  actorId: string;
  change: UnitVersion['change'];
}

/** Rows in one statement: some hundred kilobytes of JSON. */
const CHUNK = 1000;
/** From here on, planning anew costs less than a stale plan may. */
const MANY = 50;

/** Writes new units with their first version, their ancestors and events, parents before children, in chunks. */
export async function insertUnits(
  connection: Connection,
  units: readonly PlacedUnit[],
  mark: ChangeMark,
  events: readonly EventRow[],
): Promise<void> {
  for (let start = 0; start < units.length; start += CHUNK) {
    const chunk = units.slice(start, start + CHUNK);
    const pairs = ancestorPairs(chunk);
    if (units.length > MANY) await planAnew(connection);
    await connection.query(INSERT, [
      connection.networkId,
      JSON.stringify(chunk.map(({ unit }) => unit)),
      mark.at,
      mark.change,
      mark.actorId,
      pairs.units,
      pairs.ancestors,
      pairs.distances,
      JSON.stringify(start === 0 ? events : []),
    ]);
  }
}

function ancestorPairs(placed: readonly PlacedUnit[]): { units: string[]; ancestors: string[]; distances: number[] } {
  const pairs = { units: [] as string[], ancestors: [] as string[], distances: [] as number[] };
  for (const { unit, path } of placed)
    for (const [distance, ancestor] of path.entries()) {
      pairs.units.push(unit.id);
      pairs.ancestors.push(ancestor);
      pairs.distances.push(distance);
    }
  return pairs;
}

const UPDATE: Statement = {
  name: 'organisation.units.update',
  text: `with changed as (update org_unit u set parent_id = r."parentId", name_zh = r."nameZh", name_en = r."nameEn",
        short_name_zh = r."shortNameZh", plaque = r.plaque, plaque_since = r."plaqueSince", longitude = r.longitude,
        latitude = r.latitude, place_approximate = r."placeApproximate", address = r.address, phone = r.phone,
        opening_hours = r."openingHours", opened_on = r."openedOn", closed_on = r."closedOn",
        merged_into = r."mergedInto", invented = r.invented, grid_q = r."gridQ", grid_r = r."gridR",
        closing_told = coalesce(r."closedOn" <= $6::date, false), version = r.version
      from jsonb_to_recordset($2::jsonb) as r(${RECORD})
      where u.network_id = $1 and u.id = r.id and u.version = r.version - 1
      returning u.id, u.version, u.parent_id, u.name_zh, u.name_en, u.plaque, u.plaque_since, u.closed_on, u.merged_into),
    versioned as (insert into org_unit_version ${VERSION_COLUMNS}
      select $1::uuid, id, version, $3::timestamptz, $4::text, $5::text, parent_id, name_zh, name_en, plaque, plaque_since,
        closed_on, merged_into from changed returning 1),
    told as (${eventInsert(7)} returning 1)
    select count(*)::int as changed from changed`,
};

/**
 * Writes changed units (their `version` already one higher) with a row of their history each. `today`: a closing on or
 * before this local date counts as told, because the events given here tell it. Gives how many were written: fewer than
 * given means that somebody else changed one meanwhile, and the caller must undo.
 */
export async function updateUnits(
  connection: Connection,
  units: readonly Unit[],
  mark: ChangeMark & { today: string },
  events: readonly EventRow[],
): Promise<number> {
  let written = 0;
  for (let start = 0; start < units.length; start += CHUNK) {
    if (units.length > MANY) await planAnew(connection);
    const [row] = await connection.query<{ changed: number }>(UPDATE, [
      connection.networkId,
      JSON.stringify(units.slice(start, start + CHUNK)),
      mark.at,
      mark.change,
      mark.actorId,
      mark.today,
      JSON.stringify(start === 0 ? events : []),
    ]);
    written += row?.changed ?? 0;
  }
  return written;
}

const FORGET_ANCESTORS: Statement = {
  name: 'organisation.units.forget_ancestors',
  text: 'delete from org_unit_ancestor where network_id = $1 and unit_id = any($2::uuid[])',
};
const INSERT_ANCESTORS: Statement = {
  name: 'organisation.units.insert_ancestors',
  text: `insert into org_unit_ancestor (network_id, unit_id, ancestor_id, distance)
    select $1::uuid, a.unit_id, a.ancestor_id, a.distance
    from unnest($2::uuid[], $3::uuid[], $4::smallint[]) as a(unit_id, ancestor_id, distance)`,
};

/** Writes anew what stands above these units, which moved. */
export async function rewriteAncestors(connection: Connection, moved: readonly PlacedUnit[]): Promise<void> {
  for (let start = 0; start < moved.length; start += CHUNK) {
    const chunk = moved.slice(start, start + CHUNK);
    await connection.query(FORGET_ANCESTORS, [connection.networkId, chunk.map(({ unit }) => unit.id)]);
    const pairs = ancestorPairs(chunk);
    await planAnew(connection);
    await connection.query(INSERT_ANCESTORS, [connection.networkId, pairs.units, pairs.ancestors, pairs.distances]);
  }
}

const VERSIONS: Statement = {
  name: 'organisation.units.versions',
  text: `select version, at, change, parent_id as "parentId", name_zh as "nameZh", name_en as "nameEn", plaque,
      plaque_since::text as "plaqueSince", closed_on::text as "closedOn", merged_into as "mergedInto"
    from org_unit_version where network_id = $1 and unit_id = $2 order by version`,
};

/** What a unit was, oldest first. */
export async function loadVersions(connection: Connection, unitId: string): Promise<UnitVersion[]> {
  const rows = await connection.query<Row<Omit<UnitVersion, 'at'> & { at: Date }>>(VERSIONS, [
    connection.networkId,
    unitId,
  ]);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

const CLOSING: Statement = {
  name: 'organisation.units.closing',
  text: `update org_unit set closing_told = true
    where network_id = $1 and closed_on <= $2::date and not closing_told
      and id in (select id from org_unit where network_id = $1 and closed_on <= $2::date and not closing_told
        order by closed_on, id limit 100 for update skip locked)
    returning id, merged_into as "heirId", parent_id as "parentId", level`,
};

/** Units whose last day has come and of which nobody was told yet, at most 100; marks them as told. */
export function takeClosing(
  connection: Connection,
  today: string,
): Promise<{ id: string; heirId: string | null; parentId: string | null; level: string }[]> {
  return connection.query(CLOSING, [connection.networkId, today]);
}
