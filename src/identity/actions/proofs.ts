import type { Context } from '../../platform/context.ts';
import { recordEvents } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { isFresh, type Proof, proofsOf, type RelyingParty } from '../rules/passkeys.ts';
import type { PasskeyLogin, ProofGiven, ProofWanted } from '../schema/passkeys.ts';
import { loadAccount } from '../store/accounts.ts';
import { loadPasskeys, usePasskey } from '../store/passkeys.ts';
import { markProved, provedAt } from '../store/sessions.ts';
import { type Caller, forgetActor } from './callers.ts';
import { judgeSigned, partyOrRefuse, wantSignature } from './passkey-answers.ts';
import { confirmDigits, confirmPassword } from './passwords.ts';

/**
 * Whether a caller has shown within five minutes that they are there. Keys never have, where everybody is asked; a code by
 * phone carries no office, so `in_office` asks nothing of it.
 */
export async function isProven(
  context: Context,
  { actor, strength, provedAt: shownAt }: Caller,
  asked: 'always' | 'in_office',
): Promise<boolean> {
  if (asked === 'in_office' && (strength === null || strength === 'code')) return true;
  const at = context.clock.now();
  if (isFresh(shownAt, at)) return true;
  const id = actor.sessionId;
  if (id === undefined) return false;
  // It may have been shown to another server a moment ago, and not be heard of here.
  return isFresh(await context.database.transaction(actor.networkId, (connection) => provedAt(connection, id)), at);
}

/** By what the actor can show that they are there. Problem `identity.account_only` (404). */
async function meansOf(context: Context, actor: Actor): Promise<Proof[]> {
  return context.database.transaction(actor.networkId, async (connection) => {
    const account = actor.sessionId === undefined ? undefined : await loadAccount(connection, actor.id);
    if (!account) throw new Problem('identity.account_only', 404, 'Only staff who log in with a password have this.');
    const passkeys = (await loadPasskeys(connection, actor.id)).length;
    return proofsOf({ passkeys, totp: account.totpConfirmedAt !== null });
  });
}

/**
 * How the actor can show again that it is them: which proofs there are, with what a passkey is asked to sign. Problems
 * `identity.account_only` (404), `identity.passkeys_need_address` (409) where a passkey is all there is.
 */
export async function wantProof(context: Context, actor: Actor, party: RelyingParty | null): Promise<ProofWanted> {
  const means = await meansOf(context, actor);
  if (!means.includes('passkey')) return { proofs: means };
  if (!party && means.length > 1) return { proofs: means.filter((each) => each !== 'passkey') };
  const asked = { purpose: 'prove', personId: actor.id } as const;
  const at = context.clock.now();
  const options = await context.database.transaction(actor.networkId, (connection) =>
    wantSignature(connection, partyOrRefuse(party), asked, at),
  );
  return { proofs: means, options: { ...options } };
}

/**
 * Takes one proof: good for five minutes in this session, which a password alone had begun becomes as strong as it. Event
 * `identity.proved`. Problems `identity.proof_wrong` (403), `identity.passkey_wrong` (401), `identity.password_wrong` (403),
 * `identity.login_blocked` (429), `identity.account_only` (404), `identity.passkeys_need_address` (409).
 */
export async function prove(
  context: Context,
  actor: Actor,
  from: { party: RelyingParty | null; address: string },
  given: ProofGiven,
): Promise<void> {
  const means = await meansOf(context, actor);
  const by = given.signed ? 'passkey' : given.totp === undefined ? 'password' : 'totp';
  if (!means.includes(by))
    throw new Problem('identity.proof_wrong', 403, 'Show it with your passkey or authenticator app.', {
      allowed: means,
    });
  if (given.signed) await confirmSigned(context, actor, partyOrRefuse(from.party), given.signed);
  if (given.totp !== undefined) await confirmDigits(context, actor, { totp: given.totp, address: from.address });
  if (given.password !== undefined)
    await confirmPassword(context, actor, { password: given.password, address: from.address });
  const at = context.clock.now();
  const raised = { passkey: 'passkey', totp: 'password_totp', password: null } as const;
  await context.database.transaction(actor.networkId, async (connection) => {
    if (actor.sessionId) await markProved(connection, actor.sessionId, at, raised[by]);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.proved', subjectKind: 'person', subjectId: actor.id, body: { by } },
    ]);
  });
  forgetActor(context, actor.id);
}

async function confirmSigned(
  context: Context,
  actor: Actor,
  party: RelyingParty,
  signed: PasskeyLogin['signed'],
): Promise<void> {
  const asked = { purpose: 'prove', personId: actor.id } as const;
  const passkey = await judgeSigned(context, actor.networkId, party, asked, signed);
  const at = context.clock.now();
  const isNext = await context.database.transaction(actor.networkId, (connection) =>
    usePasskey(connection, passkey.id, passkey.signCount, at),
  );
  if (!isNext) throw new Problem('identity.proof_wrong', 403, 'This passkey was used elsewhere meanwhile. Try again.');
}
