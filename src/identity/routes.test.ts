import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cookiesOf, type IdentityDoors, openIdentityDoors } from '../../tests/identity-doors.ts';
import { makeTown, type Town } from '../../tests/town.ts';
import { insertHolding, insertPost } from '../organisation/store/posts.ts';
import { eventsOf } from '../platform/events.ts';
import { type GrantedRole, grantedRoles } from '../shared/actor.ts';
import { newId } from '../shared/ids.ts';
import { grantRole, insertRoles } from './actions/grants.ts';
import { createKey } from './actions/keys.ts';
import { listGrants } from './actions/people.ts';
import { beginSession } from './actions/sessions.ts';
import { findOrCreatePerson, recordConsent, systemActor } from './actions.ts';
import type { IdentityPorts } from './routes.ts';
import { isForKeys } from './rules/grants.ts';
import { insertPeopleRows } from './store/people.ts';

let doors: IdentityDoors;
let context: IdentityDoors['context'];
let town: Town;
let foreign: Town;
let app: IdentityDoors['app'];
let send: IdentityDoors['send'];
let nextPhone = 13_700_000_000;
const erased: string[] = [];

const ports: IdentityPorts = {
  volunteerOf: async () => ({
    verified: true,
    adult: true,
    guardianConsented: true,
    skills: [],
    teams: [{ teamId: town.team, leader: false }],
  }),
  unreadOf: async () => 3,
  exporters: [{ name: 'orders', export: async (_context, _connection, personId) => [{ asked: personId }] }],
  erasers: [
    {
      name: 'orders',
      async erase(_context, _connection, personId) {
        erased.push(personId);
      },
    },
  ],
};

beforeAll(async () => {
  doors = await openIdentityDoors({ demo: true, ports });
  ({ context, town, app, send } = doors);
  // The elder network is the one meant where none is named.
  context.clock.forward(1);
  foreign = await makeTown(context, 'foreign');
});
afterAll(() => doors.close());
let phone = '';
beforeEach(() => {
  phone = String(nextPhone++);
});

/** Logs in by phone as a browser does, and gives what it sends from then on. */
async function logIn(name = '演示居民'): Promise<{ personId: string; cookies: { linli_session: string } }> {
  const asked = await send('POST', '/login/code', { payload: { phone } });
  const { demoCode } = asked.json();
  const entered = await send('POST', '/login/phone', { payload: { phone, code: demoCode, name } });
  expect(entered.statusCode).toBe(200);
  return { personId: entered.json().personId, cookies: cookiesOf(entered) };
}

/** A key of a role at a unit, as headers. */
async function keyed(role: GrantedRole, unitId: string, at: Town = town): Promise<{ headers: Record<string, string> }> {
  const { key } = await createKey(context, systemActor(at.networkId), { label: 'test', role, unitId });
  return { headers: { authorization: `Bearer ${key}` } };
}
/** Somebody who holds a role at a unit and has just logged in with all they have, as cookies. */
async function seated(
  role: GrantedRole,
  unitId: string,
  at: Town = town,
): Promise<{ cookies: { linli_session: string } }> {
  const now = context.clock.now();
  const token = await context.database.transaction(at.networkId, async (connection) => {
    const personId = await findOrCreatePerson(connection, systemActor(at.networkId), { name: '演示职员' }, now);
    await insertRoles(connection, [{ personId, role, unitId, at: now }]);
    return (await beginSession(connection, { personId, strength: 'password_totp', device: null, at: now })).token;
  });
  return { cookies: { linli_session: token } };
}
const unitFor = (role: GrantedRole) =>
  ({ team_leader: town.team, department_officer: town.department, auditor: town.city })[role as string] ?? town.centre;

describe('who is signed in', () => {
  it('is told to pages before and after, without an error for nobody', async () => {
    const nobody = await send('GET', '/session');
    expect([nobody.statusCode, nobody.body]).toEqual([204, '']);
    const { personId, cookies } = await logIn();
    const somebody = await send('GET', '/session', { cookies });
    expect(somebody.json()).toMatchObject({ personId });
    expect(somebody.json()).toEqual((await send('GET', '/me', { cookies })).json());
  });
});

