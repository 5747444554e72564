import { afterEach, describe, expect, it, vi } from 'vitest';
import { takeAnswers } from './answers.ts';
import { known, watch } from './remote.ts';

/** A page in which this stands where the answers do; null where it has none. */
function pageWith(textContent: string | null) {
  const remove = vi.fn();
  vi.stubGlobal('document', { getElementById: () => (textContent === null ? null : { textContent, remove }) });
  return remove;
}

describe('the answers that come with a page', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('are those to the first questions, just read, and stand in the page no longer', () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', { setItem: (key: string, value: string) => kept.set(key, value) });
    const network = { nameZh: '演示市' };
    const remove = pageWith(JSON.stringify({ me: { personId: 'p' }, network, 'orders:mine': { items: [] } }));
    takeAnswers();
    expect(remove).toHaveBeenCalledOnce();
    expect(known('me')).toMatchObject({ value: { personId: 'p' }, recalled: false, refusal: undefined });
    const load = vi.fn(async () => ({ items: ['newer'] }));
    watch('orders:mine', load, () => {})();
    expect(load).not.toHaveBeenCalled();
    expect(known('orders:mine').value).toEqual({ items: [] });
    expect(kept).toEqual(new Map([['linli.network', JSON.stringify(network)]]));
  });

  it.each([null, '{"tasks":{"items":[', ''])('are not taken where they did not come whole: %s', (text) => {
    pageWith(text);
    takeAnswers();
    expect(known('tasks')).toMatchObject({ value: undefined, readAt: undefined });
  });
});
