import { describe, expect, it } from 'vitest';
import { mayComeLater, nextSteps } from './deeds.ts';

const fresh = { start: true, finish: false, return: true };

describe('what waits on the phone', () => {
  it.each([
    ['nothing waits', fresh, [], fresh],
    ['the start waits', fresh, [{ name: 'start', refused: null }], { start: false, finish: true, return: false }],
    [
      'start and finish wait',
      fresh,
      [
        { name: 'start', refused: null },
        { name: 'finish', refused: null },
      ],
      { start: false, finish: false, return: false },
    ],
    ['the start was refused', fresh, [{ name: 'start', refused: 'orders.not_assigned' }], fresh],
  ] as const)('counts as done: %s', (_name, may, waiting, steps) => {
    expect(nextSteps(may, waiting)).toEqual(steps);
  });

  it.each([
    [0, true],
    [401, true],
    [429, true],
    [503, true],
    [403, false],
    [404, false],
    [409, false],
    [422, false],
  ])('an answer %i leaves it waiting: %s', (status, later) => {
    expect(mayComeLater(status)).toBe(later);
  });
});
