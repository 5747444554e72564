import { Secret, TOTP } from 'otpauth';
import { type IdentityKeys, open, seal } from './digests.ts';

const STEP_SECONDS = 30;
/** RFC 4226, section 4: at least 128 bits, 160 recommended. */
export const SECRET_BYTES = 20;

/** Whose secret it is: a sealed one opens for nobody else. */
export interface SecretOwner {
  networkId: string;
  personId: string;
}

function totpOf(secret: Buffer, label: string): TOTP {
  const buffer = new Uint8Array(secret).buffer;
  return new TOTP({
    issuer: 'Linli',
    label,
    secret: new Secret({ buffer }),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  });
}

const nameOf = (owner: SecretOwner) => `totp ${owner.networkId} ${owner.personId}`;

/** Seals an authenticator app's secret for storage; `nonce` is 12 random bytes. */
export function sealSecret(keys: IdentityKeys, owner: SecretOwner, secret: Buffer, nonce: Buffer): Buffer {
  return seal(keys, nameOf(owner), nonce, secret);
}

/** What the app is told: the secret in base32, and an `otpauth://` address for a QR code. */
export function enrolment(secret: Buffer, username: string): { secret: string; uri: string } {
  const totp = totpOf(secret, username);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * The time step that a code belongs to, the one before and after now included (RFC 6238, section 5.2: clocks differ), or
 * null. A step may be spent once.
 */
export function stepOf(keys: IdentityKeys, owner: SecretOwner, sealed: Buffer, code: string, at: Date): number | null {
  const totp = totpOf(open(keys, nameOf(owner), sealed), '');
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: 1 });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / STEP_SECONDS) + delta;
}
