import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import { addressesOf } from '../src/platform/embedded-postgres/prepare-database.ts';
import {
  keysFolderOf,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/embedded-postgres/supervisor.ts';
import { createLog } from '../src/platform/log.ts';
import { type Cast, type CastSize, makeCast } from './cast.ts';
import type { Judged } from './check.ts';
import type { Entry } from './history.ts';
import { judgeWhole } from './petitions.ts';
import { holdUnkilled, linliUrl, SECRET } from './world.ts';

/** A PostgreSQL apart from the servers that use it, as a city with several servers has it. */
export interface ApartWorld {
  casts: [Cast, Cast];
  /** Where PostgreSQL listens. */
  port: number;
  adminUrl: string;
  /** What a server must be told that reaches it by this port. */
  environment(port: number): NodeJS.ProcessEnv;
  judge(cast: Cast, history: readonly Entry[]): Promise<Judged>;
  close(): Promise<void>;
}

/** Starts it in a new folder, with two networks in it; nothing is ever killed there. */
export async function openApartWorld(size: CastSize): Promise<ApartWorld> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'linli-faults-'));
  const settings = { LINLI_DATA: dataFolder, LINLI_CITY: 'none', LINLI_SECRET: SECRET, LINLI_AUDIT_KEY: SECRET };
  const letGo = await holdUnkilled(dataFolder);
  try {
    const opened = await openContext(readConfig(settings, 'none'), { log: createLog('silent') });
    const casts: [Cast, Cast] = [
      await makeCast(opened.context, 'one', size),
      await makeCast(opened.context, 'two', size),
    ];
    const postgres = await startEmbeddedPostgres({ dataFolder });
    const keys = await startEmbeddedPostgres({ dataFolder: keysFolderOf(dataFolder) });
    await opened.close();
    const adminUrl = linliUrl(postgres);
    const main = addressesOf(postgres.adminUrl, { database: 'linli' });
    const environment = (port: number) => ({
      ...settings,
      DATABASE_URL: at(main.databaseUrl, port),
      DATABASE_MIGRATION_URL: at(main.migrationUrl, port),
      KEYS_DATABASE_URL: addressesOf(keys.adminUrl, { database: 'linli_keys' }).migrationUrl,
    });
    return {
      casts,
      port: postgres.port,
      adminUrl,
      environment,
      judge: (cast, history) => judgeWhole(environment(postgres.port), adminUrl, cast, history),
      async close() {
        await postgres.stop();
        await keys.stop();
        await letGo();
        await removeEmbeddedPostgres(dataFolder);
      },
    };
  } catch (error) {
    await letGo();
    await removeEmbeddedPostgres(dataFolder);
    throw error;
  }
}

function at(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href;
}
