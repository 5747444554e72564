import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeTown, type Town } from '../../tests/town.ts';
import { grantRole } from '../identity/actions/grants.ts';
import { createKey } from '../identity/actions/keys.ts';
import { addAccount, findOrCreatePerson, namesOf } from '../identity/actions.ts';
import { buildApp } from '../main/app.ts';
import { recordEvents } from '../platform/events.ts';
import { type GrantedRole, grantedRoles, jobActor } from '../shared/actor.ts';
import { newId } from '../shared/ids.ts';
import { readLooksAtMe } from './actions/read.ts';
import { sequenceAndSign } from './actions/sequence.ts';
import { recordLook } from './actions.ts';
import { openNote, readCheckpoint, signingKeyOf, signNote, writeCheckpoint } from './rules/note.ts';
import { nodesOf, splitHashes, tileKey, tilePath, tilesFor, tileWidth } from './rules/tiles.ts';
import { consistencyProof, isConsistent, rootOf } from './rules/tree.ts';
import type { AuditEntry, LogState } from './schema.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let app: FastifyInstance;
let networkId: string;
let town: Town;

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  town = await makeTown(context);
  networkId = town.networkId;
  app = await buildApp(context);
});
afterAll(async () => {
  await app.close();
  await context.database.close();
  await fresh.drop();
});

const get = (path: string) => app.inject({ url: `/api/v1/audit/${path}` });

async function grow(count: number) {
  await context.database.transaction(networkId, (connection) =>
    recordEvents(
      connection,
      jobActor(networkId, 'test'),
      context.clock.now(),
      Array.from({ length: count }, () => ({
        kind: 'test.happened',
        subjectKind: 'thing',
        subjectId: newId(context.clock.now()),
      })),
    ),
  );
  await sequenceAndSign(context, networkId);
  const text = openNote((await get('checkpoint')).body, signingKeyOf(context.auditKey, networkId));
  const checkpoint = text === null ? null : readCheckpoint(text);
  if (!checkpoint) throw new Error('no checkpoint');
  return checkpoint;
}

/** The nodes of the tree as a witness finds them: by asking for tiles. */
async function nodesFor(size: number, work: Parameters<typeof tilesFor>[0]) {
  const tiles = new Map<string, Buffer[]>();
  for (const tile of tilesFor(work)) {
    const answer = await get(`tile/${tilePath({ ...tile, width: tileWidth(tile, size) })}`);
    expect(answer.statusCode).toBe(200);
    tiles.set(tileKey(tile), splitHashes(answer.rawPayload));
  }
  return nodesOf(tiles);
}

it('a witness without an account follows the log: from tiles it finds the signed root, and that the log only grew', async () => {
  expect((await get('checkpoint')).statusCode).toBe(404);
  const before = await grow(300);
  const after = await grow(700);
  expect([before.size, after.size]).toEqual([300, 1000]);
  const whole = await nodesFor(1000, (node) => rootOf(1000, node));
  expect(rootOf(1000, whole)).toEqual(after.root);
  const node = await nodesFor(1000, (each) => consistencyProof(300, 1000, each));
  expect(isConsistent(before, after, consistencyProof(300, 1000, node))).toBe(true);
});

it.each(['tile/entries/000', 'tile/0/004', 'tile/0/000.p/0', 'tile/0/0', 'tile/9/000', 'tile/../checkpoint/x'])(
  'gives nothing for %s',
  async (path) => {
    expect((await get(path)).statusCode).toBe(404);
  },
);

