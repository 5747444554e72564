import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MONDAY, testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { tellingsOf } from '../../notify/rules.ts';
import { readHistory } from '../../orders/actions/history.ts';
import { myOffers } from '../../orders/actions/volunteering.ts';
import { readPolicy, savePolicy } from '../../organisation/actions/policies.ts';
import type { AskingPolicy } from '../../organisation/policies/schema/dispatching.ts';
import { eventsOf } from '../../platform/events.ts';
import { followerJob, runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { choosePersonalMatching } from '../../volunteers/actions/personal-matching.ts';
import { loadTallies } from '../store/waves.ts';
import { readWaves, runWaves, startWaves } from './waves.ts';
import { followForWaves } from './waves-following.ts';
import { openOrders, takenByOthers, takeOpen, whyAsked } from './why.ts';

let database: FreshDatabase;
let admin: pg.Client;
let town: OrderTown;
let everybody: Actor[];
let administrator: Actor;
let day = 0;

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  town = await makeOrderTown(testContext(database.databaseUrl));
  everybody = [...town.volunteers, town.leader, town.member];
  const grants = [{ role: 'administrator', unitId: town.city }] as const;
  administrator = { ...town.dispatcher, grants: [...grants] };
});
afterAll(async () => {
  await admin.end();
  await town.context.database.close();
  await database.drop();
});
// Each story has a Monday of its own, so far from the last that nobody has had messages and nothing is learned from.
beforeEach(async () => {
  at(APART * ++day);
  await asking({});
});

/** Minutes of 18 weeks. */
const APART = 18 * 7 * 24 * 60;

/** One at a time: one in twenty says yes before anything is learned, and each of many waves need reach but little. */
const oneByOne: Partial<AskingPolicy> = { target: 0.5, mostWaves: 20, pauseMinutes: 45, perWeek: 3 };

async function asking(changed: Partial<AskingPolicy>): Promise<void> {
  const { body } = await readPolicy(town.context, town.networkId, 'asking');
  const whole = { ...(body as AskingPolicy), goesOnAt: [], goesOnFor: [], ...oneByOne, ...changed };
  await savePolicy(town.context, administrator, { name: 'asking', body: whole, ifMatch: undefined });
}

/** Sets the clock to some minutes after Monday, nine in the morning. */
function at(minutes: number): void {
  town.context.clock.set(new Date(MONDAY.getTime() + minutes * 60_000));
}
function later(minutes: number): void {
  town.context.clock.set(new Date(town.context.clock.now().getTime() + minutes * 60_000));
}

/** An order that waits to be dispatched. */
async function waiting(places = 1): Promise<string> {
  const id = await town.place();
  await town.act(town.dispatcher, id, 'triage', {
    nature: 'public_service',
    kind: 'smartphone_teaching',
    urgency: 'normal',
    places,
  });
  return id;
}

/** Who has an open offer of this order by name. */
async function askedFor(id: string): Promise<Actor[]> {
  const asked: Actor[] = [];
  for (const each of everybody)
    if ((await myOffers(town.context, each)).some((offer) => offer.orderId === id && offer.teamId === null))
      asked.push(each);
  return asked;
}

