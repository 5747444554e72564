import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { loadDemoCity } from '../../demo/load.ts';
import { buildApp } from '../../src/main/app.ts';
import { type ImportedMessage, importOrders } from '../../src/orders/actions/import.ts';
import { loadTree } from '../../src/organisation/actions.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Context } from '../../src/platform/context.ts';
import { Database } from '../../src/platform/database.ts';
import { prepareDatabase } from '../../src/platform/embedded-postgres/prepare-database.ts';
import { Live } from '../../src/platform/live.ts';
import { createLog } from '../../src/platform/log.ts';
import { Memo } from '../../src/platform/memo.ts';
import { migrate } from '../../src/platform/migrations.ts';
import { jobActor } from '../../src/shared/actor.ts';

/** Bump when the seeding changes what it makes. */
const SEED_VERSION = 3;
const CHUNK = 4_000;
/** Orders older than this have ended in a city at work; of the younger ones each is in one of these states. */
const ENDED_AFTER_DAYS = 5;
const STATES = [
  'submitted',
  'submitted',
  'triaged',
  'dispatched',
  'accepted',
  'served',
  'closed',
  'closed',
  'closed',
] as const;
const DAYS = 120;

/** A city of the benchmark's own with its real server. Live events and jobs do not run: requests alone are measured. */
export interface BenchCity {
  context: Context;
  networkId: string;
  rootId: string;
  stationId: string;
  databaseUrl: string;
  url: string;
  /** Orders written a second while it was seeded; undefined when it was there already. */
  rate: number | undefined;
  close(): Promise<void>;
}

/**
 * Opens a city with so many orders in its database, making it unless it was kept from another run. `lived_in`: of many
 * stations and in all states; `imported`: as an import leaves them, all of one unit at a time.
 */
export async function openCity(
  adminUrl: string,
  name: string,
  orders: number,
  manner: 'imported' | 'lived_in',
): Promise<BenchCity> {
  const database = `${name}_${orders}_${seedHash()}`;
  const { databaseUrl, migrationUrl } = await prepareDatabase(adminUrl, { database });
  await migrate(migrationUrl, 'db/migrations');
  const keysAddress = await prepareDatabase(adminUrl, { database: `${database}_keys` });
  await migrate(keysAddress.migrationUrl, 'db/keys-migrations');
  const connections = new Database(databaseUrl);
  const keys = new Database(keysAddress.databaseUrl, { connections: 5 });
  const log = createLog('silent');
  const secret = Buffer.alloc(32, 7);
  const context: Context = {
    database: connections,
    keys,
    clock: systemClock,
    memo: new Memo(),
    live: new Live(connections, log),
    log,
    ports: { sendCode: async () => {} },
    secret,
    auditKey: Buffer.alloc(32, 8),
    masters: [{ version: 1, secret }],
    demo: true,
  };
  await loadDemoCity(context, { city: 'demo', volunteers: 0 });
  const [network] = await connections.networks();
  if (!network) throw new Error('The demo city is missing.');
  const tree = await loadTree(context, network.id);
  const units = [...tree.units.values()];
  const stations = units.filter((unit) => unit.level === 'station').map((unit) => unit.id);
  const [stationId] = stations;
  if (stationId === undefined) throw new Error('The demo city has no station.');
  const rate = await seed(context, network.id, { stations, orders, manner, adminUrl: urlOf(adminUrl, database) });
  const app = await buildApp(context, { requestsPerMinute: 100_000_000 });
  return {
    context,
    networkId: network.id,
    rootId: tree.rootId,
    stationId,
    databaseUrl,
    url: await listen(app),
    rate,
    async close() {
      await app.close();
      await connections.close();
      await keys.close();
    },
  };
}

/** Removes a city that was made to be written to. */
export async function dropCity(adminUrl: string, city: BenchCity): Promise<void> {
  await city.close();
  const name = new URL(city.databaseUrl).pathname.slice(1);
  for (const each of [name, `${name}_keys`]) await administer(adminUrl, `drop database ${each} with (force)`);
}

