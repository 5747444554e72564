import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/problem.ts';
import { activeAssignments } from '../rules/state.ts';
import { mayList } from '../rules/visibility.ts';
import type { OrderSummary } from '../schema/views.ts';
import { findOrder } from '../store/read.ts';
import { standingFor } from './conflict.ts';
import { loadGround } from './ground.ts';
import { recognised } from './opening.ts';
import { summaryOf } from './summary.ts';

/**
 * One order as the lists of the caller's desk show it. Sealed words stay sealed: a page keeps its list true by it, which
 * is no reading and is recorded as none. `platform.not_found` when it is in none of their lists.
 */
export async function readRow(context: Context, actor: Actor, id: string): Promise<OrderSummary> {
  const ground = await loadGround(context, actor.networkId);
  return context.database.transaction(actor.networkId, async (connection) => {
    const found = await findOrder(connection, id);
    const order = found && recognised(context, actor, found);
    if (!order || !mayList(order, actor, await standingFor(ground, connection, order, actor, context.clock.now())))
      throw notFound();
    return summaryOf({
      ...order,
      text: order.text?.words ? [...order.text.words].slice(0, 200).join('') : null,
      wish: order.text?.wish ?? null,
      assigned: activeAssignments(order).length,
    });
  });
}
