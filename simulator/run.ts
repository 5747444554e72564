// npm run simulate -- MESSAGES [--orders 200] [--seed 1] [--days 21]: carries messages of a file through the loop in a small city of its own.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { migrate } from '../src/platform/migrations.ts';
import { chooseMessages } from './messages.ts';
import { simulate } from './simulate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    orders: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '21' },
  },
});
const [file] = positionals;
if (!file) {
  process.stderr.write('Name a file of messages: JSON lines with id, title and text. None comes with the project.\n');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'linli-simulator-'));
const postgres = await startEmbeddedPostgres({ dataFolder: folder, settings: { fsync: 'off' } });
try {
  const urls = await prepareDatabase(postgres.adminUrl, { database: 'linli' });
  await migrate(urls.migrationUrl, 'db/migrations', { appRole: new URL(urls.databaseUrl).username });
  const messages = await chooseMessages(file, Number(values.orders), Number(values.seed));
  const report = await simulate(urls.databaseUrl, messages, { seed: Number(values.seed), days: Number(values.days) });
  for (const line of report.lines) process.stdout.write(`${line}\n`);
  const { lines: _lines, ...sums } = report;
  process.stdout.write(`\n${JSON.stringify({ orders: messages.length, ...sums })}\n`);
} finally {
  await postgres.stop();
  await removeEmbeddedPostgres(folder);
}
