import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodesOf, splitHashes, TILE_WIDTH, tileKey, tilesFor, tileWidth } from './tiles.ts';
import {
  addLeaf,
  consistencyProof,
  EMPTY_ROOT,
  type Frontier,
  frontierRoot,
  hashLeaf,
  inclusionProof,
  isConsistent,
  isIncluded,
  rootOf,
} from './tree.ts';

/** RFC 6962 section 2.1 word by word, over the leaves' bytes; nothing of ours in it. */
function mth(leaves: readonly Buffer[]): Buffer {
  const sha = (...parts: Buffer[]) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return sha(Buffer.from([0]), leaves[0] as Buffer);
  const k = split(leaves.length);
  return sha(Buffer.from([1]), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}
function path(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), mth(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), mth(leaves.slice(0, k))];
}
function subproof(m: number, leaves: readonly Buffer[], b: boolean): Buffer[] {
  if (m === leaves.length) return b ? [] : [mth(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), b), mth(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), mth(leaves.slice(0, k))];
}
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The leaves of the reference tests of Certificate Transparency and the roots of the first n of them. */
const vector = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const MOST = 300;
const leaves = Array.from({ length: MOST }, (_, index) => Buffer.from(`leaf ${index}`));
const hashes = leaves.map(hashLeaf);
/** Nodes as the server finds them: from tiles. */
const nodes = nodesOf(
  new Map([
    ['0/0', hashes.slice(0, TILE_WIDTH)],
    ['0/1', hashes.slice(TILE_WIDTH)],
    ['1/0', [mth(leaves.slice(0, TILE_WIDTH))]],
  ]),
);

describe('the tree of RFC 6962', () => {
  it('has the roots of the reference tests for 0 to 8 leaves', () => {
    const frontier: Frontier = { size: 0, peaks: [] };
    expect(EMPTY_ROOT.toString('hex')).toBe(roots[0]);
    for (const [index, leaf] of vector.entries()) {
      addLeaf(frontier, hashLeaf(Buffer.from(leaf, 'hex')));
      expect(frontierRoot(frontier).toString('hex')).toBe(roots[index + 1]);
    }
  });

  it('has the same root as the standard read word by word, leaf by leaf and from tiles, for every size to 300', () => {
    const frontier: Frontier = { size: 0, peaks: [] };
    for (let size = 0; size <= MOST; size++) {
      const expected = mth(leaves.slice(0, size));
      expect(frontierRoot(frontier).equals(expected)).toBe(true);
      expect(rootOf(size, nodes).equals(expected)).toBe(true);
      const leaf = hashes[size];
      if (leaf) addLeaf(frontier, leaf);
    }
  });

  it('proves every leaf of every size to 65, and of 255 to 300, as the standard says, and the proof verifies', () => {
    for (const size of [...range(1, 65), 255, 256, 257, 299, 300]) {
      const tree = { size, root: mth(leaves.slice(0, size)) };
      for (let index = 0; index < size; index += size > 65 ? 7 : 1) {
        const proof = inclusionProof(index, size, nodes);
        expect(Buffer.concat(proof).equals(Buffer.concat(path(index, leaves.slice(0, size))))).toBe(true);
        expect(isIncluded({ index, hash: hashes[index] as Buffer }, tree, proof)).toBe(true);
      }
    }
  });

  it('proves that every size to 300 grew out of smaller ones, as the standard says, and the proof verifies', () => {
    for (let to = 1; to <= MOST; to++) {
      const after = { size: to, root: rootOf(to, nodes) };
      for (let from = 0; from <= to; from += to > 65 ? 41 : 1) {
        const proof = consistencyProof(from, to, nodes);
        const expected = from === 0 ? [] : subproof(from, leaves.slice(0, to), true);
        expect(Buffer.concat(proof).equals(Buffer.concat(expected))).toBe(true);
        expect(isConsistent({ size: from, root: rootOf(from, nodes) }, after, proof)).toBe(true);
      }
    }
  });

  it('refuses a proof for another place, another leaf, another size, one hash too many or too few, one bit changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: MOST }), fc.nat(), fc.nat(), (size, a, b) => {
        const index = a % size;
        const other = (index + 1 + (b % (size - 1))) % size;
        const tree = { size, root: rootOf(size, nodes) };
        const proof = inclusionProof(index, size, nodes);
        const leaf = { index, hash: hashes[index] as Buffer };
        expect(isIncluded({ ...leaf, index: other }, tree, proof)).toBe(false);
        expect(isIncluded({ ...leaf, hash: hashes[other] as Buffer }, tree, proof)).toBe(false);
        expect(isIncluded(leaf, tree, proof.slice(1))).toBe(false);
        expect(isIncluded(leaf, tree, [...proof, EMPTY_ROOT])).toBe(false);
        const bent = bend(proof, a, b);
        expect(isIncluded(leaf, tree, bent)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a tree that grew out of another: one root changed, one hash missing, too many, or bent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: MOST }), fc.nat(), fc.nat(), (to, a, b) => {
        const from = 1 + (a % (to - 1));
        const before = { size: from, root: rootOf(from, nodes) };
        const after = { size: to, root: rootOf(to, nodes) };
        const proof = consistencyProof(from, to, nodes);
        expect(isConsistent({ ...before, root: EMPTY_ROOT }, after, proof)).toBe(false);
        expect(isConsistent(before, { ...after, root: EMPTY_ROOT }, proof)).toBe(false);
        expect(isConsistent(before, after, proof.slice(1))).toBe(false);
        expect(isConsistent(before, after, [...proof, EMPTY_ROOT])).toBe(false);
        const bent = bend(proof, a, b);
        expect(isConsistent(before, after, bent)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is drawn from the tiles that a proof asks for and no others, also in a tree of a million leaves', () => {
    const names = tilesFor((node) => inclusionProof(600_000, 1_000_000, node));
    expect(names.length).toBeLessThanOrEqual(6);
    expect(names.every((tile) => tileWidth(tile, 1_000_000) > 0)).toBe(true);
    const size = 290;
    const needed = tilesFor((node) => inclusionProof(280, size, node));
    const given = new Map(
      needed.map((tile) => [
        tileKey(tile),
        tile.level === 0
          ? hashes.slice(tile.number * TILE_WIDTH, tile.number * TILE_WIDTH + tileWidth(tile, size))
          : [mth(leaves.slice(0, TILE_WIDTH))],
      ]),
    );
    const proof = inclusionProof(280, size, nodesOf(given));
    expect(Buffer.concat(proof).equals(Buffer.concat(path(280, leaves.slice(0, size))))).toBe(true);
  });

  it('a tile without one of its hashes is an error, not another root', () => {
    const torn = new Map([['0/0', splitHashes(Buffer.concat(hashes.slice(0, 7)))]]);
    expect(() => rootOf(8, nodesOf(torn))).toThrow(/not whole/);
  });
});

/** The proof with one bit changed. */
function bend(proof: readonly Buffer[], a: number, b: number): Buffer[] {
  const bytes = Buffer.concat(proof);
  const at = a % bytes.length;
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (b % 8)), at);
  return splitHashes(bytes);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
