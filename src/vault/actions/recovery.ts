import { namesOf } from '../../identity/actions.ts';
import { loadTree } from '../../organisation/actions.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { isFingerprintOf, isSpent } from '../rules/recovery.ts';
import type { Custody, NewRecoveryKey, RecoveryKey } from '../schema.ts';
import {
  confirmRecovery,
  endRecovery,
  insertRecovery,
  loadRecoveryOf,
  lockRecovery,
  noteRecoveryUse,
  type RecoveryRow,
} from '../store/recovery.ts';
import { custodiansOf, forgetSenders, publicKeyFrom } from './custodians.ts';

/*
 * Keys on paper. One custodian prints it, a second reads its fingerprint off the paper; from then on it gets a share of each
 * identity, as a custodian does. Whoever types it in is a custodian too: it stands in for a key, never for a person.
 */

/** What a custodian has in hand. */
export async function readCustody(context: Context, actor: Actor): Promise<Custody> {
  const tree = await loadTree(context, actor.networkId);
  const unitIds = custodianUnits(actor);
  const around = [...new Set(unitIds.flatMap((unitId) => pathOf(tree, unitId)))];
  return context.database.transaction(actor.networkId, async (connection) => {
    const colleagues = await custodiansOf(connection, around);
    const own = colleagues.find((each) => each.personId === actor.id);
    return {
      unitIds,
      key: own ? { id: own.keyId, publicKey: own.publicKey, enrolledAt: own.enrolledAt } : null,
      colleagues: colleagues.filter((each) => each !== own),
      recoveryKeys: await recoveryKeysOf(context, connection, actor, around),
    };
  });
}

/**
 * Keeps the public half of a key that was just printed, for one of the custodian's units. Nothing is sealed to it until a
 * second custodian has confirmed it. Event `vault.recovery_made`. Problems `platform.not_found`, `vault.key_malformed` (422).
 */
export async function makeRecoveryKey(
  context: Context,
  actor: Actor,
  { unitId, publicKey }: NewRecoveryKey,
  attempt?: Attempt,
): Promise<{ id: string }> {
  if (!custodianUnits(actor).includes(unitId)) throw notFound();
  const bytes = publicKeyFrom(publicKey);
  const at = context.clock.now();
  const id = newId(at);
  return context.database.transaction(actor.networkId, async (connection) => {
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (first?.subjectId) return { id: first.subjectId };
    await insertRecovery(connection, { id, unitId, publicKey: bytes, enrolledBy: actor.id, enrolledAt: at });
    await record(connection, actor, at, 'vault.recovery_made', { id, unitId });
    return { id };
  });
}

/**
 * Confirms, as a second custodian with the paper in hand, that the key on it is the one that was kept; the unit's older one
 * ends. Event `vault.recovery_confirmed`. Problems `platform.not_found`, `vault.recovery_own` (403),
 * `vault.fingerprint_wrong` (422).
 */
export async function confirmRecoveryKey(
  context: Context,
  actor: Actor,
  id: string,
  fingerprint: string,
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at })) return;
    const key = await keyWithin(context, connection, actor, id);
    if (key.confirmedBy !== null) return;
    if (key.enrolledBy === actor.id)
      throw new Problem('vault.recovery_own', 403, 'A second custodian reads the fingerprint off the paper.');
    if (!isFingerprintOf(fingerprint, key.publicKey))
      throw new Problem('vault.fingerprint_wrong', 422, 'This is not the fingerprint of this key. Read it again.', {
        field: '/fingerprint',
      });
    await confirmRecovery(connection, key, actor.id, at);
    await record(connection, actor, at, 'vault.recovery_confirmed', key);
  });
  forgetSenders(context, actor.networkId);
}

/** Ends a recovery key whose paper is lost or was seen. Event `vault.recovery_ended`. Problem `platform.not_found`. */
export async function endRecoveryKey(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at })) return;
    const key = await keyWithin(context, connection, actor, id);
    await endRecovery(connection, id, at);
    await record(connection, actor, at, 'vault.recovery_ended', key);
  });
  forgetSenders(context, actor.networkId);
}

/** Confirmed recovery keys of some units that may stand in for a custodian now, by id. */
export async function recoveryHolders(
  context: Context,
  connection: Connection,
  unitIds: readonly string[],
): Promise<{ keyId: string; publicKey: string }[]> {
  const now = context.clock.now();
  const keys = await loadRecoveryOf(connection, unitIds);
  return keys
    .filter((key) => key.confirmedBy !== null && !isSpent(key.usedAt, now))
    .map(({ id, publicKey }) => ({ keyId: id, publicKey: publicKey.toString('base64') }));
}

/**
 * Takes a recovery key in the place of the actor's own, in the transaction that opens something with it; a day after the
 * first time it is spent. Event `vault.recovery_used`. Problem `vault.recovery_spent` (409), also for one that ended or
 * is none of these units'.
 */
export async function takeRecoveryKey(
  context: Context,
  connection: Connection,
  actor: Actor,
  { id, unitPath, openingId }: { id: string; unitPath: readonly string[]; openingId: string },
): Promise<void> {
  const now = context.clock.now();
  const key = await lockRecovery(connection, id);
  if (!key || key.confirmedBy === null || !unitPath.includes(key.unitId) || isSpent(key.usedAt, now))
    throw new Problem(
      'vault.recovery_spent',
      409,
      'This recovery key does not stand in for anybody any more. Print a new one for what comes.',
    );
  await noteRecoveryUse(connection, id, now);
  await record(connection, actor, now, 'vault.recovery_used', key, { openingId });
  forgetSenders(context, actor.networkId);
}

function custodianUnits(actor: Actor): string[] {
  return [...new Set(actor.grants.filter((grant) => grant.role === 'custodian').map((grant) => grant.unitId))];
}

/** A recovery key of a unit that the custodian's role reaches; anything else is not there. */
async function keyWithin(context: Context, connection: Connection, actor: Actor, id: string): Promise<RecoveryRow> {
  const tree = await loadTree(context, actor.networkId);
  const own = custodianUnits(actor);
  const key = await lockRecovery(connection, id);
  if (!key || !pathOf(tree, key.unitId).some((unitId) => own.includes(unitId))) throw notFound();
  return key;
}

async function recoveryKeysOf(
  context: Context,
  connection: Connection,
  actor: Actor,
  unitIds: readonly string[],
): Promise<RecoveryKey[]> {
  const keys = await loadRecoveryOf(connection, unitIds);
  const people = keys.flatMap((key) => [key.enrolledBy, ...(key.confirmedBy === null ? [] : [key.confirmedBy])]);
  const names = await namesOf(connection, [...new Set(people)]);
  const nameOf = (id: string) => names.get(id)?.name ?? null;
  return keys.map((key) => ({
    id: key.id,
    unitId: key.unitId,
    publicKey: key.publicKey.toString('base64'),
    madeByName: nameOf(key.enrolledBy),
    madeAt: key.enrolledAt.toISOString(),
    mine: key.enrolledBy === actor.id,
    confirmedByName: key.confirmedBy === null ? null : (nameOf(key.confirmedBy) ?? ''),
    usedAt: key.usedAt?.toISOString() ?? null,
    spent: isSpent(key.usedAt, context.clock.now()),
  }));
}

function record(
  connection: Connection,
  actor: Actor,
  at: Date,
  kind: string,
  { id, unitId }: Pick<RecoveryRow, 'id' | 'unitId'>,
  body: Record<string, unknown> = {},
): Promise<void> {
  return recordEvents(connection, actor, at, [{ kind, subjectKind: 'custodian_key', subjectId: id, unitId, body }]);
}
