import type { Connection, Statement } from '../../platform/database.ts';

/** Counts of a subtree, without confidential orders but for the last. Late is as in `OrderFigures`. */
export interface Counts {
  byStatus: Record<string, number>;
  submittedToday: number;
  submittedSameDayLastWeek: number;
  reviewedToday: number;
  satisfiedToday: number;
  late: number;
  volunteersOut: number;
  longestWaitingSince: Date | null;
  /** Open orders by where help is wanted, among the units asked for; those without any are left out. */
  byPlace: { unitId: string; byStatus: Record<string, number>; lateByStatus: Record<string, number> | null }[];
  /** Confidential orders that are open. */
  confidential: number;
}

const OPEN = `array['submitted', 'triaged', 'dispatched', 'accepted', 'in_service', 'served', 'answered', 'forwarded',
  'signed_for', 'objected', 'admitted', 'replied', 'reconsideration', 'final_reconsideration', 'reviewed', 'redirected']`;
const ENDED = `array['closed', 'merged', 'withdrawn']`;

/** Of a listing `l`: wanted at one of these units; null: anywhere. */
const atPlaces = (places: string) => `(${places}::uuid[] is null or l.place_unit_id = any(${places}))`;

/*
 * $2 whose orders; $3 the first id of today, $4 to $5 the ids of the same hours a week ago, $6 now, $7 the units to tell
 * apart, $8 where they are wanted, $9 whose petitions.
 * What is open is read once, from the index alone, and of what has ended only today's: the cost follows what is open, not
 * what was ever asked. Confidential orders are counted in `confidential` alone.
 */
const COUNTS: Statement = {
  name: 'orders.figures.counts',
  text: `with open as materialized (
    select l.status, l.place_unit_id, count(*) as found, count(*) filter (where l.escalated or l.due_at <= $6) as late
    from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false
      and l.status = any(${OPEN}) and ${atPlaces('$8')} group by 1, 2),
  submitted as (
    select s.status, (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2
        and l.confidential = false and l.status = s.status and l.order_id >= $3::uuid and ${atPlaces('$8')}) as today,
      (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $2
        and l.confidential = false and l.status = s.status
        and l.order_id >= $4::uuid and l.order_id < $5::uuid and ${atPlaces('$8')}) as before
    from unnest(${OPEN} || ${ENDED}) as s(status)),
  places as (
    select each."unitId", jsonb_object_agg(each.status, each.found) as "byStatus",
      jsonb_object_agg(each.status, each.late) filter (where each.late > 0) as "lateByStatus"
    from (select a.ancestor_id as "unitId", n.status, sum(n.found)::int as found, sum(n.late)::int as late
      from open n join org_unit_ancestor a on a.network_id = $1 and a.unit_id = n.place_unit_id and a.ancestor_id = any($7::uuid[])
      group by 1, 2) each
    group by 1)
  select (select jsonb_object_agg(status, found) from (
      select status, sum(found)::int as found from open group by 1
      union all select status, today from submitted where status = any(${ENDED}) and today > 0) as each) as "byStatus",
    (select sum(today)::int from submitted) as "submittedToday",
    (select sum(before)::int from submitted) as "submittedSameDayLastWeek",
    reviewed.total as "reviewedToday", reviewed.satisfied as "satisfiedToday",
    (select coalesce(sum(late), 0)::int from open) as late,
    (select count(*)::int from order_listing l where l.network_id = $1 and l.ancestor_id = $9 and l.confidential = true
      and l.status = any(${OPEN})) as confidential,
    (select coalesce(jsonb_agg(to_jsonb(places)), '[]') from places) as "byPlace",
    (select count(distinct a.person_id)::int from order_listing l join assignment a on a.network_id = $1 and a.order_id = l.order_id
        and a.status = 'in_service'
      where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false and l.status = 'in_service' and ${atPlaces('$8')}) as "volunteersOut",
    (select min(o.submitted_at) from unnest(array['submitted', 'triaged']) s(status)
      cross join lateral (select l.order_id from order_listing l where l.network_id = $1 and l.ancestor_id = $2
        and l.confidential = false and l.status = s.status and ${atPlaces('$8')} order by l.order_id limit 1) first
      join orders o on o.network_id = $1 and o.id = first.order_id) as "longestWaitingSince"
  from (select count(*)::int as total, count(*) filter (where v.solved)::int as satisfied
    from order_review v join order_listing l on l.network_id = $1 and l.order_id = v.order_id and l.ancestor_id = $2
      and l.confidential = false and ${atPlaces('$8')}
    where v.network_id = $1 and v.id >= $3::uuid) as reviewed`,
};

/** Which orders of others are counted: those of a unit's subtree, of which perhaps only those wanted at some units. */
export interface CountedOrders {
  unitId: string;
  /** Null: wherever they are wanted. */
  wantedAt: readonly string[] | null;
}

/** What is counted: which orders, whose petitions, the units to tell apart, and the spans of ids that mean days. */
export interface Counted extends CountedOrders {
  petitionsOf: string;
  placeIds: readonly string[];
  today: string;
  weekAgo: string;
  weekAgoNow: string;
  now: Date;
}

/** Counts of a subtree: open orders, and of ended ones those of today. */
export async function countOrders(connection: Connection, counted: Counted): Promise<Counts> {
  const { unitId, wantedAt, petitionsOf, placeIds, today, weekAgo, weekAgoNow, now } = counted;
  const values = [connection.networkId, unitId, today, weekAgo, weekAgoNow, now, placeIds, wantedAt, petitionsOf];
  const [row] = await connection.query<Counts & Record<string, unknown>>(COUNTS, values);
  if (!row) throw new Error('Counting gave no answer.');
  return { ...row, byStatus: row.byStatus ?? {} };
}

const LATEST: Statement = {
  name: 'orders.figures.latest',
  text: `with late as materialized (
    select l.order_id from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false
      and l.status = any(${OPEN}) and (l.escalated or l.due_at <= $3) and ${atPlaces('$4')} order by l.due_at, l.order_id limit 10),
  first as (
    select order_id, true as late from late
    union all select near.order_id, false from unnest(${OPEN}) as s(status) cross join lateral (
      select l.order_id from order_listing l where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = false
        and l.status = s.status and l.due_at > $3 and not l.escalated and ${atPlaces('$4')} order by l.due_at, l.order_id limit 10) near)
  select o.id as "orderId", o.kind, o.place_unit_id as "placeUnitId", o.unit_id as "unitId", o.due_at as "dueAt", o.status,
      o.supervised_by as "supervisedBy", first.late
    from first join orders o on o.network_id = $1 and o.id = first.order_id
    order by first.late desc, o.due_at, o.id limit 10`,
};

/** Ten open orders: the late ones, then those whose clock ends first; confidential ones are not shown one by one. */
export function nearestClocks(
  connection: Connection,
  { unitId, wantedAt }: CountedOrders,
  now: Date,
): Promise<LatestOrder[]> {
  const values = [connection.networkId, unitId, now, wantedAt];
  return connection.query<LatestOrder & Record<string, unknown>>(LATEST, values);
}

/** One of the orders that are late, or whose clock ends first. */
export interface LatestOrder {
  orderId: string;
  kind: string | null;
  placeUnitId: string;
  unitId: string;
  dueAt: Date | null;
  status: string;
  supervisedBy: string | null;
  late: boolean;
}
