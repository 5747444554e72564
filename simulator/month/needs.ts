import { dwelling, kindFrom } from './crowd.ts';
import { among, draw } from './draw.ts';

/** Minutes from Monday, midnight, on which the month begins. */
export type Minute = number;

export const DAY = 1440;
/** The month has so many days. */
export const DAYS = 30;

/** One order of the month. */
export interface Need {
  id: number;
  kind: number;
  east: number;
  north: number;
  /** People needed. */
  places: number;
  homeVisit: boolean;
  submittedAt: Minute;
  startsAt: Minute;
  /** By then every place must have its volunteer, or the order is missed. */
  fillBy: Minute;
}

/** How many of a hundred orders come in each hour from 07:00 to 20:00. */
const HOURS = [4, 9, 13, 13, 9, 5, 6, 10, 10, 8, 6, 4, 2, 1];
/** Minutes after midnight at which a part of the day begins, and how long it is. */
const BEGINS = [8 * 60, 13 * 60, 17.5 * 60];
const LASTS = [180, 180, 120];

/** Whether a day is one of those on which fewer go out: bad weather comes for one to three days at a time. */
export function isBadDay(seed: number, day: number): boolean {
  return [0, 1, 2].some(
    (ago) => draw(seed, 'weather', day - ago) < 0.05 && draw(seed, 'weather', day - ago, 1) * 3 >= ago,
  );
}

/** The orders of a month, by the time at which they were submitted; on a bad day half as many more. */
export function gatherNeeds(seed: number, perDay: number): Need[] {
  const needs: Need[] = [];
  for (let day = 0; day < DAYS; day++) {
    const many = Math.round(perDay * (isBadDay(seed, day) ? 1.5 : 1) * (0.8 + 0.4 * draw(seed, 'need', day, -2)));
    for (let nth = 0; nth < many; nth++) needs.push(needOf(seed, day, day * 10_000 + nth));
  }
  needs.sort((a, b) => a.submittedAt - b.submittedAt);
  return needs.map((need, id) => ({ ...need, id }));
}

function needOf(seed: number, day: number, key: number): Need {
  const drawn = (nth: number) => draw(seed, 'need', key, nth);
  const [east, north] = dwelling(seed ^ 0x5bd1e995, key);
  const hour = 7 + among(HOURS, drawn(0));
  const submittedAt = day * DAY + hour * 60 + Math.floor(drawn(1) * 60);
  const startsAt = startOf(submittedAt, drawn);
  // A quarter must be settled within an hour and a half; all others an hour before they begin.
  const urgent = drawn(2) < 0.25;
  return {
    id: 0,
    kind: kindFrom(drawn(3)),
    east,
    north,
    places: 1 + among([68, 22, 6, 3, 1], drawn(4)),
    homeVisit: drawn(5) < 0.5,
    submittedAt,
    startsAt,
    fillBy: Math.min(startsAt - 60, urgent ? submittedAt + 90 : Number.POSITIVE_INFINITY),
  };
}

/** A third the same day, three hours ahead at least; half the next day; the rest within the four days after. */
function startOf(submittedAt: Minute, drawn: (nth: number) => number): Minute {
  const today = Math.floor(submittedAt / DAY);
  const ahead = [0, 1, 2, 3, 4][among([33, 47, 10, 6, 4], drawn(6))] ?? 1;
  for (let day = today + ahead; ; day++) {
    const part = among([45, 35, 20], drawn(7));
    const at = day * DAY + (BEGINS[part] ?? 0) + Math.floor((drawn(8) * (LASTS[part] ?? 0)) / 30) * 30;
    if (at >= submittedAt + 180) return at;
  }
}

/** The part of the week in which a minute falls (`PARTS`). */
export function partOf(minute: Minute): number {
  const hour = (minute % DAY) / 60;
  return (Math.floor(minute / DAY) % 7) * 3 + (hour < 12 ? 0 : hour < 17 ? 1 : 2);
}
