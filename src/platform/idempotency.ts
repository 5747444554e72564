import { Problem } from '../shared/problem.ts';
import type { Connection, Statement } from './database.ts';
import { forgetting } from './forgetting.ts';

/** A write that may arrive twice: the keyed digest of caller and key, and that of method, path and body. */
export interface Attempt {
  /** Names nobody: whose write it was stands in no table. */
  key: string;
  digest: Buffer;
  /** Drawn from what the caller sent and from the server's secret, the same for each repeat, and kept nowhere. */
  seed?: Buffer;
}

/** How the first of several equal writes was answered. */
export interface FirstAnswer {
  status: number;
  subjectId: string | null;
}

/**
 * SQL of the claim, to stand as a CTE in the very statement that writes: parameters from `first` on are key (null: no
 * claim), digest, status, subject id, time. The write may go on when `claimPasses`.
 */
export function claimInsert(first: number): string {
  const at = (offset: number) => `$${first + offset}`;
  return `insert into idempotency_key (network_id, key, request_digest, status, subject_id, created_at)
    select $1::uuid, ${at(0)}::text, ${at(1)}::bytea, ${at(2)}::smallint, ${at(3)}::uuid, ${at(4)}::timestamptz
    where ${at(0)}::text is not null on conflict do nothing returning 1`;
}

/** SQL of whether the write may go on: it came without a key, or the CTE `claim` with `claimInsert(first)` had its row. */
export function claimPasses(first: number): string {
  return `($${first}::text is null or exists (select 1 from claim))`;
}

const CLAIM: Statement = {
  name: 'platform.idempotency.claim',
  text: `insert into idempotency_key (network_id, key, request_digest, status, subject_id, created_at)
    values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1 as one`,
};
const FIND: Statement = {
  name: 'platform.idempotency.find',
  text: `select request_digest as digest, status, subject_id as "subjectId" from idempotency_key
    where network_id = $1 and key = $2`,
};

/**
 * Claims the key of a write inside its transaction. Null: go on, this is the first. Otherwise how the first was
 * answered: build the same answer from the thing as it is now. Waits for a first one that still runs. Problem
 * `platform.idempotency_key_reused` (422) when the key came with another body before.
 */
export async function claimAttempt(
  connection: Connection,
  attempt: Attempt | undefined,
  answer: { status: number; subjectId: string | null; at: Date },
): Promise<FirstAnswer | null> {
  if (!attempt) return null;
  const { networkId } = connection;
  const values = [networkId, attempt.key, attempt.digest, answer.status, answer.subjectId, answer.at];
  if ((await connection.query(CLAIM, values)).length > 0) return null;
  return findAttempt(connection, attempt);
}

/** How the first write with this key was answered, or null when there was none. Problem as in `claimAttempt`. */
export async function findAttempt(connection: Connection, attempt: Attempt): Promise<FirstAnswer | null> {
  const [row] = await connection.query<FirstAnswer & { digest: Buffer } & Record<string, unknown>>(FIND, [
    connection.networkId,
    attempt.key,
  ]);
  if (!row) return null;
  demandSameRequest(row.digest, attempt);
  return { status: row.status, subjectId: row.subjectId };
}

/** Throws when a key came with another request before. Problem `platform.idempotency_key_reused` (422). */
export function demandSameRequest(before: Buffer, { digest }: Attempt): void {
  if (!before.equals(digest))
    throw new Problem(
      'platform.idempotency_key_reused',
      422,
      'This Idempotency-Key was used before for another request. Send a new key with a new request.',
    );
}

const SWEEP: Statement = {
  name: 'platform.idempotency.sweep',
  text: `delete from idempotency_key where network_id = $1 and key in (select key from idempotency_key
    where network_id = $1 and created_at < $2 order by created_at limit $3) returning 1 as one`,
};

/** Whoever repeats a write after this long makes it anew. */
const KEPT_DAYS = 30;

/** Forgets the oldest keys of writes that are older than thirty days. True when there may be more at once. */
export const sweepAttempts = forgetting(
  KEPT_DAYS,
  1_000,
  async (connection, before, limit) => (await connection.query(SWEEP, [connection.networkId, before, limit])).length,
);
