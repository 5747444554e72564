import { chance, pick } from '../random.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What goes wrong in the week, and when, in milliseconds since 1970. `until` is the first instant at which it is over. */
export interface Trouble {
  kind: /** The server is gone: no clock rings and nobody gets through. */
    | 'server down'
    /** The desks of a centre are empty. */
    | 'desks empty'
    /** The volunteers of a centre hear nothing. */
    | 'phones silent'
    /** Ten times as many orders as usual come from a centre: a main has burst, it snows. */
    | 'storm';
  from: number;
  until: number;
  /** Where; null: everywhere. */
  centreId: string | null;
}

/** The troubles of a week from its beginning, drawn by the seed: three outages, and each of the others on two days. */
export function troublesOf(seed: number, begins: number, centres: readonly string[]): Trouble[] {
  const outages = [0, 1, 2].map((nth): Trouble => {
    const from = begins + Math.floor(chance(seed, 'outage', nth) * 6.5 * DAY);
    const minutes = [10, 60, 300][nth] ?? 10;
    return { kind: 'server down', from, until: from + minutes * 60_000, centreId: null };
  });
  const local = (kind: Trouble['kind'], hours: number) =>
    [0, 1].map((nth): Trouble => {
      const day = Math.floor(chance(seed, kind, nth) * 6);
      const from = begins + day * DAY + (7 + Math.floor(chance(seed, kind, nth, 'hour') * 9)) * HOUR;
      return { kind, from, until: from + hours * HOUR, centreId: pick(centres, seed, kind, nth, 'where') };
    });
  return [...outages, ...local('desks empty', 24), ...local('phones silent', 24), ...local('storm', 2)];
}

/** The trouble of this kind that a centre has at an instant, if any. */
export function troubleAt(
  troubles: readonly Trouble[],
  kind: Trouble['kind'],
  at: number,
  centreId: string | null = null,
): Trouble | undefined {
  return troubles.find(
    (each) =>
      each.kind === kind &&
      each.from <= at &&
      at < each.until &&
      (each.centreId === null || each.centreId === centreId),
  );
}
