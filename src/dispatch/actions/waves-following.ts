import { lockOrder } from '../../orders/actions/widening.ts';
import { currentPolicies, currentTree } from '../../organisation/actions.ts';
import { calendarOf } from '../../organisation/rules/calendar.ts';
import { pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { StoredEvent } from '../../platform/events.ts';
import { fillByOf, goesOnByItself, type WavePlan } from '../rules/plan.ts';
import { pauseOf } from '../rules/waves.ts';
import { findPlan, savePlan } from '../store/waves.ts';

/**
 * Where a unit's policy says so, what a person sent to volunteers by name goes on in waves by itself: those named are the
 * first, the next is due after the pause.
 */
export async function followForWaves(
  context: Context,
  connection: Connection,
  events: readonly StoredEvent[],
): Promise<void> {
  const sent = events.filter((event) => event.kind === 'orders.dispatched' && namedIn(event) > 0);
  for (const event of sent) {
    const plan = await planFrom(context, connection, event);
    if (plan) await savePlan(connection, plan);
  }
}

async function planFrom(context: Context, connection: Connection, event: StoredEvent): Promise<WavePlan | null> {
  const now = event.at;
  const tree = await currentTree(context, connection);
  const policies = await currentPolicies(context, connection, now);
  const order = await lockOrder(connection, event.subjectId);
  if (order?.status !== 'dispatched') return null;
  if (!goesOnByItself(policies.asking, pathOf(tree, order.unitId), order.kind)) return null;
  if ((await findPlan(connection, order.id))?.nextAt) return null;
  const clocks = { ...policies.urgency, petition: policies.petitions };
  const fillBy = fillByOf(order, { clocks, calendar: calendarOf(policies.calendar), now });
  const nextAt = new Date(now.getTime() + pauseOf(order.urgency, policies.asking) * 60_000);
  if (nextAt >= fillBy) return null;
  return {
    ...{ orderId: order.id, round: order.round, wave: 1, asked: namedIn(event), spent: 0, chance: 0 },
    ...{ startedAt: now, startedBy: null, fillBy, nextAt, over: null },
  };
}

/** How many people an event offered the order by name. */
function namedIn(event: StoredEvent): number {
  const { offers } = event.body as { offers?: { personId: string | null; status: string }[] };
  return (offers ?? []).filter((each) => each.status === 'open' && each.personId !== null).length;
}
