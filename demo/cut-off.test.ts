import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { loadDemoCity } from './load.ts';
import { demoOrders } from './orders.ts';

/** A process of its own, since it is to be killed in the middle. */
const PROGRAM = `
  const { testContext } = await import('./tests/context.ts');
  const { loadDemoCity } = await import('./demo/load.ts');
  const context = testContext(process.env.LOAD_INTO, { demo: true });
  await loadDemoCity(context, { city: 'demo', volunteers: 200 });
  process.exit(0);
`;

let database: FreshDatabase;
afterEach(() => database.drop());

/** Starts a load and kills it (SIGKILL) as soon as the table holds some rows; true when it was still at work then. */
async function killWhile(table: string, rows: number): Promise<boolean> {
  const options = ['--import', 'tsx', '--input-type=module', '-e', PROGRAM];
  const child = spawn(process.execPath, options, {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    env: { ...process.env, LOAD_INTO: database.databaseUrl },
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const count = async () => Number((await admin.query(`select count(*) from ${table}`)).rows[0].count);
  while (child.exitCode === null && (await count()) < rows) await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGKILL');
  await admin.end();
  return (await ended) === 'SIGKILL';
}

describe('a load that is killed in the middle', () => {
  test.each([
    ['network', 1],
    ['volunteer', 100],
    ['orders', 30],
  ])(
    'is mended by the next start, with %s written',
    async (table, rows) => {
      database = await freshDatabase();
      expect(await killWhile(table, rows)).toBe(true);
      const context = testContext(database.databaseUrl, { demo: true });
      const logins = await loadDemoCity(context, { city: 'demo', volunteers: 200 });
      expect(logins.length).toBeGreaterThan(10);
      const [network, ...more] = await context.database.networks();
      expect(more).toEqual([]);
      const [found] = await context.database.transaction(network?.id ?? '', (connection) =>
        connection.query<{ orders: number; units: number }>({
          name: 'test.whole',
          text: 'select (select count(*)::int from orders) as orders, (select count(*)::int from org_unit) as units',
        }),
      );
      expect(found).toEqual({ orders: demoOrders().length, units: 6346 });
      await context.database.close();
    },
    120_000,
  );
});
