import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { createNetwork } from '../organisation/actions/networks.ts';
import type { Context } from '../platform/context.ts';
import { type Connection, Database } from '../platform/database.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import { allJobs } from './app.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  city = await smallCity(context);
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
});

/** Counts the transactions that drew an id: each is written to the log and flushed. */
class Counting extends Database {
  writing = 0;

  override transaction<T>(networkId: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    return super.transaction(networkId, async (connection) => {
      const result = await work(connection);
      const [drawn] = await connection.query<{ id: string | null }>({
        name: 'tests.drawn',
        text: 'select pg_current_xact_id_if_assigned()::text as id',
      });
      if (drawn?.id) this.writing += 1;
      return result;
    });
  }
}

describe('jobs', () => {
  it('write nothing in a network where nothing happens', async () => {
    const database = new Counting(fresh.databaseUrl);
    const counting: Context = { ...context, database };
    const writingJobs = async () => {
      // What one follows another has done, and what others' transactions kept back comes later.
      await runJobsOnce(counting, allJobs);
      const wrote: string[] = [];
      for (const job of allJobs) {
        database.writing = 0;
        await job.run(counting, city.networkId);
        if (database.writing > 0) wrote.push(job.name);
      }
      return wrote;
    };
    await expect.poll(writingJobs, { timeout: 60_000 }).toEqual([]);
    await database.close();
  });

  it('have nothing to do in a network that has no tree yet', async () => {
    await createNetwork(context, { code: 'treeless', nameZh: '无树', nameEn: 'Treeless' });
    await runJobsOnce(context, allJobs);
  });
});