describe('logging in', () => {
  it('by phone sets a cookie that lasts by a length and no date, that no script reads and no other site sends, and says who I am', async () => {
    const asked = await send('POST', '/login/code', { payload: { phone } });
    expect(asked.json()).toEqual({ expiresInSeconds: 300, demoCode: expect.stringMatching(/^\d{6}$/) });
    const entered = await send('POST', '/login/phone', {
      payload: { phone, code: asked.json().demoCode, name: '演示居民' },
    });
    expect(entered.headers['set-cookie']).toMatch(
      /^linli_session=[\w-]{64}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(entered.json()).toMatchObject({
      name: '演示居民',
      phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      adult: false,
      grants: [],
      volunteer: { verified: true, teams: [{ teamId: town.team, leader: false }] },
      network: { id: town.networkId, code: 'town' },
      unread: 3,
      strength: 'code',
      secondFactor: 'none',
    });
  });

  it('behind TLS sets a cookie for TLS alone', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const asked = await send('POST', '/login/code', { payload: { phone }, headers });
    const entered = await send('POST', '/login/phone', { payload: { phone, code: asked.json().demoCode }, headers });
    expect(entered.headers['set-cookie']).toContain('; Secure');
  });

  it('shows no code outside a demo', async () => {
    context.demo = false;
    const asked = await send('POST', '/login/code', { payload: { phone } });
    context.demo = true;
    expect(asked.json()).toEqual({ expiresInSeconds: 300 });
  });

  it('into a network is by its name', async () => {
    const headers = { 'x-linli-network': 'foreign' };
    const asked = await send('POST', '/login/code', { payload: { phone }, headers });
    const entered = await send('POST', '/login/phone', { payload: { phone, code: asked.json().demoCode }, headers });
    expect(entered.json().network.id).toBe(foreign.networkId);
    const nowhere = await send('POST', '/login/code', {
      payload: { phone },
      headers: { 'x-linli-network': 'nowhere' },
    });
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, 'identity.network_unknown']);
  });

  it.each([
    ['/login/code', { phone: 'abc' }, 400, 'platform.invalid'],
    ['/login/code', { phone: '12' }, 400, 'platform.invalid'],
    ['/login/code', { phone: '99999' }, 400, 'identity.phone_malformed'],
    ['/login/phone', { phone: '13700009999', code: '12345' }, 400, 'platform.invalid'],
    ['/login/phone', { phone: '13700009999', code: '123456' }, 401, 'identity.code_wrong'],
    ['/login/password', { username: 'nobody', password: 'whatever it may be' }, 401, 'identity.login_wrong'],
    ['/login/password', { username: 'nobody' }, 400, 'platform.invalid'],
  ])('%s with %j is refused', async (url, payload, status, code) => {
    const answer = await send('POST', url, { payload });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('out ends the session, also for who is logged out already', async () => {
    const { cookies } = await logIn();
    const out = await send('POST', '/logout', { cookies });
    expect(out.statusCode).toBe(204);
    expect(out.headers['set-cookie']).toMatch(/^linli_session=; /);
    expect((await send('GET', '/me', { cookies })).statusCode).toBe(401);
    expect((await send('POST', '/logout', { cookies })).statusCode).toBe(204);
  });
});

describe('a write by cookie', () => {
  it.each([
    ['from our own page', { 'sec-fetch-site': 'same-origin' }, 200],
    ['from our own page in an old browser', { origin: 'http://localhost:8080' }, 200],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from a neighbouring name', { 'sec-fetch-site': 'same-site' }, 403],
    ['from another site in an old browser', { origin: 'https://elsewhere.example' }, 403],
    ['from a hidden origin', { origin: 'null' }, 403],
    ['from who knows where', {}, 403],
  ])('%s', async (_, headers: Record<string, string>, status) => {
    const { cookies } = await logIn();
    const answer = await app.inject({
      method: 'PATCH',
      url: '/api/v1/me',
      headers: { host: 'localhost:8080', ...headers },
      cookies,
      payload: { elderMode: true },
    });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json().code).toBe('identity.cross_site');
  });

  it('of another site does not log anybody in either', async () => {
    const answer = await send('POST', '/login/code', {
      payload: { phone },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.statusCode).toBe(403);
  });
});

