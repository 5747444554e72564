import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { lookOf } from '../../audit/rules/looks.ts';
import { eventsOf } from '../../platform/events.ts';
import { Problem } from '../../shared/problem.ts';
import { actOnOrder } from './act.ts';
import { showContact } from './contact.ts';
import { readHistory } from './history.ts';
import { myOrders } from './list.ts';
import { submitOrder } from './submit.ts';
import { readOrder } from './view.ts';
import { myOffers, myTasks, ordersOfTeam } from './volunteering.ts';

const HOUR = 3_600_000;

let database: FreshDatabase;
let town: OrderTown;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
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
const attempt = (key: string, content = key) => ({ key, digest: Buffer.alloc(32, content.length) });

describe('the whole loop', () => {
  it('goes from asking to a closed order, each step seen by those it concerns', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.place({ text: '想学手机怎么用微信', place: '3 单元 501', wish: '周末上午' });
    expect(await town.see(town.resident, id)).toMatchObject({
      status: 'submitted',
      unitId: town.centre,
      mine: true,
      place: '3 单元 501',
    });
    const seen = await town.see(town.dispatcher, id);
    expect(seen.suggestion).toMatchObject({ nature: 'public_service', kind: 'smartphone_teaching' });
    expect(seen.dueAt).not.toBeNull();

    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    await town.act(town.dispatcher, id, 'dispatch', { personIds: [first.id] });
    const [card] = await myOffers(town.context, first);
    expect(card).toMatchObject({
      orderId: id,
      kind: 'smartphone_teaching',
      placeUnitId: town.station,
      wish: '周末上午',
    });
    expect(JSON.stringify(card)).not.toContain('单元 501');
    expect(await town.see(first, id)).toMatchObject({ text: null, place: null, requesterName: null, wish: '周末上午' });

    await town.act(first, id, 'accept', {});
    expect(await myOffers(town.context, first)).toEqual([]);
    expect(await town.see(first, id)).toMatchObject({
      place: '3 单元 501',
      requesterName: '演示居民',
      contactAvailable: true,
    });
    expect((await town.see(town.resident, id)).assignments).toMatchObject([
      { name: '演示志愿者甲', status: 'accepted' },
    ]);
    expect((await myTasks(town.context, first)).map((task) => task.id)).toContain(id);

    await town.act(first, id, 'start', {});
    await town.act(first, id, 'finish', { note: '教会了视频通话' });
    expect(await town.see(town.resident, id)).toMatchObject({ status: 'served' });
    // The part is over: the door and the words are not theirs to keep.
    expect(await town.see(first, id)).toMatchObject({ text: null, place: null, requesterName: null });
    expect((await myTasks(town.context, first)).find((task) => task.id === id)?.text).toBeNull();

    await town.act(town.resident, id, 'review', { stars: 5, solved: true, words: '很耐心' });
    const closed = await town.see(town.resident, id);
    expect(closed).toMatchObject({
      status: 'closed',
      outcome: 'satisfied',
      dueAt: null,
      reviews: [{ stars: 5, solved: true }],
    });
    expect(closed.words.map((each) => each.words)).toEqual(['教会了视频通话', '很耐心']);
    expect((await readHistory(town.context, town.dispatcher, id)).map((event) => event.kind)).toEqual([
      'orders.submitted',
      'orders.triaged',
      'orders.dispatched',
      'orders.accepted',
      'orders.started',
      'orders.served',
      'orders.reviewed',
    ]);
    expect((await myOrders(town.context, town.resident, {})).items[0]).toMatchObject({ id, status: 'closed' });
  });

  it('sends to a team, whose leader names who goes', async () => {
    const id = await town.place();
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    await town.act(town.dispatcher, id, 'dispatch', { teamId: town.team });
    const listed = await ordersOfTeam(town.context, town.leader, town.team, {});
    expect(listed.items).toMatchObject([{ id, text: null }]);
    const ongoing = await ordersOfTeam(town.context, town.leader, town.team, { part: 'ongoing' });
    const past = await ordersOfTeam(town.context, town.leader, town.team, { part: 'past' });
    expect([ongoing.items.map((each) => each.id), past.items]).toEqual([[id], []]);
    expect(await codeOf(ordersOfTeam(town.context, town.member, town.team, {}))).toBe('platform.not_found');
    expect(await codeOf(town.act(town.member, id, 'assign', { personIds: [town.member.id] }))).toBe(
      'orders.not_offered',
    );
    await town.act(town.leader, id, 'assign', { personIds: [town.member.id] });
    // The leader knows by name whom they sent, and still not for whom.
    expect(await town.see(town.leader, id)).toMatchObject({
      requesterName: null,
      place: null,
      assignments: [{ personId: town.member.id, name: '演示队员' }],
    });
    expect(await town.see(town.member, id)).toMatchObject({ status: 'accepted', requesterName: '演示居民' });
  });

  it('goes on with the same volunteer after they gave it back and it was offered anew', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.dispatched([first.id]);
    await town.act(first, id, 'accept', {});
    await town.act(first, id, 'return', { reason: '临时有事' });
    expect(await town.see(town.dispatcher, id)).toMatchObject({ status: 'triaged' });
    await town.act(town.dispatcher, id, 'dispatch', { personIds: [first.id] });
    await town.act(first, id, 'accept', {});
    expect((await town.see(town.dispatcher, id)).assignments.map((each) => each.status)).toEqual([
      'returned',
      'accepted',
    ]);
  });
});

