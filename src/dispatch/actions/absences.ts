import { namesOf } from '../../identity/actions.ts';
import { standingFor } from '../../orders/actions/conflict.ts';
import { type Ground, loadGround } from '../../orders/actions/ground.ts';
import { lockOrder } from '../../orders/actions/widening.ts';
import { isStaffOf, type Standing } from '../../orders/rules/permissions.ts';
import type { OrderState } from '../../orders/rules/state.ts';
import { viewOf } from '../../orders/rules/visibility.ts';
import { centreOf, pathOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type EventRow, eventRows } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, holdsRole } from '../../shared/actor.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import {
  type Absence,
  COUNTED_DAYS,
  countsNow,
  countsUntil,
  expectedBy,
  mayReport,
  whyNotAbsent,
  whyNotDecide,
} from '../rules/absence.ts';
import type { AbsenceView, MyAbsence, OrderAbsences } from '../schema/absences.ts';
import {
  absencesOfOrder,
  absencesOfPerson,
  absentBetween,
  contest,
  countAbsences,
  decide,
  eraseAbsences,
  forgetAbsences,
  insertAbsence,
} from '../store/absences.ts';

const DAY = 86_400_000;
/** What does not count any more is kept a little longer, so that every index has seen it go. */
const KEPT_DAYS = COUNTED_DAYS + 2;

/** What people read where a rule says no. */
const SENTENCES: Record<string, string> = {
  'dispatch.not_promised': 'They had not promised to come, gave it back in time, or were there.',
  'dispatch.not_late': 'The time that was agreed has not passed, or none was agreed.',
  'dispatch.not_contested': 'They have not said anything against it. It stands as it is.',
  'dispatch.absence_decided': 'This was decided already. Look at it as it is now.',
  'dispatch.own_report': 'You reported this yourself. Let a colleague decide.',
};

/**
 * Reports that somebody accepted an order, did not come and said nothing: by who answers for the order or leads their team in
 * it. Said again it stays as it was. Event `dispatch.absence_reported`. Problems `platform.not_found`, `platform.forbidden`,
 * `dispatch.not_promised`, `dispatch.not_late` (409).
 */
export async function reportAbsence(
  context: Context,
  actor: Actor,
  { orderId, personId }: Pick<Absence, 'orderId' | 'personId'>,
  attempt?: Attempt,
): Promise<void> {
  await withOrder(context, actor, orderId, async (connection, { order, standing, now }) => {
    if (!mayReport(order, personId, actor, standing)) throw forbidden();
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: orderId, at: now })) return;
    const reason = whyNotAbsent(order, personId, now);
    const expectedAt = expectedBy(order);
    if (reason !== null || expectedAt === null) throw refusal(reason ?? 'dispatch.not_late');
    const absence = { orderId, personId, expectedAt, reportedAt: now, reportedBy: actor.id };
    await insertAbsence(connection, absence, eventOf('reported', order, personId, actor, now));
  });
}

/**
 * Who is said to have stayed away from an order, and of whom the caller may report it: for those who answer for it and
 * for who leads a team that has a part in it. Problems `platform.not_found`, `platform.forbidden`.
 */
export async function readAbsences(context: Context, actor: Actor, orderId: string): Promise<OrderAbsences> {
  return withOrder(context, actor, orderId, async (connection, { order, standing, now, atCentre }) => {
    const people = [...new Set(order.assignments.map((each) => each.personId))];
    const reportable = people.filter((personId) => mayReport(order, personId, actor, standing));
    if (reportable.length === 0 && !isStaffOf(order, actor, standing)) throw forbidden();
    const absences = (await absencesOfOrder(connection, orderId)).filter(
      (each) => reportable.includes(each.personId) || atCentre,
    );
    const names = await namesOf(connection, [...new Set(absences.flatMap((each) => [each.personId, each.reportedBy]))]);
    const may = (absence: Absence, stands: boolean) => whyNotDecide(absence, actor, { stands, atCentre }) === null;
    return {
      items: absences.map(
        (absence): AbsenceView => ({
          ...{ orderId, personId: absence.personId, name: names.get(absence.personId)?.name ?? null },
          expectedAt: absence.expectedAt.toISOString(),
          reportedAt: absence.reportedAt.toISOString(),
          reportedBy: names.get(absence.reportedBy)?.name ?? null,
          contestedAt: absence.contestedAt?.toISOString() ?? null,
          ...{ words: absence.words, stands: absence.stands, counts: countsNow(absence, now) },
          ...{ mayDrop: may(absence, false), mayUphold: may(absence, true) },
        }),
      ),
      mayReport: reportable.filter(
        (personId) =>
          !absences.some((each) => each.personId === personId) && whyNotAbsent(order, personId, now) === null,
      ),
    };
  });
}

/**
 * Says whether an absence stands: the centre of the order or who is above it; who reported it may take it back. Events
 * `dispatch.absence_upheld`, `dispatch.absence_dropped`. Problems `platform.not_found`, `platform.forbidden`,
 * `dispatch.not_contested`, `dispatch.absence_decided`, `dispatch.own_report` (409).
 */
