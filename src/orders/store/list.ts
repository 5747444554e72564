import type { Connection, Statement } from '../../platform/database.ts';
import { BEFORE_MARKING } from '../rules/permissions.ts';
import type { OrderRow } from '../rules/state.ts';
import type { Nature, Status, Urgency } from '../schema/states.ts';
import { rowSelectWithout } from './columns.ts';

/** What no list shows or asks. */
const UNLISTED = [
  'requesterId',
  'placedBy',
  'source',
  'skills',
  'completeBy',
  'warned',
  'reminders',
  'round',
  'mergedInto',
  'splitFrom',
  'externalId',
] as const satisfies readonly (keyof OrderRow)[];

/** A row of a list. */
export interface ListedOrder extends Omit<OrderRow, (typeof UNLISTED)[number]> {
  /** The first 200 characters of the words; null once erased. */
  text: string | null;
  wish: string | null;
  /** How many have accepted or are at work. */
  assigned: number;
}

/** Which orders of a subtree. Both lists name at least one value. */
export interface ListScope {
  unitId: string;
  confidential: boolean[];
  statuses: readonly Status[];
}

/** What else must be true of them; null: anything. */
export interface ListFilter {
  nature: Nature | null;
  kinds: string[] | null;
  urgency: Urgency | null;
  /** Owned or supervised by one of these units. */
  ofUnits: readonly string[] | null;
  /** Out of time by this instant, or escalated before it. */
  lateAt: Date | null;
  /** Wanted at one of these units. */
  places: readonly string[] | null;
  /** What the caller must not know of. */
  notAbout: NotAbout | null;
}

/** What a list with petitions in it leaves out for its caller. */
export interface NotAbout {
  /** Complaints of these units, or of this person. */
  units: readonly string[];
  personId: string;
  /** What nobody has marked yet, unless one of these units has it or was called in. */
  clerkOf: readonly string[];
}

/** What a row of a list shows of `orders o` and its text `t`. $1 is the network. */
export const SHOWN = `${rowSelectWithout(UNLISTED)}, left(t.words, 200) as text, t.wish,
  (select count(*)::int from assignment a where a.network_id = $1 and a.order_id = o.id and a.status in ('accepted', 'in_service')) as assigned`;
/** The orders of a common table `page (order_id)`. */
export const FROM_PAGE = `from page p join orders o on o.network_id = $1 and o.id = p.order_id
  left join order_text t on t.network_id = $1 and t.order_id = o.id`;

/*
 * A page is made of the newest few of each state asked for: a state is one range of the index, read from its end, so the
 * cost does not grow with what lies behind. $2 unit, $3 confidential, $4 statuses, $5 limit, $6 to $7 the ids between.
 */
const EACH = `from unnest($3::boolean[]) as c(confidential) cross join unnest($4::text[]) as s(status) cross join lateral`;
const RANGE = `l.network_id = $1 and l.ancestor_id = $2 and l.confidential = c.confidential and l.status = s.status
  and l.order_id > $6::uuid and l.order_id < $7::uuid`;

const NEWEST: Statement = {
  name: 'orders.list.newest',
  text: `with page as (
    select each.order_id ${EACH} (select l.order_id from order_listing l where ${RANGE} order by l.order_id desc limit $5) as each
    order by each.order_id desc limit $5)
  select ${SHOWN} ${FROM_PAGE} order by o.id desc`,
};

/** How many of each state a filtered list looks at for one page. */
const LOOKED_AT = 20_000;
/** The states of `clerkPath`, as SQL lists them. */
const UNMARKED = BEFORE_MARKING.map((status) => `'${status}'`).join(', ');
/**
 * SQL that leaves out, of `orders f`, what its caller must not know of; the parameters are the three of `notAboutValues`,
 * the first one null where nothing is left out.
 */
