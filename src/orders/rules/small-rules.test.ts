import { describe, expect, it } from 'vitest';
import { isOrderNumber, orderNumber, SHUFFLED, shuffledNumbers } from './number.ts';
import { searchesFor, tokensOfNumbers, tokensOfWords } from './tokens.ts';

describe('an order’s number', () => {
  it('is the local day and a number of at least four figures', () => {
    expect(orderNumber(new Date('2026-11-22T16:30:00Z'), 42, 480)).toBe('1123-0042');
    expect(orderNumber(new Date('2026-03-02T01:00:00Z'), 123456, 480)).toBe('0302-123456');
  });

  it.each([
    ['1123-0042', true],
    ['0302-123456', true],
    ['1323-0042', false],
    ['1132-0042', false],
    ['1123-042', false],
    ['1123 0042', false],
    ['', false],
  ])('%s could be one: %s', (text, expected) => {
    expect(isOrderNumber(text)).toBe(expected);
  });
});

describe('ten thousand numbers', () => {
  const key = Buffer.alloc(32, 7);

  it('are given out each once, and always in the same order under the same key', () => {
    const numbers = [...shuffledNumbers(key, 3)];
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: SHUFFLED }, (_, index) => index));
    expect([...shuffledNumbers(key, 3)]).toEqual(numbers);
  });

  it('come in another order in every ten thousand and under every key, and not one after the other', () => {
    const first = shuffledNumbers(key, 0);
    for (const other of [shuffledNumbers(key, 1), shuffledNumbers(Buffer.alloc(32, 8), 0)]) {
      const same = [...first].filter((number, index) => number === other[index]).length;
      // One is expected by chance; 1,000 of them would be no chance.
      expect(same).toBeLessThan(20);
    }
    const following = [...first].filter((number, index) => index > 0 && number === (first[index - 1] ?? 0) + 1).length;
    expect(following).toBeLessThan(20);
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
