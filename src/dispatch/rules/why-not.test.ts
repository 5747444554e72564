import { describe, expect, it } from 'vitest';
import { type WhyNotGround, weakestTerm, whyNot } from './why-not.ts';

function ground(changed: Partial<WhyNotGround> = {}): WhyNotGround {
  return {
    ...{ offered: false, team: false, inWaves: true, considered: null, terms: [], askedMeans: {} },
    ...{ off: false, away: false, free: true, ...changed },
  };
}

describe('why it was not theirs', () => {
  it.each([
    ['it was offered to them too', { offered: true, considered: 'spent' }, 'quicker'],
    ['it went to a team', { team: true, off: true }, 'team'],
    ['they had their messages of the week', { considered: 'spent', free: false }, 'spent'],
    ['others suited better', { considered: 'further' }, 'further'],
    ['they are not chosen by what is known of them', { off: true, away: true }, 'off'],
    ['they are away', { away: true, free: false }, 'away'],
    ['they did not say that they are free then', { free: false }, 'not_free'],
    ['staff chose by name', { inWaves: false }, 'chosen'],
    ['they stood further down than was looked at', {}, 'further'],
  ] as const)('because %s', (_name, changed, expected) => {
    expect(whyNot(ground(changed)).reason).toBe(expected);
  });

  it('says in what the others stood before them, not by how much nor who', () => {
    const terms = [
      { name: 'distance', points: -900 },
      { name: 'load', points: -150 },
    ];
    const askedMeans = { distance: -300, load: -300 };
    expect(whyNot(ground({ considered: 'further', terms, askedMeans }))).toEqual({
      reason: 'further',
      term: 'distance',
    });
  });

  it.each([
    ['equal terms', [{ name: 'rest', points: 20 }], { rest: 20 }, null],
    ['a better term', [{ name: 'rest', points: 80 }], { rest: 20 }, null],
    ['a term unknown of the others', [{ name: 'rest', points: 0 }], {}, null],
    [
      'the greatest loss',
      [
        { name: 'rest', points: 0 },
        { name: 'skill', points: 0 },
      ],
      { rest: 20, skill: 200 },
      'skill',
    ],
  ])('weakest of %s', (_name, terms, askedMeans, expected) => {
    expect(weakestTerm({ terms, askedMeans: askedMeans as Record<string, number> })).toBe(expected);
  });
});
