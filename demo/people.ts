import { demoName } from './names.ts';
import { type Random, randomOf } from './random.ts';
import { type CityUnit, type DemoTeam, weekOf } from './teams.ts';

/** A skill and how far its papers are. */
export interface DemoSkill {
  skill: string;
  credential: 'none' | 'claimed' | 'verified' | 'expired';
}

/** A volunteer of the demo. */
export interface DemoVolunteer {
  index: number;
  name: string;
  /** In the range 169, which is given to nobody. */
  phone: string;
  birthYear: number;
  /** Of minors only: whether a guardian agreed. */
  guardianConsent?: boolean;
  homeStationCode: string;
  /** Near the middle of the home station, WGS-84. */
  longitude: number;
  latitude: number;
  /** BCP 47: zh-CN, cjy (Jin), en, csl (Chinese Sign Language). */
  languages: readonly string[];
  skills: readonly DemoSkill[];
  /** 168 times 0 or 1, Monday 00:00 first, local time. */
  availability: string;
  /** Met by a leader or staff: may go to homes. */
  verifiedInPerson: boolean;
  joinedOn: string;
  teams: readonly { code: string; leader: boolean }[];
}

/** A resident of the demo. */
export interface DemoResident {
  index: number;
  name: string;
  /** Null for an elder who has none: somebody orders for them. */
  phone: string | null;
  birthYear: number;
  homeStationCode: string;
  /** Uses the page for elders. */
  elderMode: boolean;
}

export interface PeopleOptions {
  /** How many. */
  count: number;
  /** The year it is: ages are counted from it. */
  year: number;
  seed?: string;
  /** A county that more of them live in than elsewhere, so that a small demo is full where it is looked at. */
  favoured?: { countyCode: string; share: number };
}

/** Skills whose papers somebody must see (policy `skills`), as the demo needs to know. */
export interface SkillPapers {
  id: string;
  credential: string;
}

/** How many volunteers Taiyuan has. */
export const ALL_VOLUNTEERS = 434_710;

const WEEKS = {
  retired: [
    weekOf((_day, hour) => (hour >= 8 && hour < 11) || (hour >= 15 && hour < 18)),
    weekOf((day, hour) => day <= 5 && hour >= 8 && hour < 18),
    weekOf((_day, hour) => hour >= 7 && hour < 12),
    weekOf((_day, hour) => hour >= 8 && hour < 20),
  ],
  working: [
    weekOf((day, hour) => (day <= 5 ? hour >= 18 && hour < 21 : hour >= 9 && hour < 18)),
    weekOf((day, hour) => day > 5 && hour >= 8 && hour < 20),
    weekOf((day, hour) => (day <= 5 ? hour >= 12 && hour < 14 : hour >= 10 && hour < 16)),
    weekOf((day, hour) => (day === 2 || day === 4 ? hour >= 8 && hour < 18 : hour >= 18 && hour < 21)),
  ],
  student: [
    weekOf((day, hour) => (day <= 5 ? hour >= 16 && hour < 20 : hour >= 8 && hour < 21)),
    weekOf((day, hour) => day >= 5 && hour >= 9 && hour < 20),
  ],
};

/** Beside what their team does, people name these; the first far oftener than the last. */
const BY_FREQUENCY = [
  'general_help',
  'environment_protection',
  'visiting_befriending',
  'elder_care',
  'event_support',
  'driving',
  'cleaning',
  'digital_literacy',
  'child_tutoring',
  'performing_arts',
  'policy_lecturing',
  'traffic_guidance',
  'sports_coaching',
  'appliance_repair',
  'hairdressing',
  'health_education',
  'electrician',
  'first_aid',
  'photography_media',
  'it_support',
  'mediation',
  'sewing_repair',
  'calligraphy_painting',
  'nursing',
  'child_care',
  'agri_technology',
  'fire_safety',
  'intangible_heritage',
  'disability_support',
  'storytelling_guide',
  'science_popularisation',
  'legal_advice',
  'medical_doctor',
  'psychological_counselling',
  'foreign_language',
  'emergency_rescue',
  'rehabilitation',
  'sign_language',
];

const NEEDS_PAPERS = new Set(['training_required', 'certificate_required', 'licence_required', 'background_check']);

