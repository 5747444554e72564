import type { Connection, Statement } from '../../platform/database.ts';
import { FROM_PAGE, type ListedOrder, SHOWN } from './list.ts';

/** An order of the past with what choosing somebody for it rests on. */
export interface PastOrder {
  id: string;
  kind: string;
  unitId: string;
  placeUnitId: string;
  requesterId: string;
  skills: string[];
  places: number;
  homeVisit: boolean;
  twoPersonRule: boolean;
  earliestAt: Date | null;
  latestAt: Date | null;
  submittedAt: Date;
}

const PAST: Statement = {
  name: 'orders.dispatching.past',
  text: `select id, kind, unit_id as "unitId", place_unit_id as "placeUnitId", requester_id as "requesterId", skills, places,
      home_visit as "homeVisit", two_person_rule as "twoPersonRule", earliest_at as "earliestAt", latest_at as "latestAt",
      submitted_at as "submittedAt"
    from orders where network_id = $1 and id >= $2::uuid and nature = 'public_service' and not confidential
      and kind = any($3::text[]) and merged_into is null order by id limit $4`,
};

/** Public services of some kinds since an id, oldest first, at most `limit`. */
export function loadPastOrders(
  connection: Connection,
  since: string,
  kinds: readonly string[],
  limit: number,
): Promise<PastOrder[]> {
  return connection.query<PastOrder & Record<string, unknown>>(PAST, [connection.networkId, since, kinds, limit]);
}

const WAITING: Statement = {
  name: 'orders.dispatching.waiting',
  text: `select order_id as id from order_listing
    where network_id = $1 and ancestor_id = $2 and confidential = false and status = 'triaged' order by order_id limit $3`,
};

/** Ids of open orders below a unit that were triaged and are with nobody, the oldest first, at most `limit`. */
export async function listWaiting(connection: Connection, unitId: string, limit: number): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(WAITING, [connection.networkId, unitId, limit]);
  return rows.map((row) => row.id);
}

const BY_IDS: Statement = {
  name: 'orders.dispatching.by_ids',
  text: `with page as (select unnest($2::uuid[]) as order_id) select ${SHOWN} ${FROM_PAGE}
    where not o.confidential order by o.id`,
};

/** Orders by id as lists show them, oldest first; confidential ones are absent. */
export function listByIds(connection: Connection, ids: readonly string[]): Promise<ListedOrder[]> {
  return connection.query<ListedOrder & Record<string, unknown>>(BY_IDS, [connection.networkId, ids]);
}

const VERSION: Statement = {
  name: 'orders.dispatching.version',
  text: `select version from orders where network_id = $1 and id = $2 and status = 'triaged' and not confidential`,
};

/** The version of an order that waits to be sent; undefined when it does not. */
export async function loadVersionWaiting(connection: Connection, id: string): Promise<number | undefined> {
  return (await connection.query<{ version: number }>(VERSION, [connection.networkId, id]))[0]?.version;
}
