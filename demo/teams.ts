import { DEMO_MARK } from './names.ts';
import { type Random, randomOf } from './random.ts';

/** What the generators read of a row of the city file. */
export interface CityUnit {
  code: string;
  parentCode?: string;
  level: string;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  longitude?: number;
  latitude?: number;
}

/** A volunteer team of the demo, with the row it has in the tree. */
export interface DemoTeam {
  code: string;
  parentCode: string;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  skills: readonly string[];
  /** 168 times 0 or 1, Monday 00:00 first, local time. */
  availability: string;
  radiusMetres: number;
  openedOn: string;
}

interface TeamKind {
  zh: string;
  en: string;
  skills: readonly string[];
  /** How often, against the others. */
  weight: number;
  /** Only in villages, or only in towns. */
  only?: 'village' | 'town';
}

const kind = (
  zh: string,
  en: string,
  skills: readonly string[],
  weight: number,
  only?: TeamKind['only'],
): TeamKind => ({
  zh,
  en,
  skills,
  weight,
  ...(only ? { only } : {}),
});

/** Commonest first: a few kinds are everywhere, many are rare. */
const KINDS: readonly TeamKind[] = [
  kind('邻里互助', 'Neighbourly Help', ['general_help', 'visiting_befriending'], 30),
  kind('为老服务', 'Elder Care', ['elder_care', 'visiting_befriending'], 22),
  kind('环境卫生', 'Clean-up', ['environment_protection', 'general_help'], 16),
  kind('水电维修', 'Plumbing and Electrics', ['electrician', 'appliance_repair'], 13),
  kind('文艺', 'Performing Arts', ['performing_arts', 'event_support'], 11),
  kind('理发', 'Hairdressing', ['hairdressing'], 9),
  kind('课业辅导', 'Homework', ['child_tutoring'], 8, 'town'),
  kind('政策宣讲', 'Policy Lecturing', ['policy_lecturing'], 8),
  kind('智能手机教学', 'Smartphone Lessons', ['digital_literacy'], 7),
  kind('农业技术', 'Farm Advice', ['agri_technology'], 14, 'village'),
  kind('医护', 'Medical', ['medical_doctor', 'nursing', 'health_education'], 6),
  kind('文明交通', 'Traffic Courtesy', ['traffic_guidance'], 5, 'town'),
  kind('矛盾调解', 'Mediation', ['mediation', 'visiting_befriending'], 5),
  kind('家政保洁', 'Cleaning', ['cleaning', 'general_help'], 5),
  kind('缝补磨刀', 'Mending and Sharpening', ['sewing_repair'], 4),
  kind('健身', 'Fitness', ['sports_coaching'], 4),
  kind('四点半看护', 'After-school Care', ['child_care', 'child_tutoring'], 4, 'town'),
  kind('书画', 'Calligraphy and Painting', ['calligraphy_painting'], 3),
  kind('心理疏导', 'Counselling', ['psychological_counselling'], 3, 'town'),
  kind('法律服务', 'Legal Advice', ['legal_advice', 'mediation'], 3),
  kind('非遗手工', 'Heritage Crafts', ['intangible_heritage'], 3),
  kind('消防安全', 'Fire Safety', ['fire_safety', 'first_aid'], 3),
  kind('助残', 'Disability Support', ['disability_support', 'sign_language'], 2),
  kind('爱心车队', 'Drivers', ['driving'], 2),
  kind('急救', 'First Aid', ['first_aid', 'emergency_rescue'], 2),
  kind('科普', 'Science', ['science_popularisation'], 2, 'town'),
  kind('康复指导', 'Rehabilitation', ['rehabilitation'], 2),
  kind('讲解', 'Guides', ['storytelling_guide'], 1),
  kind('摄影宣传', 'Photography', ['photography_media'], 1),
  kind('电脑维护', 'IT Support', ['it_support', 'digital_literacy'], 1, 'town'),
  kind('外语', 'Foreign Languages', ['foreign_language'], 1, 'town'),
];

/** Teams that stand at the units above the stations, each. */
const AT_LEVEL: Record<string, number> = { city: 34, centre: 10, institute: 7 };