/** What is looked up for every person, built once. */
interface Town {
  stations: readonly CityUnit[];
  favoured: readonly CityUnit[];
  teamsByUnit: ReadonlyMap<string, readonly DemoTeam[]>;
  units: ReadonlyMap<string, CityUnit>;
}

function townOf(city: readonly CityUnit[], teams: readonly DemoTeam[], options: PeopleOptions): Town {
  // A community has several times the people of a village.
  const stations = city
    .filter((unit) => unit.level === 'station')
    .flatMap((unit) => (/村/.test(unit.shortNameZh) ? [unit] : [unit, unit, unit, unit]));
  const county = options.favoured?.countyCode;
  const teamsByUnit = new Map<string, DemoTeam[]>();
  for (const team of teams) teamsByUnit.set(team.parentCode, [...(teamsByUnit.get(team.parentCode) ?? []), team]);
  const units = new Map(city.map((unit) => [unit.code, unit]));
  const inCounty = (unit: CityUnit) => units.get(unit.parentCode ?? '')?.parentCode === county;
  return { stations, favoured: county ? stations.filter(inCounty) : [], teamsByUnit, units };
}

/**
 * Volunteers one by one, so that all 434,710 pass through without ever being held together. The first lead the teams:
 * one each, or several in a row when there are fewer people than teams. The same options give the same people.
 */
export function* demoVolunteers(
  city: readonly CityUnit[],
  teams: readonly DemoTeam[],
  papers: readonly SkillPapers[],
  options: PeopleOptions,
): Generator<DemoVolunteer> {
  const town = townOf(city, teams, options);
  const strict = new Set(papers.filter((skill) => NEEDS_PAPERS.has(skill.credential)).map((skill) => skill.id));
  for (let index = 0; index < options.count; index++) {
    const random = randomOf(options.seed ?? 'linli', 'volunteer', index);
    yield volunteerOf(index, led(teams, index, options.count), { town, strict, options, random });
  }
}

/** The teams that a volunteer leads: neighbours in the list, so near each other. */
function led(teams: readonly DemoTeam[], index: number, count: number): readonly DemoTeam[] {
  if (count >= teams.length) return teams.slice(index, index + 1);
  return teams.slice(Math.floor((index * teams.length) / count), Math.floor(((index + 1) * teams.length) / count));
}

function volunteerOf(
  index: number,
  leads: readonly DemoTeam[],
  around: { town: Town; strict: ReadonlySet<string>; options: PeopleOptions; random: Random },
): DemoVolunteer {
  const { town, strict, options, random } = around;
  const leader = leads.length > 0;
  const home = (leads[0] && stationNear(leads[0].parentCode, town, random)) ?? anyStation(town, options, random);
  const age = leader ? 25 + random.below(48) : ageOf(random);
  const birthYear = options.year - age;
  const member = leader ? undefined : teamFor(home, town, random);
  const teams = [
    ...leads.map(({ code }) => ({ code, leader: true })),
    ...(member ? [{ code: member.code, leader: false }] : []),
  ];
  const skills = skillsOf(leads, member, age, random).map((skill) => ({
    skill,
    credential: credentialOf(strict.has(skill), leader, random),
  }));
  return {
    index,
    name: demoName(birthYear, random),
    phone: volunteerPhone(index),
    birthYear,
    ...(age < 18 ? { guardianConsent: random.chance(0.7) } : {}),
    homeStationCode: home.code,
    longitude: scattered(home.longitude, random),
    latitude: scattered(home.latitude, random),
    languages: languagesOf(age, skills, random),
    skills,
    availability: random.pick(age >= 60 ? WEEKS.retired : age < 23 ? WEEKS.student : WEEKS.working),
    verifiedInPerson: leader || random.chance(member ? 0.62 : 0.2),
    joinedOn: joinedOn(options.year, age, random),
    teams,
  };
}

/** Phone of a generated volunteer: numbers that nobody has. */
export function volunteerPhone(index: number): string {
  return `1691${String(index).padStart(7, '0')}`;
}

/** Two in a hundred are minors; then students, people at work, and the many who are retired. */
function ageOf(random: Random): number {
  const which = random.next();
  if (which < 0.02) return 14 + random.below(4);
  if (which < 0.16) return 18 + random.below(8);
  if (which < 0.58) return 26 + random.below(32);
  return 55 + random.below(21);
}

