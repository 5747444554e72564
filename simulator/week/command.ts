import { parseArgs } from 'node:util';
import { liveWeekApart, writeApart } from '../apart/week.ts';
import { liveWeek, type WeekReport } from './week.ts';

const USAGE = `npm run simulate -- week [--seed 1] [--orders-per-day 2000] [--json]
npm run simulate -- week --api [--seed 1] [--orders-per-day 100] [--json]
`;
/** By the rules alone, and through the API, which takes a hundred times as long. */
const ORDERS_PER_DAY = { rules: 2_000, api: 100 };

/** `npm run simulate -- week`: 0 done, 1 a fault was seen, 2 called wrongly. */
export async function weekCommand(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    process.stderr.write(USAGE);
    return 2;
  }
  const began = performance.now();
  const { report, text } = await liveAs(asked);
  process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : text);
  // Beside the report, which is the same every time.
  process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s\n`);
  return report.faults.length > 0 ? 1 : 0;
}

interface Asked {
  seed: number;
  ordersPerDay: number;
  api: boolean;
  json: boolean;
}

async function liveAs(asked: Asked): Promise<{ report: { faults: readonly string[] }; text: string }> {
  if (asked.api) {
    const report = await liveWeekApart(asked);
    return { report, text: writeApart(report) };
  }
  const report = liveWeek(asked);
  return { report, text: writeWeek(report) };
}

function readArguments(args: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        'orders-per-day': { type: 'string' },
        api: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { api, json } = values;
    const seed = Number(values.seed);
    const ordersPerDay = Number(values['orders-per-day'] ?? ORDERS_PER_DAY[api ? 'api' : 'rules']);
    const whole = Number.isInteger(seed) && Number.isInteger(ordersPerDay) && ordersPerDay > 0;
    return whole ? { seed, ordersPerDay, api, json } : null;
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
