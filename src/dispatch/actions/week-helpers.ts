import type { Ground } from '../../orders/actions/ground.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { readTeams } from '../../volunteers/actions/packed.ts';
import { mayLeadTeam } from '../../volunteers/rules.ts';
import { type Acceptance, chanceOfKind } from '../rules/acceptance.ts';
import { countFree } from '../rules/columns/excluded.ts';
import type { ExpectedKind } from '../rules/week-ahead/week.ts';
import type { WeekKind } from '../schema/week-ahead.ts';
import type { HeldIndex } from './build-index.ts';
import { askFor, confirmed, type RankedOrder } from './ranking.ts';

/** Teams that are named for a kind. */
const TEAMS = 3;
const DAYS_OF_A_WEEK = 7;
/** It is for no one: nobody is kept from it for being the one who asked. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Where and for whom helpers are looked for. */
export interface Looking {
  actor: Actor;
  held: HeldIndex;
  ground: Ground;
  learned: Acceptance;
  unitId: string;
  centreId: string;
  now: Date;
  /** The days of the week ahead, 0 Sunday to 6. */
  weekdays: readonly number[];
}

/**
 * Who could meet what is expected of a kind: found as for an order of it at this unit without a wished time. Teams that serve there, the best
 * first; how many volunteers within reach can do it, and are free on which day; how many of them say yes when each is asked
 * once; how many people more than that are needed. Null for a kind that is no longer in the list.
 */
export async function helpersFor(
  connection: Connection,
  expected: ExpectedKind,
  looking: Looking,
): Promise<WeekKind['helpers']> {
  const { held, ground, learned, now, actor } = looking;
  const kind = ground.policies.kinds.get(expected.kind);
  if (!kind) return null;
  const order = orderLike(kind, looking);
  const asked = askFor(held, ground, order, now, { provider: 'team' });
  const { ranked } = await confirmed(connection, { held, ground, order, asked, k: TEAMS });
  const members = await readTeams(
    connection,
    ranked.map((each) => each.volunteerId),
  );
  const [need] = asked.needs;
  const { people, free } = need
    ? countFree(held.snapshot, { ...need, provider: 'person' })
    : { people: 0, free: looking.weekdays.map(() => 0) };
  const likely = Math.floor(people * chanceOfKind(learned, kind.id));
  const orders = expected.week?.mean ?? expected.known.reduce((sum, each) => sum + each, 0);
  return {
    skills: [...kind.skills],
    teams: ranked.map(({ volunteerId: id }) => ({
      id,
      nameZh: ground.tree.units.get(id)?.nameZh ?? '',
      nameEn: ground.tree.units.get(id)?.nameEn ?? '',
      members: members.find((each) => each.teamId === id)?.members ?? 0,
      mayTell: actor.kind === 'person' && mayLeadTeam(actor, pathOf(ground.tree, id)),
    })),
    people,
    free: looking.weekdays.map((day) => free[(day + DAYS_OF_A_WEEK - 1) % DAYS_OF_A_WEEK] ?? 0),
    likely,
    short: Math.max(0, Math.round(orders * order.places) - likely),
  };
}

function orderLike(
  kind: { skills: readonly string[]; homeVisit: boolean; twoPersonRule: boolean },
  { unitId, centreId }: Looking,
): RankedOrder {
  const { homeVisit, twoPersonRule } = kind;
  return {
    ...{ skills: [...kind.skills], homeVisit, twoPersonRule, places: twoPersonRule ? 2 : 1 },
    ...{ unitId: centreId, placeUnitId: unitId, requesterId: NOBODY },
    ...{ earliestAt: null, latestAt: null, offers: [], assignments: [] },
  };
}
