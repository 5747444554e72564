import { gatherCrowd } from '../../simulator/month/crowd.ts';
import { type Month, type MonthPolicy, runMonth } from '../../simulator/month/month.ts';
import { gatherNeeds } from '../../simulator/month/needs.ts';
import type { AskingPolicy } from '../../src/organisation/policies/schema/dispatching.ts';
import { seeds } from '../../src/organisation/policies/seeds.ts';
import { printFigure } from '../figure.ts';
import { broadcast, nearestTen, nearestTenHourly, waves } from './policies.ts';

const SEEDS = 20;
const VOLUNTEERS = 8000;
const ORDERS_A_DAY = 50;

const policies = {
  waves: () => waves(seeds.asking as AskingPolicy),
  nearest10: nearestTen,
  nearest10_hourly: nearestTenHourly,
  broadcast,
} as const satisfies Record<string, () => MonthPolicy>;
type PolicyName = keyof typeof policies;

/**
 * The same twenty months under each policy: people and orders are the same, and so is what each person would do in the same
 * mood. Prints the two figures that the contract names, with the spread over the seeds; all else to the error output.
 */
export function measureMonth(size: number): void {
  const months = Object.fromEntries(Object.keys(policies).map((name) => [name, []])) as unknown as Record<
    PolicyName,
    Month[]
  >;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const crowd = gatherCrowd(seed, Math.round(VOLUNTEERS * size));
    const needs = gatherNeeds(seed, ORDERS_A_DAY * size);
    for (const [name, make] of Object.entries(policies) as [PolicyName, () => MonthPolicy][])
      months[name].push(runMonth(seed, crowd, needs, make()));
  }
  for (const [name, all] of Object.entries(months)) process.stderr.write(`${line(name, all)}\n`);
  printRatio('waves.missed_vs_nearest10', 0.5, months.waves, months.nearest10, (each) => each.missed);
  printRatio(
    'waves.messages_per_fill_vs_broadcast',
    0.2,
    months.waves,
    months.broadcast,
    (each) => each.messagesPerFill,
  );
}

/** The sum over all seeds over that of the reference; the spread is that of single seeds. */
function printRatio(
  name: string,
  target: number,
  ours: readonly Month[],
  theirs: readonly Month[],
  of: (month: Month) => number,
): void {
  const sum = (months: readonly Month[]) => months.reduce((total, each) => total + of(each), 0);
  const rounds = ours.map((each, index) => of(each) / of(theirs[index] ?? each));
  printFigure({ name, value: sum(ours) / sum(theirs), unit: 'ratio', target, direction: 'atMost', rounds });
}

function line(name: string, months: readonly Month[]): string {
  const figure = (label: string, of: (month: Month) => number, digits: number) => {
    const values = months.map(of);
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    return `${label} ${mean.toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
  };
  return [
    name.padEnd(16),
    figure('missed %', (each) => (100 * each.missed) / each.orders, 1),
    figure('messages a fill', (each) => each.messagesPerFill, 1),
    figure('minutes to fill', (each) => each.minutesToFill, 0),
    figure('Gini of orders taken', (each) => each.giniOfTaken, 3),
    figure('of messages', (each) => each.giniOfMessages, 3),
    figure('most messages in a week', (each) => each.mostInAWeek, 0),
  ].join('; ');
}
