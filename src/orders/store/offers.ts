import type { Connection, Statement } from '../../platform/database.ts';

const OFFERED_AT: Statement = {
  name: 'orders.offer.offered_at',
  text: `select distinct on (f.order_id) f.order_id as "orderId", f.team_id as "teamId", f.offered_at as "offeredAt"
    from order_offer f where f.network_id = $1 and f.order_id = any($2::uuid[]) and f.status = 'open'
      and (f.person_id = $3 or f.team_id = any($4::uuid[])) order by f.order_id, f.person_id nulls last, f.offered_at`,
};

/** The open offer of each order to a person or their teams: an offer by name before one to a team. */
export async function offeredAtOf(
  connection: Connection,
  orderIds: readonly string[],
  personId: string,
  teamIds: readonly string[],
): Promise<Map<string, { teamId: string | null; offeredAt: Date }>> {
  const rows = await connection.query<{ orderId: string; teamId: string | null; offeredAt: Date }>(OFFERED_AT, [
    connection.networkId,
    orderIds,
    personId,
    teamIds,
  ]);
  return new Map(rows.map(({ orderId, ...rest }) => [orderId, rest]));
}

const LOAD: Statement = {
  name: 'orders.offer.load',
  text: `select 'team' as kind, o.team_id as id, count(*)::int as open from orders o join order_offer f on f.network_id = $1 and f.order_id = o.id
      and f.team_id = o.team_id where o.network_id = $1 and f.team_id = any($2::uuid[]) and f.status in ('open', 'accepted')
      and o.status in ('dispatched', 'accepted', 'in_service') group by o.team_id
    union all
    select 'person', a.person_id, count(*)::int from assignment a where a.network_id = $1 and a.person_id = any($3::uuid[])
      and a.status in ('accepted', 'in_service') group by a.person_id`,
};

/** How many orders teams and people have on their hands now, by id; who has none is absent. */
export async function loadOf(
  connection: Connection,
  teamIds: readonly string[],
  personIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await connection.query<{ id: string; open: number }>(LOAD, [connection.networkId, teamIds, personIds]);
  return new Map(rows.map((row) => [row.id, row.open]));
}

/** How somebody was asked lately. */
export interface RecentlyAsked {
  /** Offers by name since the instant asked about. */
  times: number;
  lastAt: Date;
}

const ASKED: Statement = {
  name: 'orders.offer.asked',
  text: `select person_id as id, count(*) filter (where offered_at > $3)::int as times, max(offered_at) as "lastAt"
    from order_offer where network_id = $1 and person_id = any($2::uuid[]) group by person_id`,
};

/** How often each of these people had an offer by name since an instant, and when the last one was; who never had is absent. */
export async function askedSince(
  connection: Connection,
  personIds: readonly string[],
  since: Date,
): Promise<Map<string, RecentlyAsked>> {
  const rows = await connection.query<RecentlyAsked & { id: string } & Record<string, unknown>>(ASKED, [
    connection.networkId,
    personIds,
    since,
  ]);
  return new Map(rows.map(({ id, times, lastAt }) => [id, { times, lastAt }]));
}
