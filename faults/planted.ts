import pg from 'pg';
import { type Connection, Database } from '../src/platform/database.ts';

/** PLANTED FAULT: says that it is done before the commit, and every seventh commit fails. Checkers must find it. */
export class AcknowledgesEarly extends Database {
  #transactions = 0;

  override transaction<T>(networkId: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = super.transaction(networkId, async (connection) => {
        resolve(await work(connection));
        if (++this.#transactions % 7 === 0) throw new Error('The power has gone.');
      });
      done.catch(reject);
    });
  }
}

/** PLANTED FAULT: sets the network's context outside the transaction, on whatever connection is free. */
export class SetsContextOutside extends Database {
  readonly #connections: pg.Pool;

  constructor(url: string) {
    super(url, { connections: 1 });
    this.#connections = new pg.Pool({ connectionString: url, max: 4 });
  }

  override async transaction<T>(networkId: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    await this.#connections.query(`select set_config('linli.network_id', $1, false)`, [networkId]);
    const client = await this.#connections.connect();
    try {
      await client.query('begin');
      const result = await work({
        networkId,
        query: async ({ name, text }, values = []) => (await client.query({ name, text, values })).rows,
      });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#connections.end();
  }
}

/** PLANTED FAULT: looks for what is due and takes it, but locks nothing. */
export class TakesWithoutLock extends Database {
  override transaction<T>(networkId: string, work: (connection: Connection) => Promise<T>): Promise<T> {
    return super.transaction(networkId, (connection) =>
      work({
        networkId,
        query: ({ name, text }, values) =>
          connection.query({ name, text: text.replace('for update skip locked', '') }, values),
      }),
    );
  }
}
