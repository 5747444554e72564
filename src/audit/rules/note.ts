import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import { sha256 } from './tree.ts';

/** What a checkpoint says (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log: `linli/` and the network's id. */
  origin: string;
  size: number;
  root: Buffer;
}

/** The key that signs a log's checkpoints. */
export interface SigningKey {
  name: string;
  privateKey: KeyObject;
  publicKey: Buffer;
}

/** The key that a log's checkpoints are verified with. */
export interface VerifierKey {
  name: string;
  publicKey: Buffer;
}

/** Signature type byte of Ed25519 (C2SP signed-note, "Signature types"). */
const ED25519 = Buffer.from([1]);
/** What comes before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410 sections 4 and 7). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** A note with more signatures is refused; the standard asks for at least 16. */
const MOST_SIGNATURES = 64;

/** The name of a network's log, in its checkpoints and of its key. */
export function originOf(networkId: string): string {
  return `linli/${networkId}`;
}

/**
 * The key of a network's log: an Ed25519 key whose 32 bytes come from the audit secret by HKDF-SHA-256 (RFC 5869; RFC
 * 8032 section 5.1.5 takes any 32 bytes), with the network's id in it, so that no log can sign for another.
 */
export function signingKeyOf(auditSecret: Buffer, networkId: string): SigningKey {
  const name = originOf(networkId);
  return signingKeyFrom(name, Buffer.from(hkdfSync('sha256', auditSecret, '', `linli audit checkpoint ${name}`, 32)));
}

/** The Ed25519 key of a seed of 32 bytes. */
export function signingKeyFrom(name: string, seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length);
  return { name, privateKey, publicKey };
}

/** The first four bytes of SHA-256 of name, newline, type and key (C2SP signed-note, "Signatures"). */
function keyId({ name, publicKey }: VerifierKey): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), ED25519, publicKey])).subarray(0, 4);
}

/** A verifier key as text, `NAME+ID+KEY` (golang.org/x/mod/sumdb/note), for whoever keeps checkpoints outside. */
export function writeVerifierKey(key: VerifierKey): string {
  return `${key.name}+${keyId(key).toString('hex')}+${Buffer.concat([ED25519, key.publicKey]).toString('base64')}`;
}

/** Reads what `writeVerifierKey` wrote; null when it is none, or its id is not that of its key. */
export function readVerifierKey(text: string): VerifierKey | null {
  const found = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(text.trim());
  if (!found) return null;
  const [, name = '', id, base64 = ''] = found;
  const bytes = strictBase64(base64);
  if (bytes?.length !== 33 || bytes[0] !== ED25519[0]) return null;
  const key = { name, publicKey: bytes.subarray(1) };
  return keyId(key).toString('hex') === id ? key : null;
}

/** Text (it ends in a newline) as a note with one signature. */
export function signNote(text: string, key: SigningKey): string {
  const signature = Buffer.concat([keyId(key), sign(null, Buffer.from(text), key.privateKey)]);
  return `${text}\n— ${key.name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note that `key` signed; null when it did not, or anything about the note is out of order. Signatures of
 * others (a witness) are passed over, as the standard asks.
 */
export function openNote(note: string, key: VerifierKey): string | null {
  const gap = note.lastIndexOf('\n\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the standard forbids them in a note.
  if (gap < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return null;
  const text = note.slice(0, gap + 1);
  const lines = note.slice(gap + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return null;
  let signed = false;
  for (const line of lines) {
    const found = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
    if (!found) return null;
    const bytes = strictBase64(found[2] ?? '');
    if (bytes === null || bytes.length < 5) return null;
    if (found[1] !== key.name || !bytes.subarray(0, 4).equals(keyId(key))) continue;
    if (!isSignedBy(key.publicKey, text, bytes.subarray(4))) return null;
    signed = true;
  }
  return signed ? text : null;
}

function isSignedBy(publicKey: Buffer, text: string, signature: Buffer): boolean {
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), key, signature);
}

/** A checkpoint's text: origin, size, root, a line each (C2SP tlog-checkpoint, "Note text"). */
export function writeCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Reads a checkpoint's text; null when it is none. Lines after the third are passed over. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', root = ''] = text.split('\n');
  const bytes = strictBase64(root);
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || bytes?.length !== 32) return null;
  return { origin, size: Number(size), root: bytes };
}

/** Bytes of base64 in the one form that the bytes have (RFC 4648 section 3.5), else null: no note has two spellings. */
function strictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