/** All teams of the city: 34 of its own, 10 a centre, 7 an institute, the rest with the stations, two or three each. */
export function* demoTeams(
  city: readonly CityUnit[],
  options: { count?: number; seed?: string } = {},
): Generator<DemoTeam> {
  const { count = 4334, seed = 'linli' } = options;
  const trunk = city.filter((unit) => AT_LEVEL[unit.level] !== undefined);
  const stations = city.filter((unit) => unit.level === 'station');
  let left = count;
  for (const unit of trunk) {
    const here = Math.min(left, AT_LEVEL[unit.level] ?? 0);
    yield* teamsOf(unit, here, seed);
    left -= here;
  }
  for (const [index, unit] of stations.entries()) {
    // Spread so that the last station gets the last team.
    const here = Math.floor(((index + 1) * left) / stations.length) - Math.floor((index * left) / stations.length);
    yield* teamsOf(unit, here, seed);
  }
}

function* teamsOf(unit: CityUnit, count: number, seed: string): Generator<DemoTeam> {
  const random = randomOf(seed, 'teams', unit.code);
  const village = /[村镇乡]$/.test(unit.shortNameZh);
  const open = KINDS.filter((each) => each.only === undefined || each.only === (village ? 'village' : 'town'));
  for (let index = 1; index <= count; index++) {
    const again = open.length === 0;
    const chosen = again ? random.pick(KINDS) : open.splice(weighted(open, random), 1)[0];
    if (chosen) yield teamOf(unit, chosen, index, again ? index : undefined, random);
  }
}

function teamOf(unit: CityUnit, kind: TeamKind, index: number, number: number | undefined, random: Random): DemoTeam {
  const place = unit.shortNameZh.replace(/（演示）|中心/g, '');
  const which = number === undefined ? '' : `第${number}`;
  return {
    code: `${unit.code}T${String(index).padStart(2, '0')}`,
    parentCode: unit.code,
    nameZh: `${place}${which}${kind.zh}志愿服务队${DEMO_MARK}`,
    nameEn: `${unit.nameEn.replace(/ (Station|Institute|Centre)$/, '')} ${kind.en} Team${number === undefined ? '' : ` ${number}`} (demo)`,
    shortNameZh: `${kind.zh}队${DEMO_MARK}`,
    skills: kind.skills,
    availability: random.pick(TEAM_HOURS),
    radiusMetres: unit.level === 'station' ? 3000 : unit.level === 'institute' ? 6000 : 20_000,
    openedOn: `20${19 + random.below(7)}-0${1 + random.below(9)}-1${random.below(10)}`,
  };
}

/** What the teams that stand in a city file can do, read from their names. */
export function teamsInFile(city: readonly CityUnit[]): DemoTeam[] {
  return city
    .filter((unit) => unit.level === 'team')
    .map((unit) => ({
      code: unit.code,
      parentCode: unit.parentCode ?? '',
      nameZh: unit.nameZh,
      nameEn: unit.nameEn,
      shortNameZh: unit.shortNameZh,
      skills: skillsInName(unit.nameZh),
      availability: TEAM_HOURS[0] ?? '',
      radiusMetres: 8000,
      openedOn: '2019-06-03',
    }));
}

/** Words for what teams do that are not the names of a kind above. */
const OTHER_WORDS: Record<string, readonly string[]> = {
  农技: ['agri_technology'],
  家电: ['appliance_repair'],
  跑腿: ['general_help', 'driving'],
  数字助老: ['digital_literacy', 'child_tutoring'],
};

function skillsInName(name: string): readonly string[] {
  const word = Object.keys(OTHER_WORDS).find((each) => name.includes(each));
  if (word) return OTHER_WORDS[word] ?? [];
  return KINDS.find((each) => name.includes(each.zh.slice(0, 2)))?.skills ?? ['general_help'];
}

/** A week of 168 hours in which the hours given are free, by weekday (1 is Monday). */
export function weekOf(free: (day: number, hour: number) => boolean): string {
  return Array.from({ length: 168 }, (_, hour) => (free(Math.floor(hour / 24) + 1, hour % 24) ? '1' : '0')).join('');
}

const TEAM_HOURS = [
  weekOf((_day, hour) => hour >= 8 && hour < 20),
  weekOf((day, hour) => (day <= 5 ? hour >= 8 && hour < 18 : hour >= 9 && hour < 17)),
  weekOf((day, hour) => (day <= 5 ? hour >= 17 && hour < 21 : hour >= 8 && hour < 20)),
];

/** Index of an entry, drawn by weight. */
function weighted(list: readonly { weight: number }[], random: Random): number {
  let left = random.next() * list.reduce((sum, each) => sum + each.weight, 0);
  for (const [index, each] of list.entries()) {
    left -= each.weight;
    if (left < 0) return index;
  }
  return list.length - 1;
}
