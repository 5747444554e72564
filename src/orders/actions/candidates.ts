import { namesOf } from '../../identity/actions.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import type { Place } from '../../shared/units.ts';
import { type TeamNear, teamsNear, type VolunteerNear, volunteersNear } from '../../volunteers/actions.ts';
import { type Able, hourOfWeek, rank } from '../rules/candidates.ts';
import { isStaffOf } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import { whyNotServe } from '../rules/steps/service.ts';
import type { Candidate } from '../schema/views.ts';
import { loadOf } from '../store/offers.ts';
import { findOrder } from '../store/read.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { nearest } from './volunteering.ts';

/** How many teams and volunteers are looked at; the nearest of the tree first. */
const TEAMS = 60;
const VOLUNTEERS = 200;
/** How many are shown. */
const SHOWN = 30;

/**
 * Teams and volunteers who could serve an order, best first, at most 30, for the dispatcher who answers for it; anyone
 * else: 404. Whom the rules exclude is not there, nor who was asked already, said no or gave it back. Empty for what
 * volunteers are not sent to.
 */
export async function candidatesFor(context: Context, actor: Actor, id: string): Promise<Candidate[]> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await findOrder(connection, id);
    if (!order || !isStaffOf(order, actor, standingOf(ground, order.unitId))) throw notFound();
    const kind = order.kind === null ? undefined : ground.policies.kinds.get(order.kind);
    if (order.nature !== 'public_service' || !kind?.volunteerDispatchable) return [];
    const wish = { ancestors: pathOf(ground.tree, order.placeUnitId), skills: order.skills };
    const asked = askedAlready(order);
    const teams = (await teamsNear(connection, { ...wish, limit: TEAMS }, now)).filter(
      (team) => !asked.has(team.teamId) && team.members >= (order.twoPersonRule ? 2 : 1),
    );
    const people = (await volunteersNear(connection, { ...wish, limit: VOLUNTEERS }, now)).filter(
      (each) => !asked.has(each.personId) && whyNotServe(order, each.acting, ground).length === 0,
    );
    const load = await loadOf(
      connection,
      teams.map((each) => each.teamId),
      people.map((each) => each.personId),
    );
    const names = await namesOf(
      connection,
      people.map((each) => each.personId),
    );
    const hour = hourOfWeek(order.earliestAt ?? now, ground.calendar.offsetMinutes);
    const able = [
      ...teams.map((team) => ableTeam(ground, order, team, { hour, open: load.get(team.teamId) ?? 0 })),
      ...people.map((each) =>
        ablePerson(ground, order, each, {
          hour,
          open: load.get(each.personId) ?? 0,
          name: names.get(each.personId)?.name ?? '',
        }),
      ),
    ];
    return rank(able, order).slice(0, SHOWN);
  });
}

/** Whom not to ask again, and the one it is for. */
function askedAlready(order: OrderState): Set<string> {
  const offered = order.offers
    .filter((each) => each.status === 'open' || each.status === 'declined')
    .map((each) => each.personId ?? each.teamId);
  const serving = order.assignments.filter((each) => each.status !== 'released').map((each) => each.personId);
  return new Set([...offered, ...serving, order.requesterId].filter((each) => each !== null));
}

function ableTeam(
  ground: Ground,
  order: OrderState,
  team: TeamNear,
  { hour, open }: { hour: number; open: number },
): Able {
  const unit = ground.tree.units.get(team.teamId);
  const home = unit && (placeOf(ground, unit.id) ?? (unit.parentId === null ? null : placeOf(ground, unit.parentId)));
  return {
    teamId: team.teamId,
    personId: null,
    name: unit?.nameZh ?? '',
    skillsMatched: team.skillsMatched,
    metres: home ? nearest(ground, order.placeUnitId, [home]) : null,
    nearness: team.nearness,
    openAssignments: open,
    available: team.availability[hour] === '1',
    prefers: false,
  };
}

function ablePerson(
  ground: Ground,
  order: OrderState,
  each: VolunteerNear,
  { hour, open, name }: { hour: number; open: number; name: string },
): Able {
  const held = new Set(each.acting.skills.map((one) => one.skill));
  const home = each.place ?? placeOf(ground, each.unitId);
  return {
    teamId: null,
    personId: each.personId,
    name,
    skillsMatched: order.skills.filter((skill) => held.has(skill)),
    metres: home ? nearest(ground, order.placeUnitId, [home]) : null,
    nearness: each.nearness,
    openAssignments: open,
    available: each.availability[hour] === '1',
    prefers: each.placeUnitIds.includes(order.placeUnitId),
  };
}

function placeOf(ground: Ground, unitId: string): Place | null {
  const unit = ground.tree.units.get(unitId);
  return unit && unit.longitude !== null && unit.latitude !== null
    ? { longitude: unit.longitude, latitude: unit.latitude }
    : null;
}
