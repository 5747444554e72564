import type { Actor } from '../shared/actor.ts';
import { newId } from '../shared/ids.ts';
import type { Connection, Statement } from './database.ts';

/** What a capability says happened. Ids, codes and figures only; never free text. */
export interface NewEvent {
  /** `<capability>.<what happened>`. */
  kind: string;
  subjectKind: string;
  subjectId: string;
  /** The unit that owns the subject afterwards. */
  unitId?: string | null;
  body?: Record<string, unknown>;
  /** Stands for the actor where the actor must not be named: a petitioner is known by their petition alone. */
  pseudonym?: string;
}

/** A row of the history as it is written, ready for `eventInsert`. */
export interface EventRow {
  id: string;
  at: string;
  kind: string;
  actor_kind: string;
  actor_id: string;
  subject_kind: string;
  subject_id: string;
  unit_id: string | null;
  body: Record<string, unknown>;
}

/** A row of the history as it is read. */
export interface StoredEvent {
  id: string;
  at: Date;
  kind: string;
  actorKind: string;
  actorId: string;
  subjectKind: string;
  subjectId: string;
  unitId: string | null;
  body: Record<string, unknown>;
}

/** An event with its place in the history, as followers read it. */
export type FollowedEvent = StoredEvent & Cursor;

/** Builds the rows of events that happened together, in their order. */
export function eventRows(events: readonly NewEvent[], actor: Actor, at: Date): EventRow[] {
  return events.map((event) => ({
    id: newId(at),
    at: at.toISOString(),
    kind: event.kind,
    actor_kind: actor.kind,
    actor_id: event.pseudonym ?? actor.id,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    unit_id: event.unitId ?? null,
    body: event.body ?? {},
  }));
}

const INSERT_COLUMNS = 'id, at, kind, actor_kind, actor_id, subject_kind, subject_id, unit_id, body';

/**
 * SQL of the insert of event rows, to stand as a CTE in the very statement that writes the change. `parameter` is the
 * number of the parameter that holds the rows as JSON; `when` an optional condition (another CTE had an effect).
 */
export function eventInsert(parameter: number, when = 'true'): string {
  return `insert into event (network_id, ${INSERT_COLUMNS})
    select $1::uuid, e.id, e.at, e.kind, e.actor_kind, e.actor_id, e.subject_kind, e.subject_id, e.unit_id, e.body
    from jsonb_to_recordset($${parameter}::jsonb) as e(id uuid, at timestamptz, kind text, actor_kind text,
      actor_id text, subject_kind text, subject_id uuid, unit_id uuid, body jsonb) where ${when}`;
}

/** The same for thousands that are much alike: `source` is SQL of a table with the columns of an event row. */
export function eventInsertFrom(source: string): string {
  return `insert into event (network_id, ${INSERT_COLUMNS}) select $1::uuid, ${INSERT_COLUMNS} from ${source}`;
}

const INSERT: Statement = { name: 'platform.event.insert', text: eventInsert(2) };

/** Writes events by themselves, for changes whose statement does not carry them. Same transaction, so still one act. */
export async function recordEvents(
  connection: Connection,
  actor: Actor,
  at: Date,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length > 0)
    await connection.query(INSERT, [connection.networkId, JSON.stringify(eventRows(events, actor, at))]);
}

const COLUMNS = `id, at, kind, actor_kind as "actorKind", actor_id as "actorId", subject_kind as "subjectKind",
  subject_id as "subjectId", unit_id as "unitId", body`;

const OF_SUBJECT: Statement = {
  name: 'platform.event.of_subject',
  text: `select ${COLUMNS} from event where network_id = $1 and subject_id = $2 order by position`,
};

/** Everything that happened to one subject, oldest first. */
export function eventsOf(connection: Connection, subjectId: string): Promise<StoredEvent[]> {
  return connection.query<StoredEvent & Record<string, unknown>>(OF_SUBJECT, [connection.networkId, subjectId]);
}

/** A place in the history, by commit and not by time: ids commit out of order. */
export interface Cursor {
  transaction: string;
  position: number;
}

