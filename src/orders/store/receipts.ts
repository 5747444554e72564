import type { Connection, Statement } from '../../platform/database.ts';

const INSERT: Statement = {
  name: 'orders.receipt.insert',
  text: 'insert into order_receipt (network_id, order_id, code_hash) values ($1, $2, $3)',
};

/** Writes the receipt of a petition. */
export async function insertReceipt(connection: Connection, orderId: string, hash: Buffer): Promise<void> {
  await connection.query(INSERT, [connection.networkId, orderId, hash]);
}

const FIND: Statement = {
  name: 'orders.receipt.find',
  text: `select order_id as "orderId", used from order_receipt where network_id = $1 and code_hash = $2`,
};

/** Whether a code opens a petition and was never used. */
export async function isReceiptUnused(connection: Connection, hash: Buffer): Promise<boolean> {
  const [row] = await connection.query<{ used: boolean }>(FIND, [connection.networkId, hash]);
  return row?.used === false;
}

const USE: Statement = {
  name: 'orders.receipt.use',
  text: 'update order_receipt set used = true where network_id = $1 and order_id = $2 and not used',
};

/** The petition that a code opens, which is used from then on; undefined when there is none. */
export async function markReceiptUsed(connection: Connection, hash: Buffer): Promise<string | undefined> {
  const [row] = await connection.query<{ orderId: string; used: boolean }>(FIND, [connection.networkId, hash]);
  if (row && !row.used) await connection.query(USE, [connection.networkId, row.orderId]);
  return row?.orderId;
}

const DELETE: Statement = {
  name: 'orders.receipt.delete',
  text: 'delete from order_receipt where network_id = $1 and order_id = $2 returning 1 as one',
};

/** Ends the receipt of a petition. False when there is none. */
export async function deleteReceipt(connection: Connection, orderId: string): Promise<boolean> {
  return (await connection.query(DELETE, [connection.networkId, orderId])).length > 0;
}

const HAS: Statement = {
  name: 'orders.receipt.has',
  text: 'select 1 as one from order_receipt where network_id = $1 and order_id = $2',
};

/** Whether a petition has a receipt. */
export async function hasReceipt(connection: Connection, orderId: string): Promise<boolean> {
  return (await connection.query(HAS, [connection.networkId, orderId])).length > 0;
}
