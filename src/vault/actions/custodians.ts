import { randomBytes } from 'node:crypto';
import { peopleWithRole } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Sender, senderFor } from '../rules/shares.ts';
import { loadUsableKeys } from '../store/custodians.ts';

/** A sender serves so long; who became a custodian meanwhile gets shares from the next one. */
const SENDER_MILLISECONDS = 60_000;

/**
 * What seals identities of petitions of a unit now: a passing key and its agreements with the custodians of the unit and of
 * those above it, recovery keys included. Usually from memory.
 */
export function senderOf(context: Context, connection: Connection, unitPath: readonly string[]): Promise<Sender> {
  const name = `vault.sender.${connection.networkId}.${unitPath.join('.')}`;
  return context.memo.get(name, SENDER_MILLISECONDS, async () => {
    const people = await Promise.all(unitPath.map((unitId) => peopleWithRole(connection, unitId, ['custodian'])));
    return senderFor(await loadUsableKeys(connection, [...new Set(people.flat())], unitPath), randomBytes);
  });
}
