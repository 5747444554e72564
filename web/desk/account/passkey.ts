import type { NewPasskey, PasskeyLogin } from '../../../src/identity/schema.ts';
import { t } from '../../ui/language.ts';

/*
 * What the browser does with passkeys. The library turns its answers into JSON also where the browser cannot itself, and
 * is fetched when the first passkey is asked for.
 */

/** The device did not do it: it was cancelled, it cannot, or it has one already. Said by the page, known to no server. */
export class PasskeyNotGiven extends Error {
  constructor(hasOne: boolean) {
    super(hasOne ? t('desk.own.passkey_have') : t('desk.own.passkey_not'));
    this.name = 'PasskeyNotGiven';
  }
}

/** Whether this browser knows passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined';
}

type Wanted = object;

/** Has the device make a passkey. Throws `PasskeyNotGiven`. */
export async function makePasskey(wanted: Wanted): Promise<NewPasskey['made']> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = wanted as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
  const made = await startRegistration({ optionsJSON }).catch(notGiven);
  return made as unknown as NewPasskey['made'];
}

/** Has a passkey of the device sign. Throws `PasskeyNotGiven`. */
export async function signWithPasskey(wanted: Wanted): Promise<PasskeyLogin['signed']> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = wanted as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'];
  const signed = await startAuthentication({ optionsJSON }).catch(notGiven);
  return signed as unknown as PasskeyLogin['signed'];
}

function notGiven(error: unknown): never {
  throw new PasskeyNotGiven(error instanceof Error && error.name === 'InvalidStateError');
}
