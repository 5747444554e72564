import { describe, expect, it } from 'vitest';
import { say, startLanguage } from '../ui/language.ts';
import { pageOf, partsOf } from './router.ts';

const Empty = () => null;

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

describe('a page', () => {
  const words = (sentences: Record<string, string>) => async () => ({ default: sentences });
  const load = async () => Empty;

  it('is there with its words, also where they do not come with the program', async () => {
    const later = words({ 'resident.week.title': '我这一周' });
    await startLanguage('zh-CN', { 'zh-CN': words({}), en: words({}) }, { 'zh-CN': later, en: later });
    expect(await pageOf({ pattern: '/week', load })).toBe(Empty);
    expect(say('resident.week.title')).toBe('我这一周');
  });

  it('cannot be had where its words cannot, unless people come in by it', async () => {
    const away = async () => Promise.reject(new Error('no network'));
    await startLanguage('zh-CN', { 'zh-CN': words({}), en: words({}) }, { 'zh-CN': away, en: away });
    await expect(pageOf({ pattern: '/week', load })).rejects.toThrow('no network');
    expect(await pageOf({ pattern: '/orders/:id', load })).toBe(Empty);
  });
});