describe('sending twice', () => {
  it('makes one order of four equal requests at once, and answers all alike', async () => {
    const key = attempt('four-at-once');
    const placed = await Promise.all(
      [1, 2, 3, 4].map(() => submitOrder(town.context, town.neighbour, { text: '借个轮椅用两天' }, key)),
    );
    expect(new Set(placed.map((each) => each.id)).size).toBe(1);
    const mine = await myOrders(town.context, town.neighbour, {});
    expect(mine.items.filter((each) => each.text === '借个轮椅用两天')).toHaveLength(1);
  });

  it('enters somebody else once, however often the order for them is sent', async () => {
    const input = {
      text: '老人想理发',
      onBehalfOf: { name: '演示老人', relation: 'parent', consent: 'spoken' },
    } as const;
    const key = attempt('for-a-parent');
    const placed = await Promise.all([1, 2, 3, 4].map(() => submitOrder(town.context, town.resident, input, key)));
    expect(new Set(placed.map((each) => each.id)).size).toBe(1);
    const people = await town.context.database.transaction(town.networkId, (connection) =>
      connection.query(
        { name: 'tests.people', text: `select 1 from person where network_id = $1 and name = '演示老人'` },
        [town.networkId],
      ),
    );
    expect(people).toHaveLength(1);
  });

  it('refuses a key that came with another body before', async () => {
    const key = 'other-body';
    await submitOrder(town.context, town.resident, { text: '第一件事情' }, attempt(key, '1'));
    expect(await codeOf(submitOrder(town.context, town.resident, { text: '第二件事情' }, attempt(key, '22')))).toBe(
      'platform.idempotency_key_reused',
    );
  });

  it('does an action once, and succeeds when it is sent again', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.dispatched([first.id]);
    const key = { attempt: attempt('accept-once') };
    await Promise.all([1, 2, 3, 4].map(() => town.act(first, id, 'accept', {}, key)));
    expect((await town.see(town.dispatcher, id)).assignments).toHaveLength(1);
    expect(await codeOf(town.act(first, id, 'accept', {}, { attempt: attempt('accept-once', 'other') }))).toBe(
      'platform.idempotency_key_reused',
    );
    expect(await codeOf(town.act(first, id, 'accept', {}, { attempt: attempt('accept-anew') }))).not.toBe('done');
  });

  it('refuses a decision on an order that changed meanwhile', async () => {
    const id = await town.place();
    const before = await town.see(town.dispatcher, id);
    await town.act(town.resident, id, 'change', { wish: '晚上' });
    const input = { nature: 'consultation' } as const;
    expect(await codeOf(town.act(town.dispatcher, id, 'triage', input, { ifMatch: before.version }))).toBe(
      'orders.changed_meanwhile',
    );
    await town.act(town.dispatcher, id, 'triage', input, { ifMatch: before.version + 1 });
  });
});

