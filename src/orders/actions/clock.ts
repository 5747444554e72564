import type { Context } from '../../platform/context.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { decide } from '../rules/decide.ts';
import type { OrderState } from '../rules/state.ts';
import { findNextClimb, findOldestDue, lockClimbing, lockDue, lockOrders, putClockOff } from '../store/read.ts';
import { loadGround, surroundingsOf } from './ground.ts';
import { addDecision, nothing, writeCommand } from './save-decision.ts';

/** Clocks looked at in one transaction. */
const BATCH = 50;
const JOB = 'orders.clock';

/**
 * Warns of clocks that are at their warning and acts on those that ran out, through the same rules and the same write as
 * any person. Orders that another server holds are left to it. True when there may be more.
 */
export function runClocks(context: Context, networkId: string): Promise<boolean> {
  return ring(context, networkId, lockDue);
}

/** From the lowest unit to the city an order climbs so often at most; then everybody has been told. */
const MOST_CLIMBS = 4;

/**
 * The same for orders that still climb. Who replays a year in which nobody works lets each clock reach the top, and leaves
 * what rings there again and again to the real clock. True when there may be more.
 */
export function runClimbingClocks(context: Context, networkId: string): Promise<boolean> {
  return ring(context, networkId, (connection, now, limit) => lockClimbing(connection, now, limit, MOST_CLIMBS));
}

/** The instant at which the next clock of an order that still climbs wants to be heard; null when there is none. */
export function nextClimb(context: Context, networkId: string): Promise<Date | null> {
  return context.database.transaction(networkId, (connection) => findNextClimb(connection, MOST_CLIMBS));
}

/** For how many seconds the clock that has waited longest has wanted to be heard; 0 when none waits. */
export async function oldestDueSeconds(context: Context, networkId: string): Promise<number> {
  const at = await context.database.transaction(networkId, findOldestDue);
  return at === null ? 0 : Math.max(0, context.clock.now().getTime() - at.getTime()) / 1000;
}

/** An order that nothing can be done about is looked at again after this; its warning is written once each time. */
const PUT_OFF_MILLISECONDS = 60_000;

/** One order that breaks must not silence the others: what could not be done together is done one by one. */
async function ring(context: Context, networkId: string, lock: typeof lockDue): Promise<boolean> {
  try {
    return (await ringSome(context, networkId, lock, BATCH)) === BATCH;
  } catch {
    return ringOneByOne(context, networkId, lock);
  }
}

/** The turn fails when it is through, with the first error, where an order broke or could not be put off. */
async function ringOneByOne(context: Context, networkId: string, lock: typeof lockDue): Promise<boolean> {
  const failures: unknown[] = [];
  let count = 0;
  for (; count < BATCH; count++) {
    const tried: { orderId?: string } = {};
    try {
      if ((await ringSome(context, networkId, lock, 1, tried)) === 0) break;
    } catch (error) {
      const { orderId } = tried;
      if (!orderId) throw error;
      failures.push(error);
      context.log.error({ err: error, orderId, networkId, job: JOB }, 'the clock of an order could not be heard');
      await context.database.transaction(networkId, (connection) =>
        putClockOff(connection, [orderId], later(context.clock.now())),
      );
    }
  }
  if (failures.length > 0) throw failures[0];
  return count === BATCH;
}

/** Decides and writes some due orders together, and gives how many there were. `tried` names the last that was locked. */
async function ringSome(
  context: Context,
  networkId: string,
  lock: typeof lockDue,
  limit: number,
  tried: { orderId?: string } = {},
): Promise<number> {
  const ground = await loadGround(context, networkId);
  const actor = jobActor(networkId, JOB);
  const now = context.clock.now();
  return context.database.transaction(networkId, async (connection) => {
    const ids = await lock(connection, now, limit);
    const save = nothing();
    const stuck: string[] = [];
    for (const order of await lockOrders(connection, ids)) {
      tried.orderId = order.id;
      const around = await surroundingsOf(ground, connection, order, {}, { now });
      const decision = tick(order, actor, around);
      if (decision) addDecision(save, order, decision, actor, now);
      else stuck.push(order.id);
    }
    for (const orderId of stuck)
      context.log.warn({ orderId, networkId, job: JOB }, 'a clock is due that nothing can be done about');
    if (stuck.length > 0) await putClockOff(connection, stuck, later(now));
    const [first] = save.orders;
    if (first)
      await writeCommand(context, connection, save, { attempt: undefined, status: 200, subjectId: first.id, now });
    return ids.length;
  });
}

function later(now: Date): Date {
  return new Date(now.getTime() + PUT_OFF_MILLISECONDS);
}

function tick(order: OrderState, actor: Actor, around: Parameters<typeof decide>[4]) {
  const action = order.dueAt !== null && order.dueAt <= around.now ? 'expire' : 'warn';
  try {
    return decide(order, action, {}, actor, around);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
