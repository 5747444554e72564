import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEW, inFives, partOf } from './few.ts';

/** What somebody who has these numbers before them can work out by taking any from any sum of others: one to four gives people away. */
function givesAway(shown: readonly number[]): boolean {
  const sums = new Set([0]);
  for (const number of shown) for (const sum of [...sums]) sums.add(sum + number);
  return [...sums].some((one) => [...sums].some((other) => one - other > 0 && one - other < FEW));
}

const counts = fc.array(fc.nat(60), { minLength: 1, maxLength: 5 });

describe('counts of petitions', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 5],
    [9, 5],
    [23, 20],
  ])('%i is told as %i', (count, told) => expect(inFives(count)).toBe(told));

  it('give nobody away, by the parts, the whole, nor by anything taken from anything', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0);
        expect(givesAway([whole, ...parts].map(inFives))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('would, told exactly or hidden one by one: the search finds both planted faults', () => {
    expect(givesAway([7, 6])).toBe(true);
    const hidden = [12, 6, 5].filter((count) => count >= FEW);
    expect(givesAway(hidden)).toBe(true);
  });

  it.each([
    [0, 40, 0],
    [40, 40, 40],
    [35, 40, 35],
    [37, 40, null],
    [3, 40, null],
    [4, 4, null],
  ])('%i of %i is told as %s', (part, whole, told) => expect(partOf(part, whole)).toBe(told));
});
