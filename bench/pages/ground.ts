import type { Caller } from './life.ts';

/** What every measurement of the pages stands on: the small city, lived in, and one browser. */
export interface Ground {
  url: string;
  port: number;
  callers: Record<'resident' | 'leader' | 'volunteer' | 'dispatcher' | 'administrator' | 'observer', Caller>;
  /** An order that somebody comes for. */
  orderId: string;
}
