import { describe, expect, it } from 'vitest';
import type { TreeUnit } from '../../../src/organisation/schema.ts';
import { treeView } from '../lookups.ts';
import { deskOf, readQueueSearch } from './search.ts';

const unit = (id: string, parent: number) => ({ id, parent }) as TreeUnit;
const tree = treeView([unit('city', -1), unit('east', 0), unit('west', 0), unit('westend', 2)]);
const desks = ['east', 'west'];

describe('whoever has two desks', () => {
  it.each([
    [{}, 'east'],
    [{ desk: 'west' }, 'west'],
    [{ desk: 'west', unit: 'westend' }, 'west'],
    [{ unit: 'westend' }, 'west'],
    [{ unit: 'west' }, 'west'],
    [{ desk: 'city' }, 'east'],
  ])('sits by the address %j at the one in the %s', (search, desk) => {
    expect(deskOf(search, desks, tree)).toBe(desk);
  });

  it('is at the first one while the tree is not there, and at none without a role', () => {
    expect(deskOf({ unit: 'westend' }, desks, treeView([]))).toBe('east');
    expect(deskOf({ desk: 'west' }, [], tree)).toBe('');
  });
});

it('the address of the queue keeps desk and what it is narrowed to apart', () => {
  expect(readQueueSearch({ desk: 'west', unit: 'westend', evil: '1' })).toEqual({ desk: 'west', unit: 'westend' });
});
