import { describe, expect, it } from 'vitest';
import { hourOfWeek, rank } from './candidates.ts';
import { orderNumber } from './number.ts';
import { searchesFor, tokensOfNumbers, tokensOfWords } from './tokens.ts';

describe('an order’s number', () => {
  it('is the local day and a number of at least four figures', () => {
    expect(orderNumber(new Date('2026-11-22T16:30:00Z'), 42, 480)).toBe('1123-0042');
    expect(orderNumber(new Date('2026-03-02T01:00:00Z'), 123456, 480)).toBe('0302-123456');
  });
});

describe('search tokens', () => {
  it('are pairs of neighbouring characters, across no mark, each once', () => {
    expect(tokensOfWords('修水管，修水管！A1b')).toEqual(['修水', '水管', 'a1', '1b']);
    expect(tokensOfWords('😀？。')).toEqual([]);
    expect(tokensOfWords('ＡＢ')).toEqual(['ab']);
  });
  it('of numbers are the number and the last four figures of each', () => {
    expect(tokensOfNumbers('1123-0042', ['+86 139 0000 1234', '12'])).toEqual(['n:1123-0042', 'd:0042', 'd:1234']);
  });
  it('looked for are a number, four figures or words', () => {
    expect(searchesFor(' 1123-0042 ')).toEqual([{ tokens: ['n:1123-0042'], words: null }]);
    expect(searchesFor('1234')).toEqual([
      { tokens: ['d:1234'], words: null },
      { tokens: ['12', '23', '34'], words: '1234' },
    ]);
    expect(searchesFor('水管')).toEqual([{ tokens: ['水管'], words: '水管' }]);
    expect(searchesFor('水')).toEqual([]);
  });
});

describe('candidates', () => {
  const able = {
    teamId: null,
    personId: 'p',
    name: '甲',
    skillsMatched: ['a', 'b'],
    metres: 2000,
    nearness: 0,
    openAssignments: 1,
    available: true,
    prefers: false,
  };
  it('have a score that is the sum of its terms', () => {
    expect(rank([able], { skills: ['a', 'b'] })).toMatchObject([
      { score: 89, distanceMetres: 2000, availableNow: true },
    ]);
    expect(rank([able], { skills: ['a', 'b'] })[0]?.terms).toEqual([
      { name: 'skill', points: 40 },
      { name: 'distance', points: 24 },
      { name: 'load', points: 15 },
      { name: 'availability', points: 10 },
      { name: 'preference', points: 0 },
    ]);
  });
  it('come best first, who has less to do before who has more', () => {
    const ranked = rank(
      [{ ...able, name: '忙', openAssignments: 9 }, { ...able, name: '远', metres: null, nearness: 3 }, able],
      { skills: [] },
    );
    expect(ranked.map((each) => each.name)).toEqual(['甲', '忙', '远']);
  });
  it('are available by the hour of the local week', () => {
    expect(hourOfWeek(new Date('2026-03-01T16:00:00Z'), 480)).toBe(0);
    expect(hourOfWeek(new Date('2026-03-01T15:59:00Z'), 480)).toBe(167);
  });
});
