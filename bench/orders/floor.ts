import { createServer } from 'node:http';
import pg from 'pg';
import { PLAN_ONCE } from '../../src/platform/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Sent } from '../../tests/statements.ts';

/**
 * The floor: the very same statements through bare `node:http` and `pg`, with no validation, no permission and no
 * mapping. `fresh` names what in the values must be new each time: ids, and with them the order's number.
 */
export async function serveFloor(
  databaseUrl: string,
  statements: readonly Sent[],
  fresh: readonly string[],
): Promise<{ url: string; end(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, options: PLAN_ONCE });
  const prepared = statements.map(({ name, text, values = [] }) => ({
    name,
    text,
    values: values.map((value) => renewer(value, fresh)),
  }));
  const server = createServer(async (request, response) => {
    request.resume();
    const ids = fresh.map(() => newId(new Date()));
    const client = await pool.connect();
    try {
      let rows: unknown[] = [];
      for (const { name, text, values } of prepared) {
        if (!name) await client.query(text);
        else ({ rows } = await client.query({ name, text, values: values.map((renew) => renew(ids)) }));
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
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

/** Gives a value anew with other ids. What can be cut beforehand is: the floor only joins pieces. */
function renewer(value: unknown, fresh: readonly string[]): (ids: readonly string[]) => unknown {
  const isText = typeof value === 'string' && fresh.some((id) => value.includes(id));
  if (!isText) return () => value;
  const pieces = value.split(new RegExp(`(${fresh.join('|')})`));
  return (ids) => pieces.map((piece) => ids[fresh.indexOf(piece)] ?? piece).join('');
}
