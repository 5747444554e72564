import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditRoutes } from '../src/audit/routes.ts';
import { namesOf, personWithAccount } from '../src/identity/actions.ts';
import { identityRoutes } from '../src/identity/routes.ts';
import { operationsRoutes } from '../src/main/operations.ts';
import { unreadOf } from '../src/notify/actions.ts';
import { notifyJobs } from '../src/notify/jobs.ts';
import { notifyRoutes } from '../src/notify/routes.ts';
import { actOnOrder } from '../src/orders/actions/act.ts';
import { markComplained } from '../src/orders/actions/complained.ts';
import { ordersEraser, ordersExporter } from '../src/orders/actions/my-data.ts';
import { orderNumbered, petitionsAmong } from '../src/orders/actions/parties.ts';
import { streamsOf } from '../src/orders/actions/stream.ts';
import { ordersJobs } from '../src/orders/jobs.ts';
import { ordersRoutes } from '../src/orders/routes.ts';
import type { ActionInput } from '../src/orders/schema/inputs.ts';
import type { ActionName } from '../src/orders/schema/states.ts';
import { organisationRoutes } from '../src/organisation/routes.ts';
import { createServer } from '../src/platform/http/server.ts';
import { runJobsOnce } from '../src/platform/jobs.ts';
import { createLog } from '../src/platform/log.ts';
import { triageRoutes } from '../src/triage/routes.ts';
import { vaultRoutes } from '../src/vault/routes.ts';
import { actingVolunteer, volunteerEraser, volunteerExporter } from '../src/volunteers/actions.ts';
import { volunteersRoutes } from '../src/volunteers/routes.ts';
import { type PersonName, type SmallCity, smallCity } from './city.ts';
import { testContext } from './context.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { namedCallers } from './named-callers.ts';
import { allRows, formsFound, tracesIn } from './traces.ts';

/*
 * A canary planted through the confidential door: somebody's name and phone, words, a door, a photo. It is carried through
 * everything that a petition goes through, and then looked for wherever anything comes out.
 */
const NAME = '演示金丝雀';
const PHONE = '13977700123';
const WORDS = '举报虚构的金丝雀饭馆半夜排油烟';
const DOOR = '虚构金丝雀巷九单元 909';
const WISH = '虚构金丝雀清晨再打来';
const SAID = '虚构金丝雀补充的一句话';
const CONTENT = [WORDS, WISH, SAID];
const IDENTITY = [NAME, PHONE, DOOR];

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let app: FastifyInstance;
let byDesk: string;
let byPhone: string;
let photoId: string;
let logged = '';
const streamed: string[] = [];

const jobs = () => runJobsOnce(context, [...ordersJobs, ...notifyJobs]);
async function act<Name extends ActionName>(as: PersonName, id: string, action: Name, input: ActionInput<Name>) {
  context.clock.forward(1);
  await actOnOrder(context, await city.actor(as), { orderId: id, action, input });
}
const send = (as: PersonName, method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({ method, url, headers: { 'x-name': as }, ...(payload ? { payload } : {}) });

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  context.log = createLog('trace', sink);
  city = await smallCity(context);
  app = await createServer(context, namedCallers(city));
  auditRoutes(app, { namesOf, petitionsAmong, orderNumbered, personWithAccount });
  organisationRoutes(app);
  identityRoutes(app, {
    volunteerOf: actingVolunteer,
    unreadOf,
    exporters: [volunteerExporter, ordersExporter],
    erasers: [ordersEraser, volunteerEraser],
  });
  vaultRoutes(app);
  volunteersRoutes(app);
  triageRoutes(app);
  ordersRoutes(app);
  notifyRoutes(app);
  operationsRoutes(app);
  await app.ready();
  for (const name of Object.keys(city.people) as PersonName[])
    streamsOf(context).open({ actor: await city.actor(name), send: (text) => void streamed.push(text), end() {} });
  await plant();
  await carry();
}, 120_000);
afterAll(async () => {
  streamsOf(context).close();
  await app.close();
  await context.database.close();
  await database.drop();
});

