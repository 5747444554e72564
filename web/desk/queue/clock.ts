import type { Status, Urgency } from '../../../src/orders/schema/states.ts';
import { t } from '../../ui/language.ts';

const MINUTE = 60_000;

/** How a clock stands: run out, past its warning, or with time left. `none`: no clock runs. */
export type Urge = 'late' | 'soon' | 'calm' | 'none';

/** What the clock column needs of an order. */
export interface Clocked {
  dueAt: string | null;
  warnAt: string | null;
}

/** How urgent the order's clock is at `now` (milliseconds). */
export function urgeOf(order: Clocked, now: number): Urge {
  if (order.dueAt === null) return 'none';
  if (Date.parse(order.dueAt) <= now) return 'late';
  return order.warnAt !== null && Date.parse(order.warnAt) <= now ? 'soon' : 'calm';
}

/** `0:42`, `26:05`, and from two days on whole days: time between two instants, milliseconds in. */
export function spanText(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  if (minutes >= 2 * 1440) return t('desk.clock.days', { count: Math.floor(minutes / 1440) });
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `剩 0:42`, `超 0:18`, or a dash where no clock runs. */
export function clockText(order: Clocked, now: number): string {
  if (order.dueAt === null) return t('desk.clock.none');
  const left = Date.parse(order.dueAt) - now;
  return t(left <= 0 ? 'desk.clock.late' : 'desk.clock.left', { span: spanText(left) });
}

/** How far an order is. One that is confidential looks for nobody: the petition clerk has it. */
export function statusText(order: { status: Status; confidential: boolean }): string {
  return order.confidential && order.status === 'triaged' ? t('desk.status.with_clerk') : t(`status.${order.status}`);
}

/** Somebody may be in danger: it is seen and heard before everything else. */
export function isEmergency(order: { status: Status; urgency: Urgency | null }): boolean {
  return order.status === 'redirected' || order.urgency === 'critical';
}
