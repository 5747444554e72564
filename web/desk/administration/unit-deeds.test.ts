import { expect, it } from 'vitest';
import type { UnitDetail } from '../../../src/organisation/schema.ts';
import type { Grant } from '../../../src/shared/actor.ts';
import { deedsOf, reshapes } from './unit-deeds.ts';

const city = { id: 'city', level: 'city' as const, nameZh: '', nameEn: '' };
const centre = { id: 'centre', level: 'centre' as const, nameZh: '', nameEn: '' };
type Told = Pick<UnitDetail, 'id' | 'path' | 'level' | 'closedOn'>;
const theCity: Told = { id: 'city', level: 'city', path: [], closedOn: null };
const theCentre: Told = { id: 'centre', level: 'centre', path: [city], closedOn: null };
const station: Told = { id: 'station', level: 'station', path: [centre, city], closedOn: null };
const team: Told = { id: 'team', level: 'team', path: [centre, city], closedOn: null };
const at = (unitId: string, role: Grant['role'] = 'administrator') => ({ grants: [{ role, unitId }] });
const ALL = ['change', 'open', 'move', 'merge', 'close'];

it.each<[string, Told, { grants: Grant[] }, string[]]>([
  ['an administrator above does everything', station, at('centre'), ALL],
  ['what reshapes a unit is for those above it', theCentre, at('centre'), ['change', 'open']],
  ['an administrator of another county does nothing', station, at('beside'), []],
  ['nor does one from below', theCentre, at('station'), []],
  ['nor does another role', station, at('city', 'dispatcher'), []],
  ['the city stays where it is', theCity, at('city'), ['change', 'open']],
  ['nothing stands below a team', team, at('centre'), ['change', 'move', 'merge', 'close']],
  ['its own administrator changes a team', team, at('team'), ['change']],
  ['what is to close is changed and moved', { ...station, closedOn: '2999-01-01' }, at('city'), ['change', 'move']],
  ['by its own administrator only changed', { ...station, closedOn: '2999-01-01' }, at('station'), ['change']],
  ['what is closed stays as it was', { ...station, closedOn: '2020-01-01' }, at('city'), []],
])('%s', (_name, unit, rights, deeds) => {
  expect(deedsOf(unit, rights)).toEqual(deeds);
});

it('takes a closing back only from above', () => {
  expect(reshapes(at('city'), theCentre)).toBe(true);
  expect(reshapes(at('centre'), theCentre)).toBe(false);
});
