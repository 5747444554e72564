import pg from 'pg';
import type { Random } from '../demo/random.ts';
import { sequenceAndSign } from '../src/audit/actions/sequence.ts';
import { readSigned, verifyLog } from '../src/audit/actions/verify.ts';
import { latestCheckpoint } from '../src/audit/actions/witness.ts';
import type { KnownRoot } from '../src/audit/rules/check.ts';
import type { Context } from '../src/platform/context.ts';
import type { Connection, Database } from '../src/platform/database.ts';
import { recordEvents } from '../src/platform/events.ts';
import { jobActor } from '../src/shared/actor.ts';
import { newId } from '../src/shared/ids.ts';

/** What somebody who holds the database does to a log: one statement, `$1` the network, `$2` and `$3` two of its leaves. */
interface Tampering {
  name: string;
  sql(random: Random): string;
}

const EVENT = 'where network_id = $1 and id = (select event_id from audit_leaf where network_id = $1 and leaf = $2)';
const LEAF = 'where network_id = $1 and leaf = $2';
const uuid = 'gen_random_uuid()';

const setEvent = (what: string) => ({ name: `event ${what}`, sql: () => `update event set ${what} ${EVENT}` });

/** Swaps columns of the events of both leaves. */
const swapEvents = (columns: readonly string[]): Tampering => ({
  name: `events swap ${columns.join(', ')}`,
  sql: () => `with pair as (select id, row_number() over () as n, ${columns.join(', ')} from event where network_id = $1
      and id in (select event_id from audit_leaf where network_id = $1 and leaf in ($2, $3)))
    update event e set ${columns.map((column) => `${column} = o.${column}`).join(', ')} from pair p, pair o
    where e.network_id = $1 and e.id = p.id and o.id <> p.id`,
});

/** One bit of a leaf's bytes or hash. */
const flip = (column: 'bytes' | 'hash', bit: number) =>
  `update audit_leaf set ${column} = set_bit(${column}, ${bit}, 1 - get_bit(${column}, ${bit})) ${LEAF}`;

/** Random places in the log, random values; each changes at least a row. */
export const tamperings: readonly Tampering[] = [
  setEvent(`kind = kind || 'x'`),
  setEvent(`actor_kind = case actor_kind when 'job' then 'key' else 'job' end`),
  setEvent(`actor_id = ${uuid}::text`),
  setEvent(`subject_kind = 'person'`),
  setEvent(`subject_id = ${uuid}`),
  setEvent(`unit_id = ${uuid}`),
  setEvent(`id = ${uuid}`),
  setEvent(`network_id = ${uuid}`),
  {
    name: 'event at',
    sql: (random) => `update event set at = at + interval '${1 + random.below(1e9)} microseconds' ${EVENT}`,
  },
  {
    name: 'event position',
    sql: (random) => `update event set position = position + ${1 + random.below(1e6)} ${EVENT}`,
  },
  {
    name: 'event transaction',
    sql: (random) =>
      `update event set transaction = (transaction::text::bigint + ${1 + random.below(1e6)})::text::xid8 ${EVENT}`,
  },
  {
    name: 'event body gains',
    sql: (random) => `update event set body = body || '{"k${random.below(1e6)}": ${random.next()}}' ${EVENT}`,
  },
  { name: 'event body loses', sql: () => `update event set body = body - 'number' ${EVENT}` },
  {
    name: 'event body in its 20th figure',
    sql: () =>
      `update event set body = jsonb_set(body, '{number}', to_jsonb((body->>'number')::numeric + 0.00000000000000000001)) ${EVENT}`,
  },
  { name: 'event deleted', sql: () => `delete from event ${EVENT}` },
  {
    name: 'event put in',
    sql: () =>
      `insert into event select network_id, ${uuid}, transaction, position, at, kind, actor_kind, actor_id, subject_kind, subject_id, unit_id, body from event ${EVENT}`,
  },
  swapEvents(['position']),
  swapEvents(['transaction', 'position']),
  swapEvents(['body']),
  swapEvents(['actor_id', 'at', 'body', 'subject_id']),
  { name: 'leaf bytes', sql: (random) => flip('bytes', random.below(800)) },
  { name: 'leaf hash', sql: (random) => flip('hash', random.below(256)) },
  { name: 'leaf event', sql: () => `update audit_leaf set event_id = ${uuid} ${LEAF}` },
  { name: 'leaf number', sql: () => `update audit_leaf set leaf = leaf + 100000 ${LEAF}` },
  { name: 'leaf deleted', sql: () => `delete from audit_leaf ${LEAF}` },
  {
    name: 'leaf put in',
    sql: () => `insert into audit_leaf select network_id, leaf + 100000, ${uuid}, hash, bytes from audit_leaf ${LEAF}`,
  },
  {
    name: 'leaves swap what they say',
    sql: () => `update audit_leaf l set hash = o.hash, bytes = o.bytes from audit_leaf o where l.network_id = $1 and o.network_id = $1
      and ((l.leaf = $2 and o.leaf = $3) or (l.leaf = $3 and o.leaf = $2))`,
  },
  {
    name: 'event and leaf deleted',
    sql: () =>
      `with gone as (delete from audit_leaf ${LEAF} returning event_id) delete from event e using gone where e.network_id = $1 and e.id = gone.event_id`,
  },
  {
    name: 'event, leaf and hash rewritten alike',
    sql: () => `with said as (select l.event_id, convert_to(replace(convert_from(l.bytes, 'UTF8'), '"kind":"test', '"kind":"text'), 'UTF8') as bytes from audit_leaf l ${LEAF}),
      changed as (update event e set kind = replace(e.kind, 'test', 'text') from said where e.network_id = $1 and e.id = said.event_id returning e.id)
      update audit_leaf l set bytes = said.bytes, hash = sha256('\\x00'::bytea || said.bytes) from said, changed where l.network_id = $1 and l.event_id = said.event_id`,
  },
];

