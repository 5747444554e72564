import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { createNetwork } from '../organisation/actions/networks.ts';
import { newId } from '../shared/ids.ts';
import type { Context } from './context.ts';
import type { Connection } from './database.ts';
import { endOfEvents, eventsAfter, followEvents, isAnythingAfter, isBehind } from './events.ts';

let database: FreshDatabase;
let context: Context;
let networkId: string;
/** Numbers of transactions, as the history was written. */
const told = ['97', '98', '99', '100', '101'];

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  networkId = await createNetwork(context, { code: 'events', nameZh: 'events', nameEn: 'events' });
  const at = new Date('2026-03-02T01:00:00Z');
  await context.database.transaction(networkId, async (connection) => {
    for (const transaction of told)
      await connection.query(
        {
          name: 'tests.event',
          text: `insert into event (network_id, id, at, kind, actor_kind, actor_id, subject_kind, subject_id, body, transaction)
            values ($1, $2, $3, $4, 'job', 'tests', 'test', $2, '{}', $5::xid8)`,
        },
        [networkId, newId(at), at, `tests.${transaction}`, transaction],
      );
  });
});
afterAll(async () => {
  await context.database.close();
  await database.drop();
});

describe('the history in the order of its commits', () => {
  it('goes on from one transaction to the next also where their numbers gain a figure', async () => {
    const read: string[] = [];
    await context.database.transaction(networkId, async (connection) => {
      let cursor = { transaction: '90', position: 0 };
      for (let page = 0; page < 3; page++) {
        const next = await eventsAfter(connection, cursor, 2);
        read.push(...next.events.map(({ kind }) => kind).filter((kind) => kind.startsWith('tests.')));
        cursor = next.cursor;
      }
    });
    expect(read.slice(0, 5)).toEqual(told.map((transaction) => `tests.${transaction}`));
  });

  it('ends with its last transaction by number', async () => {
    const end = await context.database.transaction(networkId, (connection) => endOfEvents(connection));
    // As text 99 would be the last. The network's own, later event may still be held back by somebody who writes elsewhere.
    expect(Number(end.transaction)).toBeGreaterThanOrEqual(101);
  });

  it('are handed to a follower each once, in the same order, with what it reads beside', async () => {
    const read: string[] = [];
    const follow = (limit: number, take: (kinds: string[]) => void) =>
      context.database.transaction(networkId, (connection) =>
        followEvents(
          connection,
          { name: 'tests.follower', limit, beside: async () => 'beside' },
          async (events, beside) => {
            expect(beside).toBe('beside');
            take(events.map(({ kind }) => kind).filter((kind) => kind.startsWith('tests.')));
          },
        ),
      );
    const fails = () => {
      throw new Error('the follower fails');
    };
    await expect(follow(1, fails)).rejects.toThrow('the follower fails');
    expect(await follow(2, (kinds) => read.push(...kinds))).toBe(2);
    // What it threw at is handed to it again, and nothing is lost.
    await expect(follow(2, fails)).rejects.toThrow('the follower fails');
    while ((await follow(2, (kinds) => read.push(...kinds))) > 0);
    expect(read).toEqual(told.map((transaction) => `tests.${transaction}`));
  });

  it('are handed to one at a time, and nobody waits for whoever is at them', async () => {
    const follow = (during: () => Promise<unknown>) =>
      context.database.transaction(networkId, (connection) =>
        followEvents(connection, { name: 'tests.claimed', limit: 2 }, async () => void (await during())),
      );
    let second: number | undefined;
    await follow(async () => undefined);
    expect(
      await follow(async () => {
        second = await follow(async () => undefined);
      }),
    ).toBe(2);
    expect(second).toBe(0);
  });

  it('cost a follower with nothing to read no transaction id, so that nothing is written and flushed', async () => {
    const turn = () =>
      context.database.transaction(networkId, async (connection) => {
        const count = await followEvents(connection, { name: 'tests.idle', limit: 100 }, async () => undefined);
        const [drawn] = await connection.query<{ id: string | null }>({
          name: 'tests.drawn',
          text: 'select pg_current_xact_id_if_assigned()::text as id',
        });
        return { count, id: drawn?.id };
      });
    expect((await turn()).id).not.toBeNull();
    await expect.poll(turn).toEqual({ count: 0, id: null });
  });

  it('costs whoever has read all of it no walk through it, however long it is', async () => {
    const LONG = 20_000;
    const at = new Date('2026-03-02T02:00:00Z');
    const end = await context.database.transaction(networkId, async (connection) => {
      await connection.query(
        {
          name: 'tests.long',
          text: `insert into event (network_id, id, at, kind, actor_kind, actor_id, subject_kind, subject_id, body, transaction)
            select $1, gen_random_uuid(), $2, 'tests.long', 'job', 'tests', 'test', gen_random_uuid(), '{}', '90'::xid8
            from generate_series(1, ${LONG})`,
        },
        [networkId, at],
      );
      return await endOfEvents(connection);
    });
    // A follower of its own, at the end of all that is there.
    await context.database.transaction(networkId, (connection) =>
      connection.query(
        { name: 'tests.read', text: `insert into event_follower values ($1, 'tests.read', $2::xid8, $3)` },
        [networkId, end.transaction, end.position],
      ),
    );
    const looks: ((connection: Connection) => Promise<unknown>)[] = [
      (connection) => followEvents(connection, { name: 'tests.read', limit: 10 }, async () => undefined),
      (connection) => isBehind(connection, 'tests.read'),
      (connection) => isAnythingAfter(connection, end),
      (connection) => eventsAfter(connection, end, 10),
      (connection) => endOfEvents(connection),
    ];
    for (const look of looks) {
      const rows = await context.database.transaction(networkId, async (connection) => {
        await look(connection);
        const [read] = await connection.query<{ rows: number }>({
          name: 'tests.rows',
          text: `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'event'`,
        });
        return read?.rows;
      });
      expect(rows).toBeLessThan(100);
    }
  });
});
