import type { Connection, Statement } from '../../platform/database.ts';
import type { Nature, Status } from '../schema/states.ts';

/** What duplicates, topics and places read of an order. */
export interface RecentOrder {
  id: string;
  number: string;
  /** The first 600 characters. */
  words: string;
  status: Status;
  nature: Nature | null;
  kind: string | null;
  unitId: string;
  placeUnitId: string;
  requesterId: string;
  submittedAt: Date;
  mergedInto: string | null;
  likes: number;
}

const SHOWN = `o.id, o.number, left(t.words, 600) as words, o.status, o.nature, o.kind, o.unit_id as "unitId",
  o.place_unit_id as "placeUnitId", o.requester_id as "requesterId", o.submitted_at as "submittedAt", o.merged_into as "mergedInto", o.likes`;
const WITH_WORDS = `from orders o join order_text t on t.network_id = $1 and t.order_id = o.id
    where o.network_id = $1 and not o.confidential and t.words is not null`;

const NEWEST: Statement = {
  name: 'orders.recent.newest',
  text: `select ${SHOWN} ${WITH_WORDS} and o.id > $2::uuid order by o.id desc limit $3`,
};

/** The newest orders after an id, newest first, at most `limit`. Confidential ones, whose words are sealed, and those whose words were erased are not among them. */
export function readNewest(connection: Connection, after: string, limit: number): Promise<RecentOrder[]> {
  return connection.query<RecentOrder>(NEWEST, [connection.networkId, after, limit]);
}

const NEXT: Statement = {
  name: 'orders.recent.next',
  text: `select o.id, left(t.words, 600) as words ${WITH_WORDS} and o.id > $2::uuid order by o.id limit $3`,
};

/** Words of the next orders after an id, oldest first, at most `limit`; confidential ones are not among them. */
export function readNextWords(
  connection: Connection,
  after: string,
  limit: number,
): Promise<{ id: string; words: string }[]> {
  return connection.query<{ id: string; words: string }>(NEXT, [connection.networkId, after, limit]);
}

const SOME: Statement = {
  name: 'orders.recent.some',
  text: `select ${SHOWN} ${WITH_WORDS} and o.id = any($2::uuid[])`,
};

/** These orders, as far as they have words and are not confidential; in no order. */
export function readSome(connection: Connection, ids: readonly string[]): Promise<RecentOrder[]> {
  return connection.query<RecentOrder>(SOME, [connection.networkId, ids]);
}

const OF_KIND: Statement = {
  name: 'orders.recent.of_kind',
  text: `select o.id from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
    where l.network_id = $1 and l.ancestor_id = $2 and not l.confidential and l.status = any($3::text[]) and l.order_id > $4::uuid
      and o.kind = $5 and o.place_unit_id = $7 order by l.order_id desc limit $6`,
};

/** Ids of orders of one kind at one place, owned at or below a unit, in some states, after an id; newest first, at most `limit`, none confidential. */
export async function idsOfKind(
  connection: Connection,
  asked: { placeUnitId: string; ownerId: string; kind: string; statuses: readonly Status[]; after: string },
  limit: number,
): Promise<string[]> {
  const { placeUnitId, ownerId, kind, statuses, after } = asked;
  const values = [connection.networkId, ownerId, statuses, after, kind, limit, placeUnitId];
  return (await connection.query<{ id: string }>(OF_KIND, values)).map((row) => row.id);
}

const APART: Statement = {
  name: 'orders.recent.apart',
  text: `select body ->> 'orderId' as one, subject_id as other from event
    where network_id = $1 and subject_id = any($2::uuid[]) and kind = 'orders.left' limit 1000`,
};

/** Pairs that people took apart again: an order, and the one of these that it had been merged into. */
export function readTakenApart(
  connection: Connection,
  ids: readonly string[],
): Promise<{ one: string; other: string }[]> {
  return connection.query<{ one: string; other: string }>(APART, [connection.networkId, ids]);
}
