import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { Page } from '../../shared/page.ts';
import { notFound, Problem } from '../../shared/problem.ts';
import { type Act, actOnOrder } from '../actions/act.ts';
import { markComplained, membersOfUnit } from '../actions/complained.ts';
import { showContact } from '../actions/contact.ts';
import { readHistory } from '../actions/history.ts';
import { sayPresence } from '../actions/presence.ts';
import { readRow } from '../actions/row.ts';
import { whySees } from '../actions/sight.ts';
import { submitOrder } from '../actions/submit.ts';
import { readActedOn, readOrder } from '../actions/view.ts';
import { ActionBody, actionInputs, ComplainedInput, NewOrder } from '../schema/inputs.ts';
import { Sight, SightQuery } from '../schema/sight.ts';
import { type ActionName, actionNames } from '../schema/states.ts';
import {
  OrderDetail,
  OrderEvent,
  OrderPlaced,
  OrderSummary,
  Presence,
  PresenceInput,
  ShownContact,
  UnitMember,
} from '../schema/views.ts';

const OfOrder = Type.Object({ id: Type.String({ format: 'uuid' }) });
/** What people do; clocks are run by jobs alone. */
const peoplesActions = actionNames.filter((name) => name !== 'warn' && name !== 'expire');

/** One order: placing it, reading it, everything that can be done to it. */
export function orderRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/orders',
    permission: 'signed_in',
    summary: 'Place an order, for oneself or for somebody who agreed',
    tag: 'orders',
    body: NewOrder,
    response: OrderPlaced,
    status: 201,
    limitPerMinute: 60,
    async handle(call) {
      const placed = await submitOrder(call.context, signedIn(call), call.body, call.attempt);
      return { body: placed, version: placed.version };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id',
    permission: 'signed_in',
    receipt: true,
    summary: 'One order as the caller may see it, with what they can do',
    tag: 'orders',
    params: OfOrder,
    response: OrderDetail,
    async handle(call) {
      const order = await readOrder(call.context, signedIn(call), call.params.id);
      return { body: order, version: order.version };
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/row',
    permission: ['dispatcher', 'petition_clerk', 'department_officer'],
    summary: 'One order as the caller’s lists show it; nothing sealed is opened, nothing recorded as read',
    tag: 'orders',
    params: OfOrder,
    response: OrderSummary,
    async handle(call) {
      const row = await readRow(call.context, signedIn(call), call.params.id);
      return { body: row, version: row.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/:id/actions/:name',
    permission: 'signed_in',
    receipt: true,
    summary: 'Do something to an order; If-Match refuses when it has changed. 204 when it is out of the caller’s hands',
    tag: 'orders',
    params: Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String({ enum: peoplesActions }) }),
    body: ActionBody,
    response: OrderDetail,
    async handle(call) {
      const { context, body, attempt, ifMatch, params } = call;
      const action = peoplesActions.find((name) => name === params.name);
      if (!action) throw notFound();
      checkInput(call.request, action, body);
      const act: Act = { orderId: params.id, action, input: body };
      await actOnOrder(context, signedIn(call), act, { attempt, ifMatch });
      const order = await readActedOn(context, signedIn(call), params.id);
      return order ? { body: order, version: order.version } : { status: 204 };
    },
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/orders/:id/complained-of',
    permission: ['petition_clerk'],
    summary:
      'Mark whom a petition complains of: it is not there for them and theirs from then on. If-Match refuses when it has changed',
    tag: 'orders',
    params: OfOrder,
    body: ComplainedInput,
    async handle(call) {
      const { context, params, body, attempt, ifMatch } = call;
      await markComplained(context, signedIn(call), params.id, body, { attempt, ifMatch });
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/complained-of/members',
    permission: ['petition_clerk'],
    summary: 'Who of a unit could be complained of: in a post there within 12 months, or with a role',
    tag: 'orders',
    params: OfOrder,
    query: Type.Object({ unit: Type.String({ format: 'uuid' }) }),
    response: Page(UnitMember),
    handle: async (call) => ({
      body: {
        items: await membersOfUnit(call.context, signedIn(call), call.params.id, call.query.unit),
        nextCursor: null,
      },
    }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/events',
    permission: 'signed_in',
    receipt: true,
    summary: 'How the order came to be as it is, oldest first',
    tag: 'orders',
    params: OfOrder,
    response: Page(OrderEvent),
    handle: async (call) => ({
      body: { items: await readHistory(call.context, signedIn(call), call.params.id), nextCursor: null },
    }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/people/:id/sight',
    permission: ['administrator'],
    summary:
      'How much a person sees of one order and why, or why not; of a petition for who knows of it. Each asking is recorded',
    tag: 'orders',
    params: OfOrder,
    query: SightQuery,
    response: Sight,
    handle: async (call) => ({
      body: await whySees(call.context, signedIn(call), { personId: call.params.id, number: call.query.order }),
    }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/orders/:id/presence',
    permission: ['dispatcher', 'petition_clerk', 'department_officer'],
    summary: 'Say that one has the order open, or writes; hear who else of the staff has. Nothing of it is kept',
    tag: 'orders',
    params: OfOrder,
    body: PresenceInput,
    response: Presence,
    async handle(call) {
      const { context, params, body } = call;
      return { body: { others: await sayPresence(context, signedIn(call), params.id, body.doing) } };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/:id/contact',
    permission: 'signed_in',
    summary: 'Show the phone numbers the caller may see now; each showing is recorded',
    tag: 'orders',
    params: OfOrder,
    response: Page(ShownContact),
    async handle(call) {
      return {
        body: {
          items: await showContact(call.context, signedIn(call), call.params.id, call.attempt),
          nextCursor: null,
        },
      };
    },
  });
}

/** The body against the shape of its own action. `platform.invalid` (400) names the field. */
function checkInput(request: FastifyRequest, action: ActionName, body: unknown): void {
  const validate =
    request.getValidationFunction(actionInputs[action]) ?? request.compileValidationSchema(actionInputs[action]);
  if (validate(body)) return;
  const [first] = validate.errors ?? [];
  const missing =
    first?.keyword === 'required' ? `/${String((first.params as { missingProperty?: string }).missingProperty)}` : '';
  throw new Problem(
    'platform.invalid',
    400,
    `The body is not as ${action} takes it: ${first?.instancePath ?? ''} ${first?.message ?? ''}.`,
    {
      field: `${first?.instancePath ?? ''}${missing}`,
    },
  );
}
