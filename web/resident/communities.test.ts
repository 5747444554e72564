import { beforeAll, describe, expect, it } from 'vitest';
import type { TreeUnit } from '../../src/organisation/schema.ts';
import { setMessages } from '../ui/language.ts';
import { communitiesOf, findCommunities, nearestCommunities, placeName } from './communities.ts';

const unit = (id: string, parent: number, level: TreeUnit['level'], zh: string, at?: [number, number]): TreeUnit => ({
  id,
  code: id,
  parent,
  level,
  zh,
  en: `${id} community`,
  ...(at ? { at } : {}),
});
const units = [
  unit('city', -1, 'city', '甲市'),
  unit('east', 0, 'centre', '东区'),
  unit('spring', 1, 'institute', '春街'),
  unit('willow', 2, 'station', '柳巷社区', [112.56, 37.87]),
  unit('plum', 2, 'station', '梅园社区', [112.6, 37.9]),
  unit('upper', 2, 'station', '上柳巷社区'),
];

describe('communities', () => {
  beforeAll(() => setMessages('zh-CN', {}));

  it('have the names that people give them', () => {
    const nameZh = '柳巷社区新时代文明实践站（演示）';
    expect(placeName({ nameZh, nameEn: 'Liuxiang Community Station (demo)' })).toBe('柳巷社区（演示）');
  });

  it('are found by part of a name, those that begin so first', () => {
    expect(findCommunities(communitiesOf(units), '柳巷', 5).map((each) => each.id)).toEqual(['willow', 'upper']);
  });

  it('are found by their street and by their English name', () => {
    expect(findCommunities(communitiesOf(units), '春街 梅', 5).map((each) => each.id)).toEqual(['plum']);
    expect(findCommunities(communitiesOf(units), 'Plum', 5).map((each) => each.id)).toEqual(['plum']);
  });

  it('say where they are, and nothing is found by nothing', () => {
    expect(communitiesOf(units)[0]?.above).toBe('东区 · 春街');
    expect(findCommunities(communitiesOf(units), '  ', 5)).toEqual([]);
  });

  it('are found by where one stands; those without a place are left out', () => {
    const here = { longitude: 112.61, latitude: 37.9 };
    expect(nearestCommunities(communitiesOf(units), here, 5).map((each) => each.id)).toEqual(['plum', 'willow']);
  });
});
