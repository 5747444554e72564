import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { readGaps } from '../actions/gaps.ts';
import { Gaps } from '../schema/gaps.ts';

/** What volunteers cannot meet as things stand. */
export function gapRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id/gaps',
    permission: ['dispatcher', 'observer'],
    summary: 'Where people are missing: by kind, place and part of the day, and how fast orders come and are taken.',
    tag: 'dispatch',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    response: Gaps,
    handle: async ({ context, params, ...call }) => ({ body: await readGaps(context, signedIn(call), params.id) }),
  });
}
