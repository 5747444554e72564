import { readFileSync } from 'node:fs';
import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { CalendarPolicy, PetitionPolicy, UrgencyPolicy } from './schema/clocks.ts';
import { AskingPolicy, DispatchPolicy, ExpectingPolicy } from './schema/dispatching.ts';
import { DepartmentList, ResourceTaxonomy, SkillList } from './schema/lists.ts';
import { type NeedKind, NeedTaxonomy, urgencyNames } from './schema/needs.ts';

function seed(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../db/seeds/${name}.json`, import.meta.url), 'utf8'));
}

const needs = seed('needs') as NeedTaxonomy;
const urgency = seed('urgency') as UrgencyPolicy;
const skills = seed('skills') as SkillList;
const departments = seed('departments') as DepartmentList;
const resources = seed('resources') as ResourceTaxonomy;
const expecting = seed('expecting') as ExpectingPolicy;
const kinds: NeedKind[] = needs.categories.flatMap((category) => category.kinds);

describe('policy seeds', () => {
  const shapes: [string, TSchema, unknown][] = [
    ['needs', NeedTaxonomy, needs],
    ['urgency', UrgencyPolicy, urgency],
    ['petitions', PetitionPolicy, seed('petitions')],
    ['calendar', CalendarPolicy, seed('calendar')],
    ['skills', SkillList, skills],
    ['departments', DepartmentList, departments],
    ['resources', ResourceTaxonomy, resources],
    ['dispatch', DispatchPolicy, seed('dispatch')],
    ['asking', AskingPolicy, seed('asking')],
    ['expecting', ExpectingPolicy, expecting],
  ];
  test.each(shapes)('%s have the shape that the program reads', (_name, shape, value) => {
    expect(Errors(shape, value)).toEqual([]);
  });

  test('a planted fault is found by the shape', () => {
    const broken = structuredClone(needs);
    const kind = broken.categories[0]?.kinds[0];
    if (kind) kind.nature = 'wish' as NeedKind['nature'];
    expect(Errors(NeedTaxonomy, broken).length).toBeGreaterThan(0);
  });

  test('there are 74 kinds in 8 categories, 38 skills, 31 departments and 50 kinds of resource in 5 categories', () => {
    expect([needs.categories.length, kinds.length]).toEqual([8, 74]);
    expect([skills.skills.length, departments.departments.length]).toEqual([38, 31]);
    expect([resources.categories.length, resources.categories.flatMap((each) => each.kinds).length]).toEqual([5, 50]);
  });

  test('every id stands once', () => {
    for (const ids of [kinds, skills.skills, departments.departments, needs.categories].map((all) =>
      all.map((one) => one.id),
    ))
      expect(new Set(ids).size).toBe(ids.length);
  });

  test('kinds name only skills, departments and regulations that exist', () => {
    const known = new Set(skills.skills.map((each) => each.id));
    const offices = new Set(departments.departments.map((each) => each.id));
    for (const kind of kinds) {
      expect(
        kind.skills.filter((skill) => !known.has(skill)),
        kind.id,
      ).toEqual([]);
      if (kind.department !== null) expect(offices, kind.id).toContain(kind.department);
      if (kind.regime !== undefined) expect(Object.keys(urgency.regimes), kind.id).toContain(kind.regime);
    }
  });

  test('days and weather raise only kinds that volunteers are sent to', () => {
    const sent = new Set(kinds.filter((each) => each.volunteerDispatchable).map((each) => each.id));
    for (const { id, kinds: raised } of expecting.raises)
      expect(
        raised.filter((kind) => !sent.has(kind)),
        id,
      ).toEqual([]);
    expect(new Set(expecting.raises.map((each) => each.id)).size).toBe(expecting.raises.length);
  });

  test('a seed word belongs to one kind only, so that it says something', () => {
    const owners = new Map<string, string[]>();
    for (const kind of kinds) for (const word of kind.words) owners.set(word, [...(owners.get(word) ?? []), kind.id]);
    expect([...owners].filter(([, who]) => who.length > 1)).toEqual([]);
    expect(kinds.flatMap((kind) => kind.words).filter((word) => word !== word.toLowerCase())).toEqual(['AED', 'KTV']);
  });

  test('emergencies name the number to call first, and nothing else does', () => {
    for (const kind of kinds) expect(kind.callFirst !== undefined, kind.id).toBe(kind.nature === 'emergency');
  });

  test('petitions and complaints are never for volunteers, and have a department and a regulation', () => {
    for (const kind of kinds.filter((each) => each.nature === 'petition' || each.nature === 'complaint')) {
      expect(kind.volunteerDispatchable, kind.id).toBe(false);
      expect(kind.department, kind.id).not.toBeNull();
      expect(kind.regime, kind.id).toBeDefined();
    }
  });

  test('public services are what volunteers may be sent to, each with a skill', () => {
    for (const kind of kinds.filter((each) => each.nature === 'public_service')) {
      expect(kind.volunteerDispatchable, kind.id).toBe(true);
      expect(kind.skills.length, kind.id).toBeGreaterThan(0);
    }
  });

  test('what a regulation allows is never less strict than what we promise', () => {
    const { petition_regulation_2022: petitions } = urgency.regimes;
    expect(petitions?.forwardDays).toBe(15);
    expect(urgency.forward.minutes / 600).toBeLessThan(15);
  });

  test('the clocks of an urgency fit into its promise, and get longer as urgency falls', () => {
    const { critical, urgent, priority, normal } = urgency.urgencies;
    const whole = (each: typeof critical) => each.triage.minutes + (each.complete?.minutes ?? Number.NaN);
    expect([whole(critical), whole(urgent), whole(priority) / 600, whole(normal) / 600]).toEqual([120, 1440, 3, 7]);
    for (const each of [critical, urgent, priority, normal])
      expect(each.dispatch.minutes + each.accept.minutes).toBeLessThan(each.complete?.minutes ?? 0);
    const triage = urgencyNames.map((name) => urgency.urgencies[name].triage.minutes);
    expect(triage).toEqual([...triage].sort((a, b) => a - b));
  });
});
