import { expect, it } from 'vitest';
import { joined } from './joined.ts';

it('a list read further keeps what newer ones have pushed off its first page, and shows the newest reading of each', () => {
  const before = [
    { id: 'c', status: 'submitted' },
    { id: 'b', status: 'submitted' },
    { id: 'a', status: 'closed' },
  ];
  const newest = [
    { id: 'd', status: 'submitted' },
    { id: 'c', status: 'triaged' },
  ];
  expect(joined(newest, before)).toEqual([...newest, before[1], before[2]]);
});
