import type { Writable } from 'node:stream';
import pg from 'pg';
import { isId } from '../shared/ids.ts';
import { Problem } from '../shared/problem.ts';

/** A prepared statement: its name is its identity on the connection, so one name has one text. */
export interface Statement {
  name: string;
  text: string;
}

/** A connection inside one transaction, with the network's context set. The first argument of every store function. */
export interface Connection {
  readonly networkId: string;
  query<Row extends pg.QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]>;
}

/** No connection is waited for longer. */
const CONNECT_MILLISECONDS = 3_000;
/** No statement takes longer; a request that sends several has a limit over all (`http/in-time.ts`). */
const STATEMENT_TIMEOUT_MILLISECONDS = 4_000;
/** So much later a connection counts as lost: what was cancelled at the database would have been told by now. */
const SILENCE_MILLISECONDS = 500;
/**
 * Of a load in bulk nobody waits at a page: thousands of rows in one statement, and the commit that writes them down, may
 * take their time on a machine that is busy with other things.
 */
const LOAD_STATEMENT_TIMEOUT_MILLISECONDS = 120_000;
const LOAD_CONNECTIONS = 4;
/**
 * PostgreSQL undoes a transaction that says nothing for so long. A line that went silent is not seen to be gone from over
 * there, and what such a transaction has locked would stay locked for the two hours that TCP waits by default.
 */
const FORSAKEN_MILLISECONDS = 20_000;
/*
 * A statement is planned once a connection and not anew at each execution: planning a page of orders cost more than
 * reading it. So statements must find their way by indexes whatever their values are; those that write thousands of
 * rows say `planAnew`.
 */
export const PLAN_ONCE = '-c plan_cache_mode=force_generic_plan -c jit=off';
/** Times arrive in UTC whatever the server's own zone is: as `readTime` reads them fastest. */
const IN_UTC = '-c timezone=UTC';
/** Serialization failure and deadlock: the transaction may be tried again. */
const RETRIABLE = new Set(['40001', '40P01']);
/** Connection trouble, shutdown, read-only, disk full, too many clients: 503, try later. */
const UNAVAILABLE = /^(08|57P|53)|^25006$|^ECONN|^EPIPE$|^ENOTFOUND$|^ETIMEDOUT$|^57014$/;
/** The connection ended while PostgreSQL was at it: it may have been through. */
const ENDED = /^(08|57P)/;

/** The code of the character 0. */
const ZERO = 48;

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));
const readAnyTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, readTime);

/**
 * An instant as PostgreSQL writes it. A page holds some two hundred, and the library's own reading takes four times as
 * long as this one of the usual form: `2026-11-24 02:03:04[.1 to .123456]+00`. Microseconds are cut.
 */
export function readTime(text: string): Date {
  if (!/^[12]\d{3}-.{14}(\.\d+)?\+00$/.test(text)) return readAnyTime(text);
  const digits = (from: number, to: number) => {
    let value = 0;
    for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
    return value;
  };
  const fraction = Math.min(text.length - '+00'.length, 23) - 20;
  const milliseconds = fraction <= 0 ? 0 : digits(20, 20 + fraction) * 10 ** (3 - fraction);
  return new Date(
    Date.UTC(
      digits(0, 4),
      digits(5, 7) - 1,
      digits(8, 10),
      digits(11, 13),
      digits(14, 16),
      digits(17, 19),
      milliseconds,
    ),
  );
}

interface DatabaseOptions {
  connections?: number;
  /** The most that is waited for a connection: a new one, or one that others give back. */
  connectMilliseconds?: number;
  forsakenMilliseconds?: number;
  /** The most that one statement may take. */
  statementMilliseconds?: number;
}

/** The one way to PostgreSQL. Owns the pool. */
export class Database {
  readonly #url: string;
  readonly #options: DatabaseOptions;
  readonly #pool: pg.Pool;
  /** When each connection was last known to work, and when one was last seen to have gone silent. */
  readonly #workedAt = new WeakMap<pg.PoolClient, number>();
  #silentAt = Number.NEGATIVE_INFINITY;

