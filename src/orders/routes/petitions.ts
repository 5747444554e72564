import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { publishAnswer, publishedAnswers, readPublication, withdrawAnswer } from '../actions/answers.ts';
import { handToHotline, hasHotline } from '../actions/hotline.ts';
import { petitionsOf, reportByDepartment } from '../actions/petitions.ts';
import {
  AnswerFilter,
  AnswerInput,
  AnswerPage,
  HotlineState,
  PetitionFilter,
  PetitionPage,
  PetitionReport,
  Publication,
  ReportQuery,
} from '../schema/petitions.ts';

const OfOrder = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Petitions: the clerks' register, a department's inbox, reports, and what is public of them. */
export function petitionRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/petitions',
    permission: ['petition_clerk', 'department_officer'],
    summary: 'Petitions of a clerk’s units or an officer’s department by time left, in masked words',
    tag: 'petitions',
    query: PetitionFilter,
    response: PetitionPage,
    handle: async (call) => ({ body: await petitionsOf(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/petitions/report',
    permission: ['petition_clerk', 'observer'],
    summary: 'How departments dealt with petitions: counts alone, in whole fives',
    tag: 'petitions',
    query: ReportQuery,
    response: PetitionReport,
    handle: async (call) => ({ body: await reportByDepartment(call.context, signedIn(call), call.query) }),
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/petitions/hotline',
    permission: ['petition_clerk'],
    summary: 'Whether petitions can be handed over to the city’s 12345 line from here',
    tag: 'petitions',
    response: HotlineState,
    handle: async (call) => ({ body: { provider: hasHotline(call.context) } }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/orders/:id/hotline',
    permission: ['petition_clerk'],
    summary: 'Hand a petition over to the city’s 12345 line in masked words, and keep its number',
    tag: 'petitions',
    params: OfOrder,
    async handle(call) {
      await handToHotline(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/publication',
    permission: ['petition_clerk'],
    summary: 'Whether question and answer of a petition may be public, and what is',
    tag: 'petitions',
    params: OfOrder,
    response: Publication,
    async handle(call) {
      const publication = await readPublication(call.context, signedIn(call), call.params.id);
      return { body: publication, version: publication.version };
    },
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/orders/:id/publication',
    permission: ['petition_clerk'],
    summary:
      'Publish question and answer of a petition in words that lead to nobody; needs the petitioner’s consent. If-Match refuses when it was published meanwhile',
    tag: 'petitions',
    params: OfOrder,
    body: AnswerInput,
    async handle(call) {
      const { context, params, body, attempt, ifMatch } = call;
      await publishAnswer(context, signedIn(call), params.id, body, { attempt, ifMatch });
      return {};
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/orders/:id/publication',
    permission: ['petition_clerk'],
    summary: 'Take a published question and answer back; nothing of it is kept',
    tag: 'petitions',
    params: OfOrder,
    async handle(call) {
      await withdrawAnswer(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/answers',
    permission: 'anyone',
    summary: 'Questions and answers that are public, the newest first',
    tag: 'petitions',
    query: AnswerFilter,
    response: AnswerPage,
    handle: async (call) => ({ body: await publishedAnswers(call.context, call.networkId, call.query) }),
  });
}
