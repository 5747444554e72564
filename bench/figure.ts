import { loadavg } from 'node:os';

/** One measured figure, as every benchmark prints it: one JSON line. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it must reach; `atMost` or `atLeast` says which way. */
  target: number;
  direction: 'atMost' | 'atLeast';
  /** The reference measured in the same run, and value over reference. */
  reference?: number;
  /** Values of the single rounds, to tell how steady the figure is. */
  rounds?: readonly number[];
}

/** Prints a figure with whether its target is reached. One that is not is printed all the same. */
export function printFigure(figure: Figure): void {
  const { name, value, unit, target, direction, reference, rounds } = figure;
  const spread = rounds && rounds.length > 1 ? [round(Math.min(...rounds)), round(Math.max(...rounds))] : null;
  const line = {
    name,
    value: round(value),
    unit,
    target,
    reached: direction === 'atMost' ? value <= target : value >= target,
    reference: reference === undefined ? null : round(reference),
    ratio: reference === undefined ? null : round(value / reference),
    spread,
    load: round(loadavg()[0] ?? 0),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The middle of some values; the lower of two middles. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
