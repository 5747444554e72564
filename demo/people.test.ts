import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SkillList } from '../src/organisation/policies/schema/lists.ts';
import { ALL_VOLUNTEERS, type DemoVolunteer, demoResidents, demoVolunteers } from './people.ts';
import { randomOf } from './random.ts';
import { type CityUnit, demoTeams, teamsInFile } from './teams.ts';

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T;
}

const city = read<CityUnit[]>('city/taiyuan.json');
const { skills } = read<SkillList>('../db/seeds/skills.json');
const teams = [...demoTeams(city)];
const year = 2026;
const volunteers = (count: number) => demoVolunteers(city, teams, skills, { count, year });

/** What a stream of people holds, and a hash of every word of it, without holding the people. */
function summed(people: Iterable<DemoVolunteer>) {
  const hash = createHash('sha256');
  const sums = { people: 0, minors: 0, consented: 0, verified: 0, leading: 0, inTeams: 0 };
  const bySkill = new Map<string, number>();
  const homes = new Set<string>();
  for (const person of people) {
    hash.update(JSON.stringify(person));
    sums.people += 1;
    if (person.guardianConsent !== undefined) sums.minors += 1;
    if (person.guardianConsent) sums.consented += 1;
    if (person.verifiedInPerson) sums.verified += 1;
    if (person.teams.some((team) => team.leader)) sums.leading += 1;
    if (person.teams.length > 0) sums.inTeams += 1;
    for (const { skill } of person.skills) bySkill.set(skill, (bySkill.get(skill) ?? 0) + 1);
    homes.add(person.homeStationCode);
  }
  return { ...sums, bySkill, homes: homes.size, digest: hash.digest('hex') };
}

describe('the teams of the demo', () => {
  test('are 4,334, each with a code, a name and a unit of its own', () => {
    expect(teams.length).toBe(4334);
    expect(new Set(teams.map((team) => team.code)).size).toBe(4334);
    const named = new Set(teams.map((team) => `${team.parentCode} ${team.nameZh}`));
    expect(named.size).toBe(4334);
    const units = new Set(city.map((unit) => unit.code));
    expect(teams.filter((team) => !units.has(team.parentCode) || !team.nameZh.includes('演示'))).toEqual([]);
  });

  test('have every skill of the policy, the common ones far oftener', () => {
    const count = (skill: string) => teams.filter((team) => team.skills.includes(skill)).length;
    expect(skills.filter((skill) => count(skill.id) === 0).map((skill) => skill.id)).toEqual([]);
    expect(count('visiting_befriending')).toBeGreaterThan(10 * count('sign_language'));
  });

  test('of the small city are the twelve of its file', () => {
    const small = teamsInFile(read<CityUnit[]>('city/small.json'));
    expect(small.length).toBe(12);
    const withSkill = (skill: string) => small.filter((team) => team.skills.includes(skill)).map((team) => team.nameEn);
    expect(withSkill('electrician')).toEqual(['Qingsong Plumbers and Electricians (demo)']);
    expect(withSkill('agri_technology')).toEqual(['Xingping Farm Advisers (demo)']);
    expect(withSkill('digital_literacy').length).toBe(2);
  });
});

