import { createECDH, hkdfSync } from 'node:crypto';
import { KEY_BYTES, openBytes, type Randomness, SealBroken, sealBytes } from './sealing.ts';

/*
 * Two custodians together, never one alone. Each custodian of a petition gets a fresh random share of 32 bytes, sealed to
 * the P-256 key whose private half only their browser holds; the identity key is wrapped once for each pair, under HKDF of
 * both shares. A share alone says nothing of the key, and the server keeps neither the shares nor the key.
 */

/** A custodian's key as it is enrolled: raw P-256 public key, 65 bytes, uncompressed (WebCrypto `raw`). */
export interface CustodianKey {
  id: string;
  publicKey: Buffer;
}

/** A share sealed to one custodian's key. */
export interface SealedShare {
  keyId: string;
  sealed: Buffer;
}

/** The identity key wrapped for two custodians; `first` sorts before `second`. */
export interface PairWrap {
  first: string;
  second: string;
  wrapped: Buffer;
}

/** Everything kept of one identity key. */
export interface SharedKey {
  /** Raw public key of the passing key that the shares were sealed with. */
  ephemeral: Buffer;
  shares: SealedShare[];
  pairs: PairWrap[];
}

/** Whose identity key: a share opens for nothing else. */
export interface SharedOwner {
  networkId: string;
  subjectId: string;
  version: number;
}

const CURVE = 'prime256v1';
export const PUBLIC_KEY_BYTES = 65;

/** What a share is bound to, as data and as information of its key. */
export function shareBound({ networkId, subjectId, version }: SharedOwner, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['linli share', networkId, subjectId, version, keyId]));
}

/** What a pair's wrap is bound to. */
export function pairBound({ networkId, subjectId, version }: SharedOwner, first: string, second: string): Buffer {
  return Buffer.from(JSON.stringify(['linli pair', networkId, subjectId, version, first, second]));
}

/** Whether these bytes are a public key of the curve. */
export function isPublicKey(bytes: Buffer): boolean {
  if (bytes.length !== PUBLIC_KEY_BYTES || bytes[0] !== 4) return false;
  const probe = createECDH(CURVE);
  probe.setPrivateKey(Buffer.alloc(KEY_BYTES, 1));
  try {
    probe.computeSecret(bytes);
    return true;
  } catch {
    return false;
  }
}

function agreedKey(secret: Buffer, ephemeral: Buffer, bound: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, ephemeral, bound, KEY_BYTES));
}

function pairKey(shares: readonly [Buffer, Buffer], bound: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.concat(shares), '', bound, KEY_BYTES));
}

/** The sending half: a passing key pair, and what it has agreed with each custodian. */
export interface Sender {
  publicKey: Buffer;
  agreed: readonly { keyId: string; secret: Buffer }[];
}

/**
 * Agrees with each of these keys (ECDH), by id, by a passing key pair made of random bytes. An agreement costs a seventh of
 * a millisecond, so one serves all petitions of some minutes: each share still gets a key of its own, by HKDF over the
 * petition, and the private half is forgotten here.
 */
export function senderFor(custodians: readonly CustodianKey[], random: Randomness): Sender {
  const own = createECDH(CURVE);
  own.setPrivateKey(random(KEY_BYTES));
  const sorted = [...custodians].sort((a, b) => (a.id < b.id ? -1 : 1));
  const agreed = sorted.map(({ id, publicKey }) => ({ keyId: id, secret: own.computeSecret(publicKey) }));
  return { publicKey: own.getPublicKey(), agreed };
}

/**
 * Shares an identity key among the custodians that a sender has agreed with: any two of them, and no one alone, open it.
 * Fewer than two: nobody can, and nothing is kept. With n custodians n shares and n(n-1)/2 pairs.
 */
export function shareKey(owner: SharedOwner, key: Buffer, sender: Sender, random: Randomness): SharedKey {
  const ephemeral = sender.publicKey;
  if (sender.agreed.length < 2) return { ephemeral, shares: [], pairs: [] };
  const held = sender.agreed.map((custodian) => ({ ...custodian, share: random(KEY_BYTES) }));
  const shares = held.map(({ keyId, secret, share }) => {
    const bound = shareBound(owner, keyId);
    return { keyId, sealed: sealBytes(agreedKey(secret, ephemeral, bound), bound, share, random) };
  });
  const pairs = held.flatMap((first, index) =>
    held.slice(index + 1).map((second) => {
      const bound = pairBound(owner, first.keyId, second.keyId);
      const wrapped = sealBytes(pairKey([first.share, second.share], bound), bound, key, random);
      return { first: first.keyId, second: second.keyId, wrapped };
    }),
  );
  return { ephemeral, shares, pairs };
}

/** Opens what was sealed to a public key, with its private half. Throws `SealBroken`. */
export function openSealedTo(privateKey: Buffer, bound: Buffer, ephemeral: Buffer, sealed: Buffer): Buffer {
  const own = createECDH(CURVE);
  own.setPrivateKey(privateKey);
  try {
    return openBytes(agreedKey(own.computeSecret(ephemeral), ephemeral, bound), bound, sealed);
  } catch {
    throw new SealBroken();
  }
}

/** The identity key out of two opened shares, in whichever order. Throws `SealBroken` for any two that do not belong together. */
export function joinShares(
  owner: SharedOwner,
  pairs: readonly PairWrap[],
  one: { keyId: string; share: Buffer },
  other: { keyId: string; share: Buffer },
): Buffer {
  const [first, second] = one.keyId < other.keyId ? [one, other] : [other, one];
  const pair = pairs.find((each) => each.first === first.keyId && each.second === second.keyId);
  if (!pair) throw new SealBroken();
  const bound = pairBound(owner, first.keyId, second.keyId);
  return openBytes(pairKey([first.share, second.share], bound), bound, pair.wrapped);
}
