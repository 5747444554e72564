import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { insertPeople } from '../../identity/actions.ts';
import { eventsOf } from '../../platform/events.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { replay } from '../rules/state.ts';
import { lockOrders } from '../store/read.ts';
import { markComplained } from './complained.ts';
import { readHistory } from './history.ts';
import { listOrders } from './list.ts';

let database: FreshDatabase;
let town: OrderTown;
let cityClerk: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const { context, networkId } = town;
  const id = newId(context.clock.now());
  await context.database.transaction(networkId, (connection) =>
    insertPeople(connection, [{ id, name: '演示市信访专员', createdAt: context.clock.now() }]),
  );
  cityClerk = { kind: 'person', id, networkId, grants: [{ role: 'petition_clerk', unitId: town.city }] };
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const WORDS = '演示小区三号楼电梯坏了四十天，我是八单元的老张，138 0000 0000';
const MASKED = '某小区电梯坏了四十天';

/** A complaint that the department has. */
async function forwarded(): Promise<string> {
  const id = await town.place({ text: WORDS, confidential: true });
  await town.act(town.clerk, id, 'triage', { nature: 'complaint' });
  await markComplained(town.context, town.clerk, id, { unitIds: [], personIds: [] });
  await town.act(town.clerk, id, 'forward', { departmentId: town.department, text: MASKED });
  return id;
}

/** The order as it is stored, beside what its history tells. */
function bothWays(id: string) {
  return town.context.database.transaction(town.networkId, async (connection) => {
    const [stored] = await lockOrders(connection, [id]);
    if (!stored) throw new Error('The order is gone.');
    const { requesterId: _r, placedBy: _p, externalId: _e, version: _v, followers: _f, ...told } = stored;
    const { requesterDigest: _d, placerDigest: _g, ...rest } = told;
    return { stored: rest, told: replay(await eventsOf(connection, id)) };
  });
}

describe('a petition', () => {
  it('goes its whole way through department, dispute, reconsideration and final word, and its history rebuilds it', async () => {
    const id = await forwarded();
    await town.act(town.officer, id, 'object', { reason: '归房管部门' });
    await town.act(town.clerk, id, 'decide_objection', { upheld: false, reason: '职责清单第三条' });
    await town.act(town.officer, id, 'sign_for', {});
    await town.act(town.officer, id, 'admit', { words: '我们受理' });
    await town.act(town.officer, id, 'ask', { words: '几号楼？' });
    await town.act(town.resident, id, 'respond', { words: '三号楼' });
    await town.act(town.officer, id, 'ask_extension', { days: 20, reason: '等检测' });
    await town.act(town.clerk, id, 'decide_extension', { granted: true });
    await town.act(cityClerk, id, 'supervise', { words: '请尽快', by: '2026-03-20T01:00:00Z' });
    await town.act(town.officer, id, 'report_back', { words: '已换件' });
    await town.act(town.officer, id, 'reply', { words: '修好了' });
    await town.act(town.resident, id, 'review', { stars: 1, solved: false, words: '还是坏的' });
    await town.act(town.officer, id, 'reply', { words: '又修了一遍' });
    await town.act(town.resident, id, 'ask_reconsideration', { reason: '没有修' });
    await town.act(cityClerk, id, 'conclude', { upheld: true, words: '维持' });
    await town.act(town.resident, id, 'ask_reconsideration', { reason: '不同意' });
    await town.act(cityClerk, id, 'note_hotline', { hotlineNumber: '演示-12345-1', direction: 'to' });
    const { stored, told } = await bothWays(id);
    expect(told).toEqual(stored);
    expect(stored).toMatchObject({
      status: 'final_reconsideration',
      petition: { objections: 1, extensionDays: 20, disputes: 1, stage: 2, hotlineNumber: '演示-12345-1' },
    });
  });

  it('shows the department what the clerk confirmed and nothing of the one who asked', async () => {
    const id = await forwarded();
    const seen = await town.see(town.officer, id);
    expect(seen).toMatchObject({
      text: MASKED,
      place: null,
      requesterName: null,
      contactAvailable: false,
      photoIds: [],
      placeUnitId: town.centre,
    });
    await town.act(town.officer, id, 'sign_for', {});
    await town.act(town.officer, id, 'ask', { words: '几号楼？' });
    await town.act(town.resident, id, 'respond', { words: '三号楼，打我电话13900000001' });
    const after = await town.see(town.officer, id);
    expect(after.words.map(({ kind, words, by }) => [kind, words, by])).toEqual([
      ['masked', MASKED, null],
      ['question', '几号楼？', '演示部门专员'],
      ['response', expect.stringContaining('三号楼'), null],
    ]);
    expect(JSON.stringify(after.words)).not.toContain('13900000001');
    const history = await readHistory(town.context, town.officer, id);
    expect(history.every((event) => event.by === null)).toBe(true);
    for (const told of [seen, after, history]) {
      const text = JSON.stringify(told);
      for (const secret of ['老张', '八单元', '138', town.resident.id, '演示居民']) expect(text).not.toContain(secret);
    }
  });

  it('stays in the clerks’ list while the department has it, and leaves the department when it is taken back', async () => {
    const id = await forwarded();
    const page = await listOrders(town.context, town.clerk, { status: ['forwarded'] });
    expect(page.items.map((each) => each.id)).toContain(id);
    await expect(listOrders(town.context, town.officer, { status: ['forwarded'] })).resolves.toMatchObject({
      items: [],
    });
    await town.act(town.clerk, id, 'recall', { reason: '转错了' });
    await expect(town.see(town.officer, id)).rejects.toMatchObject({ status: 404 });
  });

  it('is not there for dispatchers, volunteers, other departments and other counties', async () => {
    const id = await forwarded();
    const other: Actor = { ...town.officer, grants: [{ role: 'department_officer', unitId: town.otherCentre }] };
    for (const actor of [town.dispatcher, town.stationDispatcher, town.cityDispatcher, other, town.stranger])
      await expect(town.see(actor, id)).rejects.toMatchObject({ status: 404 });
  });

  it('half of it may be a plain service: that they belong together only the resident sees', async () => {
    const id = await town.place({ text: '投诉物业态度恶劣，另外想学手机怎么用', confidential: true });
    await town.act(town.clerk, id, 'split', { text: '想学手机怎么用', confidential: false });
    const page = await listOrders(town.context, town.dispatcher, { status: ['submitted'] });
    const [second] = page.items.filter((each) => each.text === '想学手机怎么用');
    if (!second) throw new Error('The second order is not in the dispatcher’s list.');
    expect((await town.see(town.dispatcher, second.id)).splitFrom).toBeNull();
    expect((await town.see(town.resident, second.id)).splitFrom).toBe(id);
    await expect(town.see(town.dispatcher, id)).rejects.toMatchObject({ status: 404 });
  });
});
