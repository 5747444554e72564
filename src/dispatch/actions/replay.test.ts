import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { loadPolicies } from '../../organisation/actions.ts';
import type { DispatchPolicy } from '../../organisation/policies/schema/dispatching.ts';
import type { Actor } from '../../shared/actor.ts';
import { replayPolicy } from './replay.ts';

let database: FreshDatabase;
let town: OrderTown;
let administrator: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  administrator = { ...town.dispatcher, grants: [{ role: 'administrator', unitId: town.city }] };
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

const inForce = async (): Promise<DispatchPolicy> => (await loadPolicies(town.context, town.networkId)).dispatch;
const weighing = async (weights: Partial<DispatchPolicy['weights']>): Promise<DispatchPolicy> => {
  const policy = await inForce();
  return { ...policy, weights: { ...policy.weights, ...weights } };
};

describe('a policy replayed', () => {
  test('tells what the last month’s orders would have come to, and names nobody', async () => {
    for (let n = 0; n < 12; n++) {
      town.context.clock.set(new Date(town.context.clock.now().getTime() + 86_400_000));
      const id = await town.place({ placeUnitId: town.station });
      await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    }
    await town.place({ text: '问一下医保怎么报' });
    const replay = await replayPolicy(town.context, administrator, await weighing({ loadPrice: 0 }));
    // Six could go: five people and a team. With a price on load each gets two; without, the best gets all.
    expect(replay).toMatchObject({
      ordersInAll: 12,
      orders: 12,
      before: { unmet: 0, asked: 6, most: 2, gini: 0 },
      after: { unmet: 0, asked: 1, most: 12, gini: 0.833 },
      areas: [{ unitId: town.institute, orders: 12, unmetBefore: 0, unmetAfter: 0 }],
      ages: [{ band: '45_to_59', people: 5 }],
    });
    expect(replay.changed).toBeGreaterThan(9);
    const words = JSON.stringify(replay);
    for (const person of [...town.volunteers, town.leader, town.member]) expect(words).not.toContain(person.id);
    expect(words).not.toContain('演示志愿者');
  });

  test('is the same as before when nothing is changed', async () => {
    const replay = await replayPolicy(town.context, administrator, await inForce());
    expect(replay.after).toEqual(replay.before);
    expect(replay.changed).toBe(0);
  });

  test('is for administrators of the city, and refuses what is no policy', async () => {
    await expect(replayPolicy(town.context, town.dispatcher, await inForce())).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await expect(
      replayPolicy(town.context, administrator, { ...(await inForce()), radiusMetres: 5 }),
    ).rejects.toMatchObject({ code: 'organisation.policy_invalid', status: 422 });
  });
});
