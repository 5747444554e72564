import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { randomOf } from '../demo/random.ts';
import { systemClock } from '../src/platform/clock.ts';
import type { Context } from '../src/platform/context.ts';
import { Database } from '../src/platform/database.ts';
import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/supervisor.ts';
import { Live } from '../src/platform/live.ts';
import { createLog } from '../src/platform/log.ts';
import { Memo } from '../src/platform/memo.ts';
import { migrate } from '../src/platform/migrations.ts';
import { newId } from '../src/shared/ids.ts';
import { makeLog, tamper } from './tampering.ts';

const TIMES = 10_000;
/** Leaves of the log: more than two full tiles. */
const SIZE = 600;

/**
 * `npm run faults -- tamper [--times N] [--seed N]`: rows of events and leaves are changed, deleted, moved and put in at
 * random before a checkpoint that was kept outside. All must be found.
 */
export async function run({ times = TIMES, seed }: { times: number | undefined; seed: number }): Promise<boolean> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-tamper-'));
  const postgres = await startEmbeddedPostgres({ dataFolder, settings: { fsync: 'off' } });
  try {
    const { databaseUrl, migrationUrl } = await prepareDatabase(postgres.adminUrl, { database: 'tamper' });
    await migrate(migrationUrl, 'db/migrations');
    const adminUrl = new URL(postgres.adminUrl);
    adminUrl.pathname = '/tamper';
    const context = contextOn(new Database(databaseUrl));
    const networkId = newId(new Date());
    await addNetwork(adminUrl.href, networkId);
    const kept = await makeLog(context, networkId, SIZE);
    const began = performance.now();
    const missed = await tamper(adminUrl.href, context, { networkId, kept }, { times, random: randomOf(seed) });
    const seconds = Math.round((performance.now() - began) / 1000);
    const found = times - missed.length;
    process.stdout.write(`${JSON.stringify({ drill: 'tamper', seed, leaves: SIZE, times, found, missed, seconds })}\n`);
    await context.database.close();
    return missed.length === 0;
  } finally {
    await postgres.stop();
    await removeEmbeddedPostgres(postgres.folder);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function contextOn(database: Database): Context {
  const log = createLog('silent');
  const secret = Buffer.alloc(32, 7);
  return {
    database,
    // Nothing here is sealed: no key is asked for.
    keys: database,
    clock: systemClock,
    memo: new Memo(),
    live: new Live(database, log),
    log,
    ports: { sendCode: async () => {} },
    secret,
    masters: [{ version: 1, secret }],
    auditKey: Buffer.alloc(32, 8),
    demo: true,
  };
}

async function addNetwork(adminUrl: string, networkId: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(
    `insert into network (id, code, name_zh, name_en, created_at) values ($1, 'tamper', '演示', 'Demo', now())`,
    [networkId],
  );
  await client.end();
}
