import { hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './sealing.ts';

const drawn = new WeakMap<Buffer, Buffer>();

/**
 * The key of photos that wait for their order, by HKDF-SHA-256 from the server's secret: nobody knows yet whether they will
 * be a petition's, so none stands open.
 */
export function waitingKey(secret: Buffer): Buffer {
  const key = drawn.get(secret) ?? Buffer.from(hkdfSync('sha256', secret, '', 'linli vault waiting photo', KEY_BYTES));
  drawn.set(secret, key);
  return key;
}
