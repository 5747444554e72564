import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { Page, PageQuery } from '../../shared/page.ts';
import { earlierCallers } from '../actions/callers.ts';
import { readFigures } from '../actions/figures.ts';
import { readKindUses } from '../actions/kind-uses.ts';
import { countOrders, listOrders, myOrders } from '../actions/list.ts';
import { myOffers, myTasks, ordersOfTeam } from '../actions/volunteering.ts';
import { OrderCount, OrderCountFilter, OrderFilter } from '../schema/inputs.ts';
import { EarlierCaller, KindUses, OfferCard, OrderFigures, OrderPage } from '../schema/views.ts';

const TeamOrdersQuery = Type.Object({
  ...PageQuery.properties,
  part: Type.Optional(
    Type.Union([Type.Literal('ongoing'), Type.Literal('past')], {
      description: 'what still asks something of the team, or what does not any more; both if absent',
    }),
  ),
});

/** Lists of orders: the desk's, the resident's, the volunteer's, the team's; and the wall's figures. */
export function listRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/orders',
    permission: ['dispatcher', 'petition_clerk', 'department_officer'],
    summary: 'Orders of a unit’s whole subtree, as far as the caller’s roles cover it',
    tag: 'orders',
    query: OrderFilter,
    response: OrderPage,
    handle: async (call) => ({ body: await listOrders(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/count',
    permission: ['dispatcher', 'petition_clerk', 'department_officer'],
    summary: 'How many orders a list of the same filters holds',
    tag: 'orders',
    query: OrderCountFilter,
    response: OrderCount,
    handle: async (call) => ({ body: await countOrders(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/callers',
    permission: ['dispatcher', 'petition_clerk', 'department_officer'],
    summary: 'Who asked before from a phone that ends in four digits, among the orders that the caller may list',
    tag: 'orders',
    query: Type.Object({ tail: Type.String({ pattern: '^[0-9]{4}$' }) }),
    response: Page(EarlierCaller),
    handle: async (call) => ({
      body: { items: await earlierCallers(call.context, signedIn(call), call.query.tail), nextCursor: null },
    }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/orders',
    permission: 'signed_in',
    summary: 'What I asked for, or placed for somebody',
    tag: 'me',
    query: PageQuery,
    response: OrderPage,
    handle: async (call) => ({ body: await myOrders(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/offers',
    permission: 'signed_in',
    summary: 'What is offered to me, by name or through a team',
    tag: 'me',
    response: Page(OfferCard),
    handle: async (call) => ({ body: { items: await myOffers(call.context, signedIn(call)), nextCursor: null } }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/tasks',
    permission: 'signed_in',
    summary: 'What I have taken on, and what I served last',
    tag: 'me',
    response: OrderPage,
    handle: async (call) => ({ body: { items: await myTasks(call.context, signedIn(call)), nextCursor: null } }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/teams/:id/orders',
    permission: 'signed_in',
    summary: 'Orders that are or were with a team, for its leaders',
    tag: 'teams',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    query: TeamOrdersQuery,
    response: OrderPage,
    handle: async (call) => ({ body: await ordersOfTeam(call.context, signedIn(call), call.params.id, call.query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/figures',
    permission: ['observer', 'dispatcher', 'administrator'],
    summary: 'Today’s orders of a subtree in figures: no names, no words, nothing finer than a station',
    tag: 'orders',
    query: Type.Object({ unit: Type.Optional(Type.String({ format: 'uuid' })) }),
    response: OrderFigures,
    handle: async (call) => ({ body: await readFigures(call.context, signedIn(call), call.query.unit) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/figures/kinds',
    permission: ['administrator'],
    summary: 'How many orders each kind of need was given',
    tag: 'orders',
    response: KindUses,
    handle: async (call) => ({ body: await readKindUses(call.context, signedIn(call)) }),
  });
}
