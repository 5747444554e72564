import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import type { Actor } from '../shared/actor.ts';
import { forgetTeamMessages, tellTeam } from '../volunteers/actions/messages.ts';
import { forgetOldNotifications, myNotifications, readNotifications } from './actions.ts';
import { notifyJobs } from './jobs.ts';

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

const WORDS = '周六上午九点在社区站集合，\n带上工具。';
const toldTo = async (who: Actor) =>
  (await myNotifications(town.context, who, {})).items
    .filter((each) => each.kind === 'team_message')
    .map((each) => each.message);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

it('what a leader tells the team stands in the inbox of each member once, word for word, and not in their own', async () => {
  const attempt = { key: 'a'.repeat(64), digest: Buffer.alloc(32, 1) };
  const sent = await tellTeam(town.context, town.leader, town.team, ` ${WORDS} `, attempt);
  expect(await tellTeam(town.context, town.leader, town.team, ` ${WORDS} `, attempt)).toEqual(sent);
  await runJobsOnce(town.context, [...notifyJobs, ...notifyJobs]);
  expect(await toldTo(town.member)).toEqual([{ teamId: town.team, words: WORDS }]);
  expect(await toldTo(town.leader)).toEqual([]);
  expect(sent.told).toBeGreaterThan(0);
});

it('takes no word from members, strangers and keys, and none from nobody', async () => {
  const tell = (who: Actor, words = WORDS) => codeOf(tellTeam(town.context, who, town.team, words));
  expect(await tell(town.member)).toBe('platform.forbidden');
  expect(await tell({ ...town.leader, kind: 'key' })).toBe('platform.forbidden');
  expect(await tell(town.leader, ' \n ')).toBe('volunteers.message_empty');
});

it('counts all that is not read, however short the page', async () => {
  for (const words of ['第一句', '第二句', '第三句']) await tellTeam(town.context, town.leader, town.team, words);
  await runJobsOnce(town.context, notifyJobs);
  const mine = (cursor?: string) => myNotifications(town.context, town.member, { limit: 1, cursor });
  const first = await mine();
  const second = await mine(first.nextCursor ?? '');
  expect(second.unread).toBe(first.unread);
  expect(first.unread).toBeGreaterThanOrEqual(3);
  await readNotifications(town.context, town.member, second.items[0]?.id ?? '');
  expect((await mine()).unread).toBe(1);
});

it('is forgotten after 180 days: the inbox says that there was something, not what', async () => {
  const later = {
    ...town.context,
    clock: { now: () => new Date(town.context.clock.now().getTime() + 181 * 86_400_000) },
  };
  await forgetTeamMessages(later, town.leader.networkId);
  expect(await toldTo(town.member)).toEqual([null, null, null, null]);
});

it('is gone from the inbox after a year, and not before', async () => {
  const inDays = (days: number) => ({
    ...town.context,
    clock: { now: () => new Date(town.context.clock.now().getTime() + days * 86_400_000) },
  });
  await forgetOldNotifications(inDays(364), town.networkId);
  expect(await toldTo(town.member)).toEqual([null, null, null, null]);
  expect(await forgetOldNotifications(inDays(366), town.networkId)).toBe(false);
  expect(await toldTo(town.member)).toEqual([]);
});
