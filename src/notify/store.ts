import type { Connection, Statement } from '../platform/database.ts';
import { firstIdAt } from '../shared/ids.ts';
import type { Notification, NotificationKind } from './schema.ts';

/** A message as it is written. */
export interface NewNotification {
  id: string;
  personId: string;
  kind: NotificationKind;
  orderId: string | null;
  /** Of what a team was told. */
  messageId?: string;
  urgent: boolean;
  eventId: string;
  at: Date;
}

const INSERT: Statement = {
  name: 'notify.insert',
  text: `insert into notification (network_id, id, person_id, kind, order_id, params, urgent, event_id, at)
    select $1, n."id", n."personId", n."kind", n."orderId", jsonb_strip_nulls(jsonb_build_object('messageId', n."messageId")),
      n."urgent", n."eventId", n."at"
    from jsonb_to_recordset($2::jsonb) as n("id" uuid, "personId" uuid, "kind" text, "orderId" uuid, "messageId" uuid, "urgent" boolean,
      "eventId" uuid, "at" timestamptz)
    on conflict do nothing returning id, person_id as "personId"`,
};

/** Writes messages; one that was written before is left out. Gives those that are new. */
export function insertNotifications(
  connection: Connection,
  notifications: readonly NewNotification[],
): Promise<{ id: string; personId: string }[]> {
  return connection.query(INSERT, [connection.networkId, JSON.stringify(notifications)]);
}

const LIST: Statement = {
  name: 'notify.list',
  text: `select n.id, n.kind, n.order_id as "orderId", o.number as "orderNumber",
      case when o.confidential then null else o.kind end as "orderKind",
      coalesce(not o.confidential and o.nature = 'consultation', false) as question, coalesce(o.confidential, false) as confidential,
      n.params->>'messageId' as "messageId", n.urgent, n.at, n.read_at as "readAt"
    from notification n left join orders o on o.network_id = n.network_id and o.id = n.order_id
    where n.network_id = $1 and n.person_id = any($2::uuid[]) and ($3::uuid is null or n.id < $3::uuid)
    order by n.id desc limit $4`,
};

/** Messages to a person, by their own id and the pseudonyms of their petitions, newest first, after the message with id `before`. */
export function listNotifications(
  connection: Connection,
  addressees: readonly string[],
  before: string | null,
  limit: number,
): Promise<
  (Omit<Notification, 'at' | 'readAt' | 'message'> & { messageId: string | null; at: Date; readAt: Date | null })[]
> {
  return connection.query(LIST, [connection.networkId, addressees, before, limit]);
}

const READ: Statement = {
  name: 'notify.read',
  text: `update notification set read_at = $3 where network_id = $1 and person_id = any($2::uuid[]) and read_at is null and id <= $4`,
};

const READDRESS: Statement = {
  name: 'notify.readdress',
  text: `update notification n set person_id = $2 where n.network_id = $1 and n.id in (
    select distinct on (event_id, kind) id from notification
      where network_id = $1 and order_id = $2 and kind = any($3::text[]) order by event_id, kind, (person_id = $2) desc, id)`,
};
const UNADDRESS: Statement = {
  name: 'notify.unaddress',
  text: `delete from notification where network_id = $1 and order_id = $2 and kind = any($3::text[]) and person_id <> $2`,
};

/** Addresses messages of some kinds about an order to the order itself: it became a petition, and names nobody. */
export async function readdress(connection: Connection, orderId: string, kinds: readonly string[]): Promise<void> {
  await connection.query(READDRESS, [connection.networkId, orderId, kinds]);
  await connection.query(UNADDRESS, [connection.networkId, orderId, kinds]);
}

const ALERTED: Statement = {
  name: 'notify.alerted',
  text: `select person_id as "personId", min(at) as at from notification
    where network_id = $1 and order_id = $2 and kind = 'emergency' group by person_id order by 2, 1 limit $3`,
};

/** Who was alerted to an emergency, each with the first time, oldest first; at most `limit`. */
export function listAlerted(
  connection: Connection,
  orderId: string,
  limit: number,
): Promise<{ personId: string; at: Date }[]> {
  return connection.query(ALERTED, [connection.networkId, orderId, limit]);
}

/** Marks messages to a person up to one as read. */
export async function markRead(
  connection: Connection,
  addressees: readonly string[],
  at: Date,
  upTo: string,
): Promise<void> {
  await connection.query(READ, [connection.networkId, addressees, at, upTo]);
}

const UNREAD: Statement = {
  name: 'notify.unread',
  text: `select count(*)::int as unread from notification where network_id = $1 and person_id = any($2::uuid[]) and read_at is null`,
};

/** How many messages to a person are not read. */
export async function countUnread(connection: Connection, addressees: readonly string[]): Promise<number> {
  const [row] = await connection.query<{ unread: number }>(UNREAD, [connection.networkId, addressees]);
  return row?.unread ?? 0;
}

const FORGET: Statement = {
  name: 'notify.forget',
  text: `delete from notification where network_id = $1 and id in (select id from notification
    where network_id = $1 and id < $2::uuid order by id limit $3) returning 1 as one`,
};

/** Deletes the oldest messages of before an instant, at most `limit`; gives how many. */
export async function forgetNotifications(connection: Connection, before: Date, limit: number): Promise<number> {
  return (await connection.query(FORGET, [connection.networkId, firstIdAt(before), limit])).length;
}
