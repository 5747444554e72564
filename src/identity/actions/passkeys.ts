import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt, findAttempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { CHALLENGE_SECONDS, challengeIn, MOST_PASSKEYS, type RelyingParty } from '../rules/passkeys.ts';
import type { NewPasskey } from '../schema/passkeys.ts';
import { type AccountRow, loadAccount } from '../store/accounts.ts';
import {
  deletePasskeys,
  insertPasskey,
  loadPasskeys,
  type PasskeyRow,
  renamePasskeyRow,
  takeChallenge,
} from '../store/passkeys.ts';
import { markProved, revokeSessions } from '../store/sessions.ts';
import { forgetActor } from './callers.ts';
import { newChallenge, partyOrRefuse, userHandleOf, webauthn, wrongPasskey } from './passkey-answers.ts';

/** ES256, EdDSA, RS256 (RFC 9053, RFC 8812): what keys and computers in use can do. */
const ALGORITHMS = [-7, -8, -257];

async function accountOf(connection: Connection, actor: Actor): Promise<AccountRow> {
  const account = actor.kind === 'person' ? await loadAccount(connection, actor.id) : undefined;
  if (!account) throw new Problem('identity.account_only', 404, 'Only staff who log in with a password have this.');
  return account;
}

/**
 * Asks the browser to make a passkey for its owner, who is verified by the device, with no word on who built it
 * (attestation none). Problems `identity.account_only` (404), `identity.too_many_passkeys`,
 * `identity.passkeys_need_address` (409).
 */
export async function wantPasskey(
  context: Context,
  actor: Actor,
  asked: RelyingParty | null,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const party = partyOrRefuse(asked);
  const at = context.clock.now();
  const { generateRegistrationOptions } = await webauthn();
  return context.database.transaction(actor.networkId, async (connection) => {
    const { username } = await accountOf(connection, actor);
    const own = await loadPasskeys(connection, actor.id);
    refuseTooMany(own);
    return generateRegistrationOptions({
      rpName: 'Linli',
      rpID: party.id,
      userName: username,
      userID: new Uint8Array(Buffer.from(userHandleOf(actor.id), 'base64url')),
      challenge: await newChallenge(connection, { purpose: 'add', personId: actor.id }, at),
      timeout: CHALLENGE_SECONDS * 1000,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: own.map(({ credentialId, transports }) => ({
        id: credentialId.toString('base64url'),
        transports,
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });
}

function refuseTooMany(own: readonly PasskeyRow[]): void {
  if (own.length >= MOST_PASSKEYS)
    throw new Problem('identity.too_many_passkeys', 409, 'Ten passkeys are set up. Take one away first.');
}

/**
 * Keeps a passkey that the browser made; gives its id. From now on it alone logs its owner in, this session carries their
 * roles, and all others end. Event `identity.passkey_added`. Problems `identity.passkey_wrong` (401),
 * `identity.passkey_known`, `identity.too_many_passkeys`, `identity.passkeys_need_address` (409),
 * `identity.account_only` (404).
 */
export async function addPasskey(
  context: Context,
  actor: Actor,
  asked: RelyingParty | null,
  wish: NewPasskey,
  attempt?: Attempt,
): Promise<{ id: string }> {
  const party = partyOrRefuse(asked);
  const at = context.clock.now();
  const id = newId(at);
  // Claimed only once it is done: a wrong answer is spent too, and must not pass for a passkey kept.
  const first =
    attempt && (await context.database.transaction(actor.networkId, (connection) => findAttempt(connection, attempt)));
  if (first?.subjectId) return { id: first.subjectId };
  const made = await judgeMade(context, actor, party, wish.made);
  await context.database.transaction(actor.networkId, async (connection) => {
    await accountOf(connection, actor);
    refuseTooMany(await loadPasskeys(connection, actor.id));
    const passkey = { ...made, id, personId: actor.id, label: wish.label.trim(), createdAt: at };
    if (!(await insertPasskey(connection, passkey)))
      throw new Problem('identity.passkey_known', 409, 'This passkey is set up already.');
    await claimAttempt(connection, attempt, { status: 201, subjectId: id, at });
    if (actor.sessionId) await markProved(connection, actor.sessionId, at, 'passkey');
    await revokeSessions(connection, actor.id, { id: null, but: actor.sessionId ?? null }, at);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.passkey_added', subjectKind: 'person', subjectId: actor.id, body: { passkeyId: id } },
    ]);
  });
  forgetActor(context, actor.id);
  return { id };
}

type Made = Pick<PasskeyRow, 'credentialId' | 'publicKey' | 'signCount' | 'transports'>;

async function judgeMade(context: Context, actor: Actor, party: RelyingParty, made: NewPasskey['made']): Promise<Made> {
  const at = context.clock.now();
  const challenge = challengeIn(made.response.clientDataJSON);
  if (!challenge) throw wrongPasskey();
  const isOurs = await context.database.transaction(actor.networkId, (connection) =>
    takeChallenge(connection, { challenge, purpose: 'add', personId: actor.id }, at),
  );
  if (!isOurs) throw wrongPasskey();
  const { verifyRegistrationResponse } = await webauthn();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: made as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!registrationInfo) throw wrongPasskey();
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      credentialId: Buffer.from(id, 'base64url'),
      publicKey: Buffer.from(publicKey),
      signCount: counter,
      transports: made.response.transports ?? [],
    };
  } catch {
    throw wrongPasskey();
  }
}

/** The actor's own passkeys, oldest first, at most ten. */
export function listPasskeys(context: Context, actor: Actor): Promise<PasskeyRow[]> {
  return context.database.transaction(actor.networkId, (connection) => loadPasskeys(connection, actor.id));
}

/** Gives one of the actor's own passkeys another name. Problem `platform.not_found` (404). */
export async function renamePasskey(
  context: Context,
  actor: Actor,
  passkey: { id: string; label: string },
  attempt?: Attempt,
): Promise<void> {
  const at = context.clock.now();
  const label = passkey.label.trim();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: passkey.id, at })) return;
    if (!(await renamePasskeyRow(connection, { id: passkey.id, personId: actor.id, label }))) throw notFound();
  });
}

/**
 * Takes one of the actor's own passkeys away: it logs nobody in any more; all other sessions end. Event
 * `identity.passkey_removed`. Problem `platform.not_found` (404).
 */
export async function removePasskey(context: Context, actor: Actor, id: string, attempt?: Attempt): Promise<void> {
  const at = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 204, subjectId: id, at })) return;
    if ((await deletePasskeys(connection, actor.id, id)).length === 0) throw notFound();
    await revokeSessions(connection, actor.id, { id: null, but: actor.sessionId ?? null }, at);
    await recordEvents(connection, actor, at, [
      { kind: 'identity.passkey_removed', subjectKind: 'person', subjectId: actor.id, body: { passkeyId: id } },
    ]);
  });
  forgetActor(context, actor.id);
}
