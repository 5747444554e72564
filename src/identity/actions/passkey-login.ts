import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { Context } from '../../platform/context.ts';
import type { RelyingParty } from '../rules/passkeys.ts';
import type { PasskeyLogin } from '../schema/passkeys.ts';
import { usePasskey } from '../store/passkeys.ts';
import { judgeSigned, partyOrRefuse, wantSignature, wrongPasskey } from './passkey-answers.ts';
import { beginSession, type NewSession } from './sessions.ts';

const AT_THE_DOOR = { purpose: 'log_in', personId: null } as const;

/** Asks whichever passkey the browser has for us to sign. Problem `identity.passkeys_need_address` (409). */
export async function wantPasskeyLogin(
  context: Context,
  networkId: string,
  asked: RelyingParty | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = partyOrRefuse(asked);
  const at = context.clock.now();
  return context.database.transaction(networkId, (connection) => wantSignature(connection, party, AT_THE_DOOR, at));
}

/**
 * Logs staff in by a passkey alone: the device has verified who holds it, so it is two factors in one (NIST SP 800-63B-4,
 * 3.1.7). Events `identity.logged_in`, `identity.passkey_refused`. Problems `identity.passkey_wrong` (401),
 * `identity.passkeys_need_address` (409).
 */
export async function logInByPasskey(
  context: Context,
  networkId: string,
  asked: RelyingParty | null,
  login: { signed: PasskeyLogin['signed']; device: string | null },
): Promise<NewSession & { personId: string }> {
  const party = partyOrRefuse(asked);
  const passkey = await judgeSigned(context, networkId, party, AT_THE_DOOR, login.signed);
  const at = context.clock.now();
  const { personId } = passkey;
  return context.database.transaction(networkId, async (connection) => {
    if (!(await usePasskey(connection, passkey.id, passkey.signCount, at))) throw wrongPasskey();
    const session = await beginSession(connection, { personId, strength: 'passkey', device: login.device, at });
    return { ...session, personId };
  });
}