describe('races', () => {
  it('gives the last place to exactly one of two, and tells the other', async () => {
    const [first, second] = town.volunteers;
    if (!first || !second) throw new Error('no volunteers');
    for (let round = 0; round < 5; round++) {
      const id = await town.dispatched([first.id, second.id]);
      const ends = await Promise.all([
        codeOf(town.act(first, id, 'accept', {})),
        codeOf(town.act(second, id, 'accept', {})),
      ]);
      expect(ends.sort()).toEqual(['done', 'orders.taken']);
      const order = await town.see(town.dispatcher, id);
      expect(order.assignments).toHaveLength(1);
      expect(order).toMatchObject({ status: 'accepted', version: 4 });
    }
  });

  it('fills three places from three who accept at once, losing nobody', async () => {
    const ids = town.volunteers.map((each) => each.id);
    const id = await town.dispatched(ids, 3);
    await Promise.all(town.volunteers.map((each) => town.act(each, id, 'accept', {})));
    const order = await town.see(town.dispatcher, id);
    expect(order.assignments.map((each) => each.personId).sort()).toEqual([...ids].sort());
    expect(order.status).toBe('accepted');
  });

  it('lets two orders be merged into each other only once', async () => {
    const [a, b] = [await town.place(), await town.place()];
    const ends = await Promise.all([
      codeOf(town.act(town.dispatcher, a, 'merge', { into: b })),
      codeOf(town.act(town.dispatcher, b, 'merge', { into: a })),
    ]);
    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
  });
});

describe('orders that belong together', () => {
  it('merges, shows followers states only, and takes apart again', async () => {
    const master = await town.place({ text: '想学手机怎么挂号', place: '一楼东边' });
    const follower = await town.place({ text: '也想学手机挂号' }, town.neighbour);
    await town.act(town.dispatcher, follower, 'merge', { into: master });
    expect(await town.see(town.neighbour, follower)).toMatchObject({
      status: 'merged',
      mergedInto: master,
      text: '也想学手机挂号',
    });
    const seen = await town.see(town.neighbour, master);
    expect(seen).toMatchObject({
      status: 'submitted',
      text: null,
      place: null,
      requesterName: null,
      photoIds: [],
      words: [],
      offers: [],
    });
    expect(JSON.stringify(seen)).not.toContain('演示居民');
    expect((await town.see(town.dispatcher, master)).mergedFrom).toEqual([follower]);
    await town.act(town.dispatcher, follower, 'unmerge', {});
    expect(await town.see(town.neighbour, follower)).toMatchObject({ status: 'submitted', mergedInto: null });
    expect(await codeOf(town.see(town.neighbour, master))).toBe('platform.not_found');
  });

  it('splits off a second order of the same person, with a number of its own', async () => {
    const id = await town.place({ text: '想学手机，另外想借个轮椅', place: '二单元' });
    await town.act(town.dispatcher, id, 'split', { text: '想借个轮椅' }, { attempt: attempt('split-once') });
    await town.act(town.dispatcher, id, 'split', { text: '想借个轮椅' }, { attempt: attempt('split-once') });
    const second = (await myOrders(town.context, town.resident, {})).items.filter((each) => each.text === '想借个轮椅');
    expect(second).toHaveLength(1);
    const [whole] = second;
    const detail = await town.see(town.resident, whole?.id ?? '');
    expect(detail).toMatchObject({ splitFrom: id, place: '二单元', status: 'submitted', unitId: town.centre });
    expect(detail.number).not.toBe((await town.see(town.resident, id)).number);
  });

  it('hands an order to a station, whose staff then answer for it', async () => {
    const id = await town.place();
    expect(await codeOf(town.see(town.stationDispatcher, id))).toBe('platform.not_found');
    await town.act(town.dispatcher, id, 'hand_over', { unitId: town.station, reason: '就近办' });
    expect(await town.see(town.stationDispatcher, id)).toMatchObject({ unitId: town.station });
    expect(await codeOf(town.see(town.otherDispatcher, id))).toBe('platform.not_found');
  });
});

