import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOrders } from '../src/orders/actions/list.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { loadTree } from '../src/organisation/actions.ts';
import type { Actor } from '../src/shared/actor.ts';
import { testContext } from '../tests/context.ts';
import { freshDatabase } from '../tests/database.ts';
import { type DemoLogin, loadDemoCity } from './load.ts';
import { demoOrders } from './orders.ts';

const opened: { close(): Promise<void> }[] = [];

async function city(name: 'demo' | 'small', volunteers: number) {
  const database = await freshDatabase();
  const context = testContext(database.databaseUrl, { demo: true, now: new Date('2026-11-23T02:30:00Z') });
  opened.push({
    close: async () => {
      await context.database.close();
      await database.drop();
    },
  });
  const logins = await loadDemoCity(context, { city: name, volunteers });
  const [network] = await context.database.networks();
  if (!network) throw new Error('There is no network.');
  return { context, logins, networkId: network.id };
}

afterAll(async () => {
  for (const each of opened) await each.close();
});

describe('the demo city of Taiyuan', () => {
  let taiyuan: Awaited<ReturnType<typeof city>>;
  let everybody: Actor;
  let clerk: Actor;

  beforeAll(async () => {
    taiyuan = await city('demo', 3000);
    const { rootId } = await loadTree(taiyuan.context, taiyuan.networkId);
    const person = {
      kind: 'person' as const,
      id: '00000000-0000-7000-8000-000000000001',
      networkId: taiyuan.networkId,
    };
    everybody = { ...person, grants: [{ role: 'dispatcher', unitId: rootId }] };
    clerk = { ...person, grants: [{ role: 'petition_clerk', unitId: rootId }] };
  }, 120_000);

  async function all(actor: Actor) {
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(taiyuan.context, actor, { limit: 100, ...(cursor ? { cursor } : {}) });
      found.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return found;
  }

  test('has its whole tree, with 4,334 teams', async () => {
    const { units } = await loadTree(taiyuan.context, taiyuan.networkId);
    const of = (level: string) => [...units.values()].filter((unit) => unit.level === level).length;
    expect(['centre', 'institute', 'station', 'point', 'department', 'team'].map(of)).toEqual([
      10, 100, 1395, 475, 31, 4334,
    ]);
  });

  test('has every order at its stage', async () => {
    const orders = demoOrders();
    const stages = new Map(orders.map((order) => [order.text, order.stage]));
    const placed = [...(await all(everybody)), ...(await all(clerk))];
    expect(placed.length).toBe(orders.length);
    for (const { text, status } of placed) expect(status, text ?? '').toBe(stages.get(text ?? ''));
  });

  test('shows petitions and complaints to petition clerks alone', async () => {
    const open = await all(everybody);
    expect(open.filter(({ nature }) => nature === 'petition' || nature === 'complaint')).toEqual([]);
    expect((await all(clerk)).filter(({ nature }) => nature === 'complaint').length).toBeGreaterThan(10);
  });

  test('has few orders late, and all before now', async () => {
    const now = taiyuan.context.clock.now();
    const open = await all(everybody);
    const late = open.filter(
      ({ dueAt, status }) => dueAt !== null && new Date(dueAt) < now && !['served', 'answered'].includes(status),
    );
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(12);
    for (const { statusSince, submittedAt } of open) {
      expect(new Date(statusSince).getTime()).toBeLessThanOrEqual(now.getTime());
      expect(submittedAt <= statusSince).toBe(true);
    }
  });

  test('is loaded once: a second start finds it and gives the same logins', async () => {
    const again: DemoLogin[] = await loadDemoCity(taiyuan.context, { city: 'demo', volunteers: 3000 });
    expect(again).toEqual(taiyuan.logins);
    expect((await taiyuan.context.database.networks()).length).toBe(1);
  });
});

describe('the small city', () => {
  test('is there with its twelve teams and people, and has no orders', async () => {
    const { context, networkId, logins } = await city('small', 40);
    const { units, rootId } = await loadTree(context, networkId);
    expect([...units.values()].filter((unit) => unit.level === 'team').length).toBe(12);
    expect(logins.find((login) => login.role === 'team_leader')?.username).toBe('duizhang');
    const dispatcher: Actor = {
      kind: 'person',
      id: '00000000-0000-7000-8000-000000000001',
      networkId,
      grants: [{ role: 'dispatcher', unitId: rootId }],
    };
    expect((await listOrders(context, dispatcher, {})).items).toEqual([]);
  });
});

describe('a city that was cut off while it was made', () => {
  test('is not taken for a whole one, and the way out is named', async () => {
    const database = await freshDatabase();
    const context = testContext(database.databaseUrl, { demo: true });
    await createNetwork(context, { code: 'small', nameZh: '小城（演示）', nameEn: 'Small city (demo)', demo: true });
    await expect(loadDemoCity(context, { city: 'small', volunteers: 10 })).rejects.toThrow(/cut off.*LINLI_DATA/);
    await context.database.close();
    await database.drop();
  });
});
