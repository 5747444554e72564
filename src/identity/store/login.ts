import type { Connection, Statement } from '../../platform/database.ts';
import type { KeptCode } from '../rules/login.ts';

const CODE: Statement = {
  name: 'identity.code.find',
  text: `select code_hash as hash, expires_at as "expiresAt", used_at as "usedAt" from login_code
    where network_id = $1 and phone_digest = $2 for update`,
};
const KEEP_CODE: Statement = {
  name: 'identity.code.keep',
  text: `insert into login_code (network_id, phone_digest, code_hash, expires_at) values ($1, $2, $3, $4)
    on conflict (network_id, phone_digest) do update
    set code_hash = excluded.code_hash, expires_at = excluded.expires_at, used_at = null`,
};
const USE_CODE: Statement = {
  name: 'identity.code.use',
  text: `update login_code set used_at = $3 where network_id = $1 and phone_digest = $2 and used_at is null returning 1 as one`,
};
const FORGET_CODE: Statement = {
  name: 'identity.code.forget',
  text: 'delete from login_code where network_id = $1 and phone_digest = $2',
};

/** The code of a phone, locked, or undefined. */
export async function lockCode(connection: Connection, phoneDigest: Buffer): Promise<KeptCode | undefined> {
  return (await connection.query<KeptCode & Record<string, unknown>>(CODE, [connection.networkId, phoneDigest]))[0];
}

/** Makes this the one code of a phone that is good. */
export async function keepCode(
  connection: Connection,
  phoneDigest: Buffer,
  hash: Buffer,
  expiresAt: Date,
): Promise<void> {
  await connection.query(KEEP_CODE, [connection.networkId, phoneDigest, hash, expiresAt]);
}

/** Spends the code of a phone. False when it was spent. */
export async function markCodeUsed(connection: Connection, phoneDigest: Buffer, at: Date): Promise<boolean> {
  return (await connection.query(USE_CODE, [connection.networkId, phoneDigest, at])).length > 0;
}

/** Drops the code of a phone. */
export async function forgetCode(connection: Connection, phoneDigest: Buffer): Promise<void> {
  await connection.query(FORGET_CODE, [connection.networkId, phoneDigest]);
}

/** What is counted, for whom, on which local day. */
export interface Counted {
  scope:
    | 'guess:phone'
    | 'send:phone'
    | 'send:address'
    | 'send:network'
    | 'password:username'
    | 'password:address'
    | 'receipt:address'
    | 'receipt:prefix'
    | 'receipt_sent:address'
    | 'receipt_sent:network';
  subject: Buffer;
  day: string;
}

const COUNT: Statement = {
  name: 'identity.attempt.count',
  text: `insert into login_attempt as a (network_id, scope, subject_digest, day, attempts) values ($1, $2, $3, $4, 1)
    on conflict (network_id, scope, subject_digest, day) do update set attempts = a.attempts + 1 where a.attempts < $5
    returning attempts`,
};
const UNCOUNT: Statement = {
  name: 'identity.attempt.uncount',
  text: `update login_attempt set attempts = attempts - 1
    where network_id = $1 and scope = $2 and subject_digest = $3 and day = $4 and attempts > 0`,
};
const READ: Statement = {
  name: 'identity.attempt.read',
  text: `select attempts, blocked_until as "blockedUntil" from login_attempt
    where network_id = $1 and scope = $2 and subject_digest = $3 and day = $4 for update`,
};
const PEEK: Statement = {
  name: 'identity.attempt.peek',
  text: 'select attempts from login_attempt where network_id = $1 and scope = $2 and subject_digest = $3 and day = $4',
};
const BLOCK: Statement = {
  name: 'identity.attempt.block',
  text: `update login_attempt set blocked_until = $5 where network_id = $1 and scope = $2 and subject_digest = $3 and day = $4`,
};
const CLEAR: Statement = {
  name: 'identity.attempt.clear',
  text: 'delete from login_attempt where network_id = $1 and scope = $2 and subject_digest = $3',
};

const keyOf = (connection: Connection, counted: Counted) => [
  connection.networkId,
  counted.scope,
  counted.subject,
  counted.day,
];

/** Counts one more, up to `most`: gives the count, or null when `most` was reached and nothing was counted. */
export async function count(connection: Connection, counted: Counted, most: number): Promise<number | null> {
  const [row] = await connection.query<{ attempts: number }>(COUNT, [...keyOf(connection, counted), most]);
  return row?.attempts ?? null;
}

/** Takes one back. */
export async function uncount(connection: Connection, counted: Counted): Promise<void> {
  await connection.query(UNCOUNT, keyOf(connection, counted));
}

/** How many were counted, and until when it is blocked; locked until the transaction ends. */
export async function readCount(
  connection: Connection,
  counted: Counted,
): Promise<{ attempts: number; blockedUntil: Date | null }> {
  const [row] = await connection.query<{ attempts: number; blockedUntil: Date | null }>(
    READ,
    keyOf(connection, counted),
  );
  return row ?? { attempts: 0, blockedUntil: null };
}

/** How many were counted, without a lock. */
export async function peekCount(connection: Connection, counted: Counted): Promise<number> {
  const [row] = await connection.query<{ attempts: number }>(PEEK, keyOf(connection, counted));
  return row?.attempts ?? 0;
}

/** Blocks what is counted until a moment; null: not at all. */
export async function block(connection: Connection, counted: Counted, until: Date | null): Promise<void> {
  await connection.query(BLOCK, [...keyOf(connection, counted), until]);
}

/** Forgets what was counted for a subject, on all days. */
export async function clearCount(connection: Connection, counted: Omit<Counted, 'day'>): Promise<void> {
  await connection.query(CLEAR, [connection.networkId, counted.scope, counted.subject]);
}

const SWEEP: Statement = {
  name: 'identity.sweep',
  text: `with codes as (delete from login_code where network_id = $1 and expires_at < $2::timestamptz - interval '1 day' returning 1),
      attempts as (delete from login_attempt where network_id = $1 and day < ($2::timestamptz - interval '7 days')::date returning 1),
      ended as (select network_id, id from session where network_id = $1 and (expires_at < $2::timestamptz - interval '30 days'
        or revoked_at < $2::timestamptz - interval '30 days') limit 1000),
      sessions as (delete from session s using ended e where s.network_id = e.network_id and s.id = e.id returning 1)
    select (select count(*)::int from codes) + (select count(*)::int from attempts) as small,
      (select count(*)::int from sessions) as sessions`,
};

/** Deletes codes a day old, counts a week old and sessions that ended a month ago (1,000 a call). Gives how many. */
export async function sweep(connection: Connection, at: Date): Promise<{ small: number; sessions: number }> {
  const [row] = await connection.query<{ small: number; sessions: number }>(SWEEP, [connection.networkId, at]);
  return row ?? { small: 0, sessions: 0 };
}
