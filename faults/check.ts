import pg from 'pg';
import { activeAssignments, replay } from '../src/orders/rules/state.ts';
import { transitions } from '../src/orders/rules/transitions.ts';
import { type ActionName, isEnd, type Status } from '../src/orders/schema/states.ts';
import { type Entry, isDone, isRefused } from './history.ts';

/** An order as its row stands, with what a drill can know it by. */
export interface FoundOrder {
  id: string;
  status: Status;
  unitId: string;
  places: number;
  version: number;
  words: string | null;
  /** Parts that volunteers have in it now, as their table has them. */
  active: number;
  /** Rows of the listing that say another state than the order. */
  stale: number;
  /** When its clock next rings, at its warning or its end; null where none runs. */
  ringsAt: Date | null;
  /** When its clock runs out. */
  dueAt: Date | null;
}

export interface FoundEvent {
  orderId: string;
  actorId: string;
  kind: string;
  body: Record<string, unknown>;
}

/** What the database holds of a network after a drill: everything, by the superuser's eyes. */
export interface Found {
  orders: FoundOrder[];
  /** By order, in the order of their writing. */
  events: FoundEvent[];
  /** When each key was claimed, by what it is kept as; milliseconds since 1970. */
  claims: Map<string, number>;
}

const ORDERS = `select o.id, o.status, o.unit_id as "unitId", o.places, o.version, t.words,
    (select count(*)::int from assignment a where a.network_id = o.network_id and a.order_id = o.id
      and a.status in ('accepted', 'in_service')) as active,
    (select count(*)::int from order_listing l where l.network_id = o.network_id and l.order_id = o.id
      and l.status <> o.status) as stale,
    case when o.warned then o.due_at else coalesce(o.warn_at, o.due_at) end as "ringsAt", o.due_at as "dueAt"
  from orders o left join order_text t on t.network_id = o.network_id and t.order_id = o.id where o.network_id = $1`;
const EVENTS = `select subject_id as "orderId", actor_id as "actorId", kind, body from event
  where network_id = $1 and subject_kind = 'order' order by subject_id, position`;
const CLAIMS = `select key, created_at as at from idempotency_key where network_id = $1`;

/** Reads what the database holds of a network. `adminUrl` is the superuser's. */
export async function lookInto(adminUrl: string, networkId: string): Promise<Found> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const orders = await client.query<FoundOrder>(ORDERS, [networkId]);
    const events = await client.query<FoundEvent>(EVENTS, [networkId]);
    const claims = await client.query<{ key: string; at: Date }>(CLAIMS, [networkId]);
    return {
      orders: orders.rows,
      events: events.rows,
      claims: new Map(claims.rows.map(({ key, at }) => [key, at.getTime()])),
    };
  } finally {
    await client.end();
  }
}

/**
 * What is wrong between what clients were told and what the database holds, as sentences; empty when nothing is. Nothing
 * that was acknowledged is lost, nothing is done twice, a key has one answer, each order went by the machine's table and is
 * what its history says, whoever waits has a clock that somebody hears, what is read after an answer is not older than that, and no order is seen from another network.
 */
