import type { Connection, Statement } from '../../platform/database.ts';
import { revivePetition } from '../rules/petition.ts';
import type { OrderRow, OrderState } from '../rules/state.ts';
import { ROW_SELECT } from './columns.ts';
import { PETITION_SELECT } from './petition-columns.ts';

/** Offers, assignments, followers and the petition of `orders o` as JSON, oldest first. */
const BESIDE = `
  coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'round', f.round, 'teamId', f.team_id, 'personId', f.person_id,
      'status', f.status, 'offeredAt', f.offered_at, 'answeredAt', f.answered_at) order by f.round, f.offered_at, f.id)
    from order_offer f where f.network_id = $1 and f.order_id = o.id), '[]') as offers,
  coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'round', a.round, 'personId', a.person_id, 'teamId', a.team_id,
      'status', a.status, 'acceptedAt', a.accepted_at, 'startedAt', a.started_at, 'finishedAt', a.finished_at)
      order by a.round, a.accepted_at, a.id)
    from assignment a where a.network_id = $1 and a.order_id = o.id), '[]') as assignments,
  coalesce((select jsonb_agg(jsonb_build_object('orderId', m.id, 'requesterId', m.requester_id,
      'requesterDigest', m.requester_digest) order by m.id)
    from orders m where m.network_id = $1 and m.merged_into = o.id), '[]') as followers,
  ${PETITION_SELECT} as petition`;

/** An order as a statement gives it: times inside JSON are text. */
type Raw = OrderRow & Pick<OrderState, 'offers' | 'assignments' | 'followers' | 'petition'>;

/*
 * The row is locked and read in one statement. When somebody else held the lock, the row is read as they left it, but
 * what is read beside it is as it was before: then `seen` differs from the version, and the statement is run once more.
 */
const LOCK: Statement = {
  name: 'orders.lock',
  text: `select ${ROW_SELECT}, (select b.version from orders b where b.network_id = $1 and b.id = o.id) as seen, ${BESIDE}
    from orders o where o.network_id = $1 and o.id = any($2::uuid[]) order by o.id for update of o`,
};

/**
 * Locks some orders, always in the order of their ids, and reads all that decisions rest on. Orders that do not exist
 * are left out. Two commands on one order follow each other.
 */
export async function lockOrders(connection: Connection, ids: readonly string[]): Promise<OrderState[]> {
  for (;;) {
    const rows = await connection.query<Raw & { seen: number } & Record<string, unknown>>(LOCK, [
      connection.networkId,
      ids,
    ]);
    if (rows.every((row) => row.seen === row.version))
      return rows.map(({ seen: _seen, ...row }) => toState(row as Raw));
  }
}

/** The words, place and contact of an order: plain, or sealed and nothing else. */
export interface OrderTextRow {
  words: string | null;
  place: string | null;
  wish: string | null;
  contactName: string | null;
  contactPhone: string | null;
  sealed: Buffer | null;
}

/** Everything stored of one order. */
export interface StoredOrder extends OrderState {
  /** Null once erased. */
  text: OrderTextRow | null;
  words: { id: string; kind: string; words: string | null; sealed: Buffer | null; at: Date; personId: string | null }[];
  reviews: { stars: number; solved: boolean; at: Date; personId: string }[];
  photoIds: string[];
  /** Whether what it was split from is confidential; null when it was not split. */
  splitFromConfidential: boolean | null;
}

const FIND: Statement = {
  name: 'orders.find',
  text: `select ${ROW_SELECT}, ${BESIDE},
    (select jsonb_build_object('words', t.words, 'place', t.place, 'wish', t.wish, 'contactName', t.contact_name,
      'contactPhone', t.contact_phone, 'sealed', encode(t.sealed, 'base64')) from order_text t where t.network_id = $1 and t.order_id = o.id) as text,
    coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'words', w.words, 'sealed', encode(w.sealed, 'base64'),
        'at', w.at, 'personId', w.person_id)
        order by w.at, w.id)
      from order_word w where w.network_id = $1 and w.order_id = o.id), '[]') as words,
    coalesce((select jsonb_agg(jsonb_build_object('stars', v.stars, 'solved', v.solved, 'at', v.at, 'personId', v.person_id)
        order by v.at, v.id)
      from order_review v where v.network_id = $1 and v.order_id = o.id), '[]') as reviews,
    array(select p.id from order_photo p where p.network_id = $1 and p.order_id = o.id order by p.id) as "photoIds",
    (select s.confidential from orders s where s.network_id = $1 and s.id = o.split_from) as "splitFromConfidential"
    from orders o where o.network_id = $1 and o.id = $2`,
};

type RawWhole = Raw & Pick<StoredOrder, 'text' | 'words' | 'reviews' | 'photoIds' | 'splitFromConfidential'>;

/** One order with everything beside it, or null. Locks nothing. */
export async function findOrder(connection: Connection, id: string): Promise<StoredOrder | null> {
  const [row] = await connection.query<RawWhole & Record<string, unknown>>(FIND, [connection.networkId, id]);
  if (!row) return null;
  const { text, words, reviews, photoIds, splitFromConfidential, ...rest } = row as RawWhole;
  return {
    ...toState(rest),
    text: text && { ...text, sealed: bytesOf(text.sealed) },
    words: words.map((each) => ({ ...each, sealed: bytesOf(each.sealed), at: new Date(each.at) })),
    reviews: reviews.map((each) => ({ ...each, at: new Date(each.at) })),
    photoIds,
    splitFromConfidential,
  };
}

/** Bytes come out of JSON as base64. */
function bytesOf(base64: unknown): Buffer | null {
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : null;
}

