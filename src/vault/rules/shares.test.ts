import { createECDH, randomBytes, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealBroken } from './sealing.ts';
import { isPublicKey, joinShares, openSealedTo, type SharedOwner, senderFor, shareBound, shareKey } from './shares.ts';

const owner: SharedOwner = { networkId: 'network', subjectId: 'petition', version: 1 };

function custodians(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    return { id: `key-${index}`, publicKey: pair.getPublicKey(), privateKey: pair.getPrivateKey() };
  });
}

describe('an identity key shared among custodians', () => {
  const three = custodians(3);
  const key = randomBytes(32);
  const sender = senderFor(three, randomBytes);
  const shared = shareKey(owner, key, sender, randomBytes);
  const shareOf = (index: number) => {
    const [custodian, sealed] = [three[index], shared.shares[index]];
    if (!custodian || !sealed) throw new Error('There is no such custodian.');
    const bound = shareBound(owner, custodian.id);
    return {
      keyId: custodian.id,
      share: openSealedTo(custodian.privateKey, bound, shared.ephemeral, sealed.sealed),
    };
  };

  it('opens for every two of them, whoever comes first', () => {
    for (const [one, other] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 1],
    ] as const)
      expect(joinShares(owner, shared.pairs, shareOf(one), shareOf(other)).equals(key)).toBe(true);
  });

  it('does not open for one alone, with whatever they put in the place of the other’s share', () => {
    const own = shareOf(0);
    const guesses = [own.share, Buffer.alloc(32), randomBytes(32), key];
    for (const guess of guesses)
      expect(() => joinShares(owner, shared.pairs, own, { keyId: 'key-1', share: guess })).toThrow(SealBroken);
    expect(() => joinShares(owner, shared.pairs, own, own)).toThrow(SealBroken);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (guess) => {
        const other = { keyId: 'key-2', share: Buffer.from(guess) };
        expect(() => joinShares(owner, shared.pairs, own, other)).toThrow(SealBroken);
      }),
    );
  });

  it('gives a share to nobody but the one it was sealed to', () => {
    const [mine, theirs] = [three[0], shared.shares[1]];
    if (!mine || !theirs) throw new Error('Three were made.');
    for (const name of ['key-0', 'key-1'])
      expect(() => openSealedTo(mine.privateKey, shareBound(owner, name), shared.ephemeral, theirs.sealed)).toThrow(
        SealBroken,
      );
  });

  it('does not open for another petition, nor for another version of its key', () => {
    const mine = three[0];
    const share = shared.shares[0];
    if (!mine || !share) throw new Error('Three were made.');
    for (const other of [
      { ...owner, subjectId: 'another' },
      { ...owner, version: 2 },
      { ...owner, networkId: 'another' },
    ]) {
      const bound = shareBound(other, mine.id);
      expect(() => openSealedTo(mine.privateKey, bound, shared.ephemeral, share.sealed)).toThrow(SealBroken);
      expect(() => joinShares(other, shared.pairs, shareOf(0), shareOf(1))).toThrow(SealBroken);
    }
  });

  it('shares nothing alike between two petitions of one sender: one that was opened opens no other', () => {
    const second = shareKey({ ...owner, subjectId: 'another' }, randomBytes(32), sender, randomBytes);
    for (const of of [owner, { ...owner, subjectId: 'another' }])
      expect(() => joinShares(of, second.pairs, shareOf(0), shareOf(1))).toThrow(SealBroken);
    const [mine, share] = [three[0], second.shares[0]];
    if (!mine || !share) throw new Error('Three were made.');
    const bound = shareBound(owner, mine.id);
    expect(() => openSealedTo(mine.privateKey, bound, second.ephemeral, share.sealed)).toThrow(SealBroken);
  });

  it('is kept for nobody while there are fewer than two', () => {
    for (const few of [[], custodians(1)]) {
      const { shares, pairs } = shareKey(owner, key, senderFor(few, randomBytes), randomBytes);
      expect({ shares, pairs }).toEqual({ shares: [], pairs: [] });
    }
  });

  it('has a share each and a wrap for each pair', () => {
    const { shares, pairs } = shareKey(owner, key, senderFor(custodians(5), randomBytes), randomBytes);
    expect([shares.length, pairs.length]).toEqual([5, 10]);
  });
});

describe('a custodian’s public key', () => {
  it('is one as a browser makes it', async () => {
    const pair = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    expect(isPublicKey(Buffer.from(await webcrypto.subtle.exportKey('raw', pair.publicKey)))).toBe(true);
  });

  it('is no other bytes: too short, compressed, or off the curve', () => {
    const [one] = custodians(1);
    const off = Buffer.from(one?.publicKey ?? []);
    off[64] = (off[64] ?? 0) ^ 1;
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(65), Buffer.alloc(33, 2), off])
      expect(isPublicKey(bytes)).toBe(false);
  });
});
