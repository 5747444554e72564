import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../shared/actor.ts';
import type { EarlierCaller } from '../schema/views.ts';
import { loadAskers } from '../store/list.ts';
import { listOrders } from './list.ts';

/** Orders looked at: a number's last four digits are shared by few. */
const LOOKED_AT = 20;

/**
 * Who asked before from a phone that ends in these digits, among the orders in the caller's own lists; of no petition. Each
 * name at each place once, with the newest order first. Problems as of `listOrders`.
 */
export async function earlierCallers(context: Context, actor: Actor, tail: string): Promise<EarlierCaller[]> {
  const { items } = await listOrders(context, actor, { text: tail, limit: LOOKED_AT });
  const plain = items.filter((order) => !order.confidential);
  const askers = await context.database.transaction(actor.networkId, (connection) =>
    loadAskers(
      connection,
      plain.map((order) => order.id),
    ),
  );
  const byOrder = new Map(askers.map((asker) => [asker.orderId, asker]));
  const found = new Map<string, EarlierCaller>();
  for (const last of plain) {
    const asker = byOrder.get(last.id);
    const key = `${asker?.name} ${last.placeUnitId}`;
    if (!asker || found.has(key)) continue;
    found.set(key, { name: asker.name, placeUnitId: last.placeUnitId, place: asker.place ?? '', last });
  }
  return [...found.values()];
}