describe('what must not be seen', () => {
  it('keeps a complaint from everybody but its clerks and its author', async () => {
    const id = await town.place({ text: '举报虚构小区的物业乱收费' });
    expect(await town.see(town.clerk, id)).toMatchObject({ confidential: true, unitId: town.centre });
    for (const actor of [
      town.dispatcher,
      town.cityDispatcher,
      town.stationDispatcher,
      town.stranger,
      town.observer,
      town.leader,
    ])
      expect(await codeOf(town.see(actor, id))).toBe('platform.not_found');
    expect(
      await codeOf(town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' })),
    ).toBe('platform.not_found');
    const events = await town.context.database.transaction(town.networkId, (connection) =>
      connection.query<{ actor_id: string; body: unknown }>(
        { name: 'tests.events', text: 'select actor_id, body from event where network_id = $1 and subject_id = $2' },
        [town.networkId, id],
      ),
    );
    expect(JSON.stringify(events)).not.toContain(town.resident.id);
    expect(JSON.stringify(events)).not.toContain('物业');
  });

  it('names the number to call for an emergency at once', async () => {
    const placed = await submitOrder(town.context, town.resident, { text: '着火了，楼道全是烟' });
    expect(placed).toMatchObject({
      status: 'redirected',
      nature: 'emergency',
      urgency: 'critical',
      callFirst: '119',
      confidential: false,
    });
    expect(await town.see(town.dispatcher, placed.id)).toMatchObject({ callFirst: '119' });
    await town.act(town.dispatcher, placed.id, 'confirm_safe', { reached: true, words: '消防已到' });
    expect(await town.see(town.resident, placed.id)).toMatchObject({ status: 'closed', outcome: 'safe' });
  });

  it('shows a number that stands for theirs where somebody connects calls, and none at all when that fails', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.dispatched([first.id]);
    await town.act(first, id, 'accept', {});
    const asked: { orderId: string; from: string; to: string }[] = [];
    const numberBetween = async (call: { networkId: string; orderId: string; from: string; to: string }) => {
      asked.push(call);
      return '95013000001';
    };
    const masking = { ...town.context, ports: { ...town.context.ports, calls: { numberBetween } } };
    expect(await showContact(masking, first, id)).toMatchObject([
      { part: 'requester', phone: '95013000001', masked: true },
    ]);
    expect(await showContact(masking, town.resident, id)).toMatchObject([{ part: 'volunteer', phone: '95013000001' }]);
    expect(asked[0]).toMatchObject({ orderId: id, from: asked[1]?.to, to: asked[1]?.from });
    // Staff ring from the centre.
    expect(await showContact(masking, town.dispatcher, id)).toMatchObject([{ part: 'requester', masked: false }]);
    const fails = async () => Promise.reject(new Error('no number left'));
    const broken = { ...town.context, ports: { ...town.context.ports, calls: { numberBetween: fails } } };
    expect(await codeOf(showContact(broken, first, id))).toBe('orders.calls_unavailable');
  });

  it('shows phone numbers only while the order is under way, and records each showing', async () => {
    const [first] = town.volunteers;
    if (!first) throw new Error('no volunteer');
    const id = await town.dispatched([first.id]);
    expect(await codeOf(showContact(town.context, first, id))).toBe('orders.contact_closed');
    expect(await codeOf(showContact(town.context, town.stranger, id))).toBe('platform.not_found');
    await town.act(first, id, 'accept', {});
    const [shown] = await showContact(town.context, first, id);
    expect(shown).toMatchObject({
      personId: town.resident.id,
      part: 'requester',
      phone: expect.stringMatching(/^139/),
    });
    expect(await showContact(town.context, town.resident, id)).toMatchObject([
      { personId: first.id, part: 'volunteer' },
    ]);
    await town.act(first, id, 'start', {});
    await town.act(first, id, 'finish', {});
    expect(await codeOf(showContact(town.context, first, id))).toBe('orders.contact_closed');
    const history = await readHistory(town.context, town.dispatcher, id);
    expect(history.filter((event) => event.kind === 'orders.contact_shown')).toHaveLength(2);
    const events = await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, id));
    expect(events.map((event) => [event.kind, event.actorId, lookOf(event)]).filter(([, , look]) => look)).toEqual([
      ['orders.contact_refused', first.id, look('refused', 'order_dispatched', town.resident.id)],
      ['orders.contact_shown', first.id, look('shown', 'order_accepted', town.resident.id)],
      ['orders.contact_shown', town.resident.id, look('shown', 'order_accepted', first.id)],
      ['orders.contact_refused', first.id, look('refused', 'order_served', town.resident.id)],
    ]);
  });

  it('keeps one network from another', async () => {
    const other = await makeOrderTown(town.context, 'elsewhere');
    const id = await town.place();
    expect(await codeOf(readOrder(other.context, other.cityDispatcher, id))).toBe('platform.not_found');
    expect(
      await codeOf(actOnOrder(other.context, other.cityDispatcher, { orderId: id, action: 'withdraw', input: {} })),
    ).toBe('platform.not_found');
  });
});

