/** Milliseconds of processor time that the work took, all threads of this process together. */
export function timed(work: () => void): number {
  const began = processorTime();
  work();
  return processorTime() - began;
}

export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function repeated(times: number, work: () => void): number[] {
  return Array.from({ length: times }, () => timed(work));
}

/** The value below which this share of the others lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A budget of so many milliseconds of processor time. */
export function until(milliseconds: number): { isTimeUp: () => boolean } {
  const end = processorTime() + milliseconds;
  return { isTimeUp: () => processorTime() >= end };
}
