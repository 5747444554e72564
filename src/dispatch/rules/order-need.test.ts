import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../matching/schema.ts';
import { mergeRankings } from './merge.ts';
import { notToAsk, slotFrom, windowsOf, wishedSpan } from './order-need.ts';
import { behind, type Scored } from './standing.ts';

/** A Monday, 09:00 in Taiyuan. */
const now = new Date('2026-03-02T01:00:00Z');
const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);
const wish = (from: string | null, to: string | null) => ({
  earliestAt: from === null ? null : at(from),
  latestAt: to === null ? null : at(to),
});

describe('the half-hours that must be free', () => {
  test('count from Monday 07:00', () => {
    expect(slotFrom(at('07:00'), 480)).toBe(0);
    expect(slotFrom(at('09:45'), 480)).toBe(5);
    expect(slotFrom(at('05:00'), 480)).toBe(0);
    expect(slotFrom(at('22:00'), 480)).toBe(28);
    expect(slotFrom(new Date('2026-03-08T20:00:00+08:00'), 480)).toBe(194);
    expect(slotFrom(new Date('2026-03-08T22:00:00+08:00'), 480)).toBe(0);
  });

  test.each([
    ['no wish: none, and free about now is worth more', null, null, [[4, 4]]],
    ['an appointment: all of it', '14:00', '15:30', [[14, 17]]],
    ['a beginning alone: an hour from there', '14:00', null, [[14, 16]]],
    ['half-hours that are touched count whole', '14:20', '15:10', [[14, 17]]],
    [
      'an afternoon: any hour within it',
      '14:00',
      '18:00',
      [
        [14, 16],
        [16, 18],
        [18, 20],
        [20, 22],
      ],
    ],
    ['the evening, which the index does not know: nobody is left out', '21:30', '22:30', [[28, 28]]],
  ])('%s', (_name, from, to, windows) => {
    expect(windowsOf(wish(from, to), now, 480)).toEqual(windows);
  });

  test('a wish of several days binds to no hour', () => {
    expect(wishedSpan({ earliestAt: at('09:00'), latestAt: new Date('2026-03-05T09:00:00+08:00') })).toBeNull();
  });
});

describe('whom not to ask', () => {
  const offer = (status: string, personId: string | null, teamId: string | null = null) =>
    ({ status, personId, teamId }) as never;
  test('is the one it is for, who has a part, who was asked and who said no; who let it lapse may be asked again', () => {
    const order = {
      requesterId: 'granny',
      offers: [offer('open', 'a'), offer('declined', null, 'team'), offer('lapsed', 'b'), offer('withdrawn', 'c')],
      assignments: [{ status: 'accepted', personId: 'd' } as never, { status: 'released', personId: 'e' } as never],
    } as unknown as Parameters<typeof notToAsk>[0];
    expect(notToAsk(order).sort()).toEqual(['a', 'd', 'granny', 'team']);
  });
});

describe('several rankings', () => {
  test('become one: each once by the better score, ties to the lower number', () => {
    const one = (volunteer: number, score: number) => ({ volunteer, score, terms: {} as never });
    const merged = mergeRankings(
      [
        [one(3, 9), one(1, 4)],
        [one(1, 7), one(2, 7)],
      ],
      3,
    );
    expect(merged.map(({ volunteer, score }) => [volunteer, score])).toEqual([
      [3, 9],
      [1, 7],
      [2, 7],
    ]);
  });
});

describe('why one comes after another', () => {
  const scored = (distance: number, load: number, skill = 0, availability = 120): Scored => ({
    score: distance - 150 * load + skill + availability,
    load,
    terms: [
      { name: 'distance', points: distance },
      { name: 'skill', points: skill },
      { name: 'availability', points: availability },
      { name: 'load', points: -150 * load },
      { name: 'preference', points: 0 },
    ],
  });

  test('is told with what alone would have been enough', () => {
    expect(behind(scored(-1000, 1), scored(-1270, 2), defaultPolicy, false)).toEqual({
      points: 420,
      behind: [
        { name: 'distance', points: 270 },
        { name: 'load', points: 150 },
      ],
      changes: [{ change: 'closer', amount: 421 }],
    });
  });

  test('names fewer orders, papers, hours and a liked district where each would do', () => {
    const { changes } = behind(
      scored(-1000, 0),
      scored(-1000, 1, 0, 60),
      { ...defaultPolicy, availabilityMargin: 150 },
      true,
    );
    expect(changes).toEqual([
      { change: 'closer', amount: 211 },
      { change: 'free_around', amount: 0 },
    ]);
    const tight = behind(scored(-1000, 0), scored(-1000, 1), defaultPolicy, true);
    expect(tight.points).toBe(150);
    expect(tight.changes).toEqual([
      { change: 'closer', amount: 151 },
      { change: 'papers', amount: 0 },
      { change: 'preference', amount: 0 },
    ]);
    expect(
      behind(scored(-1000, 0), scored(-1000, 3), { ...defaultPolicy, preference: 0, credential: 0 }, true).changes,
    ).toEqual([{ change: 'closer', amount: 451 }]);
  });
});
