import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { nearOrders, neighboursOf } from '../actions/alike.ts';
import { readTopics, sayOfTopics } from '../actions/topics.ts';
import { NearOrders, Neighbours, NeighboursInput, TopicList, TopicQuery, TopicVerdictInput } from '../schema/alike.ts';

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
    permission: ['dispatcher', 'administrator', 'petition_clerk'],
    summary: 'One matter at one place: cases, never authors; petitions masked and from five households on, for clerks',
    tag: 'orders',
    query: TopicQuery,
    response: TopicList,
    handle: async (call) => ({ body: await readTopics(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/topics/verdicts',
    permission: ['dispatcher'],
    summary: 'Says that orders are of one topic, or of two; it teaches',
    tag: 'orders',
    body: TopicVerdictInput,
    status: 204,
    handle: async ({ context, body, attempt, ...call }) => {
      await sayOfTopics(context, signedIn(call), body, attempt);
      return { status: 204 };
    },
  });
}
