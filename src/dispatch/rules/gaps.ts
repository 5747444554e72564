import type { HourBand } from '../schema/gaps.ts';
import { hourBandOf } from './acceptance.ts';
import type { WavesOver } from './plan.ts';

/** An order that volunteers were asked about and that has empty places. */
export interface EmptyOrder {
  kind: string;
  /** Where it is: the institute, or what stands nearest to one. */
  unitId: string;
  earliestAt: Date | null;
  /** That every place is taken by those asked, as reckoned at the last wave, 0 to 1. */
  chance: number;
  over: WavesOver | null;
}

/** Where people are missing: for which kind, where and when. */
export interface Gap {
  kind: string;
  unitId: string;
  /** Null: at any time. */
  hour: HourBand | null;
  orders: number;
  /** Of these, how many are likely to stay empty. */
  unmet: number;
  /** Of these, for how many nobody is left to ask, or the time has come. */
  nobodyLeft: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** The chance that an order stays empty if nobody does anything: all of it where no wave goes out any more. */
export function unmetOf({ chance, over }: Pick<EmptyOrder, 'chance' | 'over'>): number {
  return over === null ? 1 - chance : 1;
}

/**
 * Where people are missing, most first; ties in the order in which they were met. Example: two orders of one kind, place and
 * morning, taken with 0.75 and 0.5: two orders, of which 0.75 are likely to stay empty.
 */
export function gapsOf(orders: readonly EmptyOrder[], offsetMinutes: number): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const order of orders) {
    const { kind, unitId, earliestAt } = order;
    const hour = earliestAt === null ? null : hourBandOf(hourOfDay(earliestAt, offsetMinutes));
    const key = `${kind} ${unitId} ${hour}`;
    const gap = gaps.get(key) ?? { kind, unitId, hour, orders: 0, unmet: 0, nobodyLeft: 0 };
    gaps.set(key, gap);
    gap.orders++;
    gap.unmet += unmetOf(order);
    if (order.over !== null) gap.nobodyLeft++;
  }
  return [...gaps.values()].sort((a, b) => b.unmet - a.unmet);
}

function hourOfDay(at: Date, offsetMinutes: number): number {
  return Math.floor((((at.getTime() + offsetMinutes * MINUTE) / HOUR) % 24) + 24) % 24;
}

/** From so many orders likely to stay empty on, a centre is told; again each time that they have doubled. */
const FIRST_TOLD = 10;

/**
 * How far a gap has grown: 0 below ten orders likely to stay empty, 1 from ten on, and one more with each doubling. Example:
 * 9.5 gives 0, 10 gives 1, 39 gives 2, 40 gives 3.
 */
export function gapLevel(unmet: number): number {
  return unmet < FIRST_TOLD ? 0 : 1 + Math.floor(Math.log2(unmet / FIRST_TOLD));
}

/**
 * What a centre has been told once this is known: the new level where it has grown; a lower one only once the gap has shrunk to
 * half of what was told, so that a gap at the edge of a level is not told again and again.
 */
export function toldLevel(told: number, unmet: number): { level: number; tell: boolean } {
  const level = gapLevel(unmet);
  if (level > told) return { level, tell: true };
  const shrunk = gapLevel(2 * unmet);
  return { level: Math.min(told, Math.max(level, shrunk)), tell: false };
}
