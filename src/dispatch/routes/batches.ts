import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { confirmBatch, readBatch, setBatches, solveNow } from '../actions/batches.ts';
import { BatchConfirmation, BatchConfirmed, BatchSettingInput, BatchView } from '../schema.ts';

const OfUnit = Type.Object({ id: Type.String({ format: 'uuid', description: 'a centre' }) });
const Nothing = Type.Object({}, { additionalProperties: false });

/** Orders of a centre solved together. */
export function batchRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id/batch',
    permission: ['dispatcher', 'administrator'],
    summary: 'The newest batch of a centre with its proposals, beside one by one',
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
    method: 'POST',
    url: '/api/v1/batches/:id/confirm',
    permission: ['dispatcher'],
    summary: 'Send proposals of a batch: those of some orders, or all that are open',
    tag: 'dispatch',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: BatchConfirmation,
    response: BatchConfirmed,
    mostMilliseconds: 30_000,
    handle: async ({ context, params, body, ...call }) => ({
      body: await confirmBatch(context, signedIn(call), { batchId: params.id, orderIds: body.orderIds }),
    }),
  });
}
