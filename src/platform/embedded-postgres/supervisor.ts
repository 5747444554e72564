import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, nativeFolder, usableBinaries } from './binaries.ts';
import { ensureCluster, SUPERUSER } from './cluster.ts';
import { Keeper } from './keeper.ts';
import { openPlace, type Place, removePlace, superuserPassword } from './place.ts';
import {
  endLeftBehind,
  findPostmaster,
  freePort,
  rememberedPort,
  type StartedPostmaster,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** The database lives in `postgresql` inside it; for root under a closed parent that is a link to a folder outside. */
  dataFolder: string;
  /** 0 or absent: the port of the last time if it is free, else any. A database that runs already keeps its own. */
  port?: number;
  /** The folder `native` of another version's package; absent: the version that Linli comes with. */
  binaries?: string;
  /** Settings of PostgreSQL, as on its command line. Whoever starts the server decides; one who joins it does not. */
  settings?: Record<string, string>;
  /** How long the server may take until it answers; absent: a minute. Replaying a long log takes longer. */
  startMilliseconds?: number;
  /** Told to stop while it starts: it is given up, stopped if we started it, and the reason thrown. */
  signal?: AbortSignal | undefined;
  /** Told in plain words what is started, joined, lost and restarted. */
  log?: (message: string) => void;
}

/** How long a server may take until it answers; recovery after a crash replays up to the last checkpoint. */
const START_MILLISECONDS = 60_000;
/** How long a living server may refuse connections before it counts as stuck and is stopped. */
const STUCK_MILLISECONDS = 15_000;
/** Waits before the first and the following attempts to bring a lost server back. */
const BACK_OFF_MILLISECONDS = [0, 100, 250, 500, 1_000, 2_000];
/** A server that lived this long was well: the next loss begins with the shortest wait again. */
const WELL_MILLISECONDS = 10_000;

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that runs on it (of two processes that start at
 * once, of one that died without stopping it). When this returns it answers; until `stop` it is brought back whenever
 * it dies, on the same port.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await openPlace(options.dataFolder);
  const binaries = await usableBinaries(place, options.binaries ?? nativeFolder());
  const { signal } = options;
  await ensureCluster(place, binaries, { sync: options.settings?.['fsync'] === 'off' ? 'no-sync' : 'sync', signal });
  const postgres = new EmbeddedPostgres(place, binaries, await superuserPassword(place), options);
  await beginUnlessTold(postgres, signal);
  return postgres;
}

