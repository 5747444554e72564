import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EmptyOrder, gapLevel, gapsOf, toldLevel, unmetOf } from './gaps.ts';

const morning = new Date('2026-03-02T01:00:00Z'); // 09:00 in Taiyuan
const empty = (more: Partial<EmptyOrder> = {}): EmptyOrder => ({
  ...{ kind: 'haircut', unitId: 'north', earliestAt: morning, chance: 0.5, over: null, ...more },
});

describe('where people are missing', () => {
  it('is told by kind, place and part of the day, most first', () => {
    const gaps = gapsOf(
      [
        empty({ chance: 0.75 }),
        empty(),
        empty({ unitId: 'south', over: 'exhausted', chance: 0.9 }),
        empty({ earliestAt: null, chance: 1 }),
        empty({ earliestAt: new Date('2026-03-02T12:00:00Z'), chance: 0.8 }),
      ],
      480,
    );
    expect(gaps.map(({ unitId, hour, orders, nobodyLeft }) => ({ unitId, hour, orders, nobodyLeft }))).toEqual([
      { unitId: 'south', hour: 'morning', orders: 1, nobodyLeft: 1 },
      { unitId: 'north', hour: 'morning', orders: 2, nobodyLeft: 0 },
      { unitId: 'north', hour: 'evening', orders: 1, nobodyLeft: 0 },
      { unitId: 'north', hour: null, orders: 1, nobodyLeft: 0 },
    ]);
    expect(gaps[1]?.unmet).toBeCloseTo(0.75);
  });

  it('adds up to what is likely to stay empty, and to no order more or less', () => {
    const order = fc.record({
      kind: fc.constantFrom('haircut', 'shopping'),
      unitId: fc.constantFrom('north', 'south'),
      earliestAt: fc.option(fc.date({ min: morning, max: new Date('2026-03-09T00:00:00Z'), noInvalidDate: true })),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
      over: fc.constantFrom(null, 'exhausted' as const, 'late' as const),
    });
    fc.assert(
      fc.property(fc.array(order), (orders) => {
        const gaps = gapsOf(orders, 480);
        expect(gaps.reduce((sum, gap) => sum + gap.orders, 0)).toBe(orders.length);
        const unmet = orders.reduce((sum, each) => sum + unmetOf(each), 0);
        expect(gaps.reduce((sum, gap) => sum + gap.unmet, 0)).toBeCloseTo(unmet);
        for (const [index, gap] of gaps.entries()) expect(gap.unmet).toBeLessThanOrEqual(gaps[index - 1]?.unmet ?? 1e9);
      }),
    );
  });
});

describe('a growing gap', () => {
  it.each([
    [0, 0],
    [9.9, 0],
    [10, 1],
    [19, 1],
    [20, 2],
    [39, 2],
    [40, 3],
    [640, 7],
  ])('of %d orders stands at level %d', (unmet, level) => {
    expect(gapLevel(unmet)).toBe(level);
  });

  it.each([
    ['is told when it first matters', 0, 12, { level: 1, tell: true }],
    ['is told again when it has doubled', 1, 20, { level: 2, tell: true }],
    ['is told once though it jumped', 0, 170, { level: 5, tell: true }],
    ['is not told while it stays', 2, 25, { level: 2, tell: false }],
    ['is not told again at the edge', 2, 19, { level: 2, tell: false }],
    ['is taken back when it has halved', 2, 9, { level: 1, tell: false }],
    ['is over when few are left', 3, 2, { level: 0, tell: false }],
  ])('%s', (_name, told, unmet, next) => {
    expect(toldLevel(told, unmet)).toEqual(next);
  });
});
