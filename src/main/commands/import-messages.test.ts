import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { eventsOf } from '../../platform/events.ts';
import { importMessagesCommand, readMessage, readTime } from './import-messages.ts';

let database: FreshDatabase;
let town: OrderTown;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  folder = await mkdtemp(join(tmpdir(), 'linli-import-'));
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Runs the command on a file of these lines, and gives its code and what it wrote. */
async function run(lines: string[], ...args: string[]) {
  const file = join(folder, 'messages.jsonl');
  await writeFile(file, lines.join('\n'));
  const out: string[] = [];
  const errors: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
  try {
    const code = await importMessagesCommand(town.context, town.networkId, [file, ...args]);
    return { code, last: out.join('').trim().split('\n').at(-1), errors: errors.join('') };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

const line = (id: string, more: object = {}) =>
  JSON.stringify({ id, title: '演示来信', text: '想学手机', time: '2020/1/2 8:05:00', likes: 1, ...more });

describe('linli import messages', () => {
  it('takes all good rows, skips those it had, and says so in its last line', async () => {
    expect(await run([line('a'), line('b'), '', line('c')])).toEqual({
      code: 0,
      last: 'imported 3, skipped 0, refused 0',
      errors: '',
    });
    expect(await run([line('a'), line('d'), line('d')])).toMatchObject({
      code: 0,
      last: 'imported 1, skipped 2, refused 0',
    });
  });

  it('refuses bad rows by their line, takes the others, and ends with 1', async () => {
    const bad = [
      line('e', { time: '2020-02-30' }),
      'no json',
      line('f', { likes: -1 }),
      line('', {}),
      line('g', { title: '', text: '' }),
    ];
    const done = await run([...bad, line('h')]);
    expect(done).toMatchObject({ code: 1, last: 'imported 1, skipped 0, refused 5' });
    expect(done.errors.split('\n').slice(0, 2)).toEqual([
      'line 1: time is not like 2026/3/2 09:30, 2026-03-02 or 2026-03-02T09:30:00',
      'line 2: this is no JSON',
    ]);
    expect(done.errors).not.toContain('想学手机');
  });

  it('needs a file that is there and a unit that is there', async () => {
    expect((await run([], '--unit')).code).toBe(2);
    expect((await run([], '--unknown')).code).toBe(2);
    expect((await run([], 'a second file')).code).toBe(2);
    expect((await run([], '--', '--unknown')).code).toBe(2);
    expect((await run([], '--unit', 'nowhere')).code).toBe(1);
    for (const args of [[], ['--']])
      expect(await importMessagesCommand(town.context, town.networkId, [...args, join(folder, 'absent.jsonl')])).toBe(
        1,
      );
  });
});

describe('linli import messages --replay', () => {
  const rows = [
    line('r2', { text: '想学手机怎么用', time: '2020/1/7 10:00:00' }),
    line('r1', { text: '厨房水龙头一直滴水', time: '2020/1/2 9:00:00' }),
    line('r3', { title: '', text: '家里着火了', time: '2020/1/7 10:30:00' }),
  ];

  it('lets rows come in at their own times, as fresh orders whose clocks have rung in between', async () => {
    const skipped = 'imported 0, skipped 3, refused 0';
    expect(await run(rows, '--replay')).toEqual({ code: 0, last: 'imported 3, skipped 0, refused 0', errors: '' });
    expect((await run(rows, '--replay')).last).toBe(skipped);
    expect((await run(rows)).last).toBe(skipped);
    const orders = await town.context.database.transaction(town.networkId, (connection) =>
      connection.query<{ id: string; external: string; at: Date; since: Date; status: string; historical: boolean }>(
        {
          name: 'tests.replayed',
          text: `select id, external_id as external, submitted_at as at, status_since as since, status, historical
            from orders where network_id = $1 and external_id like 'r%' order by external_id`,
        },
        [town.networkId],
      ),
    );
    expect(orders).toMatchObject([
      { external: 'r1', at: new Date('2020-01-02T01:00:00Z'), since: new Date('2020-01-02T01:00:00Z') },
      { external: 'r2', at: new Date('2020-01-07T02:00:00Z'), status: 'submitted', historical: false },
      { external: 'r3', at: new Date('2020-01-07T02:30:00Z'), status: 'redirected' },
    ]);
    const events = await town.context.database.transaction(town.networkId, (connection) =>
      eventsOf(connection, orders[0]?.id ?? ''),
    );
    const told = events.map(({ kind, at }) => [kind, at.toISOString()]);
    expect(told[0]).toEqual(['orders.submitted', '2020-01-02T01:00:00.000Z']);
    expect(told.map(([kind]) => kind)).toContain('orders.warned');
    expect(told.map(([kind]) => kind)).toContain('orders.escalated');
    expect(told.every(([, at = '']) => at <= '2020-01-07T02:30:00.000Z')).toBe(true);
  });

  it('refuses bad rows there too', async () => {
    const done = await run([line('s1'), line('s2', { time: 'yesterday' })], '--replay');
    expect(done).toMatchObject({ code: 1, last: 'imported 1, skipped 0, refused 1' });
  });
});

describe('times of messages', () => {
  it.each([
    ['2019/2/8 11:25:05', '2019-02-08T03:25:05.000Z'],
    ['2019/12/28', '2019-12-27T16:00:00.000Z'],
    ['2019-01-08', '2019-01-07T16:00:00.000Z'],
    ['2019-01-08 9:30', '2019-01-08T01:30:00.000Z'],
    ['2019-01-08T09:30:00', '2019-01-08T01:30:00.000Z'],
  ])('%s is %s', (text, at) => {
    expect(readTime(text)?.toISOString()).toBe(at);
  });

  it.each(['2019/13/1', '2019-02-29', '2019/1-1', '1/2/2019', '2019-01-01 25:00', '', 'yesterday'])(
    '%s is none',
    (text) => {
      expect(readTime(text)).toBeNull();
    },
  );

  it('that lie in the future are refused', () => {
    expect(readMessage(line('x'), new Date('2020-01-01T00:00:00Z'))).toBe('time lies in the future');
  });
});