interface Seeding {
  stations: readonly string[];
  orders: number;
  manner: 'imported' | 'lived_in';
  adminUrl: string;
}

async function seed(
  context: Context,
  networkId: string,
  { stations, orders, manner, adminUrl }: Seeding,
): Promise<number | undefined> {
  const [found] = await administer(
    adminUrl,
    `select count(*)::int as orders, coalesce(bool_or(status <> 'submitted'), false) as lived
     from orders where external_id like 'bench-%'`,
  );
  if (Number(found?.['orders']) >= orders && (manner === 'imported' || found?.['lived'] === true)) return undefined;
  const actor = jobActor(networkId, 'orders.import');
  const until = Date.now();
  const since = until - DAYS * 86_400_000;
  const chunk = manner === 'imported' ? CHUNK : Math.max(1, Math.min(CHUNK, Math.ceil(orders / stations.length)));
  // An earlier run may have been ended on the way; what it wrote is known by its external id, and not written again.
  const there = Number(found?.['orders']);
  const first = there - (there % chunk);
  const begin = performance.now();
  for (let start = first; start < orders; start += chunk) {
    const messages = Array.from({ length: Math.min(chunk, orders - start) }, (_, index) =>
      message(start + index, new Date(since + ((until - since) * (start + index)) / orders)),
    );
    // Neighbours in the list are of the same county a few times in a row at most.
    await importOrders(context, actor, messages, { unitId: stations[((start / chunk) * 37) % stations.length] ?? '' });
  }
  const rate = ((orders - first) / (performance.now() - begin)) * 1000;
  if (manner === 'lived_in') await liveIn(adminUrl);
  // What the database would do in the quiet after such an import, so that it does not do it while we measure.
  await administer(adminUrl, 'vacuum analyze');
  await administer(adminUrl, 'checkpoint');
  return rate;
}

/** Puts orders into the states of a city at work, by the database's owner, since carrying a million there takes a day; all at once, or not. */
async function liveIn(adminUrl: string): Promise<void> {
  const states = `array['${STATES.join("','")}']`;
  await administer(
    adminUrl,
    `update orders set status = v.status, nature = 'public_service', kind = 'smartphone_teaching',
       escalations = case when abs(hashtext(orders.external_id)) % 50 = 0 then 1 else 0 end,
       outcome = case when v.status = 'closed' then 'satisfied' end,
       warn_at = case when v.status = 'closed' then null else warn_at end,
       due_at = case when v.status = 'closed' then null else due_at end
     from (select id, case when submitted_at < now() - interval '${ENDED_AFTER_DAYS} days' then 'closed'
       else (${states})[1 + abs(hashtext(external_id)) % ${STATES.length}] end as status from orders) as v
     where orders.id = v.id and v.status <> 'submitted';
     update order_listing l set status = o.status, due_at = o.due_at, escalated = o.escalations > 0 from orders o
     where o.network_id = l.network_id and o.id = l.order_id and o.status <> 'submitted'`,
  );
}

/** Triage is not measured here, so its suggestion comes along. */
function message(index: number, at: Date): ImportedMessage {
  return {
    externalId: `bench-${index}`,
    text: `甲${index}号楼二单元的灯坏了三天，晚上老人上下楼看不清台阶，想请师傅来看看，白天家里都有人。`,
    at,
    likes: index % 7,
    suggestion: { kind: null, urgency: index % 5 === 0 ? 'urgent' : 'normal', confidential: false },
  };
}

async function administer(adminUrl: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Changes when the tables, the city or the seeding do; a kept database bears it in its name. */
function seedHash(): string {
  const hash = createHash('sha256').update(String(SEED_VERSION));
  for (const file of readdirSync('db/migrations').sort()) hash.update(readFileSync(`db/migrations/${file}`));
  hash.update(readFileSync('demo/city/taiyuan.json'));
  return hash.digest('hex').slice(0, 10);
}