function anyStation(town: Town, options: PeopleOptions, random: Random): CityUnit {
  const favoured = town.favoured.length > 0 && random.chance(options.favoured?.share ?? 0);
  return random.pick(favoured ? town.favoured : town.stations);
}

/** A station at or below a unit, so that a leader lives where the team is; undefined for teams of the city. */
function stationNear(unitCode: string, town: Town, random: Random): CityUnit | undefined {
  const unit = town.units.get(unitCode);
  if (unit?.level === 'station') return unit;
  if (unit?.level !== 'institute' && unit?.level !== 'centre') return undefined;
  for (let attempt = 0; attempt < 400; attempt++) {
    const station = random.pick(town.stations);
    if (station.parentCode === unitCode || town.units.get(station.parentCode ?? '')?.parentCode === unitCode)
      return station;
  }
  return undefined;
}

/** The team of somebody who leads none: mostly of the own community, sometimes of a unit above, for one in seven none. */
function teamFor(home: CityUnit, town: Town, random: Random): DemoTeam | undefined {
  const which = random.next();
  if (which > 0.86) return undefined;
  let unit: CityUnit | undefined = home;
  for (let up = which < 0.6 ? 0 : which < 0.8 ? 1 : 2; up > 0 && unit; up--)
    unit = town.units.get(unit.parentCode ?? '');
  const teams = town.teamsByUnit.get(unit?.code ?? '') ?? [];
  return teams.length === 0 ? undefined : random.pick(teams);
}

/**
 * All that a leader's teams do, the first or more that a member's team does, and up to two more skills, the common ones far
 * oftener (a power law of the rank).
 */
function skillsOf(leads: readonly DemoTeam[], member: DemoTeam | undefined, age: number, random: Random): string[] {
  const skills = new Set(leads.flatMap((team) => team.skills));
  for (const skill of member?.skills ?? []) if (skills.size === 0 || random.chance(0.7)) skills.add(skill);
  const more = skills.size === 0 ? 1 + random.below(2) : random.below(3);
  for (let count = 0; count < more; count++) {
    const rank = Math.floor(BY_FREQUENCY.length * random.next() ** 3.2);
    const skill = BY_FREQUENCY[rank] ?? 'general_help';
    if (age >= 18 || skill !== 'driving') skills.add(skill);
  }
  return [...skills];
}

function credentialOf(strict: boolean, leader: boolean, random: Random): DemoSkill['credential'] {
  if (!strict) return 'none';
  const which = random.next();
  if (leader || which < 0.64) return 'verified';
  return which < 0.93 ? 'claimed' : 'expired';
}

function languagesOf(age: number, skills: readonly DemoSkill[], random: Random): string[] {
  const languages = ['zh-CN'];
  if (random.chance(age > 45 ? 0.7 : 0.25)) languages.push('cjy');
  if (skills.some(({ skill }) => skill === 'foreign_language') || random.chance(age < 35 ? 0.12 : 0.02))
    languages.push('en');
  if (skills.some(({ skill }) => skill === 'sign_language')) languages.push('csl');
  return languages;
}

function scattered(degrees: number | undefined, random: Random): number {
  return Math.round(((degrees ?? 0) + (random.next() - 0.5) * 0.008) * 1e4) / 1e4;
}

function joinedOn(year: number, age: number, random: Random): string {
  const since = Math.max(2018, year - age + 14);
  const joined = Math.min(year - 1, since + random.below(Math.max(1, year - since)));
  return `${joined}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
}

/** Residents one by one: half of them over 65, and of those some without a phone. */
export function* demoResidents(city: readonly CityUnit[], options: PeopleOptions): Generator<DemoResident> {
  const town = townOf(city, [], options);
  for (let index = 0; index < options.count; index++) {
    const random = randomOf(options.seed ?? 'linli', 'resident', index);
    const age = random.chance(0.5) ? 66 + random.below(28) : 20 + random.below(46);
    const birthYear = options.year - age;
    yield {
      index,
      name: demoName(birthYear, random),
      phone: age >= 78 && random.chance(0.3) ? null : `1692${String(index).padStart(7, '0')}`,
      birthYear,
      homeStationCode: anyStation(town, options, random).code,
      elderMode: age >= 66 && random.chance(0.6),
    };
  }
}
