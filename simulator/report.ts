import type { OrderDetail, OrderEvent } from '../src/orders/schema/views.ts';

/** One order's way, as its own page and history tell it. */
export interface Way {
  number: string;
  order: OrderDetail;
  events: OrderEvent[];
  /** Name of the unit that owns it now. */
  owner: string;
}

/** How the ways ended, and every clock that was started, stopped and fired. */
export interface Report {
  ends: Record<string, number>;
  clocks: { started: number; stopped: number; fired: number; warned: number };
  /** One line a way: its number, how it ended, who has it, its clocks. Never a word of it. */
  lines: string[];
}

const FIRED = new Set(['orders.escalated', 'orders.lapsed', 'orders.reminded', 'orders.closed_unanswered']);

/** Sums up the ways. A clock starts when a step gives the order a new time, stops with the next step, fires when it runs out. */
export function reportOn(ways: readonly Way[]): Report {
  const report: Report = { ends: {}, clocks: { started: 0, stopped: 0, fired: 0, warned: 0 }, lines: [] };
  for (const { number, order, events, owner } of ways) {
    const end = order.status === 'closed' ? `closed, ${order.outcome}` : order.status;
    report.ends[end] = (report.ends[end] ?? 0) + 1;
    const own = { started: 0, stopped: 0, fired: 0, warned: 0 };
    let running: string | null = null;
    for (const event of events) {
      if (event.kind === 'orders.warned') own.warned++;
      if (FIRED.has(event.kind)) own.fired++;
      else if (running !== null && event.dueAt !== running) own.stopped++;
      if (event.dueAt !== null && event.dueAt !== running) own.started++;
      running = event.dueAt;
    }
    for (const name of ['started', 'stopped', 'fired', 'warned'] as const) report.clocks[name] += own[name];
    const waiting = ['closed', 'merged', 'withdrawn'].includes(order.status) ? '' : ` with ${owner}`;
    report.lines.push(
      `${number}  ${end}${waiting}  clocks: ${own.started} started, ${own.stopped} stopped, ${own.fired} fired`,
    );
  }
  return report;
}
