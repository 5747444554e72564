import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { contestAbsence, decideAbsence, myAbsences, readAbsences, reportAbsence } from '../actions/absences.ts';
import { AbsenceDecision, AbsenceInput, ContestInput, MyAbsences, OrderAbsences } from '../schema/absences.ts';

const tag = 'dispatch';
const Id = Type.String({ format: 'uuid' });
const OneOrder = Type.Object({ id: Id });

/** Who accepted and did not come: reported, contested, decided. */
export function absenceRoutes(app: FastifyInstance): void {
  reportingRoutes(app);
  ownRoutes(app);
}

function reportingRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/absences',
    permission: 'signed_in',
    summary: 'Who stayed away from an order, and of whom the caller may report it.',
    tag,
    params: OneOrder,
    response: OrderAbsences,
    handle: async ({ context, params, ...call }) => ({ body: await readAbsences(context, signedIn(call), params.id) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/:id/absences',
    permission: 'signed_in',
    summary:
      'Reports that somebody accepted an order and did not come: staff of the order, or the leader of their team.',
    tag,
    params: OneOrder,
    body: AbsenceInput,
    async handle({ context, params, body, attempt, ...call }) {
      await reportAbsence(context, signedIn(call), { orderId: params.id, personId: body.personId }, attempt);
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/:id/absences/:personId/decision',
    permission: 'signed_in',
    summary: 'Says whether an absence stands: the centre; who reported it may take it back.',
    tag,
    params: Type.Object({ id: Id, personId: Id }),
    body: AbsenceDecision,
    async handle({ context, params, body, attempt, ...call }) {
      const decision = { orderId: params.id, personId: params.personId, stands: body.stands };
      await decideAbsence(context, signedIn(call), decision, attempt);
      return {};
    },
  });
}

function ownRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me/absences',
    permission: 'signed_in',
    summary: 'When the caller accepted and is said not to have come, and until when that counts.',
    tag: 'me',
    response: MyAbsences,
    handle: async ({ context, ...call }) => ({ body: { items: await myAbsences(context, signedIn(call)) } }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/absences/:id/contest',
    permission: 'signed_in',
    summary: 'The caller says that it was not so; it counts for nothing until the centre has decided.',
    tag: 'me',
    params: OneOrder,
    body: ContestInput,
    async handle({ context, params, body, attempt, ...call }) {
      await contestAbsence(context, signedIn(call), { orderId: params.id, words: body.words }, attempt);
      return {};
    },
  });
}
