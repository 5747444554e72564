import { afterEach, describe, expect, it, vi } from 'vitest';
import { doDeed, mayComeLater, nextSteps, sendDeeds } from './deeds.ts';

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

describe('what was done before the second of two had accepted', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('waits with what follows it, holds up no other order, and goes once they are two', async () => {
    let two = false;
    const taken: string[] = [];
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('fetch', async (request: Request) => {
      const [, id, name] = /orders\/(\w+)\/actions\/(\w+)/.exec(request.url) ?? [];
      if (id === 'both' && !two) return Response.json({ code: 'orders.two_needed' }, { status: 409 });
      taken.push(`${id} ${name}`);
      return new Response(null, { status: 204 });
    });
    const deed = { personId: 'me', kind: null, note: null };
    expect(await doDeed({ ...deed, orderId: 'both', name: 'start' })).toBe('waiting');
    expect(await doDeed({ ...deed, orderId: 'both', name: 'finish' })).toBe('waiting');
    expect(await doDeed({ ...deed, orderId: 'alone', name: 'start' })).toBe('sent');
    two = true;
    await sendDeeds('me');
    expect(taken).toEqual(['alone start', 'both start', 'both finish']);
  });
});
