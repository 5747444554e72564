import { scryptSync } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cookies, cookiesOf, type IdentityDoors, openIdentityDoors } from '../../tests/identity-doors.ts';
import { type SoftPasskey, softPasskey } from '../../tests/passkey.ts';
import { eventsOf } from '../platform/events.ts';
import { grantRole } from './actions/grants.ts';
import { addAccount, findOrCreatePerson, systemActor } from './actions.ts';

const PASSWORD = 'kettle-marble-orchid';
let doors: IdentityDoors;
let context: IdentityDoors['context'];
let town: IdentityDoors['town'];
let send: IdentityDoors['send'];
let next = 1;
let username = '';
let personId = '';

beforeAll(async () => {
  doors = await openIdentityDoors();
  ({ context, town, send } = doors);
});
afterAll(() => doors.close());
beforeEach(async () => {
  username = `officer-${next++}`;
  const actor = systemActor(town.networkId);
  personId = await cheapAccount();
  await grantRole(context, actor, { personId, role: 'administrator', unitId: town.centre });
});

/** An account of `username`, whose hash has small parameters of its own: quick to verify. */
async function cheapAccount(): Promise<string> {
  const salt = Buffer.from(username);
  const hash = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 });
  const passwordHash = ['scrypt', 1024, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join('$');
  const at = context.clock.now();
  const actor = systemActor(town.networkId);
  return context.database.transaction(town.networkId, async (connection) => {
    const id = await findOrCreatePerson(connection, actor, { name: '演示职员' }, at);
    await addAccount(connection, actor, { personId: id, username, passwordHash, at });
    return id;
  });
}

type Answer = Awaited<ReturnType<typeof send>>;
const said = (answer: Answer) => [answer.statusCode, answer.body === '' ? '' : answer.json().code];

async function byPassword(totp?: string): Promise<Cookies> {
  const answer = await send('POST', '/login/password', {
    payload: { username, password: PASSWORD, ...(totp ? { totp } : {}) },
  });
  expect(answer.statusCode).toBe(200);
  return cookiesOf(answer);
}

async function wantMake(cookies: Cookies): Promise<Record<string, unknown>> {
  const answer = await send('POST', '/me/passkeys/options', { cookies });
  expect(said(answer)).toEqual([200, undefined]);
  return answer.json().options;
}

/** A passkey set up by who has just logged in by password. */
async function setUp(cookies: Cookies, label = '蓝色钥匙'): Promise<SoftPasskey> {
  const passkey = softPasskey();
  const made = passkey.make(await wantMake(cookies));
  const kept = await send('POST', '/me/passkeys', { cookies, payload: { label, made } });
  expect(kept.statusCode).toBe(201);
  return passkey;
}

const wantLogin = async () => (await send('POST', '/login/passkey/options')).json().options;
const logIn = (signed: unknown) => send('POST', '/login/passkey', { payload: { signed: signed as object } });

