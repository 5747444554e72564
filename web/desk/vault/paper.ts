import { fromBase64, toBase64 } from './bytes.ts';

/*
 * A recovery key on paper: 32 bytes of a P-256 private key and 3 bytes of their SHA-256, as 56 letters and figures in groups
 * of four (Crockford's alphabet, which has no I, L, O or U). It is made here, printed once, and kept nowhere.
 */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_BYTES = 32;
const CHECK_BYTES = 3;

/** A key as it is printed: the words to type, the public half for the server, what a second person compares. */
export interface PrintedKey {
  words: string;
  publicKey: string;
  fingerprint: string;
}

/** Makes a recovery key. */
export async function newPrintedKey(): Promise<PrintedKey> {
  const pair = (await crypto.subtle.generateKey(CURVE, true, ['deriveBits'])) as CryptoKeyPair;
  const { d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    words: await writeWords(fromBase64(fromUrl(d ?? ''))),
    publicKey: toBase64(publicKey),
    fingerprint: await fingerprintOf(publicKey),
  };
}

/** What two people compare: the first 8 bytes of SHA-256 of the raw public key, in four groups. */
async function fingerprintOf(publicKey: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey));
  const digits = Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.match(/.{4}/g)?.join(' ') ?? digits;
}

/** Private bytes as they are printed. */
export async function writeWords(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = [...secret, ...(await checkOf(secret))];
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
  return letters.match(/.{4}/g)?.join(' ') ?? letters;
}

/** Private bytes out of what somebody typed; null when a letter is missing or wrong. */
export async function readWords(typed: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const values = Array.from(letters, (letter) => ALPHABET.indexOf(letter));
  if (values.length !== ((KEY_BYTES + CHECK_BYTES) * 8) / 5 || values.includes(-1)) return null;
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
  const secret = bytes.slice(0, KEY_BYTES);
  const check = await checkOf(secret);
  return check.every((byte, index) => byte === bytes[KEY_BYTES + index]) ? secret : null;
}

async function checkOf(secret: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', secret)).slice(0, CHECK_BYTES);
}

/** The key on a paper, for this moment; null when it was mistyped, or is the paper of another key. */
export async function readPaper(typed: string, publicKey: string): Promise<CryptoKey | null> {
  const secret = await readWords(typed);
  if (!secret) return null;
  const point = fromBase64(publicKey);
  const part = (from: number) => toUrl(toBase64(point.slice(from, from + KEY_BYTES)));
  const jwk = { kty: 'EC', crv: 'P-256', d: toUrl(toBase64(secret)), x: part(1), y: part(1 + KEY_BYTES) };
  try {
    return await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['deriveBits']);
  } catch {
    // The private half does not go with this public half.
    return null;
  }
}

const toUrl = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const fromUrl = (text: string) => text.replaceAll('-', '+').replaceAll('_', '/');
