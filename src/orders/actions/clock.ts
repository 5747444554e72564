import type { Context } from '../../platform/context.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { decide } from '../rules/decide.ts';
import type { OrderState } from '../rules/state.ts';
import { findNextClimb, lockClimbing, lockDue, lockOrders } from '../store/read.ts';
import { loadGround, surroundingsOf } from './ground.ts';
import { addDecision, nothing, writeCommand } from './save-decision.ts';

/** Clocks looked at in one transaction. */
const BATCH = 50;

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

async function ring(context: Context, networkId: string, lock: typeof lockDue): Promise<boolean> {
  const ground = await loadGround(context, networkId);
  const actor = jobActor(networkId, 'orders.clock');
  const now = context.clock.now();
  return context.database.transaction(networkId, async (connection) => {
    const ids = await lock(connection, now, BATCH);
    if (ids.length === 0) return false;
    const save = nothing();
    for (const order of await lockOrders(connection, ids)) {
      const around = await surroundingsOf(ground, connection, order, {}, { now });
      const decision = tick(order, actor, around);
      if (decision) addDecision(save, order, decision, actor, now);
      else
        context.log.warn(
          { orderId: order.id, networkId, job: 'orders.clock' },
          'a clock is due that nothing can be done about',
        );
    }
    const [first] = save.orders;
    if (!first) return false;
    await writeCommand(context, connection, save, { attempt: undefined, status: 200, subjectId: first.id, now });
    return ids.length === BATCH;
  });
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