export async function decideAbsence(
  context: Context,
  actor: Actor,
  { orderId, personId, stands }: { orderId: string; personId: string; stands: boolean },
  attempt?: Attempt,
): Promise<void> {
  await withOrder(context, actor, orderId, async (connection, { order, now, atCentre }) => {
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: orderId, at: now })) return;
    const absence = (await absencesOfOrder(connection, orderId)).find((each) => each.personId === personId);
    if (!absence) throw notFound();
    const reason = whyNotDecide(absence, actor, { stands, atCentre });
    if (reason === 'platform.forbidden') throw forbidden();
    if (reason !== null) throw refusal(reason);
    const events = eventOf(stands ? 'upheld' : 'dropped', order, personId, actor, now);
    await decide(connection, absence, { at: now, by: actor.id, stands }, events);
  });
}

/** What is said of the caller in the last 180 days, newest first: they see all of it. */
export async function myAbsences(context: Context, actor: Actor): Promise<MyAbsence[]> {
  const now = context.clock.now();
  const absences = await context.database.transaction(actor.networkId, (connection) =>
    absencesOfPerson(connection, actor.id, daysBefore(now)),
  );
  return absences.map((absence) => ({
    ...{ orderId: absence.orderId, kind: absence.kind, words: absence.words, stands: absence.stands },
    expectedAt: absence.expectedAt.toISOString(),
    reportedAt: absence.reportedAt.toISOString(),
    countsUntil: countsUntil(absence).toISOString(),
    counts: countsNow(absence, now),
    contestedAt: absence.contestedAt?.toISOString() ?? null,
  }));
}

/**
 * The caller says that it was not so: from then on it counts for nothing until the centre has decided. Once. Event
 * `dispatch.absence_contested`. Problems `platform.not_found`, `dispatch.absence_decided` (409).
 */
export async function contestAbsence(
  context: Context,
  actor: Actor,
  { orderId, words }: { orderId: string; words?: string | undefined },
  attempt?: Attempt,
): Promise<void> {
  const now = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: orderId, at: now })) return;
    const order = await lockOrder(connection, orderId);
    const absence = (await absencesOfOrder(connection, orderId)).find((each) => each.personId === actor.id);
    if (!order || !absence) throw notFound();
    if (absence.decidedAt !== null) throw refusal('dispatch.absence_decided');
    const said = { at: now, words: words?.trim() || null };
    await contest(connection, absence, said, eventOf('contested', order, actor.id, actor, now));
  });
}

/** How many absences count against people now, by person; of all, or of those asked for. */
export function readBroken(connection: Connection, at: Date, ids?: readonly string[]): Promise<Map<string, number>> {
  return countAbsences(connection, daysBefore(at), ids);
}

/** Of whom an absence counted at `from` and does not at `to`, because its time has run out. */
export function brokenAged(connection: Connection, from: Date, to: Date): Promise<string[]> {
  return absentBetween(connection, daysBefore(from), daysBefore(to));
}

function daysBefore(at: Date): Date {
  return new Date(at.getTime() - COUNTED_DAYS * DAY);
}

/** Deletes what does not count any more; false, since it is few and all gone at once. */
export async function forgetOldAbsences(context: Context, networkId: string): Promise<boolean> {
  const before = new Date(context.clock.now().getTime() - KEPT_DAYS * DAY);
  await context.database.transaction(networkId, (connection) => forgetAbsences(connection, before));
  return false;
}

/** What one's own data holds of having stayed away, for seeing and taking along. */
export const absencesExporter = {
  name: 'absences',
  export: (_context: Context, connection: Connection, personId: string): Promise<unknown> =>
    absencesOfPerson(connection, personId, new Date(0)),
};

/** Removes that somebody stayed away. */
export const absencesEraser = {
  name: 'absences',
  erase: (_context: Context, connection: Connection, personId: string): Promise<void> =>
    eraseAbsences(connection, personId),
};

interface Standpoint {
  ground: Ground;
  order: OrderState;
  standing: Standing;
  now: Date;
  /** The actor dispatches for the centre of the order, or above it. */
  atCentre: boolean;
}

/** The order, locked, for who may know of it. */
async function withOrder<Answer>(
  context: Context,
  actor: Actor,
  orderId: string,
  work: (connection: Connection, standpoint: Standpoint) => Promise<Answer>,
): Promise<Answer> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await lockOrder(connection, orderId);
    if (!order) throw notFound();
    const standing = await standingFor(ground, connection, order, actor, now);
    if (viewOf(order, actor, standing) === null || order.confidential) throw notFound();
    const atCentre = holdsRole(actor, ['dispatcher'], pathOf(ground.tree, centreOf(ground.tree, order.unitId)));
    return work(connection, { ground, order, standing, now, atCentre });
  });
}

function eventOf(what: string, order: OrderState, personId: string, actor: Actor, at: Date): EventRow[] {
  const subject = { subjectKind: 'order', subjectId: order.id, unitId: order.unitId };
  return eventRows([{ kind: `dispatch.absence_${what}`, ...subject, body: { personId } }], actor, at);
}

function refusal(code: string): Problem {
  return new Problem(code, 409, SENTENCES[code] ?? '');
}
