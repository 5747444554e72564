import { useEffect, useState } from 'react';
import type { NewOrder, OnBehalfOf } from '../../src/orders/schema/inputs.ts';
import { newKey } from '../ui/api.ts';
import { dateOf, onDayOf, startOfDate } from '../ui/times.ts';
import { forgetPhotos } from './photos.ts';
import { goInstead } from './router.ts';

/** When help is wished: one of the few things people say, or a day of their own. */
export const whenChoices = ['soon', 'today', 'tomorrow', 'this_week', 'day'] as const;
export type WhenChoice = (typeof whenChoices)[number];
export const dayParts = ['whole', 'morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

/** An order that is being written. It stays on this device until it is sent or thrown away. */
export interface Draft {
  /** The same for every try to send it, so that it arrives once. */
  key: string;
  text: string;
  kind: string | null;
  placeUnitId: string | null;
  /** Door and stairs. */
  place: string;
  when: WhenChoice | null;
  date: string;
  part: DayPart;
  wish: string;
  /** Ids of photos that wait on this device. */
  photos: string[];
  /** Photos that have already gone up, by their id here. */
  sentPhotos: Record<string, string>;
  behalf: OnBehalfOf | null;
  /** The name of whom the same was asked for the last time: they are asked anew before it is theirs. Null: for nobody else. */
  forName: string | null;
  confidential: boolean;
  /** Follow what neighbours said of the same place instead of an order of one's own. */
  follow: boolean;
}

const STORED = 'linli.draft';
const readers = new Set<() => void>();
let kept: Draft | undefined;

/** An empty draft. */
export function blankDraft(): Draft {
  return {
    key: newKey(),
    text: '',
    kind: null,
    placeUnitId: null,
    place: '',
    when: null,
    date: '',
    part: 'whole',
    wish: '',
    photos: [],
    sentPhotos: {},
    behalf: null,
    forName: null,
    confidential: false,
    follow: false,
  };
}

/** The draft of this device. */
export function readDraft(): Draft {
  if (kept) return kept;
  kept = blankDraft();
  try {
    const stored = localStorage.getItem(STORED);
    if (stored) kept = { ...kept, ...(JSON.parse(stored) as Partial<Draft>) };
  } catch {
    // A browser without storage keeps the draft as long as the page.
  }
  return kept;
}

/** Changes the draft and keeps it. What is sent again under the old key must be the same, so a change takes a new key. */
export function changeDraft(change: Partial<Draft>): void {
  const sameWords = Object.keys(change).every((name) => name === 'sentPhotos');
  kept = { ...readDraft(), ...(sameWords ? {} : { key: newKey() }), ...change };
  keep(JSON.stringify(kept));
}

/** Throws the draft away, photos too. */
export function forgetDraft(): void {
  void forgetPhotos(readDraft().photos);
  kept = blankDraft();
  keep(null);
}

function keep(text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, text);
  } catch {
    // As above.
  }
  for (const tell of readers) tell();
}

/** Whether anything was written yet. */
export function hasWords(draft: Draft): boolean {
  return draft.text.trim() !== '' || draft.kind !== null || draft.photos.length > 0;
}

/** Nothing is begun: a page of a later question has nothing to ask. */
export function useBegun(): void {
  useEffect(() => {
    // On arrival only: once it is sent the draft is empty too, and the way leads elsewhere.
    if (!hasWords(readDraft())) goInstead('/');
  }, []);
}

/** The draft, drawn again when it changes. */
export function useDraft(): Draft {
  const [draft, setDraft] = useState(readDraft);
  useEffect(() => {
    const tell = () => setDraft(readDraft());
    readers.add(tell);
    return () => {
      readers.delete(tell);
    };
  }, []);
  return draft;
}

const PARTS: Record<DayPart, readonly [number, number]> = {
  whole: [8, 20],
  morning: [8, 12],
  afternoon: [12, 18],
  evening: [18, 21],
};

/**
 * The window that a wish names, by the network's calendar. `soon`, and nothing chosen, name none. Example: `tomorrow`,
 * said on Monday, is Tuesday 08:00 to 20:00.
 */
export function windowOf(
  { when, date, part }: Pick<Draft, 'when' | 'date' | 'part'>,
  now: Date,
): { earliestAt: Date; latestAt: Date } | null {
  const hours = (day: Date, from: number, to: number) => ({
    earliestAt: onDayOf(day, from * 60),
    latestAt: onDayOf(day, to * 60),
  });
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
  switch (when) {
    case null:
    case 'soon':
      return null;
    case 'today':
      return { earliestAt: now, latestAt: onDayOf(now, 21 * 60) };
    case 'tomorrow':
      return hours(later(1), ...PARTS.whole);
    case 'this_week':
      return { earliestAt: now, latestAt: onDayOf(later(6), 20 * 60) };
    case 'day': {
      if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null;
      const window = hours(startOfDate(date), ...PARTS[part]);
      return date === dateOf(now) && window.earliestAt < now ? { ...window, earliestAt: now } : window;
    }
    default:
      return when satisfies never;
  }
}

/** Whether the wished time lies behind: a day of one's own, a part of today that is over, or today late in the evening. */
export function hasPassed(wish: Pick<Draft, 'when' | 'date' | 'part'>, now: Date): boolean {
  const window = windowOf(wish, now);
  return window !== null && window.latestAt <= now;
}

/** What is wrong with a day of one's own, and which field is to blame; null when it can be asked for. */
export function dayFault(
  { date, part }: Pick<Draft, 'date' | 'part'>,
  now: Date,
): { field: 'day' | 'part'; why: 'day_missing' | 'day_past' | 'part_past' } | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return { field: 'day', why: date === '' ? 'day_missing' : 'day_past' };
  if (date < dateOf(now)) return { field: 'day', why: 'day_past' };
  return hasPassed({ when: 'day', date, part }, now) ? { field: 'part', why: 'part_past' } : null;
}

/** What is sent for a draft; the photos go first, and come back as ids. */
export function orderOf(draft: Draft, now: Date, words: string, photoIds: string[]): NewOrder {
  const window = windowOf(draft, now);
  return {
    text: words,
    ...(draft.kind ? { kind: draft.kind } : {}),
    ...(draft.placeUnitId ? { placeUnitId: draft.placeUnitId } : {}),
    ...(draft.place.trim() ? { place: draft.place.trim() } : {}),
    ...(window ? { earliestAt: window.earliestAt.toISOString(), latestAt: window.latestAt.toISOString() } : {}),
    ...(draft.wish.trim() ? { wish: draft.wish.trim() } : {}),
    ...(photoIds.length > 0 ? { photoIds } : {}),
    ...(draft.behalf ? { onBehalfOf: draft.behalf } : {}),
    ...(draft.confidential ? { confidential: true } : {}),
    ...(draft.follow ? { follow: true } : {}),
  };
}
