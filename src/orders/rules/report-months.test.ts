import { describe, expect, it } from 'vitest';
import { monthAfter, reportMonths } from './report-months.ts';

/** 4 March in China, still 3 March in London. */
const NOW = new Date('2026-03-03T17:00:00Z');
const months = (asked: { from?: string; to?: string }) => reportMonths(asked, NOW, 480);

describe('the months of a report', () => {
  it.each([
    ['none are named: the last three, the running one among them', {}, '2026-01', '2026-03'],
    ['the first is named', { from: '2025-11' }, '2025-11', '2026-03'],
    ['the last is named', { to: '2026-01' }, '2025-11', '2026-01'],
    ['one month', { from: '2026-02', to: '2026-02' }, '2026-02', '2026-02'],
  ])('%s', (_what, asked, from, to) => {
    expect(months(asked)).toMatchObject({ from, to });
  });

  it('begin and end at midnight of the network’s zone', () => {
    expect(months({ from: '2026-02', to: '2026-02' })).toMatchObject({
      start: new Date('2026-01-31T16:00:00Z'),
      end: new Date('2026-02-28T16:00:00Z'),
    });
  });

  it.each([
    ['an instant', { from: '2026-02-01T00:00:00Z' }],
    ['a day', { to: '2026-02-03' }],
    ['a month that is none', { from: '2026-13' }],
    ['the first after the last', { from: '2026-03', to: '2026-02' }],
    ['a month to come', { to: '2026-04' }],
  ])('are refused: %s', (_what, asked) => {
    expect(() => months(asked)).toThrow(expect.objectContaining({ code: 'orders.report_months', status: 422 }));
  });

  it('are counted over the turn of a year', () => {
    expect(monthAfter('2026-01', -2)).toBe('2025-11');
    expect(monthAfter('2025-12', 1)).toBe('2026-01');
  });
});
