import { describe, expect, it } from 'vitest';
import type { UnitLevel } from '../../shared/units.ts';
import { assemblePolicies, policyFaults } from './policies.ts';
import {
  buildTree,
  centreOf,
  heirOf,
  isOpen,
  isWithin,
  levelUp,
  mayStandBelow,
  pathOf,
  plaqueRates,
  subtreeOf,
  type Unit,
} from './tree.ts';

function unit(id: string, level: UnitLevel, parentId: string | null, more: Partial<Unit> = {}): Unit {
  return {
    id,
    code: id,
    parentId,
    level,
    nameZh: id,
    nameEn: id,
    shortNameZh: id,
    plaque: 'none',
    plaqueSince: null,
    longitude: null,
    latitude: null,
    placeApproximate: false,
    address: null,
    phone: null,
    openingHours: null,
    openedOn: '2020-01-01',
    closedOn: null,
    mergedInto: null,
    invented: false,
    gridQ: null,
    gridR: null,
    version: 1,
    ...more,
  };
}

const tree = buildTree([
  unit('team', 'team', 'station'),
  unit('station', 'station', 'institute'),
  unit('old', 'station', 'institute', { closedOn: '2025-01-01', mergedInto: 'middle' }),
  unit('middle', 'station', 'institute', { closedOn: '2025-06-01', mergedInto: 'station' }),
  unit('institute', 'institute', 'centre', { plaque: 'open', plaqueSince: '2021-01-01' }),
  unit('planned', 'institute', 'centre', { plaque: 'open', plaqueSince: '2030-01-01' }),
  unit('centre', 'centre', 'city'),
  unit('department', 'department', 'city'),
  unit('city', 'city', null),
]);

