import { beforeEach, describe, expect, it } from 'vitest';
import {
  blankDraft,
  changeDraft,
  dayFault,
  dropWordless,
  forgetDraft,
  hasPassed,
  orderOf,
  readDraft,
  settledOrder,
  type WhenChoice,
  windowOf,
  wishOf,
} from './draft.ts';

// Monday 23 November 2026, 09:40 in Taiyuan.
const now = new Date('2026-11-23T01:40:00Z');
const written = (window: ReturnType<typeof windowOf>) =>
  window && [window.earliestAt.toISOString(), window.latestAt.toISOString()];

describe('when help is wished', () => {
  it.each([
    [{ when: 'soon' as const, date: '', part: 'whole' as const }, null],
    [{ when: null, date: '', part: 'whole' as const }, null],
    [
      { when: 'today' as const, date: '2026-11-23', part: 'whole' as const },
      ['2026-11-23T01:40:00.000Z', '2026-11-23T13:00:00.000Z'],
    ],
    [
      { when: 'tomorrow' as const, date: '2026-11-24', part: 'whole' as const },
      ['2026-11-24T00:00:00.000Z', '2026-11-24T12:00:00.000Z'],
    ],
    [
      { when: 'this_week' as const, date: '2026-11-29', part: 'whole' as const },
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

describe('a wished time that lies behind', () => {
  const at = (local: string) => new Date(`${local}:00+08:00`);
  it.each([
    [
      'today, late in the evening',
      { when: 'today' as const, date: '2026-11-23', part: 'whole' as const },
      '2026-11-23T21:00',
      true,
    ],
    [
      'today, before that',
      { when: 'today' as const, date: '2026-11-23', part: 'whole' as const },
      '2026-11-23T20:59',
      false,
    ],
    ['this morning, in the afternoon', day('2026-11-23', 'morning'), '2026-11-23T15:00', true],
    ['this evening, in the afternoon', day('2026-11-23', 'evening'), '2026-11-23T15:00', false],
    ['a day of a draft that was left lying', day('2026-11-22', 'whole'), '2026-11-23T09:40', true],
    ['today, said the day before', wish('today', '2026-11-22'), '2026-11-23T09:40', true],
    ['tomorrow, said the day before', wish('tomorrow', '2026-11-23'), '2026-11-23T09:40', false],
    ['tomorrow, said two days before', wish('tomorrow', '2026-11-22'), '2026-11-23T09:40', true],
    ['a week that is over', wish('this_week', '2026-11-22'), '2026-11-23T09:40', true],
    ['a day that was never named', wish('day', ''), '2026-11-23T09:40', true],
    ['as soon as possible', { when: 'soon' as const, date: '', part: 'whole' as const }, '2026-11-23T23:00', false],
  ])('%s: %j at %s %s', (_what, wish, local, passed) => {
    expect(hasPassed(wish, at(local))).toBe(passed);
  });

  it.each([
    ['', 'whole' as const, { field: 'day', why: 'day_missing' }],
    ['2026-11-22', 'whole' as const, { field: 'day', why: 'day_past' }],
    ['2026-11-23', 'morning' as const, { field: 'part', why: 'part_past' }],
    ['2026-11-23', 'evening' as const, null],
    ['2026-11-24', 'morning' as const, null],
  ])('of a day of one’s own is told at the field that is to blame: %s %s', (date, part, fault) => {
    expect(dayFault({ date, part }, at('2026-11-23T15:00'))).toEqual(fault);
  });
});

function wish(when: WhenChoice, date: string) {
  return { when, date, part: 'whole' as const };
}

function day(date: string, part: 'whole' | 'morning' | 'evening') {
  return { when: 'day' as const, date, part };
}

describe('a draft', () => {
  beforeEach(forgetDraft);

  it('sends only what was filled in', () => {
    expect(orderOf({ ...blankDraft(), place: '  ', wish: '' }, now, '水管漏了', [])).toEqual({ text: '水管漏了' });
  });

  it('wishes tomorrow as the day that it was on saying so', () => {
    changeDraft(wishOf('tomorrow', now));
    const dayLater = new Date(now.getTime() + 86_400_000);
    expect(written(windowOf(readDraft(), dayLater))).toEqual(['2026-11-24T01:40:00.000Z', '2026-11-24T12:00:00.000Z']);
    expect([wishOf('today', now), wishOf('this_week', now), wishOf('day', now), wishOf('soon', now)]).toEqual([
      { when: 'today', date: '2026-11-23' },
      { when: 'this_week', date: '2026-11-29' },
      { when: 'day', date: '' },
      { when: 'soon', date: '' },
    ]);
  });

  it.each(['today', 'this_week'] as const)(
    'for %s goes out a second time as it did the first, and anew once changed',
    (when) => {
      changeDraft({ text: '水管漏了', ...wishOf(when, now) });
      const first = settledOrder(now, []);
      const { key } = readDraft();
      const later = new Date(now.getTime() + 10_000);
      expect(settledOrder(later, [])).toEqual(first);
      expect(readDraft().key).toBe(key);
      changeDraft({ text: '水管漏得厉害' });
      expect(settledOrder(later, [])).toMatchObject({ text: '水管漏得厉害', earliestAt: later.toISOString() });
    },
  );

  it('keeps its key while only photos go up, and takes a new one when its words change', () => {
    changeDraft({ text: '水管漏了' });
    const { key } = readDraft();
    changeDraft({ sentPhotos: { a: 'b' } });
    expect(readDraft().key).toBe(key);
    changeDraft({ text: '水管漏得厉害' });
    expect(readDraft().key).not.toBe(key);
  });
});

it('leaves nothing of an order without words but the community; what has words stays', () => {
  forgetDraft();
  changeDraft({ placeUnitId: 'station', place: '3 号楼', text: '楼道的灯不亮', confidential: true });
  dropWordless();
  expect(readDraft()).toMatchObject({ text: '楼道的灯不亮', place: '3 号楼', confidential: true });
  changeDraft({ text: ' ' });
  dropWordless();
  expect(readDraft()).toEqual({ ...blankDraft(), key: readDraft().key, placeUnitId: 'station' });
});
