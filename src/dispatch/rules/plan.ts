import { type ClockPolicy, endOf } from '../../orders/rules/clocks.ts';
import { activeAssignments, type OrderState, placesLeft } from '../../orders/rules/state.ts';
import type { AskingPolicy } from '../../organisation/policies/schema/dispatching.ts';
import type { WorkingCalendar } from '../../shared/time.ts';

/** Why no further wave goes out. */
export type WavesOver = 'filled' | 'exhausted' | 'late' | 'stopped';

/** An order that is offered in waves. */
export interface WavePlan {
  orderId: string;
  round: number;
  /** How many waves have gone out, and how many people they asked. */
  wave: number;
  asked: number;
  /** People left out of the last wave because they had their messages of the week. */
  spent: number;
  /** That every place is taken by those asked, as reckoned at the last wave, 0 to 1. */
  chance: number;
  startedAt: Date;
  /** Who chose it; null: the policy of the unit. */
  startedBy: string | null;
  fillBy: Date;
  nextAt: Date | null;
  over: WavesOver | null;
}

const HOUR = 3_600_000;

/**
 * Whether something is to be done about the waves of an order: the next one is due, or it went out of the state in which
 * they are sent. Asked again of what was locked: another server may have sent the wave meanwhile.
 */
export function isDue(plan: WavePlan, order: OrderState, now: Date): boolean {
  return (plan.nextAt !== null && plan.nextAt <= now) || (order.status !== 'dispatched' && plan.wave > 0);
}

/**
 * Why the waves of an order end now; null when they go on. They end when every place is taken, when the time has come,
 * and when a person took the order in hand: sent it anew, took it back, withdrew it. They go on when everybody asked has
 * said no, and while nobody was asked yet because people sleep.
 */
export function whyOver(plan: WavePlan, order: OrderState, now: Date): WavesOver | null {
  if (activeAssignments(order).length > 0 && placesLeft(order) === 0) return 'filled';
  if (order.status === 'dispatched') {
    if (order.round !== plan.round) return 'stopped';
    return now >= plan.fillBy ? 'late' : null;
  }
  if (order.status !== 'triaged') return 'stopped';
  const offers = order.offers.filter((each) => each.round === plan.round);
  const untouched = plan.wave === 0 && order.round === plan.round;
  const refused = plan.wave > 0 && offers.length > 0 && offers.every((each) => each.status === 'declined');
  if (now >= plan.fillBy) return 'late';
  return untouched || refused ? null : 'stopped';
}

/**
 * By when the places of an order should be taken: before the clock of those asked runs out, and an hour before it begins,
 * where that is still ahead. Example: the clock runs until 18:00 and it begins at 16:00: 15:00.
 */
export function fillByOf(
  order: OrderState,
  { clocks, calendar, now }: { clocks: ClockPolicy; calendar: WorkingCalendar; now: Date },
): Date {
  const clock =
    order.status === 'dispatched' && order.dueAt !== null
      ? order.dueAt
      : endOf(clocks.urgencies[order.urgency ?? 'normal'].accept, now, calendar);
  const begins = order.earliestAt === null ? Number.POSITIVE_INFINITY : order.earliestAt.getTime() - HOUR;
  return begins > now.getTime() && begins < clock.getTime() ? new Date(begins) : clock;
}

/** Whether a unit's dispatch to people goes on in waves by itself: the policy names it or a unit above, and the kind. */
export function goesOnByItself(
  policy: Pick<AskingPolicy, 'goesOnAt' | 'goesOnFor'>,
  unitPath: readonly string[],
  kind: string | null,
): boolean {
  if (!policy.goesOnAt.some((unit) => unitPath.includes(unit))) return false;
  return policy.goesOnFor.length === 0 || (kind !== null && policy.goesOnFor.includes(kind));
}

/** Whom not to ask about an order: who was asked in this round, said no in any, has or gave back a part, or asked for it. */
export function askedAlready(order: OrderState): Set<string> {
  const offered = order.offers
    .filter((each) => each.status === 'declined' || (each.round === order.round && order.status === 'dispatched'))
    .map((each) => each.personId);
  const parts = order.assignments.filter((each) => each.status !== 'released').map((each) => each.personId);
  return new Set([...offered, ...parts, order.requesterId, order.placedBy].filter((each) => each !== null));
}
