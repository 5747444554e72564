import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeOrderTown, type OrderTown } from '../../../tests/order-town.ts';
import type { Actor } from '../../shared/actor.ts';
import { sayPresence } from './presence.ts';
import { streamsOf } from './stream.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let town: OrderTown;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  town = await makeOrderTown(context);
});
afterAll(async () => {
  streamsOf(context).close();
  await context.database.close();
  await database.drop();
});

/** What an open page of somebody's hears. */
function listening(actor: Actor): string[] {
  const heard: string[] = [];
  streamsOf(context).open({ actor, send: (text) => heard.push(text), end: () => {} });
  return heard;
}

describe('who has an order before them', () => {
  it('is told to colleagues at the same order, by name and by what they do', async () => {
    const id = await town.place();
    expect(await sayPresence(context, town.dispatcher, id, 'looking')).toEqual([]);
    expect(await sayPresence(context, town.cityDispatcher, id, 'writing')).toEqual([
      { name: '演示派单员', doing: 'looking' },
    ]);
    expect(await sayPresence(context, town.dispatcher, id, 'looking')).toEqual([
      { name: '演示市派单员', doing: 'writing' },
    ]);
    await sayPresence(context, town.cityDispatcher, id, 'gone');
    expect(await sayPresence(context, town.dispatcher, id, 'looking')).toEqual([]);
  });

  it('reaches only those who have it open too, and only when something changed', async () => {
    const id = await town.place();
    const [first, second, elsewhere] = [
      listening(town.dispatcher),
      listening(town.cityDispatcher),
      listening(town.observer),
    ];
    await sayPresence(context, town.dispatcher, id, 'looking');
    await sayPresence(context, town.cityDispatcher, id, 'looking');
    await sayPresence(context, town.cityDispatcher, id, 'looking');
    expect(first.filter((text) => text.includes('event: presence'))).toHaveLength(1);
    expect(first.join()).toContain(id);
    expect([second, elsewhere].flat().filter((text) => text.includes('presence'))).toEqual([]);
    await sayPresence(context, town.cityDispatcher, id, 'gone');
    expect(first.filter((text) => text.includes('event: presence'))).toHaveLength(2);
  });

  it('forgets a page that is not heard of any more', async () => {
    const id = await town.place();
    await sayPresence(context, town.cityDispatcher, id, 'writing');
    context.clock.set(new Date(context.clock.now().getTime() + 41_000));
    expect(await sayPresence(context, town.dispatcher, id, 'looking')).toEqual([]);
  });

  it('is nothing for residents, for other counties, or for who may not know of the order', async () => {
    const id = await town.place();
    const sealed = await town.place({ confidential: true });
    for (const actor of [town.resident, town.stranger, town.otherDispatcher, town.observer])
      await expect(sayPresence(context, actor, id, 'looking')).rejects.toMatchObject({ status: 404 });
    await expect(sayPresence(context, town.dispatcher, sealed, 'looking')).rejects.toMatchObject({ status: 404 });
    expect(await sayPresence(context, town.clerk, sealed, 'looking')).toEqual([]);
  });
});
