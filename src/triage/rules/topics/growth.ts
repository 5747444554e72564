const DAY = 86_400_000;
/** What counts as now, and what it is held against, in days. */
const RECENT = 7;
const BEFORE = 28;
/** Fewer are no alarm, whatever they were before. */
const FEWEST = 5;
/** How unlikely the recent number must be, if nothing had changed. */
const UNLIKELY = 0.001;

/** How a topic moves. */
export interface Growth {
  /** Messages of the last seven days. */
  recent: number;
  /** Messages a week over the four weeks before, at least a half: a first week is held against one message in a fortnight. */
  usual: number;
  /** So many so soon is hardly chance. */
  alarm: boolean;
}

/**
 * Whether a topic grows: the chance of as many messages or more in seven days, at the rate of the four weeks before (Poisson),
 * is under one in a thousand, and they are five or more. Example: one a week before, six this week: chance 0.0006, alarm.
 * `times` and `now` in milliseconds.
 */
export function growthOf(times: readonly number[], now: number): Growth {
  const recent = times.filter((time) => time > now - RECENT * DAY && time <= now).length;
  const before = times.filter((time) => time > now - (RECENT + BEFORE) * DAY && time <= now - RECENT * DAY).length;
  const usual = Math.max(0.5, (before * RECENT) / BEFORE);
  return { recent, usual, alarm: recent >= FEWEST && chanceOfAtLeast(recent, usual) < UNLIKELY };
}

function chanceOfAtLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let each = 0; each < count; each++) {
    below += term;
    term *= mean / (each + 1);
  }
  return 1 - below;
}
