import { describe, expect, it } from 'vitest';
import type { WeatherName } from '../policies/schema/dispatching.ts';
import { chineseCalendar } from './calendar.ts';
import { isOn, occasionOf } from './occasions.ts';

const dry: ReadonlySet<WeatherName> = new Set();
const isOnDay = (when: string, date: string, weather = dry) => {
  const occasion = occasionOf(when);
  if (!occasion) throw new Error(`not read: ${when}`);
  return isOn(occasion, chineseCalendar().day(date), weather);
};

describe('when something is on', () => {
  it.each([
    ['03-05', '2026-03-05', true],
    ['03-05', '2026-03-06', false],
    ['11-01..03-31', '2026-12-31', true],
    ['11-01..03-31', '2026-03-31', true],
    ['11-01..03-31', '2026-04-01', false],
    ['08-26..09-10', '2026-09-01', true],
    // The Double Ninth of 2026 is a Sunday in October; that of 2025 was on the 29th.
    ['lunar:09-09', '2026-10-18', true],
    ['lunar:09-09', '2025-10-29', true],
    ['lunar:09-09', '2026-10-29', false],
    // Spring Festival of 2026 is on 17 February: the days before it, and over the new year.
    ['lunar:12-16..12-30', '2026-02-16', true],
    ['lunar:12-28..01-06', '2026-02-17', true],
    ['lunar:12-28..01-06', '2026-02-23', false],
    // 2025 has a sixth month twice: it is not celebrated again in the second.
    ['lunar:06-24', '2025-07-18', true],
    ['lunar:06-24', '2025-08-17', false],
    ['term:the_winter_solstice', '2026-12-22', true],
    ['term:the_winter_solstice', '2026-12-21', false],
    ['holiday', '2026-10-01', true],
    ['holiday', '2026-10-10', false],
    ['made_up', '2026-02-14', true],
    ['made_up', '2026-02-21', false],
  ])('"%s" on %s: %s', (when, date, expected) => {
    expect(isOnDay(when, date)).toBe(expected);
  });

  it('is when that weather was noted, and in no other', () => {
    expect(isOnDay('weather:snow', '2026-12-01', new Set(['snow']))).toBe(true);
    expect(isOnDay('weather:snow', '2026-12-01', new Set(['cold']))).toBe(false);
  });

  it.each(['weather:fog', '13-05', '03-00', '03-05..', '3-5', 'lunar:holiday', 'lunar:', 'term:', 'snow', ''])(
    'is not read from "%s"',
    (when) => {
      expect(occasionOf(when)).toBeUndefined();
    },
  );
});
