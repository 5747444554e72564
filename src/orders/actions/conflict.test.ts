import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { insertRoles } from '../../identity/actions/grants.ts';
import { myNotifications } from '../../notify/actions.ts';
import { notifyJobs } from '../../notify/jobs.ts';
import { eventsOf } from '../../platform/events.ts';
import { runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { newId } from '../../shared/ids.ts';
import { ordersJobs } from '../jobs.ts';
import { markComplained, membersOfUnit } from './complained.ts';
import { readHistory } from './history.ts';
import { countOrders, listOrders } from './list.ts';
import { petitionsOf } from './petitions.ts';
import { readRow } from './row.ts';
import { streamsOf } from './stream.ts';

let database: FreshDatabase;
let town: OrderTown;
let cityClerk: Actor;
beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  cityClerk = { ...town.stranger, grants: [{ role: 'petition_clerk', unitId: town.city }] };
  await town.context.database.transaction(town.networkId, (connection) =>
    insertRoles(connection, [
      { personId: cityClerk.id, role: 'petition_clerk', unitId: town.city, at: town.context.clock.now() },
    ]),
  );
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const mark = (by: Actor, id: string, unitIds: string[], personIds: string[] = []) =>
  markComplained(town.context, by, id, { unitIds, personIds });

/** The answer to somebody who asks for a thing that does not exist. */
async function asUnknown(by: Actor, read: (id: string) => Promise<unknown>, id: string): Promise<void> {
  const unknown = await read(newId(town.context.clock.now())).catch((error: unknown) => error);
  const hidden = await read(id).catch((error: unknown) => error);
  expect([by.id, hidden]).toEqual([by.id, unknown]);
}

/** Gives somebody a post of a unit from one day to another. */
async function held(personId: string, unitId: string, since: string, until: string | null): Promise<void> {
  const postId = newId(town.context.clock.now());
  await town.context.database.transaction(town.networkId, async (connection) => {
    await connection.query(
      {
        name: 'tests.post',
        text: `insert into post (network_id, id, unit_id, title_zh, title_en, established) values ($1, $2, $3, '演示岗', 'Demo post', true)`,
      },
      [town.networkId, postId, unitId],
    );
    await connection.query(
      {
        name: 'tests.held',
        text: 'insert into post_holding (network_id, post_id, person_id, since, until) values ($1, $2, $3, $4, $5)',
      },
      [town.networkId, postId, personId, since, until],
    );
  });
}

describe('a petition that complains of the county’s centre', () => {
  it('is not there for its clerks any more, in no list and no count, and goes to the city’s clerks', async () => {
    const id = await town.place({ text: '举报虚构的演示中心不作为' });
    expect(await town.see(town.clerk, id)).toMatchObject({ confidential: true });
    const before = await countOrders(town.context, town.clerk, {});
    await mark(town.clerk, id, [town.centre]);
    await asUnknown(town.clerk, (one) => town.see(town.clerk, one), id);
    await asUnknown(town.clerk, (one) => readRow(town.context, town.clerk, one), id);
    await asUnknown(town.clerk, (one) => readHistory(town.context, town.clerk, one), id);
    await asUnknown(town.clerk, (one) => town.act(town.clerk, one, 'triage', { nature: 'petition' }), id);
    expect((await listOrders(town.context, town.clerk, {})).items.map((each) => each.id)).not.toContain(id);
    expect((await countOrders(town.context, town.clerk, {})).count).toBe(before.count - 1);
    expect(await town.see(cityClerk, id)).toMatchObject({ unitId: town.city, text: '举报虚构的演示中心不作为' });
    expect((await listOrders(town.context, cityClerk, {})).items.map((each) => each.id)).toContain(id);
    expect(await town.see(town.resident, id)).toMatchObject({ mine: true });
  });
});

describe('a petition that complains of a station', () => {
  it('keeps the mark of a clerk who was quicker: who had not seen it is refused, and marks both once they have', async () => {
    const id = await town.place({ text: '举报虚构的演示站点和科室' });
    const { version } = await town.see(town.clerk, id);
    const marked = async () => (await town.see(cityClerk, id)).complained?.unitIds;
    await markComplained(
      town.context,
      town.clerk,
      id,
      { unitIds: [town.station], personIds: [] },
      { ifMatch: version },
    );
    const second = { unitIds: [town.department], personIds: [] };
    await expect(markComplained(town.context, cityClerk, id, second, { ifMatch: version })).rejects.toMatchObject({
      code: 'orders.changed_meanwhile',
      status: 412,
    });
    expect(await marked()).toEqual([town.station]);
    const both = { unitIds: [town.station, town.department], personIds: [] };
    await markComplained(town.context, cityClerk, id, both, { ifMatch: (await town.see(cityClerk, id)).version });
    expect(await marked()).toEqual([town.station, town.department].sort());
  });

  it('stays with the county’s clerks, but for one who held a post there within a year', async () => {
    const id = await town.place({ text: '举报虚构的演示站点乱收钱' });
    await mark(town.clerk, id, [town.station]);
    expect(await town.see(town.clerk, id)).toMatchObject({ confidential: true });
    expect((await listOrders(town.context, town.clerk, { order: 'due' })).items.map((each) => each.id)).toContain(id);
    await held(town.clerk.id, town.station, '2020-01-01', '2025-02-01');
    expect(await town.see(town.clerk, id)).toMatchObject({ confidential: true });
    await held(town.clerk.id, town.station, '2024-01-01', '2025-06-01');
    await asUnknown(town.clerk, (one) => town.see(town.clerk, one), id);
    for (const filter of [{}, { order: 'due' as const }, { late: true }])
      expect((await listOrders(town.context, town.clerk, filter)).items.map((each) => each.id)).not.toContain(id);
    await runJobsOnce(town.context, ordersJobs);
    const { number } = await town.see(cityClerk, id);
    expect((await listOrders(town.context, town.clerk, { text: number })).items).toEqual([]);
    expect((await listOrders(town.context, cityClerk, { text: number })).items.map((each) => each.id)).toEqual([id]);
  });

  it('alerts nobody whom it is about', async () => {
    const id = await town.place({ text: '举报虚构的演示办事员' }, town.neighbour);
    // Who finds that it is about themselves says so, and has it no more.
    await mark(town.clerk, id, [], [town.clerk.id]);
    town.context.clock.forward(60 * 24 * 14);
    await runJobsOnce(town.context, [...ordersJobs, ...notifyJobs]);
    const told = async (actor: Actor) =>
      (await myNotifications(town.context, actor, { limit: 100 })).items.filter((each) => each.orderId === id).length;
    expect(await told(town.clerk)).toBe(0);
    expect(await told(cityClerk)).toBeGreaterThan(0);
  });
});

describe('a petition that nobody has marked yet', () => {
  it('is the county’s clerks’ alone, in lists, counts and search, until the city’s are called in or it is marked', async () => {
    const { context } = town;
    const county = { ...town.otherDispatcher, grants: [{ role: 'petition_clerk' as const, unitId: town.centre }] };
    const listed = async (actor: Actor, number: string) => [
      (await listOrders(context, actor, { limit: 100 })).items.some((each) => each.number === number),
      (await listOrders(context, actor, { order: 'due', limit: 100 })).items.some((each) => each.number === number),
      (await listOrders(context, actor, { text: number })).items.length > 0,
      (await petitionsOf(context, actor, { limit: 100 })).items.some((each) => each.number === number),
    ];
    const before = await countOrders(context, cityClerk, {});
    const id = await town.place({ text: '举报虚构的演示街角' }, town.neighbour);
    await runJobsOnce(context, ordersJobs);
    const { number } = await town.see(county, id);
    expect(await listed(county, number)).toEqual([true, true, true, true]);
    await asUnknown(cityClerk, (one) => town.see(cityClerk, one), id);
    expect(await listed(cityClerk, number)).toEqual([false, false, false, false]);
    expect((await countOrders(context, cityClerk, {})).count).toBe(before.count);
    await mark(county, id, []);
    expect(await listed(cityClerk, number)).toEqual([true, true, true, true]);
    expect((await countOrders(context, cityClerk, {})).count).toBe(before.count + 1);
    expect((await town.see(county, id)).complained).toEqual({ unitIds: [], people: [] });
    expect((await town.see(town.neighbour, id)).complained).toBeNull();
  });

  it('stirs no page of theirs', async () => {
    const heard: string[] = [];
    const county = { ...town.otherDispatcher, grants: [{ role: 'petition_clerk' as const, unitId: town.centre }] };
    await town.context.live.start();
    for (const [name, actor] of Object.entries({ county, cityClerk }))
      streamsOf(town.context).open({ actor, send: (text) => void heard.push(`${name} ${text}`), end() {} });
    const id = await town.place({ text: '举报虚构的演示拐角' }, town.neighbour);
    await expect.poll(() => heard.filter((each) => each.includes(id)).length).toBeGreaterThan(0);
    expect(heard.filter((each) => each.includes(id) && each.startsWith('cityClerk'))).toEqual([]);
    streamsOf(town.context).close();
    town.context.live.stop();
  });

  it('shows the clerk who is in a post there, and leaves them nothing to wonder about', async () => {
    const county = { ...town.otherDispatcher, grants: [{ role: 'petition_clerk' as const, unitId: town.centre }] };
    const id = await town.place({ text: '举报虚构的演示站长' }, town.neighbour);
    const members = await membersOfUnit(town.context, county, id, town.station);
    expect(members.map((each) => each.name)).toContain('演示站派单员');
    const shownOf = async (subject: string) => {
      const events = await town.context.database.transaction(town.networkId, (connection) =>
        eventsOf(connection, subject),
      );
      return events.filter((each) => each.kind === 'orders.members_shown');
    };
    const shown = await shownOf(id);
    expect(shown).toHaveLength(1);
    expect(await shownOf(town.station)).toEqual([]);
    expect(JSON.stringify(shown)).not.toContain(town.station);
    expect(JSON.stringify(shown)).not.toContain(town.stationDispatcher.id);
    for (const actor of [cityClerk, town.stationDispatcher, town.neighbour])
      await expect(membersOfUnit(town.context, actor, id, town.station)).rejects.toMatchObject({
        code: 'platform.not_found',
      });
  });
});

describe('marking', () => {
  it('is for the clerks who answer for a petition, and says so to nobody else', async () => {
    const id = await town.place({ text: '举报虚构的演示饭馆' }, town.neighbour);
    for (const actor of [town.dispatcher, town.officer, town.stationDispatcher, town.neighbour])
      await expect(mark(actor, id, [])).rejects.toMatchObject({ status: 404 });
    const open = await town.place({ text: '想学手机怎么用' }, town.neighbour);
    await expect(mark(town.dispatcher, open, [])).rejects.toMatchObject({ code: 'orders.not_confidential' });
    await expect(mark(cityClerk, id, [newId(town.context.clock.now())])).rejects.toMatchObject({
      code: 'orders.unit_unknown',
    });
  });
});

describe('a petition that was joined to another', () => {
  const county = () => ({
    ...town.otherDispatcher,
    grants: [{ role: 'petition_clerk' as const, unitId: town.centre }],
  });
  const about = (text: string) => town.place({ text: `举报虚构的演示${text}` }, town.neighbour);

  it('is kept from the clerk in whom the other is marked, whether they were joined before that or after', async () => {
    for (const order of ['joined first', 'marked first']) {
      const [into, joined] = [await about('经办人甲'), await about('经办人甲，同一件事')];
      await mark(town.clerk, joined, [], []);
      const join = () => town.act(county(), joined, 'merge', { into });
      if (order === 'joined first') await join();
      // Whoever finds that it is about themselves has neither any more.
      const other = order === 'joined first' ? county() : town.clerk;
      await mark(county(), into, [], [other.id]);
      if (order === 'marked first') await join();
      for (const id of [into, joined]) {
        await asUnknown(other, (one) => town.see(other, one), id);
        await asUnknown(other, (one) => readHistory(town.context, other, one), id);
        const ended = await petitionsOf(town.context, other, { clock: 'ended', limit: 100 });
        expect(ended.items.map((each) => each.id)).not.toContain(id);
      }
      expect(await town.see(town.neighbour, joined)).toMatchObject({ mine: true });
    }
  });

  it('goes up with the other when that complains of the county, and keeps whom it named itself', async () => {
    const [into, joined] = [await about('中心'), await about('中心，还有站长')];
    await mark(county(), joined, [], [town.stationDispatcher.id]);
    await town.act(county(), joined, 'merge', { into });
    await mark(county(), into, [town.centre]);
    await asUnknown(county(), (one) => town.see(county(), one), joined);
    expect(await town.see(cityClerk, joined)).toMatchObject({
      unitId: town.city,
      complained: { unitIds: [town.centre], people: [{ id: town.stationDispatcher.id }] },
    });
  });

  it('stays unmarked while the other is said to complain of nobody, so that clerks above learn nothing of it', async () => {
    const [into, joined] = [await about('拐角甲'), await about('拐角乙')];
    await mark(county(), into, []);
    await town.act(county(), joined, 'merge', { into });
    await asUnknown(cityClerk, (one) => town.see(cityClerk, one), joined);
    expect(await town.see(county(), joined)).toMatchObject({ status: 'merged', complained: null });
  });
});
