import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysUrlFor, testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { allRows, tracesIn } from '../../../tests/traces.ts';
import { lookOf } from '../../audit/rules/looks.ts';
import { recordConsent } from '../../identity/actions.ts';
import { myNotifications, unreadOf } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { eventsOf } from '../../platform/events.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { rewrapKeys } from '../../vault/actions/petition-keys.ts';
import { ordersJobs } from '../jobs.ts';
import { findOrder } from '../store/read.ts';
import { showContact } from './contact.ts';
import { readHistory } from './history.ts';
import { sweepKeys } from './keys.ts';
import { listOrders, myOrders } from './list.ts';
import { ordersEraser, ordersExporter } from './my-data.ts';
import { readPhoto, uploadPhoto } from './photos.ts';
import { readRow } from './row.ts';

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

const WORDS = '举报虚构的演示药店卖过期药';
const PLACE = '虚构三单元 907';
const inside = <T>(work: Parameters<typeof town.context.database.transaction<T>>[1]) =>
  town.context.database.transaction(town.networkId, work);
const jobs = () => runJobsOnce(town.context, [...ordersJobs, ...notifyJobs]);

/** Rows that name both a person and an order, or say something: none may. */
async function rowsWithBoth(personId: string, orderId: string): Promise<string[]> {
  const found: string[] = [];
  for (const [table, rows] of await allRows(database.adminUrl))
    for (const row of rows) if (row.includes(personId) && row.includes(orderId)) found.push(table);
  return found;
}

async function photoOf(actor: Actor): Promise<string> {
  const bytes = await sharp({ create: { width: 24, height: 16, channels: 3, background: '#a03010' } })
    .png()
    .toBuffer();
  return (await uploadPhoto(town.context, actor, bytes)).id;
}

async function keysOf(orderId: string): Promise<string[]> {
  const rows = await town.context.keys.transaction(town.networkId, (connection) =>
    connection.query<{ purpose: string; version: number }>(
      {
        name: 'tests.keys',
        text: 'select purpose, version from petition_key where network_id = $1 and subject_id = $2 order by 1, 2',
      },
      [town.networkId, orderId],
    ),
  );
  return rows.map(({ purpose, version }) => `${purpose} ${version}`);
}