/*
 * Transactions are ordered as the numbers they are: `order by transaction` alone would mean the column that is given out
 * as text, in which 10000 comes before 9999.
 */
const AFTER: Statement = {
  name: 'platform.event.after',
  text: `select ${COLUMNS}, transaction::text, position from event
    where network_id = $1 and (transaction, position) > ($2::xid8, $3::bigint)
      and transaction < pg_snapshot_xmin(pg_current_snapshot())
    order by event.transaction, event.position limit $4`,
};

/**
 * The next events after a cursor, at most `limit`, up to the oldest transaction that still runs: none can appear before
 * them later.
 */
export async function eventsAfter(
  connection: Connection,
  cursor: Cursor,
  limit: number,
): Promise<{ events: FollowedEvent[]; cursor: Cursor }> {
  const rows = await connection.query<FollowedEvent & Record<string, unknown>>(AFTER, [
    connection.networkId,
    cursor.transaction,
    cursor.position,
    limit,
  ]);
  const last = rows.at(-1);
  return { events: rows, cursor: last ? { transaction: last.transaction, position: last.position } : cursor };
}

const END: Statement = {
  name: 'platform.event.end',
  text: `select transaction::text, position from event where network_id = $1
    and transaction < pg_snapshot_xmin(pg_current_snapshot()) order by event.transaction desc, event.position desc limit 1`,
};

/** The cursor after which only what happens from now on lies. */
export async function endOfEvents(connection: Connection): Promise<Cursor> {
  const [row] = await connection.query<Cursor & Record<string, unknown>>(END, [connection.networkId]);
  return row ?? { transaction: '0', position: 0 };
}

const CLAIM: Statement = {
  name: 'platform.event.claim',
  text: `select transaction::text, position from event_follower where network_id = $1 and name = $2 for update`,
};
const ENTER: Statement = {
  name: 'platform.event.enter',
  text: `insert into event_follower values ($1, $2, '0', 0) on conflict do nothing`,
};
const ADVANCE: Statement = {
  name: 'platform.event.advance',
  text: `update event_follower set transaction = $3::xid8, position = $4 where network_id = $1 and name = $2`,
};

/**
 * Hands the next unread events to a named follower, in the transaction it writes in, and remembers how far it got: each
 * event is followed exactly once, also with two servers. Gives how many there were; 0 means all is read.
 */
export async function followEvents(
  connection: Connection,
  name: string,
  limit: number,
  follow: (events: FollowedEvent[]) => Promise<void>,
): Promise<number> {
  const next = await eventsAfter(connection, await claimPlace(connection, name), limit);
  if (next.events.length === 0) return 0;
  await follow(next.events);
  await connection.query(ADVANCE, [connection.networkId, name, next.cursor.transaction, next.cursor.position]);
  return next.events.length;
}

/** Where a follower is, kept from others' changes; one that is new is entered at the beginning. */
async function claimPlace(connection: Connection, name: string): Promise<Cursor> {
  const claim = () => connection.query<Cursor & Record<string, unknown>>(CLAIM, [connection.networkId, name]);
  const [known] = await claim();
  if (known) return known;
  await connection.query(ENTER, [connection.networkId, name]);
  const [entered] = await claim();
  if (!entered) throw new Error(`The follower ${name} was not entered.`);
  return entered;
}

const BEHIND: Statement = {
  name: 'platform.event.behind',
  text: `select exists (select from event e where e.network_id = $1 and (e.transaction, e.position) > (
      coalesce((select f.transaction from event_follower f where f.network_id = $1 and f.name = $2), '0'::xid8),
      coalesce((select f.position from event_follower f where f.network_id = $1 and f.name = $2), 0))) as behind`,
};

/** Whether a follower has not read everything yet, also what it must not read before an older transaction has ended. */
export async function isBehind(connection: Connection, name: string): Promise<boolean> {
  const [row] = await connection.query<{ behind: boolean }>(BEHIND, [connection.networkId, name]);
  return row?.behind === true;
}