describe('one’s own record', () => {
  it('is corrected, and not over somebody’s newer correction', async () => {
    const { cookies } = await logIn();
    const read = await send('GET', '/me', { cookies });
    const etag = String(read.headers.etag);
    const change = { name: '演示居民二', language: 'en', elderMode: true, homeUnitId: town.station, birthYear: 1943 };
    const changed = await send('PATCH', '/me', { cookies, payload: change, headers: { 'if-match': etag } });
    expect(changed.json()).toMatchObject({ ...change, adult: true });
    const again = await send('PATCH', '/me', { cookies, payload: { name: 'x' }, headers: { 'if-match': etag } });
    expect([again.statusCode, again.json().code]).toEqual([412, 'identity.version_conflict']);
    const nowhere = await send('PATCH', '/me', { cookies, payload: { homeUnitId: foreign.station } });
    expect(nowhere.json().code).toBe('identity.unit_unknown');
  });

  it('of a minor is not made of age by the minor', async () => {
    const { cookies } = await logIn();
    expect((await send('PATCH', '/me', { cookies, payload: { birthYear: 2012 } })).statusCode).toBe(200);
    const grown = await send('PATCH', '/me', { cookies, payload: { birthYear: 1990 } });
    expect(grown.json().code).toBe('identity.birth_year_by_staff');
  });

  it('moves to a new phone with a code sent there', async () => {
    const { cookies } = await logIn();
    const next = String(nextPhone++);
    const asked = await send('POST', '/login/code', { payload: { phone: next } });
    const moved = await send('POST', '/me/phone', { cookies, payload: { phone: next, code: asked.json().demoCode } });
    expect(moved.statusCode).toBe(200);
    expect((await send('GET', '/me', { cookies })).json().phoneMove.phoneMasked.slice(-4)).toBe(next.slice(-4));
  });

  it('lists where I am logged in, and logs another device out', async () => {
    const first = await logIn();
    const second = await logIn();
    const { items } = (await send('GET', '/me/sessions', { cookies: first.cookies })).json();
    expect(items).toHaveLength(2);
    const other = items.find((session: { current: boolean }) => !session.current);
    expect((await send('DELETE', `/me/sessions/${other.id}`, { cookies: first.cookies })).statusCode).toBe(204);
    expect((await send('GET', '/me', { cookies: second.cookies })).statusCode).toBe(401);
    expect((await send('GET', '/me', { cookies: first.cookies })).statusCode).toBe(200);
  });

  it('is exported whole, with what other capabilities hold', async () => {
    const { personId, cookies } = await logIn();
    await context.database.transaction(town.networkId, (connection) =>
      recordConsent(
        connection,
        systemActor(town.networkId),
        { personId, purpose: 'order_for_me', givenBy: personId, manner: 'spoken' },
        context.clock.now(),
      ),
    );
    const exported = await send('GET', '/me/data', { cookies });
    expect(exported.headers['content-disposition']).toContain('attachment');
    const body = exported.json();
    expect(body).toMatchObject({
      person: { id: personId, name: '演示居民', phone },
      consents: [{ purpose: 'order_for_me', manner: 'spoken', withdrawnAt: null }],
      sessions: [{ strength: 'code', current: true }],
      more: { orders: [{ asked: personId }] },
    });
    expect(body.retained.map(({ what }: { what: string }) => what)).toContain('service_records');
    const withdrawn = await send('DELETE', `/me/consents/${body.consents[0].id}`, { cookies });
    expect(withdrawn.statusCode).toBe(204);
  });

  it('is erased with everything that names me; the answer says what stays', async () => {
    const { personId, cookies } = await logIn();
    await send('PATCH', '/me', { cookies, payload: { homeUnitId: town.station, birthYear: 1950 } });
    const answer = await send('DELETE', '/me', { cookies });
    expect(answer.json().retained).toContainEqual({
      what: 'service_records',
      years: 10,
      source: 'GB/T 40143-2021, 5.2.2',
    });
    expect(erased).toContain(personId);
    expect((await send('GET', '/me', { cookies })).statusCode).toBe(401);
    const rows = await context.database.transaction(town.networkId, (connection) =>
      connection.query({ name: '', text: 'select name, phone, birth_year, home_unit_id from person where id = $1' }, [
        personId,
      ]),
    );
    expect(rows).toEqual([{ name: null, phone: null, birth_year: null, home_unit_id: null }]);
    const anew = await logIn();
    expect(anew.personId).not.toBe(personId);
  });

  it('is not erased while in office', async () => {
    const { personId, cookies } = await logIn();
    await grantRole(context, systemActor(town.networkId), { personId, role: 'dispatcher', unitId: town.station });
    const answer = await send('DELETE', '/me', { cookies });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'identity.still_in_office']);
  });

  it('is nothing that a key has', async () => {
    const key = await keyed('administrator', town.city);
    for (const [method, url] of [
      ['GET', '/me'],
      ['GET', '/me/data'],
      ['DELETE', '/me'],
    ] as const)
      expect((await send(method, url, key)).json().code).toBe('identity.person_only');
  });
});

describe('what is sent twice with one key', () => {
  it('is done once, and answered alike: record, session, consent, erasure', async () => {
    const { cookies, personId } = await logIn();
    const other = await logIn();
    const sessions = (await send('GET', '/me/sessions', { cookies })).json().items;
    const old = sessions.find((session: { current: boolean }) => !session.current);
    const consentId = await context.database.transaction(town.networkId, (connection) =>
      recordConsent(
        connection,
        systemActor(town.networkId),
        { personId, purpose: 'privacy', givenBy: personId, manner: 'tap' },
        context.clock.now(),
      ),
    );
    const twice = async (method: 'PATCH' | 'DELETE', url: string, payload?: object) => {
      const headers = { 'idempotency-key': `${method}-${phone}-${url.slice(0, 8)}` };
      const once = () => send(method, url, { cookies, headers, ...(payload ? { payload } : {}) });
      return [(await once()).statusCode, (await once()).statusCode];
    };
    expect(await twice('PATCH', '/me', { elderMode: true })).toEqual([200, 200]);
    expect((await send('GET', '/me', { cookies })).json().version).toBe(2);
    expect(await twice('DELETE', `/me/sessions/${old.id}`)).toEqual([204, 204]);
    expect((await send('GET', '/me', { cookies: other.cookies })).statusCode).toBe(401);
    expect(await twice('DELETE', `/me/consents/${consentId}`)).toEqual([204, 204]);
    const changed = await send('PATCH', '/me', {
      cookies,
      headers: { 'idempotency-key': `PATCH-${phone}-/me` },
      payload: { elderMode: false },
    });
    expect([changed.statusCode, changed.json().code]).toEqual([422, 'platform.idempotency_key_reused']);
  });

  it('a failed write does not pass for a done one', async () => {
    const { cookies } = await logIn();
    const headers = { 'idempotency-key': `wrong-code-${phone}` };
    const move = { cookies, headers, payload: { phone: String(nextPhone++), code: '000000' } };
    expect((await send('POST', '/me/phone', move)).statusCode).toBe(401);
    expect((await send('POST', '/me/phone', move)).statusCode).toBe(401);
  });
});

