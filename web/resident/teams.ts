import type { Me } from '../../src/identity/schema.ts';
import type { TeamMember } from '../../src/volunteers/schema.ts';
import { answerOf, api } from '../ui/api.ts';
import { t } from '../ui/language.ts';
import { readTeamOrders } from '../ui/team-orders.ts';
import { dateOf, sayDate, startOfDate } from '../ui/times.ts';
import { useRemote } from './remote.ts';

/** The teams that somebody leads. */
export function teamsLedBy(me: Pick<Me, 'volunteer'>): string[] {
  return (me.volunteer?.teams ?? []).filter((team) => team.leader).map((team) => team.teamId);
}

/** The team that the address names, else the first that one leads. */
export function teamAt(led: readonly string[], search: string): string | undefined {
  const named = new URLSearchParams(search).get('team');
  return led.find((team) => team === named) ?? led[0];
}

/** One team. */
export function useTeam(id: string | null) {
  return useRemote(id === null ? null : `unit:team:${id}`, () =>
    answerOf(api.GET('/api/v1/teams/{id}', { params: { path: { id: id ?? '' } } })),
  );
}

/** Orders that are or were with a team. */
export function useTeamOrders(id: string | null) {
  return useRemote(id === null ? null : `team:${id}:orders`, () => readTeamOrders(id ?? ''));
}

/** Who is in a team. */
export function useMembers(id: string | null) {
  return useRemote(id === null ? null : `team:${id}:members`, async () => {
    const { items } = await answerOf(api.GET('/api/v1/teams/{id}/members', { params: { path: { id: id ?? '' } } }));
    return items as TeamMember[];
  });
}

/** Until which day somebody is away; null for whoever is back. */
export function sayAway({ awayUntil }: Pick<TeamMember, 'awayUntil'>, now: Date): string | null {
  if (awayUntil === null || awayUntil < dateOf(now)) return null;
  return t('resident.members.away', { day: sayDate(startOfDate(awayUntil), now) });
}