export function besideComplaints(first: number): string {
  const [units, person, clerkOf] = [`$${first}::uuid[]`, `$${first + 1}::uuid`, `$${first + 2}::uuid[]`];
  return `(${units} is null or not (coalesce(f.complained_units && ${units}, false) or coalesce(${person} = any(f.complained_people), false)
      or (f.confidential and f.complained_units is null
        and (f.status in (${UNMARKED}) or coalesce(f.outcome = 'other_door', false))
        and f.unit_id <> all(${clerkOf}) and coalesce(f.supervised_by <> all(${clerkOf}), true))))`;
}

/** The values of `besideComplaints`. */
export function notAboutValues(notAbout: NotAbout | null): unknown[] {
  return [notAbout?.units ?? null, notAbout?.personId ?? null, notAbout?.clerkOf ?? null];
}

/** Looked up order by order, in the order of the list: a join would tempt the planner into reading all orders. */
const FILTER = `(select ($8::text is null or f.nature = $8) and ($9::text[] is null or f.kind = any($9)) and ($10::text is null or f.urgency = $10)
    and ($11::uuid[] is null or f.unit_id = any($11) or f.supervised_by = any($11))
    and ($13::uuid[] is null or f.place_unit_id = any($13)) and ${besideComplaints(14)}
  from orders f where f.network_id = $1 and f.id = l.order_id)`;
/** Those that are late, when only they are asked for. The listing knows. */
const LATE = `($12::timestamptz is null or l.escalated or l.due_at <= $12)`;

/** The values of a filter, in the order in which the statements name them. */
function valuesOf(filter: ListFilter | null): unknown[] {
  const { nature = null, kinds = null, urgency = null, ofUnits = null, lateAt = null } = filter ?? {};
  const { places = null, notAbout = null } = filter ?? {};
  return [nature, kinds, urgency, ofUnits, lateAt, places, ...notAboutValues(notAbout)];
}

const NEWEST_FILTERED: Statement = {
  name: 'orders.list.newest_filtered',
  text: `with page as (
    select each.order_id ${EACH} (
      select l.order_id from (select l.order_id, l.escalated, l.due_at from order_listing l where ${RANGE} order by l.order_id desc limit ${LOOKED_AT}) as l
      where ${LATE} and ${FILTER} order by l.order_id desc limit $5) as each
    order by each.order_id desc limit $5)
  select ${SHOWN} ${FROM_PAGE} order by o.id desc`,
};

const FLOOR: Statement = {
  name: 'orders.list.floor',
  text: `select each.order_id as id ${EACH} (
      select l.order_id from order_listing l where ${RANGE} order by l.order_id desc offset ${LOOKED_AT - 1} limit 1) as each
    order by each.order_id desc limit $5`,
};

const ZERO = '00000000-0000-0000-0000-000000000000';
/** No id comes after it. */
export const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The range of ids a list goes through: ids tell the time of submission. Absent ends are open. */
export interface IdRange {
  after?: string | undefined;
  before?: string | undefined;
}

/**
 * Newest orders of a scope, at most `limit`. With a filter only the newest 20,000 of each state are looked at:
 * `lookedDownTo` says how far that went.
 */
export function listNewest(
  connection: Connection,
  scope: ListScope,
  filter: ListFilter | null,
  range: IdRange,
  limit: number,
): Promise<ListedOrder[]> {
  const values = [
    connection.networkId,
    scope.unitId,
    scope.confidential,
    scope.statuses,
    limit,
    range.after ?? ZERO,
    range.before ?? LAST,
  ];
  if (!filter) return connection.query<ListedOrder & Record<string, unknown>>(NEWEST, values);
  return connection.query<ListedOrder & Record<string, unknown>>(NEWEST_FILTERED, [...values, ...valuesOf(filter)]);
}

