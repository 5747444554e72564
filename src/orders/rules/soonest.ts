import type { OrderSummary } from '../schema/views.ts';

const ENDED: ReadonlySet<OrderSummary['status']> = new Set(['closed', 'withdrawn']);

/** What weighs most with whoever asked: danger, who is there or comes, what they are asked to say; then what waits. */
const WEIGHT: Partial<Record<OrderSummary['status'], number>> = {
  redirected: 0,
  in_service: 1,
  served: 2,
  accepted: 3,
  answered: 4,
};

/** Those of somebody's orders that are open, the one that matters now first; among equals as they came, newest first. */
export function openSoonest<Order extends Pick<OrderSummary, 'status'>>(orders: readonly Order[]): Order[] {
  const weight = ({ status }: Order) => WEIGHT[status] ?? 9;
  return orders.filter(({ status }) => !ENDED.has(status)).sort((a, b) => weight(a) - weight(b));
}
