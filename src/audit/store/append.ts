import type { Connection, Statement } from '../../platform/database.ts';
import type { LeafRow } from '../rules/check.ts';
import type { Frontier } from '../rules/tree.ts';
import type { EntryRow } from './entries.ts';

/** The root of a full tile: number `number` of `level`, which is 1 above leaves. */
export interface NodeRow {
  level: number;
  number: number;
  hash: Buffer;
}

/** What some events add to the log: their leaves from `first` on, the tiles these fill, where it goes on, the index. */
export interface Addition {
  first: number;
  leaves: readonly Omit<LeafRow, 'leaf'>[];
  nodes: readonly NodeRow[];
  head: Frontier;
  entries: readonly EntryRow[];
}

/*
 * All in one statement, and thousands of rows at once. Bytes travel side by side in one value with their lengths beside it:
 * an array of byte strings would be written as text, escaped twice.
 */
const APPEND: Statement = {
  name: 'audit.append',
  text: `with leaves as (insert into audit_leaf (network_id, leaf, event_id, hash, bytes)
      select $1, $2 + l.place - 1, l.event_id, substr($4::bytea, 32 * (l.place::int - 1) + 1, 32), substr($5::bytea, l.start, l.size)
      from unnest($3::uuid[], $6::int[], $7::int[]) with ordinality as l(event_id, start, size, place)),
    nodes as (insert into audit_node (network_id, level, number, hash)
      select $1, n.level, n.number, substr($10::bytea, 32 * (n.place::int - 1) + 1, 32)
      from unnest($8::smallint[], $9::bigint[]) with ordinality as n(level, number, place)),
    head as (insert into audit_head (network_id, size, peaks) values ($1, $11, $12)
      on conflict (network_id) do update set size = excluded.size, peaks = excluded.peaks),
    entries as (insert into audit_entry (network_id, leaf, category, event_id, actor_id, at)
      select $1, e.* from unnest($13::bigint[], $14::text[], $15::uuid[], $16::text[], $17::timestamptz[]) as e)
    insert into audit_entry_person (network_id, leaf, person_id)
      select $1, p.* from unnest($18::bigint[], $19::uuid[]) as p`,
};

/** Adds to the log: leaves, nodes, head and the auditor's index, all or nothing. */
export async function appendToLog(connection: Connection, addition: Addition): Promise<void> {
  const { first, leaves, nodes, head, entries } = addition;
  let start = 1;
  const starts = leaves.map(({ bytes }) => {
    start += bytes.length;
    return start - bytes.length;
  });
  const people = entries.flatMap((entry) => entry.personIds.map((personId) => ({ leaf: entry.leaf, personId })));
  await connection.query(APPEND, [
    connection.networkId,
    first,
    leaves.map((leaf) => leaf.eventId),
    Buffer.concat(leaves.map((leaf) => leaf.hash)),
    Buffer.concat(leaves.map((leaf) => leaf.bytes)),
    starts,
    leaves.map((leaf) => leaf.bytes.length),
    nodes.map((node) => node.level),
    nodes.map((node) => node.number),
    Buffer.concat(nodes.map((node) => node.hash)),
    head.size,
    Buffer.concat(head.peaks),
    entries.map((entry) => entry.leaf),
    entries.map((entry) => entry.category),
    entries.map((entry) => entry.eventId),
    entries.map((entry) => entry.actorId),
    entries.map((entry) => entry.at),
    people.map((person) => person.leaf),
    people.map((person) => person.personId),
  ]);
}
