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
 * Columns that differ come as arrays, which the server reads far faster than JSON; the rest is the same for all. Nothing
 * is joined with what was just written: the planner would take it for ten rows. Who imported the same a moment ago
 * makes this fail as a whole (unique violation), and the batch is tried again without those.
 */
const IMPORT: Statement = {
  name: 'orders.import',
  text: `with saved as (
    insert into orders (network_id, id, number, status, urgency, confidential, unit_id, place_unit_id, requester_id, source,
      submitted_at, status_since, warn_at, due_at, historical, likes, external_id)
    select $1::uuid, r.id, r.number, 'submitted', r.urgency, r.confidential, $4::uuid, $5::uuid, $2::uuid, 'import',
      r.submitted_at, $3::timestamptz, r.warn_at, r.due_at, true, r.likes, r.external_id
    from unnest($6::uuid[], $7::text[], $8::text[], $9::boolean[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[],
      $13::int[], $14::text[]) as r(id, number, urgency, confidential, submitted_at, warn_at, due_at, likes, external_id)
    returning 1),
  listed as (
    insert into order_listing (network_id, order_id, ancestor_id, confidential, status, due_at, place_unit_id)
    select $1::uuid, r.id, a.ancestor_id, r.confidential, 'submitted', r.due_at, $5::uuid
    from unnest($6::uuid[], $9::boolean[], $12::timestamptz[]) as r(id, confidential, due_at)
      cross join (select ancestor_id from org_unit_ancestor where network_id = $1::uuid and unit_id = $4::uuid) as a),
  texts as (
    insert into order_text (network_id, order_id, words)
    select $1::uuid, t.id, t.words from unnest($6::uuid[], $15::text[]) as t(id, words)),
  told as (${eventInsert(16)})
  select count(*)::int as imported from saved`,
};

/** Writes new orders of another system in one statement: all of one requester, one owner and one place. */
export async function insertImported(
  connection: Connection,
  common: { requesterId: string; unitId: string; placeUnitId: string; at: Date },
  orders: readonly OrderToImport[],
): Promise<number> {
  const column = <Field extends keyof OrderRow>(field: Field) => orders.map(({ row }) => row[field]);
  const times = (field: 'submittedAt' | 'warnAt' | 'dueAt') =>
    orders.map(({ row }) => row[field]?.toISOString() ?? null);
  const [row] = await connection.query<{ imported: number }>(IMPORT, [
    connection.networkId,
    common.requesterId,
    common.at,
    common.unitId,
    common.placeUnitId,
    column('id'),
    column('number'),
    column('urgency'),
    column('confidential'),
    times('submittedAt'),
    times('warnAt'),
    times('dueAt'),
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
