import { chance } from '../random.ts';

/** Something that goes wrong while somebody writes to an order. */
export interface Strike {
  kind: 'server killed' | 'line cut';
  /** From this instant of the city on, at the next write. */
  from: Date;
  /** So long after the write was sent. */
  afterMilliseconds: number;
}

/** The server is gone for a while: no clock rings and nobody gets through. */
export interface Outage {
  from: Date;
  until: Date;
}

const DAY = 86_400_000;
/** How long the server is gone, one after the other. */
const OUTAGE_MINUTES = [10, 60, 300];
/** A write takes about so long. */
const MOST_AFTER_MILLISECONDS = 12;

/** So many strikes over the days, the server's and the line's in turn, earliest first. */
export function strikesOf(seed: number, begins: Date, days: number, count: number): Strike[] {
  return Array.from({ length: count }, (_, nth): Strike => {
    // Evenly over the time, each a little off.
    const at = ((nth + chance(seed, 'strike', nth)) / count) * days * DAY;
    return {
      kind: nth % 2 === 0 ? 'server killed' : 'line cut',
      from: new Date(begins.getTime() + at),
      afterMilliseconds: Math.floor(chance(seed, 'after', nth) * MOST_AFTER_MILLISECONDS),
    };
  });
}

/** Three outages in the days, of 10 minutes, an hour and five hours. They may fall together, like others. */
export function outagesOf(seed: number, begins: Date, days: number): Outage[] {
  return OUTAGE_MINUTES.map((minutes, nth) => {
    const from = new Date(begins.getTime() + chance(seed, 'outage', nth) * (days - 0.5) * DAY);
    return { from, until: new Date(from.getTime() + minutes * 60_000) };
  });
}

/** The first instant from this one on that lies in no outage. */
export function opensAt(outages: readonly Outage[], instant: Date): Date {
  const inside = outages.find(({ from, until }) => from <= instant && instant < until);
  return inside ? opensAt(outages, inside.until) : instant;
}
