import { describe, expect, it } from 'vitest';
import { addWorkingMinutes } from '../../shared/time.ts';
import { chineseCalendar, missingYears } from './calendar.ts';

describe('the working calendar of China', () => {
  const calendar = chineseCalendar();

  it.each([
    ['2026-03-02', true, 'a Monday'],
    ['2026-03-07', false, 'a Saturday'],
    ['2026-10-01', false, 'National Day, a Thursday'],
    ['2026-10-10', true, 'a Saturday worked to make up for it'],
    ['2026-02-17', false, 'the Spring Festival'],
  ])('%s is worked: %s (%s)', (date, worked) => {
    expect(calendar.isWorkday(date)).toBe(worked);
  });

  it('lets a clock of one working day wait for the end of a long holiday', () => {
    // Wednesday 17:00 before National Day: the 1st to the 7th are free.
    const due = addWorkingMinutes(new Date('2026-09-30T09:00:00Z'), 600, calendar);
    expect(due.toISOString()).toBe('2026-10-08T09:00:00.000Z');
  });

  it('names years whose table is missing, and those only', () => {
    expect(missingYears(2024, 2026)).toEqual([]);
    expect(missingYears(2098, 2099)).toEqual([2098, 2099]);
    expect(missingYears(2026, 2025)).toEqual([]);
  });
});
