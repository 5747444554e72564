import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { gathered } from './gathered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does at once what is asked for, then once for all that was asked meanwhile, and never forgets the last', () => {
  const work = vi.fn();
  const ask = gathered(1000, work);
  ask();
  expect(work).toHaveBeenCalledTimes(1);
  for (let time = 0; time < 50; time++) ask();
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(work).toHaveBeenCalledTimes(2);
  ask();
  expect(work).toHaveBeenCalledTimes(3);
});
