import type { Connection, Statement } from '../../platform/database.ts';

/** Counts of a subtree. */
export interface Counts {
  byStatus: Record<string, number>;
  /** The same without confidential orders. */
  openByStatus: Record<string, number>;
  submittedToday: number;
  submittedSameDayLastWeek: number;
  reviewedToday: number;
  satisfiedToday: number;
  late: number;
  openLate: number;
  volunteersOut: number;
  longestWaitingSince: Date | null;
}

const OPEN = `array['submitted', 'triaged', 'dispatched', 'accepted', 'in_service', 'served', 'answered', 'reviewed', 'redirected']`;

/*
 * $2 unit; $3 the first id of today, $4 to $5 the ids of the same hours a week ago, $6 now. Open states are counted
 * whole, ended ones only of today: the cost follows what is open, not what was ever asked. Confidential orders count too,
 * as numbers.
 */
const COUNTS: Statement = {
  name: 'orders.figures.counts',
  text: `with state as (
    select s.status, (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2
      and l.confidential = any(array[false, true]) and l.status = s.status
      and (s.status = any(${OPEN}) or l.order_id >= $3::uuid)) as found,
      (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2
      and not l.confidential and l.status = s.status and s.status = any(${OPEN})) as "notConfidential"
    from unnest(${OPEN} || array['closed', 'merged', 'withdrawn']) as s(status)),
  today as (
    select s.status, (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2
        and l.confidential = any(array[false, true]) and l.status = s.status and l.order_id >= $3::uuid) as today,
      (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2
        and l.confidential = any(array[false, true]) and l.status = s.status
        and l.order_id >= $4::uuid and l.order_id < $5::uuid) as before
    from state s)
  select (select jsonb_object_agg(status, found) from state where found > 0) as "byStatus",
    (select jsonb_object_agg(status, "notConfidential") from state where "notConfidential" > 0) as "openByStatus",
    (select sum(today)::int from today) as "submittedToday", (select sum(before)::int from today) as "submittedSameDayLastWeek",
    reviewed.total as "reviewedToday", reviewed.satisfied as "satisfiedToday",
    (select count(*)::int from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
      where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = any(array[false, true]) and l.status = any(${OPEN})
        and (o.escalations > 0 or l.due_at < $6)) as late,
    (select count(*)::int from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
      where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false and l.status = any(${OPEN})
        and (o.escalations > 0 or l.due_at < $6)) as "openLate",
    (select count(distinct a.person_id)::int from order_listing l join assignment a on a.network_id = $1 and a.order_id = l.order_id
        and a.status = 'in_service'
      where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = any(array[false, true]) and l.status = 'in_service') as "volunteersOut",
    (select min(o.submitted_at) from unnest(array[false, true]) c(confidential) cross join unnest(array['submitted', 'triaged']) s(status)
      cross join lateral (select l.order_id from order_listing l where l.network_id = $1 and l.ancestor_id = $2
        and l.confidential = c.confidential and l.status = s.status order by l.order_id limit 1) first
      join orders o on o.network_id = $1 and o.id = first.order_id) as "longestWaitingSince"
  from (select count(*)::int as total, count(*) filter (where v.solved)::int as satisfied
    from order_review v join order_listing l on l.network_id = $1 and l.order_id = v.order_id and l.ancestor_id = $2
    where v.network_id = $1 and v.id >= $3::uuid) as reviewed`,
};

/** Counts of a subtree: open orders, and of ended ones those of today. */
export async function countOrders(
  connection: Connection,
  unitId: string,
  span: { today: string; weekAgo: string; weekAgoNow: string; now: Date },
): Promise<Counts> {
  const values = [connection.networkId, unitId, span.today, span.weekAgo, span.weekAgoNow, span.now];
  const [row] = await connection.query<Counts & Record<string, unknown>>(COUNTS, values);
  if (!row) throw new Error('Counting gave no answer.');
  return { ...row, byStatus: row.byStatus ?? {}, openByStatus: row.openByStatus ?? {} };
}

const BY_PLACE: Statement = {
  name: 'orders.figures.by_place',
  text: `select a.ancestor_id as "unitId", count(*)::int as open, count(*) filter (where l.status in ('submitted', 'triaged'))::int as waiting,
      count(*) filter (where o.escalations > 0 or l.due_at < $4)::int as late
    from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
      join org_unit_ancestor a on a.network_id = $1 and a.unit_id = o.place_unit_id and a.ancestor_id = any($3::uuid[])
    where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = any(array[false, true]) and l.status = any(${OPEN})
    group by a.ancestor_id`,
};

/** Open orders of a subtree by where help is wanted, among some units. */
export function countByPlace(
  connection: Connection,
  unitId: string,
  placeIds: readonly string[],
  now: Date,
): Promise<{ unitId: string; open: number; waiting: number; late: number }[]> {
  return connection.query(BY_PLACE, [connection.networkId, unitId, placeIds, now]);
}

const LATEST: Statement = {
  name: 'orders.figures.latest',
  text: `select o.id as "orderId", case when o.confidential then null else o.kind end as kind, o.place_unit_id as "placeUnitId",
      o.unit_id as "unitId", o.due_at as "dueAt", o.status, o.supervised_by as "supervisedBy", o.confidential
    from unnest(${OPEN}) as s(status) cross join lateral (
      select l.order_id from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false
        and l.status = s.status and l.due_at is not null order by l.due_at, l.order_id limit 10) first
      join orders o on o.network_id = $1 and o.id = first.order_id
    order by o.due_at, o.id limit 10`,
};

/** The ten open orders of a subtree whose clock ends first; confidential ones are not shown one by one. */
export function nearestClocks(connection: Connection, unitId: string): Promise<LatestOrder[]> {
  return connection.query<LatestOrder & Record<string, unknown>>(LATEST, [connection.networkId, unitId]);
}

/** One of the orders whose clock ends first. */
export interface LatestOrder {
  orderId: string;
  kind: string | null;
  placeUnitId: string;
  unitId: string;
  dueAt: Date | null;
  status: string;
  supervisedBy: string | null;
}
