import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { makeTown } from '../../tests/town.ts';
import { buildApp } from '../main/app.ts';
import { recordEvents } from '../platform/events.ts';
import { jobActor } from '../shared/actor.ts';
import { newId } from '../shared/ids.ts';
import { sequenceAndSign } from './actions/sequence.ts';
import { openNote, readCheckpoint, signingKeyOf } from './rules/note.ts';
import { nodesOf, splitHashes, tileKey, tilePath, tilesFor, tileWidth } from './rules/tiles.ts';
import { consistencyProof, isConsistent, rootOf } from './rules/tree.ts';

let fresh: FreshDatabase;
let context: ReturnType<typeof testContext>;
let app: FastifyInstance;
let networkId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  context = testContext(fresh.databaseUrl);
  ({ networkId } = await makeTown(context));
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
