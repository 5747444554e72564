import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrantedRole } from '../../shared/actor.ts';
import { isInConflict, marksTogether, ownerBeside, unitsInConflict, unitsTiedTo } from './conflict.ts';

/** A small tree: city, two counties, institutes, stations; a department of the first county. */
const parents: Record<string, string | null> = {
  city: null,
  east: 'city',
  west: 'city',
  'east.1': 'east',
  'east.2': 'east',
  'east.1.1': 'east.1',
  'east.1.2': 'east.1',
  housing: 'east',
};
const pathOf = (unitId: string): string[] => {
  const parent = parents[unitId];
  return parent ? [unitId, ...pathOf(parent)] : [unitId];
};
const childrenOf = (unitId: string) => Object.keys(parents).filter((each) => parents[each] === unitId);
const by = (role: GrantedRole, unitId: string, id = 'somebody') => ({ id, grants: [{ role, unitId }] });
const about = (...complainedUnits: string[]) => ({ complainedUnits, complainedPeople: [] });
const nobody = new Set<string>();

describe('a petition about a station', () => {
  const petition = about('east.1.1');

  it.each([
    ['its own dispatcher', by('dispatcher', 'east.1.1'), true],
    ['the dispatcher of the station beside it', by('dispatcher', 'east.1.2'), false],
    ['the dispatcher of the institute above', by('dispatcher', 'east.1'), false],
    ['the county’s clerk', by('petition_clerk', 'east'), false],
    ['the city’s clerk', by('petition_clerk', 'city'), false],
    ['nobody of the staff', { id: 'resident', grants: [] }, false],
  ])('%s is in conflict: %s', (_who, actor, expected) => {
    expect(isInConflict(petition, actor, { pathOf }, nobody)).toBe(expected);
  });

  it('is in conflict for who held a post there or in the institute above, and nowhere else', () => {
    expect(unitsInConflict(petition, { pathOf })).toEqual(['east.1.1', 'east.1']);
    expect(isInConflict(petition, by('petition_clerk', 'east', 'former'), { pathOf }, new Set(['former']))).toBe(true);
  });
});

describe('a petition about a county', () => {
  it('leaves the city’s clerks alone: everybody with a role in the county is in conflict', () => {
    const petition = about('east');
    for (const unit of ['east', 'east.1', 'east.1.1', 'housing'])
      expect(isInConflict(petition, by('petition_clerk', unit), { pathOf }, nobody)).toBe(true);
    expect(isInConflict(petition, by('petition_clerk', 'city'), { pathOf }, nobody)).toBe(false);
    expect(isInConflict(petition, by('petition_clerk', 'west'), { pathOf }, nobody)).toBe(false);
  });

  it('goes to the city; one about an institute stays, one about the city has nowhere else to go', () => {
    expect(ownerBeside(['east'], ['east', 'city'])).toBe('city');
    expect(ownerBeside(['east.1'], ['east', 'city'])).toBeNull();
    expect(ownerBeside(['city'], ['east', 'city'])).toBeNull();
  });
});

it('a petition about a person is not theirs to know, whatever they hold', () => {
  const petition = { complainedUnits: [], complainedPeople: ['head'] };
  expect(isInConflict(petition, by('petition_clerk', 'city', 'head'), { pathOf }, nobody)).toBe(true);
  expect(isInConflict(petition, by('petition_clerk', 'city', 'other'), { pathOf }, nobody)).toBe(false);
});

describe('a petition joined to another', () => {
  const marked = (complainedUnits: string[] | null, complainedPeople: string[] | null = complainedUnits && []) => ({
    complainedUnits,
    complainedPeople,
  });

  it.each([
    ['takes the other’s marks over', marked(null), marked(['east.1']), marked(['east.1'], null)],
    [
      'keeps its own beside them, each once',
      marked(['east.2']),
      marked(['east.1', 'east.2']),
      marked(['east.1', 'east.2']),
    ],
    ['is kept from people in whom the other is marked', marked([]), marked([], ['head']), marked([], ['head'])],
    ['stays unmarked where the other complains of nobody here', marked(null), marked([]), marked(null)],
    ['stays unmarked with another that is', marked(null), marked(null), marked(null)],
  ])('%s', (_what, own, other, expected) => {
    expect(marksTogether(own, other)).toEqual(expected);
  });
});

it('nobody is in conflict before anything is marked', () => {
  const unmarked = { complainedUnits: null, complainedPeople: null };
  expect(isInConflict(unmarked, by('dispatcher', 'east.1.1'), { pathOf }, nobody)).toBe(false);
});

it('lists leave out exactly what a single look would refuse', () => {
  const units = Object.keys(parents);
  fc.assert(
    fc.property(
      fc.subarray(units, { maxLength: 3 }),
      fc.subarray(units, { maxLength: 3 }),
      fc.subarray(units, { maxLength: 3 }),
      (marked, roles, posts) => {
        const actor = { id: 'officer', grants: roles.map((unitId) => ({ role: 'observer' as const, unitId })) };
        const petition = about(...marked);
        const watched = unitsInConflict(petition, { pathOf });
        const former = new Set(posts.some((unitId) => watched.includes(unitId)) ? ['officer'] : []);
        const tied = unitsTiedTo(actor, { pathOf, childrenOf, postUnits: posts });
        expect(marked.some((unitId) => tied.includes(unitId))).toBe(isInConflict(petition, actor, { pathOf }, former));
      },
    ),
  );
});
