import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchRoutes } from '../src/dispatch/routes.ts';
import { identityRoutes } from '../src/identity/routes.ts';
import { buildApp } from '../src/main/app.ts';
import { notifyRoutes } from '../src/notify/routes.ts';
import { submitOrder } from '../src/orders/actions/submit.ts';
import { ordersRoutes } from '../src/orders/routes.ts';
import { organisationRoutes } from '../src/organisation/routes.ts';
import { keptKey } from '../src/platform/http/attempt.ts';
import { createServer } from '../src/platform/http/server.ts';
import type { Attempt } from '../src/platform/idempotency.ts';
import { claimAttempt } from '../src/platform/idempotency.ts';
import { triageRoutes } from '../src/triage/routes.ts';
import { vaultRoutes } from '../src/vault/routes.ts';
import { volunteersRoutes } from '../src/volunteers/routes.ts';
import { type PersonName, type SmallCity, smallCity } from './city.ts';
import { testContext } from './context.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { nothingElse } from './identity-doors.ts';
import { namedCallers } from './named-callers.ts';
import { softPasskey } from './passkey.ts';

/** A write that the route would take: who sends it, what stands for the colons, and what is in it. */
interface Write {
  as: PersonName;
  params?: Record<string, string>;
  body?: unknown;
  type?: string;
}

/** Writes that take no key, and why nothing is done twice all the same. */
const exempt: Record<string, string> = {
  'POST /api/v1/login/code': 'nobody is logged in: its key is bound to the phone, and tried in the tests of codes',
  'POST /api/v1/login/phone':
    'a code logs in once; what would have to be kept for a second answer is the session itself',
  'POST /api/v1/login/password': 'each login is a session of its own; no trace of a password may be kept',
  'POST /api/v1/login/passkey/options': 'each asks for an answer of its own',
  'POST /api/v1/login/passkey': 'an answer logs in once; what would have to be kept for a second is the session itself',
  'POST /api/v1/me/passkeys/options': 'each asks for an answer of its own',
  'POST /api/v1/me/proof/options': 'each asks for an answer of its own',
  'POST /api/v1/me/proof': 'shown twice it is shown; no trace of a password may be kept',
  'POST /api/v1/logout': 'whoever is logged out stays so',
  'POST /api/v1/me/password': 'sent again, the old password is wrong; no trace of a password may be kept',
  'POST /api/v1/me/totp': 'a new secret takes the place of the one before; no trace of a password may be kept',
  'POST /api/v1/audit/compare': 'reads only',
  'POST /api/v1/policies/:name/check': 'reads only',
  'POST /api/v1/tree/check': 'reads only',
  'POST /api/v1/dispatch/replay': 'reads only',
  'POST /api/v1/batches/:id/confirm': 'a proposal that was sent is not open any more',
  'POST /api/v1/triage/suggest': 'reads only',
  'POST /api/v1/triage/masking': 'reads only',
  'POST /api/v1/vault/openings/:id/agree': 'an opening is shown once: sent again, it has ended',
  'POST /api/v1/orders/neighbours': 'reads only',
  'PUT /api/v1/orders/:id/presence': 'kept nowhere; said twice it says the same',
};

/** The base point of P-256, raw: the public key of the private key 1. */
const POINT = 'BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=';

/** What a browser is asked when a passkey is made. */
const WANTED = { user: { id: 'AAAA' }, rp: { id: 'localhost' }, challenge: 'AAAA' };
const BREACH = {
  happenedAt: null,
  foundAt: '2026-03-02T00:30:00.000Z',
  dataKinds: ['content'],
  ...Object.fromEntries(
    ['what', 'cause', 'consequences', 'measuresTaken', 'measuresForPeople', 'contact'].map((name) => [name, '演示']),
  ),
};

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let city: SmallCity;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  city = await smallCity(context);
  app = await createServer(context, namedCallers(city));
  organisationRoutes(app);
  identityRoutes(app, nothingElse);
  vaultRoutes(app);
  volunteersRoutes(app);
  triageRoutes(app);
  ordersRoutes(app);
  dispatchRoutes(app);
  notifyRoutes(app);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
});

