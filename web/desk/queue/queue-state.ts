import type { OrderSummary } from '../../../src/orders/schema/views.ts';

/**
 * What the queue shows. The order of `rows` changes only when a person asks for it: what arrives waits in `arrived`,
 * what left stays where it was until then, so that nothing moves under the cursor.
 */
export interface Queue {
  rows: readonly OrderSummary[];
  /** Newly come, not yet among the rows; newest first. */
  arrived: readonly OrderSummary[];
  /** Ids of rows that have left this queue by somebody else's hand. */
  left: ReadonlySet<string>;
}

export const emptyQueue: Queue = { rows: [], arrived: [], left: new Set() };

/** Rows as the server gave them: a fresh beginning. */
export function loaded(rows: readonly OrderSummary[]): Queue {
  return { rows, arrived: [], left: new Set() };
}

/** More rows behind those that are there; what is there already is not repeated. */
export function extended(queue: Queue, more: readonly OrderSummary[]): Queue {
  const known = new Set([...queue.rows, ...queue.arrived].map((row) => row.id));
  return { ...queue, rows: [...queue.rows, ...more.filter((row) => !known.has(row.id))] };
}

/**
 * The first rows as the server gives them after a break: rows change in place, what came waits, what left is marked.
 * `reaches`: whether a row would be among them if it were still there, so that it has left if it is not.
 */
export function caughtUp(queue: Queue, fresh: readonly OrderSummary[], reaches: (row: OrderSummary) => boolean): Queue {
  const now = new Map(fresh.map((order) => [order.id, order]));
  const rows = queue.rows.map((row) => now.get(row.id) ?? row);
  const shown = new Set(rows.map((row) => row.id));
  const came = fresh.filter((order) => !shown.has(order.id)).reverse();
  const hasLeft = (row: OrderSummary) => !now.has(row.id) && reaches(row);
  const waiting = queue.arrived.filter((order) => !now.has(order.id) && !hasLeft(order));
  const left = rows.filter((row) => hasLeft(row) || (queue.left.has(row.id) && !now.has(row.id)));
  return { rows, arrived: [...came, ...waiting], left: new Set(left.map((row) => row.id)) };
}

/** An order has changed. `belongs`: whether it is now one of this queue. A row changes in place; a new one waits. */
export function changed(queue: Queue, order: OrderSummary, belongs: boolean): Queue {
  if (queue.rows.some((row) => row.id === order.id)) {
    const left = new Set(queue.left);
    if (belongs) left.delete(order.id);
    else left.add(order.id);
    return { ...queue, rows: queue.rows.map((row) => (row.id === order.id ? order : row)), left };
  }
  const others = queue.arrived.filter((row) => row.id !== order.id);
  return { ...queue, arrived: belongs ? [order, ...others] : others };
}

/** An order can no longer be seen from here at all: handed over, or confidential now. */
export function vanished(queue: Queue, id: string): Queue {
  const arrived = queue.arrived.filter((row) => row.id !== id);
  if (!queue.rows.some((row) => row.id === id)) return { ...queue, arrived };
  return { ...queue, arrived, left: new Set([...queue.left, id]) };
}

/** The row goes because the person at this desk has just dealt with it. */
export function dealtWith(queue: Queue, id: string): Queue {
  return { ...queue, rows: queue.rows.filter((row) => row.id !== id) };
}

/** What the person had dealt with comes back by their own hand: where its clock belongs, the other rows as they stand. */
export function broughtBack(queue: Queue, order: OrderSummary): Queue {
  const others = queue.rows.filter((row) => row.id !== order.id);
  const at = others.findIndex((row) => byClock(order, row) < 0);
  const left = new Set(queue.left);
  left.delete(order.id);
  return {
    rows: at === -1 ? [...others, order] : [...others.slice(0, at), order, ...others.slice(at)],
    arrived: queue.arrived.filter((row) => row.id !== order.id),
    left,
  };
}

/** The person asks for it: what came takes its place by its clock, what left goes. */
export function settled(queue: Queue): Queue {
  const staying = queue.rows.filter((row) => !queue.left.has(row.id));
  return loaded([...staying, ...queue.arrived].sort(byClock));
}

/** Nearest clock first, as the server sorts; without a clock last; the older first where they are equal. */
export function byClock(a: OrderSummary, b: OrderSummary): number {
  const [left, right] = [a.dueAt ?? '9999', b.dueAt ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** The row to look at after `id`: the next that has not left, else the one before. Undefined when none is left. */
export function neighbour(queue: Queue, id: string | undefined, step: 1 | -1): string | undefined {
  const rows = queue.rows;
  const at = rows.findIndex((row) => row.id === id);
  if (at === -1) return (step === 1 ? rows[0] : rows.at(-1))?.id;
  return (rows[at + step] ?? rows[at])?.id;
}

/** The row that takes the place of `id` once it goes. */
export function successor(queue: Queue, id: string): string | undefined {
  const at = queue.rows.findIndex((row) => row.id === id);
  if (at === -1) return undefined;
  const after = queue.rows.slice(at + 1).find((row) => !queue.left.has(row.id));
  return (after ?? queue.rows.slice(0, at).findLast((row) => !queue.left.has(row.id)))?.id;
}
