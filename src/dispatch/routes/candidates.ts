import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { candidatesFor } from '../actions/candidates.ts';
import { CandidateRanking } from '../schema.ts';

const OfOrder = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Who could serve an order. */
export function candidateRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/candidates',
    permission: ['dispatcher'],
    summary: 'Teams and volunteers who could serve the order, best first, with why, and what keeps others from it',
    tag: 'dispatch',
    params: OfOrder,
    response: CandidateRanking,
    handle: async (call) => ({ body: await candidatesFor(call.context, signedIn(call), call.params.id) }),
  });
}