describe('a record that staff correct', () => {
  const correct = (id: string, by: { headers: Record<string, string> }, payload: object, more: object = {}) =>
    send('PATCH', `/people/${id}`, { headers: { ...by.headers, ...more }, payload });

  it('changes for who may list the person, guarded by its version', async () => {
    const staff = await keyed('dispatcher', town.station);
    const payload = { name: '演示老人', phone, homeUnitId: town.station, birthYear: 1950 };
    const { id, version } = (await send('POST', '/people', { ...staff, payload })).json();
    const fixed = await correct(id, staff, { name: '演示长者', birthYear: 1949 }, { 'if-match': `"${version}"` });
    expect(fixed.json()).toMatchObject({ name: '演示长者', version: version + 1 });
    expect(fixed.headers.etag).toBe(`"${version + 1}"`);
    const late = await correct(id, staff, { name: '另一个' }, { 'if-match': `"${version}"` });
    expect([late.statusCode, late.json().code]).toEqual([412, 'identity.version_conflict']);
    const minor = (await correct(id, staff, { birthYear: context.clock.now().getUTCFullYear() - 12 })).json();
    expect(minor).toMatchObject({ minor: true, guardianConsented: false });
    const away = String(nextPhone++);
    expect((await correct(id, staff, { phone: away })).json().phoneMasked).toContain(away.slice(-4));
    expect((await correct(id, await keyed('dispatcher', foreign.station, foreign), { name: 'x' })).statusCode).toBe(
      404,
    );
    expect((await correct(id, await keyed('observer', town.city), { name: 'x' })).statusCode).toBe(403);
    expect((await correct(id, staff, {})).statusCode).toBe(400);
  });

  it('whose phone opens an account: an administrator alone, and it waits for a no', async () => {
    const { cookies, personId } = await logIn();
    await send('PATCH', '/me', { cookies, payload: { homeUnitId: town.station } });
    const away = String(nextPhone++);
    const refused = await correct(personId, await keyed('dispatcher', town.city), { phone: away });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'identity.phone_by_administrator']);
    const admin = await keyed('administrator', town.station);
    const taken = await correct(personId, admin, { phone: await somebodysPhone() });
    expect([taken.statusCode, taken.json().code]).toEqual([409, 'identity.phone_taken']);
    expect((await correct(personId, admin, { phone: away })).statusCode).toBe(200);
    expect((await send('GET', '/me', { cookies })).json().phoneMove.byStaff).toBe(true);
    const events = await context.database.transaction(town.networkId, (connection) => eventsOf(connection, personId));
    expect(events.filter((event) => event.kind === 'identity.phone_move_asked')).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain(away);
  });

  async function somebodysPhone(): Promise<string> {
    const other = String(nextPhone++);
    await send('POST', '/people', {
      ...(await keyed('administrator', town.city)),
      payload: { name: '演示别人', phone: other },
    });
    return other;
  }
});

