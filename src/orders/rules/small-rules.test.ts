import { describe, expect, it } from 'vitest';
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
