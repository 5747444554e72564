import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { nearOrders, neighboursOf } from './alike.ts';
import { markComplained } from './complained.ts';
import { readTopics, sayOfTopics } from './topics.ts';

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

const none = { said: false, households: null, since: null };
const some = { ...none, said: true };

describe('neighbours who said the same', () => {
  const ask = (text: string, kind?: string) =>
    neighboursOf(town.context, town.stranger, { text, placeUnitId: town.station, ...(kind ? { kind } : {}) });

  it('are told for a public place, by near words or by kind and place; not counted while they are under five', async () => {
    const near = await ask('演示湾小区东门的垃圾桶满了三天没人清，味道很大', 'community_cleanup');
    expect(near).toEqual(some);
    expect(await ask('垃圾堆成山了', 'community_cleanup')).toEqual(some);
  });

  it('do not count the one who asks, and nobody at all for what concerns one home or is for clerks', async () => {
    const own = await neighboursOf(town.context, town.resident, {
      text: '垃圾桶满了没人清',
      placeUnitId: town.station,
      kind: 'community_cleanup',
    });
    expect(own).toEqual(some);
    expect(await ask('想请人上门给老人理发', 'home_haircut')).toEqual(none);
    expect(await ask('投诉物业不作为，垃圾没人管', 'community_cleanup')).toEqual(none);
  });

  it('are none in another county', async () => {
    const elsewhere = await neighboursOf(town.context, town.stranger, {
      text: '演示湾小区东门的垃圾桶满了三天没人清，味道很大',
      placeUnitId: town.otherStation,
      kind: 'community_cleanup',
    });
    expect(elsewhere).toEqual(none);
  });
});

