import { describe, expect, it } from 'vitest';
import { daysFrom, freeParts, isFree, turnPart, weekParts } from './week.ts';

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

  it('names the parts of a day that are free', () => {
    expect(freeParts(turnPart(turnPart(nothing, 2, morning), 2, evening), 2)).toEqual(['morning', 'evening']);
    expect(freeParts('', 2)).toEqual([]);
  });

  it('puts each task on the day of the network’s calendar on which it begins, what is overdue on today', () => {
    // A Tuesday, 23:30 in Beijing; the next day has begun there half an hour later.
    const now = new Date('2026-11-24T15:30:00Z');
    const days = daysFrom(now, [
      { id: 'b', earliestAt: '2026-11-25T03:00:00Z' },
      { id: 'a', earliestAt: '2026-11-24T16:30:00Z' },
      { id: 'late', earliestAt: '2026-11-23T01:00:00Z' },
      { id: 'any', earliestAt: null },
      { id: 'far', earliestAt: '2026-12-10T01:00:00Z' },
    ]);
    expect(days.map((day) => [day.date, day.weekday, day.tasks.map((task) => task.id)])).toEqual([
      ['2026-11-24', 1, ['late']],
      ['2026-11-25', 2, ['a', 'b']],
      ['2026-11-26', 3, []],
      ['2026-11-27', 4, []],
      ['2026-11-28', 5, []],
      ['2026-11-29', 6, []],
      ['2026-11-30', 0, []],
    ]);
  });
});
