import { standingFor } from '../../orders/actions/conflict.ts';
import { type Ground, loadGround, standingOf } from '../../orders/actions/ground.ts';
import { actLocked, askedLately, lockOrder } from '../../orders/actions/widening.ts';
import { available } from '../../orders/rules/decide.ts';
import { refusal } from '../../orders/rules/decision.ts';
import { reasonAgainst } from '../../orders/rules/permissions.ts';
import { type OrderState, placesLeft } from '../../orders/rules/state.ts';
import { viewOf } from '../../orders/rules/visibility.ts';
import { centreOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { recordEvents } from '../../platform/events.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { forbidden, notFound, Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import { hourOfWeek } from '../../volunteers/rules/week.ts';
import {
  type Acceptance,
  type AcceptanceCell,
  chanceOf,
  distanceBandOf,
  hourBandOf,
  promptnessMinutes,
  stillToCome,
} from '../rules/acceptance.ts';
import { restPoints } from '../rules/budget.ts';
import { unreviewed } from '../rules/columns/index-row.ts';
import { askedAlready, fillByOf, isDue, type WavePlan, whyOver } from '../rules/plan.ts';
import { type Askable, nextWave, type Wave } from '../rules/waves.ts';
import type { Waves } from '../schema/waves.ts';
import {
  type Asking,
  countAnswers,
  decideAlone,
  findPlan,
  listDuePlans,
  listWaiting,
  lockPlan,
  putOff,
  saveAskings,
  savePlan,
} from '../store/waves.ts';
import { readAcceptance } from './acceptance.ts';
import { knowsOfGap } from './gaps.ts';
import { type Ranked, rankFor } from './ranking.ts';

/** How many are considered for one wave, and of how many not asked it is kept why. */
const CONSIDERED = 120;
const REMEMBERED = 40;
/** Plans looked at in one turn of the job, and of them so many at the same time: while one is decided, others are read for. */
const BATCH = 20;
const AT_ONCE = 4;
const WEEK = 7 * 86_400_000;
const MINUTE = 60_000;
/** What could not be sent is tried again after this. */
const LATER = 5 * MINUTE;

/** What a wave is decided on, read before its transaction. */
interface Prepared {
  ground: Ground;
  ranked: Ranked[];
}

/**
 * Offers an order in waves: the first goes out now, or when the quiet hours end; the others by themselves until every place
 * is taken, the time has come or nobody is left. For staff who answer for it. Problems `platform.not_found`,
 * `dispatch.waves_going`, `dispatch.nobody_to_ask` (409), those of `widen`.
 */
export async function startWaves(context: Context, actor: Actor, orderId: string, attempt?: Attempt): Promise<Waves> {
  const prepared = await prepare(context, actor.networkId, orderId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const order = await lockForStaff(connection, prepared.ground, orderId, actor, now);
    const first = await claimAttempt(connection, attempt, { status: 200, subjectId: orderId, at: now });
    const before = await findPlan(connection, orderId);
    if (first && before) return wavesOf(before);
    if (before && before.nextAt !== null) throw going();
    demandWidening(order, actor, prepared.ground, now);
    const { clocks, calendar } = prepared.ground;
    const plan: WavePlan = {
      ...{ orderId, round: order.round, wave: 0, asked: 0, spent: 0, chance: 0, startedAt: now, startedBy: actor.id },
      ...{ fillBy: fillByOf(order, { clocks, calendar, now }), nextAt: now, over: null },
    };
    const begun = await sendWave(context, connection, { plan, order, actor, now, ...prepared });
    if (begun.wave === 0 && (begun.over !== null || begun.spent > 0)) throw nobody();
    return wavesOf(begun);
  });
}

/** How the waves of an order stand, for staff who answer for it; `platform.not_found` when it never had any. */
export async function readWaves(context: Context, actor: Actor, orderId: string): Promise<Waves> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    await lockForStaff(connection, ground, orderId, actor, context.clock.now());
    const plan = await findPlan(connection, orderId);
    if (!plan) throw notFound();
    return wavesOf(plan);
  });
}

