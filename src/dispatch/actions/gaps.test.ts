import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { myNotifications, tellOf } from '../../notify/actions.ts';
import { tellingsOf } from '../../notify/rules.ts';
import { readPolicy, savePolicy } from '../../organisation/actions/policies.ts';
import type { AskingPolicy } from '../../organisation/policies/schema/dispatching.ts';
import { eventsOf } from '../../platform/events.ts';
import { followerJob, runJobsOnce } from '../../platform/jobs.ts';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import { readGaps, tellGaps } from './gaps.ts';
import { runWaves, startWaves } from './waves.ts';

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
const gapsAt = (actor: Actor, unitId = town.centre) => readGaps(town.context, actor, unitId);

/** An order that people are asked about in waves. */
async function asked(): Promise<string> {
  const id = await town.place();
  await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
  await startWaves(town.context, town.dispatcher, id);
  return id;
}

/** What the dispatchers of the centre were told of it. */
async function toldTimes(): Promise<number> {
  await tellGaps(town.context, town.networkId);
  await runJobsOnce(town.context, [followerJob('notify.inbox', tellOf)]);
  const { items } = await myNotifications(town.context, town.dispatcher, { limit: 100 });
  return items.filter((each) => each.kind === 'gap_grew').length;
}

describe('the gaps of a centre', () => {
  it('are none where nobody was asked, and are for its dispatchers, its observers and those above', async () => {
    expect(await gapsAt(town.dispatcher)).toMatchObject({ asking: 0, unmet: 0, grewAt: null, items: [] });
    expect((await gapsAt(town.observer)).items).toEqual([]);
    expect(await codeOf(gapsAt(town.otherDispatcher))).toBe('platform.forbidden');
    expect(await codeOf(gapsAt(town.resident))).toBe('platform.forbidden');
    expect(await codeOf(gapsAt(town.dispatcher, town.networkId))).toBe('platform.not_found');
  });

  it('say which kind, with which skills, where and when, and how many are likely to stay empty', async () => {
    const first = await asked();
    await asked();
    const [volunteer] = town.volunteers;
    if (!volunteer) throw new Error('no volunteer');
    const before = await gapsAt(town.dispatcher);
    expect(before).toMatchObject({ cameIn: 2, taken: 0, waiting: 2, asking: 2 });
    expect(before.items).toHaveLength(1);
    expect(before.items[0]).toMatchObject({ kind: 'smartphone_teaching', hour: null, orders: 2, nobodyLeft: 0 });
    expect(before.items[0]?.skills).toContain('digital_literacy');
    // One in twenty says yes before anything is learned, and five were asked about each: 0.95^5 = 0.774 stay empty.
    expect(before.unmet).toBeCloseTo(1.5, 1);
    await town.act(volunteer, first, 'accept', {});
    expect(await gapsAt(town.dispatcher)).toMatchObject({ taken: 1, waiting: 1, asking: 1 });
  });

  it('are told to its dispatchers once they have grown and once more when they have doubled, not order by order', async () => {
    const { body } = await readPolicy(town.context, town.networkId, 'asking');
    const grants: Actor['grants'] = [{ role: 'administrator', unitId: town.city }];
    const policy = { name: 'asking' as const, body: { ...(body as AskingPolicy), perWeek: 50 }, ifMatch: undefined };
    await savePolicy(town.context, { ...town.dispatcher, grants }, policy);
    expect(await toldTimes()).toBe(0);
    for (let n = 0; n < 13; n++) await asked();
    expect(await toldTimes()).toBe(1);
    expect(await toldTimes()).toBe(1);
    const last = await asked();
    for (const each of [...town.volunteers, town.leader, town.member]) await town.act(each, last, 'decline', {});
    while (await runWaves(town.context, town.networkId));
    const events = await town.context.database.transaction(town.networkId, (connection) => eventsOf(connection, last));
    const exhausted = events.find((each) => each.kind === 'dispatch.exhausted');
    expect(exhausted?.body).toEqual({ asked: 5, wave: 1, amongMany: true });
    expect(exhausted && tellingsOf(exhausted)).toEqual([]);
    const gaps = await gapsAt(town.dispatcher);
    expect(gaps.items[0]?.nobodyLeft).toBe(1);
    expect(gaps.grewAt).not.toBeNull();
    for (let n = 0; n < 13; n++) await asked();
    expect(await toldTimes()).toBe(2);
  });
});
