import { describe, expect, it } from 'vitest';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { foundMembers, MOST_MEMBERS } from './found-members.ts';

const member = (name: string, leader = false) => ({ personId: name, name, leader }) as TeamMember;

describe('the members of a team', () => {
  it('begin with who leads it and stay in their order otherwise', () => {
    const { shown, more } = foundMembers([member('王'), member('李'), member('赵', true)], '');
    expect([shown.map(({ name }) => name), more]).toEqual([['赵', '王', '李'], 0]);
  });

  it('of a large team are no more than can be read, with how many there are, and the others are found by name', () => {
    const members = Array.from({ length: 2000 }, (_, n) => member(`队员${n}`, n === 1500));
    const { shown, more } = foundMembers(members, '');
    expect([shown.length, more, shown[0]?.name]).toEqual([MOST_MEMBERS, 1950, '队员1500']);
    expect(foundMembers(members, ' 1999 ').shown.map(({ name }) => name)).toEqual(['队员1999']);
  });
});
