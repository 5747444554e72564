// npm run simulate -- [MESSAGES] [--orders 200] [--seed 1] [--days 10] [--json]: carries messages through the loop in a
// small city of its own. Without a file: the orders written for the demo city. Exit 0 done, 1 a fault was seen, 2 usage.
// npm run simulate -- week [--seed 1] [--orders-per-day 2000] [--json]: a week of Taiyuan by the rules alone;
// with --api through the open API of a server that is killed and cut off.
import { access, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { prepareDatabases } from './databases.ts';
import { chooseDemoMessages, chooseMessages, type Message } from './messages.ts';
import { type Report, writeReport } from './report.ts';
import { simulate } from './simulate.ts';
import { weekCommand } from './week/command.ts';

const USAGE = 'npm run simulate -- [MESSAGES] [--orders 200] [--seed 1] [--days 10] [--json]\n';

interface Asked {
  file: string | undefined;
  orders: number;
  seed: number;
  days: number;
  json: boolean;
}

function readArguments(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        orders: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        days: { type: 'string', default: '10' },
        json: { type: 'boolean', default: false },
      },
    });
    const [orders, seed, days] = [Number(values.orders), Number(values.seed), Number(values.days)];
    const whole = [orders, seed, days].every((each) => Number.isInteger(each) && each >= 0);
    if (!whole || orders < 1 || days < 1 || positionals.length > 1) return null;
    return { file: positionals[0], orders, seed, days, json: values.json };
  } catch {
    return null;
  }
}

async function messagesOf({ file, orders, seed }: Asked): Promise<Message[] | null> {
  if (file === undefined) return chooseDemoMessages(orders, seed);
  const there = await access(file).then(
    () => true,
    () => false,
  );
  return there ? chooseMessages(file, orders, seed) : null;
}

async function inOwnDatabase(messages: readonly Message[], asked: Asked): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-simulator-'));
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, settings: { fsync: 'off' } });
  try {
    const { seed, days } = asked;
    return await simulate(await prepareDatabases(postgres.adminUrl), messages, { seed, days });
  } finally {
    await postgres.stop();
    await removeEmbeddedPostgres(folder);
  }
}

async function run(): Promise<number> {
  const asked = readArguments();
  if (!asked) {
    process.stderr.write(USAGE);
    return 2;
  }
  const messages = await messagesOf(asked);
  if (!messages) {
    process.stderr.write(`The file ${asked.file ?? ''} cannot be read.\n`);
    return 2;
  }
  const began = performance.now();
  const report = await inOwnDatabase(messages, asked);
  process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : writeReport(report));
  // Beside the report, which is the same every time.
  process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s\n`);
  return report.faults.length > 0 ? 1 : 0;
}

const [, , first, ...rest] = process.argv;
process.exitCode = first === 'week' ? await weekCommand(rest) : await run();
