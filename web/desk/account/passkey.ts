import type { NewPasskey, PasskeyLogin } from '../../../src/identity/schema/passkeys.ts';
import { t } from '../../ui/language.ts';

/*
 * What the browser does with passkeys. The library turns its answers into JSON also where the browser cannot itself, and
 * is fetched when the first passkey is asked for.
 */

/** The device did not do it: it was cancelled, it cannot, or it has one already. Said by the page, known to no server. */
export class PasskeyNotGiven extends Error {
  constructor(why: 'have' | 'not_made' | 'not_used') {
    super(t(`desk.own.passkey_${why}`));
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
  const made = await startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw new PasskeyNotGiven(error instanceof Error && error.name === 'InvalidStateError' ? 'have' : 'not_made');
  });
  return made as unknown as NewPasskey['made'];
}

/** Has a passkey of the device sign. Throws `PasskeyNotGiven`. */
export async function signWithPasskey(wanted: Wanted): Promise<PasskeyLogin['signed']> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = wanted as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'];
  const signed = await startAuthentication({ optionsJSON }).catch(() => {
    throw new PasskeyNotGiven('not_used');
  });
  return signed as unknown as PasskeyLogin['signed'];
}
