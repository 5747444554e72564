import { randomBytes } from 'node:crypto';
import { loadTree, today } from '../../organisation/actions.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor, GrantedRole } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { TOKEN_BYTES, tokenHash, writeToken } from '../rules/digests.ts';
import { canMendKeys, isForKeys, needsSecond, refusalToGrant } from '../rules/grants.ts';
import { insertKey, type KeyRow, loadKey, loadKeys, revokeKeyRow } from '../store/grants.ts';
import { forgetActor } from './callers.ts';
import { workingUnit } from './grants.ts';

/**
 * Makes a key for another system: one role at one unit. Gives the key itself this once; null when the same attempt is
 * sent again. Event `identity.key_made`. Problems as `grantRole`, `identity.role_for_people`, `identity.top_by_two` (422).
 */
export async function createKey(
  context: Context,
  actor: Actor,
  wish: { label: string; role: GrantedRole; unitId: string },
  attempt?: Attempt,
): Promise<{ id: string; key: string | null }> {
  const { level, unitPath } = workingUnit(await loadTree(context, actor.networkId), wish.unitId, today(context));
  const refusal = refusalToGrant(actor, { ...wish, personId: '', level, unitPath });
  if (refusal) throw refusal;
  if (!isForKeys(wish.role))
    throw new Problem('identity.role_for_people', 422, 'A custodian is a person. A key cannot be one.', {
      field: '/role',
    });
  if (actor.kind !== 'job' && needsSecond(wish.role, level))
    throw new Problem(
      'identity.top_by_two',
      422,
      'A key over the whole network is made by whoever runs the server: linli key create.',
      { field: '/role' },
    );
  const at = context.clock.now();
  const random = randomBytes(TOKEN_BYTES);
  return context.database.transaction(actor.networkId, async (connection) => {
    const id = newId(at);
    const first = await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (first?.subjectId) return { id: first.subjectId, key: null };
    await insertKey(connection, { ...wish, id, createdAt: at }, tokenHash(random));
    await recordEvents(connection, actor, at, [
      { kind: 'identity.key_made', subjectKind: 'key', subjectId: id, unitId: wish.unitId, body: { role: wish.role } },
    ]);
    return { id, key: `linli_${writeToken(actor.networkId, random)}` };
  });
}

/** Keys in force within the actor's reach, oldest first. Never the keys themselves. */
export async function listKeys(context: Context, actor: Actor): Promise<KeyRow[]> {
  const tree = await loadTree(context, actor.networkId);
  const keys = await context.database.transaction(actor.networkId, loadKeys);
  return keys.filter((key) => canMendKeys(actor, pathOf(tree, key.unitId)));
}

/**
 * Revokes a key; it stops within five seconds everywhere. Event `identity.key_revoked`. Problem `platform.not_found`, also
 * for a key outside the actor's reach.
 */
export async function revokeKey(context: Context, actor: Actor, keyId: string, attempt?: Attempt): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: keyId, at })) return;
    const key = await loadKey(connection, keyId);
    if (!key || !canMendKeys(actor, pathOf(tree, key.unitId))) throw notFound();
    if (!(await revokeKeyRow(connection, keyId, at))) return;
    await recordEvents(connection, actor, at, [
      { kind: 'identity.key_revoked', subjectKind: 'key', subjectId: keyId, unitId: key.unitId },
    ]);
  });
  forgetActor(context, keyId);
}
