import { describe, expect, it } from 'vitest';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { MOST, whoCanGo } from './who-can-go.ts';

const member = (name: string, awayUntil: string | null = null) => ({ personId: name, name, awayUntil }) as TeamMember;
const names = (members: readonly TeamMember[]) => members.map(({ name }) => name);
const asked = {
  against: ({ name }: TeamMember) => (name?.startsWith('未') ? 'volunteers.not_verified' : null),
  taken: new Set(['已去']),
  chosen: [],
  text: '',
  today: '2026-11-24',
};

describe('who of a team can go', () => {
  it('has those first who can, whoever is away last of them, and apart those who cannot', () => {
    const members = [member('未见过'), member('不在', '2026-11-30'), member('已去'), member('王'), member('李')];
    const { fit, rest } = whoCanGo(members, asked);
    expect(names(fit)).toEqual(['王', '李', '不在']);
    expect(names(rest)).toEqual(['未见过', '已去']);
  });

  it('draws no more of a large team than can be read, says how many there are, and finds the others by name', () => {
    const members = Array.from({ length: 2000 }, (_, n) => member(n % 2 === 0 ? `能去${n}` : `未${n}`));
    const { fit, fitMore, rest, restMore } = whoCanGo(members, asked);
    expect([fit.length, fitMore, rest.length, restMore]).toEqual([MOST, 950, MOST, 950]);
    expect(names(whoCanGo(members, { ...asked, text: '1998 ' }).fit)).toEqual(['能去1998']);
  });

  it('keeps in sight who is ticked, first of all, whatever name is written', () => {
    const { fit } = whoCanGo([member('王'), member('李'), member('赵')], { ...asked, chosen: ['赵'], text: '王' });
    expect(names(fit)).toEqual(['赵', '王']);
  });
});