/** Somebody rings without an account, and somebody with one sends words and a photo. */
async function plant(): Promise<void> {
  const placeUnitId = city.unit('east.1.1');
  const onBehalfOf = { name: NAME, phone: PHONE, relation: 'caller', consent: 'spoken' };
  const order = { text: WORDS, place: DOOR, wish: WISH, placeUnitId };
  const typed = await send('centreDispatcher', 'POST', '/api/v1/orders', { ...order, onBehalfOf });
  byDesk = typed.json().id;
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#f0c000' } })
    .jpeg()
    .toBuffer();
  const photo = await app.inject({
    method: 'POST',
    url: '/api/v1/photos',
    headers: { 'x-name': 'neighbour', 'content-type': 'image/jpeg', 'idempotency-key': 'canary-photo-key' },
    payload: picture,
  });
  photoId = photo.json().id;
  const sent = await app.inject({
    method: 'POST',
    url: '/api/v1/orders',
    headers: { 'x-name': 'neighbour', 'idempotency-key': 'canary-order-key' },
    payload: { ...order, photoIds: [photoId] },
  });
  byPhone = sent.json().id;
}

/** The whole way: clerks, a department, its questions, the reply, a dispute, the clocks, the inbox. */
async function carry(): Promise<void> {
  for (const id of [byDesk, byPhone]) {
    await act('petitionClerk', id, 'triage', { nature: 'complaint' });
    await markComplained(context, await city.actor('petitionClerk'), id, { unitIds: [], personIds: [] });
    await act('petitionClerk', id, 'forward', { departmentId: city.unit('civil_affairs'), text: '某饭馆夜间排烟' });
    await act('departmentOfficer', id, 'sign_for', {});
    await act('departmentOfficer', id, 'admit', { words: '我们受理' });
  }
  await act('departmentOfficer', byPhone, 'ask', { words: '一般几点' });
  await act('neighbour', byPhone, 'respond', { words: SAID });
  await act('departmentOfficer', byPhone, 'reply', { words: '已装净化器' });
  await jobs();
  context.clock.forward(60 * 24 * 20);
  await jobs();
}

describe('the search itself', () => {
  it('finds a planted fault in each form: the test below would see one', async () => {
    const forms = [
      NAME,
      Buffer.from(`x${NAME}yz`).toString('base64'),
      Buffer.from(NAME, 'utf16le').toString('hex'),
      encodeURIComponent(NAME),
      JSON.stringify({ a: NAME }),
      Buffer.from(NAME).toString('hex').toUpperCase(),
    ];
    for (const text of forms) expect([text, formsFound(`before ${text} after`, NAME).length > 0]).toEqual([text, true]);
    const fault = { name: 'tests.fault', text: `update orders set external_id = $2 where network_id = $1 and id = $3` };
    const put = (text: string | null) =>
      context.database.transaction(city.networkId, (connection) =>
        connection.query(fault, [city.networkId, text, byPhone]),
      );
    await put(`note ${PHONE}`);
    expect(await tracesIn(database.adminUrl, [PHONE])).toContain(`orders: ${PHONE} (plain)`);
    await put(null);
  });
});

