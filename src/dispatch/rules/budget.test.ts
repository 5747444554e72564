import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpent, quietUntil, restPoints } from './budget.ts';

const night = { quietFromMinute: 21 * 60 + 30, quietUntilMinute: 7 * 60 + 30 };
const noon = { quietFromMinute: 12 * 60, quietUntilMinute: 14 * 60 };
const rest = { restPointsPerDay: 20, restDays: 14 };
const at = (day: number, time: string) => new Date(`2026-06-${day}T${time}:00+08:00`);

describe('quiet hours', () => {
  it.each([
    ['before them', '21:29', null],
    ['as they begin', '21:30', at(13, '07:30')],
    ['before midnight', '23:00', at(13, '07:30')],
    ['after midnight', '00:10', at(12, '07:30')],
    ['as they end', '07:30', null],
  ])('over the night: %s', (_name, time, expected) => {
    expect(quietUntil(at(12, time), 480, night)).toEqual(expected);
  });

  it.each([
    ['in the morning', '11:59', null],
    ['at noon', '12:00', at(12, '14:00')],
    ['afterwards', '14:00', null],
  ])('within a day: %s', (_name, time, expected) => {
    expect(quietUntil(at(12, time), 480, noon)).toEqual(expected);
  });

  it('end at their minute, less than a day ahead, in any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.integer({ min: -720, max: 840 }),
        (now, offset) => {
          const end = quietUntil(now, offset, night);
          if (end === null) return;
          expect(end.getTime() - now.getTime()).toBeGreaterThan(0);
          expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(10 * 3_600_000);
          expect(quietUntil(end, offset, night)).toBeNull();
        },
      ),
    );
  });
});

describe('the budget of a week', () => {
  it.each([
    [0, false],
    [2, false],
    [3, true],
    [7, true],
  ])('of three is spent after %i: %s', (asked, expected) => {
    expect(isSpent(asked, { perWeek: 3 })).toBe(expected);
  });
});

describe('what rest is worth', () => {
  it.each([
    ['never asked', null, 280],
    ['asked just now', at(12, '10:00'), 0],
    ['asked in the future, by a clock that went wrong', at(13, '10:00'), 0],
    ['five and a half days ago', new Date(at(12, '10:00').getTime() - 5.5 * 86_400_000), 100],
    ['a month ago', new Date(at(12, '10:00').getTime() - 30 * 86_400_000), 280],
  ])('%s', (_name, lastAskedAt, expected) => {
    expect(restPoints(lastAskedAt, at(12, '10:00'), rest)).toBe(expected);
  });
});