describe('a petition that arrives as one', () => {
  let id: string;
  let photoId: string;
  beforeAll(async () => {
    photoId = await photoOf(town.resident);
    id = await town.place({ text: WORDS, place: PLACE, wish: '虚构周末打电话', photoIds: [photoId] });
    await jobs();
  });

  it('stands nowhere in words, and no row names it together with who sent it', async () => {
    expect(await tracesIn(database.adminUrl, [WORDS, PLACE, '虚构周末打电话', '演示药店'])).toEqual([]);
    expect(await rowsWithBoth(town.resident.id, id)).toEqual([]);
    expect(await keysOf(id)).toEqual(['contact 1', 'content 1', 'identity 1']);
  });

  it('is its sender’s as any order: in their list, whole, with its photo, place and inbox', async () => {
    const [first] = (await myOrders(town.context, town.resident, {})).items;
    expect(first).toMatchObject({ id, text: WORDS, confidential: true });
    const seen = await town.see(town.resident, id);
    expect(seen).toMatchObject({ text: WORDS, place: PLACE, wish: '虚构周末打电话', mine: true, photoIds: [photoId] });
    expect(seen).toMatchObject({ requesterName: '演示居民' });
    expect((await readPhoto(town.context, town.resident, photoId)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(seen.actions.find((each) => each.name === 'withdraw')).toMatchObject({ allowed: true });
  });

  it('is not read by a page that stays open: its row names it without a word of it, and nobody is recorded', async () => {
    await listOrders(town.context, town.clerk, { confidential: true });
    const row = await readRow(town.context, town.clerk, id);
    expect(row).toMatchObject({ id, confidential: true, status: 'submitted', text: null, wish: null });
    expect(JSON.stringify(row)).not.toContain('演示药店');
    expect((await inside((connection) => eventsOf(connection, id))).filter((event) => lookOf(event))).toEqual([]);
    for (const actor of [town.resident, town.neighbour, town.dispatcher, town.observer, town.officer])
      await expect(readRow(town.context, actor, id)).rejects.toMatchObject({ status: 404 });
  });

  it('is open to its clerks in words, never in names, and each reading is recorded once in ten minutes', async () => {
    const seen = await town.see(town.clerk, id);
    expect(seen).toMatchObject({ text: WORDS, place: null, requesterName: null, contactAvailable: false });
    await town.see(town.clerk, id);
    await readPhoto(town.context, town.clerk, photoId);
    const looks = (await inside((connection) => eventsOf(connection, id))).filter((event) => lookOf(event));
    expect(looks.map((event) => [event.kind, event.actorId, lookOf(event)])).toEqual([
      ['vault.content_read', town.clerk.id, { what: 'content', outcome: 'shown', why: 'order_submitted', of: [] }],
    ]);
    await expect(showContact(town.context, town.clerk, id)).rejects.toMatchObject({ code: 'orders.contact_closed' });
    const listed = (await listOrders(town.context, town.clerk, { confidential: true })).items.find(
      (each) => each.id === id,
    );
    expect(listed).toMatchObject({ text: null, wish: null });
    expect(JSON.stringify(await readHistory(town.context, town.clerk, id))).not.toContain('演示居民');
  });

  it('is nobody else’s', async () => {
    for (const actor of [
      town.neighbour,
      town.stranger,
      town.dispatcher,
      town.observer,
      town.officer,
      town.otherDispatcher,
    ]) {
      await expect(town.see(actor, id)).rejects.toMatchObject({ status: 404 });
      await expect(readPhoto(town.context, actor, photoId)).rejects.toMatchObject({ status: 404 });
    }
    expect((await myOrders(town.context, town.neighbour, {})).items).toEqual([]);
  });

  it('is changed by its sender under the same content key, and a changed place gets the identity a new one', async () => {
    await town.act(town.resident, id, 'change', { text: `${WORDS}两盒`, place: '虚构四单元 12' });
    await jobs();
    expect(await town.see(town.resident, id)).toMatchObject({ text: `${WORDS}两盒`, place: '虚构四单元 12' });
    expect(await tracesIn(database.adminUrl, ['两盒', '虚构四单元'])).toEqual([]);
    expect(await keysOf(id)).toEqual(['contact 1', 'content 1', 'identity 2']);
  });

  it('tells its sender what happens to it, under its own name', async () => {
    await town
      .act(town.clerk, id, 'triage', { nature: 'petition', kind: 'petition_other' })
      .catch(() => town.act(town.clerk, id, 'triage', { nature: 'petition' }));
    await jobs();
    const told = (await myNotifications(town.context, town.resident, {})).items.filter((each) => each.orderId === id);
    expect(told.map(({ kind, orderKind, confidential }) => [kind, orderKind, confidential])).toEqual([
      ['order_triaged', null, true],
    ]);
    expect(await inside((connection) => unreadOf(town.context, connection, town.resident.id))).toBe(1);
    expect(await rowsWithBoth(town.resident.id, id)).toEqual([]);
  });

  it('keeps what is said along the way sealed as well', async () => {
    await town.act(town.resident, id, 'withdraw', { reason: '虚构的原因不说了' });
    expect(await tracesIn(database.adminUrl, ['虚构的原因不说了'])).toEqual([]);
    expect((await town.see(town.clerk, id)).words).toMatchObject([
      { kind: 'reason', words: '虚构的原因不说了', by: null },
    ]);
    expect(await rowsWithBoth(town.resident.id, id)).toEqual([]);
  });

  it('leaves with who is erased: its keys are destroyed, and what is left says nothing', async () => {
    expect(
      await inside((connection) => ordersExporter.export(town.context, connection, town.resident.id)),
    ).toMatchObject({
      asked: [{ words: `${WORDS}两盒`, place: '虚构四单元 12', said: [{ words: '虚构的原因不说了' }], photos: 1 }],
    });
    await inside((connection) =>
      ordersEraser.erase(town.context, connection, town.resident.id, town.context.clock.now()),
    );
    await jobs();
    expect(await keysOf(id)).toEqual([]);
    expect((await myOrders(town.context, town.resident, {})).items).toEqual([]);
    expect(await town.see(town.clerk, id)).toMatchObject({ text: null, words: [], photoIds: [] });
  });
});

describe('an order that turns out to be a petition', () => {
  it('is sealed in the same act: nothing stays in the open, what it was found by is forgotten', async () => {
    const photoId = await photoOf(town.neighbour);
    const text = '想请人看看虚构小区的水管';
    const id = await town.place({ text, place: PLACE, photoIds: [photoId] }, town.neighbour);
    await inside((connection) =>
      recordConsent(
        connection,
        town.dispatcher,
        {
          personId: town.neighbour.id,
          purpose: 'order_for_me',
          givenBy: town.neighbour.id,
          manner: 'spoken',
          subjectId: id,
        },
        town.context.clock.now(),
      ),
    );
    await jobs();
    expect((await tracesIn(database.adminUrl, ['虚构小区'])).length).toBeGreaterThan(0);
    await town.act(town.dispatcher, id, 'triage', { nature: 'complaint' });
    await jobs();
    expect(await tracesIn(database.adminUrl, [text, PLACE, '虚构小区'])).toEqual([]);
    expect(await rowsWithBoth(town.neighbour.id, id)).toEqual([]);
    expect(await town.see(town.neighbour, id)).toMatchObject({ text, place: PLACE, photoIds: [photoId] });
    expect((await readPhoto(town.context, town.neighbour, photoId)).length).toBeGreaterThan(100);
    expect((await listOrders(town.context, town.clerk, { text: '水管' })).items).toEqual([]);
    const told = (await myNotifications(town.context, town.neighbour, {})).items;
    expect(told.filter((each) => each.orderId === id).map((each) => each.kind)).toEqual(['order_triaged']);
  });

  it('is opened again when it is none after all, with its people, words and photo; its keys are destroyed', async () => {
    const photoId = await photoOf(town.stranger);
    const id = await town.place(
      { text: '投诉一下，其实是想学用手机', place: PLACE, photoIds: [photoId], placeUnitId: town.station },
      town.stranger,
    );
    expect((await town.see(town.clerk, id)).confidential).toBe(true);
    await town.act(town.clerk, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    await jobs();
    expect(await town.see(town.dispatcher, id)).toMatchObject({
      confidential: false,
      text: '投诉一下，其实是想学用手机',
      place: PLACE,
      requesterName: '演示路人',
    });
    expect((await readPhoto(town.context, town.dispatcher, photoId)).length).toBeGreaterThan(100);
    expect(
      (await listOrders(town.context, town.dispatcher, { text: '学用手机' })).items.map((each) => each.id),
    ).toEqual([id]);
    expect(await keysOf(id)).toEqual([]);
    expect((await myOrders(town.context, town.stranger, {})).items.map((each) => each.id)).toEqual([id]);
  });
});

describe('a petition typed in for a caller', () => {
  const behalf = { relation: 'caller', name: '演示来电人', phone: '13900099887', consent: 'spoken' } as const;

  it('enters nobody and records no consent, since both would say who rang', async () => {
    const text = '举报虚构饭馆油烟';
    const id = await town.place({ text, placeUnitId: town.station, onBehalfOf: behalf }, town.dispatcher);
    await jobs();
    expect(await tracesIn(database.adminUrl, ['演示来电人', '13900099887', text])).toEqual([]);
    expect(await town.see(town.clerk, id)).toMatchObject({ text, requesterName: null });
    expect(await town.see(town.dispatcher, id)).toMatchObject({ text: null, mine: false });
  });

  it('becomes an order of theirs when it is none: they are entered then, with their consent', async () => {
    const id = await town.place(
      { text: '投诉，想学手机', placeUnitId: town.station, onBehalfOf: { ...behalf, phone: '13900099889' } },
      town.dispatcher,
    );
    await town.act(town.clerk, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    expect(await town.see(town.dispatcher, id)).toMatchObject({
      requesterName: '演示来电人',
      placedByName: '演示派单员',
    });
  });
});

describe('the keys', () => {
  it('are wrapped anew when the master secret is rotated: all stays readable, and the old secret opens nothing', async () => {
    const id = await town.place({ text: '举报虚构的轮换' }, town.neighbour);
    const first = town.context.masters;
    const second = { version: 2, secret: Buffer.alloc(32, 9) };
    town.context.masters = [...first, second];
    const before = (await inside((connection) => findOrder(connection, id)))?.text?.sealed;
    expect(await rewrapKeys(town.context, town.networkId)).toBeGreaterThan(0);
    town.context.masters = [second];
    expect(await town.see(town.clerk, id)).toMatchObject({ text: '举报虚构的轮换' });
    expect((await inside((connection) => findOrder(connection, id)))?.text?.sealed).toEqual(before);
    town.context.masters = first;
    expect(await town.see(town.clerk, id)).toMatchObject({ text: null });
    town.context.masters = [...first, second];
    expect(await rewrapKeys(town.context, town.networkId)).toBe(0);
  });

  it('that nothing was sealed with are swept away after an hour, and no other', async () => {
    const id = await town.place({ text: '举报虚构的清扫' }, town.neighbour);
    const { makeKeys } = await import('../../vault/actions/petition-keys.ts');
    const { senderFor } = await import('../../vault/rules/shares.ts');
    const { randomBytes } = await import('node:crypto');
    const orphan = newId(town.context.clock.now());
    await makeKeys(town.context, town.networkId, orphan, senderFor([], randomBytes));
    await sweepKeys(town.context, town.networkId);
    expect(await keysOf(orphan)).toHaveLength(3);
    town.context.clock.forward(61);
    await sweepKeys(town.context, town.networkId);
    expect([await keysOf(orphan), await keysOf(id)]).toEqual([[], ['contact 1', 'content 1', 'identity 1']]);
  });

  it('stand in a database of their own, apart from what they open', () => {
    expect(new URL(keysUrlFor(database.databaseUrl)).pathname).not.toBe(new URL(database.databaseUrl).pathname);
  });
});
