import { describe, expect, it } from 'vitest';
import en from '../../messages/en/screen.json' with { type: 'json' };
import zh from '../../messages/zh-CN/screen.json' with { type: 'json' };
import type { TreeUnit } from '../../src/organisation/schema.ts';
import { setMessages } from '../ui/language.ts';
import { ownerName, wallTree, wayTo } from './tree.ts';

const unit = (id: string, parent: number, level: TreeUnit['level']): TreeUnit => ({
  id,
  code: id,
  parent,
  level,
  zh: id,
  en: id,
});
const units = [
  unit('city', -1, 'city'),
  unit('east', 0, 'centre'),
  unit('east.1', 1, 'institute'),
  unit('west', 0, 'centre'),
  unit('team', 1, 'team'),
];

describe('the wall', () => {
  it.each([
    { watches: ['city'], home: 'city', way: ['east.1', 'east', 'city'] },
    { watches: ['east'], home: 'east', way: ['east.1', 'east'] },
    { watches: ['east.1', 'east'], home: 'east', way: ['east.1', 'east'] },
    { watches: ['west'], home: 'west', way: [] },
    { watches: ['team'], home: 'city', way: ['east.1', 'east', 'city'] },
    { watches: [], home: 'city', way: ['east.1', 'east', 'city'] },
  ])('of who watches $watches begins at $home and goes no higher', ({ watches, home, way }) => {
    const tree = wallTree({ units }, watches);
    if (!tree) throw new Error('no tree');
    expect(tree.home.id).toBe(home);
    expect(wayTo(tree, 'east.1').map(({ id }) => id)).toEqual(way);
  });

  it('is none before the network has a city', () => {
    expect(wallTree({ units: [] }, ['city'])).toBeUndefined();
  });

  it('names who has an order as shortly as each language can', () => {
    const centre = { ...unit('e', 0, 'centre'), zh: '迎泽区中心', en: 'Yingze District Centre' };
    setMessages('en', en);
    expect([ownerName(centre), ownerName(unit('c', -1, 'city'))]).toEqual(['Yingze', 'the city']);
    setMessages('zh-CN', zh);
    expect([ownerName(centre), ownerName(unit('c', -1, 'city'))]).toEqual(['迎泽中心', '市级中心']);
  });
});
