import { describe, expect, it } from 'vitest';
import { instantOf, isStale, type Picture } from './figures.ts';

const READ = Date.parse('2026-11-24T03:12:00Z');
const picture: Picture = {
  figures: undefined,
  waiting: new Map(),
  readAt: new Date(READ),
  connected: true,
  error: undefined,
  happened: [],
};

describe('what the wall shows', () => {
  it('is of now while it is kept true, and of its reading once nothing is heard any more', () => {
    const later = READ + 10_000;
    expect([isStale(picture, later), instantOf(picture, later)]).toEqual([false, later]);
    const lost = { ...picture, connected: false };
    expect([isStale(lost, later), instantOf(lost, later)]).toEqual([true, READ]);
    expect(instantOf(picture, READ + 3_600_000)).toBe(READ);
  });

  it('is not old before it was ever read', () => {
    const unread = { ...picture, readAt: undefined, connected: false };
    expect([isStale(unread, READ), instantOf(unread, READ)]).toEqual([false, READ]);
  });
});
