import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../../tests/database.ts';
import { makeTown, type Town } from '../../../tests/town.ts';
import { Database } from '../../platform/database.ts';
import { Live } from '../../platform/live.ts';
import { createLog } from '../../platform/log.ts';
import type { Actor } from '../../shared/actor.ts';
import { findOrCreatePerson, systemActor } from '../actions.ts';
import { LOOK_MILLISECONDS } from './callers.ts';
import { endGrant, grantRole, insertRoles } from './grants.ts';
import { createKey, listKeys, revokeKey } from './keys.ts';
import {
  beginSession,
  callerOfKey,
  callerOfSession,
  listSessions,
  logOut,
  type NewSession,
  revokeSession,
} from './sessions.ts';
import { sweepLogins } from './sweep.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let town: Town;
let personId = '';
const ports = { volunteerOf: async () => undefined };

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  town = await makeTown(context);
});
afterAll(async () => {
  await context.database.close();
  await fresh.drop();
});
beforeEach(async () => {
  const at = context.clock.now();
  personId = await context.database.transaction(town.networkId, (connection) =>
    findOrCreatePerson(connection, systemActor(town.networkId), { name: '演示居民' }, at),
  );
});

const begin = (strength: 'code' | 'password_totp' = 'password_totp') =>
  context.database.transaction(town.networkId, (connection) =>
    beginSession(connection, { personId, strength, device: 'Chrome, Android', at: context.clock.now() }),
  );
const callerOf = (session: NewSession, on: Parameters<typeof callerOfSession>[0] = context) =>
  callerOfSession(on, ports, session.token);