describe('ordering for others', () => {
  it('lets staff enter a caller, and a resident a neighbour, each with consent', async () => {
    const behalf = { name: '演示来电人', phone: '13811112222', relation: 'caller', consent: 'spoken' } as const;
    const placed = await submitOrder(town.context, town.dispatcher, {
      text: '来电想学手机',
      placeUnitId: town.station,
      onBehalfOf: behalf,
    });
    expect(await town.see(town.dispatcher, placed.id)).toMatchObject({
      requesterName: '演示来电人',
      placedByName: '演示派单员',
      mine: false,
    });
    expect(await codeOf(submitOrder(town.context, town.resident, { text: '来电想学手机', onBehalfOf: behalf }))).toBe(
      'platform.forbidden',
    );
    expect(
      await codeOf(
        submitOrder(town.context, town.otherDispatcher, {
          text: '来电想学手机',
          placeUnitId: town.station,
          onBehalfOf: behalf,
        }),
      ),
    ).toBe('platform.forbidden');
    const neighbour = { name: '演示对门', relation: 'neighbour', consent: 'spoken' } as const;
    const second = await submitOrder(town.context, town.resident, { text: '对门老人想学手机', onBehalfOf: neighbour });
    expect(await town.see(town.resident, second.id)).toMatchObject({ mine: true, requesterName: '演示对门' });
  });

  it('lets who typed it in at a station follow it by state and words, a confidential one by a receipt, until it ends', async () => {
    const behalf = { name: '演示来电人乙', relation: 'caller', consent: 'spoken' } as const;
    const typed = await submitOrder(town.context, town.stationDispatcher, {
      text: '来电想学手机，楼上的门卡也坏了',
      placeUnitId: town.station,
      onBehalfOf: behalf,
    });
    const follow = () => town.see(town.stationDispatcher, typed.id);
    await town.act(town.dispatcher, typed.id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    const seen = await follow();
    expect(seen).toMatchObject({
      status: 'triaged',
      text: '来电想学手机，楼上的门卡也坏了',
      requesterName: '演示来电人乙',
      contactAvailable: false,
      mine: false,
    });
    expect(seen.actions.filter((each) => each.allowed)).toEqual([]);
    expect(
      await codeOf(town.act(town.stationDispatcher, typed.id, 'triage', { nature: 'public_service', kind: 'cleanup' })),
    ).toBe('platform.forbidden');

    await town.act(town.dispatcher, typed.id, 'triage', { nature: 'complaint' });
    const receipt = await follow();
    expect(receipt).toMatchObject({ number: typed.number, confidential: true, unitId: town.centre });
    expect(receipt).toMatchObject({
      text: null,
      kind: null,
      nature: null,
      urgency: null,
      requesterName: null,
      dueAt: null,
    });
    expect(await readHistory(town.context, town.stationDispatcher, typed.id)).toHaveLength(1);

    const second = await submitOrder(town.context, town.stationDispatcher, {
      text: '来电想学手机',
      placeUnitId: town.station,
      onBehalfOf: behalf,
    });
    await town.act(town.dispatcher, second.id, 'withdraw', {});
    expect(await codeOf(town.see(town.stationDispatcher, second.id))).toBe('platform.not_found');
  });

  it('takes no time that has passed, neither new nor changed, and still lets an old order be split', async () => {
    const { clock } = town.context;
    const ahead = (hours: number) => new Date(clock.now().getTime() + hours * HOUR).toISOString();
    const past = { earliestAt: ahead(-4), latestAt: ahead(-2) };
    expect(await codeOf(town.place(past))).toBe('orders.time_past');
    const id = await town.place({ text: '想理发，还想借个轮椅', earliestAt: ahead(1), latestAt: ahead(2) });
    expect(await codeOf(town.act(town.resident, id, 'change', past))).toBe('orders.time_past');
    clock.set(new Date(ahead(3)));
    // Its day is over: other words for it are no new time, and its second half keeps the time of the first.
    await town.act(town.resident, id, 'change', { wish: '改天也行' });
    await town.act(town.dispatcher, id, 'split', { text: '想借个轮椅' });
  });

  it('asks where, when neither the order nor the person says', async () => {
    expect(await codeOf(submitOrder(town.context, town.observer, { text: '想学手机' }))).toBe('orders.place_needed');
    expect(await codeOf(town.place({ placeUnitId: town.team }))).toBe('orders.place_unknown');
    expect(await codeOf(town.place({ kind: 'no_such_kind' }))).toBe('orders.kind_unknown');
    expect(await codeOf(town.place({ earliestAt: '2026-03-05T02:00:00Z', latestAt: '2026-03-05T01:00:00Z' }))).toBe(
      'orders.time_backwards',
    );
    expect(await codeOf(town.place({ photoIds: [town.resident.id] }))).toBe('orders.photo_unknown');
  });
});

function look(outcome: string, why: string, ...of: string[]) {
  return { what: 'contact', outcome, why, of };
}
