import { type Change, refusal, type Surroundings } from '../decision.ts';
import { withDepartment } from '../petition.ts';
import { activeAssignments, type Offer, type OrderRow, type OrderState } from '../state.ts';

/** After how many reminders silence closes what was served, answered or replied to. */
const REMINDERS = 2;

/** The owner is warned, once a clock. */
export function warn(order: OrderState, around: Surroundings): Change {
  if (order.warned || order.warnAt === null || order.warnAt > around.now)
    throw refusal('orders.clock_not_due', 'This clock is not at its warning.');
  return { happened: 'warned', set: { warned: true } };
}

/**
 * The clock of a state ran out. Waiting for a review: reminded twice, then closed as unanswered, never as satisfied.
 * Anything else: escalated one level up, the clock starting anew; what was offered and not taken waits again.
 */
export function expire(order: OrderState, around: Surroundings): Change {
  if (order.dueAt === null || order.dueAt > around.now)
    throw refusal('orders.clock_not_due', 'This clock has not run out.');
  if (order.status === 'served' || order.status === 'answered' || order.status === 'replied') {
    if (order.reminders >= REMINDERS)
      return { happened: 'closed_unanswered', set: { status: 'closed', outcome: 'unanswered' } };
    return { happened: 'reminded', set: { reminders: order.reminders + 1 }, restartClock: true };
  }
  // Above a department stand the clerks who forwarded it; from there it climbs as everything does.
  const above = withDepartment.includes(order.status) && order.supervisedBy === null ? order.unitId : around.levelUp;
  const escalated: Partial<OrderRow> = {
    escalations: order.escalations + 1,
    supervisedBy: above ?? order.supervisedBy ?? order.unitId,
    ...pushCompletion(order, around),
  };
  // Above the top there is nobody to tell: it hears again at a pace that can be answered, not every few minutes.
  const pace = above === null ? { clock: around.clocks.supervised } : {};
  if (order.status !== 'dispatched') return { happened: 'escalated', set: escalated, restartClock: true, ...pace };
  const offers = order.offers
    .filter((each) => each.status === 'open')
    .map((each): Offer => ({ ...each, status: 'lapsed', answeredAt: around.now }));
  const nobody = activeAssignments(order).length === 0;
  return {
    happened: nobody ? 'lapsed' : 'escalated',
    set: nobody ? { ...escalated, status: 'triaged', teamId: null } : escalated,
    offers,
    restartClock: true,
    ...pace,
  };
}

/** What is past its end gets a new one, so that the next level has a clock too: as long as the old, a day at most. */
function pushCompletion(order: OrderState, around: Surroundings): Partial<OrderRow> {
  if (order.completeBy === null || order.completeBy > around.now) return {};
  const hours = (order.completeBy.getTime() - order.submittedAt.getTime()) / 3_600_000;
  return { completeBy: new Date(around.now.getTime() + Math.min(24, Math.max(1, hours)) * 3_600_000) };
}
