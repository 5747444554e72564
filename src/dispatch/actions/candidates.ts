import { namesOf } from '../../identity/actions.ts';
import { openTasksOf, orderToDispatch } from '../../orders/actions/dispatching.ts';
import { type Ground, loadGround } from '../../orders/actions/ground.ts';
import type { OrderState } from '../../orders/rules/state.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { readTeams } from '../../volunteers/actions/packed.ts';
import { hourOfWeek } from '../../volunteers/rules/week.ts';
import { groupsOf } from '../rules/skill-groups.ts';
import { behind } from '../rules/standing.ts';
import { weightsOf } from '../rules/weights.ts';
import { type Candidate, type CandidateRanking, excludedReasons } from '../schema.ts';
import { type Others, type Ranked, rankFor } from './ranking.ts';

/** How many are shown; of those the desk shows a few at first. */
const SHOWN = 30;

/**
 * Teams and volunteers who could serve an order, best first, at most 30, with the terms of their scores, why the fourth is
 * fourth, and what keeps others from it; for the dispatcher who answers for it, anyone else: 404. Empty for what volunteers
 * are not sent to.
 */
export async function candidatesFor(context: Context, actor: Actor, id: string): Promise<CandidateRanking> {
  const order = await orderToDispatch(context, actor, id);
  const at = context.clock.now();
  if (!order) return { at: at.toISOString(), ageSeconds: 0, items: [], fourth: null, within: 0, excluded: [] };
  const ground = await loadGround(context, actor.networkId);
  const ranking = await rankFor(context, actor.networkId, order, SHOWN);
  const items = await context.database.transaction(actor.networkId, (connection) =>
    shownOf(connection, { ground, order, at, ranked: ranking.ranked }),
  );
  const { within, excluded } = ranking.countOthers();
  return {
    at: at.toISOString(),
    ageSeconds: Math.round(ranking.ageSeconds * 10) / 10,
    items,
    fourth: fourthOf(ranking.ranked, ground, order),
    within,
    excluded: excludedOf(excluded),
  };
}

interface Showing {
  ground: Ground;
  order: OrderState;
  at: Date;
  ranked: readonly Ranked[];
}

async function shownOf(connection: Connection, { ground, order, at, ranked }: Showing): Promise<Candidate[]> {
  const people = ranked.filter((each) => each.kind === 'person').map((each) => each.volunteerId);
  const teams = ranked.filter((each) => each.kind === 'team').map((each) => each.volunteerId);
  const names = await namesOf(connection, people);
  const open = await openTasksOf(connection, teams, people);
  const teamById = new Map((await readTeams(connection, teams)).map((team) => [team.teamId, team]));
  const hour = hourOfWeek(order.earliestAt ?? at, ground.calendar.offsetMinutes);
  return ranked.map((each): Candidate => {
    const { volunteerId, kind, score, terms, volunteer, distanceMetres } = each;
    const team = teamById.get(volunteerId);
    const held = new Set(team?.skills ?? volunteer?.acting.skills.map((one) => one.skill));
    const name = kind === 'team' ? ground.tree.units.get(volunteerId)?.nameZh : names.get(volunteerId)?.name;
    return {
      teamId: kind === 'team' ? volunteerId : null,
      personId: kind === 'person' ? volunteerId : null,
      name: name ?? '',
      distanceMetres: distanceMetres === null ? null : Math.round(distanceMetres / 100) * 100,
      score,
      terms,
      skillsMatched: order.skills.filter((skill) => held.has(skill)),
      openAssignments: open.get(volunteerId) ?? 0,
      servedLately: each.load,
      availableNow: (team ?? volunteer)?.availability[hour] === '1',
    };
  });
}

function fourthOf(ranked: readonly Ranked[], ground: Ground, order: OrderState): CandidateRanking['fourth'] {
  const [third, fourth] = [ranked[2], ranked[3]];
  if (!third || !fourth) return null;
  return behind(
    third,
    fourth,
    weightsOf(ground.policies.dispatch),
    groupsOf(order.skills, (skill) => ground.skillRules.get(skill) ?? 'none').length > 0,
  );
}

function excludedOf(excluded: Others['excluded']): CandidateRanking['excluded'] {
  return excludedReasons
    .map((reason) => ({ reason, count: excluded[reason] ?? 0 }))
    .filter((each) => each.count > 0)
    .sort((a, b) => b.count - a.count);
}