describe('setting up a passkey', () => {
  it('asks for one that verifies its user, is found by itself, and tells nothing of who built it', async () => {
    const options = await wantMake(await byPassword());
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Linli' },
      user: { name: username },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    });
    expect(Buffer.from(String(options['challenge']), 'base64url')).toHaveLength(32);
  });

  it('lets this session carry its roles, and ends all others', async () => {
    const other = await byPassword();
    const cookies = await byPassword();
    expect((await send('GET', '/me', { cookies })).json()).toMatchObject({ grants: [], secondFactor: 'needed' });
    await setUp(cookies);
    const me = (await send('GET', '/me', { cookies })).json();
    expect(me).toMatchObject({ strength: 'passkey', secondFactor: 'set', authenticatorApp: false });
    expect(me.grants).toHaveLength(1);
    expect((await send('GET', '/me', { cookies: other })).statusCode).toBe(401);
  });

  it('is listed, renamed and taken away by its owner alone', async () => {
    const cookies = await byPassword();
    await setUp(cookies, ' 蓝色钥匙 ');
    const list = async () => (await send('GET', '/me/passkeys', { cookies })).json().items;
    const [{ id }] = await list();
    expect(await list()).toEqual([
      { id, label: '蓝色钥匙', createdAt: context.clock.now().toISOString(), lastUsedAt: null },
    ]);
    expect((await send('PATCH', `/me/passkeys/${id}`, { cookies, payload: { label: '办公室' } })).statusCode).toBe(204);
    expect(await list()).toMatchObject([{ label: '办公室' }]);
    expect((await send('PATCH', `/me/passkeys/${id}`, { cookies, payload: { label: '  ' } })).statusCode).toBe(400);
    const owner = username;
    username = `stranger-${next++}`;
    await cheapAccount();
    const stranger = await byPassword();
    expect((await send('DELETE', `/me/passkeys/${id}`, { cookies: stranger })).statusCode).toBe(404);
    expect((await send('PATCH', `/me/passkeys/${id}`, { cookies: stranger, payload: { label: 'x' } })).statusCode).toBe(
      404,
    );
    username = owner;
    expect((await send('DELETE', `/me/passkeys/${id}`, { cookies })).statusCode).toBe(204);
    expect(await list()).toEqual([]);
    const kinds = await context.database.transaction(town.networkId, async (connection) =>
      (await eventsOf(connection, personId)).map(({ kind }) => kind),
    );
    expect(kinds).toEqual(expect.arrayContaining(['identity.passkey_added', 'identity.passkey_removed']));
  });

  it('is kept once for one key, and known the second time it is made', async () => {
    const cookies = await byPassword();
    const passkey = softPasskey();
    const payload = { label: '一', made: passkey.make(await wantMake(cookies)) };
    const headers = { 'idempotency-key': `make-${username}` };
    const twice = [
      await send('POST', '/me/passkeys', { cookies, payload, headers }),
      await send('POST', '/me/passkeys', { cookies, payload, headers }),
    ];
    expect(twice.map((each) => each.statusCode)).toEqual([201, 201]);
    expect(twice[0]?.json()).toEqual(twice[1]?.json());
    const again = { label: '二', made: passkey.make(await wantMake(cookies)) };
    expect(said(await send('POST', '/me/passkeys', { cookies, payload: again }))).toEqual([
      409,
      'identity.passkey_known',
    ]);
  });

  it.each([
    ['of another site', { origin: 'https://elsewhere.example' }],
    ['bound to another name', { rpId: 'elsewhere.example' }],
    ['by a device that verified nobody', { unverified: true }],
    ['for a challenge of somebody’s own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['for no challenge', { challenge: 'AAAA' }],
  ])('%s is refused', async (_, changes) => {
    const cookies = await byPassword();
    const made = softPasskey().make(await wantMake(cookies), changes);
    expect(said(await send('POST', '/me/passkeys', { cookies, payload: { label: 'x', made } }))).toEqual([
      401,
      'identity.passkey_wrong',
    ]);
  });

  it('takes ten a person and no more', async () => {
    const cookies = await byPassword();
    for (let count = 0; count < 10; count++) await setUp(cookies, `钥匙${count}`);
    expect(said(await send('POST', '/me/passkeys/options', { cookies }))).toEqual([409, 'identity.too_many_passkeys']);
  });

  it('works by a configured address or localhost only', async () => {
    const cookies = await byPassword();
    const ask = (host: string) => send('POST', '/me/passkeys/options', { cookies, headers: { host } });
    expect(said(await ask('127.0.0.1:8080'))).toEqual([409, 'identity.passkeys_need_address']);
    Object.assign(context, { origin: 'https://linli.example' });
    try {
      expect((await ask('127.0.0.1:8080')).json().options.rp.id).toBe('linli.example');
    } finally {
      Object.assign(context, { origin: undefined });
    }
  });

  it('is for staff with an account, by a person', async () => {
    const phone = `1370000${String(next++).padStart(4, '0')}`;
    let code = '';
    context.ports.sendCode = async (message) => {
      code = message.code;
    };
    await send('POST', '/login/code', { payload: { phone } });
    const cookies = cookiesOf(await send('POST', '/login/phone', { payload: { phone, code } }));
    // A code by phone shows nothing that would do for this.
    expect(said(await send('POST', '/me/passkeys/options', { cookies }))).toEqual([403, 'platform.proof_needed']);
    expect(said(await send('POST', '/me/proof/options', { cookies }))).toEqual([404, 'identity.account_only']);
  });
});

