import type { Connection, Statement } from '../../platform/database.ts';
import { FROM_PAGE, LAST, type ListedOrder, SHOWN } from './list.ts';

const MINE: Statement = {
  name: 'orders.list.mine',
  text: `with page as (
    (select o.id as order_id from orders o where o.network_id = $1 and o.requester_id = $2 and o.id < $3::uuid order by o.id desc limit $4)
    union
    (select o.id from orders o where o.network_id = $1 and o.requester_digest = $5 and o.id < $3::uuid order by o.id desc limit $4)
    union
    (select o.id from orders o where o.network_id = $1 and o.placer_digest = $5 and o.id < $3::uuid order by o.id desc limit $4)
    union
    (select o.id from orders o where o.network_id = $1 and o.placed_by = $2 and o.source = 'phone_web' and o.id < $3::uuid order by o.id desc limit $4)
    order by order_id desc limit $4)
  select ${SHOWN}, t.sealed ${FROM_PAGE} order by o.id desc`,
};

/** A row of one's own list: words that are sealed are opened for their owner. */
export interface OwnListedOrder extends ListedOrder {
  sealed: Buffer | null;
}

/**
 * Orders that a person asked for, that are for them, or that they placed for somebody, also in confidence, where a keyed
 * digest stands in their place; newest first.
 */
export function listMine(
  connection: Connection,
  person: { id: string; digest: string },
  before: string | null,
  limit: number,
): Promise<OwnListedOrder[]> {
  return connection.query<OwnListedOrder & Record<string, unknown>>(MINE, [
    connection.networkId,
    person.id,
    before ?? LAST,
    limit,
    person.digest,
  ]);
}

const PSEUDONYMS: Statement = {
  name: 'orders.list.pseudonyms',
  text: `select id from orders where network_id = $1 and (requester_digest = $2 or placer_digest = $2)`,
};

/** Ids of the petitions of whom a keyed digest stands for: what is addressed to them is addressed to their owner. */
export async function listPseudonyms(connection: Connection, digest: string): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(PSEUDONYMS, [connection.networkId, digest]);
  return rows.map((row) => row.id);
}

const OFFERED: Statement = {
  name: 'orders.list.offered',
  text: `with page as (
    select distinct f.order_id from order_offer f where f.network_id = $1 and f.status = 'open'
      and (f.person_id = $2 or f.team_id = any($3::uuid[])) limit 100)
  select ${SHOWN} ${FROM_PAGE} where o.status = 'dispatched' order by o.due_at nulls last, o.id`,
};

/** Orders with an open offer to a person or one of some teams; at most 100, the nearest clock first. */
export function listOffered(
  connection: Connection,
  personId: string,
  teamIds: readonly string[],
): Promise<ListedOrder[]> {
  return connection.query<ListedOrder & Record<string, unknown>>(OFFERED, [connection.networkId, personId, teamIds]);
}

const TASKS: Statement = {
  name: 'orders.list.tasks',
  text: `with page as (
    select a.order_id, max(a.accepted_at) as accepted_at, bool_or(a.status in ('accepted', 'in_service')) as now
    from assignment a where a.network_id = $1 and a.person_id = $2 and a.status in ('accepted', 'in_service', 'served')
    group by a.order_id order by now desc, accepted_at desc limit $3)
  select ${SHOWN}, p.now as "underWay" ${FROM_PAGE} where not o.confidential or p.now order by p.now desc, p.accepted_at desc`,
};

/** Orders in which a person has a part, or had one that was served; those under way first. What became a petition
 * after they served it is not there: it may complain of them. */
export function listTasks(
  connection: Connection,
  personId: string,
  limit: number,
): Promise<(ListedOrder & { underWay: boolean })[]> {
  return connection.query<ListedOrder & { underWay: boolean } & Record<string, unknown>>(TASKS, [
    connection.networkId,
    personId,
    limit,
  ]);
}

const OF_TEAM: Statement = {
  name: 'orders.list.team',
  text: `with page as (
    select distinct f.order_id from order_offer f join orders w on w.network_id = $1 and w.id = f.order_id and w.team_id = $2 and not w.confidential
    where f.network_id = $1 and f.team_id = $2 and f.status in ('open', 'accepted') and f.order_id < $3::uuid
      and ($5::text[] is null or w.status = any($5::text[]))
    order by f.order_id desc limit $4)
  select ${SHOWN} ${FROM_PAGE} order by o.id desc`,
};

/** Orders that are, or were to the end, with a team, of some states or (null) of all; newest first. Petitions are not there. */
export function listOfTeam(
  connection: Connection,
  teamId: string,
  page: { before: string | null; limit: number; states: readonly string[] | null },
): Promise<ListedOrder[]> {
  return connection.query<ListedOrder & Record<string, unknown>>(OF_TEAM, [
    connection.networkId,
    teamId,
    page.before ?? LAST,
    page.limit,
    page.states,
  ]);
}
