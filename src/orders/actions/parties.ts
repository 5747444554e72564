import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { ownerDigest } from '../../vault/rules/masters.ts';
import { listPseudonyms } from '../store/list-own.ts';
import { loadParties, type Parties } from '../store/parties.ts';
import { findByNumber } from '../store/read.ts';

export type { Parties } from '../store/parties.ts';

/** Whom each of these orders concerns, by order id. For those who follow the history and tell people. */
export async function partiesOf(connection: Connection, orderIds: readonly string[]): Promise<Map<string, Parties>> {
  const rows = await loadParties(connection, [...new Set(orderIds)]);
  return new Map(rows.map((row) => [row.orderId, row]));
}

/** Which of some orders are petitions now. */
export async function petitionsAmong(connection: Connection, orderIds: readonly string[]): Promise<Set<string>> {
  if (orderIds.length === 0) return new Set();
  const parties = [...(await partiesOf(connection, orderIds)).values()];
  return new Set(parties.filter((each) => each.confidential).map((each) => each.orderId));
}

/** The id of the order with this number, or null. */
export function orderNumbered(connection: Connection, number: string): Promise<string | null> {
  return findByNumber(connection, number);
}

/** Ids of a person's petitions, under which they are told of them. Usually none. */
export function pseudonymsOf(context: Context, connection: Connection, personId: string): Promise<string[]> {
  return listPseudonyms(connection, ownerDigest(context.secret, connection.networkId, personId));
}
