import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import type { Attempt } from '../idempotency.ts';

/**
 * The attempt that a write request names with `Idempotency-Key` (8 to 200 visible characters), or undefined. The digest
 * covers method, path and body; it is keyed, since a short body could be guessed from a plain one. What is kept as the key is
 * a keyed digest of caller and key: nobody reads from it who wrote what, and two callers may send the same. Problem `platform.idempotency_key_malformed` (400).
 */
export function attemptOf(request: FastifyRequest, secret: Buffer): Attempt | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key))
    throw new Problem(
      'platform.idempotency_key_malformed',
      400,
      'An Idempotency-Key has 8 to 200 visible characters. A random UUID is a good one.',
    );
  const digest = createHmac('sha256', secret)
    .update(`${request.method} ${request.url}\n`)
    .update(Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null))
    .digest();
  return { key: keptKey(secret, request.actor, key), digest, seed: seedOf(secret, key) };
}

/** What is drawn for a write and must be the same when it is sent again, but cannot be read from what is kept of it. */
function seedOf(secret: Buffer, key: string): Buffer {
  return createHmac('sha512', secret).update(`seed of a write\n${key}`).digest();
}

/** As what a caller's `Idempotency-Key` is kept. */
export function keptKey(secret: Buffer, actor: Actor | undefined, key: string): string {
  const caller = actor ? `${actor.kind} ${actor.id}` : '';
  return createHmac('sha256', secret).update(`${caller}\n${key}`).digest('base64url');
}