async function run(): Promise<void> {
  while (await runWaves(town.context, town.networkId));
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('waves', () => {
  it('ask one after the other, keep the earlier offers open, and end when it is taken', async () => {
    const id = await waiting();
    expect(await startWaves(town.context, town.dispatcher, id)).toMatchObject({ wave: 1, asked: 1, over: null });
    const [first] = await askedFor(id);
    later(44);
    await run();
    expect(await askedFor(id)).toEqual([first]);
    later(1);
    await run();
    const both = await askedFor(id);
    expect(both).toHaveLength(2);
    expect(both).toContainEqual(first);
    const second = both.find((each) => each.id !== first?.id);
    if (!second) throw new Error('nobody else was asked');
    await town.act(second, id, 'accept', {});
    later(45);
    await run();
    expect(await readWaves(town.context, town.dispatcher, id)).toMatchObject({
      wave: 2,
      asked: 2,
      over: 'filled',
      nextAt: null,
    });
    expect((await town.see(town.dispatcher, id)).status).toBe('accepted');
    const kinds = (await readHistory(town.context, town.dispatcher, id)).map((each) => each.kind);
    expect(kinds.filter((kind) => kind === 'orders.widened')).toHaveLength(2);
  });

  it('go out once, though two servers send them and again', async () => {
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    later(45);
    await Promise.all([run(), run()]);
    await run();
    expect(await readWaves(town.context, town.dispatcher, id)).toMatchObject({ wave: 2, asked: 2 });
    expect(await askedFor(id)).toHaveLength(2);
  });

  it('are begun once: sent again with its key nothing more is asked, and a second beginning is refused', async () => {
    const id = await waiting();
    const attempt = { key: 'waves', digest: Buffer.alloc(32, 1) };
    await startWaves(town.context, town.dispatcher, id, attempt);
    expect(await startWaves(town.context, town.dispatcher, id, attempt)).toMatchObject({ wave: 1, asked: 1 });
    expect(await codeOf(startWaves(town.context, town.dispatcher, id))).toBe('dispatch.waves_going');
  });

  it('go on at once when everybody asked has said no', async () => {
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    const [first] = await askedFor(id);
    if (!first) throw new Error('nobody was asked');
    await town.act(first, id, 'decline', {});
    expect((await town.see(town.dispatcher, id)).status).toBe('triaged');
    await run();
    expect((await town.see(town.dispatcher, id)).status).toBe('dispatched');
    const now = await askedFor(id);
    expect(now).toHaveLength(1);
    expect(now[0]?.id).not.toBe(first.id);
  });

  it('stop when a person takes the order in hand', async () => {
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    await town.act(town.dispatcher, id, 'recall', {});
    later(45);
    await run();
    expect(await readWaves(town.context, town.dispatcher, id)).toMatchObject({ over: 'stopped', asked: 1 });
    expect(await askedFor(id)).toEqual([]);
  });

  it('ask nobody by night, and the first in the morning', async () => {
    at(APART * day + 13 * 60);
    const id = await waiting();
    const begun = await startWaves(town.context, town.dispatcher, id);
    expect(begun).toMatchObject({ wave: 0, asked: 0, over: null });
    expect(new Date(begun.nextAt ?? '').toISOString().slice(11, 16)).toBe('23:30');
    await run();
    expect(await askedFor(id)).toEqual([]);
    town.context.clock.set(new Date(begun.nextAt ?? ''));
    await run();
    expect(await askedFor(id)).toHaveLength(1);
  });

  it('come to an end of each turn by night, though what was declined stands open until the morning', async () => {
    await asking({ perWeek: 20 });
    at(APART * day + 12 * 60);
    for (let nth = 0; nth < 20; nth++) {
      const id = await waiting();
      await startWaves(town.context, town.dispatcher, id);
      const [first] = await askedFor(id);
      if (!first) throw new Error('nobody was asked');
      await town.act(first, id, 'decline', {});
    }
    later(60);
    let turns = 0;
    while (turns < 5 && (await runWaves(town.context, town.networkId))) turns++;
    expect(turns).toBeLessThan(5);
  });

  it('begin by night only for what may be offered', async () => {
    at(APART * day + 13 * 60);
    const id = await town.place();
    expect(await codeOf(startWaves(town.context, town.dispatcher, id))).toBe('orders.wrong_state');
    expect(await codeOf(readWaves(town.context, town.dispatcher, id))).toBe('platform.not_found');
  });

  it('ask nobody beyond the messages of the week, and say so to those who were left out', async () => {
    await asking({ perWeek: 1, target: 0.99, mostWaves: 1 });
    const first = await waiting();
    expect(await startWaves(town.context, town.dispatcher, first)).toMatchObject({ asked: 5, spent: 0 });
    const second = await waiting();
    expect(await codeOf(startWaves(town.context, town.dispatcher, second))).toBe('dispatch.nobody_to_ask');
    expect(await askedFor(second)).toEqual([]);
  });

  it('ask nobody beyond the messages of the week, though many begin at the same moment', async () => {
    await asking({ perWeek: 2, target: 0.99, mostWaves: 1 });
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push(await waiting());
    await Promise.all(ids.map((id) => codeOf(startWaves(town.context, town.dispatcher, id))));
    for (const each of everybody) {
      const offers = await myOffers(town.context, each);
      expect(offers.filter((offer) => ids.includes(offer.orderId))).toHaveLength(2);
    }
  });

  it('tell those who answer for the order when everybody has said no and nobody is left', async () => {
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    for (let nth = 0; nth < everybody.length; nth++) {
      for (const each of await askedFor(id)) await town.act(each, id, 'decline', {});
      await run();
    }
    expect(await readWaves(town.context, town.dispatcher, id)).toMatchObject({
      asked: 5,
      over: 'exhausted',
      nextAt: null,
    });
    const events = await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, id));
    const told = events.find((each) => each.kind === 'dispatch.exhausted');
    expect(told?.body).toMatchObject({ asked: 5 });
    expect(told && tellingsOf(told)).toEqual([{ audience: 'owner_staff', kind: 'nobody_left' }]);
  });

  it('are for staff who answer for the order', async () => {
    const id = await waiting();
    expect(await codeOf(startWaves(town.context, town.resident, id))).toBe('platform.forbidden');
    expect(await codeOf(startWaves(town.context, town.stranger, id))).toBe('platform.not_found');
    expect(await codeOf(startWaves(town.context, town.otherDispatcher, id))).toBe('platform.not_found');
    expect(await codeOf(readWaves(town.context, town.otherDispatcher, id))).toBe('platform.not_found');
  });

  it('go on by themselves where the policy of the unit says so, after those whom a person named', async () => {
    await asking({ goesOnAt: [town.centre] });
    const id = await waiting();
    const [named] = town.volunteers;
    if (!named) throw new Error('no volunteer');
    await town.act(town.dispatcher, id, 'dispatch', { personIds: [named.id] });
    await runJobsOnce(town.context, [followerJob('dispatch.going_on', followForWaves)]);
    expect(await readWaves(town.context, town.dispatcher, id)).toMatchObject({ wave: 1, asked: 1, byPolicy: true });
    later(46);
    await run();
    expect(await askedFor(id)).toHaveLength(2);
  });

  it('teach how likely a yes is, by kind, hour and distance, and keep no person', async () => {
    await run();
    const before = await town.context.database.transaction(town.networkId, (connection) =>
      loadTallies(connection, '2026-01-01'),
    );
    const sum = (rows: { asked: number; accepted: number }[], of: 'asked' | 'accepted') =>
      rows.reduce((total, each) => total + each[of], 0);
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    const [first] = await askedFor(id);
    if (!first) throw new Error('nobody was asked');
    later(15);
    await town.act(first, id, 'accept', {});
    later(30);
    await run();
    const after = await town.context.database.transaction(town.networkId, (connection) =>
      loadTallies(connection, '2026-01-01'),
    );
    expect(sum(after.tallies, 'asked') - sum(before.tallies, 'asked')).toBe(1);
    expect(sum(after.tallies, 'accepted') - sum(before.tallies, 'accepted')).toBe(1);
    expect(Object.keys(after.tallies[0] ?? {}).sort()).toEqual(['accepted', 'asked', 'distance', 'hour', 'kind']);
    const within = (rows: { within: number; accepted: number }[]) =>
      rows.find((each) => each.within === 1)?.accepted ?? 0;
    expect(within(after.prompt) - within(before.prompt)).toBe(1);
  });

  it('go out beside one that breaks, which is tried again some minutes later', async () => {
    const broken = await waiting();
    await startWaves(town.context, town.dispatcher, broken);
    later(1);
    const whole = await waiting();
    await startWaves(town.context, town.dispatcher, whole);
    await admin.query(
      `create function tests_break() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`,
    );
    await admin.query(`create trigger tests_break before update on orders for each row
      when (new.version <> old.version and old.id = '${broken}') execute function tests_break()`);
    later(45);
    await expect(runWaves(town.context, town.networkId)).rejects.toThrow('broken');
    expect(await runWaves(town.context, town.networkId)).toBe(false);
    expect(await readWaves(town.context, town.dispatcher, whole)).toMatchObject({ wave: 2 });
    expect(await readWaves(town.context, town.dispatcher, broken)).toMatchObject({ wave: 1 });
    await admin.query('drop trigger tests_break on orders');
    later(5);
    await run();
    expect(await readWaves(town.context, town.dispatcher, broken)).toMatchObject({ wave: 2 });
  });
});

