import { type Ground, loadGround } from '../../orders/actions/ground.ts';
import { nearest } from '../../orders/actions/volunteering.ts';
import { actLocked, lockOrder } from '../../orders/actions/widening.ts';
import { offerTo, ownAssignment } from '../../orders/rules/permissions.ts';
import { whyNotServe } from '../../orders/rules/steps/service.ts';
import { centreOf } from '../../organisation/rules/tree.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import { type Attempt, claimAttempt } from '../../platform/idempotency.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { firstIdAt } from '../../shared/ids.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { localDate } from '../../shared/time.ts';
import type { Place } from '../../shared/units.ts';
import { type LoadedVolunteer, loadVolunteers } from '../../volunteers/actions.ts';
import { hourOfWeek } from '../../volunteers/rules/week.ts';
import { notAVolunteer } from '../../volunteers/rules.ts';
import { whyNot } from '../rules/why-not.ts';
import type { OpenOrder, TakenOrder, WhyAsked } from '../schema/waves.ts';
import { findPlan } from '../store/waves.ts';
import { findWhyAsked, listOpen, listTaken, type NearbyOrder } from '../store/why.ts';

/** How many of each list are looked at, and shown. */
const LOOKED_AT = 100;
const SHOWN = 20;
/** Days for which it can be asked why something was not theirs. */
const TAKEN_DAYS = 14;
const DAY = 86_400_000;

/**
 * Why the caller was asked about an order in a wave, as it was reckoned then. Problem `platform.not_found` where they were
 * not: staff may have named them, or their team was asked.
 */
export async function whyAsked(context: Context, actor: Actor, orderId: string): Promise<WhyAsked> {
  const why = await context.database.transaction(actor.networkId, (connection) =>
    findWhyAsked(connection, orderId, actor.id),
  );
  if (!why) throw notFound();
  return { ...why, orderId, askedAt: why.askedAt.toISOString() };
}

/** Who looks, with what decides what they are shown. */
interface Looking {
  ground: Ground;
  me: LoadedVolunteer;
  homes: readonly Place[];
  now: Date;
}

/**
 * What waits for somebody in the caller's county and they could serve, by the time for which it is wished, at most 20: the
 * plain list, the same for everybody. Kind, time and community, nothing nearer, and nothing about health, the whereabouts of
 * somebody or children. Problem `volunteers.not_a_volunteer`.
 */
export async function openOrders(context: Context, actor: Actor): Promise<OpenOrder[]> {
  return looking(context, actor, async (connection, on) => {
    const orders = await listOpen(connection, centreOf(on.ground.tree, on.me.unitId), actor.id, LOOKED_AT);
    return orders
      .filter((order) => order.assigned < order.places && couldServe(order, on) && !isSensitive(on.ground, order))
      .slice(0, SHOWN)
      .map(({ skills: _skills, assigned, ...order }) => ({
        ...order,
        earliestAt: order.earliestAt?.toISOString() ?? null,
        latestAt: order.latestAt?.toISOString() ?? null,
        placesLeft: order.places - assigned,
        distanceMetres: nearest(on.ground, order.placeUnitId, on.homes),
      }));
  });
}

/**
 * What others took in the caller's county in the last fortnight and they could have served, newest first, at most 20, each
 * with the honest reason why it was not theirs. Nothing about health, the whereabouts of somebody or children. Problem
 * `volunteers.not_a_volunteer`.
 */
