import { parseArgs } from 'node:util';
import { liveWeek, type WeekReport } from './week.ts';

const USAGE = 'npm run simulate -- week [--seed 1] [--orders-per-day 2000] [--json]\n';

/** `npm run simulate -- week`: 0 done, 1 a fault was seen, 2 called wrongly. */
export function weekCommand(args: readonly string[]): number {
  const asked = readArguments(args);
  if (!asked) {
    process.stderr.write(USAGE);
    return 2;
  }
  const began = performance.now();
  const report = liveWeek(asked);
  process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : writeWeek(report));
  // Beside the report, which is the same every time.
  process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s\n`);
  return report.faults.length > 0 ? 1 : 0;
}

function readArguments(args: readonly string[]): { seed: number; ordersPerDay: number; json: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        'orders-per-day': { type: 'string', default: '2000' },
        json: { type: 'boolean', default: false },
      },
    });
    const [seed, ordersPerDay] = [Number(values.seed), Number(values['orders-per-day'])];
    const whole = Number.isInteger(seed) && Number.isInteger(ordersPerDay) && ordersPerDay > 0;
    return whole ? { seed, ordersPerDay, json: values.json } : null;
  } catch {
    return null;
  }
}

/** The report as lines for people. */
export function writeWeek({ seed, orders, ends, clocks, troubles, waited, looked, faults }: WeekReport): string {
  const lines = [
    `A week of Taiyuan by the rules alone, seed ${seed}: ${orders} orders`,
    ...Object.entries(ends).map(([end, count]) => `  ${String(count).padStart(6)}  ${end}`),
    'Clocks: started, stopped, fired, running',
    ...Object.entries(clocks).map(
      ([name, each]) => `  ${name}: ${each.started}, ${each.stopped}, ${each.fired}, ${each.running}`,
    ),
    'What went wrong',
    ...troubles.map(({ kind, from, minutes }) => `  ${from}  ${kind}, ${minutes} min`),
    `  ${waited} things waited for the server`,
    `Looked at: ${looked.steps} steps, ${looked.strangers} strangers, ${looked.sweeps} times everybody; refused by the rules: ${looked.refused}`,
    `Faults: ${faults.length}`,
    ...faults.map((fault) => `  ${fault}`),
  ];
  return `${lines.join('\n')}\n`;
}
