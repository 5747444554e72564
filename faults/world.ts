import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/main/config.ts';
import { openContext } from '../src/main/context.ts';
import {
  type EmbeddedPostgres,
  keysFolderOf,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/embedded-postgres/supervisor.ts';
import { createLog } from '../src/platform/log.ts';
import { type Cast, type CastSize, makeCast } from './cast.ts';
import type { Judged } from './check.ts';
import type { Entry } from './history.ts';
import { judgeWhole } from './petitions.ts';

/** A database of a drill's own with two networks in it, so that one can be seen not to show in the other. */
export interface World {
  casts: [Cast, Cast];
  /** What a server must be told to work on it. */
  environment: NodeJS.ProcessEnv;
  /** The data folder, where there is an embedded database in it. */
  dataFolder: string;
  /** Compares a history of a network with what the database holds of it now, whoever else uses it. */
  judge(cast: Cast, history: readonly Entry[]): Promise<Judged>;
  /** Stops and removes everything. */
  close(): Promise<void>;
}

/** Secrets of a drill, so that it knows how keys are kept. */
export const SECRET = 'drill';

/** Of a database that no drill kills: it need not outlive a crash, nor be backed up, and wastes no time on either. */
const NOT_KILLED = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', archive_mode: 'off' };

/**
 * Starts both databases of a data folder for drills that kill nothing; whoever opens them meanwhile joins them. Gives what
 * stops them.
 */
export async function holdUnkilled(dataFolder: string): Promise<() => Promise<void>> {
  const folders = [dataFolder, keysFolderOf(dataFolder)];
  const held = await Promise.all(
    folders.map((folder) => startEmbeddedPostgres({ dataFolder: folder, settings: NOT_KILLED })),
  );
  return async () => {
    for (const postgres of held) await postgres.stop();
  };
}

interface WorldOptions {
  dataFolder?: string;
  /** What the drill may kill; absent: anything. */
  killed?: 'nothing';
}

/**
 * Makes it on an embedded database in a new folder (or one that is given), as `npm start` does, and leaves it stopped, unless
 * nothing is killed: then it is held until the end, faster.
 */
export async function openWorld(size: CastSize, { killed, ...options }: WorldOptions = {}): Promise<World> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'linli-faults-')));
  const environment = { LINLI_DATA: dataFolder, LINLI_CITY: 'none', LINLI_SECRET: SECRET, LINLI_AUDIT_KEY: SECRET };
  const letGo = killed === 'nothing' ? await holdUnkilled(dataFolder) : undefined;
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
      judge: (cast, history) =>
        withPostgres(dataFolder, (postgres) =>
          withPostgres(keysFolderOf(dataFolder), () => judgeWhole(environment, linliUrl(postgres), cast, history)),
        ),
      async close() {
        await letGo?.();
        await removeEmbeddedPostgres(dataFolder);
      },
    };
  } catch (error) {
    await letGo?.();
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
