import { gunzipSync } from 'node:zlib';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PersonName, type SmallCity, smallCity } from '../../tests/city.ts';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { namedCallers } from '../../tests/named-callers.ts';
import { createServer } from '../platform/http/server.ts';
import { volunteersRoutes } from '../volunteers/routes.ts';
import type { AskableNeeds, NeedTaxonomy } from './policies/schema/needs.ts';
import { organisationRoutes } from './routes.ts';
import { askableNeeds } from './rules/policies.ts';

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
  volunteersRoutes(app);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
});

const call = (options: InjectOptions, name?: PersonName) =>
  app.inject({ ...options, headers: { ...(name ? { 'x-name': name } : {}), ...options.headers } });

describe('what everybody may read', () => {
  it('says which network answers', async () => {
    const answer = await call({ url: '/api/v1/network' });
    expect(answer.json()).toEqual({
      id: city.networkId,
      code: 'small',
      nameZh: '小城',
      nameEn: 'Small City',
      demo: true,
      zone: 'Asia/Shanghai',
      helpPhone: '12345',
      languages: ['zh-CN', 'en'],
    });
  });

  it('sends the whole tree without teams, parents first, zipped, and once only', async () => {
    const answer = await call({ url: '/api/v1/tree', headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    const { units } = JSON.parse(gunzipSync(answer.rawPayload).toString());
    expect(units).toHaveLength(21);
    expect(units[0]).toMatchObject({ code: 'city', parent: -1, level: 'city', invented: true, at: [112.5, 37.8] });
    expect(units.every((unit: { parent: number }, index: number) => unit.parent < index)).toBe(true);
    expect(units.some((unit: { level: string }) => unit.level === 'team')).toBe(false);
    const plain = await call({ url: '/api/v1/tree' });
    expect(plain.json().units).toEqual(units);
    const again = await call({ url: '/api/v1/tree', headers: { 'if-none-match': String(answer.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('lists units page by page, by parent, level and name', async () => {
    const list = async (query: string) => (await call({ url: `/api/v1/units?${query}` })).json();
    expect((await list(`parent=${city.unit('east.1')}`)).items.map((unit: { code: string }) => unit.code)).toEqual([
      'east.1.1',
      'east.1.2',
      'east.1.3',
      'team.repair',
    ]);
    const first = await list('level=station&limit=6');
    const second = await list(`level=station&limit=6&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([6, 4, null]);
    expect((await list('text=%E5%85%AC%E5%9B%AD')).items).toMatchObject([{ code: 'east.point' }]);
    expect((await list(`within=${city.unit('west')}`)).items).toHaveLength(4);
    const named = (['team.repair', 'east.1.1'] as const).map((code) => `ids=${city.unit(code)}`);
    expect((await list(named.join('&'))).items).toMatchObject([{ code: 'east.1.1' }, { code: 'team.repair' }]);
    expect((await list(named[0] ?? '')).items).toMatchObject([{ code: 'team.repair' }]);
  });

  it('shows one unit, and nothing of one that is not there', async () => {
    const answer = await call({ url: `/api/v1/units/${city.unit('east.1.1')}` });
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.json()).toMatchObject({
      code: 'east.1.1',
      children: 2,
      plaqueRates: [{ level: 'station', open: 1, units: 1 }, { level: 'point' }],
    });
    expect((await call({ url: `/api/v1/units/${city.networkId}` })).statusCode).toBe(404);
    expect((await call({ url: '/api/v1/units/none' })).json()).toMatchObject({ code: 'platform.invalid' });
  });

  it('tells what one can ask for without what staff alone read, packed, and not twice', async () => {
    const { categories } = (await call({ url: '/api/v1/policies/needs' })).json().body as NeedTaxonomy;
    const answer = await call({ url: '/api/v1/needs', headers: { 'accept-encoding': 'br, gzip' } });
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: expect.stringContaining('accept-encoding'),
    });
    const told = JSON.parse(gunzipSync(answer.rawPayload).toString()) as AskableNeeds;
    expect(told).toEqual(askableNeeds({ categories } as NeedTaxonomy));
    const [kind] = told.categories[0]?.kinds ?? [];
    expect(kind).toMatchObject({ id: categories[0]?.kinds[0]?.id, nature: expect.any(String) });
    expect(kind).not.toHaveProperty('words');
    expect(kind).not.toHaveProperty('department');
    const again = await call({ url: '/api/v1/needs', headers: { 'if-none-match': String(answer.headers.etag) } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('shows policies in force', async () => {
    const answer = await call({ url: '/api/v1/policies/needs' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"1"']);
    expect(answer.json().body.categories.length).toBeGreaterThan(5);
    expect((await call({ url: '/api/v1/policies/weather' })).statusCode).toBe(404);
  });
});

describe('what administrators may write', () => {
  const unit = { code: 'east.9', level: 'institute', nameZh: '九街', nameEn: 'Ninth' };

  it('opens, changes and closes units with ETags', async () => {
    const payload = { ...unit, parentId: city.unit('east') };
    const opened = await call({ method: 'POST', url: '/api/v1/units', payload }, 'centreAdministrator');
    expect([opened.statusCode, opened.headers.etag]).toEqual([201, '"1"']);
    const url = `/api/v1/units/${opened.json().id}`;
    const patch = (version: string) =>
      call(
        { method: 'PATCH', url, payload: { phone: '0351-1234567' }, headers: { 'if-match': version } },
        'centreAdministrator',
      );
    expect((await patch('"1"')).headers.etag).toBe('"2"');
    const stale = await patch('"1"');
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'organisation.version_conflict']);
    const closing = { method: 'POST', url: `${url}/actions/close`, payload: { heirId: city.unit('east.3') } } as const;
    expect((await call(closing, 'centreAdministrator')).json()).toMatchObject({ closedOn: '2026-03-02' });
    const history = await call({ url: `${url}/history` });
    expect(history.json().items.map((one: { change: string }) => one.change)).toEqual(['opened', 'changed', 'closed']);
  });

  it('is refused to strangers and to all other roles', async () => {
    const payload = { ...unit, code: 'east.8', parentId: city.unit('east') };
    const post = { method: 'POST', url: '/api/v1/units', payload } as const;
    expect((await call(post)).statusCode).toBe(401);
    for (const name of [
      'resident',
      'volunteer',
      'centreDispatcher',
      'petitionClerk',
      'observer',
      'teamLeader',
      'departmentOfficer',
    ] as const)
      expect((await call(post, name)).statusCode).toBe(403);
  });

  it('loads an own map with its review number only', async () => {
    expect((await call({ url: '/api/v1/map' })).json()).toMatchObject({ code: 'organisation.map_missing' });
    const square = [
      [
        [112, 37],
        [113, 37],
        [113, 38],
        [112, 38],
        [112, 37],
      ],
    ];
    const feature = (code: string, type = 'Polygon') => ({
      type: 'Feature',
      properties: { code },
      geometry: { type, coordinates: square },
    });
    const put = (features: unknown[], reviewNumber?: string) =>
      call(
        {
          method: 'PUT',
          url: '/api/v1/map',
          payload: { ...(reviewNumber ? { reviewNumber } : {}), geojson: { type: 'FeatureCollection', features } },
        },
        'cityAdministrator',
      );
    expect((await put([feature('east')])).statusCode).toBe(400);
    expect((await put([feature('nowhere')], '晋S(2026)001号')).json()).toMatchObject({
      code: 'organisation.map_invalid',
      params: { reason: 'code_unknown' },
    });
    expect((await put([feature('east', 'Point')], '晋S(2026)001号')).json()).toMatchObject({
      params: { reason: 'geometry' },
    });
    expect((await put([feature('east')], '晋S(2026)001号')).statusCode).toBe(200);
    expect((await call({ url: '/api/v1/map' })).json()).toMatchObject({
      reviewNumber: '晋S(2026)001号',
      geojson: { features: [{ properties: { code: 'east' } }] },
    });
    expect((await call({ method: 'DELETE', url: '/api/v1/map' }, 'cityAdministrator')).statusCode).toBe(204);
    expect((await call({ url: '/api/v1/map' })).statusCode).toBe(404);
  });

  it('saves a policy from the version it was made from', async () => {
    const { body } = (await call({ url: '/api/v1/policies/urgency' })).json();
    const put = (version: string) =>
      call(
        { method: 'PUT', url: '/api/v1/policies/urgency', payload: { body }, headers: { 'if-match': version } },
        'cityAdministrator',
      );
    expect((await put('"1"')).headers.etag).toBe('"2"');
    expect((await put('"1"')).statusCode).toBe(412);
    expect((await call({ url: '/api/v1/policies/urgency/versions' }, 'cityAdministrator')).json().items).toHaveLength(
      2,
    );
  });

  it('tells the shape of a policy, every fault of a wish, and from when on a saved one holds', async () => {
    const shape = (await call({ url: '/api/v1/policies/skills/shape' })).json();
    expect(shape.properties.skills.items.properties.nameZh).toMatchObject({ minLength: 1, maxLength: 60 });
    expect((await call({ url: '/api/v1/policies/weather/shape' })).statusCode).toBe(404);
    const url = '/api/v1/policies/skills/check';
    const payload = { body: { skills: [] } };
    const { faults } = (await call({ method: 'POST', url, payload }, 'cityAdministrator')).json();
    expect(faults[0]).toEqual({ field: '', reason: 'required', value: '' });
    expect((await call({ method: 'POST', url, payload }, 'centreAdministrator')).statusCode).toBe(403);
    expect((await call({ method: 'POST', url, payload }, 'observer')).statusCode).toBe(403);
    const { body } = (await call({ url: '/api/v1/policies/resources' })).json();
    const put = (effectiveAt: string) =>
      call({ method: 'PUT', url: '/api/v1/policies/resources', payload: { body, effectiveAt } }, 'cityAdministrator');
    expect((await put('2026-03-02T00:00:00Z')).json()).toMatchObject({ code: 'organisation.policy_time' });
    expect((await put('2026-03-09T00:00:00Z')).json()).toMatchObject({ version: 2 });
    expect((await call({ url: '/api/v1/policies/resources' })).json().version).toBe(1);
  });

  it('counts for the city’s administrator who has each skill', async () => {
    const url = '/api/v1/figures/skills';
    const { items } = (await call({ url }, 'cityAdministrator')).json();
    expect(items).toContainEqual({ skill: 'elder_care', volunteers: expect.any(Number), teams: 3 });
    expect((await call({ url }, 'centreAdministrator')).statusCode).toBe(403);
    expect((await call({ url }, 'stationDispatcher')).statusCode).toBe(403);
  });

  it('sets up posts and fills them', async () => {
    const url = `/api/v1/units/${city.unit('east')}/posts`;
    const made = await call(
      { method: 'POST', url, payload: { titleZh: '主任', titleEn: 'Head' } },
      'cityAdministrator',
    );
    expect(made.statusCode).toBe(201);
    const filled = await call(
      { method: 'PUT', url: `${url}/${made.json().id}/holder`, payload: { personId: city.people.observer } },
      'cityAdministrator',
    );
    expect(filled.json().holders).toMatchObject([
      { personId: city.people.observer, since: '2026-03-02', until: null, erased: false },
    ]);
    expect((await call({ method: 'DELETE', url: `${url}/${made.json().id}` }, 'cityAdministrator')).statusCode).toBe(
      204,
    );
    expect((await call({ url }, 'observer')).json().items).toHaveLength(1);
    expect((await call({ url }, 'volunteer')).statusCode).toBe(403);
  });
});

describe('volunteers over the API', () => {
  it('register themselves and are listed to staff', async () => {
    const payload = { unitId: city.unit('east.1.1'), skills: ['elder_care'] };
    const saved = await call({ method: 'PUT', url: '/api/v1/me/volunteer', payload }, 'neighbour');
    expect([saved.statusCode, saved.headers.etag]).toEqual([200, '"1"']);
    const listed = await call({ url: '/api/v1/volunteers?skill=elder_care' }, 'stationDispatcher');
    expect(listed.json().items.map((one: { personId: string }) => one.personId)).toContain(city.people.neighbour);
    expect((await call({ url: '/api/v1/volunteers' }, 'resident')).statusCode).toBe(403);
    const verified = await call(
      { method: 'POST', url: `/api/v1/volunteers/${city.people.neighbour}/actions/verify`, payload: {} },
      'stationDispatcher',
    );
    expect(verified.json()).toMatchObject({ verified: true });
  });

  it('teams are read by all who are signed in, their members by leaders and staff', async () => {
    const url = `/api/v1/teams/${city.unit('team.care')}`;
    expect((await call({ url: '/api/v1/teams?skill=elder_care' }, 'resident')).json().items).toHaveLength(3);
    expect((await call({ url }, 'resident')).json()).toMatchObject({ members: 4, unitId: city.unit('east.1.1') });
    expect((await call({ url: `${url}/members` }, 'teamLeader')).json().items[0]).toMatchObject({ leader: true });
    expect((await call({ url: `${url}/members` }, 'resident')).statusCode).toBe(403);
    const payload = { personId: city.people.electrician };
    expect((await call({ method: 'POST', url: `${url}/members`, payload }, 'teamLeader')).statusCode).toBe(201);
    const gone = { method: 'DELETE', url: `${url}/members/${city.people.electrician}` } as const;
    expect((await call(gone, 'electrician')).statusCode).toBe(204);
  });
});
