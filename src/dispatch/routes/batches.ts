import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { confirmBatch, readBatch, readProposals, setBatches, solveNow } from '../actions/batches.ts';
import {
  BatchConfirmation,
  BatchConfirmed,
  BatchSettingInput,
  BatchView,
  ProposalPage,
  ProposalQuery,
} from '../schema.ts';

const OfUnit = Type.Object({ id: Type.String({ format: 'uuid', description: 'a centre' }) });
const OfBatch = Type.Object({ id: Type.String({ format: 'uuid' }) });
const Nothing = Type.Object({}, { additionalProperties: false });

/** Orders of a centre solved together. */
export function batchRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id/batch',
    permission: ['dispatcher', 'administrator'],
    summary: 'The newest batch of a centre, beside one by one',
    tag: 'dispatch',
    params: OfUnit,
    response: BatchView,
    handle: async (call) => ({ body: await readBatch(call.context, signedIn(call), call.params.id) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/batch',
    permission: ['dispatcher'],
    summary: 'Solve a centre’s waiting orders together now; nothing is sent',
    tag: 'dispatch',
    params: OfUnit,
    body: Nothing,
    response: BatchView,
    limitPerMinute: 20,
    mostMilliseconds: 30_000,
    handle: async ({ context, params, attempt, ...call }) => ({
      body: await solveNow(context, signedIn(call), params.id, attempt),
    }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/units/:id/batch/setting',
    permission: ['administrator'],
    summary: 'Switch batches of a centre on or off, and choose the kinds that are sent by themselves',
    tag: 'dispatch',
    params: OfUnit,
    body: BatchSettingInput,
    async handle({ context, params, body, attempt, ...call }) {
      await setBatches(context, signedIn(call), params.id, body, attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/batches/:id/proposals',
    permission: ['dispatcher'],
    summary: 'Whom a batch proposes, order by order',
    tag: 'dispatch',
    params: OfBatch,
    query: ProposalQuery,
    response: ProposalPage,
    handle: async (call) => ({
      body: await readProposals(call.context, signedIn(call), call.params.id, call.query),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/batches/:id/confirm',
    permission: ['dispatcher'],
    summary: 'Send proposals of a batch: those of some orders, or all that are open',
    tag: 'dispatch',
    params: OfBatch,
    body: BatchConfirmation,
    response: BatchConfirmed,
    mostMilliseconds: 30_000,
    handle: async ({ context, params, body, ...call }) => ({
      body: await confirmBatch(context, signedIn(call), { batchId: params.id, orderIds: body.orderIds }),
    }),
  });
}