const nobody = '00000000-0000-7000-8000-000000000009';

/** One write of every route; a route that is missing fails the test below. */
async function writes(): Promise<Record<string, Write>> {
  const { unit, people } = city;
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const order = await submitOrder(context, city.actors.resident, {
    text: '想找人陪我说说话',
    placeUnitId: unit('east.1.1'),
  });
  const policy = (await app.inject({ url: '/api/v1/policies/urgency' })).json();
  const admin = (write: Omit<Write, 'as'> = {}): Write => ({ as: 'cityAdministrator', ...write });
  const station = { id: unit('east.1.1') };
  const post = { ...station, postId: nobody };
  const team = { id: unit('team.care') };
  const member = { ...team, personId: people.volunteer };
  return {
    'POST /api/v1/units': admin({
      body: { code: 'new', parentId: unit('east.1'), level: 'station', nameZh: '新', nameEn: 'New' },
    }),
    'PATCH /api/v1/units/:id': admin({ params: station, body: { phone: '0351-1234567' } }),
    'POST /api/v1/units/:id/actions/close': admin({ params: station, body: { heirId: unit('east.1.2') } }),
    'POST /api/v1/units/:id/actions/keep_open': admin({ params: { id: unit('east.1.3') } }),
    'POST /api/v1/units/:id/actions/merge': admin({ params: station, body: { into: unit('east.1.2') } }),
    'POST /api/v1/units/:id/actions/move': admin({ params: station, body: { parentId: unit('east.2') } }),
    'POST /api/v1/units/:id/batch': { as: 'centreDispatcher', params: { id: unit('east') }, body: {} },
    'PUT /api/v1/units/:id/batch/setting': admin({
      params: { id: unit('east') },
      body: { everyMinutes: 5, sendsKinds: [] },
    }),
    'POST /api/v1/units/:id/posts': admin({ params: station, body: { titleZh: '主任', titleEn: 'Head' } }),
    'PUT /api/v1/units/:id/posts/:postId/holder': admin({ params: post, body: { personId: people.observer } }),
    'DELETE /api/v1/units/:id/posts/:postId': admin({ params: post }),
    'PUT /api/v1/policies/:name': admin({ params: { name: 'urgency' }, body: { body: policy.body } }),
    'PUT /api/v1/map': admin({
      body: {
        reviewNumber: '晋S(2026)001号',
        geojson: {
          type: 'FeatureCollection',
          features: [
            {
              type: 'Feature',
              properties: { code: 'east' },
              geometry: {
                type: 'Polygon',
                coordinates: [
                  [
                    [112, 37],
                    [113, 37],
                    [113, 38],
                    [112, 37],
                  ],
                ],
              },
            },
          ],
        },
      },
    }),
    'DELETE /api/v1/map': admin(),
    'POST /api/v1/tree/import': admin({
      body: { text: 'code,level,nameZh,parentCode\neast.9,institute,九街,east\n' },
    }),
    'PATCH /api/v1/me': { as: 'resident', body: { elderMode: true } },
    'DELETE /api/v1/me': { as: 'resident' },
    'POST /api/v1/me/phone': { as: 'resident', body: { phone: '13900000001', code: '123456' } },
    'DELETE /api/v1/me/phone/move': { as: 'resident' },
    'DELETE /api/v1/me/sessions/:id': { as: 'resident', params: { id: nobody } },
    'POST /api/v1/me/totp/confirm': { as: 'observer', body: { code: '123456' } },
    'DELETE /api/v1/me/consents/:id': { as: 'resident', params: { id: nobody } },
    'POST /api/v1/people': admin({ body: { name: '新人' } }),
    'PATCH /api/v1/people/:id': admin({ params: { id: people.neighbour }, body: { name: '邻居' } }),
    'POST /api/v1/people/:id/guardian': admin({
      params: { id: people.minorWithoutConsent },
      body: { name: '监护人', phone: '13900000002', manner: 'paper' },
    }),
    'POST /api/v1/people/:id/actions/take_authenticators': admin({
      params: { id: people.observer },
      body: { reason: 'lost' },
    }),
    'DELETE /api/v1/me/totp': { as: 'observer' },
    'POST /api/v1/me/passkeys': { as: 'observer', body: { label: '演示', made: softPasskey().make(WANTED) } },
    'PATCH /api/v1/me/passkeys/:id': { as: 'observer', params: { id: nobody }, body: { label: '演示' } },
    'DELETE /api/v1/me/passkeys/:id': { as: 'observer', params: { id: nobody } },
    'POST /api/v1/grants': admin({ body: { personId: people.neighbour, role: 'observer', unitId: unit('east') } }),
    'POST /api/v1/grants/asked/:id/actions/agree': admin({ params: { id: nobody } }),
    'POST /api/v1/grants/asked/:id/actions/decline': admin({ params: { id: nobody } }),
    'DELETE /api/v1/grants/:id': admin({ params: { id: nobody } }),
    'POST /api/v1/keys': admin({ body: { label: 'k', role: 'observer', unitId: unit('east') } }),
    'DELETE /api/v1/keys/:id': admin({ params: { id: nobody } }),
    'POST /api/v1/topics/verdicts': {
      as: 'centreDispatcher',
      body: { one: [order.id], other: [order.id], verdict: 'two_topics' },
    },
    'POST /api/v1/triage/models': admin(),
    'POST /api/v1/triage/models/:id/actions/compare': admin({ params: { id: nobody } }),
    'POST /api/v1/triage/models/:id/actions/promote': admin({ params: { id: nobody } }),
    'PUT /api/v1/me/volunteer': { as: 'neighbour', body: { unitId: unit('east.1.1') } },
    'PUT /api/v1/me/personal-matching': { as: 'volunteer', body: { on: false } },
    'POST /api/v1/orders/:id/waves': { as: 'centreDispatcher', params: { id: order.id } },
    'POST /api/v1/units/:id/weather': {
      as: 'centreDispatcher',
      params: { id: unit('east') },
      body: { weather: 'snow', from: '2026-03-03', until: '2026-03-04' },
    },
    'DELETE /api/v1/weather/:id': { as: 'centreDispatcher', params: { id: nobody } },
    'POST /api/v1/me/open-orders/:id/take': { as: 'volunteer', params: { id: nobody } },
    'POST /api/v1/orders/:id/absences': {
      as: 'centreDispatcher',
      params: { id: order.id },
      body: { personId: nobody },
    },
    'POST /api/v1/orders/:id/absences/:personId/decision': {
      as: 'centreDispatcher',
      params: { id: order.id, personId: nobody },
      body: { stands: false },
    },
    'POST /api/v1/me/absences/:id/contest': { as: 'volunteer', params: { id: nobody }, body: {} },
    'POST /api/v1/volunteers/:id/actions/verify': admin({ params: { id: people.unverifiedVolunteer }, body: {} }),
    'POST /api/v1/volunteers/:id/actions/unverify': admin({ params: { id: people.volunteer }, body: {} }),
    'POST /api/v1/volunteers/:id/actions/verify_skill': admin({
      params: { id: people.uncheckedElectrician },
      body: { skill: 'electrician' },
    }),
    'PUT /api/v1/teams/:id': admin({ params: team, body: { skills: ['general_help'] } }),
    'POST /api/v1/teams/:id/messages': admin({ params: team, body: { words: '周六上午一起去' } }),
    'POST /api/v1/teams/:id/members': admin({ params: team, body: { personId: people.electrician } }),
    'PUT /api/v1/teams/:id/members/:personId': admin({ params: member, body: { role: 'leader' } }),
    'DELETE /api/v1/teams/:id/members/:personId': admin({ params: member }),
    'POST /api/v1/orders': { as: 'resident', body: { text: '请帮我换一个灯泡', placeUnitId: unit('east.1.1') } },
    'POST /api/v1/orders/:id/actions/:name': { as: 'resident', params: { id: nobody, name: 'withdraw' }, body: {} },
    'POST /api/v1/orders/:id/contact': { as: 'centreDispatcher', params: { id: order.id } },
    'POST /api/v1/vault/keys': { as: 'custodian', body: { publicKey: POINT } },
    'POST /api/v1/breaches': admin({ body: BREACH }),
    'PUT /api/v1/breaches/:id': admin({ params: { id: nobody }, body: BREACH }),
    'POST /api/v1/breaches/:id/concerned': admin({ params: { id: nobody }, body: { numbers: [] } }),
    'POST /api/v1/breaches/:id/tell': admin({ params: { id: nobody } }),
    'POST /api/v1/breaches/:id/tell-again': admin({ params: { id: nobody } }),
    'POST /api/v1/breaches/:id/authority': admin({ params: { id: nobody } }),
    'POST /api/v1/vault/recovery-keys': { as: 'custodian', body: { unitId: city.unit('east'), publicKey: POINT } },
    'POST /api/v1/vault/recovery-keys/:id/confirm': {
      as: 'custodian',
      params: { id: nobody },
      body: { fingerprint: '0000 0000 0000 0000' },
    },
    'DELETE /api/v1/vault/recovery-keys/:id': { as: 'custodian', params: { id: nobody } },
    'POST /api/v1/vault/openings': { as: 'custodian', body: { number: '0302-0001', reason: '演示理由' } },
    'PUT /api/v1/vault/openings/:id/share': {
      as: 'custodian',
      params: { id: nobody },
      body: { shares: [{ keyId: nobody, ephemeral: 'AAAA', sealed: 'AAAA' }] },
    },
    'POST /api/v1/vault/openings/:id/refuse': { as: 'custodian', params: { id: nobody } },
    'PUT /api/v1/orders/:id/complained-of': {
      as: 'petitionClerk',
      params: { id: nobody },
      body: { unitIds: [], personIds: [] },
    },
    'PUT /api/v1/orders/:id/publication': {
      as: 'petitionClerk',
      params: { id: nobody },
      body: { question: '演示问', answer: '演示答' },
    },
    'DELETE /api/v1/orders/:id/publication': { as: 'petitionClerk', params: { id: nobody } },
    'POST /api/v1/orders/:id/hotline': { as: 'petitionClerk', params: { id: nobody } },
    'POST /api/v1/receipts': { as: 'resident', body: { text: '演示的投诉', placeUnitId: unit('east.1.1') } },
    'POST /api/v1/me/receipts': { as: 'resident', body: { code: '000000000000000000000098' } },
    'POST /api/v1/photos': { as: 'resident', body: photo, type: 'image/png' },
    'POST /api/v1/me/notifications/read': { as: 'resident', body: { upTo: nobody } },
  };
}

