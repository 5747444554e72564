import type { Connection, Statement } from '../../platform/database.ts';
import type { NotAbout } from './list.ts';

/** What somebody said of two orders: one topic, or two. */
export interface VerdictRow {
  one: string;
  other: string;
  same: boolean;
}

const VERDICTS: Statement = {
  name: 'orders.topics.verdicts',
  text: `select one, other, same from topic_verdict where network_id = $1 and one = any($2::uuid[]) and other = any($2::uuid[])
    order by one, other limit 5000`,
};

/** What was said of pairs among these orders. */
export function readVerdicts(connection: Connection, ids: readonly string[]): Promise<VerdictRow[]> {
  return connection.query<VerdictRow & Record<string, unknown>>(VERDICTS, [connection.networkId, ids]);
}

const SAY: Statement = {
  name: 'orders.topics.say',
  text: `with pair as (select distinct least(a, b) as one, greatest(a, b) as other
      from unnest($2::uuid[]) as a, unnest($3::uuid[]) as b where a <> b),
    said as (select one, other from pair where $4::boolean is not null and (not $4::boolean
      or (one, other) = (least(($2::uuid[])[1], ($3::uuid[])[1]), greatest(($2::uuid[])[1], ($3::uuid[])[1])))),
    gone as (delete from topic_verdict v using pair p where v.network_id = $1 and v.one = p.one and v.other = p.other
      and v.same is distinct from $4::boolean and not exists (select from said s where s.one = p.one and s.other = p.other))
    insert into topic_verdict (network_id, one, other, same, at)
    select $1, one, other, $4::boolean, $5 from said
    on conflict (network_id, one, other) do update set same = excluded.same, at = excluded.at`,
};

/**
 * Keeps that each of some orders and each of others are of two topics; that they are of one, by their first two; or, null,
 * that nothing is said of them any more. What was said otherwise of any such pair is dropped.
 */
export async function sayVerdict(
  connection: Connection,
  { one, other, same, at }: { one: readonly string[]; other: readonly string[]; same: boolean | null; at: Date },
): Promise<void> {
  await connection.query(SAY, [connection.networkId, one, other, same, at]);
}

/** Of a petition what may enter a topic: when, where, by which pseudonym, and the words that clerks masked, sealed. */
export interface MaskedPetition {
  id: string;
  kind: string | null;
  /** The same for one person's petitions; null where nobody knows whose it is. */
  household: string | null;
  submittedAt: Date;
  masked: { id: string; words: string | null; sealed: Buffer | null };
}

const MASKED: Statement = {
  name: 'orders.topics.masked',
  text: `select o.id, o.kind, o.requester_digest as household, o.submitted_at as "submittedAt",
      jsonb_build_object('id', m.id, 'words', m.words, 'sealed', encode(m.sealed, 'base64')) as masked
    from order_listing l join orders o on o.network_id = $1 and o.id = l.order_id
      join lateral (select w.id, w.words, w.sealed from order_word w where w.network_id = $1 and w.order_id = o.id
        and w.kind = 'masked' order by w.at desc limit 1) as m on true
    where l.network_id = $1 and l.ancestor_id = $2 and l.confidential = true and l.order_id > $3::uuid
      and not (coalesce(o.complained_units && $5::uuid[], false) or coalesce($6::uuid = any(o.complained_people), false))
    order by l.order_id desc limit $4`,
};

/** Petitions of a subtree with masked words, after an id, newest first, at most `limit`; none that is about the caller. */
export async function readMaskedPetitions(
  connection: Connection,
  { unitId, after, limit, notAbout }: { unitId: string; after: string; limit: number; notAbout: NotAbout },
): Promise<MaskedPetition[]> {
  const values = [connection.networkId, unitId, after, limit, notAbout.units, notAbout.personId];
  type Row = Omit<MaskedPetition, 'masked'> & {
    masked: { id: string; words: string | null; sealed: string | null };
  } & Record<string, unknown>;
  return (await connection.query<Row>(MASKED, values)).map(({ masked, ...row }) => ({
    ...row,
    masked: { ...masked, sealed: masked.sealed === null ? null : Buffer.from(masked.sealed, 'base64') },
  }));
}
