import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/embedded-postgres/supervisor.ts';
import { createLog } from '../src/platform/log.ts';
import { type Cast, type CastSize, makeCast } from './cast.ts';
import { type Found, lookInto } from './check.ts';

/** A database of a drill's own with two networks in it, so that one can be seen not to show in the other. */
export interface World {
  casts: [Cast, Cast];
  /** What a server must be told to work on it. */
  environment: NodeJS.ProcessEnv;
  /** The data folder, where there is an embedded database in it. */
  dataFolder: string;
  /** What the database holds of a network now, whoever else uses it. */
  look(cast: Cast): Promise<Found>;
  /** Stops and removes everything. */
  close(): Promise<void>;
}

/** Secrets of a drill, so that it knows how keys are kept. */
export const SECRET = 'drill';

/** Makes it on an embedded database in a new folder (or one that is given), as `npm start` does, and leaves it stopped. */
export async function openWorld(size: CastSize, options: { dataFolder?: string } = {}): Promise<World> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'linli-faults-')));
  const environment = { LINLI_DATA: dataFolder, LINLI_CITY: 'none', LINLI_SECRET: SECRET, LINLI_AUDIT_KEY: SECRET };
  try {
    const opened = await openContext(readConfig(environment, 'none'), { log: createLog('silent') });
    const casts: [Cast, Cast] = [
      await makeCast(opened.context, 'one', size),
      await makeCast(opened.context, 'two', size),
    ];
    await opened.close();
    return {
      casts,
      environment,
      dataFolder,
      look: (cast) => withPostgres(dataFolder, (postgres) => lookInto(linliUrl(postgres), cast.networkId)),
      close: () => removeEmbeddedPostgres(dataFolder),
    };
  } catch (error) {
    await removeEmbeddedPostgres(dataFolder);
    throw error;
  }
}

/** What was killed has its log to replay, and drills are run on busy machines. */
const PATIENCE_MILLISECONDS = 300_000;

/** Joins the embedded database of a data folder for a moment, or starts it. */
export async function withPostgres<T>(
  dataFolder: string,
  work: (postgres: EmbeddedPostgres) => Promise<T>,
): Promise<T> {
  const postgres = await startEmbeddedPostgres({ dataFolder, startMilliseconds: PATIENCE_MILLISECONDS });
  try {
    return await work(postgres);
  } finally {
    await postgres.stop();
  }
}

/** The superuser's address of Linli's own database. */
export function linliUrl(postgres: EmbeddedPostgres): string {
  const url = new URL(postgres.adminUrl);
  url.pathname = '/linli';
  return url.href;
}
