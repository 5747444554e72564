import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route } from '../platform/http/route.ts';
import { latestCheckpoint, readTile } from './actions/witness.ts';

const tag = 'audit';

/** Every route of the audit. */
export function auditRoutes(app: FastifyInstance): void {
  witnessRoutes(app);
}

/** What a witness reads: nothing in it is about anybody. */
function witnessRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/audit/checkpoint',
    permission: 'anyone',
    summary: 'The newest signed checkpoint of the audit log, to be kept outside (C2SP tlog-checkpoint)',
    tag,
    response: Type.Unsafe<string>({ type: 'string', description: 'text/plain: a signed note' }),
    async handle(call) {
      const note = await latestCheckpoint(call.context, call.networkId);
      call.reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'no-cache');
      return { body: note };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/audit/tile/*',
    permission: 'anyone',
    summary: 'Hashes of the audit log’s tree (C2SP tlog-tiles), without the entries',
    tag,
    params: Type.Object({ '*': Type.String({ maxLength: 60, description: 'for example 0/x001/x234/067.p/12' }) }),
    response: Type.Unsafe<Buffer>({ type: 'string', format: 'binary', description: 'application/octet-stream' }),
    async handle(call) {
      const hashes = await readTile(call.context, call.networkId, call.params['*']);
      call.reply
        .header('content-type', 'application/octet-stream')
        .header('cache-control', 'public, max-age=31536000, immutable');
      call.reply.serializer((body: unknown) => body as string);
      return { body: hashes };
    },
  });
}
