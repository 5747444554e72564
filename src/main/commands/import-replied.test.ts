import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { myNotifications } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { replyTimes } from '../../orders/actions/import-replied.ts';
import { petitionsOf } from '../../orders/actions/petitions.ts';
import { replay } from '../../orders/rules/state.ts';
import { lockOrders } from '../../orders/store/read.ts';
import { eventsOf } from '../../platform/events.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import { importMessagesCommand, readMessage } from './import-messages.ts';
import { reportRepliesCommand } from './report-replies.ts';

let database: FreshDatabase;
let town: OrderTown;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  folder = await mkdtemp(join(tmpdir(), 'linli-replied-'));
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

async function written(work: () => Promise<number>): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  try {
    return { code: await work(), out: out.join('') };
  } finally {
    stdout.mockRestore();
  }
}

const line = (id: string, more: object = {}) =>
  JSON.stringify({ id, title: '演示来信', text: '演示小区的路灯坏了', time: '2025/1/2 8:05:00', likes: 0, ...more });
const replied = (id: string, time: string, more: object = {}) =>
  line(id, { reply: '已经修好', reply_time: time, ...more });

describe('messages with replies', () => {
  it('become petitions with their real course, once, and tell nobody', async () => {
    const file = join(folder, 'replied.jsonl');
    const rows = [
      replied('a', '2025/1/10 9:00'),
      replied('b', '2025/2/20'),
      replied('c', '2026/2/25 9:00', { time: '2026/2/20' }),
      line('d'),
    ];
    await writeFile(file, rows.join('\n'));
    const first = await written(() => importMessagesCommand(town.context, town.networkId, [file]));
    expect(first).toEqual({ code: 0, out: 'imported 4, skipped 0, refused 0\n' });
    const second = await written(() => importMessagesCommand(town.context, town.networkId, [file]));
    expect(second.out).toBe('imported 0, skipped 4, refused 0\n');

    const clerk = { ...town.clerk, grants: [{ role: 'petition_clerk' as const, unitId: town.city }] };
    const ended = await petitionsOf(town.context, clerk, { clock: 'ended' });
    expect(ended.items.map(({ status, outcome, historical }) => [status, outcome, historical])).toEqual([
      ['closed', 'unanswered', true],
      ['closed', 'unanswered', true],
    ]);
    const waiting = await petitionsOf(town.context, clerk, { clock: 'confirm' });
    expect(waiting.items).toHaveLength(1);

    await town.context.database.transaction(town.networkId, async (connection) => {
      for (const { id } of [...ended.items, ...waiting.items]) {
        const [stored] = await lockOrders(connection, [id]);
        const { requesterId: _r, placedBy: _p, externalId: _e, version: _v, followers: _f, ...told } = stored!;
        const { requesterDigest: _d, placerDigest: _g, ...rest } = told;
        expect(replay(await eventsOf(connection, id))).toEqual(rest);
      }
    });
    await runJobsOnce(town.context, notifyJobs);
    expect((await myNotifications(town.context, clerk, {})).items).toEqual([]);
  });

  it('are counted by month, within 15 and 60 elapsed days', async () => {
    expect(await replyTimes(town.context, town.networkId)).toEqual([
      { month: '2025-01', replied: 2, within15: 1, within60: 2, later: 0, medianDays: 8 },
      { month: '2026-02', replied: 1, within15: 1, within60: 1, later: 0, medianDays: 5.4 },
    ]);
  });

  it('are told month by month from five on, and no part that would leave from one to four', async () => {
    const report = async (...args: string[]) =>
      (await written(() => reportRepliesCommand(town.context, town.networkId, args))).out;
    expect(await report('--json')).toBe('[]\n');
    const file = join(folder, 'more.jsonl');
    const soon = Array.from({ length: 5 }, (_, index) => replied(`soon-${index}`, '2025/1/5'));
    const later = Array.from({ length: 9 }, (_, index) => replied(`later-${index}`, '2025/2/10'));
    await writeFile(file, [...soon, ...later].join('\n'));
    await written(() => importMessagesCommand(town.context, town.networkId, [file]));
    const table = await report();
    expect(table).toContain('2025-01  16       6 (38 %)        16 (100 %)');
    expect(table).not.toContain('2026-02');
    expect(table).toContain('all      15       5 (33 %)        15 (100 %)');
    await writeFile(file, replied('last', '2025/9/9'));
    await written(() => importMessagesCommand(town.context, town.networkId, [file]));
    expect(await report('--json')).toContain('"replied":17,"within15":6,"within60":null,"later":null');
  });

  it('are refused when the reply has no time, or one before the message', () => {
    const now = new Date('2026-03-02T01:00:00Z');
    expect(readMessage(line('x', { reply: '好' }), now)).toContain('reply_time is not like');
    expect(readMessage(replied('x', '2024/1/1'), now)).toBe('reply_time lies before time');
    expect(readMessage(replied('x', '2027/1/1'), now)).toBe('reply_time lies in the future');
    expect(readMessage(line('x', { reply: '' }), now)).not.toHaveProperty('reply');
  });
});
