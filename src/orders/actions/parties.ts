import type { Connection } from '../../platform/database.ts';
import { loadParties, type Parties } from '../store/parties.ts';

export type { Parties } from '../store/parties.ts';

/** Whom each of these orders concerns, by order id. For those who follow the history and tell people. */
export async function partiesOf(connection: Connection, orderIds: readonly string[]): Promise<Map<string, Parties>> {
  const rows = await loadParties(connection, [...new Set(orderIds)]);
  return new Map(rows.map((row) => [row.orderId, row]));
}
