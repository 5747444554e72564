import { describe, expect, test } from 'vitest';
import { type Batch, pairingCost } from './candidates.ts';
import { type Random, randomNeed, randomVolunteer, seeded, upTo } from './cases.fixture.ts';
import { solveCertified } from './certify.ts';
import { emptyColumns, readRow, writeRow } from './columns.ts';
import { objectiveOf } from './flow.ts';
import { emptyInstance } from './instance.ts';
import { exclusions, latestBirthday, scoreOf, scoreTerms } from './rules.ts';
import { defaultPolicy, type OrderNeed, type Volunteer } from './schema.ts';
import { topK, whyExcluded } from './search.ts';
import {
  buildSnapshot,
  loadOf,
  putVolunteer,
  removeVolunteer,
  type Snapshot,
  snapshotBytes,
  volunteerOf,
  whereOf,
} from './snapshot.ts';
import { solve } from './solve.ts';

const side = 12_000;

function people(random: Random, count: number): Volunteer[] {
  return Array.from({ length: count }, () => randomVolunteer(random, side));
}

function indexOf(volunteers: Volunteer[]): Snapshot {
  const columns = emptyColumns(volunteers.length);
  for (const [row, volunteer] of volunteers.entries()) writeRow(columns, row, volunteer);
  return buildSnapshot(columns);
}

/** Looking at everyone, with the plain rules. */
function everyone(volunteers: Map<number, Volunteer>, need: OrderNeed, k: number) {
  const eligible = [];
  for (const [volunteer, who] of volunteers) {
    if (exclusions(need, volunteer, who).length > 0) continue;
    const terms = scoreTerms(need, who, defaultPolicy);
    eligible.push({ volunteer, score: scoreOf(terms), terms });
  }
  return eligible.sort((a, b) => b.score - a.score || a.volunteer - b.volunteer).slice(0, k);
}

describe('the best candidates', () => {
  test('are exactly those that looking at everyone gives, terms and all', () => {
    const random = seeded(1);
    const volunteers = people(random, 9000);
    const snapshot = indexOf(volunteers);
    const all = new Map(volunteers.entries());
    expect(snapshot.groups.count).toBeGreaterThan(1);
    let found = 0;
    for (let n = 0; n < 60; n++) {
      const need = randomNeed(random, side);
      const k = 1 + upTo(random, 40);
      const ranked = topK(snapshot, need, k, defaultPolicy);
      expect(ranked).toEqual(everyone(all, need, k));
      found += ranked.length;
    }
    expect(found).toBeGreaterThan(300);
  });

  test('stay exact after any sequence of changes', () => {
    const random = seeded(2);
    const volunteers = people(random, 800);
    const snapshot = indexOf(volunteers);
    const all = new Map(volunteers.entries());
    for (let step = 0; step < 6000; step++) {
      const id = upTo(random, 1500);
      if (random() < 0.3) {
        removeVolunteer(snapshot, id);
        all.delete(id);
      } else {
        const volunteer = randomVolunteer(random, random() < 0.5 ? 400 : side * 1.5);
        putVolunteer(snapshot, id, volunteer);
        all.set(id, volunteer);
      }
      if (step % 60 !== 0) continue;
      const need = randomNeed(random, side);
      expect(topK(snapshot, need, 20, defaultPolicy)).toEqual(everyone(all, need, 20));
    }
    expect(snapshot.population).toBe(all.size);
  });

  test('grow from an empty index', () => {
    const snapshot = buildSnapshot(emptyColumns(0));
    const random = seeded(3);
    const all = new Map<number, Volunteer>();
    for (let id = 0; id < 300; id++) {
      all.set(id, randomVolunteer(random, side));
      putVolunteer(snapshot, id, all.get(id)!);
    }
    for (let n = 0; n < 50; n++) {
      const need = randomNeed(random, side);
      expect(topK(snapshot, need, 10, defaultPolicy)).toEqual(everyone(all, need, 10));
    }
  });

  test('are told where they are as when all of them is read', () => {
    const snapshot = indexOf(people(seeded(7), 500));
    removeVolunteer(snapshot, 3);
    for (let id = 0; id < 501; id++) {
      const whole = volunteerOf(snapshot, id);
      const { eastMetres, northMetres, kind, load } = whole ?? {};
      expect(whereOf(snapshot, id)).toEqual(whole && { eastMetres, northMetres, kind, load });
    }
  });

  test('take at most 100 bytes a volunteer', () => {
    const count = 40_000;
    const columns = emptyColumns(count);
    const random = seeded(4);
    for (let row = 0; row < count; row++) columns.eastMetres[row] = upTo(random, side);
    expect(snapshotBytes(buildSnapshot(columns)) / count).toBeLessThanOrEqual(100);
  });
});

