import type { Connection, Statement } from '../../platform/database.ts';

/** How many orders were given a kind of need. */
export interface KindUse {
  kind: string;
  orders: number;
  /** Of these, orders that have not ended. */
  open: number;
  /** Confidential ones, in none of the other figures. */
  sealed: number;
}

const USES: Statement = {
  name: 'orders.kind_uses',
  text: `select kind, count(*) filter (where not confidential)::int as orders,
      count(*) filter (where not confidential and status not in ('closed', 'merged', 'withdrawn'))::int as open,
      count(*) filter (where confidential)::int as sealed
    from orders where network_id = $1 and kind is not null group by kind order by kind`,
};

/** Orders by kind, those that ended too; a kind that no order has is absent. Reads every order: ask seldom. */
export function countKindUses(connection: Connection): Promise<KindUse[]> {
  return connection.query<KindUse & Record<string, unknown>>(USES, [connection.networkId]);
}
