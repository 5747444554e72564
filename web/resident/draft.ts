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
  /** The day that is wished, the last one of a week; empty as long as none is known. `tomorrow` stays the day it was said of. */
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
  /** What goes out under this key, from the first try on: a try that may have arrived is repeated as it was. */
  sending: NewOrder | null;
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
    sending: null,
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
  const sameWords = Object.keys(change).every((name) => name === 'sentPhotos' || name === 'sending');
  kept = { ...readDraft(), ...(sameWords ? {} : { key: newKey(), sending: null }), ...change };
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

/**
 * Whoever begins anew finds nothing of an order whose words were taken out again: not that it was a complaint, no door,
 * nobody's name. The community alone stays: a poster may have named it.
 */
export function dropWordless(): void {
  const draft = readDraft();
  if (hasWords(draft)) return;
  forgetDraft();
  if (draft.placeUnitId !== null) changeDraft({ placeUnitId: draft.placeUnitId });
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

const DAYS_UNTIL: Partial<Record<WhenChoice, number>> = { today: 0, tomorrow: 1, this_week: 6 };

/** What a choice makes of a draft: `tomorrow`, said on Monday, is Tuesday for good. A day of one's own is yet to be named. */
export function wishOf(when: WhenChoice, now: Date): Pick<Draft, 'when' | 'date'> {
  const days = DAYS_UNTIL[when];
  return { when, date: days === undefined ? '' : dateOf(new Date(now.getTime() + days * 86_400_000)) };
}

/**
 * The window that a wish names, by the network's calendar. `soon`, and nothing chosen, name none; nor does a day that is
 * not known. Example: `tomorrow` with the date of Tuesday is Tuesday 08:00 to 20:00, from now on where that is Tuesday.
 */
export function windowOf(
  { when, date, part }: Pick<Draft, 'when' | 'date' | 'part'>,
  now: Date,
): { earliestAt: Date; latestAt: Date } | null {
  if (when === null || when === 'soon' || !DATE.test(date)) return null;
  const until = (hour: number) => onDayOf(startOfDate(date), hour * 60);
  const between = ([from, to]: readonly [number, number]) => {
    const earliestAt = until(from);
    return { earliestAt: date === dateOf(now) && earliestAt < now ? now : earliestAt, latestAt: until(to) };
  };
  switch (when) {
    case 'today':
      return { earliestAt: date === dateOf(now) ? now : until(0), latestAt: until(21) };
    case 'tomorrow':
      return between(PARTS.whole);
    case 'this_week':
      return { earliestAt: now, latestAt: until(20) };
    case 'day':
      return between(PARTS[part]);
    default:
      return when satisfies never;
  }
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** Whether the wished time lies behind, or its day is not known: a day said of yesterday, a part of today that is over. */
export function hasPassed(wish: Pick<Draft, 'when' | 'date' | 'part'>, now: Date): boolean {
  if (wish.when === null || wish.when === 'soon') return false;
  const window = windowOf(wish, now);
  return window === null || window.latestAt <= now;
}

/** What is wrong with a day of one's own, and which field is to blame; null when it can be asked for. */
export function dayFault(
  { date, part }: Pick<Draft, 'date' | 'part'>,
  now: Date,
): { field: 'day' | 'part'; why: 'day_missing' | 'day_past' | 'part_past' } | null {
  if (!DATE.test(date)) return { field: 'day', why: date === '' ? 'day_missing' : 'day_past' };
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

/** What is sent under the draft's key: settled at the first try, kept with the draft, and the same at each further one. */
export function settledOrder(now: Date, photoIds: string[]): NewOrder {
  const draft = readDraft();
  const sending = draft.sending ?? orderOf(draft, now, draft.text.trim(), photoIds);
  changeDraft({ sending });
  return sending;
}
