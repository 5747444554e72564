import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { Problem } from '../../shared/problem.ts';
import { nearOrders, neighboursOf } from './alike.ts';
import { readTopics } from './topics.ts';

let database: FreshDatabase;
let town: OrderTown;
let rubbish: string[];

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const words = '演示湾小区东门的垃圾桶满了三天没人清，味道很大，请派人来清一清';
  rubbish = [
    await town.place({ text: `${words}，我是13800001234` }),
    await town.place({ text: `您好，${words}，谢谢` }, town.neighbour),
  ];
  for (const id of rubbish)
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'community_cleanup' });
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('neighbours who said the same', () => {
  const ask = (text: string, kind?: string) =>
    neighboursOf(town.context, town.stranger, { text, placeUnitId: town.station, ...(kind ? { kind } : {}) });

  it('are counted by household for a public place, by near words or by kind and place', async () => {
    const near = await ask('演示湾小区东门的垃圾桶满了三天没人清，味道很大', 'community_cleanup');
    expect(near).toEqual({ households: 2, since: expect.any(String) });
    expect((await ask('垃圾堆成山了', 'community_cleanup')).households).toBe(2);
  });

  it('do not count the one who asks, and nobody at all for what concerns one home or is for clerks', async () => {
    const own = await neighboursOf(town.context, town.resident, {
      text: '垃圾桶满了没人清',
      placeUnitId: town.station,
      kind: 'community_cleanup',
    });
    expect(own.households).toBe(1);
    expect(await ask('想请人上门给老人理发', 'home_haircut')).toEqual({ households: 0, since: null });
    expect(await ask('投诉物业不作为，垃圾没人管', 'community_cleanup')).toEqual({ households: 0, since: null });
  });

  it('are none in another county', async () => {
    const elsewhere = await neighboursOf(town.context, town.stranger, {
      text: '演示湾小区东门的垃圾桶满了三天没人清，味道很大',
      placeUnitId: town.otherStation,
      kind: 'community_cleanup',
    });
    expect(elsewhere.households).toBe(0);
  });
});

describe('orders with near words', () => {
  it('are shown to who may merge them, masked, and to nobody else', async () => {
    const [first = '', second = ''] = rubbish;
    const { items } = await nearOrders(town.context, town.dispatcher, second);
    expect(items).toMatchObject([{ id: first, likeness: expect.any(Number) }]);
    expect(items[0]?.text).toContain('〔电话〕');
    expect(await codeOf(nearOrders(town.context, town.otherDispatcher, second))).toBe('platform.not_found');
    expect(await codeOf(nearOrders(town.context, town.resident, second))).toBe('platform.not_found');
  });

  it('are gone when they have ended', async () => {
    const [first = '', second = ''] = rubbish;
    await town.act(town.dispatcher, second, 'merge', { into: first });
    expect((await nearOrders(town.context, town.dispatcher, first)).items).toEqual([]);
  });
});

describe('topics', () => {
  it('list cases and never authors, for who has a desk there', async () => {
    const topics = await readTopics(town.context, town.dispatcher, town.centre);
    const topic = topics.items.find((each) => each.cases.some((one) => one.id === rubbish[0]));
    expect(topic).toMatchObject({ messages: 2, likes: 0, recent: 2, alarm: false });
    expect(JSON.stringify(topics)).not.toContain(town.resident.id);
    expect(JSON.stringify(topics)).not.toContain('13800001234');
    expect(await codeOf(readTopics(town.context, town.otherDispatcher, town.centre))).toBe('platform.forbidden');
    expect(await codeOf(readTopics(town.context, town.observer, town.centre))).toBe('platform.forbidden');
  });

  it('hold no petition, however many households complain', async () => {
    const complaint = '投诉演示村小加工厂夜里偷排黑烟，气味刺鼻，孩子咳嗽，反映多次没人管';
    for (const author of [town.resident, town.neighbour, town.stranger, ...town.volunteers])
      await town.place({ text: complaint, confidential: true, placeUnitId: town.station }, author);
    town.context.memo.forget('orders.topics');
    const topics = await readTopics(town.context, town.dispatcher, town.centre);
    expect(topics.read).toBe(2);
    expect(JSON.stringify(topics)).not.toContain('黑烟');
    expect(await codeOf(readTopics(town.context, town.clerk, town.centre))).toBe('platform.forbidden');
  });
});