describe('someone who may not serve', () => {
  const volunteer: Volunteer = {
    eastMetres: 0,
    northMetres: 0,
    skillsLow: 1,
    skillsHigh: 0,
    credentialsLow: 1,
    credentialsHigh: 0,
    languages: 1,
    availability: [-1, -1, -1, -1, -1, -1, -1],
    gender: 'female',
    verified: true,
    guardianConsent: false,
    kind: 'person',
    active: true,
    size: 1,
    bornDay: 30_000,
    household: 5,
    review: 80,
    brokenPromises: 0,
    load: 1,
    preferences: 0,
    reachMetres: 5000,
  };
  const need: OrderNeed = {
    eastMetres: 1200,
    northMetres: 0,
    radiusMetres: 12_000,
    demand: 1,
    window: [10, 12],
    skillsLow: 1,
    skillsHigh: 0,
    credentialsLow: 0,
    credentialsHigh: 0,
    languages: 1,
    languagesWelcome: 1,
    homeVisit: true,
    twoPersons: false,
    minimumAge: 18,
    maximumAge: 70,
    day: 46_183,
    gender: null,
    household: 9,
    conflicts: [],
    category: 0,
    provider: 'either',
  };

  test('is told every reason, and nobody else is', () => {
    expect(exclusions(need, 3, volunteer)).toEqual([]);
    // -1200 + 200 + 120 + 250 + 240 - 150
    expect(scoreOf(scoreTerms(need, volunteer, defaultPolicy))).toBe(-540);
  });

  test.each([
    ['inactive', {}, { active: false }],
    ['wrong_kind', { provider: 'team' }, {}],
    ['team_too_small', { demand: 4 }, { kind: 'team', size: 3 }],
    ['two_persons', { twoPersons: true }, {}],
    ['two_persons', { twoPersons: true }, { kind: 'team', size: 1 }],
    ['skill', { skillsLow: 2 }, {}],
    ['credential', { credentialsLow: 1 }, { credentialsLow: 0 }],
    ['language', { languages: 4 }, {}],
    ['unavailable', {}, { availability: [1 << 10, 0, 0, 0, 0, 0, 0] }],
    ['not_verified', {}, { verified: false }],
    ['too_young', {}, { bornDay: 46_183 - 17 * 365 }],
    ['too_old', {}, { bornDay: 46_183 - 72 * 366 }],
    ['guardian', { minimumAge: 14 }, { bornDay: 46_183 - 16 * 366 }],
    ['gender', { gender: { wanted: 'male', reason: 'personal_care' } }, {}],
    ['conflict', { conflicts: [3] }, {}],
    ['conflict', { household: 5 }, {}],
    ['too_far', { radiusMetres: 1199 }, {}],
    ['too_far', {}, { reachMetres: 1000 }],
  ] as const)('for %s is left out', (reason, order, person) => {
    const changed = { ...volunteer, ...person } as Volunteer;
    const asked = { ...need, ...order } as OrderNeed;
    expect(exclusions(asked, 3, changed)).toEqual([reason]);
    const columns = emptyColumns(4);
    writeRow(columns, 3, changed);
    const snapshot = buildSnapshot(columns);
    expect(topK(snapshot, asked, 5, defaultPolicy)).toEqual([]);
    expect(whyExcluded(snapshot, asked, 3)).toEqual([reason]);
    expect(whyExcluded(snapshot, asked, 77)).toBeNull();
  });

  test('counts as eighteen from the birthday on, on 1 March for those born on 29 February', () => {
    const day = (iso: string) => Math.round((Date.parse(iso) - Date.UTC(1900, 0, 1)) / 86_400_000);
    expect(latestBirthday(day('2026-02-28'), 18)).toBe(day('2008-02-28'));
    expect(latestBirthday(day('2026-03-01'), 18)).toBe(day('2008-03-01'));
    expect(latestBirthday(day('2024-02-29'), 18)).toBe(day('2006-02-28'));
  });

  test('keeps every field when read back', () => {
    const columns = emptyColumns(1);
    const random = seeded(9);
    for (let n = 0; n < 50; n++) {
      const written = randomVolunteer(random, side);
      writeRow(columns, 0, written);
      expect(readRow(columns, 0)).toEqual({ ...written, availability: Int32Array.from(written.availability) });
    }
  });
});

describe('a batch over everybody', () => {
  test('is as good as one with every eligible pairing, though it began with three candidates an order', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = seeded(seed);
      const volunteers = people(random, 250);
      const orders = Array.from({ length: 120 }, () => ({
        need: { ...randomNeed(random, side), radiusMetres: 8000, twoPersons: false, provider: 'either' as const },
        unmetCost: 20_000,
      }));
      const capacity = Uint8Array.from(volunteers, () => upTo(random, 3));
      const batch: Batch = { snapshot: indexOf(volunteers), orders, policy: defaultPolicy, capacity };
      const certified = solveCertified(batch, 3);
      expect(certified.isCertified).toBe(true);
      expect(certified.added).toBeGreaterThan(0);
      expect(objectiveOf(certified.flow)).toBe(objectiveOf(solve(everyPairing(batch, volunteers))));
    }
  });
});

function everyPairing(batch: Batch, volunteers: Volunteer[]) {
  const rows = batch.orders.map(({ need }) => {
    const row: [number, number][] = [];
    for (const [id, volunteer] of volunteers.entries()) {
      if (exclusions(need, id, volunteer).length > 0) continue;
      const score = scoreOf(scoreTerms(need, volunteer, batch.policy));
      row.push([id, pairingCost(need, batch.policy, score, loadOf(batch.snapshot, id))]);
    }
    return row;
  });
  const instance = emptyInstance(rows.length, volunteers.length, rows.flat().length);
  instance.loadPrice = batch.policy.loadPrice;
  let arc = 0;
  for (const [r, row] of rows.entries()) {
    instance.demand[r] = batch.orders[r]!.need.demand;
    instance.unmetCost[r] = batch.orders[r]!.unmetCost;
    for (const [id, cost] of row) {
      instance.arcVolunteer[arc] = id;
      instance.arcCost[arc++] = cost;
    }
    instance.arcStart[r + 1] = arc;
  }
  for (const [id, volunteer] of volunteers.entries()) {
    instance.capacity[id] = batch.capacity[id]!;
    instance.load[id] = volunteer.load;
  }
  return instance;
}