describe('what volunteers may know', () => {
  it('is why they were asked: terms whose sum is the score', async () => {
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    const [first] = await askedFor(id);
    if (!first) throw new Error('nobody was asked');
    const why = await whyAsked(town.context, first, id);
    expect(why.terms.reduce((sum, term) => sum + term.points, 0)).toBe(why.score);
    expect(why.terms.map((term) => term.name)).toContain('rest');
    // Nobody has reviewed them: no praise is told.
    expect(why.terms.find((term) => term.name === 'reviews')?.points).toBe(0);
    expect(why.asked).toBe(1);
    const other = everybody.find((each) => each.id !== first.id);
    if (!other) throw new Error('nobody else');
    expect(await codeOf(whyAsked(town.context, other, id))).toBe('platform.not_found');
  });

  it('is why something was not theirs: quicker, further down, or not to be chosen', async () => {
    const [off] = town.volunteers;
    if (!off) throw new Error('no volunteer');
    await choosePersonalMatching(town.context, off, false);
    const id = await waiting();
    await startWaves(town.context, town.dispatcher, id);
    later(45);
    await run();
    const [first, second] = await askedFor(id);
    if (!first || !second) throw new Error('two should have been asked');
    await town.act(first, id, 'accept', {});
    const reasonFor = async (actor: Actor) =>
      (await takenByOthers(town.context, actor)).find((each) => each.orderId === id)?.reason;
    expect(await reasonFor(second)).toBe('quicker');
    expect(await reasonFor(first)).toBeUndefined();
    expect(await reasonFor(off)).toBe('off');
    const rest = everybody.filter((each) => ![first.id, second.id, off.id].includes(each.id));
    for (const each of rest) expect(await reasonFor(each)).toBe('further');
    await choosePersonalMatching(town.context, off, true);
  });

  it('turning personal matching off leaves the plain list, from which one may take', async () => {
    const [off] = town.volunteers;
    if (!off) throw new Error('no volunteer');
    await choosePersonalMatching(town.context, off, false);
    await asking({ target: 0.99, mostWaves: 1 });
    const id = await waiting();
    expect(await startWaves(town.context, town.dispatcher, id)).toMatchObject({ asked: 4 });
    expect((await askedFor(id)).map((each) => each.id)).not.toContain(off.id);
    expect((await openOrders(town.context, off)).map((each) => each.orderId)).toContain(id);
    await takeOpen(town.context, off, id);
    expect((await town.see(off, id)).status).toBe('accepted');
    expect((await openOrders(town.context, off)).map((each) => each.orderId)).not.toContain(id);
    const [other] = everybody.filter((each) => each.id !== off.id);
    if (!other) throw new Error('nobody else');
    expect(await codeOf(takeOpen(town.context, other, id))).toBe('dispatch.not_open');
    await choosePersonalMatching(town.context, off, true);
  });

  it('holds nothing of anybody’s health', async () => {
    const [off] = town.volunteers;
    if (!off) throw new Error('no volunteer');
    await choosePersonalMatching(town.context, off, false);
    await asking({ target: 0.99, mostWaves: 1 });
    const id = await town.place();
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'medicine_pickup', places: 1 });
    await startWaves(town.context, town.dispatcher, id);
    expect((await openOrders(town.context, off)).map((each) => each.orderId)).not.toContain(id);
    expect(await codeOf(takeOpen(town.context, off, id))).toBe('dispatch.not_open');
    await choosePersonalMatching(town.context, off, true);
  });
});
