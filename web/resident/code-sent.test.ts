import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetCodeSent, keepCodeSent, recallCodeSent } from './code-sent.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const sent = { phone: '16900010001', name: '王阿姨' };

it('a code on its way is known again for as long as it is good, each field’s its own', () => {
  vi.useFakeTimers();
  keepCodeSent('phone', sent);
  expect(recallCodeSent('phone')).toEqual(sent);
  expect(recallCodeSent('new-phone')).toBeUndefined();
  vi.advanceTimersByTime(5 * 60_000);
  expect(recallCodeSent('phone')).toEqual(sent);
  vi.advanceTimersByTime(1000);
  expect(recallCodeSent('phone')).toBeUndefined();
});

it('a code that was used is forgotten', () => {
  keepCodeSent('phone', sent);
  forgetCodeSent('phone');
  expect(recallCodeSent('phone')).toBeUndefined();
});

it('a browser that keeps nothing is no hindrance', () => {
  vi.stubGlobal('sessionStorage', undefined);
  keepCodeSent('phone', sent);
  expect(recallCodeSent('phone')).toBeUndefined();
});
