import { randomBytes } from 'node:crypto';
import { loadTree } from '../../organisation/actions.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { identityKeys } from '../rules/digests.ts';
import { refusalToChangeGrant } from '../rules/grants.ts';
import { enrolment, SECRET_BYTES, sealSecret, stepOf } from '../rules/totp.ts';
import type { LossReason } from '../schema/passkeys.ts';
import type { TotpStarted } from '../schema.ts';
import { loadAccount, setSecret, spendStep } from '../store/accounts.ts';
import { deletePasskeys } from '../store/passkeys.ts';
import { markProved, revokeSessions } from '../store/sessions.ts';
import { forgetActor } from './callers.ts';
import { rolesOf } from './grants.ts';
import { confirmPassword } from './passwords.ts';

/**
 * Begins to set up an authenticator app: a new secret, shown this once and good after `confirmSecondFactor`. The
 * password is asked for again. Problems as `changePassword`.
 */
export async function startSecondFactor(
  context: Context,
  actor: Actor,
  given: { password: string; address: string },
): Promise<TotpStarted> {
  const account = await confirmPassword(context, actor, given);
  const owner = { networkId: actor.networkId, personId: actor.id };
  const secret = randomBytes(SECRET_BYTES);
  const sealed = sealSecret(identityKeys(context.secret), owner, secret, randomBytes(12));
  await context.database.transaction(actor.networkId, async (connection) => {
    const now = await loadAccount(connection, actor.id);
    // An app in use is not lost to whoever merely sits down at an open desk: an administrator takes it away first.
    if (now?.totpConfirmedAt)
      throw new Problem(
        'identity.second_factor_set',
        409,
        'An authenticator app is set up already. Take it away first.',
      );
    await setSecret(connection, actor.id, sealed);
  });
  return enrolment(secret, account.username);
}

/**
 * Ends the setting up with a first code of the app: from now on every login asks for one, this session carries the
 * person's roles, and all others end. Event `identity.second_factor_set`. Problems `identity.second_factor_missing`
 * (409), `identity.second_factor_wrong` (422).
 */
export async function confirmSecondFactor(
  context: Context,
  actor: Actor,
  code: string,
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  const keys = identityKeys(context.secret);
  const owner = { networkId: actor.networkId, personId: actor.id };
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: null, at })) return;
    const account = await loadAccount(connection, actor.id);
    if (!account?.totpSecret || account.totpConfirmedAt)
      throw new Problem(
        'identity.second_factor_missing',
        409,
        'There is nothing to confirm. Start setting up the app again.',
      );
    const step = stepOf(keys, owner, account.totpSecret, code, at);
    if (step === null || !(await spendStep(connection, actor.id, step, at)))
      throw new Problem('identity.second_factor_wrong', 422, 'These are not the digits that the app shows now.', {
        field: '/code',
      });
    if (actor.sessionId) await markProved(connection, actor.sessionId, at, 'password_totp');
    await revokeSessions(connection, actor.id, { id: null, but: actor.sessionId ?? null }, at);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.second_factor_set', subjectKind: 'person', subjectId: actor.id },
    ]);
  });
  forgetActor(context, actor.id);
}

/**
 * Takes away one's own authenticator app, to set up another or to go on with passkeys; all other sessions end. Event
 * `identity.second_factor_reset`. Problem `identity.second_factor_missing` (409).
 */
export async function removeSecondFactor(context: Context, actor: Actor, attempt?: Attempt): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: actor.id, at })) return;
    if (!(await loadAccount(connection, actor.id))?.totpSecret)
      throw new Problem('identity.second_factor_missing', 409, 'No authenticator app is set up.');
    await setSecret(connection, actor.id, null);
    await revokeSessions(connection, actor.id, { id: null, but: actor.sessionId ?? null }, at);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.second_factor_reset', subjectKind: 'person', subjectId: actor.id, body: { reason: 'own' } },
    ]);
  });
  forgetActor(context, actor.id);
}

/**
 * Takes away somebody's authenticator app and passkeys, for who lost them; their sessions end and they are told. Who still
 * has one of them takes the lost one away themselves. Administrators of every unit where the person has a role, and never
 * for themselves. Event `identity.second_factor_reset` with the reason and how many passkeys. Problems
 * `platform.not_found`, `identity.grant_above`, `identity.grant_to_self` (403).
 */
export async function resetSecondFactor(
  context: Context,
  actor: Actor,
  { personId, reason }: { personId: string; reason: LossReason },
  attempt?: Attempt,
): Promise<void> {
  const tree = await loadTree(context, actor.networkId);
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: personId, at })) return;
    const account = await loadAccount(connection, personId);
    if (!account) throw notFound();
    const roles = await rolesOf(connection, personId);
    const paths = roles.length > 0 ? roles.map((role) => pathOf(tree, role.unitId)) : [[tree.rootId]];
    for (const unitPath of paths) {
      const refusal = refusalToChangeGrant(actor, { personId, role: 'observer', unitPath });
      if (refusal) throw refusal;
    }
    await setSecret(connection, personId, null);
    const passkeys = (await deletePasskeys(connection, personId, null)).length;
    await revokeSessions(connection, personId, { id: null, but: null }, at);
    await recordEvents(connection, actor, at, [
      {
        kind: 'identity.second_factor_reset',
        subjectKind: 'person',
        subjectId: personId,
        body: { reason, passkeys },
      },
    ]);
  });
  forgetActor(context, personId);
}
