import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../platform/http/route.ts';
import { type AuditPorts, compareCheckpoint, readEntries, readLogState, readLooksAtMe } from './actions/read.ts';
import { latestCheckpoint, readTile } from './actions/witness.ts';
import { AuditEntryPage, AuditQuery, Compared, KeptCheckpoint, LogState, MyLookPage, MyLookQuery } from './schema.ts';

const tag = 'audit';

/** Every route of the audit. */
export function auditRoutes(app: FastifyInstance, ports: AuditPorts): void {
  witnessRoutes(app);
  auditorRoutes(app, ports);
  route(app, {
    method: 'GET',
    url: '/api/v1/me/looks',
    permission: 'signed_in',
    summary: 'Who looked at me, or was refused to; newest first',
    tag,
    query: MyLookQuery,
    response: MyLookPage,
    async handle(call) {
      return { body: await readLooksAtMe(call.context, signedIn(call), call.query, ports) };
    },
  });
}

const auditors = ['auditor'] as const;

function auditorRoutes(app: FastifyInstance, ports: AuditPorts): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/audit/entries',
    permission: auditors,
    summary: 'Who looked at whom, who was refused, who changed whose rights; newest first',
    tag,
    query: AuditQuery,
    response: AuditEntryPage,
    async handle(call) {
      return { body: await readEntries(call.context, signedIn(call), call.query, ports) };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/audit/state',
    permission: auditors,
    summary: 'How the audit log stands: what is numbered, what is signed',
    tag,
    response: LogState,
    async handle(call) {
      return { body: await readLogState(call.context, call.networkId) };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/audit/compare',
    permission: auditors,
    summary: 'Whether the log grew out of a checkpoint that somebody kept',
    tag,
    body: KeptCheckpoint,
    response: Compared,
    async handle(call) {
      return { body: await compareCheckpoint(call.context, call.networkId, call.body.note) };
    },
  });
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
