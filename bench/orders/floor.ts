import { createServer, type Server } from 'node:http';
import pg from 'pg';
import { newId } from '../../src/shared/ids.ts';

/** A statement as our own code sent it to PostgreSQL. */
interface Sent {
  name?: string;
  text: string;
  values?: unknown[];
}

/** Records the statements that `work` sends, in their order. */
export async function record(work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const original = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    sent.push(typeof first === 'string' ? { text: first } : { ...(first as Sent) });
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original;
  }
  return sent;
}

/**
 * The floor: the very same statements through bare `node:http` and `pg`, with no validation, no permission and no
 * mapping. `fresh` names the ids in the values that must be new each time.
 */
export async function serveFloor(
  databaseUrl: string,
  statements: readonly Sent[],
  fresh: readonly string[],
): Promise<{ server: Server; url: string; end(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  let count = 0;
  const server = createServer(async (request, response) => {
    request.resume();
    const ids = fresh.map(() => newId(new Date()));
    const number = `f-${process.pid}-${count++}`;
    const renew = (value: unknown) =>
      typeof value === 'string'
        ? fresh
            .reduce((text, old, index) => text.replaceAll(old, ids[index] ?? old), value)
            .replace(/"number":"[^"]*"/g, `"number":"${number}"`)
        : value;
    const client = await pool.connect();
    try {
      let rows: unknown[] = [];
      for (const { name, text, values } of statements) {
        const result = await client.query(
          name ? { name, text, values: fresh.length > 0 ? (values ?? []).map(renew) : (values ?? []) } : text,
        );
        if (name && Array.isArray(result.rows) && result.rows.length > 0) rows = result.rows;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(rows));
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    } finally {
      client.release();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    server,
    url: `http://127.0.0.1:${port}/`,
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}
