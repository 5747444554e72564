import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, type GrantedRole, grantedRoles } from '../../shared/actor.ts';
import type { UnitLevel } from '../../shared/units.ts';
import { needsSecond, refusalToAgree, refusalToChangeGrant, refusalToGrant, roleApartFrom } from './grants.ts';

/** A random tree: unit 0 is the city, every other hangs below an earlier one. */
const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 9 })
  .map((parents) => parents.map((parent, index) => (index === 0 ? null : parent % index)));
const deed = fc.record({
  kind: fc.constantFrom('give', 'give', 'give', 'agree', 'end'),
  actor: fc.nat(5),
  person: fc.nat(5),
  role: fc.oneof({ weight: 2, arbitrary: fc.constant('administrator' as const) }, fc.constantFrom(...grantedRoles)),
  unit: fc.nat(8),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
interface Held {
  person: number;
  role: GrantedRole;
  unit: number;
}

/** A small office: who holds what, and the wishes that wait; every deed asks the rules first. */
class Office {
  readonly held: Held[];
  readonly waiting: (Held & { askedBy: number })[] = [];
  readonly #parents: readonly (number | null)[];

  constructor(parents: readonly (number | null)[], first: readonly Held[]) {
    this.#parents = parents;
    this.held = [...first];
  }

  pathOf(unit: number): string[] {
    const above = this.#parents[unit] ?? null;
    return above === null ? [String(unit)] : [String(unit), ...this.pathOf(above)];
  }

  levelOf(unit: number): UnitLevel {
    return (
      (['city', 'centre', 'institute', 'station'] as const)[Math.min(3, this.pathOf(unit).length - 1)] ?? 'station'
    );
  }

  actor(person: number): Actor {
    const grants = this.held
      .filter((each) => each.person === person)
      .map(({ role, unit }) => ({ role, unitId: String(unit) }));
    return { kind: 'person', id: String(person), networkId: 'n', grants };
  }

  /** Does a deed if the rules let it; gives what became of it: a role newly held with who stands behind it. */
  do({ kind, actor, person, role, unit: wanted }: Deed): { given: Held; by: number[] } | null {
    const unit = wanted % this.#parents.length;
    const who = this.actor(actor);
    const wish = { personId: String(person), role, level: this.levelOf(unit), unitPath: this.pathOf(unit) };
    if (kind === 'end') {
      const index = this.held.findIndex((each) => each.person === person && each.role === role && each.unit === unit);
      if (index >= 0 && refusalToChangeGrant(who, wish) === null) this.held.splice(index, 1);
      return null;
    }
    if (kind === 'agree') return this.#agree(actor, person);
    if (this.#isKeptApart(person, role)) return null;
    const given = { person, role, unit };
    if (refusalToGrant(who, wish) !== null) return null;
    if (needsSecond(role, wish.level)) {
      this.waiting.push({ ...given, askedBy: actor });
      return null;
    }
    this.held.push(given);
    return { given, by: [actor] };
  }

  #isKeptApart(person: number, role: GrantedRole): boolean {
    const beside = this.held.filter((each) => each.person === person).map((each) => each.role);
    return roleApartFrom(role, beside) !== null;
  }

  #agree(actor: number, which: number): { given: Held; by: number[] } | null {
    const asked = this.waiting[which % Math.max(1, this.waiting.length)];
    if (!asked || this.#isKeptApart(asked.person, asked.role)) return null;
    const { askedBy, ...given } = asked;
    const unitPath = this.pathOf(given.unit);
    const wish = { personId: String(given.person), role: given.role, level: this.levelOf(given.unit), unitPath };
    if (refusalToAgree(this.actor(actor), { ...wish, askedBy: String(askedBy) }) !== null) return null;
    if (refusalToGrant(this.actor(askedBy), wish) !== null) return null;
    this.waiting.splice(this.waiting.indexOf(asked), 1);
    this.held.push(given);
    return { given, by: [askedBy, actor] };
  }
}

describe('whatever roles are given and ended, in whatever order', () => {
  const first = fc.array(
    fc.record({ person: fc.nat(5), role: fc.constant('administrator' as const), unit: fc.constantFrom(0, 0, 1, 2, 5) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );

  it('nobody gets a right outside the reach of who gave it, and no reach grows beyond that of the first', () => {
    let given = 0;
    let byTwo = 0;
    let fromAbove = 0;
    fc.assert(
      fc.property(trees, first, fc.array(deed, { minLength: 20, maxLength: 60 }), (parents, wished, deeds) => {
        const begun = wished.map((each) => ({ ...each, unit: each.unit % parents.length }));
        const office = new Office(parents, begun);
        const roots = new Set(begun.map((each) => String(each.unit)));
        for (const one of deeds) {
          const before = new Map([0, 1, 2, 3, 4, 5].map((person) => [person, office.actor(person)]));
          const done = office.do(one);
          if (!done) continue;
          given += 1;
          const path = office.pathOf(done.given.unit);
          const isCustodian = done.given.role === 'custodian';
          // A custodian's right comes from above their unit, where there is something above.
          const from = isCustodian && path.length > 1 ? path.slice(1) : path;
          for (const giver of done.by) {
            expect(giver).not.toBe(done.given.person);
            expect(
              before.get(giver)?.grants.some((own) => own.role === 'administrator' && from.includes(own.unitId)),
            ).toBe(true);
          }
          expect(path.some((unit) => roots.has(unit))).toBe(true);
          const byTwoOnly =
            isCustodian || (path.length === 1 && ['administrator', 'auditor'].includes(done.given.role));
          if (byTwoOnly) expect(new Set(done.by).size).toBe(2);
          if (byTwoOnly) byTwo += 1;
          if (isCustodian && path.length > 1) fromAbove += 1;
        }
        for (const person of [0, 1, 2, 3, 4, 5]) {
          const roles = office.actor(person).grants.map((own) => own.role);
          expect(roles.includes('administrator') && roles.includes('custodian')).toBe(false);
        }
      }),
      { numRuns: 2000, seed: 20261128 },
    );
    // The property says nothing where nothing is ever given.
    expect(given).toBeGreaterThan(2000);
    expect(byTwo).toBeGreaterThan(100);
    expect(fromAbove).toBeGreaterThan(5);
  });
});
