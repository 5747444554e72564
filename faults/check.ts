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

/** What the database holds of orders of a network after a drill, by the superuser's eyes. */
export interface Found {
  orders: FoundOrder[];
  /** Of these orders, each order's in the order of their writing. */
  events: FoundEvent[];
}

/** What came of comparing a history with all that the database holds of a network. */
export interface Judged {
  /** Sentences, each of something that must not be. */
  faults: string[];
  orders: number;
  /** Petitions among them that could be opened; absent: none was tried. */
  petitions?: number;
  /** When each key was claimed, by what it is kept as; milliseconds since 1970. */
  claims: Map<string, number>;
}

/** Orders in memory at once. */
const PAGE = 2_000;

const ORDERS = `select o.id, o.status, o.unit_id as "unitId", o.places, o.version, t.words,
    (select count(*)::int from assignment a where a.network_id = o.network_id and a.order_id = o.id
      and a.status in ('accepted', 'in_service')) as active,
    (select count(*)::int from order_listing l where l.network_id = o.network_id and l.order_id = o.id
      and l.status <> o.status) as stale,
    case when o.warned then o.due_at else coalesce(o.warn_at, o.due_at) end as "ringsAt", o.due_at as "dueAt"
  from orders o left join order_text t on t.network_id = o.network_id and t.order_id = o.id
  where o.network_id = $1 and o.id > $2 order by o.id limit ${PAGE}`;
const EVENTS = `select subject_id as "orderId", actor_id as "actorId", kind, body from event
  where network_id = $1 and subject_kind = 'order' and subject_id = any($2) order by subject_id, position`;
const CLAIMS = `select key, created_at as at from idempotency_key where network_id = $1 and key > $2 order by key limit 10000`;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Compares a history with all that the database holds of a network, some orders at a time. `adminUrl` is the superuser's;
 * `opened` has the words of those that are sealed.
 */
export function judge(
  adminUrl: string,
  networkId: string,
  history: readonly Entry[],
  opened: ReadonlyMap<string, string> = new Map(),
): Promise<Judged> {
  return withClient(adminUrl, async (client) => {
    const checker = new Checker(history);
    let orders = 0;
    for await (const page of pagesOf(client, networkId)) {
      for (const order of page.orders) order.words ??= opened.get(order.id) ?? null;
      checker.see(page);
      orders += page.orders.length;
    }
    return { faults: checker.faults(), orders, claims: await claimsOf(client, networkId) };
  });
}

/** All orders of a small network with their events. `adminUrl` is the superuser's. */
export function lookInto(adminUrl: string, networkId: string): Promise<Found> {
  return withClient(adminUrl, async (client) => {
    const found: Found = { orders: [], events: [] };
    for await (const { orders, events } of pagesOf(client, networkId)) {
      found.orders.push(...orders);
      found.events.push(...events);
    }
    return found;
  });
}

async function withClient<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work(client);
  } finally {
    await client.end();
  }
}

async function* pagesOf(client: pg.Client, networkId: string): AsyncGenerator<Found> {
  for (let last = FIRST_ID; ; ) {
    const { rows: orders } = await client.query<FoundOrder>(ORDERS, [networkId, last]);
    const ids = orders.map(({ id }) => id);
    if (ids.length === 0) return;
    yield { orders, events: (await client.query<FoundEvent>(EVENTS, [networkId, ids])).rows };
    last = ids.at(-1) ?? last;
  }
}

async function claimsOf(client: pg.Client, networkId: string): Promise<Map<string, number>> {
  const claims = new Map<string, number>();
  for (let last = ''; ; ) {
    const { rows } = await client.query<{ key: string; at: Date }>(CLAIMS, [networkId, last]);
    for (const { key, at } of rows) claims.set(key, at.getTime());
    if (rows.length === 0) return claims;
    last = rows.at(-1)?.key ?? last;
  }
}

