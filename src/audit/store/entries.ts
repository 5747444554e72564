import type { Connection, Statement } from '../../platform/database.ts';
import type { EntryCategory } from '../schema.ts';

/** What the auditor's index says of a leaf. */
export interface EntryRow {
  leaf: number;
  category: EntryCategory;
  eventId: string;
  actorId: string;
  at: Date;
  personIds: readonly string[];
}

const INSERT: Statement = {
  name: 'audit.entry.insert',
  text: `with entries as (insert into audit_entry (network_id, leaf, category, event_id, actor_id, at)
      select $1, e.* from unnest($2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[]) as e)
    insert into audit_entry_person (network_id, leaf, person_id)
      select $1, p.* from unnest($7::bigint[], $8::uuid[]) as p`,
};

/** Adds entries to the auditor's index. */
export async function insertEntries(connection: Connection, entries: readonly EntryRow[]): Promise<void> {
  if (entries.length === 0) return;
  const people = entries.flatMap((entry) => entry.personIds.map((personId) => ({ leaf: entry.leaf, personId })));
  await connection.query(INSERT, [
    connection.networkId,
    entries.map((entry) => entry.leaf),
    entries.map((entry) => entry.category),
    entries.map((entry) => entry.eventId),
    entries.map((entry) => entry.actorId),
    entries.map((entry) => entry.at),
    people.map((person) => person.leaf),
    people.map((person) => person.personId),
  ]);
}
