import { describe, expect, it } from 'vitest';
import { addWorkingMinutes } from '../../shared/time.ts';
import { calendarOf, chineseCalendar, missingYears } from './calendar.ts';
import { isStatutoryHoliday } from './holidays.ts';

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

  it('names the year of which nothing was announced, and from December on the next', () => {
    expect(missingYears('2025-12-31', [])).toEqual([]);
    expect(missingYears('2026-03-01', [])).toEqual([]);
    expect(missingYears('2099-11-30', [])).toEqual([2099]);
    expect(missingYears('2099-12-01', [])).toEqual([2099, 2100]);
    const nationalDay = { id: 'a', nameZh: '国庆节', nameEn: 'National Day', from: '2099-10-01', until: '2099-10-07' };
    expect(missingYears('2099-12-01', [{ ...nationalDay, worked: false }])).toEqual([2100]);
  });

  it('lets the law’s own holidays stand in a year of which nothing was announced, and nothing more', () => {
    const off = datesOf(2099).filter((date) => isWeekday(date) && !calendar.isWorkday(date));
    expect(off).toEqual(datesOf(2099).filter((date) => isWeekday(date) && isStatutoryHoliday(date)));
    expect(off.length).toBeGreaterThan(5);
    expect(datesOf(2099).filter((date) => calendar.day(date).isMadeUp)).toEqual([]);
  });

  it('puts what the network decided above all else, day by day', () => {
    const days = [
      { id: 'own_off', nameZh: '市民日', nameEn: 'City Day', from: '2026-03-02', until: '2026-03-03', worked: false },
      { id: 'own_worked', nameZh: '调班', nameEn: 'Made up', from: '2026-10-01', until: '2026-10-01', worked: true },
      { id: 'late', nameZh: '春节', nameEn: 'Spring Festival', from: '2099-03-02', until: '2099-03-02', worked: false },
    ];
    const own = calendarOf({ dates: days });
    const dates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-10-01', '2026-10-02', '2099-03-02'];
    expect(dates.map((date) => own.isWorkday(date))).toEqual([false, false, true, true, false, false]);
    expect([own.day('2026-03-02'), own.day('2026-10-01')]).toMatchObject([
      { isHoliday: true, isMadeUp: false },
      { isHoliday: false, isMadeUp: true },
    ]);
  });
});

describe('the holidays of the law', () => {
  it.each([2025, 2026])('are all off in what was announced for %d', (year) => {
    const statutory = datesOf(year).filter(isStatutoryHoliday);
    expect(statutory.filter((date) => chineseCalendar().isWorkday(date))).toEqual([]);
    expect(statutory).toHaveLength(13);
  });

  it('follow moon and sun into years that are not announced', () => {
    expect(datesOf(2027).filter(isStatutoryHoliday)).toEqual([
      ...['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-04-05', '2027-05-01'],
      ...['2027-05-02', '2027-06-09', '2027-09-15', '2027-10-01', '2027-10-02', '2027-10-03'],
    ]);
  });
});

function datesOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const days = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  return Array.from({ length: days }, (_, n) => new Date(first + n * 86_400_000).toISOString().slice(0, 10));
}

function isWeekday(date: string): boolean {
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}
