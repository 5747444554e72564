import type { Connection, Statement } from '../../platform/database.ts';
import type { Cursor } from '../../platform/events.ts';
import type { EventRow, LeafRow } from '../rules/check.ts';
import type { Entry } from '../rules/entries.ts';
import { HASH_BYTES, splitHashes, type TileName } from '../rules/tiles.ts';
import type { Frontier } from '../rules/tree.ts';
import type { EntryCategory } from '../schema.ts';

const HEAD: Statement = {
  name: 'audit.head.read',
  text: 'select size, peaks from audit_head where network_id = $1',
};

/** How far a log has grown, or null before its first leaf. */
export async function loadHead(connection: Connection): Promise<Frontier | null> {
  const [row] = await connection.query<{ size: number; peaks: Buffer }>(HEAD, [connection.networkId]);
  return row ? { size: row.size, peaks: splitHashes(row.peaks) } : null;
}

const LEAF_HASHES: Statement = {
  name: 'audit.leaf.hashes',
  text: `select hash from audit_leaf where network_id = $1 and leaf >= $2 and leaf < $3 order by leaf`,
};
const NODE_HASHES: Statement = {
  name: 'audit.node.hashes',
  text: `select hash from audit_node where network_id = $1 and level = $4 and number >= $2 and number < $3 order by number`,
};

/** The first `width` hashes of a tile, in order; fewer where the log has not grown so far. */
export async function loadTile(connection: Connection, { level, number }: TileName, width: number): Promise<Buffer[]> {
  const from = number * 256;
  const values = [connection.networkId, from, from + width];
  const rows =
    level === 0
      ? await connection.query<{ hash: Buffer }>(LEAF_HASHES, values)
      : await connection.query<{ hash: Buffer }>(NODE_HASHES, [...values, level]);
  return rows.map((row) => row.hash.subarray(0, HASH_BYTES));
}

const LEAVES: Statement = {
  name: 'audit.leaf.page',
  text: `select leaf, event_id as "eventId", hash, bytes from audit_leaf
    where network_id = $1 and leaf >= $2 order by leaf limit $3`,
};

/** Leaves from `first` on, in order, at most `limit`. */
export function loadLeaves(connection: Connection, first: number, limit: number): Promise<LeafRow[]> {
  return connection.query<LeafRow & Record<string, unknown>>(LEAVES, [connection.networkId, first, limit]);
}

const EVENTS: Statement = {
  name: 'audit.event.page',
  text: `select e.id, e.at, e.kind, e.actor_kind as "actorKind", e.actor_id as "actorId", e.subject_kind as "subjectKind",
      e.subject_id as "subjectId", e.unit_id as "unitId", e.position, e.transaction::text, e.body::text as "bodyText",
      e.at = date_trunc('milliseconds', e.at) as "exactTime", n.category,
      case when n.leaf is not null then array(select p.person_id::text from audit_entry_person p
        where p.network_id = $1 and p.leaf = n.leaf) end as "personIds"
    from event e
      left join audit_leaf l on l.network_id = $1 and l.event_id = e.id
      left join audit_entry n on n.network_id = $1 and n.leaf = l.leaf
    where e.network_id = $1 and (e.transaction, e.position) > ($2::xid8, $3::bigint)
    order by e.transaction, e.position limit $4`,
};

/** Events after a place in the order in which followers read them, as they stand in the database, at most `limit`. */
export async function loadEvents(connection: Connection, after: Cursor, limit: number): Promise<EventRow[]> {
  const rows = await connection.query<
    Omit<EventRow, 'entry'> & { category: EntryCategory | null; personIds: string[] | null }
  >(EVENTS, [connection.networkId, after.transaction, after.position, limit]);
  return rows.map(({ category, personIds, ...row }) => ({
    ...row,
    entry: category === null ? null : ({ category, personIds: personIds ?? [] } satisfies Entry),
  }));
}

const COUNT_AT: Statement = {
  name: 'audit.event.count_at',
  text: `select count(*)::int as events from event
    where network_id = $1 and transaction = $2::xid8 and position = $3`,
};

/** How many events stand in one place of the history: one in a sound one. */
export async function countEventsAt(connection: Connection, place: Cursor): Promise<number> {
  const values = [connection.networkId, place.transaction, place.position];
  return (await connection.query<{ events: number }>(COUNT_AT, values))[0]?.events ?? 0;
}

const FIND: Statement = {
  name: 'audit.event.find',
  text: `select exists (select from event where network_id = $1 and id = $2) as event,
    exists (select from audit_leaf where network_id = $1 and event_id = $2) as leaf`,
};

/** Whether an event with this id is stored, and whether a leaf says that it was. */
export async function findTraces(connection: Connection, eventId: string): Promise<{ event: boolean; leaf: boolean }> {
  const [row] = await connection.query<{ event: boolean; leaf: boolean }>(FIND, [connection.networkId, eventId]);
  return row ?? { event: false, leaf: false };
}

const BOUNDS: Statement = {
  name: 'audit.leaf.bounds',
  text: `select coalesce((select min(leaf) from audit_leaf where network_id = $1), 0)::bigint as least,
    coalesce((select max(leaf) from audit_leaf where network_id = $1), -1)::bigint + 1 as next,
    coalesce((select size from audit_head where network_id = $1), 0)::bigint as size`,
};

/** The lowest leaf, the number after the highest, and how many the sequencer has given: 0, n, n in a sound log. */
export async function loadBounds(connection: Connection): Promise<{ least: number; next: number; size: number }> {
  const [row] = await connection.query<{ least: number; next: number; size: number }>(BOUNDS, [connection.networkId]);
  return row ?? { least: 0, next: 0, size: 0 };
}
