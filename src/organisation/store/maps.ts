import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';

/** The layer that replaces the schematic map. */
const BOUNDARIES = 'boundaries';

/** A network's own map as it is kept. */
export interface MapRow {
  reviewNumber: string;
  loadedAt: Date;
  geojson: Record<string, unknown>;
}

const FIND: Statement = {
  name: 'organisation.map.find',
  text: `select review_number as "reviewNumber", loaded_at as "loadedAt", geojson from map_layer
    where network_id = $1 and name = $2`,
};

/** The network's own map, or undefined. */
export async function loadMap(connection: Connection): Promise<MapRow | undefined> {
  return (await connection.query<MapRow & Record<string, unknown>>(FIND, [connection.networkId, BOUNDARIES]))[0];
}

const SAVE: Statement = {
  name: 'organisation.map.save',
  text: `with saved as (insert into map_layer (network_id, name, geojson, review_number, loaded_at)
      values ($1, $2, $3, $4, $5) on conflict (network_id, name) do update
      set geojson = excluded.geojson, review_number = excluded.review_number, loaded_at = excluded.loaded_at)
    ${eventInsert(6)}`,
};

/** Writes the network's own map in place of the one before. */
export async function saveMap(connection: Connection, map: MapRow, events: readonly EventRow[]): Promise<void> {
  await connection.query(SAVE, [
    connection.networkId,
    BOUNDARIES,
    JSON.stringify(map.geojson),
    map.reviewNumber,
    map.loadedAt,
    JSON.stringify(events),
  ]);
}

const REMOVE: Statement = {
  name: 'organisation.map.remove',
  text: `with removed as (delete from map_layer where network_id = $1 and name = $2 returning 1),
    told as (${eventInsert(3, 'exists(select from removed)')} returning 1)
    select count(*)::int as removed from removed`,
};

/** Removes the network's own map, so that the schematic one is shown again. False when there was none. */
export async function removeMap(connection: Connection, events: readonly EventRow[]): Promise<boolean> {
  const [row] = await connection.query<{ removed: number }>(REMOVE, [
    connection.networkId,
    BOUNDARIES,
    JSON.stringify(events),
  ]);
  return row?.removed === 1;
}
