import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAdult } from '../../identity/rules/minors.ts';
import { randomNeed, randomVolunteer, seeded } from '../../matching/cases.fixture.ts';
import { emptyColumns, writeRow } from '../../matching/columns.ts';
import { exclusions, latestBirthday } from '../../matching/rules.ts';
import { buildSnapshot } from '../../matching/snapshot.ts';
import { credentialRules } from '../../organisation/policies/schema/lists.ts';
import { buildTree, type Unit } from '../../organisation/rules/tree.ts';
import { type CredentialRule, reasonsAgainst } from '../../volunteers/rules.ts';
import { countExcluded } from './columns/excluded.ts';
import { bytesOfId, IdTable } from './columns/id-table.ts';
import { birthYearOf, bornDayOf, daysTo1970 } from './columns/index-row.ts';
import { cityPlane, pointOf } from './places.ts';
import { groupsOf, skillBits, wordsOf } from './skill-groups.ts';
import { touchedBy } from './touched.ts';

const id = (n: number) =>
  `0192${((n * 7919) % 65_536).toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

describe('the table of ids', () => {
  test('gives each id one number, in the order they came, and finds it again as it grows', () => {
    const table = new IdTable(4);
    for (let n = 0; n < 5000; n++) expect(table.add(bytesOfId(id(n)))).toBe(n);
    for (let n = 0; n < 5000; n += 7) {
      expect(table.add(bytesOfId(id(n)))).toBe(n);
      expect(table.numberOf(id(n))).toBe(n);
      expect(table.idAt(n)).toBe(id(n));
    }
    expect(table.count).toBe(5000);
    expect(table.numberOf(id(5001))).toBe(-1);
  });
});

describe('groups of skills', () => {
  const skills = ['a', 'b', 'c', 'd', 'general_help'];
  const someSkills = fc.uniqueArray(fc.constantFrom(...skills), { maxLength: 4 });
  const credential = fc.constantFrom('none', 'claimed', 'verified', 'expired');

  test('answer as the rule of the volunteers does, whatever is asked and whatever somebody can', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...skills), fc.constantFrom(...credentialRules)),
        someSkills,
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), credential),
        (rules, asked, held) => {
          const ruleOf = (skill: string): CredentialRule => rules[skill] ?? 'none';
          const kind = { volunteerDispatchable: true, skills: asked };
          const bits = skillBits({
            kinds: new Map([['kind', kind]]),
            skills: { skills: skills.map((each) => ({ id: each, credential: ruleOf(each) })) },
          } as unknown as Parameters<typeof skillBits>[0]);
          const has = (only: (state: string) => boolean) =>
            wordsOf(
              Object.entries(held)
                .filter(([, state]) => only(state))
                .flatMap(([skill]) => bits.bitsWith(skill)),
            ).low;
          const groups = groupsOf(asked, ruleOf);
          const needs = (some: typeof groups) => wordsOf(some.map((group) => bits.bitOf(group))).low;
          const [skill, proved] = [needs(groups), needs(groups.filter((group) => group.papers))];
          const allowed =
            (has(() => true) & skill) === skill && (has((state) => state === 'verified') & proved) === proved;
          const acting = {
            verified: true,
            adult: true,
            guardianConsented: true,
            teams: [],
            skills: Object.entries(held).map(([each, state]) => ({ skill: each, credential: state as 'none' })),
          };
          const need = { homeVisit: false, twoPersonRule: false, skills: asked };
          const refused = reasonsAgainst(acting, need, new Map(skills.map((each) => [each, ruleOf(each)])));
          // Who holds what everybody can do beside papers of a group is judged by the group alone.
          fc.pre(!groups.some((group) => group.papers && group.skills.includes('general_help')));
          expect(allowed).toBe(refused.length === 0);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('birthdays', () => {
  test('that are known by their year make of age on the very day that the rule says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1920, max: 2020 }), fc.integer({ min: 0, max: 40_000 }), (year, days) => {
        const at = new Date(Date.UTC(1985, 0, 1) + days * 86_400_000);
        const day = Math.floor(at.getTime() / 86_400_000) + daysTo1970;
        expect(birthYearOf(bornDayOf(year))).toBe(year);
        expect(bornDayOf(year) <= latestBirthday(day, 18)).toBe(isAdult(year, at));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the plane of the city', () => {
  test('is right to the metre near its origin', () => {
    const origin = { longitude: 112.55, latitude: 37.87 };
    expect(pointOf(origin, { longitude: 112.56, latitude: 37.87 })).toEqual({ eastMetres: 878, northMetres: 0 });
    expect(pointOf(origin, { longitude: 112.55, latitude: 37.88 })).toEqual({ eastMetres: 0, northMetres: 1112 });
  });

  test('puts a unit without a place where the next one above it stands, and knows its district', () => {
    const unit = (unitId: string, level: string, parentId: string | null, place: [number, number] | null) =>
      ({
        id: unitId,
        code: unitId,
        level,
        parentId,
        longitude: place?.[0] ?? null,
        latitude: place?.[1] ?? null,
      }) as Unit;
    const plane = cityPlane(
      buildTree([
        unit('city', 'city', null, null),
        unit('east', 'centre', 'city', [112.6, 37.8]),
        unit('station', 'station', 'east', null),
        unit('west', 'centre', 'city', null),
      ]),
    );
    expect(plane.units.get('station')).toEqual({ eastMetres: 0, northMetres: 0 });
    expect(plane.units.get('west')).toBeUndefined();
    expect(plane.districts.get('station')).toBe(0);
    expect(plane.districts.get('west')).toBe(1);
    expect(plane.districts.get('city')).toBeUndefined();
  });
});

describe('those kept from an order', () => {
  test('are counted as reading everybody’s reasons one by one does', () => {
    const random = seeded(8);
    for (let n = 0; n < 20; n++) {
      const people = Array.from({ length: 300 }, () => randomVolunteer(random, 4000));
      const columns = emptyColumns(people.length);
      for (const [row, person] of people.entries()) writeRow(columns, row, person);
      const need = { ...randomNeed(random, 4000), radiusMetres: 1500, provider: 'person' as const };
      const counted = countExcluded(buildSnapshot(columns), need);
      const near = people.filter(
        (each) => (each.eastMetres - need.eastMetres) ** 2 + (each.northMetres - need.northMetres) ** 2 <= 1500 ** 2,
      );
      expect(counted.within).toBe(near.length);
      for (const reason of ['inactive', 'skill', 'credential', 'not_verified', 'unavailable'] as const)
        expect([reason, counted.byReason[reason] ?? 0]).toEqual([
          reason,
          near.filter((each) => exclusions(need, -1, each).includes(reason)).length,
        ]);
    }
  });
});

describe('what an event touches', () => {
  const event = (kind: string, subjectKind: string, body: Record<string, unknown> = {}) => ({
    kind,
    subjectKind,
    subjectId: 'subject',
    body,
  });

  test('is whom it is about, who came or went, and whoever an order names', () => {
    expect(touchedBy([event('volunteers.profile_changed', 'person')]).ids).toEqual(new Set(['subject']));
    expect(touchedBy([event('volunteers.member_joined', 'team', { personId: 'zhang' })]).ids).toEqual(
      new Set(['subject', 'zhang']),
    );
    // A message to a whole city must not read the whole city anew.
    expect(touchedBy([event('notify.delivered', 'person')]).ids).toEqual(new Set());
    const order = event('orders.accepted', 'order', {
      set: { teamId: 'team' },
      offers: [
        { personId: null, teamId: 'other' },
        { personId: 'only_asked', teamId: null },
      ],
      assignments: [{ personId: 'li', teamId: null }],
    });
    expect(touchedBy([order]).ids).toEqual(new Set(['team', 'other', 'li']));
    expect(touchedBy([event('orders.reviewed', 'order')]).orders).toEqual(new Set(['subject']));
  });

  test('is everything where units move, and nobody where somebody logs in', () => {
    expect(touchedBy([event('organisation.unit_moved', 'unit')]).all).toBe(true);
    expect(touchedBy([event('volunteers.rehomed', 'unit')]).all).toBe(true);
    expect(touchedBy([event('identity.logged_in', 'person')])).toEqual({
      ids: new Set(),
      orders: new Set(),
      all: false,
    });
  });
});
