import { isStaffOf, type Standing } from '../../orders/rules/permissions.ts';
import type { Assignment, OrderState } from '../../orders/rules/state.ts';
import type { Actor } from '../../shared/actor.ts';

/*
 * The one thing that a volunteer may stand behind for: they accepted, did not come and said nothing. Declining, ignoring,
 * being away and giving a task back lower nothing (志愿服务条例 art. 25).
 */

/** So many days an absence counts; then it is deleted. */
export const COUNTED_DAYS = 180;
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** That somebody accepted and did not come, as it was reported. */
export interface Absence {
  orderId: string;
  personId: string;
  /** When they were expected. */
  expectedAt: Date;
  reportedAt: Date;
  reportedBy: string;
  /** When they said that it was not so. */
  contestedAt: Date | null;
  /** What they said. */
  words: string | null;
  decidedAt: Date | null;
  /** Whether the centre let it stand; null: it has not decided. */
  stands: boolean | null;
}

/**
 * Whether an absence counts now: for 180 days, not while it is contested, and never once it was dropped. Example: reported
 * on 1 January 2026 and never contested, it counts until 30 June 2026.
 */
export function countsNow({ reportedAt, contestedAt, stands }: Absence, now: Date): boolean {
  if (now.getTime() - reportedAt.getTime() >= COUNTED_DAYS * DAY) return false;
  return stands ?? contestedAt === null;
}

/** The last moment at which it counts. */
export function countsUntil({ reportedAt }: Pick<Absence, 'reportedAt'>): Date {
  return new Date(reportedAt.getTime() + COUNTED_DAYS * DAY);
}

/**
 * When somebody was to have come at the latest: the end of the time that was wished, else an hour after its beginning; null
 * where no time was agreed, so that nobody can have missed it.
 */
export function expectedBy({ earliestAt, latestAt }: Pick<OrderState, 'earliestAt' | 'latestAt'>): Date | null {
  return earliestAt === null ? null : (latestAt ?? new Date(earliestAt.getTime() + HOUR));
}

/**
 * Why somebody cannot be said to have stayed away from an order, as a problem code; null when they can. Who gave it back
 * in time said so; who began was there; of whom an order was taken, nothing was expected any more.
 * `dispatch.not_promised`, `dispatch.not_late`.
 */
export function whyNotAbsent(order: OrderState, personId: string, now: Date): string | null {
  const part = order.assignments.filter((each) => each.personId === personId).at(-1);
  if (!part || part.startedAt !== null || !wasExpected(part, order)) return 'dispatch.not_promised';
  const by = expectedBy(order);
  return by === null || now < by ? 'dispatch.not_late' : null;
}

/** Their part is still theirs, or was let go because others finished without them. */
function wasExpected(part: Assignment, order: OrderState): boolean {
  if (part.status === 'accepted') return true;
  return part.status === 'released' && order.assignments.some((each) => each.status === 'served');
}

/** Whether this actor may report that somebody stayed away: staff who answer for the order, and who leads their team in it. */
export function mayReport(order: OrderState, personId: string, actor: Actor, standing: Standing): boolean {
  if (order.confidential || actor.id === personId) return false;
  if (isStaffOf(order, actor, standing)) return true;
  const teams = order.assignments.filter((each) => each.personId === personId).map((each) => each.teamId);
  return actor.volunteer?.teams.some((team) => team.leader && teams.includes(team.teamId)) === true;
}

/**
 * Why this actor may not decide about an absence, as a problem code; null when they may. The centre decides, or who is above
 * it; who reported it may take it back and decides nothing that was contested.
 */
export function whyNotDecide(
  { personId, reportedBy, contestedAt, decidedAt }: Absence,
  actor: Actor,
  { stands, atCentre }: { stands: boolean; atCentre: boolean },
): string | null {
  if (decidedAt !== null) return 'dispatch.absence_decided';
  if (actor.id === personId) return 'platform.forbidden';
  if (contestedAt === null) {
    if (stands) return 'dispatch.not_contested';
    return atCentre || actor.id === reportedBy ? null : 'platform.forbidden';
  }
  if (!atCentre) return 'platform.forbidden';
  return actor.id === reportedBy ? 'dispatch.own_report' : null;
}
