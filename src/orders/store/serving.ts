import type { Connection, Statement } from '../../platform/database.ts';

type Counted = { id: string; value: number } & Record<string, unknown>;

/** Since when things count, as the smallest id of that time. */
export interface Since {
  loads: string;
  reviews: string;
}

const LOADS = `select a.person_id as id, count(*)::int as value from assignment a
  where a.network_id = $1 and a.id >= $2::uuid and a.status in ('accepted', 'in_service', 'served')`;
const ALL_LOADS: Statement = { name: 'orders.serving.loads', text: `${LOADS} group by a.person_id` };
const LOADS_OF: Statement = {
  name: 'orders.serving.loads_of',
  text: `${LOADS} and a.person_id = any($3::uuid[]) group by a.person_id`,
};
const TEAM_LOADS = `select f.team_id as id, count(*)::int as value from order_offer f
  where f.network_id = $1 and f.id >= $2::uuid and f.team_id is not null and f.status in ('open', 'accepted')`;
const ALL_TEAM_LOADS: Statement = { name: 'orders.serving.team_loads', text: `${TEAM_LOADS} group by f.team_id` };
const TEAM_LOADS_OF: Statement = {
  name: 'orders.serving.team_loads_of',
  text: `${TEAM_LOADS} and f.team_id = any($3::uuid[]) group by f.team_id`,
};

/** Orders on the hands of people and teams, or served by them, since an id: by person or team; who has none is absent. */
export async function loadsSince(
  connection: Connection,
  since: Since,
  ids?: readonly string[],
): Promise<Map<string, number>> {
  const values = [connection.networkId, since.loads, ...(ids ? [ids] : [])];
  const people = await connection.query<Counted>(ids ? LOADS_OF : ALL_LOADS, values);
  const teams = await connection.query<Counted>(ids ? TEAM_LOADS_OF : ALL_TEAM_LOADS, values);
  return new Map([...people, ...teams].map((row) => [row.id, row.value]));
}

/*
 * Two reviews in the middle are counted with those there are, so that a single bad day does not make a bad neighbour:
 * one review of one star gives (0 + 100) / 3 = 33, ten of five stars give (1000 + 100) / 12 = 92.
 */
const REVIEWS = `select a.person_id as id, round((sum((r.stars - 1) * 25) + 100)::numeric / (count(*) + 2))::int as value
  from order_review r join assignment a on a.network_id = $1 and a.order_id = r.order_id and a.status = 'served'
  where r.network_id = $1 and r.id >= $2::uuid`;
const ALL_REVIEWS: Statement = { name: 'orders.serving.reviews', text: `${REVIEWS} group by a.person_id` };
const REVIEWS_OF: Statement = {
  name: 'orders.serving.reviews_of',
  text: `${REVIEWS} and a.person_id = any($3::uuid[]) group by a.person_id`,
};

/** How what people served since an id was reviewed, 0 to 100 with 50 in the middle; who has no review is absent. */
export async function reviewsSince(
  connection: Connection,
  since: Since,
  ids?: readonly string[],
): Promise<Map<string, number>> {
  const values = [connection.networkId, since.reviews, ...(ids ? [ids] : [])];
  const rows = await connection.query<Counted>(ids ? REVIEWS_OF : ALL_REVIEWS, values);
  return new Map(rows.map((row) => [row.id, row.value]));
}

const SERVED: Statement = {
  name: 'orders.serving.people_of',
  text: `select distinct person_id as id from assignment where network_id = $1 and order_id = any($2::uuid[])`,
};

/** Everybody who has or had a part in one of these orders. */
export async function peopleIn(connection: Connection, orderIds: readonly string[]): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(SERVED, [connection.networkId, orderIds]);
  return rows.map((row) => row.id);
}

const AGED: Statement = {
  name: 'orders.serving.aged',
  text: `select person_id as id from assignment where network_id = $1 and id >= $2::uuid and id < $3::uuid
    union select team_id from order_offer
      where network_id = $1 and id >= $2::uuid and id < $3::uuid and team_id is not null
    union select a.person_id from order_review r join assignment a on a.network_id = $1 and a.order_id = r.order_id
      where r.network_id = $1 and r.id >= $4::uuid and r.id < $5::uuid`,
};

/** Whose orders or reviews counted from `before` on, and do not any more from `after` on. */
export async function agedBetween(connection: Connection, before: Since, after: Since): Promise<string[]> {
  const values = [connection.networkId, before.loads, after.loads, before.reviews, after.reviews];
  return (await connection.query<{ id: string }>(AGED, values)).map((row) => row.id);
}

const BUSY: Statement = {
  name: 'orders.serving.busy',
  text: `select distinct a.person_id as id from assignment a join orders o on o.network_id = $1 and o.id = a.order_id
    where a.network_id = $1 and a.person_id = any($2::uuid[]) and a.status in ('accepted', 'in_service')
      and o.earliest_at < $4::timestamptz
      and coalesce(o.latest_at, o.earliest_at + interval '1 hour') > $3::timestamptz`,
};

/** Which of these people have promised another order a time that overlaps this one. */
export async function busyBetween(
  connection: Connection,
  personIds: readonly string[],
  from: Date,
  to: Date,
): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(BUSY, [connection.networkId, personIds, from, to]);
  return rows.map((row) => row.id);
}
