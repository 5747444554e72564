import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysUrlFor } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { chooseDemoMessages } from '../messages.ts';
import { liveIn, START } from '../simulate.ts';
import { type ApartCity, openApartCity } from './city.ts';
import { opensAt, outagesOf, strikesOf } from './strikes.ts';

const at = (hour: number) => new Date(START.getTime() + hour * 3_600_000);

describe('what goes wrong', () => {
  it('is drawn by the seed, over all the days, earliest first', () => {
    const strikes = strikesOf(5, START, 7, 28);
    expect(strikes).toEqual(strikesOf(5, START, 7, 28));
    expect(strikes.filter(({ kind }) => kind === 'server killed')).toHaveLength(14);
    const instants = strikes.map(({ from }) => from.getTime());
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(instants.every((each) => each >= at(0).getTime() && each < at(7 * 24).getTime())).toBe(true);
    const lengths = outagesOf(5, START, 7).map(({ from, until }) => (until.getTime() - from.getTime()) / 60_000);
    expect(lengths).toEqual([10, 60, 300]);
  });

  it.each([
    [1, 1],
    [2, 4],
    [3, 4],
    [4, 4],
    [3.5, 4],
  ])('lets people through from hour %d on at hour %d', (from, opens) => {
    const outages = [
      { from: at(2), until: at(3) },
      { from: at(2.5), until: at(4) },
    ];
    expect(opensAt(outages, at(from))).toEqual(at(opens));
  });
});

describe('a city whose server is killed, cut off and gone', () => {
  let database: FreshDatabase;
  let city: ApartCity;
  beforeAll(async () => {
    database = await freshDatabase();
    const { databaseUrl } = database;
    city = await openApartCity(
      { databaseUrl, keysUrl: keysUrlFor(databaseUrl) },
      {
        ...{ city: 'small', volunteers: 6, start: START },
        outages: [{ from: at(5), until: at(6) }],
        strikes: [
          { kind: 'server killed', from: at(0), afterMilliseconds: 1 },
          { kind: 'line cut', from: at(1), afterMilliseconds: 1 },
        ],
      },
    );
  }, 240_000);
  afterAll(async () => {
    await city.close();
    await database.drop();
  });

  it('has lost nothing, done nothing twice and left no order without somebody, by its history and its rows', async () => {
    const report = await liveIn(city, chooseDemoMessages(4, 3), { seed: 3, days: 1, arrivalDays: 0.5 });
    expect(report.faults).toEqual([]);
    expect(report.ways.filter((way) => !way.meToo)).toHaveLength(4);
    expect(city.struck).toMatchObject({ 'server killed': 1, 'line cut': 1, outages: 1 });
  }, 240_000);

  it('would have been seen to lose an order, and to hold one that nobody asked for', async () => {
    const faults = await city.compare(new Map(), ['an order that was acknowledged']);
    expect(faults).toContain('an order that was acknowledged: somebody was told that it is there, and it is not');
    expect(faults.filter((fault) => fault.endsWith('it was placed twice')).length).toBeGreaterThanOrEqual(4);
    expect(faults.filter((fault) => fault.endsWith('its history tells nothing')).length).toBeGreaterThanOrEqual(4);
  });
});
