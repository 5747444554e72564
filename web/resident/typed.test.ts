import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** A phone whose browser keeps what it is given. */
function phoneStorage() {
  const stored = new Map<string, string>();
  return {
    stored,
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
}

/** The page, loaded anew. */
async function openPage() {
  vi.resetModules();
  return { ...(await import('./typed.ts')), ...(await import('./receipt.ts')) };
}

describe('what is written on a page and not yet sent', () => {
  let storage: ReturnType<typeof phoneStorage>;
  beforeEach(() => {
    storage = phoneStorage();
    vi.stubGlobal('localStorage', storage);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is there when the page is opened anew, each order’s its own, until it is sent', async () => {
    const before = await openPage();
    before.keepTyped('review:one', { words: '师傅来晚了。' });
    before.keepTyped('respond:two', { words: '是三号楼。' });
    const after = await openPage();
    expect(after.typedAt('review:one')).toEqual({ words: '师傅来晚了。' });
    expect(after.typedAt('review:two')).toBeUndefined();
    after.forgetTypedAt('review:one');
    expect((await openPage()).typedAt('review:one')).toBeUndefined();
    expect((await openPage()).typedAt('respond:two')).toEqual({ words: '是三号楼。' });
  });

  it('goes with whoever signs out, and after three days', async () => {
    const page = await openPage();
    page.keepTyped('team:one', { words: '早上八点集合。' });
    expect(page.hasTyped()).toBe(true);
    page.forgetTyped();
    expect(storage.stored.size).toBe(0);
    page.keepTyped('team:one', { words: '早上八点集合。' });
    vi.useFakeTimers({ now: Date.now() + 73 * 3_600_000 });
    expect((await openPage()).typedAt('team:one')).toBeUndefined();
  });

  it('is in no storage of the phone where a receipt has opened the petition', async () => {
    const page = await openPage();
    vi.stubGlobal('fetch', async () => Response.json({ id: 'petition' }));
    await page.showReceipt('1234');
    page.keepTyped('respond:petition', { words: '是三号楼。' });
    expect(page.typedAt('respond:petition')).toEqual({ words: '是三号楼。' });
    expect(storage.stored.size).toBe(0);
    page.forgetTyped();
    expect(page.typedAt('respond:petition')).toBeUndefined();
  });
});