  constructor(url: string, options: DatabaseOptions = {}) {
    this.#url = url;
    this.#options = options;
    const statementMilliseconds = options.statementMilliseconds ?? STATEMENT_TIMEOUT_MILLISECONDS;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: options.connections ?? 10,
      connectionTimeoutMillis: options.connectMilliseconds ?? CONNECT_MILLISECONDS,
      idleTimeoutMillis: 30_000,
      statement_timeout: statementMilliseconds,
      query_timeout: statementMilliseconds + SILENCE_MILLISECONDS,
      idle_in_transaction_session_timeout: options.forsakenMilliseconds ?? FORSAKEN_MILLISECONDS,
      application_name: 'linli',
      options: `${PLAN_ONCE} ${IN_UTC}`,
      pipeline: true,
    });
    // An idle connection that breaks is replaced by the pool; the next request finds out by itself.
    this.#pool.on('error', () => {});
    // One that breaks between two statements of a transaction tells nobody but itself, and unheard that would end the
    // process; the next statement finds out.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /**
   * Runs `work` in one transaction in the context of one network. Commits when it returns, rolls back when it throws.
   * Tried again up to three times after a deadlock or serialization failure, so `work` must be repeatable. Throws
   * `platform.database_unavailable` (503) when PostgreSQL cannot be reached or cannot write, and `platform.outcome_unknown`
   * (503) when it was lost while it committed.
   */
  async transaction<T>(networkId: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(networkId, work);
      } catch (error) {
        if (attempt < 3 && RETRIABLE.has(codeOf(error))) continue;
        throw asProblem(error);
      }
    }
  }

  async #once<T>(networkId: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    if (!isId(networkId)) throw new Error('A transaction needs the id of its network.');
    const client = await this.#connection();
    let state: 'works' | 'commits' | 'broken' = 'works';
    try {
      // The id was checked above, so it cannot carry anything else. The first statement follows without waiting: should
      // this fail, row security shows it nothing and lets it write nothing.
      holdUntilNextTick(client);
      const begun = client.query(`begin; set local linli.network_id = '${networkId}'`);
      begun.catch(() => undefined);
      const result = await work(connect(client, networkId));
      await begun;
      state = 'commits';
      // Of a transaction in which a statement has failed PostgreSQL makes a rollback, and says so by this word alone.
      const { command } = await client.query('commit');
      state = 'works';
      if (command !== 'COMMIT') throw new Error('A transaction was committed in which a statement had failed.');
      return result;
    } catch (error) {
      const mayHaveHappened = state === 'commits' && hasEnded(error);
      if (this.#isBroken(error)) state = 'broken';
      // A connection that is lost is given up, and PostgreSQL undoes its part: asking it to would be one more wait.
      else
        await client.query('rollback').catch(() => {
          state = 'broken';
        });
      throw mayHaveHappened ? outcomeUnknown() : error;
    } finally {
      this.#release(client, state === 'broken');
    }
  }

  /** A connection that nothing speaks against. */
  async #connection(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#pool.connect();
      // Where one has gone silent, those that have said nothing since may be just as dead, each good for one more wait.
      if ((this.#workedAt.get(client) ?? Number.POSITIVE_INFINITY) >= this.#silentAt) return client;
      drop(client);
    }
  }

  /** Whether an error is the connection's, and not of what was sent over it. */
  #isBroken(error: unknown): boolean {
    if (error instanceof Error && error.message === 'Query read timeout') this.#silentAt = performance.now();
    return UNAVAILABLE.test(codeOf(error)) || codeOf(error) === '';
  }

  #release(client: pg.PoolClient, isBroken: boolean): void {
    if (isBroken) {
      drop(client);
      return;
    }
    this.#workedAt.set(client, performance.now());
    client.release();
  }

  /** Reads tables that belong to no network (`network` itself, `schema_migration`). */
  async outside<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
    try {
      const client = await this.#connection();
      let isBroken = false;
      try {
        return (await client.query<Row>({ ...statement, values })).rows;
      } catch (error) {
        isBroken = this.#isBroken(error);
        throw error;
      } finally {
        this.#release(client, isBroken);
      }
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** Ids and codes of all networks, oldest first. */
  networks(): Promise<NetworkRow[]> {
    return this.outside<NetworkRow>({
      name: 'platform.networks',
      text: 'select id, code, name_zh, name_en, zone, demo from network order by created_at, id',
    });
  }

  /** How many connections are open, idle and waited for. */
  usage(): { open: number; idle: number; waiting: number } {
    return { open: this.#pool.totalCount, idle: this.#pool.idleCount, waiting: this.#pool.waitingCount };
  }

  /** The same database by a few connections of their own, on which a statement may take two minutes. To be closed by who asks. */
  forLoads(): Database {
    const statementMilliseconds = LOAD_STATEMENT_TIMEOUT_MILLISECONDS;
    return new Database(this.#url, { ...this.#options, connections: LOAD_CONNECTIONS, statementMilliseconds });
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** A row of the reference table `network`. */
export interface NetworkRow {
  id: string;
  code: string;
  name_zh: string;
  name_en: string;
  zone: string;
  demo: boolean;
}

/** Has what is sent in this turn leave in one packet: a system call less here and one less at the database. */
function holdUntilNextTick(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Gives a connection up without a last word, which on a silent line would only wait. */
function drop(client: pg.PoolClient): void {
  (client as unknown as { connection: { stream: Writable } }).connection.stream.destroy();
  client.release(true);
}

function connect(client: pg.PoolClient, networkId: string): Connection {
  return {
    networkId,
    async query<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []): Promise<Row[]> {
      return (await client.query<Row>({ name: statement.name, text: statement.text, values })).rows;
    },
  };
}

const DISCARD_PLANS: Statement = { name: 'platform.discard_plans', text: 'discard plans' };
const PLAN_BY_VALUES: Statement = { name: 'platform.plan_by_values', text: 'set local plan_cache_mode = auto' };

/**
 * Has this connection plan anew, and by its values, before a statement that writes thousands of rows. A plan that was made
 * while a table was small is kept for the session, also that of a foreign key's check: without this, an import of 6,000
 * units after a small city looked each parent up by an index that fits the network only, and ran out of time (with it:
 * two seconds).
 */
export async function planAnew(connection: Connection): Promise<void> {
  await connection.query(DISCARD_PLANS);
  await connection.query(PLAN_BY_VALUES);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Whether the connection ended before PostgreSQL could say what became of a statement. */
function hasEnded(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || ENDED.test(codeOf(error));
}

function asProblem(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  const lost = UNAVAILABLE.test(codeOf(error)) || /timeout|Connection terminated|not queryable/i.test(message);
  if (error instanceof Problem || !lost) return error;
  return unavailable();
}

/** The database does not answer, or cannot write: nothing that was there is lost. */
export function unavailable(): Problem {
  return new Problem(
    'platform.database_unavailable',
    503,
    'The database does not answer. Nothing was lost; try again in a moment.',
    { retryAfterSeconds: 5 },
  );
}

/** Nobody can say yet whether a write was done; the same request with the same key finds out, and does it once at most. */
export function outcomeUnknown(): Problem {
  return new Problem(
    'platform.outcome_unknown',
    503,
    'No answer came in time, so this may have been done or not. Send the same again with the same Idempotency-Key: it is done once at most.',
    { retryAfterSeconds: 5 },
  );
}

/**
 * Refuses a role that could pass row security by: superusers, roles with BYPASSRLS, and owners of the tables. Throws an
 * Error that says how to mend it.
 */
export async function refuseMightyRole(database: Database): Promise<void> {
  const [role] = await database.outside<{ name: string; mighty: boolean; owns: boolean }>({
    name: 'platform.role',
    text: `select current_user as name, (rolsuper or rolbypassrls) as mighty,
      exists(select from pg_class where relname = 'event' and pg_has_role(current_user, relowner, 'usage')) as owns
      from pg_roles where rolname = current_user`,
  });
  if (!role || role.mighty || role.owns)
    throw new Error(
      `The role ${role?.name ?? ''} of DATABASE_URL could pass row security by. Use a role that owns nothing and has neither SUPERUSER nor BYPASSRLS; give the owner as DATABASE_MIGRATION_URL.`,
    );
}