describe('following neighbours', () => {
  const words = '演示湖公园东门新栽的树苗干了，想请大家来浇树';
  const input = () => ({ kind: 'greening_planting', placeUnitId: town.station, text: words });

  it('merges an order into theirs from the start, which the desk can take out again', async () => {
    const first = await town.place(input(), town.neighbour);
    const followed = await town.place({ ...input(), text: `${words}，快旱死了`, follow: true });
    expect(await town.see(town.resident, followed)).toMatchObject({ status: 'merged', mergedInto: first, dueAt: null });
    expect(await town.see(town.resident, first)).toMatchObject({ text: null, requesterName: null, place: null });
    expect((await town.see(town.dispatcher, first)).mergedFrom).toEqual([followed]);
    await town.act(town.dispatcher, followed, 'unmerge', {});
    expect(await town.see(town.resident, followed)).toMatchObject({ status: 'submitted', mergedInto: null });
    await town.act(town.resident, followed, 'withdraw', {});
    await town.act(town.neighbour, first, 'withdraw', {});
  });

  it('sends an order of its own where nobody said the same, where only clerks may see it, and in danger', async () => {
    const corner = { text: '演示路口上学时候乱，想请人来站护学岗', kind: 'traffic_order_help', follow: true };
    const alone = await town.place({ ...input(), ...corner });
    expect((await town.see(town.resident, alone)).status).toBe('submitted');
    await town.place(input(), town.neighbour);
    const confidential = await town.place({ ...input(), confidential: true, follow: true });
    expect(await town.see(town.resident, confidential)).toMatchObject({ status: 'submitted', mergedInto: null });
    const danger = await town.place({ ...input(), text: `${words}，有人晕倒了叫不醒`, follow: true });
    expect(await town.see(town.resident, danger)).toMatchObject({ status: 'redirected', mergedInto: null });
  });

  it('are counted out from five households on', async () => {
    for (const by of [...town.volunteers, town.leader, town.member]) await town.place(input(), by);
    const said = await neighboursOf(town.context, town.stranger, input());
    expect(said).toEqual({ said: true, households: 6, since: expect.any(String) });
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
  const read = (actor = town.dispatcher, more: object = {}) => {
    town.context.memo.forget('orders.topics');
    return readTopics(town.context, actor, { unit: town.centre, ...more });
  };
  const holding = async (id: string | undefined) =>
    (await read()).items.find((each) => each.cases.some((one) => one.id === id));

  it('list cases and never authors, for who has a desk there', async () => {
    const topics = await read();
    const topic = topics.items.find((each) => each.cases.some((one) => one.id === rubbish[0]));
    expect(topic).toMatchObject({ messages: 2, likes: 0, recent: 2, alarm: false });
    expect(JSON.stringify(topics)).not.toContain(town.resident.id);
    expect(JSON.stringify(topics)).not.toContain('13800001234');
    expect(await codeOf(read(town.otherDispatcher))).toBe('platform.forbidden');
    expect(await codeOf(read(town.observer))).toBe('platform.forbidden');
  });

  it('are found by words and time, and ordered by messages or by likes', async () => {
    expect((await read(town.dispatcher, { text: '垃圾桶' })).items).toHaveLength(1);
    expect((await read(town.dispatcher, { text: '没有这样的话' })).items).toEqual([]);
    const byMessages = (await read(town.dispatcher, { by: 'messages' })).items.map((each) => each.messages);
    expect(byMessages).toEqual([...byMessages].sort((a, b) => b - a));
    town.context.clock.set(new Date(town.context.clock.now().getTime() + 8 * 86_400_000));
    expect((await read(town.dispatcher, { days: 7 })).items).toEqual([]);
    town.context.clock.set(new Date(town.context.clock.now().getTime() - 8 * 86_400_000));
  });

  it('are taken apart and put together by who dispatches all of them, and it can be taken back', async () => {
    const lights = (await holding((await read(town.dispatcher, { text: '树苗' })).items[0]?.cases[0]?.id))?.cases ?? [];
    const [one = '', ...rest] = lights.map((each) => each.id);
    const say = (verdict: 'one_topic' | 'two_topics' | 'nothing', other = rest, actor = town.dispatcher) =>
      sayOfTopics(town.context, actor, { one: [one], other, verdict });
    expect(rest.length).toBeGreaterThan(3);
    await say('two_topics');
    expect((await holding(rest[0]))?.cases.map((each) => each.id)).not.toContain(one);
    await say('nothing');
    expect((await holding(rest[0]))?.cases.map((each) => each.id)).toContain(one);
    await say('one_topic', [rubbish[0] ?? '']);
    expect((await holding(rubbish[0]))?.cases.map((each) => each.id)).toContain(one);
    await say('two_topics', [rubbish[0] ?? '']);
    expect((await holding(rubbish[0]))?.cases.map((each) => each.id)).not.toContain(one);
    expect(await codeOf(say('one_topic', rest, town.otherDispatcher))).toBe('platform.not_found');
    expect(await codeOf(say('one_topic', ['00000000-0000-7000-8000-000000000009']))).toBe('platform.not_found');
  });
});

describe('topics of petitions', () => {
  const complaint = '投诉演示村小加工厂夜里偷排黑烟，气味刺鼻，孩子咳嗽，反映多次没人管';
  const masked = '演示村小加工厂夜里偷排黑烟，气味刺鼻，反映多次没人管，王建国13800001234';
  const topicsOf = (actor: Actor) => readTopics(town.context, actor, { unit: town.centre });
  const complain = async (by: Actor) => {
    const id = await town.place({ text: complaint, confidential: true, placeUnitId: town.station }, by);
    await town.act(town.clerk, id, 'triage', { nature: 'complaint' });
    await markComplained(town.context, town.clerk, id, { unitIds: [], personIds: [] });
    await town.act(town.clerk, id, 'forward', { departmentId: town.department, text: masked });
  };

  it('are none while fewer than five households say the same, however often', async () => {
    for (const by of [town.resident, town.neighbour, town.stranger, town.member]) await complain(by);
    for (let time = 0; time < 3; time++) await complain(town.resident);
    expect((await topicsOf(town.clerk)).petitions).toEqual([]);
  });

  it('tell clerks, from five households on, how many there are in masked words; no case, no number, no author', async () => {
    await complain(town.leader);
    const topics = await topicsOf(town.clerk);
    expect(topics).toMatchObject({ items: [], petitions: [{ households: 5, messages: 8, recent: 8 }] });
    const [topic] = topics.petitions;
    expect(topic?.topic).toContain('黑烟');
    expect(JSON.stringify(topics)).not.toMatch(/王建国|1380000|[0-9]{4}-[0-9]{4}"/);
    expect(Object.keys(topic ?? {})).not.toContain('cases');
  });

  it('are in no dispatcher’s list, and nothing of petitions among open topics', async () => {
    town.context.memo.forget('orders.topics');
    const topics = await topicsOf(town.dispatcher);
    expect(topics.petitions).toEqual([]);
    expect(JSON.stringify(topics)).not.toContain('黑烟');
    expect(await codeOf(topicsOf(town.officer))).toBe('platform.forbidden');
  });
});
