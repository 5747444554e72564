import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { nearOrders, neighboursOf } from '../actions/alike.ts';
import { readTopics } from '../actions/topics.ts';
import { NearOrders, Neighbours, NeighboursInput, TopicList } from '../schema/alike.ts';

/** What is alike: neighbours who said the same, orders to be merged, topics. */
export function alikeRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/neighbours',
    permission: 'signed_in',
    summary: 'How many neighbours said the same of a public place; nothing of the words is kept',
    tag: 'orders',
    body: NeighboursInput,
    response: Neighbours,
    limitPerMinute: 30,
    handle: async (call) => ({ body: await neighboursOf(call.context, signedIn(call), call.body) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/near',
    permission: ['dispatcher'],
    summary: 'Open orders with nearly the same words, to be merged',
    tag: 'orders',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    response: NearOrders,
    handle: async (call) => ({ body: await nearOrders(call.context, signedIn(call), call.params.id) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/topics',
    permission: ['dispatcher', 'administrator'],
    summary: 'One matter at one place: cases, never authors; petitions, being sealed, in none',
    tag: 'orders',
    query: Type.Object({ unit: Type.String({ format: 'uuid' }) }),
    response: TopicList,
    handle: async (call) => ({ body: await readTopics(call.context, signedIn(call), call.query.unit) }),
  });
}
