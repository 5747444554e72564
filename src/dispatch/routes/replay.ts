import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { replayPolicy } from '../actions/replay.ts';
import { PolicyReplay } from '../schema.ts';

/** What another policy would have come to. */
export function replayRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/dispatch/replay',
    permission: ['administrator'],
    summary: 'The last month’s orders under another policy of whom to ask; saves nothing',
    tag: 'dispatch',
    body: Type.Object({ body: Type.Unknown({ description: 'as PUT /policies/dispatch takes it' }) }),
    response: PolicyReplay,
    limitPerMinute: 10,
    mostMilliseconds: 30_000,
    handle: async (call) => ({ body: await replayPolicy(call.context, signedIn(call), call.body.body) }),
  });
}
