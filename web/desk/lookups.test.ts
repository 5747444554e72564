import { describe, expect, it } from 'vitest';
import type { TreeUnit } from '../../src/organisation/schema.ts';
import { placeText, treeView } from './lookups.ts';

/** A street and a community in a county, by their short names; `invented` names those that were made up. */
function city(street: string, community: string, invented: readonly string[] = []) {
  const unit = (id: string, level: TreeUnit['level'], parent: number, zh: string): TreeUnit => ({
    id,
    code: id,
    level,
    parent,
    zh,
    en: zh,
    ...(invented.includes(zh) ? { invented: true } : {}),
  });
  return treeView([
    unit('city', 'city', -1, '小城'),
    unit('centre', 'centre', 0, '云杉区中心'),
    unit('street', 'institute', 1, street),
    unit('community', 'station', 2, community),
  ]);
}

describe('where a unit is', () => {
  it('names the community behind its street', () => {
    expect(placeText(city('青松街道', '松影社区'), 'community')).toBe('青松街道 · 松影社区');
  });

  it('says once that both are invented, so that a narrow row has room for their names', () => {
    const [street, community] = ['青松街道（演示）', '松影社区（演示）'];
    expect(placeText(city(street, community, [street, community]), 'community')).toBe('青松街道 · 松影社区（演示）');
    expect(placeText(city(street, '松影社区', [street]), 'community')).toBe('青松街道（演示） · 松影社区');
  });

  it('takes nothing off a name that was not invented, whatever it ends with', () => {
    expect(placeText(city('教学楼（演示）', '松影社区（演示）'), 'community')).toBe(
      '教学楼（演示） · 松影社区（演示）',
    );
  });
});