const nameOf = ({ method, url }: { method: string; url: string }) => `${method} ${url}`;

describe('a key that was used before for another write', () => {
  it('is known to every route that writes', async () => {
    const whole = await buildApp(context);
    const declared = whole.declaredRoutes.filter(({ method }) => method !== 'GET').map(nameOf);
    await whole.close();
    expect([...Object.keys(await writes()), ...Object.keys(exempt)].sort()).toEqual(declared.sort());
  });

  it('is refused (422) by each of them, and nothing is done', async () => {
    const ignored: string[] = [];
    for (const [name, write] of Object.entries(await writes())) {
      const { status, code } = await sendWithUsedKey(name, write);
      if (status !== 422 || code !== 'platform.idempotency_key_reused') ignored.push(`${name}: ${status} ${code}`);
    }
    expect(ignored).toEqual([]);
  });
});

async function sendWithUsedKey(name: string, { as, params = {}, body, type }: Write) {
  const [method = '', pattern = ''] = name.split(' ');
  const key = randomUUID();
  const kept = keptKey(context.secret, await city.actor(as), key);
  const other: Attempt = { key: kept, digest: Buffer.alloc(32) };
  const at = context.clock.now();
  await context.database.transaction(city.networkId, (connection) =>
    claimAttempt(connection, other, { status: 200, subjectId: null, at }),
  );
  const answer = await app.inject({
    method: method as 'POST',
    url: pattern.replace(/:(\w+)/g, (_, one: string) => params[one] ?? ''),
    headers: { 'x-name': as, 'idempotency-key': key, ...(type ? { 'content-type': type } : {}) },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: answer.statusCode, code: answer.body === '' ? '' : String(answer.json().code) };
}
