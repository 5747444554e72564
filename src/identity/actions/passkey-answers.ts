import { randomBytes } from 'node:crypto';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { jobActor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { CHALLENGE_BYTES, CHALLENGE_SECONDS, challengeIn, countRises, type RelyingParty } from '../rules/passkeys.ts';
import type { PasskeyLogin } from '../schema/passkeys.ts';
import {
  type Challenge,
  findPasskey,
  keepChallenge,
  loadPasskeys,
  type PasskeyRow,
  takeChallenge,
} from '../store/passkeys.ts';

/** The library weighs a tenth of a second of start and some megabytes: it is read when the first passkey comes. */
export const webauthn = () => import('@simplewebauthn/server');

/** Every answer to a passkey that is not right is this one, whatever was wrong with it. Problem `identity.passkey_wrong` (401). */
export function wrongPasskey(): Problem {
  return new Problem(
    'identity.passkey_wrong',
    401,
    'This passkey is not known here, or it took too long. Try again, or log in another way.',
  );
}

/** The address that passkeys are bound to. Problem `identity.passkeys_need_address` (409) where there is none. */
export function partyOrRefuse(party: RelyingParty | null): RelyingParty {
  if (party) return party;
  throw new Problem(
    'identity.passkeys_need_address',
    409,
    'Passkeys work by an address that is configured, or by localhost. Ask whoever runs Linli to set LINLI_ORIGIN.',
  );
}

/** A new challenge, kept for some minutes. */
export async function newChallenge(
  connection: Connection,
  asked: Omit<Challenge, 'challenge'>,
  at: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = randomBytes(CHALLENGE_BYTES);
  await keepChallenge(connection, { ...asked, challenge }, new Date(at.getTime() + CHALLENGE_SECONDS * 1000));
  return new Uint8Array(challenge);
}

/** Asks the passkeys of a person, or at the door whichever there is, to sign a new challenge. */
export async function wantSignature(
  connection: Connection,
  party: RelyingParty,
  asked: Omit<Challenge, 'challenge'>,
  at: Date,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  const own = asked.personId === null ? [] : await loadPasskeys(connection, asked.personId);
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: await newChallenge(connection, asked, at),
    userVerification: 'required',
    timeout: CHALLENGE_SECONDS * 1000,
    ...(own.length > 0
      ? {
          allowCredentials: own.map(({ credentialId, transports }) => ({
            id: credentialId.toString('base64url'),
            transports,
          })),
        }
      : {}),
  });
}

/**
 * Judges what a passkey signed: the challenge is ours, in time and spent by this very look; the signature is the known
 * key's, for our address, by a user whom the device has verified; its count has risen. Gives the passkey with the count
 * it told. Event `identity.passkey_refused` where the count did not rise: there may be two of it. Problem
 * `identity.passkey_wrong`.
 */
export async function judgeSigned(
  context: Context,
  networkId: string,
  party: RelyingParty,
  asked: Omit<Challenge, 'challenge'>,
  signed: PasskeyLogin['signed'],
): Promise<PasskeyRow> {
  const at = context.clock.now();
  const challenge = challengeIn(signed.response.clientDataJSON);
  if (!challenge) throw wrongPasskey();
  // Committed before anything is judged: an answer is looked at once, whatever comes of it.
  const passkey = await context.database.transaction(networkId, async (connection) =>
    (await takeChallenge(connection, { ...asked, challenge }, at))
      ? findPasskey(connection, Buffer.from(signed.id, 'base64url'))
      : undefined,
  );
  if (!passkey || (asked.personId !== null && passkey.personId !== asked.personId)) throw wrongPasskey();
  const told = await verifiedCount(party, passkey, challenge, signed);
  if (told === null) throw wrongPasskey();
  if (!countRises(passkey.signCount, told)) {
    await recordCopy(context, networkId, passkey, at);
    throw wrongPasskey();
  }
  return { ...passkey, signCount: told };
}

/** The count that a right signature told; null: it is none. */
async function verifiedCount(
  party: RelyingParty,
  passkey: PasskeyRow,
  challenge: Buffer,
  signed: PasskeyLogin['signed'],
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webauthn();
  const { userHandle } = signed.response;
  if (userHandle !== undefined && userHandle !== userHandleOf(passkey.personId)) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: signed as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      // Counts are judged by a rule of our own, which tells a copy from a false signature.
      credential: { id: signed.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

async function recordCopy(context: Context, networkId: string, passkey: PasskeyRow, at: Date): Promise<void> {
  await context.database.transaction(networkId, (connection) =>
    recordEvents(connection, jobActor(networkId, 'identity.login'), at, [
      {
        kind: 'identity.passkey_refused',
        subjectKind: 'person',
        subjectId: passkey.personId,
        body: { passkeyId: passkey.id, why: 'count' },
      },
    ]),
  );
}

/** As whom a passkey knows its owner: bytes that name nobody outside. */
export function userHandleOf(personId: string): string {
  return Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url');
}