describe('a password alone', () => {
  it('carries no role in a city of somebody’s own, though its server was started as a demo', async () => {
    Object.assign(context, { demo: true });
    try {
      const me = (await send('GET', '/me', { cookies: await byPassword() })).json();
      expect([me.grants, me.secondFactor]).toEqual([[], 'needed']);
    } finally {
      Object.assign(context, { demo: false });
    }
  });
});

describe('logging in with a passkey', () => {
  it('carries every role, without username, password or digits', async () => {
    const passkey = await setUp(await byPassword());
    const entered = await logIn(passkey.sign(await wantLogin()));
    expect(entered.json()).toMatchObject({ personId, username, strength: 'passkey' });
    expect(entered.json().grants).toMatchObject([{ role: 'administrator', unitId: town.centre }]);
    const { items } = (await send('GET', '/me/passkeys', { cookies: cookiesOf(entered) })).json();
    expect(items).toMatchObject([{ lastUsedAt: context.clock.now().toISOString() }]);
  });

  it('takes an answer once', async () => {
    const passkey = await setUp(await byPassword());
    const signed = passkey.sign(await wantLogin());
    expect((await logIn(signed)).statusCode).toBe(200);
    expect(said(await logIn(signed))).toEqual([401, 'identity.passkey_wrong']);
  });

  it('takes 20 at once of one answer once', async () => {
    const passkey = await setUp(await byPassword());
    const signed = passkey.sign(await wantLogin());
    const answers = await Promise.all(Array.from({ length: 20 }, () => logIn(signed)));
    expect(answers.filter((each) => each.statusCode === 200)).toHaveLength(1);
  });

  it('takes an answer for five minutes', async () => {
    const passkey = await setUp(await byPassword());
    const options = await wantLogin();
    context.clock.forward(5);
    expect(said(await logIn(passkey.sign(options)))).toEqual([401, 'identity.passkey_wrong']);
  });

  it.each([
    ['of another site', { origin: 'https://elsewhere.example' }],
    ['for another name', { rpId: 'elsewhere.example' }],
    ['by a device that verified nobody', { unverified: true }],
    ['for a challenge of somebody’s own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['in somebody else’s name', { userHandle: Buffer.alloc(16, 1).toString('base64url') }],
  ])('%s is refused', async (_, changes) => {
    const passkey = await setUp(await byPassword());
    expect(said(await logIn(passkey.sign(await wantLogin(), changes)))).toEqual([401, 'identity.passkey_wrong']);
  });

  it('refuses one that nobody set up, and one that was taken away', async () => {
    const cookies = await byPassword();
    const stranger = softPasskey();
    expect(said(await logIn(stranger.sign(await wantLogin())))).toEqual([401, 'identity.passkey_wrong']);
    const passkey = await setUp(cookies);
    const [{ id }] = (await send('GET', '/me/passkeys', { cookies })).json().items;
    await send('DELETE', `/me/passkeys/${id}`, { cookies });
    expect(said(await logIn(passkey.sign(await wantLogin())))).toEqual([401, 'identity.passkey_wrong']);
  });

  it('refuses a copy whose count does not rise, and writes it down', async () => {
    const passkey = await setUp(await byPassword());
    passkey.count = 7;
    expect((await logIn(passkey.sign(await wantLogin()))).statusCode).toBe(200);
    passkey.count = 4;
    expect(said(await logIn(passkey.sign(await wantLogin())))).toEqual([401, 'identity.passkey_wrong']);
    const events = await context.database.transaction(town.networkId, (connection) => eventsOf(connection, personId));
    expect(events.filter(({ kind }) => kind === 'identity.passkey_refused')).toMatchObject([
      { body: { why: 'count' } },
    ]);
  });

  it('by password alone carries no role once a passkey is set up, until it is shown', async () => {
    const passkey = await setUp(await byPassword());
    const cookies = await byPassword();
    expect((await send('GET', '/me', { cookies })).json()).toMatchObject({ grants: [], secondFactor: 'needed' });
    const wanted = (await send('POST', '/me/proof/options', { cookies })).json();
    expect(wanted.proofs).toEqual(['passkey']);
    expect(wanted.options.allowCredentials).toMatchObject([{ id: passkey.id }]);
    const given = await send('POST', '/me/proof', { cookies, payload: { signed: passkey.sign(wanted.options) } });
    expect(given.statusCode).toBe(204);
    expect((await send('GET', '/me', { cookies })).json()).toMatchObject({
      strength: 'passkey',
      secondFactor: 'set',
      grants: [{ role: 'administrator' }],
    });
  });
});

describe('showing again that it is really oneself', () => {
  const grant = (cookies: Cookies) =>
    send('POST', '/grants', { cookies, payload: { personId, role: 'observer', unitId: town.centre } });

  it('is asked for before a role is given, five minutes after logging in, and then not for five more', async () => {
    const passkey = await setUp(await byPassword());
    const cookies = cookiesOf(await logIn(passkey.sign(await wantLogin())));
    // Nobody gives a role to themselves: whoever hears that has passed the door.
    expect(said(await grant(cookies))).toEqual([403, 'identity.grant_to_self']);
    context.clock.forward(5);
    expect(said(await grant(cookies))).toEqual([403, 'platform.proof_needed']);
    const { options } = (await send('POST', '/me/proof/options', { cookies })).json();
    const payload = { signed: passkey.sign(options) };
    expect((await send('POST', '/me/proof', { cookies, payload })).statusCode).toBe(204);
    context.clock.forward(4.9);
    expect(said(await grant(cookies))).toEqual([403, 'identity.grant_to_self']);
    context.clock.forward(0.1);
    expect(said(await grant(cookies))).toEqual([403, 'platform.proof_needed']);
  });

  it('works by the digits of the app, each once, and not by the password beside them', async () => {
    const first = await byPassword();
    const { secret } = (await send('POST', '/me/totp', { cookies: first, payload: { password: PASSWORD } })).json();
    const digits = () =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: context.clock.now().getTime() });
    await send('POST', '/me/totp/confirm', { cookies: first, payload: { code: digits() } });
    context.clock.forward(5.1);
    const prove = (payload: object) => send('POST', '/me/proof', { cookies: first, payload });
    expect(said(await prove({ password: PASSWORD }))).toEqual([403, 'identity.proof_wrong']);
    expect(said(await prove({ totp: '000000' }))).toEqual([403, 'identity.proof_wrong']);
    expect(said(await grant(first))).toEqual([403, 'platform.proof_needed']);
    expect(said(await prove({ totp: digits() }))).toEqual([204, '']);
    expect(said(await grant(first))).toEqual([403, 'identity.grant_to_self']);
    expect(said(await prove({ totp: digits() }))).toEqual([403, 'identity.proof_wrong']);
  });

  it('by guessing digits is blocked like logging in', async () => {
    const cookies = await byPassword();
    const { secret } = (await send('POST', '/me/totp', { cookies, payload: { password: PASSWORD } })).json();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: context.clock.now().getTime() });
    await send('POST', '/me/totp/confirm', { cookies, payload: { code } });
    context.clock.forward(1);
    const codes: string[] = [];
    for (let guess = 0; guess < 7; guess++)
      codes.push(String(said(await send('POST', '/me/proof', { cookies, payload: { totp: '000000' } }))[1]));
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('identity.proof_wrong'));
    expect(codes.at(-1)).toBe('identity.login_blocked');
  });

  it('is by the password for who has nothing else, and lets them set up a first passkey', async () => {
    const cookies = await byPassword();
    context.clock.forward(5.1);
    expect(said(await send('POST', '/me/passkeys/options', { cookies }))).toEqual([403, 'platform.proof_needed']);
    expect((await send('POST', '/me/proof/options', { cookies })).json()).toEqual({ proofs: ['password'] });
    const wrong = await send('POST', '/me/proof', { cookies, payload: { password: 'something else' } });
    expect(said(wrong)).toEqual([403, 'identity.password_wrong']);
    expect((await send('POST', '/me/proof', { cookies, payload: { password: PASSWORD } })).statusCode).toBe(204);
    await setUp(cookies);
    // From now on the password shows nothing any more.
    expect((await send('POST', '/me/proof/options', { cookies })).json().proofs).toEqual(['passkey']);
  });

  it('is not a passkey’s answer given at the door, nor one given by somebody else', async () => {
    const passkey = await setUp(await byPassword());
    const cookies = cookiesOf(await logIn(passkey.sign(await wantLogin())));
    const prove = (signed: object) => send('POST', '/me/proof', { cookies, payload: { signed } });
    expect(said(await prove(passkey.sign(await wantLogin())))).toEqual([401, 'identity.passkey_wrong']);
    const { options } = (await send('POST', '/me/proof/options', { cookies })).json();
    username = `other-${next++}`;
    await cheapAccount();
    const others = await setUp(await byPassword());
    expect(said(await prove(others.sign(options)))).toEqual([401, 'identity.passkey_wrong']);
  });
});