export function check(history: readonly Entry[], found: Found): string[] {
  const byKey = grouped(
    history.filter((entry) => entry.key !== null),
    (entry) => entry.key ?? '',
  );
  const events = grouped(found.events, (event) => event.orderId);
  return [
    ...submissions(byKey, found),
    ...actions(byKey, events),
    ...readings(history),
    ...found.orders.flatMap((order) => storyOf(order, events.get(order.id) ?? [])),
  ];
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** What became of one key: surely done, surely not, or nobody knows. */
function outcomeOf(sendings: readonly Entry[]): 'done' | 'refused' | 'unknown' {
  if (sendings.some(isDone)) return 'done';
  return sendings.every(isRefused) || isRefused(sendings.at(-1) as Entry) ? 'refused' : 'unknown';
}

/** A submission says its key in its words. */
const KEY = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/;

function submissions(byKey: ReadonlyMap<string, Entry[]>, found: Found): string[] {
  const faults: string[] = [];
  const rows = grouped(found.orders, (order) => KEY.exec(order.words ?? '')?.[0] ?? '');
  const ids = new Set(found.orders.map((order) => order.id));
  for (const [key, sendings] of byKey) {
    if (sendings[0]?.op !== 'submit') continue;
    const told = new Set(sendings.filter(isDone).map((entry) => entry.orderId ?? ''));
    const made = (rows.get(key) ?? []).map((order) => order.id);
    if (told.size > 1) faults.push(`key ${key}: was answered with ${told.size} different orders`);
    if (made.length > 1) faults.push(`key ${key}: made ${made.length} orders`);
    for (const id of told) if (!ids.has(id)) faults.push(`order ${id}: was acknowledged and is lost`);
    if (made.length > 0 && outcomeOf(sendings) === 'refused')
      faults.push(`key ${key}: was refused and done all the same`);
  }
  return faults;
}

function actions(byKey: ReadonlyMap<string, Entry[]>, events: ReadonlyMap<string, FoundEvent[]>): string[] {
  const faults: string[] = [];
  const asked = new Map<string, { done: number; unknown: number; first: Entry }>();
  for (const sendings of byKey.values()) {
    const [first] = sendings;
    if (!first || first.op === 'submit' || first.orderId === null) continue;
    const name = `${first.orderId} ${first.op} ${first.client}`;
    const count = asked.get(name) ?? { done: 0, unknown: 0, first };
    const outcome = outcomeOf(sendings);
    if (outcome !== 'refused') count[outcome]++;
    asked.set(name, count);
  }
  for (const { done, unknown, first } of asked.values()) {
    const happened = (events.get(first.orderId ?? '') ?? []).filter(
      ({ actorId, body, orderId }) => body['action'] === first.op && (actorId === first.client || actorId === orderId),
    ).length;
    const what = `order ${first.orderId}: ${first.op} of one person`;
    if (happened < done) faults.push(`${what} was acknowledged ${done} times and happened ${happened} times`);
    if (happened > done + unknown) faults.push(`${what} happened ${happened} times for ${done + unknown} keys`);
  }
  return faults;
}

const SESSION_ENDED = 401;

/** Reads against the newest version that had been acknowledged, to whomever, before they were sent. */
function readings(history: readonly Entry[]): string[] {
  const faults: string[] = [];
  for (const [orderId, entries] of grouped(
    history.filter((entry) => entry.orderId !== null),
    (entry) => entry.orderId ?? '',
  )) {
    const answers = entries
      .filter((entry) => entry.key !== null && isDone(entry) && entry.version !== null)
      .sort((a, b) => (a.answered ?? 0) - (b.answered ?? 0));
    const reads = entries.filter((entry) => entry.key === null).sort((a, b) => a.sent - b.sent);
    let known = 0;
    let next = 0;
    for (const read of reads) {
      for (let answer = answers[next]; answer && (answer.answered ?? 0) <= read.sent; answer = answers[++next])
        known = Math.max(known, answer.version ?? 0);
      if (read.op === 'foreign read') {
        if (isDone(read)) faults.push(`order ${orderId}: was seen from another network`);
      } else if (isRefused(read) && read.status !== SESSION_ENDED && known > 0)
        faults.push(`order ${orderId}: was not there (${read.status}) after it was acknowledged`);
      else if (isDone(read) && (read.version ?? 0) < known)
        faults.push(`order ${orderId}: was read as version ${read.version} after version ${known} was acknowledged`);
    }
  }
  return faults;
}

/** One order: each step is in the machine's table, and the row is what the history says. */
function storyOf(order: FoundOrder, events: readonly FoundEvent[]): string[] {
  if (events.length === 0) return [`order ${order.id}: has no history`];
  const faults: string[] = [];
  let status: Status | null = null;
  for (const { kind, body } of events) {
    const set = body['set'] as { status?: Status } | undefined;
    const to: Status | null = set?.status ?? status;
    const action = body['action'] as ActionName | 'submit' | undefined;
    if (
      status !== null &&
      to !== null &&
      action !== undefined &&
      action !== 'submit' &&
      !(transitions[status][action] as readonly Status[] | undefined)?.includes(to)
    )
      faults.push(`order ${order.id}: ${action} led from ${status} to ${to} (${kind})`);
    if (set) status = to;
  }
  const told = replay(events);
  if (told.status !== order.status)
    faults.push(`order ${order.id}: is ${order.status}, its history says ${told.status}`);
  if (told.unitId !== order.unitId) faults.push(`order ${order.id}: has another owner than its history says`);
  const active = activeAssignments(told).length;
  if (active !== order.active)
    faults.push(`order ${order.id}: has ${order.active} volunteers, its history says ${active}`);
  if (active > order.places) faults.push(`order ${order.id}: has ${active} volunteers for ${order.places} places`);
  if (told.dueAt?.getTime() !== order.dueAt?.getTime())
    faults.push(`order ${order.id}: has another clock than its history says`);
  if (!isEnd(order.status) && order.ringsAt === null) faults.push(`order ${order.id}: is open without a clock`);
  if (order.stale > 0) faults.push(`order ${order.id}: is listed in another state than it is`);
  return faults;
}
