import { describe, expect, it } from 'vitest';
import type { TreeUnit } from '../../src/organisation/schema.ts';
import { nextStop, tourPace } from './tour.ts';
import { wallTree } from './tree.ts';

const unit = (id: string, parent: number, level: TreeUnit['level']): TreeUnit => ({
  id,
  code: id,
  parent,
  level,
  zh: id,
  en: id,
});

describe('the tour of the wall', () => {
  it.each([
    ['', false, { restSeconds: 90, stopSeconds: 15 }],
    ['', true, undefined],
    ['?tour=off', false, undefined],
    ['?unit=east&tour=60-10', true, { restSeconds: 60, stopSeconds: 10 }],
    ['?tour=0-0', false, { restSeconds: 0, stopSeconds: 1 }],
    ['?tour=often', false, { restSeconds: 90, stopSeconds: 15 }],
  ])('reads %j with less motion %s as %j', (search, calm, pace) => {
    expect(tourPace(search, calm)).toEqual(pace);
  });

  it('goes from the city to each county in turn and back, and from anywhere below to the city', () => {
    const tree = wallTree({
      units: [
        unit('city', -1, 'city'),
        unit('east', 0, 'centre'),
        unit('east.1', 1, 'institute'),
        unit('west', 0, 'centre'),
      ],
    });
    if (!tree) throw new Error('no tree');
    expect(['city', 'east', 'west', 'east.1'].map((at) => nextStop(tree, at))).toEqual([
      'east',
      'west',
      'city',
      'city',
    ]);
    const county = wallTree({ units: [...tree.units] }, ['east']);
    if (!county) throw new Error('no tree');
    expect(['east', 'east.1'].map((at) => nextStop(county, at))).toEqual(['east.1', 'east']);
  });
});
