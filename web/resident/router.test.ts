import { describe, expect, it } from 'vitest';
import { partsOf } from './router.ts';

describe('an address', () => {
  it.each([
    ['/', '/', {}],
    ['/orders/:id', '/orders/7', { id: '7' }],
    ['/orders/:id', '/orders/%E4%B8%80', { id: '一' }],
    ['/orders/:id', '/orders', null],
    ['/orders/:id/review', '/orders/7/change', null],
    ['/orders', '/orders/', {}],
  ])('%s and %s give %j', (pattern, path, at) => {
    expect(partsOf(pattern, path)).toEqual(at);
  });
});
