import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Actor } from '../../shared/actor.ts';
import { firstIdAt } from '../../shared/ids.ts';
import { notFound } from '../../shared/problem.ts';
import { isStaffOf } from '../rules/permissions.ts';
import type { OrderState } from '../rules/state.ts';
import type { OrderSummary } from '../schema/views.ts';
import { listByIds, listWaiting, loadPastOrders, loadVersionWaiting, type PastOrder } from '../store/dispatching.ts';
import { loadOf } from '../store/offers.ts';
import { findOrder } from '../store/read.ts';
import { standingFor } from './conflict.ts';
import { type Ground, loadGround } from './ground.ts';
import { summaryOf } from './summary.ts';

/**
 * An order that waits to be sent, for the dispatcher who answers for it; anyone else: 404. Null for what volunteers are
 * not sent to.
 */
export async function orderToDispatch(context: Context, actor: Actor, id: string): Promise<OrderState | null> {
  const ground = await loadGround(context, actor.networkId);
  const order = await context.database.transaction(actor.networkId, async (connection) => {
    const found = await findOrder(connection, id);
    const standing = found && (await standingFor(ground, connection, found, actor, context.clock.now()));
    return standing && !standing.conflicted && isStaffOf(found, actor, standing) ? found : undefined;
  });
  if (!order) throw notFound();
  const kind = order.kind === null ? undefined : ground.policies.kinds.get(order.kind);
  return order.nature === 'public_service' && kind?.volunteerDispatchable === true ? order : null;
}

/** Public services that volunteers may serve, placed since a time, oldest first, at most `limit`. */
export function pastOrders(
  connection: Connection,
  ground: Pick<Ground, 'policies'>,
  since: Date,
  limit: number,
): Promise<PastOrder[]> {
  const kinds = [...ground.policies.kinds.values()].filter((kind) => kind.volunteerDispatchable).map((kind) => kind.id);
  return loadPastOrders(connection, firstIdAt(since), kinds, limit);
}

/** Orders below a unit that wait to be sent to volunteers, the oldest first, at most `limit`. */
export async function ordersWaiting(
  connection: Connection,
  ground: Pick<Ground, 'policies'>,
  unitId: string,
  limit: number,
): Promise<OrderState[]> {
  const waiting: OrderState[] = [];
  for (const id of await listWaiting(connection, unitId, limit)) {
    const order = await findOrder(connection, id);
    const kind = order?.kind ? ground.policies.kinds.get(order.kind) : undefined;
    if (order?.nature === 'public_service' && kind?.volunteerDispatchable) waiting.push(order);
  }
  return waiting;
}

/** Orders as lists show them, oldest first, for whom a caller has checked that they may see them; confidential ones are absent. */
export async function summariesOf(connection: Connection, ids: readonly string[]): Promise<OrderSummary[]> {
  return (await listByIds(connection, ids)).map(summaryOf);
}

/** The version of an order that waits to be sent to volunteers; undefined when it does not, or not any more. */
export function versionWaiting(connection: Connection, id: string): Promise<number | undefined> {
  return loadVersionWaiting(connection, id);
}

/** How many orders teams and people have on their hands now, by id; who has none is absent. */
export function openTasksOf(
  connection: Connection,
  teamIds: readonly string[],
  personIds: readonly string[],
): Promise<Map<string, number>> {
  return loadOf(connection, teamIds, personIds);
}