describe('the tree', () => {
  it('knows what stands above, the nearest first', () => {
    expect(pathOf(tree, 'team')).toEqual(['team', 'station', 'institute', 'centre', 'city']);
    expect(pathOf(tree, 'nobody')).toEqual([]);
    expect(isWithin(tree, 'team', 'centre')).toBe(true);
    expect(isWithin(tree, 'centre', 'team')).toBe(false);
  });

  it('knows the centre that answers, the city where there is none', () => {
    expect(centreOf(tree, 'team')).toBe('centre');
    expect(centreOf(tree, 'centre')).toBe('centre');
    expect(centreOf(tree, 'department')).toBe('city');
  });

  it('climbs level by level to the city, and no further', () => {
    const climb = (id: string): string[] => {
      const up = levelUp(tree, id);
      return up === null ? [id] : [id, ...climb(up)];
    };
    expect(climb('team')).toEqual(['team', 'station', 'institute', 'centre', 'city']);
  });

  it('lists a subtree with parents before children, closed units too', () => {
    expect(subtreeOf(tree, 'institute')).toEqual(['institute', 'middle', 'old', 'station', 'team']);
    expect(subtreeOf(tree, 'nobody')).toEqual([]);
  });

  it('follows a merged unit to the heir of its heir', () => {
    expect(heirOf(tree, 'old')).toBe('station');
    expect(heirOf(tree, 'station')).toBe('station');
  });

  it('counts the closing day itself as closed', () => {
    const old = unit('x', 'station', 'institute', { closedOn: '2025-01-01' });
    expect([isOpen(old, '2019-12-31'), isOpen(old, '2024-12-31'), isOpen(old, '2025-01-01')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('rates plaques by level, of units that work', () => {
    expect(plaqueRates(tree, 'centre', '2026-03-02')).toEqual([
      { level: 'centre', open: 0, planned: 0, units: 1 },
      { level: 'institute', open: 1, planned: 1, units: 2 },
      { level: 'station', open: 0, planned: 0, units: 1 },
    ]);
  });

  it('lets each level stand only where it belongs', () => {
    expect(mayStandBelow('city', null)).toBe(true);
    expect(mayStandBelow('station', null)).toBe(false);
    expect(mayStandBelow('station', 'city')).toBe(false);
    expect(mayStandBelow('team', 'point')).toBe(true);
    expect(mayStandBelow('centre', 'team')).toBe(false);
  });
});

describe('policies together', () => {
  const kind = { id: 'a', skills: ['s'], department: 'd' };
  const bodies = (
    kinds: unknown[],
    skills = ['s'],
    departments = ['d'],
    raises: unknown[] = [],
    days: unknown[] = [],
  ) =>
    assemblePolicies({
      needs: { categories: [{ id: 'c', kinds }] },
      skills: { skills: skills.map((id) => ({ id })) },
      departments: { departments: departments.map((id) => ({ id })) },
      expecting: { raises },
      calendar: { dates: days },
    } as unknown as Parameters<typeof assemblePolicies>[0]);

  it('find nothing wrong when they fit', () => {
    expect(policyFaults(bodies([kind]), bodies([kind]))).toEqual([]);
  });

  it('find raises of kinds that nobody knows, at times that no calendar has, and ids given twice', () => {
    const raise = { id: 'r', when: '03-05', kinds: ['a'] };
    const faults = (raises: unknown[]) => policyFaults(bodies([kind], ['s'], ['d'], raises), undefined);
    expect(faults([raise])).toEqual([]);
    expect(faults([{ ...raise, kinds: ['a', 'z'] }])).toEqual([
      { field: '/raises/0/kinds', reason: 'kind_unknown', value: 'z' },
    ]);
    expect(faults([{ ...raise, when: 'weather:fog' }])).toEqual([
      { field: '/raises/0/when', reason: 'when_unknown', value: 'weather:fog' },
    ]);
    expect(faults([raise, raise])).toEqual([{ field: '/raises/1/id', reason: 'repeated', value: 'r' }]);
  });

  it('find days that end before they begin, that last for years, that two rows decide on, and ids given twice', () => {
    const spring = { id: 'spring', from: '2027-02-05', until: '2027-02-11' };
    const faults = (...days: unknown[]) =>
      policyFaults(bodies([kind], ['s'], ['d'], [], days), undefined).map(({ field, reason, value }) => [
        ...[field, reason, value],
      ]);
    expect(faults(spring, { ...spring, id: 'may', from: '2027-05-01', until: '2027-05-31' })).toEqual([]);
    expect(faults({ ...spring, until: '2027-02-04' })).toEqual([['/dates/0/until', 'ends_before', '2027-02-04']]);
    expect(faults({ ...spring, until: '2072-02-11' })).toEqual([['/dates/0/until', 'too_many_days', '2072-02-11']]);
    const months = [1, 3, 5, 7].map((n) => ({ id: `m${n}`, from: `2027-0${n}-01`, until: `2027-0${n}-31` }));
    expect(faults(...months)).toEqual([['/dates/3/until', 'too_many_days', '2027-07-31']]);
    expect(faults(...months.map((each) => ({ ...each, worked: true })))).toEqual([]);
    expect(faults(spring, { id: 'before', from: '2027-02-01', until: '2027-02-05' })).toEqual([
      ['/dates/1/from', 'day_twice', '2027-02-05'],
    ]);
    expect(faults(spring, { id: 'spring', from: '2027-02-12', until: '2027-02-12' })).toEqual([
      ['/dates/1/id', 'repeated', 'spring'],
    ]);
  });

  it('find unknown skills and departments, ids given twice, and kinds taken away', () => {
    expect(policyFaults(bodies([kind], []), undefined)).toMatchObject([{ reason: 'skill_unknown', value: 's' }]);
    expect(policyFaults(bodies([kind], ['s'], []), undefined)).toMatchObject([{ reason: 'department_unknown' }]);
    expect(policyFaults(bodies([kind, kind]), undefined)).toMatchObject([{ reason: 'repeated', value: 'a' }]);
    expect(policyFaults(bodies([]), bodies([kind]))).toMatchObject([{ reason: 'kind_in_use', value: 'a' }]);
  });
});
