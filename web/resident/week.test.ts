import { describe, expect, it } from 'vitest';
import { isFree, turnPart, weekParts } from './week.ts';

const [morning, afternoon, evening] = weekParts;
const nothing = '0'.repeat(168);

describe('a week', () => {
  it('has a part free only when all its hours are', () => {
    const week = turnPart(nothing, 0, morning);
    expect(isFree(week, 0, morning)).toBe(true);
    expect(isFree(week, 0, afternoon)).toBe(false);
    expect(isFree(`${nothing.slice(0, 8)}111${nothing.slice(11)}`, 0, morning)).toBe(false);
  });

  it('turns one part and leaves every other hour', () => {
    const sunday = turnPart(nothing, 6, evening);
    expect(sunday).toHaveLength(168);
    expect(sunday.indexOf('1')).toBe(6 * 24 + 18);
    expect(turnPart(sunday, 6, evening)).toBe(nothing);
  });
});
