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

describe('a phone whose clock is wrong', () => {
  const HOUR = 3_600_000;
  afterEach(() => vi.unstubAllGlobals());

  /** A server that takes no time before the order was accepted, and what it was told. */
  function server(now: () => number, accepted: number) {
    const heard: { key: string | null; at: number | undefined }[] = [];
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('fetch', async (request: Request) => {
      const { at } = (await request.json()) as { at?: string };
      heard.push({ key: request.headers.get('idempotency-key'), at: at === undefined ? undefined : Date.parse(at) });
      const headers = { date: new Date(now()).toUTCString() };
      const early = at !== undefined && Date.parse(at) < accepted;
      return early
        ? Response.json({ code: 'orders.time_unlikely' }, { status: 409, headers })
        : new Response(null, { status: 204, headers });
    });
    return heard;
  }

  it('learns the true time from the server, under a new key, and keeps to it', async () => {
    const heard = server(() => Date.now() + 2 * HOUR, Date.now() + HOUR);
    const deed = { personId: 'late', kind: null, note: null };
    await doDeed({ ...deed, orderId: 'one', name: 'start' });
    await sendDeeds('late');
    expect(heard).toHaveLength(2);
    expect(heard[1]?.key).not.toBe(heard[0]?.key);
    await doDeed({ ...deed, orderId: 'one', name: 'finish' });
    await sendDeeds('late');
    expect(heard).toHaveLength(3);
    for (const { at = 0 } of heard.slice(1)) expect(Math.abs(at - Date.now() - 2 * HOUR)).toBeLessThan(HOUR / 2);
  });

  it('sends no time where the true one is refused too', async () => {
    const heard = server(() => Date.now(), Date.now() + 3 * HOUR);
    await doDeed({ personId: 'later', orderId: 'two', name: 'start', kind: null, note: null });
    await sendDeeds('later');
    expect(heard.at(-1)?.at).toBeUndefined();
  });
});
