import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseCalendar } from '../../../organisation/rules/calendar.ts';
import { dateAfter } from '../../../shared/time.ts';
import { learnedFactor, likeWeekday, weekdayTimes } from './factors.ts';
import { type DayCount, daysBetween, historyOf, type Raise, raisesOn, stillToCome } from './history.ts';
import { expectationOf } from './predictive.ts';
import { countyRate, growthOf, unitRate, weighed } from './rate.ts';
import { type Ground, weekAhead } from './week.ts';

const today = '2026-11-29';
const calendar = chineseCalendar();
const snow: Raise = {
  ...{ id: 'snow_clearing', nameZh: '下雪', nameEn: 'Snow' },
  ...{ when: 'weather:snow', kinds: ['community_cleanup'], times: 2 },
};
const zeros = (many: number) => Array.from({ length: many }, () => 0);

/** Orders of one kind: so many each day of the days before today, some of them in the unit. */
function daily(kind: string, days: number, county: number, unit: number): DayCount[] {
  return Array.from({ length: days }, (_, n) => ({ date: dateAfter(today, n - days), kind, lead: 0, county, unit }));
}
const ground = (counts: readonly DayCount[], more: Partial<Ground> = {}): Ground => ({
  ...{
    today,
    calendar,
    history: historyOf(counts, today, calendar),
    raises: [snow],
    assumptionWeight: 20,
    weather: [],
  },
  ...{ known: new Map(), isCounty: false, evenShare: 0.1, ...more },
});

