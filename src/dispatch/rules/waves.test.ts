import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskingPolicy } from '../../organisation/policies/schema/dispatching.ts';
import { type Askable, chanceOfEnough, nextWave, targetOfWave, type WaveGround, waveSize } from './waves.ts';

const chances = fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { maxLength: 12 });

/** The chance that at least `places` say yes, added up over every way it can go. */
function everyWay(each: readonly number[], places: number): number {
  let sum = 0;
  for (let way = 0; way < 2 ** each.length; way++) {
    let chance = 1;
    let yes = 0;
    for (const [index, p] of each.entries()) {
      const said = (way >> index) & 1;
      chance *= said ? p : 1 - p;
      yes += said;
    }
    if (yes >= places) sum += chance;
  }
  return sum;
}

describe('the chance that enough say yes', () => {
  it.each([
    ['nobody is asked', [], 1, 0],
    ['no place is left', [], 0, 1],
    ['one, for one place', [0.3], 1, 0.3],
    ['two, for one place', [0.3, 0.5], 1, 0.65],
    ['two, for two places', [0.3, 0.5], 2, 0.15],
    ['three, for two places', [0.5, 0.5, 0.2], 2, 0.35],
    ['fewer than places', [0.9, 0.9], 3, 0],
  ])('%s', (_name, each, places, expected) => {
    expect(chanceOfEnough(each, places)).toBeCloseTo(expected, 12);
  });

  it('is what adding up every way it can go gives', () => {
    fc.assert(
      fc.property(chances, fc.integer({ min: 1, max: 5 }), (each, places) => {
        expect(chanceOfEnough(each, places)).toBeCloseTo(everyWay(each, places), 9);
      }),
    );
  });

  it('never falls when one more is asked, and never rises with one more place', () => {
    fc.assert(
      fc.property(
        chances,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (each, more, places) => {
          const before = chanceOfEnough(each, places);
          expect(chanceOfEnough([...each, more], places)).toBeGreaterThanOrEqual(before - 1e-12);
          expect(chanceOfEnough(each, places + 1)).toBeLessThanOrEqual(before + 1e-12);
        },
      ),
    );
  });
});

describe('the size of a wave', () => {
  const ofFifth = { chances: Array.from({ length: 50 }, () => 0.2), waiting: [], most: 50 };

  it.each([
    ['one place at 0.9', { ...ofFifth, places: 1, target: 0.9 }, 11],
    ['one place at 0.95', { ...ofFifth, places: 1, target: 0.95 }, 14],
    ['two places at 0.9', { ...ofFifth, places: 2, target: 0.9 }, 18],
    ['no larger than allowed', { ...ofFifth, places: 1, target: 0.95, most: 6 }, 6],
    ['nobody when those waiting suffice', { ...ofFifth, waiting: [0.95], places: 1, target: 0.9 }, 0],
    ['fewer when some are waiting', { ...ofFifth, waiting: [0.5], places: 1, target: 0.9 }, 8],
    ['nobody for no place', { ...ofFifth, places: 0, target: 0.9 }, 0],
    ['everybody where the target is out of reach', { ...ofFifth, chances: [0.1, 0.1], places: 1, target: 0.9 }, 2],
  ])('%s', (_name, wish, expected) => {
    expect(waveSize(wish).size).toBe(expected);
  });

  it('is the smallest that reaches the target', () => {
    fc.assert(
      fc.property(
        chances,
        chances,
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (each, waiting, places, target) => {
          const { size, chance } = waveSize({ chances: each, waiting, places, target, most: 20 });
          const reached = (n: number) => chanceOfEnough([...waiting, ...each.slice(0, n)], places);
          expect(chance).toBeCloseTo(reached(size), 9);
          if (size < each.length) expect(reached(size)).toBeGreaterThanOrEqual(target - 1e-9);
          if (size > 0) expect(reached(size - 1)).toBeLessThan(target + 1e-9);
        },
      ),
    );
  });
});

describe('the part of the target that one wave takes', () => {
  it.each([
    [0.95, 1, 0.95],
    [0.95, 3, 0.631597],
    [0.9, 2, 0.683772],
    [0.9, 0, 0.9],
  ])('of %d with %i waves left is %d', (target, left, expected) => {
    expect(targetOfWave(target, left)).toBeCloseTo(expected, 6);
  });
});

