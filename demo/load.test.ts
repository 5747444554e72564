import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../src/identity/actions.ts';
import { listOrders } from '../src/orders/actions/list.ts';
import { readOrder } from '../src/orders/actions/view.ts';
import { importTree } from '../src/organisation/actions/import.ts';
import { createNetwork } from '../src/organisation/actions/networks.ts';
import { loadTree } from '../src/organisation/actions.ts';
import { discardUnfinishedDemo } from '../src/platform/bulk-load.ts';
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
    const { rootId, units } = await loadTree(taiyuan.context, taiyuan.networkId);
    const centres = [...units.values()].filter((unit) => unit.level === 'centre').map((unit) => unit.id);
    const person = {
      kind: 'person' as const,
      id: '00000000-0000-7000-8000-000000000001',
      networkId: taiyuan.networkId,
    };
    everybody = { ...person, grants: [{ role: 'dispatcher', unitId: rootId }] };
    // Of the city and of each county: what nobody has marked yet is known to the county's own alone.
    clerk = { ...person, grants: [rootId, ...centres].map((unitId) => ({ role: 'petition_clerk', unitId })) };
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
    for (const { id, text, status } of placed) {
      // The words of a petition stand in no list: whoever may reads them one by one.
      const words = text ?? (await readOrder(taiyuan.context, clerk, id)).text ?? '';
      expect(status, words).toBe(stages.get(words));
    }
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

  test('leaves statistics of what it loaded, so that the first page is planned well', async () => {
    const counted = await taiyuan.context.database.outside<{ name: string; rows: number }>({
      name: 'test.statistics',
      text: `select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace
        and relname in ('event', 'orders', 'order_listing', 'org_unit', 'org_unit_ancestor', 'person', 'team', 'team_member',
          'team_skill', 'volunteer', 'volunteer_skill')`,
    });
    expect(counted.length).toBe(11);
    for (const { name, rows } of counted) expect(rows, name).toBeGreaterThan(100);
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
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let context: ReturnType<typeof testContext>;

  beforeEach(async () => {
    database = await freshDatabase();
    context = testContext(database.databaseUrl, { demo: true });
  });
  afterEach(async () => {
    await context.database.close();
    await database.drop();
  });

  test('is made anew by the next start, whatever it had already', async () => {
    const cutOff = await createNetwork(context, {
      code: 'small',
      nameZh: '小城（演示）',
      nameEn: 'Small city',
      demo: true,
    });
    const file = await readFile(new URL('./city/small.json', import.meta.url), 'utf8');
    await importTree(context, systemActor(cutOff), (JSON.parse(file) as unknown[]).slice(0, 6));
    await loadDemoCity(context, { city: 'small', volunteers: 10 });
    const networks = await context.database.networks();
    expect(networks.map(({ code }) => code)).toEqual(['small']);
    expect(networks[0]?.id).not.toBe(cutOff);
  });

  test('is not touched when somebody else wrote in it, and the way out is named', async () => {
    const cutOff = await createNetwork(context, {
      code: 'small',
      nameZh: '小城（演示）',
      nameEn: 'Small city',
      demo: true,
    });
    const city = { code: '9900', level: 'city', nameZh: '市', nameEn: 'City', openedOn: '2020-01-01' };
    await importTree(context, systemActor(cutOff), [
      city,
      { ...city, code: 'ours', level: 'centre', parentCode: '9900' },
    ]);
    await expect(loadDemoCity(context, { city: 'small', volunteers: 10 })).rejects.toThrow(/cut off.*LINLI_DATA/);
    expect((await loadTree(context, cutOff)).byCode.has('ours')).toBe(true);
  });

  test.each([
    [
      'a key was made',
      `insert into api_key (network_id, id, key_hash, label, role, unit_id, created_at)
       select id, id, '\\x00', 'k', 'observer', id, now() from network`,
    ],
    [
      'messages were imported',
      `insert into event (network_id, id, at, kind, actor_kind, actor_id, subject_kind, subject_id)
       select id, id, now(), 'orders.imported', 'job', 'orders.import', 'order', id from network`,
    ],
    [
      'there is a second network',
      `insert into network (id, code, name_zh, name_en, created_at)
       select gen_random_uuid(), 'other', '别处', 'Other', now()`,
    ],
    ['it is no demo', 'update network set demo = false'],
  ])('is not touched when %s', async (_, written) => {
    const id = await createNetwork(context, {
      code: 'small',
      nameZh: '小城（演示）',
      nameEn: 'Small city',
      demo: true,
    });
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query(written);
    await client.end();
    expect(await context.database.transaction(id, discardUnfinishedDemo)).toBe(false);
    expect((await context.database.networks()).map((network) => network.id)).toContain(id);
  });

  test('is waited for by a second process, which then finds it whole', async () => {
    const second = testContext(database.databaseUrl, { demo: true });
    await Promise.all([context, second].map((each) => loadDemoCity(each, { city: 'small', volunteers: 10 })));
    expect((await second.database.networks()).length).toBe(1);
    await second.database.close();
  });
});
