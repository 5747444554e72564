import type { Connection, Statement } from '../../platform/database.ts';
import { type EventRow, eventInsertFrom } from '../../platform/events.ts';
import type { OrderRow } from '../rules/state.ts';

/** What many imported orders have in common: state, urgency, confidence, clocks and first event. */
export interface Manner {
  row: Pick<OrderRow, 'urgency' | 'confidential' | 'warnAt' | 'dueAt'>;
  /** Its body lacks what is each order's own: id, number, time and likes. */
  event: EventRow;
}

/** An order of another system with its words. */
export interface OrderToImport {
  id: string;
  number: string;
  /** ISO 8601, as the history writes it. */
  submittedAt: string;
  likes: number;
  externalId: string;
  /** Plain, or null with `sealed` in its place. */
  words: string | null;
  sealed: Buffer | null;
  eventId: string;
  /** Which of the manners it is of. */
  manner: number;
}

/*
 * Columns that differ come as arrays, which the server reads far faster than JSON; what is alike in many comes once.
 * Nothing is joined with what was just written: the planner would take it for ten rows. Who imported the same a moment
 * ago makes this fail as a whole (unique violation), and the batch is tried again without those.
 */
const IMPORT: Statement = {
  name: 'orders.import',
  text: `with fresh as materialized (
    select r.*, m.urgency, m.confidential, m.warn_at, m.due_at, m.kind, m.actor_kind, m.actor_id, m.subject_kind, m.body
    from unnest($6::uuid[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[], $12::uuid[], $13::int[], $14::bytea[])
        as r(id, number, submitted_at, likes, external_id, words, event_id, manner, sealed)
      join jsonb_to_recordset($15::jsonb) as m(manner int, urgency text, confidential boolean, warn_at timestamptz,
        due_at timestamptz, kind text, actor_kind text, actor_id text, subject_kind text, body jsonb) using (manner)),
  saved as (
    insert into orders (network_id, id, number, status, urgency, confidential, unit_id, place_unit_id, requester_id, source,
      submitted_at, status_since, warn_at, due_at, historical, likes, external_id)
    select $1::uuid, f.id, f.number, 'submitted', f.urgency, f.confidential, $4::uuid, $5::uuid,
      case when f.confidential then f.id else $2::uuid end, 'import',
      f.submitted_at::timestamptz, $3::timestamptz, f.warn_at, f.due_at, true, f.likes, f.external_id from fresh f
    returning 1),
  listed as (
    insert into order_listing (network_id, order_id, ancestor_id, confidential, status, due_at, place_unit_id)
    select $1::uuid, f.id, a.ancestor_id, f.confidential, 'submitted', f.due_at, $5::uuid from fresh f
      cross join (select ancestor_id from org_unit_ancestor where network_id = $1::uuid and unit_id = $4::uuid) as a),
  texts as (
    insert into order_text (network_id, order_id, words, sealed) select $1::uuid, f.id, f.words, f.sealed from fresh f),
  told as (${eventInsertFrom(`(
    select f.event_id as id, $3::timestamptz as at, f.kind, f.actor_kind, f.actor_id, f.subject_kind, f.id as subject_id,
      $4::uuid as unit_id, f.body || jsonb_build_object('set', (f.body -> 'set') || jsonb_build_object('id', f.id,
        'number', f.number, 'submittedAt', f.submitted_at, 'likes', f.likes)) as body from fresh f) as e`)})
  select count(*)::int as imported from saved`,
};

/** Writes new orders of another system in one statement: all of one requester, one owner and one place. */
export async function insertImported(
  connection: Connection,
  common: { requesterId: string; unitId: string; placeUnitId: string; at: Date },
  manners: readonly Manner[],
  orders: readonly OrderToImport[],
): Promise<number> {
  const column = <Field extends keyof OrderToImport>(field: Field) => orders.map((order) => order[field]);
  const alike = manners.map(({ row, event }, manner) => ({
    ...event,
    manner,
    urgency: row.urgency,
    confidential: row.confidential,
    warn_at: row.warnAt,
    due_at: row.dueAt,
  }));
  const [row] = await connection.query<{ imported: number }>(IMPORT, [
    connection.networkId,
    common.requesterId,
    common.at,
    common.unitId,
    common.placeUnitId,
    column('id'),
    column('number'),
    column('submittedAt'),
    column('likes'),
    column('externalId'),
    column('words'),
    column('eventId'),
    column('manner'),
    column('sealed'),
    JSON.stringify(alike),
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
