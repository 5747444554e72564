import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MadeOnce } from '../made-once.ts';

/** Sends an answer that is the same for everybody in the smallest form that the caller reads, or 304 where they have it. */
export function sendMade({ json, gzipped, etag }: MadeOnce, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
  if (request.headers['if-none-match'] === etag) {
    reply.code(304).send();
    return;
  }
  const readsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (readsGzip) reply.header('content-encoding', 'gzip');
  reply.type('application/json; charset=utf-8').send(readsGzip ? gzipped : json);
}
