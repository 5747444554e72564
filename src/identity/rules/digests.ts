import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Keys drawn from the server's secret, one for each use, so that none serves two. */
export interface IdentityKeys {
  /** Digests of phones, addresses and usernames, and hashes of codes. */
  digest: Buffer;
  /** Seals the secrets of authenticator apps. */
  seal: Buffer;
}

const kept = new WeakMap<Buffer, IdentityKeys>();

/** The keys of identity, by HKDF-SHA-256 (RFC 5869) from the server's secret of 32 bytes. */
export function identityKeys(secret: Buffer): IdentityKeys {
  const known = kept.get(secret);
  if (known) return known;
  const draw = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `linli identity ${use}`, 32));
  const keys = { digest: draw('digest'), seal: draw('seal') };
  kept.set(secret, keys);
  return keys;
}

/** A keyed digest (HMAC-SHA-256) of something counted or looked up without being written down. `use` keeps uses apart. */
export function keyedDigest(keys: IdentityKeys, use: string, networkId: string, subject: string): Buffer {
  return createHmac('sha256', keys.digest).update(`${use}\0${networkId}\0${subject}`).digest();
}

/** The hash under which a one-time code is kept: bound to network and phone, useless without the server's secret. */
export function codeHash(keys: IdentityKeys, networkId: string, phone: string, code: string): Buffer {
  return keyedDigest(keys, 'code', networkId, `${phone}\0${code}`);
}

/** Whether two hashes of equal length are the same, in constant time. */
export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Length of a token's random part: 256 bits, which no guessing reaches (OWASP ASVS 5.0 V7.2.3 asks for 128). */
export const TOKEN_BYTES = 32;

/** A token as it is handed out: the network it belongs to, then the random part, as base64url. */
export function writeToken(networkId: string, random: Buffer): string {
  return Buffer.concat([Buffer.from(networkId.replaceAll('-', ''), 'hex'), random]).toString('base64url');
}

/** What a token says: its network, and the hash under which it is kept. Null when it is none of ours. */
export function readToken(token: string): { networkId: string; hash: Buffer } | null {
  if (token.length !== 64 || !/^[\w-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + TOKEN_BYTES) return null;
  const hex = bytes.toString('hex', 0, 16);
  const networkId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return { networkId, hash: tokenHash(bytes.subarray(16)) };
}

/** SHA-256 of a token's random part: enough for 256 random bits. */
export function tokenHash(random: Buffer): Buffer {
  return createHash('sha256').update(random).digest();
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals bytes with AES-256-GCM, bound to `owner`; `nonce` is 12 random bytes, never used twice. Gives nonce, tag, text. */
export function seal(keys: IdentityKeys, owner: string, nonce: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(Buffer.from(owner));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** Opens what `seal` made for the same owner. Throws when key, owner or bytes are others. */
export function open(keys: IdentityKeys, owner: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
