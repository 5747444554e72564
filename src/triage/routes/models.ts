import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { beginTraining, beginTrial, listTriageModels, promoteTriageModel } from '../actions/trained.ts';
import { TriageModel, TriageModels } from '../schema.ts';

const tag = 'triage';
const OneModel = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** The models of the network's kinds, for administrators. */
export function modelRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/triage/models',
    permission: ['administrator'],
    summary: 'The models that suggest kinds, newest first, with their figures.',
    tag,
    response: TriageModels,
    handle: async ({ context, networkId }) => ({ body: await listTriageModels(context, networkId) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/triage/models',
    permission: ['administrator'],
    summary: 'Begins to train a candidate from seeds and corrections; the list says when it is there.',
    tag,
    response: TriageModels,
    status: 202,
    limitPerMinute: 4,
    handle: async ({ context, attempt, ...call }) => ({
      status: 202,
      body: await beginTraining(context, signedIn(call), attempt),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/triage/models/:id/actions/compare',
    permission: ['administrator'],
    summary:
      'Begins to try a model and the running one on all corrections held back by now; the list says when that is done.',
    tag,
    params: OneModel,
    response: TriageModels,
    status: 202,
    limitPerMinute: 12,
    handle: async ({ context, params, attempt, ...call }) => ({
      status: 202,
      body: await beginTrial(context, signedIn(call), params.id, attempt),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/triage/models/:id/actions/promote',
    permission: ['administrator'],
    summary: 'Lets a model run in place of the running one; an older one: rolls back.',
    tag,
    params: OneModel,
    response: TriageModel,
    handle: async ({ context, params, attempt, ...call }) => ({
      body: await promoteTriageModel(context, signedIn(call), params.id, attempt),
    }),
  });
}