/** Down to which order a filtered list looked at all states; null when it looked at everything. */
export async function lookedDownTo(connection: Connection, scope: ListScope, range: IdRange): Promise<string | null> {
  const { unitId, confidential, statuses } = scope;
  const values = [connection.networkId, unitId, confidential, statuses, 1, range.after ?? ZERO, range.before ?? LAST];
  const [row] = await connection.query<{ id: string }>(FLOOR, values);
  return row?.id ?? null;
}

const CLOCKS = `select l.order_id, l.due_at, l.escalated from order_listing l
      where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = c.confidential and l.status = s.status
        and l.due_at is not null and (l.due_at, l.order_id) > ($6::timestamptz, $7::uuid)
      order by l.due_at, l.order_id`;

const DUE: Statement = {
  name: 'orders.list.due',
  text: `with page as (
    select each.order_id ${EACH} (${CLOCKS} limit $5) as each
    order by each.due_at, each.order_id limit $5)
  select ${SHOWN} ${FROM_PAGE} order by o.due_at, o.id`,
};

const DUE_FILTERED: Statement = {
  name: 'orders.list.due_filtered',
  text: `with page as (
    select each.order_id ${EACH} (
      select l.order_id, l.due_at from (${CLOCKS} limit ${LOOKED_AT}) as l
      where ${LATE} and ${FILTER} order by l.due_at, l.order_id limit $5) as each
    order by each.due_at, each.order_id limit $5)
  select ${SHOWN} ${FROM_PAGE} order by o.due_at, o.id`,
};

const CEILING: Statement = {
  name: 'orders.list.ceiling',
  text: `select each.due_at as "dueAt", each.order_id as id ${EACH} (${CLOCKS} offset ${LOOKED_AT - 1} limit 1) as each
    order by each.due_at, each.order_id limit $5`,
};

/** A place in the list by nearest clock. */
export interface ClockPlace {
  dueAt: string;
  id: string;
}

/**
 * Up to which clock a filtered list by nearest clock looked at all states; null when it looked at everything.
 */
export async function lookedUpTo(
  connection: Connection,
  scope: ListScope,
  after: ClockPlace | null,
): Promise<ClockPlace | null> {
  const { unitId, confidential, statuses } = scope;
  const values = [
    connection.networkId,
    unitId,
    confidential,
    statuses,
    1,
    after?.dueAt ?? '-infinity',
    after?.id ?? ZERO,
  ];
  const [row] = await connection.query<{ dueAt: Date; id: string }>(CEILING, values);
  return row ? { dueAt: row.dueAt.toISOString(), id: row.id } : null;
}

/**
 * Orders of a scope whose clock runs, the nearest end first, at most `limit`, after a place in that order. With a filter
 * only the nearest 20,000 of each state are looked at: `lookedUpTo` says how far that went.
 */
export function listDue(
  connection: Connection,
  scope: ListScope,
  filter: ListFilter | null,
  after: ClockPlace | null,
  limit: number,
): Promise<ListedOrder[]> {
  const { unitId, confidential, statuses } = scope;
  const place = [after?.dueAt ?? '-infinity', after?.id ?? ZERO];
  const values = [connection.networkId, unitId, confidential, statuses, limit, ...place];
  if (!filter) return connection.query<ListedOrder & Record<string, unknown>>(DUE, values);
  return connection.query<ListedOrder & Record<string, unknown>>(DUE_FILTERED, [...values, ...valuesOf(filter)]);
}

const COUNT: Statement = {
  name: 'orders.list.count',
  text: `select count(*)::int as found from (select 1 ${EACH} (
      select l.order_id from (select l.order_id, l.escalated, l.due_at from order_listing l where ${RANGE} order by l.order_id desc limit ${LOOKED_AT}) as l
      where ${LATE} and ${FILTER} limit $5) as each limit $5) as counted`,
};

