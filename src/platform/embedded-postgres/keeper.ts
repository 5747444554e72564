import { resolve } from 'node:path';
import pg from 'pg';
import { SUPERUSER } from './cluster.ts';
import type { Place } from './place.ts';

/** Every process that uses the cluster holds this advisory lock shared; whoever gets it alone may stop the server. */
const USERS_LOCK = 4_771_402;

/** Codes of a server that speaks but is not ready: starting, recovering, stopping. */
const NOT_READY = new Set(['57P03', '57P01', '57P02']);
/** Codes of a server that does not speak (yet, or no more). */
const SILENT = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/**
 * One open connection through which a process takes part in the database: it notices at once when the server dies, and
 * the lock it holds tells others that the database is in use. A process that dies lets go without doing anything.
 */
export class Keeper {
  readonly #client: pg.Client;
  readonly version: string;
  readonly port: number;
  #ended = false;

  private constructor(client: pg.Client, version: string, port: number) {
    this.#client = client;
    this.version = version;
    this.port = port;
  }

  /** Joins the server on `port`, or says that it is not ready or silent. Throws when it is not the one of this place. */
  static async join(place: Place, password: string, port: number): Promise<Keeper | 'not ready' | 'silent'> {
    const client = new pg.Client({
      ...{ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres' },
      ...{ application_name: 'linli keeper', connectionTimeoutMillis: 3_000, ssl: false },
    });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string; server_version: string }>(
        `select current_setting('data_directory') as data_directory, current_setting('server_version') as server_version,
          pg_advisory_lock_shared(${USERS_LOCK})`,
      );
      const [server] = rows;
      if (!server || resolve(server.data_directory) !== resolve(place.cluster))
        throw new Error(`Port ${port} is the database of ${server?.data_directory ?? 'somebody else'}.`);
      return new Keeper(client, server.server_version, port);
    } catch (error) {
      await client.end().catch(() => {});
      const state = stateTold(error);
      if (state) return state;
      throw explained(error, place, port);
    }
  }

  /** Calls `callback` once when the server has gone, though nobody called `leave`. */
  onLost(callback: () => void): void {
    this.#client.once('end', () => {
      if (!this.#ended) callback();
    });
  }

  /**
   * Lets go of the database. When nobody else uses it, `stop` is called while no other can join; of two that leave at
   * the same time exactly one is told to stop it.
   */
  async leave(stop: () => Promise<void>): Promise<void> {
    this.#ended = true;
    try {
      await this.#client.query(`select pg_advisory_unlock_shared(${USERS_LOCK})`);
      const { rows } = await this.#client.query<{ alone: boolean }>(
        `select pg_try_advisory_lock(${USERS_LOCK}) as alone`,
      );
      if (rows[0]?.alone) await stop();
    } catch (error) {
      if (!stateTold(error)) throw error;
    } finally {
      await this.#client.end().catch(() => {});
    }
  }
}

function stateTold(error: unknown): 'not ready' | 'silent' | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (NOT_READY.has(code)) return 'not ready';
  return SILENT.has(code) || /Connection terminated|timeout|not queryable/.test(message) ? 'silent' : undefined;
}

function explained(error: unknown, place: Place, port: number): unknown {
  if ((error as { code?: string }).code !== '28P01') return error;
  return new Error(
    `The database on port ${port} does not take the password in ${place.folder}/superuser-password. The file was changed, or another database listens there.`,
    { cause: error },
  );
}
