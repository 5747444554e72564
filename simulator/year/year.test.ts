import { describe, expect, it } from 'vitest';
import type { ExpectingPolicy } from '../../src/organisation/policies/schema/dispatching.ts';
import { seeds } from '../../src/organisation/policies/seeds.ts';
import { type County, gatherYears, YEAR } from './year.ts';

const { raises } = seeds.expecting as ExpectingPolicy;
const county: County = { kinds: ['community_cleanup', 'home_haircut'], stations: 3, ordersADay: 20, raises };

describe('two simulated years of a county', () => {
  const years = gatherYears(1, county);

  it('are the same for the same seed, and others for another', () => {
    expect(gatherYears(1, county)).toEqual(years);
    expect(gatherYears(2, county).orders.length).not.toBe(years.orders.length);
  });

  it('bring about as many orders a day as was asked for, growing', () => {
    const inYear = (n: number) => years.orders.filter(({ day }) => Math.floor(day / YEAR) === n).length;
    expect(inYear(0) / YEAR).toBeGreaterThan(12);
    expect(inYear(0) / YEAR).toBeLessThan(35);
    expect(inYear(1)).toBeGreaterThan(inYear(0));
  });

  it('ask for nothing later than the day itself, nor more than a week ahead', () => {
    expect(new Set(years.orders.map(({ day, askedOn }) => day - askedOn))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
  });

  it('note snow in winter alone, and heat in summer alone', () => {
    const months = (weather: string) =>
      new Set(years.noted.filter((each) => each.weather === weather).map((each) => each.from.slice(5, 7)));
    expect([...months('snow')].every((month) => ['12', '01', '02', '03'].includes(month))).toBe(true);
    expect([...months('heat')].every((month) => ['06', '07', '08', '09'].includes(month))).toBe(true);
    expect(months('snow').size).toBeGreaterThan(0);
  });
});