export async function takenByOthers(context: Context, actor: Actor): Promise<TakenOrder[]> {
  return looking(context, actor, async (connection, on) => {
    const { ground, me, now } = on;
    const since = firstIdAt(new Date(now.getTime() - TAKEN_DAYS * DAY));
    const orders = await listTaken(connection, centreOf(ground.tree, me.unitId), actor.id, { since, limit: LOOKED_AT });
    const off = !me.personalMatching;
    return orders
      .filter((order) => couldServe(order, on) && !isSensitive(ground, order))
      .slice(0, SHOWN)
      .map((order) => {
        const at = order.earliestAt;
        const away = me.awayUntil !== null && me.awayUntil >= localDate(at ?? now, ground.calendar.offsetMinutes);
        const free = at === null || me.availability[hourOfWeek(at, ground.calendar.offsetMinutes)] === '1';
        const { offered, inWaves, considered } = order;
        const why = whyNot({
          ...{ offered, inWaves, considered, off, away, free, team: order.teamId !== null },
          ...{ terms: order.terms ?? [], askedMeans: order.askedMeans ?? {} },
        });
        return {
          ...{ orderId: order.orderId, kind: order.kind, placeUnitId: order.placeUnitId, ...why },
          takenAt: order.takenAt.toISOString(),
          distanceMetres: nearest(ground, order.placeUnitId, on.homes),
          asked: inWaves && order.asked > 0 ? order.asked : null,
        };
      });
  });
}

/**
 * The caller takes something of the plain list: it is offered to them and taken in one transaction, by the same rules as
 * anything offered. Problems `dispatch.not_open` (409), those of `accept`.
 */
export async function takeOpen(context: Context, actor: Actor, orderId: string, attempt?: Attempt): Promise<void> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  await context.database.transaction(actor.networkId, async (connection) => {
    if (await claimAttempt(connection, attempt, { status: 200, subjectId: orderId, at: now })) return;
    const order = await lockOrder(connection, orderId);
    const plan = order && (await findPlan(connection, orderId));
    if (!order || order.confidential || !plan || !actor.volunteer) throw notFound();
    if (!offerTo(order, actor)) {
      const reach = centreOf(ground.tree, order.unitId) === centreOf(ground.tree, await homeOf(connection, actor, now));
      const own = ownAssignment(order, actor) !== undefined || [order.requesterId, order.placedBy].includes(actor.id);
      if (!reach || own || isSensitive(ground, order) || order.status !== 'dispatched' || plan.nextAt === null)
        throw notOpen();
      const [reason] = whyNotServe(order, actor.volunteer, ground);
      if (reason !== undefined) throw new Problem(reason, 409, 'This order may not be taken by you yet.');
      const input = { personIds: [actor.id] };
      await actLocked(context, connection, ground, {
        ...{ order, action: 'widen', input, now },
        actor: jobActor(actor.networkId, 'dispatch.open_list'),
      });
    }
    const offered = await lockOrder(connection, orderId);
    if (!offered) throw notFound();
    await actLocked(context, connection, ground, { order: offered, actor, action: 'accept', input: {}, now });
  });
}

async function homeOf(connection: Connection, actor: Actor, now: Date): Promise<string> {
  return (await loadVolunteers(connection, [actor.id], now)).get(actor.id)?.unitId ?? '';
}

async function looking<Answer>(
  context: Context,
  actor: Actor,
  look: (connection: Connection, on: Looking) => Promise<Answer>,
): Promise<Answer> {
  const ground = await loadGround(context, actor.networkId);
  const now = context.clock.now();
  return context.database.transaction(actor.networkId, async (connection) => {
    const me = (await loadVolunteers(connection, [actor.id], now)).get(actor.id);
    if (!me) throw notAVolunteer();
    return look(connection, { ground, me, homes: me.place ? [me.place] : [], now });
  });
}

function couldServe(order: NearbyOrder, { ground, me }: Looking): boolean {
  return whyNotServe(order, me.acting, ground).length === 0;
}

/** What says something of somebody's health, whereabouts or child is shown to those alone who are asked. */
function isSensitive(ground: Ground, { kind: id }: Pick<NearbyOrder, 'kind'>): boolean {
  const kind = id === null ? undefined : ground.policies.kinds.get(id);
  return !kind || kind.sensitivePersonalData || kind.minorInvolved || kind.confidential;
}

function notOpen(): Problem {
  return new Problem('dispatch.not_open', 409, 'This is not open to you any more: it was taken, or taken back.');
}
