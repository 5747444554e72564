import { beforeEach, describe, expect, it } from 'vitest';
import { blankDraft, changeDraft, forgetDraft, orderOf, readDraft, windowOf } from './draft.ts';

// Monday 23 November 2026, 09:40 in Taiyuan.
const now = new Date('2026-11-23T01:40:00Z');
const written = (window: ReturnType<typeof windowOf>) =>
  window && [window.earliestAt.toISOString(), window.latestAt.toISOString()];

describe('when help is wished', () => {
  it.each([
    [{ when: 'soon' as const, date: '', part: 'whole' as const }, null],
    [{ when: null, date: '', part: 'whole' as const }, null],
    [
      { when: 'today' as const, date: '', part: 'whole' as const },
      ['2026-11-23T01:40:00.000Z', '2026-11-23T13:00:00.000Z'],
    ],
    [
      { when: 'tomorrow' as const, date: '', part: 'whole' as const },
      ['2026-11-24T00:00:00.000Z', '2026-11-24T12:00:00.000Z'],
    ],
    [
      { when: 'this_week' as const, date: '', part: 'whole' as const },
      ['2026-11-23T01:40:00.000Z', '2026-11-29T12:00:00.000Z'],
    ],
    [
      { when: 'day' as const, date: '2026-11-28', part: 'afternoon' as const },
      ['2026-11-28T04:00:00.000Z', '2026-11-28T10:00:00.000Z'],
    ],
    [
      { when: 'day' as const, date: '2026-11-23', part: 'whole' as const },
      ['2026-11-23T01:40:00.000Z', '2026-11-23T12:00:00.000Z'],
    ],
    [{ when: 'day' as const, date: '', part: 'whole' as const }, null],
  ])('%j names the window %j', (wish, window) => {
    expect(written(windowOf(wish, now))).toEqual(window);
  });
});

describe('a draft', () => {
  beforeEach(forgetDraft);

  it('sends only what was filled in', () => {
    expect(orderOf({ ...blankDraft(), place: '  ', wish: '' }, now, '水管漏了', [])).toEqual({ text: '水管漏了' });
  });

  it('keeps its key while only photos go up, and takes a new one when its words change', () => {
    changeDraft({ text: '水管漏了' });
    const { key } = readDraft();
    changeDraft({ sentPhotos: { a: 'b' } });
    expect(readDraft().key).toBe(key);
    changeDraft({ text: '水管漏得厉害' });
    expect(readDraft().key).not.toBe(key);
  });
});