/**
 * What is wrong between what clients were told and what the database holds, as sentences; empty when nothing is. Nothing
 * that was acknowledged is lost, nothing is done twice, a key has one answer, each order went by the machine's table and is
 * what its history says, whoever waits has a clock that somebody hears, what is read after an answer is not older than that, and no order is seen from another network.
 */
export function check(history: readonly Entry[], found: Found): string[] {
  const checker = new Checker(history);
  checker.see(found);
  return checker.faults();
}

/** What one person asked to be done to one order by one action. */
interface Asked {
  first: Entry;
  done: number;
  unknown: number;
}

/** Compares a history with what the database holds, of which it is shown some orders at a time. */
class Checker {
  readonly #history: readonly Entry[];
  readonly #byKey: Map<string, Entry[]>;
  /** By order, what was asked for and has not been looked for yet. */
  readonly #asked: Map<string, Asked[]>;
  readonly #ids = new Set<string>();
  /** By key, the orders that say it. */
  readonly #made = new Map<string, string[]>();
  readonly #faults: string[] = [];

  constructor(history: readonly Entry[]) {
    this.#history = history;
    this.#byKey = grouped(
      history.filter((entry) => entry.key !== null),
      (entry) => entry.key ?? '',
    );
    this.#asked = askedOf(this.#byKey);
  }

  /** Some orders with all their events; each order is shown once. */
  see(found: Found): void {
    const events = grouped(found.events, (event) => event.orderId);
    for (const order of found.orders) {
      const own = events.get(order.id) ?? [];
      this.#faults.push(...actionsOf(this.#asked.get(order.id) ?? [], own), ...storyOf(order, own));
      this.#asked.delete(order.id);
      this.#ids.add(order.id);
      const key = KEY.exec(order.words ?? '')?.[0] ?? '';
      if (this.#byKey.has(key)) this.#made.set(key, [...(this.#made.get(key) ?? []), order.id]);
    }
  }

  /** All faults, once every order has been seen. */
  faults(): string[] {
    return [
      ...this.#faults,
      ...submissions(this.#byKey, this.#made, this.#ids),
      ...[...this.#asked.values()].flatMap((asked) => actionsOf(asked, [])),
      ...readings(this.#history),
    ];
  }
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

function submissions(
  byKey: ReadonlyMap<string, Entry[]>,
  madeOf: ReadonlyMap<string, string[]>,
  ids: ReadonlySet<string>,
): string[] {
  const faults: string[] = [];
  for (const [key, sendings] of byKey) {
    if (sendings[0]?.op !== 'submit') continue;
    const told = new Set(sendings.filter(isDone).map((entry) => entry.orderId ?? ''));
    const made = madeOf.get(key) ?? [];
    if (told.size > 1) faults.push(`key ${key}: was answered with ${told.size} different orders`);
    if (made.length > 1) faults.push(`key ${key}: made ${made.length} orders`);
    for (const id of told) if (!ids.has(id)) faults.push(`order ${id}: was acknowledged and is lost`);
    if (made.length > 0 && outcomeOf(sendings) === 'refused')
      faults.push(`key ${key}: was refused and done all the same`);
  }
  return faults;
}

function askedOf(byKey: ReadonlyMap<string, Entry[]>): Map<string, Asked[]> {
  const asked = new Map<string, Asked>();
  for (const sendings of byKey.values()) {
    const [first] = sendings;
    if (!first || first.op === 'submit' || first.orderId === null) continue;
    const name = `${first.orderId} ${first.op} ${first.client}`;
    const count = asked.get(name) ?? { first, done: 0, unknown: 0 };
    const outcome = outcomeOf(sendings);
    if (outcome !== 'refused') count[outcome]++;
    asked.set(name, count);
  }
  return grouped([...asked.values()], ({ first }) => first.orderId ?? '');
}

function actionsOf(asked: readonly Asked[], events: readonly FoundEvent[]): string[] {
  const faults: string[] = [];
  for (const { done, unknown, first } of asked) {
    const happened = events.filter(
      ({ actorId, body, kind, orderId }) =>
        (body['action'] ?? kind) === first.op && (actorId === first.client || actorId === orderId),
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