/**
 * Sends the waves that are due, each in a transaction of its own on its locked plan: it goes out once, whoever sends it and
 * whatever breaks off. True when there may be more.
 */
export async function runWaves(context: Context, networkId: string): Promise<boolean> {
  const now = context.clock.now();
  const due = await context.database.transaction(networkId, (connection) => listDuePlans(connection, now, BATCH));
  let sent = 0;
  const failures: unknown[] = [];
  for (let begin = 0; begin < due.length; begin += AT_ONCE) {
    const together = due.slice(begin, begin + AT_ONCE);
    const outcomes = await Promise.allSettled(together.map((orderId) => sentOrLeft(context, networkId, orderId)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') failures.push(outcome.reason);
      else if (outcome.value) sent++;
    }
  }
  if (failures.length > 0) throw failures[0];
  return due.length === BATCH && sent > 0;
}

/**
 * One order that cannot be asked about must not keep the others waiting: it is tried again some minutes later. True when
 * something became of it: what may not be asked about yet would else be due for ever. What is no Problem is thrown after
 * that, so that the turn counts as failed.
 */
async function sentOrLeft(context: Context, networkId: string, orderId: string): Promise<boolean> {
  try {
    return await sendDue(context, networkId, orderId);
  } catch (error) {
    const why = error instanceof Problem ? { problem: error.code } : { err: error };
    context.log.warn({ orderId, networkId, ...why, job: 'dispatch.waves' }, 'a wave could not be sent');
    const next = new Date(context.clock.now().getTime() + LATER);
    await context.database.transaction(networkId, (connection) => putOff(connection, orderId, next));
    if (!(error instanceof Problem)) throw error;
    return false;
  }
}

async function sendDue(context: Context, networkId: string, orderId: string): Promise<boolean> {
  const prepared = await prepare(context, networkId, orderId);
  const now = context.clock.now();
  const actor = jobActor(networkId, 'dispatch.waves');
  return context.database.transaction(networkId, async (connection) => {
    const plan = await lockPlan(connection, orderId);
    const order = plan && (await lockOrder(connection, orderId));
    if (!plan || !order || !isDue(plan, order, now)) return false;
    const over = whyOver(plan, order, now);
    if (over === null) {
      const next = await sendWave(context, connection, { plan, order, actor, now, ...prepared });
      return next.wave > plan.wave || next.over !== null;
    }
    await end(connection, prepared.ground, { ...plan, nextAt: null, over }, now);
    return true;
  });
}

/** Reads what a wave is decided on. The order may change until it is locked; who was asked meanwhile is left out then. */
async function prepare(context: Context, networkId: string, orderId: string): Promise<Prepared> {
  const ground = await loadGround(context, networkId);
  const order = await context.database.transaction(networkId, (connection) => lockOrder(connection, orderId));
  const offered = order?.nature === 'public_service' && !order.confidential;
  if (!order || !offered) return { ground, ranked: [] };
  const except = order.placedBy === null ? [] : [order.placedBy];
  const { ranked } = await rankFor(context, networkId, order, CONSIDERED, { provider: 'person', except });
  return { ground, ranked };
}

interface Sending extends Prepared {
  plan: WavePlan;
  order: OrderState;
  actor: Actor;
  now: Date;
}

/** Decides a wave, asks the people and writes the plan as it is then. */
async function sendWave(context: Context, connection: Connection, sending: Sending): Promise<WavePlan> {
  const { plan, order, ground, actor, now } = sending;
  const policy = ground.policies.asking;
  await decideAlone(connection);
  const learned = await readAcceptance(connection, ground, now);
  const people = await askableOf(connection, sending, learned);
  const cell = cellOf(ground, order, now);
  const waiting = await listWaiting(connection, order.id);
  const wave = nextWave<Candidate>({
    ...{ now, fillBy: plan.fillBy, offsetMinutes: ground.calendar.offsetMinutes, places: placesLeft(order), policy },
    ...{ urgency: order.urgency, people },
    waiting: waiting.map(({ distance, askedAt }) =>
      stillToCome(learned, chanceOf(learned, { ...cell, distance }), (now.getTime() - askedAt.getTime()) / MINUTE),
    ),
  });
  const personIds = wave.ask.map((each) => each.volunteerId);
  const row =
    personIds.length === 0
      ? order
      : await actLocked(context, connection, ground, { order, actor, action: 'widen', input: { personIds }, now });
  const next = planAfter(plan, { wave, round: row.round, open: waiting.length + personIds.length, now });
  await savePlan(connection, next);
  const middle = unreviewed * ground.policies.dispatch.weights.reviewPoint;
  await saveAskings(connection, askingsOf(next, cell, wave, middle), now);
  if (next.over === null) return next;
  await end(connection, ground, next, now);
  if (next.wave > 0) await tellExhausted(connection, ground, order, next, { actor, now });
  return next;
}

/** The plan after a wave: another look when it is due, or at the end of the time while somebody may still say yes. */
function planAfter(
  plan: WavePlan,
  { wave, round, open, now }: { wave: Wave<Candidate>; round: number; open: number; now: Date },
): WavePlan {
  const nextAt = wave.nextAt ?? (open > 0 && plan.fillBy > now ? plan.fillBy : null);
  return {
    ...plan,
    ...(wave.ask.length > 0 ? { round, wave: plan.wave + 1, asked: plan.asked + wave.ask.length } : {}),
    ...{ spent: wave.spent.length, chance: wave.chance, nextAt, over: nextAt === null ? 'exhausted' : null },
  };
}

/** No wave goes out any more: what came of the messages is counted. */
async function end(connection: Connection, ground: Ground, plan: WavePlan, now: Date): Promise<void> {
  await savePlan(connection, plan);
  const month = `${localDate(now, ground.calendar.offsetMinutes).slice(0, 7)}-01`;
  await countAnswers(connection, plan.orderId, month, promptnessMinutes);
}

/**
 * Nobody is left to ask: those who answer for the order hear of it now, not when its clock runs out; but not order by order
 * where their centre knows that people are missing for many.
 */
async function tellExhausted(
  connection: Connection,
  ground: Ground,
  order: OrderState,
  { asked, wave }: WavePlan,
  { actor, now }: Pick<Sending, 'actor' | 'now'>,
): Promise<void> {
  const subject = { subjectKind: 'order', subjectId: order.id, unitId: order.unitId };
  const amongMany = await knowsOfGap(connection, centreOf(ground.tree, order.unitId));
  const body = { asked, wave, ...(amongMany ? { amongMany } : {}) };
  await recordEvents(connection, actor, now, [{ kind: 'dispatch.exhausted', ...subject, body }]);
}

/** Somebody who may be asked, with what they are told of why. */
interface Candidate extends Ranked {
  rest: number;
}

/** Who may be asked and was not yet, with what the wave is decided on. */
async function askableOf(
  connection: Connection,
  { ranked, order, ground, now }: Sending,
  learned: Acceptance,
): Promise<Askable<Candidate>[]> {
  const policy = ground.policies.asking;
  const ids = ranked.map((each) => each.volunteerId);
  const lately = await askedLately(connection, ids, new Date(now.getTime() - WEEK));
  const left = askedAlready(order);
  const cell = cellOf(ground, order, now);
  return ranked
    .filter((each) => !left.has(each.volunteerId))
    .map((each) => {
      const asked = lately.get(each.volunteerId);
      const lastAskedAt = asked?.lastAt ?? null;
      return {
        id: { ...each, rest: restPoints(lastAskedAt, now, policy) },
        score: each.score,
        chance: chanceOf(learned, { ...cell, distance: distanceBandOf(each.distanceMetres) }),
        askedThisWeek: asked?.times ?? 0,
        lastAskedAt,
      };
    });
}

/** What messages about an order are told apart by, but for the distance. */
function cellOf(ground: Ground, order: OrderState, now: Date): Omit<AcceptanceCell, 'distance'> {
  const hour = hourOfWeek(order.earliestAt ?? now, ground.calendar.offsetMinutes) % 24;
  return { kind: order.kind ?? '', hour: hourBandOf(hour) };
}

/**
 * Why each was asked, and why those next in line and those who had enough messages were not. What somebody has whom nobody
 * has reviewed stands apart from what reviews told, so that nobody reads of praise that was never given.
 */
function askingsOf(
  plan: WavePlan,
  cell: Omit<AcceptanceCell, 'distance'>,
  wave: Wave<Candidate>,
  middle: number,
): Asking[] {
  const termsOf = (each: Candidate) => [
    ...each.terms.map(({ name, points }) => ({ name, points: name === 'reviews' ? points - middle : points })),
    { name: 'unreviewed', points: middle },
    { name: 'rest', points: each.rest },
  ];
  const asking = (each: Candidate, index: number, how: Pick<Asking, 'wave' | 'whyNot'>): Asking => ({
    ...{ orderId: plan.orderId, round: plan.round, personId: each.volunteerId, place: index + 1, ...how, ...cell },
    distance: distanceBandOf(each.distanceMetres),
    distanceMetres: each.distanceMetres === null ? null : Math.round(each.distanceMetres / 100) * 100,
    score: each.score + each.rest,
    terms: termsOf(each),
  });
  return [
    ...wave.ask.map((each, index) => asking(each, index, { wave: plan.wave, whyNot: null })),
    ...wave.spent.slice(0, REMEMBERED).map((each, index) => asking(each, index, { wave: null, whyNot: 'spent' })),
    ...wave.further
      .slice(0, REMEMBERED)
      .map((each, index) => asking(each, wave.ask.length + index, { wave: null, whyNot: 'further' })),
  ];
}

/** The order, locked, for who may ask more volunteers about it; whoever may not know of it hears that there is none. */
async function lockForStaff(
  connection: Connection,
  ground: Ground,
  orderId: string,
  actor: Actor,
  now: Date,
): Promise<OrderState> {
  const order = await lockOrder(connection, orderId);
  if (!order) throw notFound();
  const standing = await standingFor(ground, connection, order, actor, now);
  if (viewOf(order, actor, standing) === null) throw notFound();
  const reason = reasonAgainst(order, 'widen', actor, standing);
  if (reason === 'platform.forbidden') throw forbidden();
  if (reason !== null) throw new Problem(reason, 403, 'This order is not offered to volunteers.');
  return order;
}

/** Waves that begin by night ask nobody yet, and still only of an order that may be offered. Problems of `widen`. */
function demandWidening(order: OrderState, actor: Actor, ground: Ground, now: Date): void {
  const around = {
    ...standingOf(ground, order.unitId),
    now,
    skillRules: ground.skillRules,
    kinds: ground.policies.kinds,
  };
  const widen = available(order, actor, around).find(({ name }) => name === 'widen');
  if (widen?.reason) throw refusal(widen.reason, 'This order cannot be offered to volunteers as it is now.');
}

function wavesOf({ startedBy, startedAt, fillBy, nextAt, round: _round, ...plan }: WavePlan): Waves {
  return {
    ...plan,
    startedAt: startedAt.toISOString(),
    byPolicy: startedBy === null,
    fillBy: fillBy.toISOString(),
    nextAt: nextAt?.toISOString() ?? null,
  };
}

function going(): Problem {
  return new Problem(
    'dispatch.waves_going',
    409,
    'This order is being offered in waves already. They go on until it is taken.',
  );
}

function nobody(): Problem {
  return new Problem(
    'dispatch.nobody_to_ask',
    409,
    'Nobody else can be asked about this now. Look at who could serve, or hand it over.',
  );
}
