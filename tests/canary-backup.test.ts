import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPeople } from '../src/identity/actions.ts';
import { notifyJobs } from '../src/notify/jobs.ts';
import { markComplained } from '../src/orders/actions/complained.ts';
import { ordersEraser } from '../src/orders/actions/my-data.ts';
import { readPhoto, uploadPhoto } from '../src/orders/actions/photos.ts';
import { readOrder } from '../src/orders/actions/view.ts';
import { ordersJobs } from '../src/orders/jobs.ts';
import { Database } from '../src/platform/database.ts';
import { backUp, logFolder } from '../src/platform/embedded-postgres/backup.ts';
import { prepareDatabase } from '../src/platform/embedded-postgres/prepare-database.ts';
import { restore } from '../src/platform/embedded-postgres/restore.ts';
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/embedded-postgres/supervisor.ts';
import { runJobsOnce } from '../src/platform/jobs.ts';
import { migrate } from '../src/platform/migrations.ts';
import type { Actor } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';
import { tracesInFiles } from './bytes.ts';
import { testContext } from './context.ts';
import { makeOrderTown, type OrderTown } from './order-town.ts';

/*
 * A canary goes through the confidential door of a city whose two clusters run by themselves, as in earnest; then it is looked
 * for in every file that PostgreSQL and the backups have written. Afterwards it is erased, and looked for in a restored backup.
 */
const WORDS = '举报虚构的金丝雀饭馆半夜排油烟，请管一管';
const SAID = '虚构金丝雀补充的一句话，晚上十一点以后';
const DOOR = '虚构金丝雀巷九单元九零九';
const NAME = '演示金丝雀小姐';
const PHONE = '13977700123';
/** Stands in the open: whoever searches finds this, or does not search. */
const OPEN = '想学手机怎么用，演示对照的一句话';

const FAST = { fsync: 'off', synchronous_commit: 'off' };
const folders: string[] = [];
const databases: Database[] = [];
const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linli-canary-'));
  folders.push(folder);
  // The database's user passes through.
  await chmod(folder, 0o755);
  return folder;
};

/** One of the two clusters, with where it is backed up. */
interface Cluster {
  dataFolder: string;
  kept: string;
  postgres: EmbeddedPostgres;
  url: string;
}
let main: Cluster;
let keys: Cluster;
let town: OrderTown;
let canary: Actor;
let petition: string;
let picture: Buffer;

async function startCluster(migrations: string): Promise<Cluster> {
  const [dataFolder, kept] = [join(await newFolder(), 'data'), join(await newFolder(), 'kept')];
  const postgres = await startEmbeddedPostgres({ dataFolder, settings: FAST });
  const { databaseUrl, migrationUrl } = await prepareDatabase(postgres.adminUrl, { database: 'linli' });
  await migrate(migrationUrl, migrations);
  return { dataFolder, kept, postgres, url: databaseUrl };
}

function contextOf(databaseUrl: string, keysUrl: string) {
  const ownKeys = new Database(keysUrl, { connections: 3 });
  const context = { ...testContext(databaseUrl), keys: ownKeys };
  databases.push(context.database, ownKeys);
  return context;
}

/** Ends the piece of the log that is written now, and waits until all of it is kept. */
async function keepLog({ postgres, kept }: Cluster): Promise<void> {
  await asAdmin(postgres, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select pg_walfile_name(pg_current_wal_insert_lsn()) as name',
    );
    await client.query(`select pg_logical_emit_message(true, 'tests', 'filler')`);
    await client.query('select pg_switch_wal()');
    while (!(await readdir(logFolder(kept))).includes(`${rows[0]?.name}.gz`)) await sleep(50);
    await client.query('checkpoint');
  });
}

/** Has all that was done until now on the disk, in the piece of the log that is written now. */
const flush = ({ postgres }: Cluster) => asAdmin(postgres, (client) => client.query('checkpoint'));

