import { beforeAll, describe, expect, it } from 'vitest';
import { WeekAgenda } from './agenda.ts';
import { isNear } from './rights.ts';
import { troubleAt, troublesOf } from './troubles.ts';
import { liveWeek, type WeekReport } from './week.ts';

const SMALL = { seed: 3, days: 2, ordersPerDay: 40 };
let report: WeekReport;

beforeAll(() => {
  report = liveWeek(SMALL);
}, 120_000);

describe('a week of Taiyuan by the rules alone', () => {
  it('carries every order to an end or to somebody who must act, without a fault', () => {
    expect(report.faults).toEqual([]);
    expect(report.orders).toBeGreaterThan(70);
    expect(Object.values(report.ends).reduce((sum, count) => sum + count, 0)).toBe(report.orders);
    expect(report.ends['closed, satisfied']).toBeGreaterThan(0);
    expect(report.looked.strangers).toBe(2 * report.looked.steps);
  });

  it('is the same for the same seed and another for another', () => {
    expect(liveWeek(SMALL)).toEqual(report);
    expect(liveWeek({ ...SMALL, seed: 4 }).ends).not.toEqual(report.ends);
  }, 120_000);

  it('would notice a clock that nobody hears', () => {
    const deaf = liveWeek({
      ...SMALL,
      days: 1,
      prepare: (world) => {
        // PLANTED FAULT.
        world.ring = () => {};
      },
    });
    expect(deaf.faults.some((fault) => fault.includes('was not heard'))).toBe(true);
  }, 120_000);

  it('would notice an order that nobody must act on', () => {
    const empty = liveWeek({
      ...SMALL,
      days: 1,
      prepare: ({ taiyuan }) => {
        // PLANTED FAULT.
        Object.assign(taiyuan.town, { holders: [] });
      },
    });
    expect(empty.faults.some((fault) => fault.includes('nobody must act'))).toBe(true);
  }, 120_000);

  it('would notice a stranger who may do more than nothing', () => {
    const open = liveWeek({
      ...SMALL,
      days: 1,
      prepare: ({ taiyuan }) => {
        // PLANTED FAULT: the rules are told that every centre stands above every unit.
        const path = taiyuan.pathOf;
        taiyuan.pathOf = (unitId) => [...path(unitId), ...[...taiyuan.helpers.keys()]];
      },
    });
    expect(open.looked.steps).toBeGreaterThan(0);
    expect(open.faults.some((fault) => fault.includes('has nothing to do with it'))).toBe(true);
  }, 120_000);
});

describe('what goes wrong in a week', () => {
  const begins = Date.parse('2026-03-01T16:00:00Z');
  const troubles = troublesOf(1, begins, ['a', 'b']);

  it('is three outages, and each local trouble twice, within the week', () => {
    expect(troubles.map(({ kind }) => kind).sort()).toEqual([
      ...['desks empty', 'desks empty', 'phones silent', 'phones silent'],
      ...['server down', 'server down', 'server down', 'storm', 'storm'],
    ]);
    for (const { from, until } of troubles) {
      expect(from).toBeGreaterThanOrEqual(begins);
      expect(until).toBeLessThanOrEqual(begins + 7.5 * 86_400_000);
    }
  });

  it('is over at its end, and only where it is', () => {
    const storm = { kind: 'storm' as const, from: 10, until: 20, centreId: 'a' };
    expect(troubleAt([storm], 'storm', 10, 'a')).toBe(storm);
    expect(troubleAt([storm], 'storm', 20, 'a')).toBeUndefined();
    expect(troubleAt([storm], 'storm', 15, 'b')).toBeUndefined();
  });
});

it('an agenda gives the earliest first, clocks before people, and else as planned', () => {
  const agenda = new WeekAgenda();
  const done: string[] = [];
  for (const [at, turn, name] of [
    [5, 'people', 'e'],
    [1, 'people', 'b'],
    [3, 'people', 'd'],
    [1, 'clock', 'a'],
    [1, 'people', 'c'],
  ] as const)
    agenda.plan(at, turn, () => done.push(name));
  while (agenda.next() < 9) agenda.take()?.act();
  expect(done.join('')).toBe('abcde');
  expect(agenda.take()).toBeUndefined();
});

it('whoever asked is near an order, and a desk beside is not', () => {
  const order = { confidential: false, requesterId: 'r', placedBy: null, followers: [], offers: [], assignments: [] };
  const near = (id: string, unitId?: string) =>
    isNear(
      order as unknown as Parameters<typeof isNear>[0],
      { kind: 'person', id, networkId: 'n', grants: unitId ? [{ role: 'dispatcher', unitId }] : [] },
      ['centre', 'city'],
    );
  expect([near('r'), near('s'), near('d', 'city'), near('d', 'beside')]).toEqual([true, false, true, false]);
});
