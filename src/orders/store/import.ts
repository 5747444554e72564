import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsert } from '../../platform/events.ts';
import type { OrderRow } from '../rules/state.ts';

/** An order of another system with its words and its first event. */
export interface OrderToImport {
  row: OrderRow;
  words: string;
  event: EventRow;
}

/*
 * Columns that differ come as arrays, which the server reads far faster than JSON; the rest is the same for all. An
 * order that was imported before is left out, with its listing, words and event.
 */
const IMPORT: Statement = {
  name: 'orders.import',
  text: `with saved as (
    insert into orders (network_id, id, number, status, kind, urgency, confidential, unit_id, place_unit_id, requester_id, source,
      submitted_at, status_since, warn_at, due_at, historical, likes, external_id)
    select $1::uuid, r.id, r.number, 'submitted', r.kind, r.urgency, r.confidential, r.unit_id, r.place_unit_id, $2::uuid, 'import',
      r.submitted_at, $3::timestamptz, r.warn_at, r.due_at, true, r.likes, r.external_id
    from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::uuid[], $10::uuid[], $11::timestamptz[],
      $12::timestamptz[], $13::timestamptz[], $14::int[], $15::text[])
      as r(id, number, kind, urgency, confidential, unit_id, place_unit_id, submitted_at, warn_at, due_at, likes, external_id)
    on conflict (network_id, external_id) where external_id is not null do nothing
    returning id, unit_id, confidential, status, due_at),
  listed as (
    insert into order_listing (network_id, order_id, ancestor_id, confidential, status, due_at)
    select $1::uuid, s.id, a.ancestor_id, s.confidential, s.status, s.due_at
    from saved s join org_unit_ancestor a on a.network_id = $1::uuid and a.unit_id = s.unit_id),
  texts as (
    insert into order_text (network_id, order_id, words)
    select $1::uuid, t.id, t.words from unnest($4::uuid[], $16::text[]) as t(id, words) where t.id in (select id from saved)),
  told as (${eventInsert(17, 'e.subject_id in (select id from saved)')})
  select count(*)::int as imported from saved`,
};

/** Writes orders of another system in one statement, and gives how many were new. All of one requester. */
export async function insertImported(
  connection: Connection,
  requesterId: string,
  at: Date,
  orders: readonly OrderToImport[],
): Promise<number> {
  const column = <Field extends keyof OrderRow>(field: Field) => orders.map(({ row }) => row[field]);
  const [row] = await connection.query<{ imported: number }>(IMPORT, [
    connection.networkId,
    requesterId,
    at,
    column('id'),
    column('number'),
    column('kind'),
    column('urgency'),
    column('confidential'),
    column('unitId'),
    column('placeUnitId'),
    column('submittedAt'),
    column('warnAt'),
    column('dueAt'),
    column('likes'),
    column('externalId'),
    orders.map((each) => each.words),
    JSON.stringify(orders.map((each) => each.event)),
  ]);
  return row?.imported ?? 0;
}

const KNOWN: Statement = {
  name: 'orders.import.known',
  text: `select external_id as "externalId" from orders where network_id = $1 and external_id = any($2::text[])`,
};

/** Which of these ids of another system were imported before. */
export async function findImported(connection: Connection, externalIds: readonly string[]): Promise<Set<string>> {
  const rows = await connection.query<{ externalId: string }>(KNOWN, [connection.networkId, externalIds]);
  return new Set(rows.map((row) => row.externalId));
}
