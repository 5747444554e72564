import type { TeamMember } from '../../../src/volunteers/schema.ts';

/** Fewer members than this are found at a glance. */
export const SEARCHED_FROM = 12;
/** So many members are drawn at once; the others are found by writing a name. */
export const MOST_MEMBERS = 50;

/** The members whose name has a part, leaders first, as many as are drawn, and how many more there are. */
export function foundMembers(members: readonly TeamMember[], text: string): { shown: TeamMember[]; more: number } {
  const wanted = text.trim().toLowerCase();
  const named = members
    .filter(({ name }) => (name ?? '').toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.leader) - Number(a.leader));
  return { shown: named.slice(0, MOST_MEMBERS), more: Math.max(0, named.length - MOST_MEMBERS) };
}
