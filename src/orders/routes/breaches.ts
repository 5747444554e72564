import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { BreachNoticePage, ConcernedFound, ConcernedInput } from '../../vault/schema.ts';
import { enterThoseConcerned, myNotices } from '../actions/breaches.ts';

/** Whom a breach concerns: found by their orders and by who was looked at; and what each of them is told. */
export function breachRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/breaches/:id/concerned',
    permission: ['auditor', 'administrator'],
    summary: 'Enter whom a breach concerns: by numbers of orders, and by whom an account looked at in a span of time',
    tag: 'vault',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: ConcernedInput,
    response: ConcernedFound,
    async handle({ context, params, body, attempt, ...call }) {
      return { body: await enterThoseConcerned(context, signedIn(call), params.id, body, attempt) };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/breaches',
    permission: 'signed_in',
    summary: 'Breaches that one was told of: what, when, which data, consequences, measures, contact',
    tag: 'vault',
    response: BreachNoticePage,
    handle: async (call) => ({ body: { items: await myNotices(call.context, signedIn(call)), nextCursor: null } }),
  });
}
