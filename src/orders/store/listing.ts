import type { Connection, Statement } from '../../platform/database.ts';

const OWNED_BELOW: Statement = {
  name: 'orders.listing.owned_below',
  text: `select distinct l.order_id as id from org_unit_ancestor a
    join order_listing l on l.network_id = $1 and l.ancestor_id = a.unit_id and l.order_id > $3::uuid
    join orders o on o.network_id = $1 and o.id = l.order_id and o.unit_id = a.unit_id
    where a.network_id = $1 and a.ancestor_id = $2 order by 1 limit $4`,
};

/** Ids of orders owned in a subtree, rising, after one of them; at most `limit`. */
export async function ownedBelow(
  connection: Connection,
  unitId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  return (await connection.query<{ id: string }>(OWNED_BELOW, [connection.networkId, unitId, after, limit])).map(
    (row) => row.id,
  );
}

const UNLIST: Statement = {
  name: 'orders.listing.unlist',
  text: `delete from order_listing l using orders o
    where l.network_id = $1 and l.order_id = any($2::uuid[]) and o.network_id = $1 and o.id = l.order_id
      and l.ancestor_id is distinct from o.department_id and not exists (
      select 1 from org_unit_ancestor a where a.network_id = $1 and a.unit_id = o.unit_id and a.ancestor_id = l.ancestor_id)`,
};

const LIST: Statement = {
  name: 'orders.listing.list',
  text: `insert into order_listing (network_id, order_id, ancestor_id, confidential, status, due_at, escalated, place_unit_id)
    select $1, o.id, a.ancestor_id, o.confidential, o.status, o.due_at, o.escalations > 0, o.place_unit_id
    from (select * from orders where network_id = $1 and id = any($2::uuid[]) order by id for update) o
    join org_unit_ancestor a on a.network_id = $1 and a.unit_id = o.unit_id on conflict do nothing`,
};

/** Lists orders below the units that stand above their owner now, and nowhere else. */
export async function relist(connection: Connection, orderIds: readonly string[]): Promise<void> {
  // The insert locks the orders first, so that no command changes owner or state in between.
  await connection.query(LIST, [connection.networkId, orderIds]);
  await connection.query(UNLIST, [connection.networkId, orderIds]);
}

const OWNED_BY: Statement = {
  name: 'orders.listing.owned_by',
  text: `select o.id from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id and o.unit_id = l.ancestor_id
    where l.network_id = $1 and l.ancestor_id = any($2::uuid[]) and l.confidential = any(array[false, true])
      and l.status = any($3::text[]) order by o.id limit $4`,
};

/** Ids of orders in some states whose owner is one of these units itself; rising, at most `limit`. */
export async function ownedBy(
  connection: Connection,
  unitIds: readonly string[],
  statuses: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(OWNED_BY, [connection.networkId, unitIds, statuses, limit]);
  return rows.map((row) => row.id);
}