describe('a canary in a petition', () => {
  it('stands in no row of any table: not in words, door, name or phone, nor its account beside it, nor a picture', async () => {
    expect(await tracesIn(database.adminUrl, [...CONTENT, ...IDENTITY, '金丝雀'])).toEqual([]);
    const both: string[] = [];
    for (const [table, rows] of await allRows(database.adminUrl))
      for (const row of rows) {
        if (row.includes(city.people.neighbour) && row.includes(byPhone)) both.push(table);
        // The beginning of a JPEG.
        if (table === 'order_photo' && row.includes('ffd8ff')) both.push('a picture in the open');
      }
    expect(both).toEqual([]);
  });

  it('comes out of no route for anybody but the clerks’ page of it, and its sender’s own pages', async () => {
    const found: string[] = [];
    let asked = 0;
    for (const { method, url } of app.declaredRoutes) {
      if (method !== 'GET' || url.endsWith('/stream')) continue;
      for (const name of Object.keys(city.people) as PersonName[])
        for (const id of [byDesk, byPhone, photoId]) {
          if (!url.includes(':id') && id !== byDesk) continue;
          const answer = await send(name, 'GET', url.replace(':id', id).replace(':personId', city.people.neighbour));
          asked += 1;
          const own = name === 'neighbour';
          const clerk = name === 'petitionClerk' && (url === '/api/v1/orders/:id' || url === '/api/v1/photos/:id');
          // What the petitioner answers to a question is for the department that asked.
          const asking = name === 'departmentOfficer' && url === '/api/v1/orders/:id';
          const all = [...CONTENT, ...IDENTITY].filter((each) => !(asking && each === SAID));
          const secrets = own ? [NAME, PHONE] : clerk ? IDENTITY : all;
          const text = `${answer.body} ${JSON.stringify(answer.headers)}`;
          for (const secret of secrets)
            for (const form of formsFound(text, secret))
              found.push(`${name} ${url} ${answer.statusCode}: ${secret} (${form})`);
          const picture = url === '/api/v1/photos/:id' && id === photoId && answer.statusCode === 200;
          if (picture && !own && !clerk) found.push(`${name} sees the photo`);
        }
    }
    expect(found).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  }, 90_000);

  it('is in no search, no log line, no metric and no live event', async () => {
    for (const name of ['centreDispatcher', 'petitionClerk', 'cityAdministrator', 'observer'] as const)
      for (const word of ['金丝雀', NAME, PHONE, PHONE.slice(-4), '油烟']) {
        const answer = await send(name, 'GET', `/api/v1/orders?text=${encodeURIComponent(word)}`);
        expect([name, word, answer.json().items ?? []]).toEqual([name, word, []]);
      }
    const metrics = (await app.inject({ method: 'GET', url: '/metrics', remoteAddress: '127.0.0.1' })).body;
    const secrets = [...CONTENT, ...IDENTITY, '金丝雀'];
    for (const [where, text] of Object.entries({ logged, metrics, streamed: streamed.join('\n') }))
      for (const secret of secrets) expect([where, secret, formsFound(text, secret)]).toEqual([where, secret, []]);
    for (const [where, text] of Object.entries({ logged, metrics }))
      expect([where, text.includes(city.people.neighbour)]).toEqual([where, false]);
  });

  it('cannot be read any more once it was erased, with the keys’ database as it is and an older copy of the main one', async () => {
    const copy = await context.database.transaction(city.networkId, (connection) =>
      connection.query<{ sealed: Buffer }>(
        { name: 'tests.copy', text: 'select sealed from order_text where network_id = $1 and order_id = $2' },
        [city.networkId, byPhone],
      ),
    );
    expect(copy[0]?.sealed.length).toBeGreaterThan(40);
    await act('neighbour', byPhone, 'review', { stars: 5, solved: true });
    await context.database.transaction(city.networkId, (connection) =>
      ordersEraser.erase(context, connection, city.people.neighbour, context.clock.now()),
    );
    await jobs();
    const left = await context.keys.transaction(city.networkId, (connection) =>
      connection.query(
        { name: 'tests.left', text: 'select 1 from petition_key where network_id = $1 and subject_id = $2' },
        [city.networkId, byPhone],
      ),
    );
    expect(left).toEqual([]);
    expect((await send('petitionClerk', 'GET', `/api/v1/orders/${byPhone}`)).json()).toMatchObject({ text: null });
    expect((await send('petitionClerk', 'GET', `/api/v1/photos/${photoId}`)).statusCode).toBe(404);
  });
});
