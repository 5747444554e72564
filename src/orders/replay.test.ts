import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../tests/order-town.ts';
import { eventsOf } from '../platform/events.ts';
import { runJobsOnce } from '../platform/jobs.ts';
import type { Actor } from '../shared/actor.ts';
import { Problem } from '../shared/problem.ts';
import { ordersJobs } from './jobs.ts';
import { type OrderState, replay } from './rules/state.ts';
import type { ActionInput } from './schema/inputs.ts';
import type { ActionName } from './schema/states.ts';
import { findOrder } from './store/read.ts';

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

type Move = [who: () => Actor, action: ActionName, input: (other: string) => ActionInput<ActionName>] | 'clock';

const volunteer = (index: number) => () => town.volunteers[index] as Actor;
const moves: Move[] = [
  [() => town.dispatcher, 'triage', () => ({ nature: 'public_service', kind: 'smartphone_teaching', places: 2 })],
  [() => town.dispatcher, 'triage', () => ({ nature: 'public_service', kind: 'community_cleanup' })],
  [() => town.dispatcher, 'triage', () => ({ nature: 'consultation' })],
  [() => town.clerk, 'triage', () => ({ nature: 'public_service', kind: 'smartphone_teaching' })],
  [() => town.dispatcher, 'dispatch', () => ({ personIds: town.volunteers.map((each) => each.id) })],
  [() => town.dispatcher, 'dispatch', () => ({ teamId: town.team })],
  [() => town.dispatcher, 'widen', () => ({ personIds: town.volunteers.slice(1).map((each) => each.id) })],
  [() => town.leader, 'assign', () => ({ personIds: [town.member.id] })],
  ...[0, 1, 2].flatMap((index): Move[] => [
    [volunteer(index), 'accept', () => ({})],
    [volunteer(index), 'accept', () => ({})],
    [volunteer(index), 'start', () => ({})],
    [volunteer(index), 'finish', () => ({ note: '好' })],
    [volunteer(index), 'return', () => ({})],
    [volunteer(index), 'decline', () => ({})],
  ]),
  [() => town.dispatcher, 'recall', () => ({})],
  [() => town.dispatcher, 'answer', () => ({ words: '请到社区一楼办理' })],
  [() => town.resident, 'review', () => ({ stars: 2, solved: false })],
  [() => town.resident, 'review', () => ({ stars: 5, solved: true })],
  [() => town.resident, 'change', () => ({ wish: '晚上', earliestAt: '2026-03-20T01:00:00.000Z' })],
  [() => town.cityDispatcher, 'supervise', () => ({})],
  [() => town.dispatcher, 'split', () => ({ text: '另一件小事' })],
  [() => town.dispatcher, 'merge', (other) => ({ into: other })],
  [() => town.dispatcher, 'unmerge', () => ({})],
  [() => town.dispatcher, 'hand_over', () => ({ unitId: town.institute })],
  [() => town.cityDispatcher, 'hand_over', () => ({ unitId: town.centre })],
  'clock',
];

/** What the history alone can tell of a stored order. */
function told(order: OrderState) {
  const { id, requesterId: _r, placedBy: _p, externalId: _e, version: _v, followers: _f, ...told } = order;
  const { requesterDigest: _d, placerDigest: _g, ...rest } = told;
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { ...rest, id, offers: [...order.offers].sort(byId), assignments: [...order.assignments].sort(byId) };
}

async function check(orderId: string): Promise<void> {
  await town.context.database.transaction(town.networkId, async (connection) => {
    const stored = await findOrder(connection, orderId);
    if (!stored) throw new Error('no order');
    const {
      text: _text,
      words: _words,
      reviews: _reviews,
      photoIds: _photos,
      splitFromConfidential: _s,
      ...state
    } = stored;
    const rebuilt = replay(await eventsOf(connection, orderId));
    const listed = await connection.query<{
      ancestor_id: string;
      status: string;
      confidential: boolean;
      due_at: Date | null;
      escalated: boolean;
      place_unit_id: string;
    }>(
      {
        name: 'tests.listing',
        text: `select ancestor_id, status, confidential, due_at, escalated, place_unit_id from order_listing
          where network_id = $1 and order_id = $2`,
      },
      [town.networkId, orderId],
    );
    expect(told(rebuilt as OrderState)).toEqual(told(state));
    const path = {
      [town.city]: [town.city],
      [town.centre]: [town.centre, town.city],
      [town.institute]: [town.institute, town.centre, town.city],
    };
    expect(listed.map((each) => each.ancestor_id).sort()).toEqual([...(path[stored.unitId] ?? [])].sort());
    for (const each of listed)
      expect(each).toMatchObject({
        status: stored.status,
        confidential: stored.confidential,
        due_at: stored.dueAt,
        escalated: stored.escalations > 0,
        place_unit_id: stored.placeUnitId,
      });
  });
}

describe('the history', () => {
  it('tells every order exactly as it is stored, and the listing follows, after random acts of everybody', async () => {
    let done = 0;
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: moves.length - 1 }), { minLength: 8, maxLength: 40 }),
        async (steps) => {
          const [id, other] = [await town.place(), await town.place({ text: '也想学手机' }, town.neighbour)];
          for (const step of steps) {
            const move = moves[step];
            if (!move) continue;
            if (move === 'clock') {
              town.context.clock.forward(60 * 24);
              await runJobsOnce(
                town.context,
                ordersJobs.filter((job) => job.name === 'orders.clock'),
              );
              continue;
            }
            const [who, action, input] = move;
            try {
              await town.act(who(), id, action, input(other));
              done += 1;
            } catch (error) {
              if (!(error instanceof Problem)) throw error;
            }
          }
          await check(id);
          await check(other);
          ends.add(
            (await town.context.database.transaction(town.networkId, (connection) => findOrder(connection, id)))
              ?.status ?? '',
          );
        },
      ),
      { numRuns: 40, seed: 7 },
    );
    expect(done).toBeGreaterThan(100);
    expect(ends.size).toBeGreaterThan(4);
  }, 120_000);
});
