import type { OrderDetail } from '../../src/orders/schema/views.ts';
import type { SettableClock } from '../../src/platform/clock.ts';
import type { Agenda } from '../agenda.ts';

/** What everybody in the simulated city shares: the seed that decides, the time, and what is planned. */
export interface World {
  seed: number;
  clock: Pick<SettableClock, 'now'>;
  agenda: Agenda;
  /** What stands for an id in every run of the same seed: ids themselves are drawn anew each time. */
  nameOf(id: string): string;
  /** A dispatcher has opened an order that nobody has triaged yet: what stands on the page is noted. */
  noteOpened(order: OrderDetail): void;
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
}
