import type { Connection, Statement } from '../../platform/database.ts';
import type { OrderTextRow } from './read.ts';

const LOCK_TEXT: Statement = {
  name: 'orders.seal.lock_text',
  text: `select words, place, wish, contact_name as "contactName", contact_phone as "contactPhone", sealed
    from order_text where network_id = $1 and order_id = $2 for update`,
};

/** Locks the words of an order and reads them: whoever indexes them at this moment is waited for. Null once erased. */
export async function lockText(connection: Connection, orderId: string): Promise<OrderTextRow | null> {
  const [row] = await connection.query<OrderTextRow & Record<string, unknown>>(LOCK_TEXT, [
    connection.networkId,
    orderId,
  ]);
  return row ?? null;
}

/** Something said along the way, as its row holds it. */
export interface WordRow {
  id: string;
  personId: string | null;
  words: string | null;
  sealed: Buffer | null;
}

const WORDS: Statement = {
  name: 'orders.seal.words',
  text: `select id, person_id as "personId", words, sealed from order_word where network_id = $1 and order_id = $2 order by id`,
};

/** All that was said along the way of an order. */
export function loadWords(connection: Connection, orderId: string): Promise<WordRow[]> {
  return connection.query<WordRow & Record<string, unknown>>(WORDS, [connection.networkId, orderId]);
}

const REWRITE_WORDS: Statement = {
  name: 'orders.seal.rewrite_words',
  text: `update order_word w set words = n.words, sealed = n.sealed, person_id = n.person_id
    from unnest($3::uuid[], $4::text[], $5::bytea[], $6::uuid[]) as n(id, words, sealed, person_id)
    where w.network_id = $1 and w.order_id = $2 and w.id = n.id`,
};

/** Writes what was said anew, plain or sealed. */
export async function rewriteWords(connection: Connection, orderId: string, words: readonly WordRow[]): Promise<void> {
  if (words.length === 0) return;
  await connection.query(REWRITE_WORDS, [
    connection.networkId,
    orderId,
    words.map((each) => each.id),
    words.map((each) => each.words),
    words.map((each) => each.sealed),
    words.map((each) => each.personId),
  ]);
}

const REVIEWERS: Statement = {
  name: 'orders.seal.reviewers',
  text: `update order_review set person_id = $4 where network_id = $1 and order_id = $2 and person_id = any($3::uuid[])`,
};

/** Puts one id in the place of others on the reviews of an order. */
export async function renameReviewers(
  connection: Connection,
  orderId: string,
  from: readonly string[],
  to: string,
): Promise<void> {
  await connection.query(REVIEWERS, [connection.networkId, orderId, from, to]);
}

/** Who stands behind a petition, as its row holds it. */
export interface SealRow {
  orderId: string;
  contact: Buffer;
  identity: Buffer | null;
  identityVersion: number;
}

const SEAL: Statement = {
  name: 'orders.seal.find',
  text: `select order_id as "orderId", contact, identity, identity_version as "identityVersion" from order_seal
    where network_id = $1 and order_id = $2`,
};

/** The seal of an order, or null: it names nobody, was erased, or is no petition. */
export async function findSeal(connection: Connection, orderId: string): Promise<SealRow | null> {
  const [row] = await connection.query<SealRow & Record<string, unknown>>(SEAL, [connection.networkId, orderId]);
  return row ?? null;
}

const DELETE_SEAL: Statement = {
  name: 'orders.seal.delete',
  text: `delete from order_seal where network_id = $1 and order_id = $2`,
};

/** Removes the seal of an order. */
export async function deleteSeal(connection: Connection, orderId: string): Promise<void> {
  await connection.query(DELETE_SEAL, [connection.networkId, orderId]);
}

const SEALED: Statement = {
  name: 'orders.seal.sealed',
  text: `select o.id from orders o where o.network_id = $1 and o.id = any($2::uuid[]) and o.confidential
    and exists (select from order_text t where t.network_id = $1 and t.order_id = o.id and t.sealed is not null)`,
};

/** Which of these orders have something sealed. */
export async function sealedAmong(connection: Connection, orderIds: readonly string[]): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(SEALED, [connection.networkId, orderIds]);
  return rows.map((row) => row.id);
}
