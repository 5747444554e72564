import type { Connection, Statement } from '../../platform/database.ts';

const INSERT: Statement = {
  name: 'orders.token.insert',
  text: `insert into order_token (network_id, token, order_id)
    select $1, each.token, t."orderId" from jsonb_to_recordset($2::jsonb) as t("orderId" uuid, "tokens" jsonb)
      cross join lateral jsonb_array_elements_text(t."tokens") as each(token) on conflict do nothing`,
};

/** Makes orders findable by tokens; those they had stay. */
export async function insertTokens(
  connection: Connection,
  orders: readonly { orderId: string; tokens: string[] }[],
): Promise<void> {
  await connection.query(INSERT, [connection.networkId, JSON.stringify(orders)]);
}

const DELETE: Statement = {
  name: 'orders.token.delete',
  text: `delete from order_token where network_id = $1 and order_id = $2 and token = any($3::text[])`,
};

/** Makes an order be found by these tokens no more. */
export async function deleteTokens(connection: Connection, orderId: string, tokens: readonly string[]): Promise<void> {
  await connection.query(DELETE, [connection.networkId, orderId, tokens]);
}

const SOURCES: Statement = {
  name: 'orders.token.sources',
  text: `select o.id, o.number, o.requester_id as "requesterId", t.words, t.contact_phone as "contactPhone"
    from orders o join order_text t on t.network_id = $1 and t.order_id = o.id where o.network_id = $1 and o.id = any($2::uuid[])
    order by o.id for share of t`,
};

/** What an order can be found by. */
export interface TokenSource {
  id: string;
  number: string;
  requesterId: string;
  /** Null where they are sealed. */
  words: string | null;
  contactPhone: string | null;
}

/** Words, number and phones of some orders; those whose words were erased are left out. Whoever seals one waits until it is indexed. */
export function loadTokenSources(connection: Connection, orderIds: readonly string[]): Promise<TokenSource[]> {
  return connection.query<TokenSource & Record<string, unknown>>(SOURCES, [connection.networkId, orderIds]);
}