describe('the volunteers of the demo', () => {
  let all: ReturnType<typeof summed>;
  beforeAll(() => {
    all = summed(volunteers(ALL_VOLUNTEERS));
  }, 300_000);

  test('can be all 434,710, in every community and village', () => {
    expect(all.people).toBe(434_710);
    expect(all.homes).toBe(1395);
  });

  test('lead every team, one each', () => {
    expect(all.leading).toBe(4334);
  });

  test('are minors in two of a hundred, of whom two thirds have a guardian’s consent', () => {
    expect(all.minors / all.people).toBeGreaterThan(0.018);
    expect(all.minors / all.people).toBeLessThan(0.022);
    expect(all.consented / all.minors).toBeCloseTo(0.7, 1);
  });

  test('were met in person in about half of the cases, and have every skill there is', () => {
    expect(all.verified / all.people).toBeGreaterThan(0.45);
    expect(all.verified / all.people).toBeLessThan(0.65);
    expect(skills.filter((skill) => (all.bySkill.get(skill.id) ?? 0) < 100).map((skill) => skill.id)).toEqual([]);
  });

  test('are the same people every time, and others with another seed', () => {
    const some = summed(volunteers(5000)).digest;
    expect(summed(volunteers(5000)).digest).toBe(some);
    expect(summed(demoVolunteers(city, teams, skills, { count: 5000, year, seed: 'other' })).digest).not.toBe(some);
  });

  test('are the first of the many when they are few, as long as each team has its own leader', () => {
    const [few] = volunteers(5000);
    const [many] = volunteers(ALL_VOLUNTEERS);
    expect(few).toEqual(many);
  });

  test('lead several neighbouring teams when they are fewer than the teams, and no team is left without', () => {
    const led = [...volunteers(600)].flatMap((person) => person.teams.filter((team) => team.leader));
    expect(new Set(led.map((team) => team.code)).size).toBe(4334);
  });

  test('have a name that says 演示, a number nobody has, a week of 168 hours, and a home nearby', () => {
    const homes = new Map(city.map((unit) => [unit.code, unit]));
    for (const person of volunteers(2000)) {
      expect(person.name).toMatch(/^\p{Script=Han}{2,4}（演示）$/u);
      expect(person.phone).toMatch(/^1691\d{7}$/);
      expect(person.availability).toMatch(/^[01]{168}$/);
      const home = homes.get(person.homeStationCode);
      expect(Math.abs((home?.longitude ?? 0) - person.longitude)).toBeLessThan(0.005);
      expect(person.guardianConsent !== undefined).toBe(year - person.birthYear < 18);
    }
  });

  test('name papers only for skills that ask for them', () => {
    const free = new Set(
      skills
        .filter((skill) => ['none', 'recommended', 'certificate_recommended'].includes(skill.credential))
        .map((skill) => skill.id),
    );
    for (const person of volunteers(2000))
      for (const { skill, credential } of person.skills) expect(credential === 'none', skill).toBe(free.has(skill));
  });

  test('crowd in the county that is looked at, when asked to', () => {
    const favoured = { countyCode: '140106', share: 0.4 };
    const people = [...demoVolunteers(city, teams.slice(0, 0), skills, { count: 2000, year, favoured })];
    const there = people.filter((person) => person.homeStationCode.startsWith('140106')).length;
    expect(there / people.length).toBeGreaterThan(0.4);
  });
});

describe('the residents of the demo', () => {
  test('are old in half of the cases, and some of the oldest have no phone', () => {
    const people = [...demoResidents(city, { count: 2000, year })];
    const old = people.filter((person) => year - person.birthYear > 65);
    expect(old.length / people.length).toBeCloseTo(0.5, 1);
    expect(people.filter((person) => person.phone === null).every((person) => year - person.birthYear >= 78)).toBe(
      true,
    );
    expect(people.some((person) => person.phone === null)).toBe(true);
  });
});

describe('chance from a seed', () => {
  test('gives the same numbers for the same seed, spread evenly', () => {
    const random = randomOf('a', 1);
    const numbers = Array.from({ length: 20_000 }, () => random.next());
    const again = randomOf('a', 1);
    expect(numbers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => again.next()));
    const buckets = Array.from(
      { length: 10 },
      (_, bucket) => numbers.filter((number) => Math.floor(number * 10) === bucket).length,
    );
    for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  test('does not run side by side for neighbouring seeds', () => {
    const first = Array.from({ length: 1000 }, (_, index) => randomOf('volunteer', index).next());
    expect(first.reduce((sum, each) => sum + each, 0) / 1000).toBeCloseTo(0.5, 1);
    expect(new Set(first).size).toBe(1000);
  });
});
