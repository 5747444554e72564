import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../platform/http/route.ts';
import { PageQuery } from '../shared/page.ts';
import { alertedTo, myNotifications, readNotifications } from './actions.ts';
import { Alerted, NotificationPage } from './schema.ts';

/** The inbox. */
export function notifyRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me/notifications',
    permission: 'signed_in',
    summary: 'My messages, newest first',
    tag: 'me',
    query: PageQuery,
    response: NotificationPage,
    handle: async (call) => ({ body: await myNotifications(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/notifications/read',
    permission: 'signed_in',
    summary: 'Mark my messages up to one as read',
    tag: 'me',
    body: Type.Object({ upTo: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
    async handle(call) {
      await readNotifications(call.context, signedIn(call), call.body.upTo, call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/alerted',
    permission: ['dispatcher'],
    summary: 'Who was alerted to an emergency, and when',
    tag: 'orders',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    response: Alerted,
    handle: async (call) => ({ body: await alertedTo(call.context, signedIn(call), call.params.id) }),
  });
}
