import { describe, expect, it } from 'vitest';
import { rosterColumns } from './roster.ts';

const NOW = new Date('2026-03-02T01:00:00Z');
const DAY = 86_400_000;
const order = (id: string, days: number | null) => ({
  id,
  earliestAt: days === null ? null : new Date(NOW.getTime() + days * DAY).toISOString(),
});

describe('the roster of a team', () => {
  it('has every open order in exactly one column: a day, later, or no day yet', () => {
    const open = [order('in three weeks', 21), order('on Thursday', 3), order('whenever', null), order('next week', 7)];
    const columns = rosterColumns(NOW, open);
    expect(columns.flatMap(({ orders }) => orders.map(({ id }) => id)).sort()).toEqual(open.map(({ id }) => id).sort());
    expect(columns).toHaveLength(9);
    expect(columns[3]?.orders.map(({ id }) => id)).toEqual(['on Thursday']);
    expect(columns[7]).toMatchObject({ when: 'later', orders: [{ id: 'next week' }, { id: 'in three weeks' }] });
    expect(columns[8]).toMatchObject({ when: 'any_time', orders: [{ id: 'whenever' }] });
  });

  it('is a week alone where nothing is later and everything has its day', () => {
    expect(rosterColumns(NOW, [order('today', 0)])).toHaveLength(7);
  });
});
