import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentMaster, type KeyOwner, ownerDigest, rewrapKey, unwrapKey, wrapKey } from './masters.ts';
import { openField, SealBroken, type SealedPlace, sealField } from './sealing.ts';

const NETWORK = '0190a000-0000-7000-8000-000000000001';
const place: SealedPlace = {
  networkId: NETWORK,
  table: 'order_text',
  row: '0190a000-0000-7000-8000-00000000000a',
  column: 'words',
  keyVersion: 1,
};
const key = randomBytes(32);

describe('a sealed field', () => {
  it('opens where it stands, whatever it says, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (bytes) => {
        const plain = Buffer.from(bytes);
        const [once, twice] = [sealField(key, place, plain, randomBytes), sealField(key, place, plain, randomBytes)];
        expect(openField(key, place, once).equals(plain)).toBe(true);
        expect(once.equals(twice)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('does not open at any other network, table, row, column or key version', () => {
    const sealed = sealField(key, place, Buffer.from('演示'), randomBytes);
    const others: Partial<SealedPlace>[] = [
      { networkId: '0190a000-0000-7000-8000-000000000002' },
      { table: 'order_word' },
      { row: '0190a000-0000-7000-8000-00000000000b' },
      { column: 'place' },
      { keyVersion: 2 },
    ];
    for (const other of others)
      expect(() => openField(key, { ...place, ...other }, sealed), JSON.stringify(other)).toThrow(SealBroken);
  });

  it('does not let a name run into the next: two places with the same letters are two places', () => {
    const sealed = sealField(key, { ...place, table: 'ab', row: 'c' }, Buffer.from('x'), randomBytes);
    expect(() => openField(key, { ...place, table: 'a', row: 'bc' }, sealed)).toThrow(SealBroken);
  });

  it('does not open when two rows were swapped', () => {
    const other = { ...place, row: '0190a000-0000-7000-8000-00000000000b' };
    const [here, there] = [
      sealField(key, place, Buffer.from('here'), randomBytes),
      sealField(key, other, Buffer.from('there'), randomBytes),
    ];
    expect(() => openField(key, place, there)).toThrow(SealBroken);
    expect(() => openField(key, other, here)).toThrow(SealBroken);
  });

  it('does not open with one bit changed anywhere, or cut short anywhere', () => {
    const sealed = sealField(key, place, Buffer.from('a complaint 演示'), randomBytes);
    fc.assert(
      fc.property(fc.nat({ max: sealed.length * 8 - 1 }), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => openField(key, place, changed)).toThrow(SealBroken);
      }),
    );
    for (let length = 0; length < sealed.length; length++)
      expect(() => openField(key, place, sealed.subarray(0, length))).toThrow(SealBroken);
  });

  it('does not open with another key', () => {
    const sealed = sealField(key, place, Buffer.from('x'), randomBytes);
    expect(() => openField(randomBytes(32), place, sealed)).toThrow(SealBroken);
  });
});

describe('a master key', () => {
  const first = { version: 1, secret: randomBytes(32) };
  const second = { version: 2, secret: randomBytes(32) };
  const owner: KeyOwner & { purpose: 'content' } = {
    networkId: NETWORK,
    subjectId: place.row,
    purpose: 'content',
    version: 1,
  };

  it('wraps with the newest version and opens what older ones wrapped', () => {
    const old = wrapKey([first], owner, key, randomBytes);
    expect(old.masterVersion).toBe(1);
    expect(unwrapKey([first, second], owner, old).equals(key)).toBe(true);
    expect(currentMaster([first, second]).version).toBe(2);
    expect(wrapKey([second, first], owner, key, randomBytes).masterVersion).toBe(2);
  });

  it('is rotated by wrapping the same key anew: the sealed text stays, and the old secret opens nothing any more', () => {
    const sealed = sealField(key, place, Buffer.from('x'), randomBytes);
    const old = wrapKey([first], owner, key, randomBytes);
    const fresh = rewrapKey([first, second], owner, old, randomBytes);
    if (!fresh) throw new Error('It was to be wrapped anew.');
    expect(openField(unwrapKey([second], owner, fresh), place, sealed).toString()).toBe('x');
    expect(() => unwrapKey([first], owner, fresh)).toThrow(SealBroken);
    expect(rewrapKey([first, second], owner, fresh, randomBytes)).toBeNull();
  });

  it('opens nothing once its secret is lost, or for another petition, purpose or version', () => {
    const wrapped = wrapKey([first], owner, key, randomBytes);
    expect(() => unwrapKey([second], owner, wrapped)).toThrow(SealBroken);
    expect(() => unwrapKey([{ version: 1, secret: second.secret }], owner, wrapped)).toThrow(SealBroken);
    expect(() => unwrapKey([first], { ...owner, purpose: 'contact' as const }, wrapped)).toThrow(SealBroken);
    expect(() => unwrapKey([first], { ...owner, version: 2 }, wrapped)).toThrow(SealBroken);
    expect(() => unwrapKey([first], { ...owner, subjectId: NETWORK }, wrapped)).toThrow(SealBroken);
  });

  it('says that nothing can be sealed without a secret', () => {
    expect(() => currentMaster([])).toThrow('No master secret is known');
  });
});

describe('the digest of an owner', () => {
  it('is the same for the same person of the same network under the same secret, and for nobody else', () => {
    const secret = randomBytes(32);
    const digest = ownerDigest(secret, NETWORK, 'anna');
    expect(ownerDigest(secret, NETWORK, 'anna')).toBe(digest);
    expect(digest).toMatch(/^[\w-]{43}$/);
    expect(ownerDigest(secret, NETWORK, 'bela')).not.toBe(digest);
    expect(ownerDigest(secret, 'another', 'anna')).not.toBe(digest);
    expect(ownerDigest(randomBytes(32), NETWORK, 'anna')).not.toBe(digest);
  });
});