describe('people', () => {
  const enter = (headers: { headers: Record<string, string> }, payload: Record<string, unknown>) =>
    send('POST', '/people', { ...headers, payload });
  const enterAs = (caller: { cookies: { linli_session: string } }, payload: Record<string, unknown>) =>
    send('POST', '/people', { ...caller, payload });

  it('are entered by staff, once for one key', async () => {
    const dispatcher = await keyed('dispatcher', town.station);
    const payload = { name: '演示居民', phone, homeUnitId: town.station, birthYear: 1950 };
    const twice = { headers: { ...dispatcher.headers, 'idempotency-key': `enter-${phone}` } };
    const [first, second] = [await enter(twice, payload), await enter(twice, payload)];
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(first.json()).toEqual(second.json());
    expect(first.json()).toMatchObject({ name: '演示居民', homeUnitId: town.station, minor: false, grants: [] });
    const changed = await enter(twice, { ...payload, name: 'another' });
    expect([changed.statusCode, changed.json().code]).toEqual([422, 'platform.idempotency_key_reused']);
  });

  it('get an account from administrators only, who have just shown that it is them', async () => {
    const account = { username: `clerk-${phone}`, password: 'kettle-marble-orchid' };
    const asked = { name: '演示职员', account };
    const unproven = await enter(await keyed('administrator', town.centre), asked);
    expect([unproven.statusCode, unproven.json().code]).toEqual([403, 'platform.proof_needed']);
    expect((await enterAs(await seated('dispatcher', town.city), asked)).statusCode).toBe(403);
    const made = await enterAs(await seated('administrator', town.centre), asked);
    expect(made.json()).toMatchObject({ username: account.username });
    const entered = await send('POST', '/login/password', { payload: account });
    expect(entered.json()).toMatchObject({ username: account.username, strength: 'password' });
  });

  it('stay signed in for a month where they are observers alone, and for a shift once they are more', async () => {
    const account = { username: `wall-${phone}`, password: 'kettle-marble-orchid' };
    const made = await enterAs(await seated('administrator', town.centre), { name: '演示大屏', account });
    const give = (role: GrantedRole) =>
      context.database.transaction(town.networkId, (connection) =>
        insertRoles(connection, [{ personId: made.json().id, role, unitId: town.centre, at: context.clock.now() }]),
      );
    await give('observer');
    const wall = await send('POST', '/login/password', { payload: account });
    expect(wall.headers['set-cookie']).toMatch(/; Max-Age=2592000;/);
    await give('dispatcher');
    const staff = await send('POST', '/login/password', { payload: account });
    expect(staff.headers['set-cookie']).toMatch(/; Max-Age=43200;/);
  });

  it('that use their record, or were entered before, get no password that somebody else set and knows', async () => {
    const resident = await logIn('演示居民');
    const admin = await seated('administrator', town.station);
    const account = { username: `taken-${phone}`, password: 'kettle-marble-orchid' };
    const takeover = await enterAs(admin, { name: '演示居民', phone, account });
    expect([takeover.statusCode, takeover.json().code]).toEqual([409, 'identity.account_with_phone']);
    expect((await send('POST', '/login/password', { payload: account })).json().code).toBe('identity.login_wrong');
    expect((await send('GET', '/me', { cookies: resident.cookies })).json().personId).toBe(resident.personId);
    const caller = String(nextPhone++);
    await enter(await keyed('dispatcher', town.station), {
      name: '演示来电者',
      phone: caller,
      homeUnitId: town.station,
    });
    const unclaimed = await enterAs(await seated('administrator', town.city), {
      name: '演示来电者',
      phone: caller,
      account,
    });
    expect([unclaimed.statusCode, unclaimed.json().code]).toEqual([409, 'identity.account_with_phone']);
  });

  it('who log in with a number that nobody had find a record of which nobody has the password', async () => {
    const admin = await seated('administrator', town.city);
    const account = { username: `ahead-${phone}`, password: 'kettle-marble-orchid' };
    const ahead = await enterAs(admin, { name: '演示同事', phone, account });
    expect([ahead.statusCode, ahead.json().code]).toEqual([409, 'identity.account_with_phone']);
    const made = await enterAs(admin, { name: '演示同事', account });
    const { id } = made.json();
    // Nor does the number come there afterwards.
    const later = await send('PATCH', `/people/${id}`, { ...admin, payload: { phone } });
    expect([later.statusCode, later.json().code]).toEqual([403, 'identity.phone_of_account']);
    const owner = await logIn('演示居民');
    expect(owner.personId).not.toBe(id);
    // The colleague adds their own, with a code that it gets.
    const entered = cookiesOf(await send('POST', '/login/password', { payload: account }));
    const own = String(nextPhone++);
    const { demoCode } = (await send('POST', '/login/code', { payload: { phone: own } })).json();
    expect(
      (await send('POST', '/me/phone', { cookies: entered, payload: { phone: own, code: demoCode } })).statusCode,
    ).toBe(200);
    expect((await send('GET', '/me', { cookies: entered })).json().phoneMasked).toContain(own.slice(-4));
  });

  it('are found by the beginning of a name or a whole phone number, within reach and page by page', async () => {
    const admin = await keyed('administrator', town.city);
    const here = `寻${phone.slice(-5)}`;
    for (const [name, homeUnitId] of [
      [`${here}甲`, town.station],
      [`${here}乙`, town.station],
      [`${here}丙`, town.otherStation],
    ])
      await enter(admin, { name, homeUnitId });
    await enter(admin, { name: '别处的人', phone });
    const names = async (key: { headers: Record<string, string> }, query: string) =>
      (await send('GET', `/people?${query}`, key)).json().items.map(({ name }: { name: string }) => name);
    const text = `text=${encodeURIComponent(here)}`;
    expect(await names(admin, text)).toHaveLength(3);
    const near = await keyed('dispatcher', town.centre);
    expect((await names(near, text)).sort()).toEqual([`${here}乙`, `${here}甲`].sort());
    expect(await names(near, `${text}&unit=${town.institute}`)).toHaveLength(2);
    expect(await names(near, `text=${phone}`)).toEqual(['别处的人']);
    expect((await send('GET', `/people?unit=${town.otherCentre}`, near)).statusCode).toBe(403);
    const page = (await send('GET', `/people?${text}&limit=2`, admin)).json();
    expect(page.items).toHaveLength(2);
    expect(await names(admin, `${text}&limit=2&cursor=${page.nextCursor}`)).toHaveLength(1);
    const shown = (await send('GET', `/people?text=${phone}`, near)).body;
    expect(shown).not.toContain(phone);
  });

  it('who work for somebody are found by name wherever they live, and by nobody beside', async () => {
    const start = `同${phone.slice(-5)}`;
    const admin = await seated('administrator', town.centre);
    const city = await keyed('administrator', town.city);
    const found = async (by: object, more = '') =>
      (await send('GET', `/people?text=${encodeURIComponent(start)}${more}`, by))
        .json()
        .items.map(({ name }: { name: string }) => name.slice(-1))
        .sort()
        .join('');
    const entered = async (by: object, last: string, homeUnitId?: string) =>
      (
        await send('POST', '/people', {
          ...by,
          payload: { name: `${start}${last}`, ...(homeUnitId ? { homeUnitId } : {}) },
        })
      ).json().id;
    const newcomer = await entered(admin, '甲');
    expect(await found(admin)).toBe('甲');
    const officer = await entered(city, '乙', town.otherStation);
    const holder = await entered(city, '丙', town.otherStation);
    await entered(city, '丁', town.otherStation);
    await entered(city, '戊');
    await send('POST', '/grants', {
      ...admin,
      payload: { personId: officer, role: 'dispatcher', unitId: town.station },
    });
    await context.database.transaction(town.networkId, async (connection) => {
      const post = { id: newId(context.clock.now()), unitId: town.institute };
      await insertPost(connection, { ...post, titleZh: '演示岗位', titleEn: 'demo post', established: false });
      await insertHolding(connection, post.id, holder, '2026-01-01');
    });
    expect(await found(admin)).toBe('丙乙甲');
    expect(await found(admin, `&unit=${town.centre}`)).toBe('');
    expect(await found(await keyed('dispatcher', town.centre))).toBe('丙乙');
    expect(await found(await seated('administrator', town.institute))).toBe('丙乙');
    expect(await found(await seated('administrator', town.otherCentre))).toBe('丁丙乙');
    // By id whoever a search by name would find, and nobody else.
    const byId = async (by: object, id: string) => (await send('GET', `/people?person=${id}`, by)).json().items.length;
    for (const id of [newcomer, officer, holder]) expect(await byId(admin, id)).toBe(1);
    expect(await byId(await seated('administrator', town.otherCentre), newcomer)).toBe(0);
    expect(await byId(city, newcomer)).toBe(1);
    await send('POST', '/grants', { ...admin, payload: { personId: newcomer, role: 'observer', unitId: town.centre } });
    expect(await found(admin)).toBe('丙乙甲');
    expect(await found(await seated('administrator', town.institute))).toBe('丙乙');
  });

  it('who are minors get a guardian who is of age', async () => {
    const staff = await keyed('dispatcher', town.station);
    const guardian = { name: '演示家长', phone: String(nextPhone++), manner: 'paper' };
    const record = (id: string, payload: object) => send('POST', `/people/${id}/guardian`, { ...staff, payload });
    const adult = (await enter(staff, { name: '演示成人', birthYear: 1980 })).json();
    expect((await record(adult.id, guardian)).json().code).toBe('identity.not_a_minor');
    const child = (await enter(staff, { name: '演示少年', birthYear: 2012, phone, homeUnitId: town.station })).json();
    expect((await record(child.id, { ...guardian, phone })).json().code).toBe('identity.guardian_is_minor');
    const beside = await keyed('dispatcher', town.otherStation);
    expect((await send('POST', `/people/${child.id}/guardian`, { ...beside, payload: guardian })).statusCode).toBe(404);
    expect((await record(child.id, guardian)).statusCode).toBe(204);
    const { cookies } = await logIn();
    const { person, consents } = (await send('GET', '/me/data', { cookies })).json();
    expect(person.guardianConsentAt).not.toBeNull();
    expect(consents[0]).toMatchObject({ purpose: 'volunteer_minor', manner: 'paper', givenBy: person.guardianId });
    await send('DELETE', `/me/consents/${consents[0].id}`, { cookies });
    expect((await send('GET', '/me/data', { cookies })).json().person.guardianConsentAt).toBeNull();
  });
});

