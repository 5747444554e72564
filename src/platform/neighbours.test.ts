import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { systemActor } from '../identity/actions.ts';
import { createNetwork } from '../organisation/actions/networks.ts';
import { newId } from '../shared/ids.ts';
import type { Context } from './context.ts';
import { openTransactions } from './diagnosis.ts';
import { recordEvents } from './events.ts';
import { followerJob, type Job, lateJobs, startJobs } from './jobs.ts';
import { createLog } from './log.ts';

let database: FreshDatabase;
let context: Context;
/** Two networks, the elder first. */
let first = '';
let second = '';

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  first = await createNetwork(context, { code: 'first', nameZh: '甲', nameEn: 'First' });
  second = await createNetwork(context, { code: 'second', nameZh: '乙', nameEn: 'Second' });
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

/** Waits for as long as it takes: how long is no matter here. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(10);
}

describe('a job that fails in one network', () => {
  it('has its turns in the others, is told of as late, and no more once it goes well', async () => {
    const turns: string[] = [];
    let isBroken = true;
    const job: Job = {
      name: 'tests.job',
      everyMilliseconds: 5,
      async run(_context, networkId) {
        if (networkId === first && isBroken) throw new Error('broken');
        turns.push(networkId);
        return false;
      },
    };
    const jobs = startJobs(context, [job]);
    await until(() => turns.length >= 2 && (lateJobs(context).get('tests.job') ?? 0) > 0);
    expect(new Set(turns)).toEqual(new Set([second]));
    const lateWhileBroken = lateJobs(context).get('tests.job') ?? 0;
    isBroken = false;
    await until(() => turns.includes(first) && (lateJobs(context).get('tests.job') ?? 1) < lateWhileBroken);
    await jobs.stop();
    expect(lateJobs(context).size).toBe(0);
  });

  it('leaves the rest of a backlog when the server stops', async () => {
    let turns = 0;
    const endless: Job = {
      name: 'tests.endless',
      everyMilliseconds: 5,
      async run() {
        turns += 1;
        await sleep(1);
        return true;
      },
    };
    const jobs = startJobs(context, [endless]);
    await until(() => turns > 3);
    await jobs.stop();
    expect(turns).toBeGreaterThan(3);
  });
});

describe('a follower that fails', () => {
  it('says at which event', async () => {
    const lines: string[] = [];
    const log = createLog('warn', { write: (line) => lines.push(line) });
    const follower = followerJob('tests.stuck', () => Promise.reject(new Error('stuck')));
    await expect.poll(() => follower.run({ ...context, log }, first).then(String, String)).toContain('stuck');
    const [event] = await context.database.transaction(first, (connection) =>
      connection.query<{ id: string }>(
        {
          name: 'tests.first_event',
          text: 'select id from event where network_id = $1 order by event.transaction, position limit 1',
        },
        [first],
      ),
    );
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ job: 'tests.stuck', networkId: first, eventId: event?.id });
  });
});

describe('a job with a backlog that does not end in one network', () => {
  it('has its turns in the others, and goes on with it at once', async () => {
    const turns: string[] = [];
    const job: Job = {
      name: 'tests.backlog',
      // Only what goes on at once comes to a second turn here.
      everyMilliseconds: 3_600_000,
      atStart: true,
      async run(_context, networkId) {
        turns.push(networkId);
        await sleep(1);
        return networkId === first;
      },
    };
    const jobs = startJobs(context, [job]);
    await expect.poll(() => turns.filter((each) => each === second).length).toBeGreaterThan(2);
    await jobs.stop();
  });

  it('has one deadline in all networks where the server stops', async () => {
    const deadlines: number[] = [];
    const job: Job = {
      name: 'tests.last',
      everyMilliseconds: 3_600_000,
      run: async () => false,
      async atStop(_context, _networkId, deadline) {
        deadlines.push(deadline);
        await sleep(5);
      },
    };
    const before = performance.now();
    await startJobs(context, [job]).stop(1_000);
    expect(deadlines).toHaveLength(2);
    expect(new Set(deadlines).size).toBe(1);
    expect(deadlines[0]).toBeGreaterThanOrEqual(before + 1_000);
  });
});

describe('a transaction that somebody else holds open', () => {
  /** What is told of a kind from now on: the network's own beginning may still be kept back by other tests' writes. */
  function hearing(networkId: string, told: string): string[] {
    const heard: string[] = [];
    context.live.subscribe(networkId, ({ kind }) => kind === told && heard.push(kind));
    return heard;
  }
  const record = (networkId: string) =>
    context.database.transaction(networkId, (connection) =>
      recordEvents(connection, systemActor(networkId), new Date(), [
        { kind: 'tests.happened', subjectKind: 'test', subjectId: newId(new Date()) },
      ]),
    );

  it('keeps events back, which is said for as long as it lasts, and its process can be named', async () => {
    const heard = hearing(first, 'tests.happened');
    await context.live.start();
    const other = new pg.Client({ connectionString: database.migrationUrl, application_name: 'tests.forgetful' });
    await other.connect();
    await other.query('begin');
    const { rows } = await other.query<{ pid: number }>('select pg_backend_pid() as pid, pg_current_xact_id()');
    await record(first);
    await until(() => context.live.waitingMilliseconds() > 0);
    expect(heard).toEqual([]);
    // The history is read all the same, so that its age says nothing of this.
    expect(context.live.ageMilliseconds()).toBeLessThan(60_000);
    expect((await openTransactions(context.database)).map(({ pid }) => pid)).toContain(rows[0]?.pid);
    await other.query('commit');
    await other.end();
    await until(() => heard.length === 1);
    await until(() => context.live.waitingMilliseconds() === 0);
  });

  it('is not what many events at once are: they are read in one turn', async () => {
    const heard = hearing(second, 'tests.many');
    await context.database.transaction(second, (connection) =>
      recordEvents(
        connection,
        systemActor(second),
        new Date(),
        Array.from({ length: 1_200 }, () => ({
          kind: 'tests.many',
          subjectKind: 'test',
          subjectId: newId(new Date()),
        })),
      ),
    );
    await until(() => heard.length === 1_200);
    context.live.stop();
  });
});
