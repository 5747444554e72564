import { describe, expect, it } from 'vitest';
import type { PetitionRow } from '../../../src/orders/schema/petitions.ts';
import { heldLonger, heldStill } from './held.ts';

const row = (id: string, objections = 0) => ({ id, objections }) as PetitionRow;
const ids = (rows: readonly PetitionRow[]) => rows.map(({ id }) => id).join('');
const shown = [row('a'), row('b'), row('c')];

describe('the register under the hand', () => {
  it('keeps its order while others come, go and change', () => {
    const held = heldStill(shown, [row('n'), row('c', 2), row('a')], false);
    expect(ids(held.rows)).toBe('abc');
    expect(held.rows[2]?.objections).toBe(2);
    expect(held.arrived).toBe(1);
    expect([...held.left]).toEqual(['b']);
  });

  it('says of nothing that it left which was only pushed behind what was read', () => {
    expect([...heldStill(shown, [row('n'), row('a'), row('b')], true).left]).toEqual([]);
    expect([...heldStill(shown, [row('n'), row('a'), row('b')], false).left]).toEqual(['c']);
    expect([...heldStill(shown, [], false).left]).toEqual(['a', 'b', 'c']);
  });

  it('grows at its end by what is asked for, and repeats nothing', () => {
    expect(ids(heldLonger(shown, [row('c'), row('d')]))).toBe('abcd');
  });
});
