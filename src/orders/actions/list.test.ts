import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { type Actor, jobActor } from '../../shared/actor.ts';
import type { OrderFilter } from '../schema/inputs.ts';
import { readFigures } from './figures.ts';
import { importOrders } from './import.ts';
import { countOrders, listOrders } from './list.ts';

let database: FreshDatabase;
let town: OrderTown;
const placed: string[] = [];
let confidential: string;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  for (let index = 0; index < 7; index++) {
    town.context.clock.forward(1);
    placed.push(await town.place({ text: `想学手机第${index}课` }));
  }
  confidential = await town.place({ text: '举报虚构的某某市场欺骗顾客' });
  await town.act(town.dispatcher, placed[0] ?? '', 'triage', { nature: 'consultation', urgency: 'urgent' });
  await town.act(town.dispatcher, placed[1] ?? '', 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

/** The ids of all pages. */
const all = async (actor: Actor, filter: OrderFilter) => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listOrders(town.context, actor, { ...filter, limit: 2, ...(cursor === null ? {} : { cursor }) });
    seen.push(...page.items.map((each) => each.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return seen;
};
const ids = async (actor: Actor, filter: OrderFilter = {}) =>
  (await listOrders(town.context, actor, filter)).items.map((each) => each.id);

describe('a list of orders', () => {
  it('has the newest first and goes on page by page without leaving one out', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listOrders(town.context, town.dispatcher, {
        limit: 3,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map((each) => each.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([...placed].reverse());
  });

  it('has the nearest clock first when asked, also page by page', async () => {
    const all = await listOrders(town.context, town.dispatcher, { order: 'due' });
    const due = all.items.map((each) => each.dueAt ?? '');
    expect(due).toEqual([...due].sort());
    const first = await listOrders(town.context, town.dispatcher, { order: 'due', limit: 4 });
    const rest = await listOrders(town.context, town.dispatcher, {
      order: 'due',
      limit: 4,
      cursor: first.nextCursor ?? '',
    });
    expect([...first.items, ...rest.items].map((each) => each.id)).toEqual(all.items.map((each) => each.id));
  });

  it('keeps to its filters', async () => {
    expect(await ids(town.dispatcher, { status: ['triaged'] })).toEqual([placed[1], placed[0]]);
    expect(await ids(town.dispatcher, { nature: 'consultation' })).toEqual([placed[0]]);
    expect(await ids(town.dispatcher, { category: 'smartphone_teaching' })).toEqual([placed[1]]);
    expect(await ids(town.dispatcher, { urgency: 'urgent', order: 'due' })).toEqual([placed[0]]);
    const third = (await listOrders(town.context, town.dispatcher, {})).items.find((each) => each.id === placed[3]);
    expect(await ids(town.dispatcher, { from: third?.submittedAt ?? '', status: ['submitted'] })).toEqual(
      [...placed.slice(3)].reverse(),
    );
    expect(await ids(town.dispatcher, { to: third?.submittedAt ?? '', status: ['submitted'] })).toEqual([placed[2]]);
  });

  it('keeps to where help is wanted, whoever has the order', async () => {
    for (const wanted of [town.station, town.institute, town.centre])
      expect(await ids(town.dispatcher, { place: wanted })).toEqual([...placed].reverse());
    expect(await ids(town.dispatcher, { place: town.station, order: 'due', status: ['submitted'] })).toHaveLength(5);
    expect(await ids(town.dispatcher, { place: town.otherCentre })).toEqual([]);
    expect(await ids(town.dispatcher, { place: town.otherCentre, order: 'due' })).toEqual([]);
    expect(await countOrders(town.context, town.dispatcher, { place: town.station })).toEqual({
      count: 7,
      more: false,
    });
    await expect(ids(town.dispatcher, { place: town.resident.id })).rejects.toMatchObject({
      code: 'platform.not_found',
    });
  });

  it('shows each role what it covers: confidential orders to clerks alone', async () => {
    expect(await ids(town.clerk)).toEqual([confidential]);
    expect(await ids(town.dispatcher)).not.toContain(confidential);
    expect(await ids(town.cityDispatcher)).toHaveLength(7);
    expect(await ids(town.otherDispatcher)).toEqual([]);
    expect(await ids(town.officer)).toEqual([]);
    for (const [actor, filter] of [
      [town.dispatcher, { unit: town.city }],
      [town.dispatcher, { unit: town.otherCentre }],
      [town.dispatcher, { confidential: true }],
      [town.observer, {}],
      [town.resident, { unit: town.station }],
    ] as [Actor, OrderFilter][])
      await expect(ids(actor, filter)).rejects.toMatchObject({ code: 'platform.forbidden' });
    await expect(ids(town.dispatcher, { unit: town.resident.id })).rejects.toMatchObject({
      code: 'platform.not_found',
    });
    await expect(ids(town.dispatcher, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'orders.cursor_unknown' });
  });
});

describe('figures', () => {
  it('count what is open and what came today, and of confidential orders whole fives alone', async () => {
    const figures = await readFigures(town.context, town.observer, town.centre);
    expect(figures).toMatchObject({
      submittedToday: 7,
      waiting: 7,
      open: 7,
      late: 0,
      petitions: 0,
    });
    expect(Object.values(figures.byStatus).reduce((sum, count) => sum + count, 0)).toBe(7);
    expect(figures.byUnit).toEqual([
      { unitId: town.institute, open: 7, waiting: 7, byStatus: figures.byStatus, late: 0, lateByStatus: {} },
    ]);
    expect(figures.latest.map((each) => each.orderId)).not.toContain(confidential);
    expect(figures.longestWaitingSince).not.toBeNull();
    await expect(readFigures(town.context, town.dispatcher, town.otherCentre)).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
  });
});

describe('what is mine, and what is late', () => {
  it('is what a unit owns or supervises where the caller has a desk, page by page and counted', async () => {
    for (const id of placed.slice(2, 5)) await town.act(town.dispatcher, id, 'hand_over', { unitId: town.institute });
    await town.act(town.dispatcher, placed[4] ?? '', 'supervise', { words: '请关注' });
    const mine = [placed[6], placed[5], placed[4], placed[1], placed[0]];
    expect(await all(town.dispatcher, { mine: true })).toEqual(mine);
    expect((await all(town.dispatcher, { mine: true, order: 'due' })).sort()).toEqual([...mine].sort());
    expect(await countOrders(town.context, town.dispatcher, { mine: true })).toEqual({ count: 5, more: false });
    expect(await ids(town.dispatcher, { mine: false })).toHaveLength(7);
    // The unit asked for narrows it further, and never widens it.
    expect(await ids(town.dispatcher, { mine: true, unit: town.institute })).toEqual([placed[4]]);
    expect(await ids(town.cityDispatcher, { mine: true })).toEqual([]);
  });

  it('is late once its clock has run out or was escalated, page by page and counted', async () => {
    expect(await all(town.dispatcher, { late: true })).toEqual([]);
    const [next] = (await listOrders(town.context, town.dispatcher, { order: 'due', limit: 1 })).items;
    town.context.clock.set(new Date(Date.parse(next?.dueAt ?? '')));
    expect(await all(town.dispatcher, { late: true, order: 'due' })).toEqual([next?.id]);
    await town.act(jobActor(town.networkId, 'orders.clock'), next?.id ?? '', 'expire', {});
    const escalated = await town.see(town.cityDispatcher, next?.id ?? '');
    expect(escalated.escalations).toBe(1);
    // Its clock began anew, and still it is late.
    expect(Date.parse(escalated.dueAt ?? '')).toBeGreaterThan(town.context.clock.now().getTime());
    for (const order of ['due', 'newest'] as const)
      expect(await all(town.dispatcher, { late: true, order })).toEqual([next?.id]);
    expect(await countOrders(town.context, town.dispatcher, { late: true })).toEqual({ count: 1, more: false });
  });

  it('is counted for those alone who may list it', async () => {
    await expect(countOrders(town.context, town.dispatcher, { unit: town.otherCentre })).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await expect(countOrders(town.context, town.observer, {})).rejects.toMatchObject({ code: 'platform.forbidden' });
    expect(await countOrders(town.context, town.clerk, { status: ['submitted'] })).toEqual({ count: 1, more: false });
    expect(await countOrders(town.context, town.dispatcher, { status: ['closed'] })).toEqual({ count: 0, more: false });
  });
});

describe('an import', () => {
  it('keeps times, skips what was there, seals complaints and starts clocks now', async () => {
    const actor = { kind: 'job' as const, id: 'orders.import', networkId: town.networkId, grants: [] };
    const messages = [
      { externalId: 'm1', text: '想学手机拍照', at: new Date('2019-05-01T02:00:00Z'), likes: 3 },
      { externalId: 'm2', text: '举报虚构商户乱收费，无人管', at: new Date('2019-06-01T02:00:00Z'), likes: 0 },
    ];
    expect(await importOrders(town.context, actor, messages)).toEqual({ imported: 2, skipped: 0 });
    expect(
      await importOrders(town.context, actor, [
        ...messages,
        { ...messages[0], externalId: 'm3' } as (typeof messages)[0],
      ]),
    ).toEqual({ imported: 1, skipped: 2 });
    const [one] = (await listOrders(town.context, town.cityDispatcher, { to: '2019-05-02T00:00:00Z' })).items;
    expect(one).toMatchObject({
      submittedAt: '2019-05-01T02:00:00.000Z',
      historical: true,
      likes: 3,
      unitId: town.city,
      status: 'submitted',
    });
    expect(Date.parse(one?.dueAt ?? '')).toBeGreaterThan(town.context.clock.now().getTime());
    expect((await listOrders(town.context, town.cityDispatcher, { to: '2020-01-01T00:00:00Z' })).items).toHaveLength(2);
    expect((await town.see(town.cityDispatcher, one?.id ?? '')).requesterName).toBeNull();
  });
});
