/** A figure of a drill, and what it must be. */
export interface Figure {
  name: string;
  value: number;
  unit?: string;
  /** Absent: only told. */
  atMost?: number;
  atLeast?: number;
}

/** What a drill found. */
export interface Report {
  drill: string;
  seed: number;
  times: number;
  /** Of a full run, where this one was shorter. */
  fullTimes: number;
  seconds: number;
  figures: Figure[];
  /** Sentences, each of something that must not be. */
  faults: string[];
  /** SHA-256 of the raw history, where one is kept in `.linli/faults/histories`. */
  history?: string;
}

/** At most so many faults are told one by one. */
const TOLD = 20;

/** Whether a figure is as it must be. */
export function isReached({ value, atMost, atLeast }: Figure): boolean {
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}

/** Whether everything held. */
export function isSound(report: Report): boolean {
  return report.faults.length === 0 && report.figures.every(isReached);
}

/** One JSON line a figure, then one line of words and one for each fault. */
export function write(report: Report): string {
  const { drill, seed, times, fullTimes, seconds, figures, faults, history } = report;
  const lines = figures.map(({ name, value, unit = '', atMost, atLeast }) =>
    JSON.stringify({
      drill,
      seed,
      name,
      value,
      unit,
      must: atMost !== undefined ? `<= ${atMost}` : atLeast !== undefined ? `>= ${atLeast}` : null,
      reached: isReached({
        name,
        value,
        ...(atMost === undefined ? {} : { atMost }),
        ...(atLeast === undefined ? {} : { atLeast }),
      }),
    }),
  );
  const length = times === fullTimes ? `${times} times` : `${times} of ${fullTimes} times`;
  const verdict = isSound(report) ? 'everything held' : `${faults.length} faults`;
  const kept = history === undefined ? '' : `; history ${history}`;
  const told = faults.slice(0, TOLD).map((fault) => `  ${fault}`);
  const more = faults.length > TOLD ? [`  and ${faults.length - TOLD} more`] : [];
  return [
    ...lines,
    `${drill}, seed ${seed}, ${length} in ${Math.round(seconds)} s: ${verdict}${kept}`,
    ...told,
    ...more,
    '',
  ].join('\n');
}
