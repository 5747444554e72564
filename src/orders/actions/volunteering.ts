import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { PAGE_LIMIT, type PageOf } from '../../shared/page.ts';
import { notFound } from '../../shared/problem.ts';
import { distanceMetres, type Place } from '../../shared/units.ts';
import { placesOf } from '../../volunteers/actions.ts';
import { asksTeam } from '../rules/team-part.ts';
import { doOverlap } from '../rules/windows.ts';
import { statuses } from '../schema/states.ts';
import type { OfferCard, OrderSummary } from '../schema/views.ts';
import type { ListedOrder } from '../store/list.ts';
import { listOffered, listOfTeam, listTasks } from '../store/list-own.ts';
import { offeredAtOf } from '../store/offers.ts';
import { type Ground, loadGround } from './ground.ts';
import { idCursor, pageOf } from './list.ts';
import { summaryOf } from './summary.ts';

/** How many tasks a volunteer is shown: all under way, then the last served. */
const TASKS = 50;

/** What is offered to the caller, by name or through a team, the nearest clock first. No name, no phone, no door. */
export async function myOffers(context: Context, actor: Actor): Promise<OfferCard[]> {
  const teams = actor.volunteer?.teams.map((each) => each.teamId) ?? [];
  if (!actor.volunteer) return [];
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const orders = await listOffered(connection, actor.id, teams);
    const [offered, tasks, homes] = [
      await offeredAtOf(
        connection,
        orders.map((each) => each.id),
        actor.id,
        teams,
      ),
      await listTasks(connection, actor.id, TASKS),
      await placesOf(connection, actor.id),
    ];
    const busy = tasks.filter((each) => each.underWay);
    const own = new Set(busy.map((each) => each.id));
    return orders
      .filter((each) => !own.has(each.id) && each.assigned < each.places && !each.confidential)
      .map((each) => cardOf(ground, each, offered.get(each.id), homes, busy));
  });
}

/** What the caller has taken on, under way first, then what they served last. */
export async function myTasks(context: Context, actor: Actor): Promise<OrderSummary[]> {
  const rows = await context.database.transaction(actor.networkId, (connection) =>
    listTasks(connection, actor.id, TASKS),
  );
  // The words are for who goes there now; afterwards they are nobody's to keep.
  return rows.map((row) => (row.underWay ? summaryOf(row) : { ...summaryOf(row), text: null }));
}

const ONGOING = statuses.filter(asksTeam);
const PAST = statuses.filter((status) => !asksTeam(status));

/**
 * Orders that are or were with a team, or only those (`part`) that still ask something of it, or ask nothing any more; for its
 * leaders: kind, time and community, no words. Others: 404.
 */
export async function ordersOfTeam(
  context: Context,
  actor: Actor,
  teamId: string,
  page: { cursor?: string | undefined; limit?: number | undefined; part?: 'ongoing' | 'past' | undefined },
): Promise<PageOf<OrderSummary>> {
  const leads = actor.volunteer?.teams.some((each) => each.leader && each.teamId === teamId) === true;
  if (!leads && !actor.grants.some((grant) => grant.role === 'team_leader' && grant.unitId === teamId))
    throw notFound();
  const limit = page.limit ?? PAGE_LIMIT;
  const states = page.part === undefined ? null : page.part === 'ongoing' ? ONGOING : PAST;
  const rows = await context.database.transaction(actor.networkId, (connection) =>
    listOfTeam(connection, teamId, { before: idCursor(page.cursor) ?? null, limit: limit + 1, states }),
  );
  const whole = pageOf(rows, limit, (row) => row.id);
  return { ...whole, items: whole.items.map((each) => ({ ...each, text: null })) };
}

function cardOf(
  ground: Ground,
  order: ListedOrder,
  offer: { teamId: string | null; offeredAt: Date } | undefined,
  homes: readonly Place[],
  busy: readonly ListedOrder[],
): OfferCard {
  return {
    orderId: order.id,
    kind: order.kind,
    urgency: order.urgency,
    placeUnitId: order.placeUnitId,
    distanceMetres: nearest(ground, order.placeUnitId, homes),
    earliestAt: order.earliestAt?.toISOString() ?? null,
    latestAt: order.latestAt?.toISOString() ?? null,
    wish: order.wish,
    places: order.places,
    placesLeft: order.places - order.assigned,
    homeVisit: order.homeVisit,
    twoPersonRule: order.twoPersonRule,
    teamId: offer?.teamId ?? null,
    offeredAt: (offer?.offeredAt ?? order.statusSince).toISOString(),
    dueAt: order.dueAt?.toISOString() ?? null,
    conflict: busy.some((each) => doOverlap(each, order)),
    version: order.version,
  };
}

/** Rounded to 100 m, from the nearest of the volunteer's places to the middle of the community. */
export function nearest(ground: Ground, unitId: string, from: readonly Place[]): number | null {
  const unit = ground.tree.units.get(unitId);
  if (!unit || unit.longitude === null || unit.latitude === null || from.length === 0) return null;
  const to = { longitude: unit.longitude, latitude: unit.latitude };
  return Math.round(Math.min(...from.map((each) => distanceMetres(each, to))) / 100) * 100;
}
