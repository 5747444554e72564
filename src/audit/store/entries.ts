import type { Connection, Statement } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
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

/** Which entries an auditor, or somebody who asks who looked at them, wants to see. Null: any. */
export interface EntryFilter {
  category: EntryCategory | null;
  actorId: string | null;
  personId: string | null;
  /** Only what happened to this order. */
  orderId: string | null;
  /** Neither by the person themselves nor a change of rights: what others looked at. */
  looksOfOthers: boolean;
  from: Date | null;
  to: Date | null;
  /** Only leaves below this one; null: from the newest on. */
  before: number | null;
}

/** An entry with the event that it stands for. */
export interface EntryWithEvent {
  leaf: number;
  category: EntryCategory;
  event: StoredEvent;
}

/** One statement for each way in, so that every one finds an index of its own; the other wishes are looked at on the way. */
function listing(way: 'all' | 'category' | 'actor' | 'person' | 'order'): Statement {
  const through = {
    all: 'audit_entry n where n.network_id = $1',
    category: 'audit_entry n where n.network_id = $1 and n.category = $2',
    actor: 'audit_entry n where n.network_id = $1 and n.actor_id = $3',
    person: `audit_entry_person p join audit_entry n on n.network_id = $1 and n.leaf = p.leaf
      where p.network_id = $1 and p.person_id = $4 and p.leaf < coalesce($8::bigint, 9223372036854775807)`,
    order: `event s join audit_leaf l on l.network_id = $1 and l.event_id = s.id
      join audit_entry n on n.network_id = $1 and n.leaf = l.leaf
      where s.network_id = $1 and s.subject_kind = 'order' and s.subject_id = $10::uuid`,
  }[way];
  return {
    name: `audit.entry.${way}`,
    text: `select n.leaf, n.category, e.id, e.at, e.kind, e.actor_kind as "actorKind", e.actor_id as "actorId",
        e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.unit_id as "unitId", e.body
      from (select n.* from ${through} and n.leaf < coalesce($8::bigint, 9223372036854775807)
          and ($2::text is null or n.category = $2) and ($3::text is null or n.actor_id = $3)
          and ($4::uuid is null or exists (select from audit_entry_person o
            where o.network_id = $1 and o.person_id = $4 and o.leaf = n.leaf))
          and ($5::text is null or (n.actor_id <> $5 and n.category <> 'rights'))
          and ($6::timestamptz is null or n.at >= $6) and ($7::timestamptz is null or n.at < $7)
        order by n.leaf desc limit $9) n
        join event e on e.network_id = $1 and e.id = n.event_id
      order by n.leaf desc`,
  };
}
const LISTINGS = {
  all: listing('all'),
  category: listing('category'),
  actor: listing('actor'),
  person: listing('person'),
  order: listing('order'),
};

/** Entries that fit, newest first, at most `limit`. */
export async function listEntries(
  connection: Connection,
  filter: EntryFilter,
  limit: number,
): Promise<EntryWithEvent[]> {
  const { category, actorId, personId, orderId, from, to, before } = filter;
  const way = wayOf(filter);
  const rows = await connection.query<StoredEvent & { leaf: number; category: EntryCategory }>(LISTINGS[way], [
    connection.networkId,
    category,
    actorId,
    personId,
    filter.looksOfOthers ? personId : null,
    from,
    to,
    before,
    limit,
    ...(way === 'order' ? [orderId] : []),
  ]);
  return rows.map(({ leaf, category: found, ...event }) => ({ leaf, category: found, event }));
}

/** By the wish that the fewest entries fit. */
function wayOf({ category, actorId, personId, orderId }: EntryFilter): keyof typeof LISTINGS {
  if (orderId !== null) return 'order';
  if (personId !== null) return 'person';
  if (actorId !== null) return 'actor';
  return category !== null ? 'category' : 'all';
}

const LOOKED_AT: Statement = {
  name: 'audit.entry.looked_at',
  text: `with looks as (select n.leaf, n.category, n.event_id from audit_entry n where n.network_id = $1 and n.actor_id = $2
      and n.at >= $3 and n.at < $4 and n.category not in ('rights', 'refused'))
    select array(select distinct p.person_id from looks l join audit_entry_person p on p.network_id = $1 and p.leaf = l.leaf
        where p.person_id::text <> $2) as people,
      array(select distinct e.subject_id from looks l join event e on e.network_id = $1 and e.id = l.event_id
        where l.category in ('content', 'identity') and e.subject_kind = 'order') as petitions`,
};

/** People and petitions at which somebody looked in a span of time, each once. */
export async function loadLookedAt(
  connection: Connection,
  { actorId, from, to }: { actorId: string; from: Date; to: Date },
): Promise<{ people: string[]; petitions: string[] }> {
  const [row] = await connection.query<{ people: string[]; petitions: string[] }>(LOOKED_AT, [
    connection.networkId,
    actorId,
    from,
    to,
  ]);
  return row ?? { people: [], petitions: [] };
}