describe('roles and keys', () => {
  it('are listed to the last one, page by page, at a unit alone, and without the leaders of teams', async () => {
    const many = await makeTown(context, 'roles');
    const at = context.clock.now();
    const people = Array.from({ length: 1002 }, (_, index) => ({ id: newId(at), name: `演示${index}`, createdAt: at }));
    const [chief, last, ...leaders] = people.map(({ id }) => id);
    const role = (personId: string | undefined, given: GrantedRole, unitId: string, seconds: number) => ({
      personId: personId ?? '',
      role: given,
      unitId,
      at: new Date(at.getTime() + seconds * 1000),
    });
    await context.database.transaction(many.networkId, async (connection) => {
      await insertPeopleRows(connection, people);
      await insertRoles(connection, [
        role(chief, 'administrator', many.city, 0),
        ...leaders.map((leader) => role(leader, 'team_leader', many.team, 1)),
        role(last, 'dispatcher', many.city, 2),
      ]);
    });
    const actor = {
      kind: 'person' as const,
      id: chief ?? '',
      networkId: many.networkId,
      grants: [{ role: 'administrator' as const, unitId: many.city }],
    };
    const holders = async (query: object) => {
      const page = await listGrants(context, actor, query);
      return { count: page.items.length, last: page.items.at(-1)?.personId, nextCursor: page.nextCursor };
    };
    const first = await holders({});
    expect(first).toMatchObject({ count: 1000 });
    expect(await holders({ cursor: first.nextCursor })).toEqual({ count: 2, last, nextCursor: null });
    expect(await holders({ unit: many.city, exactly: true })).toEqual({ count: 2, last, nextCursor: null });
    expect(await holders({ teams: false })).toEqual({ count: 2, last, nextCursor: null });
  });

  it('are given, listed and ended over the API within the own subtree', async () => {
    const { personId } = await logIn();
    const admin = await seated('administrator', town.centre);
    const given = await send('POST', '/grants', {
      ...admin,
      payload: { personId, role: 'dispatcher', unitId: town.station },
    });
    expect(given.statusCode).toBe(201);
    const listed = (await send('GET', `/grants?unit=${town.institute}`, admin)).json();
    expect(listed.items).toContainEqual(expect.objectContaining({ id: given.json().id, personId, name: '演示居民' }));
    expect((await send('GET', `/grants?unit=${town.otherCentre}`, admin)).statusCode).toBe(403);
    const beside = await seated('administrator', town.otherCentre);
    expect((await send('GET', `/grants?person=${personId}`, beside)).json().items).toEqual([]);
    expect((await send('DELETE', `/grants/${given.json().id}`, beside)).statusCode).toBe(404);
    expect((await send('DELETE', `/grants/${given.json().id}`, admin)).statusCode).toBe(204);
    expect((await send('GET', `/grants?person=${personId}`, admin)).json().items).toEqual([]);
  });

  describe('over the whole network', () => {
    const wish = async (role: GrantedRole = 'custodian') => {
      const { personId } = await logIn();
      const asker = await seated('administrator', town.city);
      const asked = await send('POST', '/grants', { ...asker, payload: { personId, role, unitId: town.city } });
      return { personId, asker, asked, id: String(asked.json().id) };
    };
    const answer = (id: string, which: string, by: { cookies: { linli_session: string } }) =>
      send('POST', `/grants/asked/${id}/actions/${which}`, by);
    const holds = async (personId: string) =>
      (await send('GET', `/grants?person=${personId}`, await seated('administrator', town.city))).json().items;

    it.each(['administrator', 'custodian', 'auditor'] as const)('%s is given by two', async (role) => {
      const { personId, asker, asked, id } = await wish(role);
      expect([asked.statusCode, asked.json().waiting]).toEqual([201, true]);
      expect(await holds(personId)).toEqual([]);
      expect((await answer(id, 'agree', asker)).json().code).toBe('identity.second_is_another');
      const second = await seated('administrator', town.city);
      const listed = (await send('GET', '/grants/asked', second)).json().items;
      expect(listed).toContainEqual(expect.objectContaining({ id, personId, role, mine: false, name: '演示居民' }));
      expect((await answer(id, 'agree', second)).statusCode).toBe(204);
      expect(await holds(personId)).toMatchObject([{ role, unitId: town.city }]);
      expect((await answer(id, 'agree', await seated('administrator', town.city))).json().code).toBe(
        'identity.wish_ended',
      );
    });

    it('is another’s matter for who administers a part of it, and waits a week', async () => {
      const { personId, id } = await wish();
      const below = await seated('administrator', town.centre);
      expect((await answer(id, 'agree', below)).statusCode).toBe(404);
      expect((await send('GET', '/grants/asked', below)).json().items).toEqual([]);
      context.clock.forward(7 * 24 * 60);
      const late = await answer(id, 'agree', await seated('administrator', town.city));
      expect([late.statusCode, late.json().code]).toEqual([409, 'identity.wish_ended']);
      expect(await holds(personId)).toEqual([]);
    });

    it('falls with the right of who asked, and is declined or taken back', async () => {
      const first = await wish();
      const [{ id: own }] = (await send('GET', '/me', first.asker)).json().grants;
      expect((await send('DELETE', `/grants/${own}`, await seated('administrator', town.city))).statusCode).toBe(204);
      const second = await seated('administrator', town.city);
      expect((await answer(first.id, 'agree', second)).json().code).toBe('identity.wish_ended');
      expect((await answer(first.id, 'decline', second)).statusCode).toBe(204);
      const other = await wish();
      expect((await answer(other.id, 'decline', other.asker)).statusCode).toBe(204);
      expect((await answer(other.id, 'agree', second)).json().code).toBe('identity.wish_ended');
    });

    it('agreed to by ten at once is given once', async () => {
      const { personId, id } = await wish();
      const seconds = await Promise.all(Array.from({ length: 10 }, () => seated('administrator', town.city)));
      const answers = await Promise.all(seconds.map((each) => answer(id, 'agree', each)));
      expect(answers.filter((each) => each.statusCode === 204)).toHaveLength(1);
      expect(await holds(personId)).toHaveLength(1);
    });

    it('is no key’s, except made by whoever runs the server', async () => {
      const payload = { label: '演示系统', role: 'administrator', unitId: town.city };
      const made = await send('POST', '/keys', { ...(await seated('administrator', town.city)), payload });
      expect([made.statusCode, made.json().code]).toEqual([422, 'identity.top_by_two']);
    });

    it('a bulk load makes nobody administrator and custodian at once, in one load or in two', async () => {
      const { personId } = await logIn();
      const at = context.clock.now();
      const load = (...roles: GrantedRole[]) =>
        context.database.transaction(town.networkId, (connection) =>
          insertRoles(
            connection,
            roles.map((role) => ({ personId, role, unitId: town.city, at })),
          ),
        );
      await expect(load('administrator', 'custodian')).rejects.toThrow(/custodian and administrator at once/);
      await load('custodian');
      await expect(load('administrator')).rejects.toThrow(/administrator and custodian at once/);
      expect(await holds(personId)).toMatchObject([{ role: 'custodian' }]);
    });
  });

  it('of custodians of a county come from two above it: its own administrator cannot make two and open alone', async () => {
    const { personId } = await logIn();
    const payload = { personId, role: 'custodian', unitId: town.centre };
    const within = await send('POST', '/grants', { ...(await seated('administrator', town.centre)), payload });
    expect([within.statusCode, within.json().code]).toEqual([403, 'identity.custodian_from_above']);
    const above = await send('POST', '/grants', { ...(await seated('administrator', town.city)), payload });
    expect(above.json()).toMatchObject({ waiting: true });
    const agreed = (caller: { cookies: { linli_session: string } }) =>
      send('POST', `/grants/asked/${above.json().id}/actions/agree`, caller);
    const second = await agreed(await seated('administrator', town.centre));
    expect([second.statusCode, second.json().code]).toEqual([403, 'identity.custodian_from_above']);
    expect((await agreed(await seated('administrator', town.city))).statusCode).toBe(204);
  });

  it('are refused with what would be allowed', async () => {
    const { personId } = await logIn();
    const admin = await seated('administrator', town.centre);
    const wrong = await send('POST', '/grants', {
      ...admin,
      payload: { personId, role: 'team_leader', unitId: town.station },
    });
    expect(wrong.json()).toMatchObject({ code: 'identity.role_not_at_level', allowed: ['team'] });
  });

  it('as keys are made, listed without the key, and stop when revoked', async () => {
    const admin = await seated('administrator', town.centre);
    const made = (
      await send('POST', '/keys', {
        ...admin,
        payload: { label: '演示系统', role: 'administrator', unitId: town.station },
      })
    ).json();
    const headers = { authorization: `Bearer ${made.key}` };
    expect(
      (await send('POST', '/keys', { headers, payload: { label: 'x', role: 'observer', unitId: town.station } })).json()
        .code,
    ).toBe('platform.proof_needed');
    expect((await send('GET', '/keys', { headers })).statusCode).toBe(200);
    const list = await send('GET', '/keys', admin);
    expect(list.body).toContain(made.id);
    expect(list.body).not.toContain(made.key);
    expect((await send('DELETE', `/keys/${made.id}`, admin)).statusCode).toBe(204);
    const after = await send('GET', '/keys', { headers });
    expect([after.statusCode, after.json().code]).toEqual([401, 'identity.key_unknown']);
  });

  it('give nothing in another network', async () => {
    const { personId } = await logIn();
    const foreigner = await seated('administrator', foreign.city, foreign);
    const payload = { personId, role: 'observer', unitId: foreign.city };
    expect((await send('POST', '/grants', { ...foreigner, payload })).statusCode).toBe(404);
    expect((await send('GET', `/people?text=${phone}`, foreigner)).json().items).toEqual([]);
  });
});

