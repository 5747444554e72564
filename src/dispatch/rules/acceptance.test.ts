import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourBands } from '../schema/gaps.ts';
import {
  type AcceptanceCell,
  chanceOf,
  chanceOfKind,
  distanceBandOf,
  distanceBands,
  hourBandOf,
  learnedFrom,
  promptnessOf,
  stillToCome,
} from './acceptance.ts';

const cell: AcceptanceCell = { kind: 'haircut_at_home', hour: 'morning', distance: 'under_1000' };
const nothing = learnedFrom([]);

describe('the chance to say yes', () => {
  it('is one in twenty before anything is learned', () => {
    expect(chanceOf(nothing, cell)).toBeCloseTo(0.05, 12);
  });

  it('moves with what came of messages, the worked example', () => {
    expect(chanceOf(learnedFrom([{ ...cell, asked: 160, accepted: 24 }]), cell)).toBeCloseTo(0.14984, 10);
  });

  it.each([
    ['the very same', cell, 0.14984],
    ['another hour', { ...cell, hour: 'evening' }, 0.1492],
    ['another kind', { ...cell, kind: 'moving_help' }, 0.146],
    ['another distance', { ...cell, distance: 'further' }, 0.13],
  ] as const)('leans on what is coarser where nothing is known: %s', (_name, asked, expected) => {
    expect(chanceOf(learnedFrom([{ ...cell, asked: 160, accepted: 24 }]), asked)).toBeCloseTo(expected, 10);
  });

  it('of a kind, whatever hour and distance, leans on that of all kinds: the worked example', () => {
    const learned = learnedFrom([
      { ...cell, asked: 100, accepted: 20 },
      { ...cell, distance: 'further', hour: 'evening', asked: 60, accepted: 4 },
    ]);
    expect(chanceOfKind(learned, cell.kind)).toBeCloseTo(0.146, 10);
    expect(chanceOfKind(learned, 'moving_help')).toBeCloseTo(0.13, 10);
    expect(chanceOfKind(nothing, 'moving_help')).toBeCloseTo(0.05, 12);
  });

  it('comes close to the share itself after many messages', () => {
    expect(chanceOf(learnedFrom([{ ...cell, asked: 100_000, accepted: 30_000 }]), cell)).toBeCloseTo(0.3, 4);
  });

  it('always lies between 0 and 1, and rises with a yes', () => {
    const rows = fc.array(
      fc.record({
        kind: fc.constantFrom('haircut_at_home', 'moving_help'),
        hour: fc.constantFrom(...hourBands),
        distance: fc.constantFrom(...distanceBands),
        asked: fc.integer({ min: 0, max: 500 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, (all) => {
        const tallies = all.map(({ share, ...row }) => ({ ...row, accepted: Math.floor(row.asked * share) }));
        const before = chanceOf(learnedFrom(tallies), cell);
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThan(1);
        expect(chanceOf(learnedFrom([...tallies, { ...cell, asked: 1, accepted: 1 }]), cell)).toBeGreaterThan(before);
        expect(chanceOf(learnedFrom([...tallies, { ...cell, asked: 1, accepted: 0 }]), cell)).toBeLessThan(before);
      }),
    );
  });
});

describe('the chance that somebody silent still says yes', () => {
  it('is the whole chance at once, and half the yeses gone after half of them came: 0.05 / 0.95', () => {
    expect(stillToCome(nothing, 0.1, 0)).toBeCloseTo(0.1, 12);
    // Before anything is learned, 10 of 20 yeses come within 40 minutes.
    expect(stillToCome(nothing, 0.1, 40)).toBeCloseTo(0.05 / 0.95, 12);
  });

  it('falls with time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 300 }), (minutes, more) => {
        expect(stillToCome(nothing, 0.3, minutes + more)).toBeLessThanOrEqual(
          stillToCome(nothing, 0.3, minutes) + 1e-12,
        );
      }),
    );
  });

  it('learns how quickly people answer here', () => {
    const quick = learnedFrom([], [1000, 0, 0, 0, 0, 0, 0]);
    expect(stillToCome(quick, 0.1, 10)).toBeLessThan(0.01);
  });

  it.each([
    [0, 0],
    [9.9, 0],
    [10, 1],
    [79, 3],
    [320, 6],
  ])('a yes after %d minutes counts in place %i', (minutes, expected) => {
    expect(promptnessOf(minutes)).toBe(expected);
  });
});

describe('bands', () => {
  it.each([
    [0, 'night'],
    [7, 'morning'],
    [11, 'noon'],
    [14, 'afternoon'],
    [18, 'evening'],
    [21, 'night'],
  ] as const)('%i o’clock is %s', (hour, expected) => {
    expect(hourBandOf(hour)).toBe(expected);
  });

  it.each([
    [null, 'unknown'],
    [0, 'under_500'],
    [500, 'under_1000'],
    [1999, 'under_2000'],
    [2000, 'under_4000'],
    [4000, 'further'],
  ] as const)('%s metres are %s', (metres, expected) => {
    expect(distanceBandOf(metres)).toBe(expected);
  });
});
