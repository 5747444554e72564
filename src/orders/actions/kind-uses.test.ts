import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import { loadTree } from '../../organisation/actions.ts';
import type { Actor } from '../../shared/actor.ts';
import { readKindUses } from './kind-uses.ts';

let database: FreshDatabase;
let town: OrderTown;
let administrator: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  town = await makeOrderTown(testContext(database.databaseUrl));
  const { rootId } = await loadTree(town.context, town.networkId);
  administrator = { ...town.observer, grants: [{ role: 'administrator', unitId: rootId }] };
  for (const text of ['想学手机第一课', '想学手机第二课']) {
    const id = await town.place({ text });
    await town.act(town.dispatcher, id, 'triage', { nature: 'public_service', kind: 'smartphone_teaching' });
    if (text.endsWith('二课')) await town.act(town.resident, id, 'withdraw', {});
  }
});
afterAll(async () => {
  await town.context.database.close();
  await database.drop();
});

describe('how often a kind is used', () => {
  it('counts orders of each kind, those that ended too, with its time; few confidential ones are not told', async () => {
    const { at, items } = await readKindUses(town.context, administrator);
    expect(at).toBe(town.context.clock.now().toISOString());
    expect(items).toEqual([{ kind: 'smartphone_teaching', orders: 2, open: 1, confidential: null }]);
  });

  it('is told to an administrator of the city alone', async () => {
    for (const actor of [town.dispatcher, town.cityDispatcher, town.observer, town.clerk, town.resident])
      await expect(readKindUses(town.context, actor)).rejects.toMatchObject({ code: 'platform.forbidden' });
  });
});
