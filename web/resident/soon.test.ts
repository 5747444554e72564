import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answeredSoon } from './soon.ts';

describe('what must hold nobody up', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { onLine: true });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is answered where the answer comes in time', async () => {
    expect(await answeredSoon(async () => '120', 2000)).toBe('120');
  });

  it('is given up when the answer is late', async () => {
    const given = answeredSoon(() => new Promise<string>(() => undefined), 2000);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await given).toBeNull();
  });

  it('is given up when it fails', async () => {
    expect(await answeredSoon(() => Promise.reject(new Error('no')), 2000)).toBeNull();
  });

  it('is not asked without a network', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const ask = vi.fn(async () => '120');
    expect(await answeredSoon(ask, 2000)).toBeNull();
    expect(ask).not.toHaveBeenCalled();
  });
});
