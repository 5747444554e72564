import { centreOf, isOpen, subtreeOf, type Tree } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { forbidden, notFound } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { inFives } from '../rules/few.ts';
import { openStatuses, type Status } from '../schema/states.ts';
import type { OrderFigures } from '../schema/views.ts';
import { type CountedOrders, type Counts, countOrders, nearestClocks } from '../store/figures.ts';
import { type Ground, loadGround, standingOf } from './ground.ts';
import { firstIdAt } from './list.ts';

/** How long figures are kept: the wall may be opened on many walls. */
const KEPT_MILLISECONDS = 2_000;
const PUBLIC_KEPT_MILLISECONDS = 60_000;
const DAY = 86_400_000;
const WAITING: readonly Status[] = ['submitted', 'triaged'];
type PublicFigures = Pick<
  OrderFigures,
  'at' | 'submittedToday' | 'waiting' | 'inService' | 'late' | 'reviewedToday' | 'satisfiedToday'
>;
const WATCHING = ['observer', 'dispatcher', 'administrator'] as const;

/**
 * Figures of a subtree for the wall, with the time they were read: of open orders, below a centre of those that are wanted
 * there, and how many petitions are open in whole fives. `platform.forbidden` outside the caller's own.
 */
export async function readFigures(context: Context, actor: Actor, unit: string | undefined): Promise<OrderFigures> {
  const ground = await loadGround(context, actor.networkId);
  const unitId = unit ?? actor.grants.find((grant) => WATCHING.some((role) => role === grant.role))?.unitId;
  if (unitId === undefined || !ground.tree.units.has(unitId)) throw notFound();
  if (!holdsRole(actor, WATCHING, standingOf(ground, unitId).unitPath)) throw forbidden();
  return context.memo.get(`orders.figures:${actor.networkId}:${unitId}`, KEPT_MILLISECONDS, () =>
    figuresOf(context, ground, actor.networkId, unitId),
  );
}

/** What anybody may read of a whole network today, with the time it was counted: six figures, nothing by place. */
export async function readPublicFigures(context: Context, networkId: string): Promise<PublicFigures> {
  const ground = await loadGround(context, networkId);
  const { rootId } = ground.tree;
  const figures = await context.memo.get(`orders.public_figures:${networkId}`, PUBLIC_KEPT_MILLISECONDS, () =>
    figuresOf(context, ground, networkId, rootId),
  );
  const { at, submittedToday, waiting, inService, late, reviewedToday, satisfiedToday } = figures;
  return { at, submittedToday, waiting, inService, late, reviewedToday, satisfiedToday };
}

/**
 * Below a centre, those of its orders that are wanted there: a street or a community owns few orders itself, and its
 * figures must be the parts of those above.
 */
function countedAt(tree: Tree, unitId: string): CountedOrders {
  const level = tree.units.get(unitId)?.level;
  if (level !== 'institute' && level !== 'station' && level !== 'point') return { unitId, wantedAt: null };
  return { unitId: centreOf(tree, unitId), wantedAt: subtreeOf(tree, unitId) };
}

async function figuresOf(context: Context, ground: Ground, networkId: string, unitId: string): Promise<OrderFigures> {
  const now = context.clock.now();
  const offset = ground.calendar.offsetMinutes * 60_000;
  const midnight = new Date(Math.floor((now.getTime() + offset) / DAY) * DAY - offset);
  const today = localDate(now, ground.calendar.offsetMinutes);
  const below = (ground.tree.children.get(unitId) ?? []).filter((id) => {
    const child = ground.tree.units.get(id);
    return child !== undefined && isOpen(child, today) && ['centre', 'institute', 'station'].includes(child.level);
  });
  const orders = countedAt(ground.tree, unitId);
  return context.database.transaction(networkId, async (connection) => {
    const counts = await countOrders(connection, {
      ...orders,
      petitionsOf: unitId,
      placeIds: below,
      today: firstIdAt(midnight),
      weekAgo: firstIdAt(new Date(midnight.getTime() - 7 * DAY)),
      weekAgoNow: firstIdAt(new Date(now.getTime() - 7 * DAY)),
      now,
    });
    const byPlace = new Map(counts.byPlace.map((each) => [each.unitId, each]));
    const latest = await nearestClocks(connection, orders, now);
    const of = (...states: Status[]) => sumOf(counts.byStatus, states);
    return {
      at: now.toISOString(),
      unitId,
      submittedToday: counts.submittedToday,
      submittedSameDayLastWeek: counts.submittedSameDayLastWeek,
      byStatus: counts.byStatus,
      petitions: inFives(counts.confidential),
      waiting: of(...WAITING),
      longestWaitingSince: counts.longestWaitingSince?.toISOString() ?? null,
      late: counts.late,
      inService: of('in_service'),
      volunteersOut: counts.volunteersOut,
      reviewedToday: counts.reviewedToday,
      satisfiedToday: counts.satisfiedToday,
      owned: of('accepted', 'in_service', 'served', 'answered'),
      open: of(...openStatuses),
      byUnit: below.map((id) => placeOf(id, byPlace.get(id))),
      latest: latest.map((each) => ({
        ...each,
        status: each.status as Status,
        dueAt: each.dueAt?.toISOString() ?? null,
      })),
    };
  });
}

function placeOf(unitId: string, found: Counts['byPlace'][number] | undefined): OrderFigures['byUnit'][number] {
  const byStatus = found?.byStatus ?? {};
  const lateByStatus = found?.lateByStatus ?? {};
  const late = sumOf(lateByStatus, openStatuses);
  return {
    unitId,
    open: sumOf(byStatus, openStatuses),
    waiting: sumOf(byStatus, WAITING),
    byStatus,
    late,
    lateByStatus,
  };
}

function sumOf(byStatus: Record<string, number>, states: readonly Status[]): number {
  return states.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
}