/** How many orders of a scope there are, at most `limit`; of each state the newest 20,000 are looked at. */
export async function countListed(
  connection: Connection,
  scope: ListScope,
  filter: ListFilter | null,
  range: IdRange,
  limit: number,
): Promise<number> {
  const { unitId, confidential, statuses } = scope;
  const [row] = await connection.query<{ found: number }>(COUNT, [
    connection.networkId,
    unitId,
    confidential,
    statuses,
    limit,
    range.after ?? ZERO,
    range.before ?? LAST,
    ...valuesOf(filter),
  ]);
  return row?.found ?? 0;
}

/** How many orders that hold the rarest pair of characters are looked at, newest first. */
const SEARCHED = 5000;

/*
 * The rarest token leads (counted up to a limit), the others and the listing are looked up for what it finds; the words
 * themselves decide at the end. $5 limit, $8 tokens (all of them), $9 the words, lower case, or null.
 */
const SEARCH: Statement = {
  name: 'orders.list.search',
  text: `with rarest as materialized (
    select w.token from unnest($8::text[]) as w(token) cross join lateral (
      select count(*) as found from (select 1 from order_token k where k.network_id = $1 and k.token = w.token limit ${SEARCHED}) as few) as counted
    order by counted.found limit 1),
  found as materialized (
    select k.order_id from order_token k where k.network_id = $1 and k.token = (select token from rarest)
      and k.order_id > $6::uuid and k.order_id < $7::uuid order by k.order_id desc limit ${SEARCHED}),
  page as (
    select n.order_id from found n join order_listing l on l.network_id = $1 and l.order_id = n.order_id and l.ancestor_id = $2
      join orders f on f.network_id = $1 and f.id = n.order_id
      left join order_text x on x.network_id = $1 and x.order_id = n.order_id
    where l.confidential = any($3::boolean[]) and l.status = any($4::text[])
      and not exists (select 1 from unnest($8::text[]) as w(token) where not exists (
        select 1 from order_token k where k.network_id = $1 and k.token = w.token and k.order_id = n.order_id))
      and ($9::text is null or position($9 in lower(x.words)) > 0)
      and ($10::text is null or f.nature = $10) and ($11::text[] is null or f.kind = any($11)) and ($12::text is null or f.urgency = $12)
      and ($13::uuid[] is null or f.unit_id = any($13) or f.supervised_by = any($13))
      and ($14::timestamptz is null or f.escalations > 0 or f.due_at <= $14)
      and ($15::uuid[] is null or f.place_unit_id = any($15)) and ${besideComplaints(16)}
    order by n.order_id desc limit $5)
  select ${SHOWN} ${FROM_PAGE} order by o.id desc`,
};

/** Orders of a scope that hold all tokens and, where given, the words; newest first, at most `limit`. */
export function searchOrders(
  connection: Connection,
  scope: ListScope,
  search: { tokens: string[]; words: string | null },
  filter: ListFilter | null,
  page: { range: IdRange; limit: number },
): Promise<ListedOrder[]> {
  return connection.query<ListedOrder & Record<string, unknown>>(SEARCH, [
    connection.networkId,
    scope.unitId,
    scope.confidential,
    scope.statuses,
    page.limit,
    page.range.after ?? ZERO,
    page.range.before ?? LAST,
    search.tokens,
    search.words,
    ...valuesOf(filter),
  ]);
}

const ASKERS: Statement = {
  name: 'orders.askers',
  text: `select o.id as "orderId", p.name, t.place
    from orders o join person p on p.network_id = $1 and p.id = o.requester_id
    left join order_text t on t.network_id = $1 and t.order_id = o.id
    where o.network_id = $1 and o.id = any($2::uuid[]) and not o.confidential and o.source <> 'import' and p.name is not null`,
};

/** Names of who asked for these orders, and the door they gave; without petitions, what came from an old system, and who was erased. */
export function loadAskers(
  connection: Connection,
  ids: readonly string[],
): Promise<{ orderId: string; name: string; place: string | null }[]> {
  return connection.query(ASKERS, [connection.networkId, ids]);
}
