import type { OrderDetail, OrderEvent } from '../src/orders/schema/views.ts';

/** One order's way, as its own page and history tell it. */
export interface Way {
  number: string;
  order: OrderDetail;
  events: OrderEvent[];
  /** Name of the unit that owns it now. */
  owner: string;
}

/** Who must act next on an order that waits, in the state it is in. */
function actingRole(order: OrderDetail): string {
  if (order.status === 'served' || order.status === 'answered') return 'the resident';
  if (order.status === 'dispatched') return 'the volunteers asked';
  if (order.status === 'accepted' || order.status === 'in_service') return 'the volunteers who took it';
  return order.confidential ? 'the petition clerks' : 'the dispatchers';
}

/** How the ways ended, and every clock that was started, stopped and fired. */
export interface Report {
  ends: Record<string, number>;
  /** Of those that have not ended: for whom they wait. Each has an owner, named in its line. */
  waiting: Record<string, number>;
  clocks: { started: number; stopped: number; fired: number; warned: number };
  /** One line a way: its number, how it ended, who has it, its clocks. Never a word of it. */
  lines: string[];
}

const ENDED = new Set(['closed', 'merged', 'withdrawn']);
const FIRED = new Set(['orders.escalated', 'orders.lapsed', 'orders.reminded', 'orders.closed_unanswered']);

/** Sums up the ways. A clock starts when a step gives the order a new time, stops with the next step, fires when it runs out. */
export function reportOn(ways: readonly Way[]): Report {
  const report: Report = { ends: {}, waiting: {}, clocks: { started: 0, stopped: 0, fired: 0, warned: 0 }, lines: [] };
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
    const waiting = ENDED.has(order.status) ? '' : `, waits for ${actingRole(order)}, owner ${owner}`;
    if (waiting !== '') {
      const who = actingRole(order);
      report.waiting[who] = (report.waiting[who] ?? 0) + 1;
    }
    report.lines.push(
      `${number}  ${end}${waiting}  clocks: ${own.started} started, ${own.stopped} stopped, ${own.fired} fired`,
    );
  }
  return report;
}
