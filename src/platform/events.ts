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
const nextEvents = (
  transaction: string,
  position: string,
  limit: string,
) => `select ${COLUMNS}, transaction::text, position
  from event where network_id = $1 and (transaction, position) > (${transaction}, ${position})
    and transaction < pg_snapshot_xmin(pg_current_snapshot())
  order by event.transaction, event.position limit ${limit}`;
const AFTER: Statement = { name: 'platform.event.after', text: nextEvents('$2::xid8', '$3::bigint', '$4') };

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

/**
 * SQL that says whether anything lies after a place; `and` narrows it. One look into the index, however long the history is:
 * `exists` would let the planner go through the table, since it expects every third row to lie after any place, and its
 * `order by` would be left out. For the same reason a place is a parameter or a subselect of its own: what is worked out in
 * the comparison itself may not be looked up in an index before row security has been asked.
 */
const anythingAfter = (transaction: string, position: string, and = '') => `(select true from event e
  where e.network_id = $1 and (e.transaction, e.position) > (${transaction}, ${position}) ${and}
  order by e.transaction, e.position limit 1) is not null`;

const WAITING: Statement = {
  name: 'platform.event.waiting',
  text: `select ${anythingAfter('$2::xid8', '$3::bigint')} as waiting`,
};

/** Whether anything lies after a cursor, also what must not be read before an older transaction has ended. */
export async function isAnythingAfter(connection: Connection, cursor: Cursor): Promise<boolean> {
  const place = [connection.networkId, cursor.transaction, cursor.position];
  const [row] = await connection.query<{ waiting: boolean }>(WAITING, place);
  return row?.waiting === true;
}

/* Where a follower stands; before everything where it is new. */
const placeOrStart = (column: string, start: string) =>
  `(select coalesce((select f.${column} from event_follower f where f.network_id = $1 and f.name = $2), ${start}))`;
const anythingUnread = (and?: string) =>
  anythingAfter(placeOrStart('transaction', `'0'::xid8`), placeOrStart('position', '0'), and);

/*
 * Asked without a lock: a row lock draws a transaction id, writes to the log and has the commit flushed, and followers with
 * nothing to read ask several times a second.
 */
const LOOK: Statement = {
  name: 'platform.event.look',
  text: `select exists (select from event_follower where network_id = $1 and name = $2) as entered,
    ${anythingUnread('and e.transaction < pg_snapshot_xmin(pg_current_snapshot())')} as readable`,
};
const CLAIM: Statement = {
  name: 'platform.event.claim',
  text: `select from event_follower where network_id = $1 and name = $2 for update skip locked`,
};
/* Leaves together with the claim and is read after it: by then the row is ours, and this statement sees where it stands. */
const placeOf = (column: string) =>
  `(select f.${column} from event_follower f where f.network_id = $1 and f.name = $2)`;
const UNREAD: Statement = {
  name: 'platform.event.unread',
  text: nextEvents(placeOf('transaction'), placeOf('position'), '$3'),
};
const ENTER: Statement = {
  name: 'platform.event.enter',
  text: `insert into event_follower values ($1, $2, '0', 0) on conflict do nothing`,
};
const ADVANCE: Statement = {
  name: 'platform.event.advance',
  text: `update event_follower set transaction = $3::xid8, position = $4 where network_id = $1 and name = $2`,
};

/** Who follows, and how many events at once. */
export interface Follower<Beside> {
  name: string;
  limit: number;
  /** Reads what else the following needs, under the same claim and in the same packet. */
  beside?: () => Promise<Beside>;
}

/**
 * Hands the next unread events to a named follower, in the transaction it writes in, and remembers how far it got: each
 * event is followed exactly once, also with two servers. Gives how many there were; 0 means that all is read, or that
 * another server is at it. Writes nothing where there is nothing to read.
 */
export async function followEvents<Beside = undefined>(
  connection: Connection,
  follower: Follower<Beside>,
  follow: (events: FollowedEvent[], beside: Beside | undefined) => Promise<void>,
): Promise<number> {
  const { events, beside } = await claimUnread(connection, follower);
  const last = events.at(-1);
  if (!last) return 0;
  // Sent ahead, without waiting: nothing of this transaction holds unless all of it does.
  const place = [connection.networkId, follower.name, last.transaction, last.position];
  const advanced = connection.query(ADVANCE, place);
  advanced.catch(() => undefined);
  await follow(events, beside);
  await advanced;
  return events.length;
}

/**
 * The next events of a follower, which is kept from others' changes; one that is new is entered at the beginning. None
 * where another server has the claim.
 */
async function claimUnread<Beside>(
  connection: Connection,
  { name, limit, beside }: Follower<Beside>,
): Promise<{ events: FollowedEvent[]; beside?: Beside | undefined }> {
  const { networkId } = connection;
  const [found] = await connection.query<{ entered: boolean; readable: boolean }>(LOOK, [networkId, name]);
  if (!found?.readable) return { events: [] };
  if (!found.entered) await connection.query(ENTER, [networkId, name]);
  const [claimed, events, read] = await Promise.all([
    connection.query(CLAIM, [networkId, name]),
    connection.query<FollowedEvent & Record<string, unknown>>(UNREAD, [networkId, name, limit]),
    beside?.(),
  ]);
  return claimed.length > 0 ? { events, beside: read } : { events: [] };
}

const BEHIND: Statement = { name: 'platform.event.behind', text: `select ${anythingUnread()} as behind` };

/** Whether a follower has not read everything yet, also what it must not read before an older transaction has ended. */
export async function isBehind(connection: Connection, name: string): Promise<boolean> {
  const [row] = await connection.query<{ behind: boolean }>(BEHIND, [connection.networkId, name]);
  return row?.behind === true;
}
