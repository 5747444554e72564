import type { AgreedOpening, ProposedOpening, SealedTo } from '../../../src/vault/schema.ts';
import { fromBase64, toBase64 } from './bytes.ts';

/*
 * The custodian's half of opening an identity, in WebCrypto: the private key is made in this browser, cannot be taken out of
 * it, and never reaches the server, nor does a share or what it opens.
 */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const NONCE_BYTES = 12;
const FORMAT = 1;
const text = new TextEncoder();

/** A custodian's key pair: the private half stays with this browser. */
export async function newKeyPair(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])) as CryptoKeyPair;
}

/** The public half as the server keeps it: raw, base64. */
export async function writePublicKey({ publicKey }: CryptoKeyPair): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
}

interface Owner {
  networkId: string;
  subjectId: string;
  version: number;
}

const shareBound = ({ networkId, subjectId, version }: Owner, keyId: string) =>
  text.encode(JSON.stringify(['linli share', networkId, subjectId, version, keyId]));
const pairBound = ({ networkId, subjectId, version }: Owner, first: string, second: string) =>
  text.encode(JSON.stringify(['linli pair', networkId, subjectId, version, first, second]));
const identityBound = ({ networkId, subjectId, version }: Owner) =>
  text.encode(JSON.stringify(['linli seal', networkId, 'order_seal', subjectId, 'identity', version]));

/** Opens the proposer's own share and seals it to each of the other custodians' keys. */
export async function handOver(
  opening: ProposedOpening,
  privateKey: CryptoKey,
): Promise<{ shares: (SealedTo & { keyId: string })[] }> {
  const share = await openSealed(privateKey, shareBound(opening, opening.keyId), opening.share);
  const shares = await Promise.all(
    opening.others.map(async ({ keyId, publicKey }) => ({
      keyId,
      ...(await sealTo(fromBase64(publicKey), shareBound(opening, keyId), share)),
    })),
  );
  return { shares };
}

/** What an identity says, as it was sealed at intake. */
export interface OpenedIdentity {
  name: string | null;
  phone: string | null;
  placedByName: string | null;
  place: string | null;
  contactName: string | null;
  contactPhone: string | null;
}

/** Joins both shares and opens who it is. Rejects when anything does not belong together. */
export async function openIdentity(opening: AgreedOpening, privateKey: CryptoKey): Promise<OpenedIdentity> {
  const bound = shareBound(opening, opening.keyId);
  const own = { keyId: opening.keyId, share: await openSealed(privateKey, bound, opening.share) };
  const other = { keyId: opening.otherKeyId, share: await openSealed(privateKey, bound, opening.handed) };
  const [first, second] = own.keyId < other.keyId ? [own, other] : [other, own];
  const pair = pairBound(opening, first.keyId, second.keyId);
  const both = new Uint8Array([...first.share, ...second.share]);
  const wrapping = await derive(both, new Uint8Array(), pair);
  const key = await importKey(await open(wrapping, pair, fromBase64(opening.wrapped)));
  const plain = await open(key, identityBound(opening), fromBase64(opening.identity));
  return JSON.parse(new TextDecoder().decode(plain)) as OpenedIdentity;
}

async function openSealed(privateKey: CryptoKey, bound: Bytes, { ephemeral, sealed }: SealedTo): Promise<Bytes> {
  const sender = fromBase64(ephemeral);
  return open(await derive(await agree(privateKey, sender), sender, bound), bound, fromBase64(sealed));
}

async function sealTo(publicKey: Bytes, bound: Bytes, plain: Bytes): Promise<SealedTo> {
  const passing = await newKeyPair();
  const sender = new Uint8Array(await crypto.subtle.exportKey('raw', passing.publicKey));
  const key = await derive(await agree(passing.privateKey, publicKey), sender, bound);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound }, key, plain);
  return {
    ephemeral: toBase64(sender),
    sealed: toBase64(new Uint8Array([FORMAT, ...iv, ...new Uint8Array(sealed)])),
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

async function agree(privateKey: CryptoKey, publicKey: Bytes): Promise<Bytes> {
  const theirs = await crypto.subtle.importKey('raw', publicKey, CURVE, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256));
}

async function derive(secret: Bytes, salt: Bytes, info: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  return importKey(
    new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, 256)),
  );
}

function importKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function open(key: CryptoKey, bound: Bytes, sealed: Bytes): Promise<Bytes> {
  if (sealed[0] !== FORMAT) throw new Error('This was sealed in another way.');
  const iv = sealed.slice(1, 1 + NONCE_BYTES);
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv, additionalData: bound },
    key,
    sealed.slice(1 + NONCE_BYTES),
  );
  return new Uint8Array(plain);
}
