import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomOf } from '../demo/random.ts';
import { allJobs } from '../src/main/app.ts';
import { importOrders } from '../src/orders/actions/import.ts';
import type { Context } from '../src/platform/context.ts';
import { PLAN_ONCE } from '../src/platform/database.ts';
import { runJobsOnce } from '../src/platform/jobs.ts';
import { jobActor } from '../src/shared/actor.ts';
import { testContext } from '../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../tests/database.ts';
import { record } from '../tests/statements.ts';
import { type Cast, makeCast } from './cast.ts';
import { type Person, send } from './client.ts';
import { History } from './history.ts';
import { serve } from './in-process.ts';
import { carryOrder, carryPetition, type Life, partsOf } from './loop.ts';

/*
 * What happens all day may not walk through a large table, and the planner is tempted most in a city of a middle size:
 * there a walk looks cheaper than what it expects of a hundred looks into an index. Statements are planned once, whatever
 * their values, so their plans can be asked for without any.
 */
const ORDERS = 3_000;
const PEOPLE = 12_000;
/** A table with fewer rows may be read whole: the lists of the orders and the people are longer. */
const LARGE = 5_000;
/** What runs seldom may take its time. */
const SELDOM_MILLISECONDS = 3_600_000;
const HAS_PLAN = /^\s*(with|select|insert|update|delete)/;

let database: FreshDatabase;
let admin: pg.Client;
let cast: Cast;

