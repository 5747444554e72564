import type { Context } from '../../platform/context.ts';
import type { Connection } from '../../platform/database.ts';
import type { Attempt } from '../../platform/idempotency.ts';
import type { Actor } from '../../shared/actor.ts';
import { decide } from '../rules/decide.ts';
import type { OrderRow, OrderState } from '../rules/state.ts';
import type { ActionInput } from '../schema/inputs.ts';
import { askedSince, type RecentlyAsked } from '../store/offers.ts';
import { lockOrders } from '../store/read.ts';
import { type Ground, surroundingsOf } from './ground.ts';
import { addDecision, nothing, writeCommand } from './save-decision.ts';

/*
 * What asking in waves builds on, inside the transaction of whoever asks: the order locked, who was asked lately, and more
 * people asked through the same rules and the same write as anything else that happens to an order.
 */

/** Locks an order and reads all that decisions rest on; undefined when there is none. */
export async function lockOrder(connection: Connection, id: string): Promise<OrderState | undefined> {
  return (await lockOrders(connection, [id]))[0];
}

/** Something done to an order that the transaction has locked. */
export interface LockedAct<Name extends 'widen' | 'accept'> {
  order: OrderState;
  actor: Actor;
  action: Name;
  input: ActionInput<Name>;
  now: Date;
  attempt?: Attempt | undefined;
}

/** Does it, and gives the order's row as it is then. Problems as of the action. */
export async function actLocked<Name extends 'widen' | 'accept'>(
  context: Context,
  connection: Connection,
  ground: Ground,
  { order, actor, action, input, now, attempt }: LockedAct<Name>,
): Promise<OrderRow> {
  const around = await surroundingsOf(ground, connection, order, input, { now });
  const decision = decide(order, action, input, actor, around);
  const save = nothing();
  addDecision(save, order, decision, actor, now);
  await writeCommand(context, connection, save, { attempt, status: 200, subjectId: order.id, now });
  return decision.row;
}

/** How often each of these people was asked by name about anything since an instant, and when last; who never was is absent. */
export function askedLately(
  connection: Connection,
  personIds: readonly string[],
  since: Date,
): Promise<Map<string, RecentlyAsked>> {
  return askedSince(connection, personIds, since);
}