describe('days', () => {
  it('are counted over the end of a month and of a year', () => {
    expect(dateAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(dateAfter('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
  });

  it.each([
    ['2026-11-29', 0, 'a Sunday'],
    ['2026-10-01', 0, 'a holiday is like a Sunday'],
    ['2026-02-14', 5, 'a Saturday that is worked is like a Friday'],
    ['2026-12-02', 3, 'a Wednesday'],
  ])('%s is like weekday %d: %s', (date, weekday) => {
    expect(likeWeekday(calendar.day(date))).toBe(weekday);
  });
});

describe('what is expected of a count', () => {
  it.each([
    ['nothing', 0, 1, { mean: 0, low: 0, high: 0 }],
    ['the worked example', 3, 6, { mean: 3, low: 1, high: 6 }],
    // Poisson with mean 3, which is what a rate known for sure gives: 1 to 5.
    ['a rate that is known well', 3, 1e9, { mean: 3, low: 1, high: 5 }],
    ['very many', 1000, 1e9, { mean: 1000, low: 959, high: 1041 }],
  ])('is a mean and a span: %s', (_name, mean, shape, expected) => {
    expect(expectationOf(mean, shape)).toEqual(expected);
  });

  it('holds the mean within one of its span, and is wider the less is known', () => {
    const positive = (max: number) => fc.double({ min: 0.3, max, noNaN: true });
    fc.assert(
      fc.property(positive(150), positive(100), (mean, shape) => {
        const unsure = expectationOf(mean, shape);
        const sure = expectationOf(mean, 50 * shape);
        expect(unsure.low).toBeLessThanOrEqual(unsure.high);
        expect(sure.low).toBeLessThanOrEqual(mean + 1);
        expect(sure.high).toBeGreaterThanOrEqual(mean - 1);
        expect(unsure.high - unsure.low).toBeGreaterThanOrEqual(sure.high - sure.low - 1);
      }),
    );
  });
});

describe('what days bring', () => {
  const days = Array.from({ length: 28 }, (_, n) => calendar.day(dateAfter('2026-11-29', n - 28)));

  it('is alike where nothing was counted', () => {
    expect(weekdayTimes(days, zeros(28))).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it('is drawn towards alike where there are few: the worked example', () => {
    // 25 on each average day, 15 on each of the four Sundays: 60 where 100 would be average.
    const totals = days.map(({ weekday }) => (weekday === 0 ? 15 : (25 * 7 - 15) / 6));
    expect(weekdayTimes(days, totals)[0]).toBeCloseTo(80 / 120, 10);
  });
});

describe('what something brings', () => {
  const learning = (orders: number[], on: Raise[][], weight = 20) => ({
    ...{ orders, on, weight, weekday: orders.map(() => 1) },
  });
  const raise = { ...snow, times: 1.5 };

  it('is what was assumed, before anything was seen', () => {
    expect(learnedFactor(raise, learning([], []))).toEqual({ times: 1.5, shape: 30 });
    expect(learnedFactor(raise, learning([3, 3, 3], [[], [], []])).times).toBe(1.5);
  });

  it('moves with what was seen: the worked example', () => {
    // Thirty ordinary days with 3 orders each; ten with snow and 6 each, where 30 would have been ordinary.
    const orders = [...zeros(30).map(() => 3), ...zeros(10).map(() => 6)];
    const on = orders.map((_, n) => (n < 30 ? [] : [raise]));
    expect(learnedFactor(raise, learning(orders, on)).times).toBeCloseTo(1.8, 10);
  });

  it('comes to what was seen after many orders, whatever was assumed', () => {
    const orders = [...zeros(300).map(() => 30), ...zeros(100).map(() => 90)];
    const on = orders.map((_, n) => (n < 300 ? [] : [snow]));
    expect(learnedFactor({ ...snow, times: 0.5 }, learning(orders, on)).times).toBeCloseTo(3, 1);
  });

  it('takes what else was on as assumed', () => {
    const other = { ...snow, id: 'other', times: 3 };
    const orders = [...zeros(300).map(() => 10), ...zeros(100).map(() => 60)];
    const on = orders.map((_, n) => (n < 300 ? [] : [snow, other]));
    expect(learnedFactor(snow, learning(orders, on)).times).toBeCloseTo(2, 1);
  });

  it('is on on the days of its weather, and on no other', () => {
    const days = [1, 2, 3].map((n) => calendar.day(dateAfter(today, n)));
    const span = { weather: 'snow' as const, from: '2026-12-01', until: '2026-12-02' };
    expect(raisesOn(days, [snow], [span])).toEqual([[], [snow], [snow]]);
    expect(raisesOn(days, [{ ...snow, when: 'nonsense' }], [span])).toEqual([[], [], []]);
  });
});

describe('the rate', () => {
  it('counts a day the less the longer it is ago, half after four weeks', () => {
    expect(weighed({ orders: [3], times: [1] }, 1)).toEqual({ shape: 3, days: 1 });
    const rate = weighed({ orders: zeros(56).map((_, n) => (n === 27 ? 8 : 0)), times: zeros(56).map(() => 1) }, 1);
    expect(rate.shape).toBeCloseTo(4, 10);
    expect(rate.days).toBeCloseTo(30.68, 1);
  });

  it('leans on the same weeks of last year as well, at this year’s level', () => {
    const orders = zeros(400).map((_, n) => (n < 56 ? 2 : 0));
    const [steady, doubled] = [1, 2].map((growth) => weighed({ orders, times: orders.map(() => 1) }, growth));
    // Days 30 to 50 of 400 lie around the week a year before the next: 21 of them, half each, with 2 orders.
    expect(steady?.shape).toBeCloseTo(21, 10);
    expect((steady?.days ?? 0) - (doubled?.days ?? 0)).toBeCloseTo(21 * 0.5 * 0.5, 10);
  });

  it('grows with all kinds together: the worked example', () => {
    const totals = zeros(420).map((_, n) => (n < 56 ? 180 / 56 : n >= 364 ? 380 / 56 : 0));
    expect(growthOf(totals)).toBeCloseTo(2, 10);
    expect(growthOf(totals.slice(1))).toBe(1);
  });

  it('of a unit is drawn towards its part of the county: the worked example', () => {
    const { shape, days } = unitRate({ shape: 250, days: 100 }, 0.1, { shape: 4, days: 36 });
    expect((7 * shape) / days).toBeCloseTo(1.203, 3);
  });

  it('of a kind never seen is next to nothing', () => {
    expect(countyRate({ shape: 0, days: 40 })).toEqual({ shape: 0.5, days: 40 });
  });
});

describe('what is still to come', () => {
  it('is all of it where nothing is known, and what was asked for later than today else', () => {
    expect(stillToCome(zeros(8), 3)).toBe(1);
    // The worked example: of 90 orders 30 came two or more days ahead.
    expect(stillToCome([40, 20, 30, 0, 0, 0, 0, 0], 2)).toBeCloseTo(0.7, 10);
  });
});

describe('the week ahead', () => {
  it('gives no figure before two weeks and twenty orders, and says what was asked for and what weather brings', () => {
    const known = new Map([['home_haircut', [0, 2, 0, 0, 0, 0, 1]]]);
    const weather = [{ weather: 'snow' as const, from: '2026-12-01', until: '2026-12-01' }];
    for (const counts of [[], daily('home_haircut', 13, 5, 1), daily('home_haircut', 19, 1, 1)]) {
      const week = weekAhead(ground(counts, { known, weather }));
      expect(week.hasHistory).toBe(false);
      expect(week.kinds.map(({ kind, days, week: figures }) => ({ kind, days, figures }))).toEqual([
        { kind: 'home_haircut', days: null, figures: null },
        { kind: 'community_cleanup', days: null, figures: null },
      ]);
      expect(week.kinds[0]?.known).toEqual([0, 2, 0, 0, 0, 0, 1]);
      expect(week.kinds[1]?.reasons).toEqual([{ raise: snow, times: 2, days: [1] }]);
    }
  });

  it('begins tomorrow and has seven days', () => {
    expect(weekAhead(ground([])).days.map((day) => day.date)).toEqual([
      ...['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05', '2026-12-06'],
    ]);
  });

  it('goes on as before where every day was alike', () => {
    const week = weekAhead(ground(daily('home_haircut', 56, 20, 4)));
    expect(week.hasHistory).toBe(true);
    const [haircuts] = week.kinds;
    expect(haircuts).toMatchObject({ kind: 'home_haircut', lastYear: null, lately: 28, reasons: [] });
    expect(haircuts?.week?.mean).toBeCloseTo(28, 0);
    expect(haircuts?.days?.map(Math.round)).toEqual([4, 4, 4, 4, 4, 4, 4]);
    expect(haircuts?.week?.low).toBeLessThan(24);
    expect(haircuts?.week?.high).toBeGreaterThan(32);
  });

  it('expects of a unit that had none its part of what the county has', () => {
    const [haircuts] = weekAhead(ground(daily('home_haircut', 14, 20, 0), { evenShare: 0.5 })).kinds;
    // 5 of 290 orders of a county that has 20 a day; 28 days of that beside 12 of its own without any.
    expect(haircuts?.week?.mean).toBeCloseTo(1.7, 1);
  });

  it('brings more on the days of noted weather, and says why', () => {
    const counts = daily('community_cleanup', 56, 20, 20);
    const weather = [{ weather: 'snow' as const, from: '2026-12-02', until: '2026-12-03' }];
    const [cleaning] = weekAhead(ground(counts, { weather, isCounty: true })).kinds;
    expect(cleaning?.reasons).toEqual([{ raise: snow, times: 2, days: [2, 3] }]);
    expect(cleaning?.days?.map(Math.round)).toEqual([20, 20, 40, 40, 20, 20, 20]);
  });

  it('tells of a kind that was never seen and that something raises, last and without a figure', () => {
    const weather = [{ weather: 'snow' as const, from: '2026-12-02', until: '2026-12-03' }];
    const counts = daily('home_haircut', 56, 20, 4);
    const [, cleaning, ...more] = weekAhead(ground(counts, { weather, isCounty: true })).kinds;
    expect(more).toEqual([]);
    expect(cleaning).toMatchObject({ kind: 'community_cleanup', days: null, week: null, lately: 0 });
    expect(cleaning?.reasons).toEqual([{ raise: snow, times: 2, days: [2, 3] }]);
    // Fair weather, weather that makes it less, or one asked for: nothing to say of it, or something to count.
    const less = ground(counts, { weather, raises: [{ ...snow, times: 0.6 }] });
    expect(weekAhead(less).kinds.map((each) => each.kind)).toEqual(['home_haircut']);
    expect(weekAhead(ground(counts)).kinds.map((each) => each.kind)).toEqual(['home_haircut']);
    const known = new Map([['community_cleanup', [0, 1, 0, 0, 0, 0, 0]]]);
    const asked = weekAhead(ground(counts, { weather, known })).kinds.find((each) => each.kind === 'community_cleanup');
    expect(asked?.week?.low).toBe(1);
  });

  it('leaves out what is hardly expected', () => {
    const counts = [...daily('home_haircut', 56, 20, 4), { ...daily('book_donation_wish', 1, 1, 1)[0]! }];
    expect(weekAhead(ground(counts)).kinds.map((each) => each.kind)).toEqual(['home_haircut']);
  });

  it('never expects less than was asked for, and its span holds what it expects', () => {
    const count = fc.record({
      county: fc.integer({ min: 0, max: 30 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const asked = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 14, maxLength: 430 }), asked, (counts, known) => {
        const rows = counts.map(({ county, part }, n): DayCount => {
          const date = dateAfter(today, n - counts.length);
          return { date, kind: 'home_haircut', lead: n % 9, county, unit: Math.floor(part * county) };
        });
        const [kind] = weekAhead(ground(rows, { known: new Map([['home_haircut', known]]) })).kinds;
        if (!kind?.week || !kind.days) return;
        const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
        expect(kind.week.low).toBeGreaterThanOrEqual(sum(known));
        expect(kind.week.mean).toBeCloseTo(sum(kind.days), 6);
        expect(kind.week.high).toBeGreaterThanOrEqual(kind.week.low);
        for (const [day, expected] of kind.days.entries()) expect(expected).toBeGreaterThanOrEqual(known[day] ?? 0);
      }),
      { numRuns: 40 },
    );
  });
});