describe('every route', () => {
  it('refuses who holds none of its roles, and who is nobody', async () => {
    const keys = new Map<GrantedRole, { headers: Record<string, string> }>();
    for (const role of grantedRoles.filter(isForKeys)) keys.set(role, await keyed(role, unitFor(role)));
    let tried = 0;
    for (const { method, url, permission, stepUp } of app.declaredRoutes) {
      if (permission === 'anyone') continue;
      const address = url.replace('/api/v1', '').replace(':id', town.station);
      const ask = (more: Partial<InjectOptions>) =>
        send(method as 'GET', address, method === 'GET' ? more : { payload: {}, ...more });
      expect([url, (await ask({})).statusCode]).toEqual([url, 401]);
      if (permission === 'signed_in') continue;
      for (const [role, key] of keys) {
        tried += 1;
        const answer = await ask(key);
        const { statusCode } = answer;
        // A key cannot show that somebody is there.
        if (permission.includes(role) && stepUp) expect(answer.json().code).toBe('platform.proof_needed');
        else if (permission.includes(role))
          expect([url, role, statusCode < 401 || statusCode === 404 || statusCode === 409]).toEqual([url, role, true]);
        else expect([url, role, statusCode]).toEqual([url, role, 403]);
      }
    }
    expect(tried).toBeGreaterThan(50);
  });
});