describe('an authenticator that is gone', () => {
  it('is taken away by its owner: the app by a passkey', async () => {
    const cookies = await byPassword();
    const { secret } = (await send('POST', '/me/totp', { cookies, payload: { password: PASSWORD } })).json();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: context.clock.now().getTime() });
    await send('POST', '/me/totp/confirm', { cookies, payload: { code } });
    await setUp(cookies);
    expect((await send('GET', '/me', { cookies })).json().authenticatorApp).toBe(true);
    expect((await send('DELETE', '/me/totp', { cookies })).statusCode).toBe(204);
    expect((await send('GET', '/me', { cookies })).json().authenticatorApp).toBe(false);
    expect(said(await send('DELETE', '/me/totp', { cookies }))).toEqual([409, 'identity.second_factor_missing']);
  });

  it('is taken away by an administrator above, with a reason, and ends every session', async () => {
    const cookies = await byPassword();
    const passkey = await setUp(cookies);
    const lost = personId;
    username = `boss-${next++}`;
    const boss = await cheapAccount();
    await grantRole(context, systemActor(town.networkId), { personId: boss, role: 'administrator', unitId: town.city });
    const bossCookies = await byPassword();
    await setUp(bossCookies);
    const take = (payload: object) =>
      send('POST', `/people/${lost}/actions/take_authenticators`, { cookies: bossCookies, payload });
    expect((await take({})).statusCode).toBe(400);
    expect((await take({ reason: 'stolen' })).statusCode).toBe(204);
    expect((await send('GET', '/me', { cookies })).statusCode).toBe(401);
    expect(said(await logIn(passkey.sign(await wantLogin())))).toEqual([401, 'identity.passkey_wrong']);
    const events = await context.database.transaction(town.networkId, (connection) => eventsOf(connection, lost));
    expect(events.filter(({ kind }) => kind === 'identity.second_factor_reset')).toMatchObject([
      { actorId: boss, body: { reason: 'stolen', passkeys: 1 } },
    ]);
  });
});
