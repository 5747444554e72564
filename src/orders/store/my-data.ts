import type { Connection, Statement } from '../../platform/database.ts';

const EXPORT: Statement = {
  name: 'orders.my_data',
  text: `select o.number, o.status, o.nature, o.kind, o.submitted_at as "submittedAt", o.outcome, t.words, t.place, t.wish,
      coalesce((select jsonb_agg(jsonb_build_object('kind', w.kind, 'words', w.words, 'at', w.at) order by w.at)
        from order_word w where w.network_id = $1 and w.order_id = o.id and w.person_id = $2), '[]') as said,
      coalesce((select jsonb_agg(jsonb_build_object('stars', v.stars, 'solved', v.solved, 'at', v.at) order by v.at)
        from order_review v where v.network_id = $1 and v.order_id = o.id and v.person_id = $2), '[]') as reviews,
      (select count(*)::int from order_photo p where p.network_id = $1 and p.order_id = o.id) as photos
    from orders o left join order_text t on t.network_id = $1 and t.order_id = o.id
    where o.network_id = $1 and o.requester_id = $2 order by o.id`,
};

/** What is kept of a person's own orders, oldest first, in their own words. */
export function exportOrders(connection: Connection, personId: string): Promise<Record<string, unknown>[]> {
  return connection.query(EXPORT, [connection.networkId, personId]);
}

const SERVED: Statement = {
  name: 'orders.my_data.served',
  text: `select o.number, a.status, a.accepted_at as "acceptedAt", a.started_at as "startedAt", a.finished_at as "finishedAt", o.kind
    from assignment a join orders o on o.network_id = $1 and o.id = a.order_id
    where a.network_id = $1 and a.person_id = $2 order by a.accepted_at`,
};

/** What is kept of a person's parts in others' orders, oldest first. */
export function exportServices(connection: Connection, personId: string): Promise<Record<string, unknown>[]> {
  return connection.query(SERVED, [connection.networkId, personId]);
}

const WORDS: Statement = {
  name: 'orders.my_data.words',
  text: `select o.id, t.words from orders o join order_text t on t.network_id = $1 and t.order_id = o.id
    where o.network_id = $1 and o.requester_id = $2 and not o.confidential`,
};

/** Words of a person's orders that stand in the open. */
export function erasableWords(connection: Connection, personId: string): Promise<{ id: string; words: string }[]> {
  return connection.query(WORDS, [connection.networkId, personId]);
}

const ERASE: Statement = {
  name: 'orders.my_data.erase',
  text: `with texts as (delete from order_text where network_id = $1 and order_id = any($2::uuid[])),
    tokens as (delete from order_token where network_id = $1 and order_id = any($2::uuid[]) and token = any($3::text[])),
    photos as (delete from order_photo where network_id = $1 and (order_id = any($2::uuid[]) or (order_id is null and owner_digest = $5)))
    delete from order_word where network_id = $1 and person_id = $4 and kind in ('review', 'reason', 'note')`,
};

/** Deletes words, photos and search tokens of these orders, and what the person said anywhere. */
export async function eraseWords(
  connection: Connection,
  erase: { personId: string; digest: string; orderIds: readonly string[]; tokens: readonly string[] },
): Promise<void> {
  await connection.query(ERASE, [connection.networkId, erase.orderIds, erase.tokens, erase.personId, erase.digest]);
}

const ENDED: Statement = {
  name: 'orders.my_data.ended_petitions',
  text: `select id, unit_id as "unitId" from orders
    where network_id = $1 and requester_digest = $2 and not (status = any($3::text[])) order by id`,
};

/** A person's petitions, by keyed digest, that are in none of the open states. */
export function endedPetitions(
  connection: Connection,
  digest: string,
  open: readonly string[],
): Promise<{ id: string; unitId: string }[]> {
  return connection.query(ENDED, [connection.networkId, digest, open]);
}

const ENDED_BEFORE: Statement = {
  name: 'orders.my_data.ended_before',
  text: `select o.id, o.unit_id as "unitId" from order_text t join orders o on o.network_id = $1 and o.id = t.order_id
    where t.network_id = $1 and t.sealed is not null and o.status = any($2::text[]) and o.status_since < $3
    order by o.id limit $4`,
};

/** Petitions whose words are still there although they ended before an instant, the oldest first, at most `limit`. */
export function sealedEndedBefore(
  connection: Connection,
  ended: readonly string[],
  before: Date,
  limit: number,
): Promise<{ id: string; unitId: string }[]> {
  return connection.query(ENDED_BEFORE, [connection.networkId, ended, before, limit]);
}

const OWN: Statement = {
  name: 'orders.my_data.petitions',
  text: `select id from orders where network_id = $1 and requester_digest = $2 order by id`,
};

/** Ids of a person's petitions, by keyed digest, oldest first. */
export async function petitionsOf(connection: Connection, digest: string): Promise<string[]> {
  return (await connection.query<{ id: string }>(OWN, [connection.networkId, digest])).map((row) => row.id);
}

const ERASE_SEALED: Statement = {
  name: 'orders.my_data.erase_sealed',
  text: `with texts as (delete from order_text where network_id = $1 and order_id = any($2::uuid[])),
    words as (delete from order_word where network_id = $1 and order_id = any($2::uuid[])),
    photos as (delete from order_photo where network_id = $1 and order_id = any($2::uuid[])),
    seals as (delete from order_seal where network_id = $1 and order_id = any($2::uuid[])),
    receipts as (delete from order_receipt where network_id = $1 and order_id = any($2::uuid[]))
    update orders set requester_digest = null, placer_digest = null where network_id = $1 and id = any($2::uuid[])`,
};

/** Deletes all that is sealed of these petitions, and who they belong to. */
export async function eraseSealed(connection: Connection, orderIds: readonly string[]): Promise<void> {
  await connection.query(ERASE_SEALED, [connection.networkId, orderIds]);
}