const BY_NUMBER: Statement = {
  name: 'orders.by_number',
  text: `select id from orders where network_id = $1 and number = $2`,
};

/** The id of the order with this number, or null. */
export async function findByNumber(connection: Connection, number: string): Promise<string | null> {
  const [row] = await connection.query<{ id: string }>(BY_NUMBER, [connection.networkId, number]);
  return row?.id ?? null;
}

const TEXT: Statement = {
  name: 'orders.text',
  text: `select words, place, wish, contact_name as "contactName", contact_phone as "contactPhone", sealed
    from order_text where network_id = $1 and order_id = $2`,
};

/** The words of one order, or null once they were erased. */
export async function findText(connection: Connection, orderId: string): Promise<OrderTextRow | null> {
  const [row] = await connection.query<OrderTextRow & Record<string, unknown>>(TEXT, [connection.networkId, orderId]);
  return row ?? null;
}

const HOME: Statement = {
  name: 'orders.home',
  text: `select home_unit_id as "unitId" from person where network_id = $1 and id = $2`,
};

/** The unit a person lives by, or null when they have not said. */
export async function findHome(connection: Connection, personId: string): Promise<string | null> {
  const [row] = await connection.query<{ unitId: string | null }>(HOME, [connection.networkId, personId]);
  return row?.unitId ?? null;
}

const DUE: Statement = {
  name: 'orders.due',
  text: `select id, version from orders where network_id = $1 and due_at is not null
      and case when warned then due_at else warn_at end <= $2
      and (clock_put_off_until is null or clock_put_off_until <= $2)
    order by case when warned then due_at else warn_at end limit $3 for update skip locked`,
};

/** Locks some orders whose clock is at its warning or has run out, the longest due first; those another server holds are left out. */
export async function lockDue(connection: Connection, now: Date, limit: number): Promise<string[]> {
  return (await connection.query<{ id: string }>(DUE, [connection.networkId, now, limit])).map((row) => row.id);
}

const CLIMBING: Statement = {
  name: 'orders.climbing',
  text: `select id from orders where network_id = $1 and due_at is not null and escalations < $4
      and case when warned then due_at else warn_at end <= $2
      and (clock_put_off_until is null or clock_put_off_until <= $2)
    order by case when warned then due_at else warn_at end limit $3 for update skip locked`,
};

/** The same of orders that were escalated less often than `most`. */
export async function lockClimbing(connection: Connection, now: Date, limit: number, most: number): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(CLIMBING, [connection.networkId, now, limit, most]);
  return rows.map((row) => row.id);
}

const OLDEST_DUE: Statement = {
  name: 'orders.oldest_due',
  text: `select case when warned then due_at else warn_at end as at from orders
    where network_id = $1 and due_at is not null order by case when warned then due_at else warn_at end limit 1`,
};

/** The instant of the first clock of all, at its warning or its end, also of one that was put off; null when none runs. */
export async function findOldestDue(connection: Connection): Promise<Date | null> {
  const [row] = await connection.query<{ at: Date | null }>(OLDEST_DUE, [connection.networkId]);
  return row?.at ?? null;
}

const PUT_CLOCK_OFF: Statement = {
  name: 'orders.put_clock_off',
  text: 'update orders set clock_put_off_until = $3 where network_id = $1 and id = any($2::uuid[])',
};

/** Leaves the clocks of orders unheard until a time: nothing can be done about them now, and others wait behind them. */
export async function putClockOff(connection: Connection, ids: readonly string[], until: Date): Promise<void> {
  await connection.query(PUT_CLOCK_OFF, [connection.networkId, ids, until]);
}

const NEXT_CLIMB: Statement = {
  name: 'orders.next_climb',
  text: `select case when warned then due_at else warn_at end as at from orders
    where network_id = $1 and due_at is not null and escalations < $2
    order by case when warned then due_at else warn_at end limit 1`,
};

/** The instant of the next clock, at its warning or its end, of orders that were escalated less often than `most`; null when none runs. */
export async function findNextClimb(connection: Connection, most: number): Promise<Date | null> {
  const [row] = await connection.query<{ at: Date | null }>(NEXT_CLIMB, [connection.networkId, most]);
  return row?.at ?? null;
}

function toState(row: Raw): OrderState {
  return {
    ...row,
    offers: row.offers.map((each) => ({
      ...each,
      offeredAt: new Date(each.offeredAt),
      answeredAt: each.answeredAt && new Date(each.answeredAt),
    })),
    assignments: row.assignments.map((each) => ({
      ...each,
      acceptedAt: new Date(each.acceptedAt),
      startedAt: each.startedAt && new Date(each.startedAt),
      finishedAt: each.finishedAt && new Date(each.finishedAt),
    })),
    petition: row.petition && revivePetition(row.petition),
  };
}

const DECIDED: Statement = {
  name: 'orders.decided',
  text: `select o.id as "orderId", o.kind, o.confidential, o.source, o.unit_id as "unitId", o.place_unit_id as "placeUnitId",
      t.words from orders o
    left join order_text t on t.network_id = $1 and t.order_id = o.id
    where o.network_id = $1 and o.id = any($2::uuid[]) order by o.id`,
};

/** What has been decided of an order, with its words; null words: sealed or erased. */
export interface DecidedOrder {
  orderId: string;
  kind: string | null;
  confidential: boolean;
  source: OrderRow['source'];
  unitId: string;
  placeUnitId: string;
  words: string | null;
}

/** What was decided of some orders; those that do not exist are left out. */
export function loadDecided(connection: Connection, ids: readonly string[]): Promise<DecidedOrder[]> {
  return connection.query<DecidedOrder & Record<string, unknown>>(DECIDED, [connection.networkId, ids]);
}
