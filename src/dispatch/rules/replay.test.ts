import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { giniOf } from './fairness.ts';
import { ageBandOf, figuresOf, type ReplayCandidate, type ReplayOrder, replayOrders } from './replay.ts';

const one = (volunteer: number, score: number, isTeam = false): ReplayCandidate => ({
  volunteer,
  score,
  metres: 1000 - score,
  isTeam,
});
const order = (date: string, places: number, candidates: ReplayCandidate[]): ReplayOrder => ({
  unitId: 'here',
  date,
  places,
  candidates,
});
const chosen = (orders: ReplayOrder[], loadPrice: number) =>
  replayOrders(orders, loadPrice).map((each) => [each.chosen.map(({ volunteer }) => volunteer), each.unmet]);

describe('how evenly orders fall', () => {
  test.each([
    [[], 0],
    [[0, 0, 0], 0],
    [[2, 2, 2], 0],
    [[0, 0, 1, 3], 0.625],
    [[0, 0, 0, 8], 0.75],
  ])('%j gives %d', (loads, gini) => expect(giniOf(loads)).toBeCloseTo(gini, 10));

  test('is the same whoever is named first, and never below 0 nor 1', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 40 }), (loads) => {
        expect(giniOf(loads)).toBeCloseTo(giniOf([...loads].reverse()), 9);
        expect(giniOf(loads)).toBeGreaterThan(-1e-9);
        expect(giniOf(loads)).toBeLessThan(1);
      }),
    );
  });
});

describe('orders put again', () => {
  test('go to the best, until what they were given weighs more than the difference', () => {
    const days = ['2026-03-02', '2026-03-03', '2026-03-04'].map((date) => order(date, 1, [one(1, 100), one(2, 0)]));
    expect(chosen(days, 0)).toEqual([
      [[1], 0],
      [[1], 0],
      [[1], 0],
    ]);
    expect(chosen(days, 75)).toEqual([
      [[1], 0],
      [[2], 0],
      [[1], 0],
    ]);
  });

  test('ask a person once a day, a team three times', () => {
    const day = (who: ReplayCandidate[]) => Array.from({ length: 4 }, () => order('2026-03-02', 1, who));
    expect(chosen(day([one(1, 100)]), 0)).toEqual([
      [[1], 0],
      [[], 1],
      [[], 1],
      [[], 1],
    ]);
    expect(chosen(day([one(1, 100, true)]), 0)).toEqual([
      [[1], 0],
      [[1], 0],
      [[1], 0],
      [[], 1],
    ]);
  });

  test('are filled by the best team alone, else by people place by place', () => {
    expect(chosen([order('2026-03-02', 2, [one(9, 50, true), one(1, 40), one(2, 30)])], 0)).toEqual([[[9], 0]]);
    expect(chosen([order('2026-03-02', 3, [one(1, 40), one(9, 35, true), one(2, 30)])], 0)).toEqual([[[1, 2], 1]]);
  });

  test('come to figures over everybody who could have had one', () => {
    const replayed = replayOrders(
      [order('2026-03-02', 1, [one(1, 400)]), order('2026-03-02', 2, [one(1, 400), one(2, 100)])],
      0,
    );
    expect(figuresOf(replayed, new Set([1, 2, 3, 4]))).toEqual({
      unmet: 1,
      meanMetres: 750,
      asked: 2,
      most: 1,
      gini: 0.5,
    });
    expect(figuresOf([], new Set())).toEqual({ unmet: 0, meanMetres: null, asked: 0, most: 0, gini: 0 });
  });
});

test.each([
  [1997, 'under_30'],
  [1996, '30_to_44'],
  [1967, '45_to_59'],
  [1966, 'from_60'],
  [null, 'unknown'],
])('somebody born in %s is in 2026 of the band %s', (year, band) => expect(ageBandOf(year, 2026)).toBe(band));
