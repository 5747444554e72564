import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { readWaves, startWaves } from '../actions/waves.ts';
import { openOrders, takenByOthers, takeOpen, whyAsked } from '../actions/why.ts';
import { OpenOrders, TakenOrders, Waves, WhyAsked } from '../schema/waves.ts';

const tag = 'dispatch';
const OneOrder = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Asking in waves, and what volunteers may know of why. */
export function waveRoutes(app: FastifyInstance): void {
  staffRoutes(app);
  volunteerRoutes(app);
}

function staffRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/waves',
    permission: ['dispatcher'],
    summary: 'How the waves of an order stand.',
    tag,
    params: OneOrder,
    response: Waves,
    handle: async ({ context, params, ...call }) => ({ body: await readWaves(context, signedIn(call), params.id) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/:id/waves',
    permission: ['dispatcher'],
    summary: 'Offers an order in waves: the first now, the others by themselves until it is taken.',
    tag,
    params: OneOrder,
    response: Waves,
    handle: async ({ context, params, attempt, ...call }) => ({
      body: await startWaves(context, signedIn(call), params.id, attempt),
    }),
  });
}

function volunteerRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me/offers/:id/why',
    permission: 'signed_in',
    summary: 'Why the caller was asked about an order.',
    tag: 'me',
    params: OneOrder,
    response: WhyAsked,
    handle: async ({ context, params, ...call }) => ({ body: await whyAsked(context, signedIn(call), params.id) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/open-orders',
    permission: 'signed_in',
    summary: 'What waits for somebody and the caller could serve, by time: the same for everybody.',
    tag: 'me',
    response: OpenOrders,
    handle: async ({ context, ...call }) => ({ body: { items: await openOrders(context, signedIn(call)) } }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/open-orders/:id/take',
    permission: 'signed_in',
    summary: 'Takes something of the plain list.',
    tag: 'me',
    params: OneOrder,
    async handle({ context, params, attempt, ...call }) {
      await takeOpen(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/taken-orders',
    permission: 'signed_in',
    summary: 'What others took lately and the caller could have served, with why it was not theirs.',
    tag: 'me',
    response: TakenOrders,
    handle: async ({ context, ...call }) => ({ body: { items: await takenByOthers(context, signedIn(call)) } }),
  });
}