/** A log of so many events with a checkpoint kept outside. */
export async function makeLog(context: Context, networkId: string, size: number): Promise<KnownRoot> {
  const at = context.clock.now();
  for (let done = 0; done < size; done += 3)
    await context.database.transaction(networkId, (connection) =>
      recordEvents(
        connection,
        jobActor(networkId, 'faults.tamper'),
        at,
        Array.from({ length: Math.min(3, size - done) }, (_, index) => ({
          kind: 'test.happened',
          subjectKind: 'thing',
          subjectId: newId(at),
          body: { number: done + index },
        })),
      ),
    );
  await sequenceAndSign(context, networkId);
  const kept = readSigned(context, networkId, await latestCheckpoint(context, networkId));
  if (kept?.size !== size) throw new Error('The log was not made.');
  return kept;
}

/**
 * Tampers `times` times at random with a log before a kept checkpoint, each time with the whole log and in a transaction
 * that is then undone, and gives the names of those that verification did not find.
 */
export async function tamper(
  adminUrl: string,
  context: Context,
  log: { networkId: string; kept: KnownRoot },
  options: { times: number; random: Random },
): Promise<string[]> {
  const { networkId, kept } = log;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const missed: string[] = [];
  try {
    // Verification looks through the very transaction of who tampers, so that nothing has to be mended after each time.
    const within = {
      ...context,
      database: { transaction: (_: string, work: Work) => work(connectionOf(client, networkId)) },
    };
    const seen = within as unknown as Omit<Context, 'database'> & { database: Database };
    for (let time = 0; time < options.times; time++) {
      const tampering = options.random.pick(tamperings);
      const leaf = options.random.below(kept.size);
      const other = (leaf + 1 + options.random.below(kept.size - 1)) % kept.size;
      await client.query('begin');
      const { rowCount } = await client.query(bind(tampering.sql(options.random), [networkId, leaf, other]));
      if (!rowCount) throw new Error(`${tampering.name} changed nothing.`);
      const { fault } = await verifyLog(seen, networkId, kept);
      if (fault === null) missed.push(tampering.name);
      await client.query('rollback');
    }
    return missed;
  } finally {
    await client.end();
  }
}

type Work = (connection: Connection) => Promise<unknown>;

/** Not every statement uses all three, and a parameter that is given must be used. */
function bind(sql: string, [networkId, leaf, other]: [string, number, number]): string {
  return sql.replaceAll('$1', `'${networkId}'::uuid`).replaceAll('$2', String(leaf)).replaceAll('$3', String(other));
}

function connectionOf(client: pg.Client, networkId: string): Connection {
  return {
    networkId,
    async query<Row extends pg.QueryResultRow>(statement: { name: string; text: string }, values: unknown[] = []) {
      return (await client.query<Row>({ ...statement, values })).rows;
    },
  };
}
