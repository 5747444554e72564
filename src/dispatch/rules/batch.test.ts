import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BatchCandidate,
  type BatchOrder,
  type BatchPlan,
  batchFigures,
  oneByOne,
  simplified,
  together,
  unmetCostOf,
} from './batch.ts';

const one = (volunteer: number, cost: number, isTeam = false, load = 0): BatchCandidate => ({
  volunteer,
  cost,
  metres: cost,
  isTeam,
  load,
});
const order = (candidates: BatchCandidate[], places = 1): BatchOrder => ({ places, unmetCost: 10_000, candidates });
const named = (plan: BatchPlan) => plan.map((chosen) => chosen.map((each) => each.volunteer));

/** What a plan costs in the model. */
function costOf(orders: readonly BatchOrder[], plan: BatchPlan, loadPrice: number): number {
  const given = new Map<number, number>();
  let cost = 0;
  for (const [index, each] of orders.entries()) {
    const chosen = plan[index] ?? [];
    cost += (each.places - chosen.length) * each.unmetCost;
    for (const { volunteer, cost: pairing, load } of chosen) {
      const so = given.get(volunteer) ?? 0;
      cost += pairing + loadPrice * (2 * (load + so) + 1);
      given.set(volunteer, so + 1);
    }
  }
  return cost;
}

describe('orders solved together', () => {
  test('leave nobody without help whom one after the other leaves', () => {
    const orders = [order([one(1, 100), one(2, 300)]), order([one(1, 150)])];
    expect(named(oneByOne(orders, 75))).toEqual([[1], []]);
    expect(named(together(orders, 75))).toEqual([[2], [1]]);
    expect(batchFigures(orders, oneByOne(orders, 75))).toEqual({ unmet: 1, meanMetres: 100, gini: 0.5 });
    expect(batchFigures(orders, together(orders, 75))).toEqual({ unmet: 0, meanMetres: 225, gini: 0 });
  });

  test('are never dearer than one after the other, and give nobody more than there is room for', () => {
    const candidate = fc.record({
      volunteer: fc.nat({ max: 8 }),
      cost: fc.nat({ max: 3000 }),
      metres: fc.constant(null),
    });
    const someOrder = fc.record({
      places: fc.integer({ min: 1, max: 3 }),
      unmetCost: fc.integer({ min: 1000, max: 20_000 }),
      candidates: fc.uniqueArray(candidate, { maxLength: 6, selector: (each) => each.volunteer }),
    });
    fc.assert(
      fc.property(fc.array(someOrder, { maxLength: 8 }), fc.nat({ max: 200 }), (drawn, loadPrice) => {
        const orders = drawn.map((each) =>
          simplified({
            ...each,
            candidates: each.candidates.map((who) => ({
              ...who,
              isTeam: who.volunteer > 6,
              load: who.volunteer % 3,
            })),
          }),
        );
        const plan = together(orders, loadPrice);
        expect(costOf(orders, plan, loadPrice)).toBeLessThanOrEqual(
          costOf(orders, oneByOne(orders, loadPrice), loadPrice),
        );
        const given = new Map<number, number>();
        for (const { volunteer } of plan.flat()) given.set(volunteer, (given.get(volunteer) ?? 0) + 1);
        for (const [volunteer, times] of given) expect(times).toBeLessThanOrEqual(volunteer > 6 ? 3 : 1);
      }),
      { numRuns: 500 },
    );
  });

  test('for several people are filled by people where there are enough, else whole by a team', () => {
    const both = order([one(1, 10), one(9, 5, true), one(2, 20)], 2);
    expect(simplified(both).candidates.map((each) => each.volunteer)).toEqual([1, 2]);
    const few = simplified(order([one(1, 10), one(9, 5, true)], 2));
    expect([few.places, few.unmetCost, few.candidates.map((each) => each.volunteer)]).toEqual([1, 20_000, [9]]);
  });
});

test.each([
  ['urgent', 68_000],
  ['normal', 34_000],
  [null, 34_000],
] as const)('an empty place of an order that is %s costs %d', (urgency, cost) =>
  expect(unmetCostOf(urgency, 12_000, 1000)).toBe(cost),
);