const policy: AskingPolicy = {
  ...{ version: 1, origin: '', licence: '', target: 0.9, pauseMinutes: 60, pauseMinutesUrgent: 10, largestWave: 20 },
  ...{ mostWaves: 4, perWeek: 3, quietFromMinute: 21 * 60 + 30, quietUntilMinute: 7 * 60 + 30 },
  ...{ restPointsPerDay: 20, restDays: 14, goesOnAt: [], goesOnFor: [] },
};
const at = (time: string) => new Date(`2026-06-12T${time}:00+08:00`);

function someone(id: string, changed: Partial<Askable<string>> = {}): Askable<string> {
  return { id, score: 0, chance: 0.5, askedThisWeek: 0, lastAskedAt: at('08:00'), ...changed };
}

function ground(changed: Partial<WaveGround<string>> = {}): WaveGround<string> {
  return {
    ...{ now: at('10:00'), fillBy: at('10:30'), offsetMinutes: 480, places: 1, urgency: 'normal' },
    people: ['甲', '乙', '丙', '丁', '戊'].map((id, index) => someone(id, { score: -100 * index })),
    ...{ waiting: [], policy },
    ...changed,
  };
}

describe('the next wave', () => {
  it('asks those who suit best, as many as the chance needs: 1 - 0.5^4 = 0.9375', () => {
    expect(nextWave(ground())).toEqual({
      ask: ['甲', '乙', '丙', '丁'],
      chance: 0.9375,
      nextAt: null,
      quiet: false,
      spent: [],
      further: ['戊'],
    });
  });

  it('asks fewer at once when there is time for more waves, and looks again after the pause', () => {
    expect(nextWave(ground({ fillBy: at('13:30') }))).toMatchObject({ ask: ['甲'], nextAt: at('11:00') });
  });

  it('looks again sooner when it is urgent', () => {
    expect(nextWave(ground({ urgency: 'urgent' })).nextAt).toEqual(at('10:10'));
  });

  it('never asks who has had their messages of the week, and says how many that were', () => {
    const people = [someone('甲', { askedThisWeek: 3 }), someone('乙', { score: -5000 })];
    expect(nextWave(ground({ people }))).toMatchObject({ ask: ['乙'], spent: ['甲'] });
  });

  it('asks nobody by night, and looks again when the quiet hours end', () => {
    const night = { now: at('22:00'), fillBy: new Date('2026-06-13T12:00:00+08:00') };
    expect(nextWave(ground(night))).toMatchObject({
      ask: [],
      quiet: true,
      nextAt: new Date('2026-06-13T07:30:00+08:00'),
    });
  });

  it('asks by night, and beyond the budget, for what cannot wait', () => {
    const people = [someone('甲', { askedThisWeek: 9 })];
    expect(nextWave(ground({ now: at('23:00'), fillBy: at('23:05'), urgency: 'critical', people }))).toMatchObject({
      ask: ['甲'],
      quiet: false,
      spent: [],
    });
  });

  it('prefers a little who was not asked for a fortnight: 280 metres of way, not 300', () => {
    const rested = (score: number) => [someone('甲'), someone('乙', { score, lastAskedAt: null })];
    const first = (score: number) =>
      nextWave(ground({ people: rested(score), policy: { ...policy, largestWave: 1 } })).ask;
    expect(first(-279)).toEqual(['乙']);
    expect(first(-300)).toEqual(['甲']);
  });

  it('does not rank by the chance to say yes', () => {
    const people = [someone('甲', { chance: 0.01, score: 1 }), someone('乙', { chance: 0.99 })];
    expect(nextWave(ground({ people })).ask[0]).toBe('甲');
  });

  it('asks nobody more when those who are waiting are enough', () => {
    expect(nextWave(ground({ waiting: [0.95] }))).toMatchObject({ ask: [], chance: 0.95 });
  });

  it('never asks anybody twice, more than allowed, or anybody beyond their budget', () => {
    const people = fc.array(
      fc.record({
        score: fc.integer({ min: -9000, max: 500 }),
        chance: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
        askedThisWeek: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 4 }), (each, places) => {
        const all = each.map((one, index) => someone(String(index), one));
        const { ask } = nextWave(ground({ people: all, places }));
        expect(new Set(ask).size).toBe(ask.length);
        expect(ask.length).toBeLessThanOrEqual(policy.largestWave);
        for (const id of ask) expect(all[Number(id)]?.askedThisWeek).toBeLessThan(policy.perWeek);
      }),
    );
  });
});