async function asAdmin(postgres: EmbeddedPostgres, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** A cluster made anew from its backups, as it was at a moment, or as late as the log tells. */
async function restored({ kept }: Cluster, until?: Date): Promise<string> {
  const dataFolder = join(await newFolder(), 'data');
  await restore(kept, dataFolder, until);
  const postgres = await startEmbeddedPostgres({ dataFolder, settings: FAST });
  const { databaseUrl } = await prepareDatabase(postgres.adminUrl, { database: 'linli' });
  running.push(postgres);
  return databaseUrl;
}
const running: EmbeddedPostgres[] = [];

beforeAll(async () => {
  main = await startCluster('db/migrations');
  keys = await startCluster('db/keys-migrations');
  running.push(main.postgres, keys.postgres);
  // From here on every piece of the log is kept.
  await backUp(main.postgres, main.dataFolder, main.kept);
  await backUp(keys.postgres, keys.dataFolder, keys.kept);
  town = await makeOrderTown(contextOf(main.url, keys.url));
  await plant();
}, 180_000);
afterAll(async () => {
  for (const database of databases) await database.close();
  for (const postgres of running) await postgres.stop();
  for (const folder of folders) {
    await removeEmbeddedPostgres(join(folder, 'data')).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
});

/** Words, a door, a photo, who it is; clerks, a department, a question, its answer, the reply, the clocks. */
async function plant(): Promise<void> {
  const { context, networkId } = town;
  const at = context.clock.now();
  const id = newId(at);
  await context.database.transaction(networkId, (connection) =>
    insertPeople(connection, [{ id, name: '演示账号', phone: '13900009999', homeUnitId: town.station, createdAt: at }]),
  );
  canary = { kind: 'person', id, networkId, grants: [] };
  const image = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#f0c000' } })
    .jpeg()
    .toBuffer();
  const photo = await uploadPhoto(context, canary, image);

  await town.place({ text: OPEN });
  await town.place(
    {
      text: WORDS,
      place: DOOR,
      onBehalfOf: { name: NAME, phone: PHONE, relation: 'caller', consent: 'spoken' },
      placeUnitId: town.station,
    },
    town.dispatcher,
  );
  petition = await town.place({ text: WORDS, place: DOOR, photoIds: [photo.id] }, canary);
  picture = await readPhoto(context, canary, photo.id);
  await town.act(town.clerk, petition, 'triage', { nature: 'complaint', kind: 'noise_nuisance' });
  await markComplained(context, town.clerk, petition, { unitIds: [], personIds: [] });
  await town.act(town.clerk, petition, 'forward', { departmentId: town.department, text: '某饭馆夜间排烟' });
  await town.act(town.officer, petition, 'sign_for', {});
  await town.act(town.officer, petition, 'admit', { words: '我们受理' });
  await town.act(town.officer, petition, 'ask', { words: '一般几点' });
  await town.act(canary, petition, 'respond', { words: SAID });
  await town.act(town.officer, petition, 'reply', { words: '已装净化器' });
  await town.act(canary, petition, 'review', { stars: 5, solved: true });
  await runJobsOnce(context, [...ordersJobs, ...notifyJobs]);
}

const SECRETS = [WORDS, SAID, DOOR, NAME, PHONE].map((each) => Buffer.from(each));

describe('a canary in a petition', () => {
  it('is in no file of the databases, of the write-ahead log or of a backup; what stands in the open is found in all', async () => {
    await backUp(main.postgres, main.dataFolder, main.kept);
    await backUp(keys.postgres, keys.dataFolder, keys.kept);
    await keepLog(main);
    await keepLog(keys);
    // The log that is written now is a new piece: what stands in the open must be found there too.
    await town.place({ text: OPEN });
    await flush(main);
    const places = [main.dataFolder, main.kept, keys.dataFolder, keys.kept];
    // A stretch of the picture's middle: its beginning is that of any picture.
    const middle = picture.subarray(Math.floor(picture.length / 2), Math.floor(picture.length / 2) + 48);
    const { found, files } = await tracesInFiles(places, [...SECRETS, middle]);
    expect(found).toEqual([]);
    expect(files).toBeGreaterThan(2_000);
    const control = (await tracesInFiles(places, [Buffer.from(OPEN)])).found.join('\n');
    for (const place of ['/pg_wal/', '/base/', `${logFolder(main.kept)}/`, '/bases/']) expect(control).toContain(place);
  }, 180_000);

  it('is opened from restored backups by its clerks, and, once it was erased and the keys’ backups have gone on, by nobody', async () => {
    const { context } = town;
    await sleep(50);
    const before = new Date();
    await sleep(50);
    const again = contextOf(await restored(main), await restored(keys));
    expect((await readAs(again)).text).toBe(WORDS);

    await context.database.transaction(town.networkId, (connection) =>
      ordersEraser.erase(context, connection, canary.id, context.clock.now()),
    );
    await runJobsOnce(context, ordersJobs);
    await keepLog(main);
    // The newest two copies of the keys stay: after two more days none has them.
    for (let day = 0; day < 2; day++) await backUp(keys.postgres, keys.dataFolder, keys.kept);
    await keepLog(keys);
    const older = contextOf(await restored(main, before), await restored(keys));
    const read = await readAs(older);
    expect(read).toMatchObject({ id: petition, status: 'closed', text: null });
    expect(read.photoIds).toHaveLength(1);
    await expect(readPhoto(older, town.clerk, read.photoIds[0] ?? '')).rejects.toMatchObject({ status: 404 });
  }, 240_000);
});

/** The petition as its clerk reads it in a restored city. */
function readAs(context: ReturnType<typeof contextOf>) {
  return readOrder(context, town.clerk, petition);
}
