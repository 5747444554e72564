import { describe, expect, it } from 'vitest';
import type { OrderDetail } from '../src/orders/schema/views.ts';
import { deskTimeOf, keysOf, secondsOf, wayTo } from './keystrokes.ts';

const page = (kind: string | null, likely: string[]): Pick<OrderDetail, 'suggestion'> => ({
  suggestion: {
    nature: 'public_service',
    kind,
    urgency: 'normal',
    confidential: false,
    words: [],
    sure: false,
    likely: {
      kinds: likely.map((label) => ({ label, probability: 0.3 })),
      categories: [],
      natures: [],
      urgencies: [],
    },
    places: [],
  },
});

describe('a dispatcher’s time, by the keystroke-level model', () => {
  it('is that of the shortest way on the page to the kind that is right', () => {
    expect(wayTo('haircut', page('haircut', []))).toBe('taken');
    expect(wayTo('haircut', page('meal', ['meal', 'haircut']))).toBe('chosen');
    expect(wayTo('haircut', page('meal', ['meal']))).toBe('listed');
    expect(wayTo('haircut', { suggestion: null })).toBe('listed');
  });

  it.each([
    ['taken', 3.26, 2],
    ['chosen', 4.89, 3],
    ['listed', 11.88, 11],
  ] as const)('%s and sent is %d seconds and %d keys', (way, seconds, keys) => {
    expect(secondsOf(way)).toBeCloseTo(seconds);
    expect(keysOf(way)).toBe(keys);
  });

  it('is put together as means, beside the same orders without suggestions', () => {
    const time = deskTimeOf(['taken', 'taken', 'chosen', 'listed']);
    expect(time).toMatchObject({
      orders: 4,
      ways: { taken: 2, chosen: 1, listed: 1 },
      keys: { with: 4.5, without: 11 },
    });
    expect(time.seconds.without).toBeCloseTo(secondsOf('listed'));
    expect(deskTimeOf([])).toMatchObject({ orders: 0, seconds: { with: 0, without: 0 } });
  });
});
