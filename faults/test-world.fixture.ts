import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressesOf } from '../src/platform/embedded-postgres/prepare-database.ts';
import { keysUrlFor, testContext } from '../tests/context.ts';
import { freshDatabase } from '../tests/database.ts';
import type { ApartWorld } from './apart-world.ts';
import { type CastSize, makeCast } from './cast.ts';
import type { Entry } from './history.ts';
import { judgeWhole } from './petitions.ts';
import { SECRET, type World } from './world.ts';

/** The worlds of the drills on a database of the test run, for server processes that are told its address. */
export async function testWorld(size: CastSize): Promise<{ near: World; apart: ApartWorld; close(): Promise<void> }> {
  const database = await freshDatabase();
  const context = testContext(database.databaseUrl, { now: new Date() });
  const casts: World['casts'] = [await makeCast(context, 'one', size), await makeCast(context, 'two', size)];
  await context.database.close();
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-drill-'));
  const keys = new URL(keysUrlFor(database.databaseUrl)).pathname.slice(1);
  const at = (address: string, port: number) => {
    const url = new URL(address);
    url.port = String(port);
    return url.href;
  };
  const environment = (port: number) => ({
    LINLI_DATA: dataFolder,
    LINLI_SECRET: SECRET,
    LINLI_AUDIT_KEY: SECRET,
    DATABASE_URL: at(database.databaseUrl, port),
    DATABASE_MIGRATION_URL: at(database.migrationUrl, port),
    KEYS_DATABASE_URL: addressesOf(database.adminUrl, { database: keys }).migrationUrl,
  });
  const port = Number(new URL(database.adminUrl).port);
  const common = {
    casts,
    judge: (cast: World['casts'][number], history: readonly Entry[]) =>
      judgeWhole(environment(port), database.adminUrl, cast, history),
    close: async () => undefined,
  };
  return {
    near: { ...common, dataFolder, environment: environment(port) },
    apart: { ...common, port, adminUrl: database.adminUrl, environment },
    async close() {
      await rm(dataFolder, { recursive: true, force: true });
      await database.drop();
    },
  };
}
