import { randomOf, shuffled } from '../demo/random.ts';
import type { CityRow } from './city-row.ts';

/* The 475 practice points of the demo. None of them exists; each says so. */

const POINTS = 475;

const TOWN: [zh: string, en: string, hours: string][] = [
  ['庭院议事', 'Courtyard Talks', '1-7 08:00-20:00'],
  ['暖心驿站', 'Warm Stop', '1-7 07:00-21:00'],
  ['邻里书屋', 'Neighbours’ Reading Room', '2-7 09:00-20:00'],
  ['银发食堂', 'Elders’ Canteen', '1-7 11:00-13:00; 1-7 17:00-18:30'],
  ['四点半课堂', 'After-school Classroom', '1-5 16:30-18:30'],
  ['小巷修理铺', 'Lane Repair Shop', '6,7 09:00-17:00'],
  ['骑手驿站', 'Riders’ Rest', '1-7 06:00-23:00'],
  ['巧手工坊', 'Craft Workshop', '3,6,7 14:00-18:00'],
  ['晋剧票友社', 'Jin Opera Friends', '6,7 09:00-11:30'],
  ['健康小屋', 'Health Corner', '1-5 08:30-11:30'],
  ['法律咨询角', 'Law Corner', '3 14:30-17:30'],
  ['红色讲堂', 'Red Lecture Hall', '1-5 09:00-17:00'],
];
const VILLAGE: [zh: string, en: string, hours: string][] = [
  ['农家书屋', 'Farm Reading Room', '1-7 09:00-19:00'],
  ['田间课堂', 'Field School', '6,7 08:00-11:00'],
  ['乡村大舞台', 'Village Stage', '1-7 08:00-22:00'],
  ['孝老食堂', 'Elders’ Canteen', '1-7 11:00-13:00'],
  ['老槐树下', 'Under the Old Locust Tree', '1-7 06:00-21:00'],
];

/** Points below stations and institutes that have a plaque, at most one each. */
export function pointsOf(
  parents: readonly CityRow[],
  demoPhone: () => string,
  dayAfter: (date: string, days: number) => string,
): CityRow[] {
  const open = parents.filter((parent) => parent.plaque === 'open');
  const chosen = shuffled(open, randomOf('points')).slice(0, POINTS);
  return chosen
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((parent) => {
      const random = randomOf('point', parent.code);
      const [zh, en, openingHours] = random.pick(parent.shortNameZh.endsWith('村') ? VILLAGE : TOWN);
      const since = dayAfter(parent.plaqueSince ?? '2019-01-01', 20 + random.below(300));
      const near = () => Math.round((random.next() - 0.5) * 300) / 1e5;
      return {
        code: `${parent.code}P01`,
        parentCode: parent.code,
        level: 'point' as const,
        nameZh: `${parent.shortNameZh}${zh}实践点（演示）`,
        nameEn: `${parent.nameEn.replace(/ (Station|Institute)$/, '')} ${en} Point (demo)`,
        shortNameZh: `${zh}（演示）`,
        plaque: 'open' as const,
        plaqueSince: since,
        longitude: Math.round(((parent.longitude ?? 0) + near()) * 1e5) / 1e5,
        latitude: Math.round(((parent.latitude ?? 0) + near()) * 1e5) / 1e5,
        placeApproximate: true as const,
        ...(parent.address ? { address: `${parent.address}（演示）` } : {}),
        phone: demoPhone(),
        openingHours,
        openedOn: since,
        invented: true as const,
      };
    });
}