beforeAll(async () => {
  database = await freshDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const context = testContext(database.databaseUrl);
  cast = await makeCast(context, 'large', { residents: 8, dispatchers: 4, volunteers: 8 });
  // Of one network alone the planner knows that whatever it finds is of that one.
  await makeCast(context, 'beside', { residents: 1, dispatchers: 1, volunteers: 1 });
  await importOrders(context, jobActor(cast.networkId, 'orders.import'), messages(context), {
    unitId: cast.town.station,
  });
  await runJobsOnce(context, allJobs);
  await context.database.close();
  await admin.query(
    `insert into person select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'phone', null))).*
     from (select each as p from person as each limit 1) as one, generate_series(1, $1)`,
    [PEOPLE],
  );
  await admin.query('select pg_stat_force_next_flush()');
  // As the database does by itself: of small tables it never learns how large they are.
  const { rows } = await admin.query<{ name: string }>(
    'select relid::regclass::text as name from pg_stat_user_tables where n_live_tup > 50',
  );
  for (const { name } of rows) await admin.query(`vacuum analyze ${name}`);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

function messages(context: Context) {
  const until = context.clock.now().getTime();
  return Array.from({ length: ORDERS }, (_, index) => ({
    externalId: `large-${index}`,
    text: `甲${index}号楼二单元的灯坏了三天，想请师傅来看看。`,
    at: new Date(until - (ORDERS - index) * 600_000),
    likes: index % 7,
    suggestion: { kind: null, urgency: 'normal' as const, confidential: false },
  }));
}

/** Which statements of `work` walk through which large tables: `name: table`. */
async function walksIn(work: (context: Context) => Promise<void>): Promise<string[]> {
  const context = testContext(database.databaseUrl);
  const sent = await record(() => work(context));
  await context.database.close();
  // The keys of petitions lie in a database of their own, by their order alone.
  const texts = new Map(
    sent.flatMap(({ name, text }) => (name && HAS_PLAN.test(text) && !/petition_key/.test(text) ? [[name, text]] : [])),
  );
  const { rows } = await admin.query<{ relname: string }>(
    `select relname from pg_class where relkind = 'r' and reltuples >= $1`,
    [LARGE],
  );
  const large = new Set(rows.map(({ relname }) => relname));
  const client = new pg.Client({ connectionString: database.databaseUrl, options: PLAN_ONCE });
  await client.connect();
  const walks: string[] = [];
  for (const [name, text] of texts)
    for (const table of walkedThrough(await planOf(client, text)))
      if (large.has(table)) walks.push(`${name}: ${table}`);
  await client.end();
  return walks.sort();
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** The plan that a connection of the server's makes of a statement. */
async function planOf(client: pg.Client, text: string): Promise<Plan> {
  await client.query(`prepare asked as ${text}`);
  const { rows: prepared } = await client.query<{ parameters: number }>(
    `select cardinality(parameter_types) as parameters from pg_prepared_statements where name = 'asked'`,
  );
  const nothing = Array.from({ length: prepared[0]?.parameters ?? 0 }, () => 'null');
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (format json) execute asked${nothing.length > 0 ? `(${nothing.join(', ')})` : ''}`,
  );
  await client.query('deallocate asked');
  return rows[0]?.['QUERY PLAN'][0]?.Plan as Plan;
}

function walkedThrough({ 'Node Type': node, 'Relation Name': table, Plans = [] }: Plan): string[] {
  return [...(node === 'Seq Scan' && table ? [table] : []), ...Plans.flatMap(walkedThrough)];
}

async function get(url: string, person: Person, path: string): Promise<unknown> {
  const answer = await send(url, person, { method: 'GET', path: `/api/v1${path}` });
  if (answer?.status !== 200) throw new Error(`GET ${path} was answered ${answer?.status}: ${answer?.body}`);
  return JSON.parse(answer.body);
}

it('nothing that happens to an order walks through a large table', async () => {
  const walks = await walksIn(async (context) => {
    const server = await serve(context);
    const life: Life = {
      ...{ history: new History(), target: { url: server.url, over: false }, cast },
      random: randomOf('large', 1),
    };
    for (let index = 0; index < 4; index++) await carryOrder(life, partsOf(life));
    for (let index = 0; index < 4; index++) await carryPetition(life, partsOf(life));
    await server.close();
  });
  expect(walks).toEqual([]);
});

it('nor do the jobs that follow it', async () => {
  const often = allJobs.filter(({ everyMilliseconds }) => everyMilliseconds < SELDOM_MILLISECONDS);
  expect(await walksIn((context) => runJobsOnce(context, often))).toEqual([]);
});

it('nor do the pages that are open all day', async () => {
  const walks = await walksIn(async (context) => {
    const server = await serve(context);
    const [dispatcher, clerk, resident, volunteer] = [
      cast.dispatchers,
      cast.clerks,
      cast.residents,
      cast.volunteers,
    ].map(([first]) => first as Person) as [Person, Person, Person, Person];
    const { centre } = cast.town;
    const listed = await get(server.url, dispatcher, `/orders?unit=${centre}&status=submitted&limit=20`);
    const { id } = (listed as { items: { id: string }[] }).items[0] as { id: string };
    for (const [person, path] of [
      [dispatcher, `/orders?unit=${centre}&status=submitted&sort=due&limit=20`],
      [dispatcher, `/orders?unit=${centre}&status=submitted&nature=public_service`],
      [dispatcher, `/orders?unit=${centre}&text=${encodeURIComponent('楼二')}`],
      [dispatcher, `/orders/count?unit=${centre}&status=submitted`],
      [dispatcher, `/orders/${id}`],
      [dispatcher, `/orders/${id}/row`],
      [dispatcher, `/orders/${id}/events`],
      [dispatcher, `/orders/${id}/near`],
      [dispatcher, `/topics?unit=${centre}`],
      [dispatcher, `/volunteers?unit=${centre}`],
      [dispatcher, `/units/${centre}/week-ahead`],
      [dispatcher, '/me/notifications'],
      [clerk, `/petitions?unit=${centre}`],
      [clerk, `/petitions/report?unit=${centre}`],
      [resident, '/me'],
      [resident, '/me/orders'],
      [resident, '/me/looks'],
      [resident, `/answers?unit=${centre}`],
      [volunteer, '/me/volunteer'],
      [volunteer, '/me/offers'],
      [volunteer, '/me/tasks'],
      [volunteer, '/me/open-orders'],
      [volunteer, '/me/taken-orders'],
    ] as const)
      await get(server.url, person, path);
    await server.close();
  });
  expect(walks).toEqual([]);
});
