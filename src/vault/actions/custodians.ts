import { randomBytes } from 'node:crypto';
import { peopleWithRole } from '../../identity/actions/grants.ts';
import { namesOf } from '../../identity/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { Problem } from '../../shared/problem.ts';
import { isPublicKey, type Sender, senderFor } from '../rules/shares.ts';
import type { Custodian } from '../schema.ts';
import { enrolKey, loadKeysOf, loadUsableKeys } from '../store/custodians.ts';

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

/** The bytes of a public key. Problem `vault.key_malformed` (422). */
export function publicKeyFrom(publicKey: string): Buffer {
  const bytes = Buffer.from(publicKey, 'base64');
  if (isPublicKey(bytes)) return bytes;
  throw new Problem('vault.key_malformed', 422, 'This is no key of the kind that browsers make here. Make it anew.', {
    field: '/publicKey',
  });
}

/** What seals from now on looks anew at which keys there are. */
export function forgetSenders(context: Context, networkId: string): void {
  context.memo.forget(`vault.sender.${networkId}.`);
}

/**
 * Enrols the key of the browser that a custodian sits at; the one they had before ends, and what was shared with it is
 * opened by others. Event `vault.key_registered`. Problem `vault.key_malformed` (422).
 */
export async function enrolCustodian(
  context: Context,
  actor: Actor,
  publicKey: string,
  attempt?: Attempt,
): Promise<{ id: string }> {
  const bytes = publicKeyFrom(publicKey);
  const at = context.clock.now();
  const id = newId(at);
  const made = await context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (first?.subjectId) return first.subjectId;
    await enrolKey(connection, { id, personId: actor.id, publicKey: bytes, enrolledAt: at });
    await recordEvents(connection, actor, at, [
      { kind: 'vault.key_registered', subjectKind: 'custodian_key', subjectId: id, body: { personId: actor.id } },
    ]);
    return id;
  });
  forgetSenders(context, actor.networkId);
  return { id: made };
}

/** The custodians of some units who have enrolled a key, by its id. */
export async function custodiansOf(connection: Connection, unitIds: readonly string[]): Promise<Custodian[]> {
  const people = await Promise.all(unitIds.map((unitId) => peopleWithRole(connection, unitId, ['custodian'])));
  const keys = await loadKeysOf(connection, [...new Set(people.flat())]);
  const names = await namesOf(
    connection,
    keys.map((key) => key.personId),
  );
  return keys.map(({ id, personId, publicKey, enrolledAt }) => ({
    keyId: id,
    personId,
    name: names.get(personId)?.name ?? null,
    publicKey: publicKey.toString('base64'),
    enrolledAt: enrolledAt.toISOString(),
  }));
}