describe('who looked at whom', () => {
  let seen: string;
  let looker: string;
  const key = async (role: GrantedRole) => {
    const actor = jobActor(networkId, 'test');
    const made = await createKey(context, actor, { label: 'test', role, unitId: town.city });
    return { authorization: `Bearer ${made.key}` };
  };
  const person = async (name: string) =>
    context.database.transaction(networkId, (connection) =>
      findOrCreatePerson(connection, jobActor(networkId, 'test'), { name }, context.clock.now()),
    );
  const look = (what: 'contact' | 'record', outcome: 'shown' | 'refused', of: string[]) =>
    context.database.transaction(networkId, (connection) =>
      recordLook(connection, { kind: 'person', id: looker, networkId, grants: [] }, context.clock.now(), {
        kind: 'test.looked',
        subjectKind: 'order',
        subjectId: networkId,
        unitId: town.station,
        look: { what, outcome, why: 'order_accepted', of },
      }),
    );

  beforeAll(async () => {
    seen = await person('演示甲');
    looker = await person('演示乙');
    await look('contact', 'shown', [seen]);
    await look('record', 'refused', [seen, looker]);
    await look('contact', 'shown', []);
    await grantRole(context, jobActor(networkId, 'test'), { personId: seen, role: 'observer', unitId: town.station });
    await sequenceAndSign(context, networkId);
  });

  it('an auditor reads looks, refusals and changes of rights by what, whom and who, a page at a time', async () => {
    const headers = await key('auditor');
    const read = async (query: string) =>
      (await app.inject({ url: `/api/v1/audit/entries?${query}`, headers })).json() as {
        items: AuditEntry[];
        nextCursor: string | null;
      };
    const { items } = await read(`person=${seen}`);
    expect(items.map(({ category, what, by, role }) => [category, what, by.name ?? by.id, role])).toEqual([
      ['rights', null, 'test', 'observer'],
      ['refused', 'record', '演示乙', null],
      ['contact', 'contact', '演示乙', null],
    ]);
    expect(items[1]?.of).toEqual(
      expect.arrayContaining([
        { id: seen, name: '演示甲' },
        { id: looker, name: '演示乙' },
      ]),
    );
    expect((await read(`actor=${looker}&category=contact`)).items.map((each) => each.of)).toEqual([
      [],
      [{ id: seen, name: '演示甲' }],
    ]);
    expect((await read('category=refused')).items).toHaveLength(1);
    expect((await read('from=2026-03-03T00:00:00Z')).items).toEqual([]);
    const first = await read(`person=${seen}&limit=2`);
    expect((await read(`person=${seen}&limit=2&cursor=${first.nextCursor}`)).items).toEqual([items[2]]);
  });

  it('an auditor names an account and the server finds whose it is: what was done at them, and what they did', async () => {
    const headers = await key('auditor');
    await context.database.transaction(networkId, (connection) =>
      addAccount(connection, jobActor(networkId, 'test'), {
        personId: looker,
        username: 'yi',
        passwordHash: 'x',
        at: context.clock.now(),
      }),
    );
    const read = async (query: string) => (await app.inject({ url: `/api/v1/audit/entries?${query}`, headers })).json();
    const leaves = async (query: string) => (await read(query)).items.map(({ leaf }: AuditEntry) => leaf);
    const at = await leaves(`person=${looker}`);
    expect(at.length).toBeGreaterThan(0);
    expect(await leaves('named=yi')).toEqual(at);
    expect(await leaves('named=yi&side=by&category=contact')).toEqual(await leaves(`actor=${looker}&category=contact`));
    expect(await read('named=nobody')).toMatchObject({ code: 'audit.nobody_named', status: 404 });
    await sequenceAndSign(context, networkId);
    expect((await read('named=yi&category=list')).items[0]).toMatchObject({
      kind: 'audit.entries_read',
      of: [{ id: looker }],
    });
  });

  it('reading is a look itself, at the person asked for', async () => {
    const headers = await key('auditor');
    await app.inject({ url: `/api/v1/audit/entries?person=${looker}`, headers });
    await sequenceAndSign(context, networkId);
    const { items } = (
      await app.inject({ url: `/api/v1/audit/entries?person=${looker}&category=list`, headers })
    ).json();
    expect(items[0]).toMatchObject({ kind: 'audit.entries_read', why: 'audit', of: [{ id: looker, name: '演示乙' }] });
  });

  it('each person reads who looked at them, by name, and not their own looks', async () => {
    const of = (id: string) => readLooksAtMe(context, { kind: 'person', id, networkId, grants: [] }, {}, { namesOf });
    const { items } = await of(seen);
    // The auditors of the tests above are keys and have no name.
    expect(items.filter((each) => each.why !== 'audit')).toMatchObject([
      { what: 'record', outcome: 'refused', by: '演示乙', why: 'order_accepted', orderId: networkId },
      { what: 'contact', outcome: 'shown', by: '演示乙' },
    ]);
    expect((await of(looker)).items.filter((each) => each.by !== null)).toEqual([]);
  });

  it('the state of the log has a checkpoint, and a kept one is found in it or not', async () => {
    const headers = await key('auditor');
    const state = (await app.inject({ url: '/api/v1/audit/state', headers })).json() as LogState;
    expect(state.checkpoint?.size).toBe(state.leaves);
    const note = state.checkpoint?.note ?? '';
    await look('contact', 'shown', []);
    await sequenceAndSign(context, networkId);
    const compare = async (payload: object) =>
      (await app.inject({ method: 'POST', url: '/api/v1/audit/compare', headers, payload })).json();
    const grown = (await app.inject({ url: '/api/v1/audit/state', headers })).json() as LogState;
    expect(await compare({ note })).toEqual({
      signed: true,
      size: state.leaves,
      part: true,
      since: grown.leaves - state.leaves,
    });
    const other = signNote(
      writeCheckpoint({ origin: `linli/${networkId}`, size: state.leaves, root: Buffer.alloc(32) }),
      signingKeyOf(context.auditKey, networkId),
    );
    expect(await compare({ note: other })).toMatchObject({ signed: true, part: false });
    expect(await compare({ note: note.replace('linli', 'other') })).toMatchObject({ signed: false, part: false });
  });

  it.each(grantedRoles.filter((role) => role !== 'auditor' && role !== 'custodian'))(
    'a %s reads none of it',
    async (role) => {
      const unitId = role === 'team_leader' ? town.team : role === 'department_officer' ? town.department : town.city;
      const actor = jobActor(networkId, 'test');
      const { key: secret } = await createKey(context, actor, { label: 'test', role, unitId });
      const headers = { authorization: `Bearer ${secret}` };
      expect((await app.inject({ url: '/api/v1/audit/entries', headers })).statusCode).toBe(403);
      expect((await app.inject({ url: '/api/v1/audit/state', headers })).statusCode).toBe(403);
    },
  );
});