const actorOf = async (session: NewSession): Promise<Actor> => {
  const caller = await callerOf(session);
  if (!caller) throw new Error('The session is not there.');
  return caller.actor;
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const tables = async (text: string) =>
  JSON.stringify(
    await context.database.transaction(town.networkId, (connection) => connection.query({ name: '', text })),
  );

/** A second server on the same database, that hears of the first only through it. */
function anotherServer(options: { listening: boolean }) {
  const database = new Database(fresh.databaseUrl, { connections: 4 });
  const other = { ...context, database, live: new Live(database, createLog('silent'), 20) };
  const started = options.listening ? other.live.start() : Promise.resolve();
  return {
    context: other,
    started,
    async close() {
      other.live.stop();
      await database.close();
    },
  };
}

async function waitUntil(isSo: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('It did not come true in time.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('a session', () => {
  it('of an observer outlives a shift, but not as that of somebody who was given more since', async () => {
    const give = (role: 'observer' | 'dispatcher') =>
      context.database.transaction(town.networkId, (connection) =>
        insertRoles(connection, [{ personId, role, unitId: town.centre, at: context.clock.now() }]),
      );
    await give('observer');
    const [watched, given] = [await begin(), await begin()];
    context.clock.forward(13 * 60);
    expect(await callerOf(watched)).toBeDefined();
    await give('dispatcher');
    expect(await callerOf(given)).toBeUndefined();
  });

  it('is known by its token, of which only a hash is kept', async () => {
    const session = await begin();
    expect((await actorOf(session)).id).toBe(personId);
    const rows = await tables(
      'select to_jsonb(s)::text as row from session s union all select to_jsonb(e)::text from event e',
    );
    expect(rows).not.toContain(session.token);
    const random = Buffer.from(session.token, 'base64url').subarray(16);
    expect(rows).not.toContain(random.toString('hex'));
    expect(rows).toContain(session.sessionId);
  });

  it('is nothing in another network, nor with one sign changed', async () => {
    const session = await begin();
    const foreign = await makeTown(context, `foreign-${personId}`);
    const bytes = Buffer.from(session.token, 'base64url');
    Buffer.from(foreign.networkId.replaceAll('-', ''), 'hex').copy(bytes);
    expect(await callerOfSession(context, ports, bytes.toString('base64url'))).toBeUndefined();
    const bent = session.token.slice(0, -1) + (session.token.endsWith('A') ? 'B' : 'A');
    expect(await callerOfSession(context, ports, bent)).toBeUndefined();
    expect(await callerOfSession(context, ports, 'nonsense')).toBeUndefined();
  });

  it('ends at once where it is logged out, and cannot be used again', async () => {
    const session = await begin();
    await logOut(context, await actorOf(session));
    expect(await callerOf(session)).toBeUndefined();
  });

  it('ends when unused, and in any case after a shift', async () => {
    const idle = await begin();
    context.clock.forward(61);
    expect(await callerOf(idle)).toBeUndefined();
    const busy = await begin();
    for (let hour = 0; hour < 14; hour++) {
      const server = anotherServer({ listening: false });
      const isIn = (await callerOf(busy, server.context)) !== undefined;
      await server.close();
      expect(isIn).toBe(hour * 50 < 12 * 60);
      context.clock.forward(50);
    }
  });

  it('that is kept in memory still ends at its time', async () => {
    const session = await begin();
    expect(await callerOf(session)).toBeDefined();
    context.clock.forward(12 * 60);
    expect(await callerOf(session)).toBeUndefined();
  });

  it('is listed to its owner, who ends others but not anybody else’s', async () => {
    const [here, there] = [await begin(), await begin('code')];
    const actor = await actorOf(here);
    const listed = await listSessions(context, actor);
    expect(listed.map(({ id }) => id).sort()).toEqual([here.sessionId, there.sessionId].sort());
    expect(listed[0]?.device).toBe('Chrome, Android');
    const stranger = { ...actor, id: '00000000-0000-7000-8000-000000000001' };
    expect(await codeOf(revokeSession(context, stranger, there.sessionId))).toBe('platform.not_found');
    await revokeSession(context, actor, there.sessionId);
    expect(await callerOf(there)).toBeUndefined();
    expect(await codeOf(revokeSession(context, actor, there.sessionId))).toBe('platform.not_found');
  });

  it('revoked here is over on another server that listens', async () => {
    const server = anotherServer({ listening: true });
    await server.started;
    const session = await begin();
    expect(await callerOf(session, server.context)).toBeDefined();
    await logOut(context, await actorOf(session));
    await waitUntil(async () => (await callerOf(session, server.context)) === undefined, 15_000);
    await server.close();
  });

  it('revoked here is over within five seconds on a server that hears nothing', async () => {
    const server = anotherServer({ listening: false });
    const session = await begin();
    expect(await callerOf(session, server.context)).toBeDefined();
    await logOut(context, await actorOf(session));
    expect(await callerOf(session, server.context)).toBeDefined();
    expect(LOOK_MILLISECONDS).toBeLessThan(5_000);
    await waitUntil(async () => (await callerOf(session, server.context)) === undefined, 15_000);
    await server.close();
  });

  it('is swept away a month after its end, with old codes and counts', async () => {
    const session = await begin();
    await context.database.transaction(town.networkId, (connection) =>
      connection.query(
        { name: '', text: `insert into login_attempt values ($1, 'send:phone', '\\x00', '2020-01-01', 3, null)` },
        [town.networkId],
      ),
    );
    expect(await sweepLogins(context, town.networkId)).toBe(false);
    expect(await tables('select attempts from login_attempt')).toBe('[]');
    expect(await tables('select id from session')).toContain(session.sessionId);
    context.clock.forward(32 * 24 * 60);
    await sweepLogins(context, town.networkId);
    expect(await tables('select id from session')).not.toContain(session.sessionId);
  });
});

describe('a server that hears nothing', () => {
  it('drops an ended role and a revoked key within five seconds all the same', async () => {
    const server = anotherServer({ listening: false });
    const system = systemActor(town.networkId);
    const { id: grantId } = await grantRole(context, system, { personId, role: 'observer', unitId: town.city });
    const session = await begin();
    const { id, key } = await createKey(context, system, { label: 'other', role: 'observer', unitId: town.city });
    const grants = async () => (await callerOf(session, server.context))?.actor.grants.length;
    const isKeyGood = async () => (await callerOfKey(server.context, key ?? '')) !== undefined;
    expect([await grants(), await isKeyGood()]).toEqual([1, true]);
    await endGrant(context, system, grantId);
    await revokeKey(context, system, id);
    await waitUntil(async () => (await grants()) === 0 && !(await isKeyGood()), 15_000);
    await server.close();
  });

  it('refuses rather than believe what it cannot compare', async () => {
    const server = anotherServer({ listening: false });
    const session = await begin();
    expect(await callerOf(session, server.context)).toBeDefined();
    const reached = performance.now() + LOOK_MILLISECONDS;
    await server.close();
    await waitUntil(async () => performance.now() > reached, 15_000);
    await expect(callerOf(session, server.context)).rejects.toThrow();
  });
});

describe('a role', () => {
  it('works in a running session once given, and no more once ended', async () => {
    const session = await begin();
    expect((await actorOf(session)).grants).toEqual([]);
    const wish = { personId, role: 'dispatcher', unitId: town.station } as const;
    const { id: grantId } = await grantRole(context, systemActor(town.networkId), wish);
    expect((await actorOf(session)).grants).toEqual([{ role: 'dispatcher', unitId: town.station }]);
    expect(await codeOf(grantRole(context, systemActor(town.networkId), wish))).toBe('identity.already_granted');
    await endGrant(context, systemActor(town.networkId), grantId);
    expect((await actorOf(session)).grants).toEqual([]);
  });

  it('ended here is over on a server that listens', async () => {
    const server = anotherServer({ listening: true });
    await server.started;
    const { id: grantId } = await grantRole(context, systemActor(town.networkId), {
      personId,
      role: 'observer',
      unitId: town.city,
    });
    const session = await begin();
    expect((await callerOf(session, server.context))?.actor.grants).toHaveLength(1);
    await endGrant(context, systemActor(town.networkId), grantId);
    await waitUntil(async () => (await callerOf(session, server.context))?.actor.grants.length === 0, 15_000);
    await server.close();
  });

  it('reaches a session begun with a code by phone only where it leads a team', async () => {
    await grantRole(context, systemActor(town.networkId), { personId, role: 'administrator', unitId: town.city });
    await grantRole(context, systemActor(town.networkId), { personId, role: 'team_leader', unitId: town.team });
    expect((await actorOf(await begin('code'))).grants).toEqual([{ role: 'team_leader', unitId: town.team }]);
    expect((await actorOf(await begin())).grants).toHaveLength(2);
  });

  it('is given and ended within the own subtree only; outside it does not exist', async () => {
    const admin = (unitId: string): Actor => ({
      kind: 'person',
      id: '00000000-0000-7000-8000-000000000002',
      networkId: town.networkId,
      grants: [{ role: 'administrator', unitId }],
    });
    const wish = { personId, role: 'dispatcher', unitId: town.station } as const;
    expect(await codeOf(grantRole(context, admin(town.otherCentre), wish))).toBe('identity.grant_above');
    expect(await codeOf(grantRole(context, admin(town.station), { ...wish, unitId: town.city }))).toBe(
      'identity.grant_above',
    );
    expect(await codeOf(grantRole(context, admin(town.centre), { ...wish, unitId: personId }))).toBe(
      'identity.unit_unknown',
    );
    const nobody = { ...wish, personId: '00000000-0000-7000-8000-000000000003' };
    expect(await codeOf(grantRole(context, admin(town.centre), nobody))).toBe('platform.not_found');
    const { id: grantId } = await grantRole(context, admin(town.centre), wish);
    expect(await codeOf(endGrant(context, admin(town.otherCentre), grantId))).toBe('platform.not_found');
    const foreign = await makeTown(context, `town-${personId}`);
    const foreigner = { ...admin(foreign.city), networkId: foreign.networkId };
    expect(await codeOf(endGrant(context, foreigner, grantId))).toBe('platform.not_found');
    expect(await codeOf(grantRole(context, foreigner, { ...wish, unitId: foreign.city }))).toBe('platform.not_found');
    await endGrant(context, admin(town.institute), grantId);
  });

  it('given twice with one key is given once', async () => {
    const attempt = { key: `attempt-${personId}`, digest: Buffer.from('same') };
    const wish = { personId, role: 'observer', unitId: town.station } as const;
    const give = () => grantRole(context, systemActor(town.networkId), wish, attempt);
    expect(await give()).toEqual(await give());
  });
});

describe('a key', () => {
  const wish = () => ({ label: 'open311', role: 'observer', unitId: town.centre }) as const;

  it('acts with one role at one unit until revoked, and is kept as a hash', async () => {
    const { id, key } = await createKey(context, systemActor(town.networkId), wish());
    expect(key).toMatch(/^linli_[\w-]{64}$/);
    const caller = await callerOfKey(context, key ?? '');
    expect(caller?.actor).toEqual({
      kind: 'key',
      id,
      networkId: town.networkId,
      grants: [{ role: 'observer', unitId: town.centre }],
    });
    expect(await tables('select to_jsonb(k)::text as row from api_key k')).not.toContain(key?.slice('linli_'.length));
    const other = key?.endsWith('_') ? '-' : '_';
    expect(await callerOfKey(context, `${key?.slice(0, -1)}${other}`)).toBeUndefined();
    expect(await callerOfSession(context, ports, key?.slice('linli_'.length) ?? '')).toBeUndefined();
    await revokeKey(context, systemActor(town.networkId), id);
    expect(await callerOfKey(context, key ?? '')).toBeUndefined();
  });

  it('is shown once, also when its making is sent again', async () => {
    const attempt = { key: `attempt-${personId}`, digest: Buffer.from('same') };
    const first = await createKey(context, systemActor(town.networkId), wish(), attempt);
    expect(await createKey(context, systemActor(town.networkId), wish(), attempt)).toEqual({ id: first.id, key: null });
  });

  it('is seen and revoked from above only', async () => {
    const { id } = await createKey(context, systemActor(town.networkId), wish());
    const admin = (unitId: string): Actor => ({
      kind: 'key',
      id: '00000000-0000-7000-8000-000000000004',
      networkId: town.networkId,
      grants: [{ role: 'administrator', unitId }],
    });
    expect((await listKeys(context, admin(town.otherCentre))).map((key) => key.id)).not.toContain(id);
    expect(await codeOf(revokeKey(context, admin(town.otherCentre), id))).toBe('platform.not_found');
    expect((await listKeys(context, admin(town.centre))).map((key) => key.id)).toContain(id);
    await revokeKey(context, admin(town.centre), id);
    expect((await listKeys(context, admin(town.centre))).map((key) => key.id)).not.toContain(id);
  });
});
