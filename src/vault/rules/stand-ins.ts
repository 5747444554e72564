import { createHmac, hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './sealing.ts';

/**
 * What stands in the register of breaches for a number behind which there is a petition, or nothing: the same id for the
 * same number, and nobody's. A UUID of version 8 (RFC 9562 section 5.8) out of HMAC-SHA-256 under HKDF of the server's
 * secret; without the secret it leads to no number.
 */
export function standInFor(secret: Buffer, networkId: string, number: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'linli vault stand-in', KEY_BYTES));
  const bytes = createHmac('sha256', key).update(`${networkId}\0${number}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
