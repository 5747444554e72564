import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Where a sealed field stands: it opens there and nowhere else. */
export interface SealedPlace {
  networkId: string;
  table: string;
  /** The id of the row. */
  row: string;
  column: string;
  /** Version of the key that it is sealed under. */
  keyVersion: number;
}

/** Gives so many random bytes; the caller's, so that rules roll no dice. */
export type Randomness = (bytes: number) => Buffer;

/** A key is 32 bytes: AES-256. */
export const KEY_BYTES = 32;
/** NIST SP 800-38D, section 8.2.2: a random nonce of 96 bits, good for 2^32 seals under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The first byte of everything sealed, so that another way of sealing can follow one day. */
const FORMAT = 1;

/**
 * What a seal refuses: another key, another place, another version, cut short, or changed. Which of these it was cannot be
 * told, and nothing of the text is given.
 */
export class SealBroken extends Error {
  constructor() {
    super('This does not open: the key, the place or the bytes are others.');
    this.name = 'SealBroken';
  }
}

/** The associated data of a place: table, row, column and key version, none of which can run into the next. */
export function associatedData({ networkId, table, row, column, keyVersion }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify(['linli seal', networkId, table, row, column, keyVersion]));
}

/**
 * Seals bytes for one place with AES-256-GCM. Gives format (1 byte), nonce (12), text, tag (16): as WebCrypto has it after
 * the nonce. The nonce is drawn anew at each call.
 */
export function sealBytes(key: Buffer, bound: Buffer, plain: Buffer, random: Randomness): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `sealBytes` made for the same bound data. Throws `SealBroken`. */
export function openBytes(key: Buffer, bound: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT) throw new SealBroken();
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(bound).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/** Seals a field's text for the place where it stands. */
export function sealField(key: Buffer, place: SealedPlace, plain: Buffer, random: Randomness): Buffer {
  return sealBytes(key, associatedData(place), plain, random);
}

/** Opens a field where it stands. Throws `SealBroken`. */
export function openField(key: Buffer, place: SealedPlace, sealed: Buffer): Buffer {
  return openBytes(key, associatedData(place), sealed);
}