async function beginUnlessTold(postgres: EmbeddedPostgres, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const giveUp = () => void postgres.stop();
  signal?.addEventListener('abort', giveUp);
  try {
    await postgres.begin();
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
  if (!signal?.aborted) return;
  // It had come up before it heard.
  await postgres.stop();
  throw signal.reason;
}

/** The data folder of the second small cluster, of petitions' keys, inside the first one's. */
export function keysFolderOf(dataFolder: string): string {
  return join(dataFolder, 'keys');
}

/** Stops the databases of a data folder, whoever uses them, and removes them with the folder. For throwaway ones. */
export async function removeEmbeddedPostgres(dataFolder: string): Promise<void> {
  const keys = keysFolderOf(dataFolder);
  if (await stat(keys).catch(() => undefined)) await removeEmbeddedPostgres(keys);
  const place = await openPlace(dataFolder);
  const postmaster = await findPostmaster(place);
  if (postmaster) {
    const binaries = await usableBinaries(place, nativeFolder());
    await stopPostmaster(place, binaries, postmaster.pid);
  }
  await removePlace(dataFolder);
}

/** Our part in one embedded database. Owns a connection that watches it, and the server process if we started it. */
export class EmbeddedPostgres {
  readonly #place: Place;
  readonly #binaries: Binaries;
  readonly #password: string;
  readonly #settings: Record<string, string>;
  readonly #log: (message: string) => void;
  readonly #startMilliseconds: number;
  readonly #exitCallbacks = new Set<() => void>();
  readonly #wishedPort: number | undefined;
  #keeper: Keeper | undefined;
  #port = 0;
  #version = '';
  #since = 0;
  #losses = 0;
  #stopping = false;
  #recovery: Promise<void> | undefined;

  constructor(place: Place, binaries: Binaries, password: string, options: EmbeddedPostgresOptions) {
    this.#place = place;
    this.#binaries = binaries;
    this.#password = password;
    this.#settings = options.settings ?? {};
    this.#wishedPort = options.port || undefined;
    this.#log = options.log ?? (() => {});
    this.#startMilliseconds = options.startMilliseconds ?? START_MILLISECONDS;
  }

  /** Address for the superuser, with its password. For setting up and looking after, never for Linli's own work. */
  get adminUrl(): string {
    return `postgres://${SUPERUSER}:${this.#password}@127.0.0.1:${this.#port}/postgres`;
  }

  get port(): number {
    return this.#port;
  }

  /** For example `18.4`. */
  get version(): string {
    return this.#version;
  }

  /** Where the cluster, its log and its superuser's password are. */
  get folder(): string {
    return this.#place.folder;
  }

  /** Whether the server answers, as far as we know: false from its death until it is back. */
  running(): boolean {
    return this.#keeper !== undefined;
  }

  /** Calls `callback` each time the server dies without `stop`. It is being brought back by then. */
  onExit(callback: () => void): void {
    this.#exitCallbacks.add(callback);
  }

  /**
   * Lets go of the database, and stops it when no other process uses it. Nothing is lost if we are killed before: the
   * server lives on, and the next start joins it.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#recovery;
    const keeper = this.#keeper;
    this.#keeper = undefined;
    await keeper?.leave(async () => {
      const postmaster = await findPostmaster(this.#place);
      if (postmaster) await stopPostmaster(this.#place, this.#binaries, postmaster.pid);
      this.#log('PostgreSQL is stopped.');
    });
  }

  /** The first start or joining. Called once, by `startEmbeddedPostgres`. */
  async begin(): Promise<void> {
    this.#adopt(await this.#startOrJoin());
  }

  #adopt(keeper: Keeper): void {
    this.#keeper = keeper;
    this.#port = keeper.port;
    this.#version = keeper.version;
    this.#since = performance.now();
    keeper.onLost(() => {
      this.#keeper = undefined;
      this.#log('PostgreSQL has died. Bringing it back.');
      for (const callback of this.#exitCallbacks) callback();
      this.#recovery = this.#recover();
    });
  }

  /** Tries until it is back or no longer wanted. Addresses were handed out, so the port stays what it was. */
  async #recover(): Promise<void> {
    if (performance.now() - this.#since > WELL_MILLISECONDS) this.#losses = 0;
    while (!this.#stopping) {
      await sleep(BACK_OFF_MILLISECONDS[Math.min(this.#losses++, BACK_OFF_MILLISECONDS.length - 1)] ?? 0);
      try {
        const keeper = await this.#startOrJoin();
        this.#adopt(keeper);
        this.#log(`PostgreSQL is back on port ${keeper.port}.`);
        return;
      } catch (error) {
        this.#log(`PostgreSQL could not be brought back yet: ${String(error)}`);
      }
    }
  }

  async #startOrJoin(): Promise<Keeper> {
    const deadline = performance.now() + this.#startMilliseconds;
    let started: StartedPostmaster | undefined;
    let spokeAt = performance.now();
    for (; performance.now() < deadline && !this.#stopping; await sleep(25)) {
      const running = await findPostmaster(this.#place);
      const answer = running?.port ? await Keeper.join(this.#place, this.#password, running.port) : 'silent';
      if (answer instanceof Keeper) return answer;
      if (answer === 'not ready') spokeAt = performance.now();
      const lastWords = await started?.lastWords();
      if (started && lastWords !== undefined) {
        this.#judge(lastWords, started.port);
        started = undefined;
      }
      if (!running && !started) {
        started = await startPostmaster(this.#place, this.#binaries, await this.#choosePort(), this.#settings);
        spokeAt = performance.now();
      } else if (running && performance.now() - spokeAt > STUCK_MILLISECONDS) {
        this.#log('PostgreSQL runs but does not answer. Stopping it.');
        await stopPostmaster(this.#place, this.#binaries, running.pid);
        spokeAt = performance.now();
      }
    }
    if (started) {
      await stopPostmaster(this.#place, this.#binaries, started.pid);
      // One that was only just started has written no pid file yet, by which it could be waited for.
      while ((await started.lastWords()) === undefined) await sleep(20);
    }
    throw new Error(
      `PostgreSQL did not answer within ${this.#startMilliseconds / 1000} s. Its log: ${this.#place.log}`,
    );
  }

  async #choosePort(): Promise<number> {
    const wished = this.#port || this.#wishedPort;
    return wished ?? (await freePort(await rememberedPort(this.#place)));
  }

  /** Why a server that we started ended at once: something that passes, or an error for people to read. */
  #judge(lastWords: string, port: number): void {
    // Another process was first: join it.
    if (lastWords.includes('postmaster.pid')) return;
    // Children of a killed server are still at work.
    if (/shared memory block .* is still in use/.test(lastWords)) {
      endLeftBehind(this.#place);
      return;
    }
    if (/could not create any TCP\/IP sockets|Address already in use/.test(lastWords)) {
      if (!this.#port && !this.#wishedPort) return;
      throw new Error(`Port ${port} is in use by another program.`);
    }
    const hint = lastWords.includes('not compatible')
      ? 'The data folder was made by another major version of PostgreSQL: export the networks with that version and import them here.'
      : `Its log: ${this.#place.log}`;
    throw new Error(`PostgreSQL did not start. ${hint}\n${lastWords}`);
  }
}
