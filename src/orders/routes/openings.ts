import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import {
  AgreedOpening,
  Agreement,
  HandedShares,
  NewOpening,
  OpeningPage,
  PetitionLookPage,
  ProposedOpening,
} from '../../vault/schema.ts';
import { agreeToOpen } from '../actions/agreeing.ts';
import { handShareOver, listOpenings, proposeToOpen, refuseToOpen } from '../actions/openings.ts';
import { looksAtMine } from '../actions/petition-looks.ts';

const OfOpening = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Custodians: opening together who stands behind a petition. For petitioners: who looked. */
export function openingRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/vault/openings',
    permission: ['custodian'],
    summary: 'Proposals to open an identity that wait for a second custodian',
    tag: 'vault',
    response: OpeningPage,
    handle: async (call) => ({
      body: { items: await listOpenings(call.context, signedIn(call)), nextCursor: null },
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/vault/openings',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'Propose to open who stands behind a petition, with a reason that the petitioner is told',
    tag: 'vault',
    body: NewOpening,
    response: ProposedOpening,
    status: 201,
    handle: async (call) => ({ body: await proposeToOpen(call.context, signedIn(call), call.body, call.attempt) }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/vault/openings/:id/share',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'Hand one’s share over, sealed to the keys of those who could agree',
    tag: 'vault',
    params: OfOpening,
    body: HandedShares,
    async handle(call) {
      await handShareOver(call.context, signedIn(call), call.params.id, call.body, call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/vault/openings/:id/agree',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'Agree as the second custodian: what this browser joins and opens, for ten minutes, recorded and told',
    tag: 'vault',
    params: OfOpening,
    body: Agreement,
    response: AgreedOpening,
    handle: async (call) => ({ body: await agreeToOpen(call.context, signedIn(call), call.params.id, call.body) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/vault/openings/:id/refuse',
    permission: ['custodian'],
    summary: 'Refuse a proposal, or take one’s own back',
    tag: 'vault',
    params: OfOpening,
    async handle(call) {
      await refuseToOpen(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/orders/:id/looks',
    permission: 'signed_in',
    receipt: true,
    summary: 'Who looked at one’s own petition: its words, and who one is',
    tag: 'vault',
    params: OfOpening,
    response: PetitionLookPage,
    handle: async (call) => ({
      body: { items: await looksAtMine(call.context, signedIn(call), call.params.id), nextCursor: null },
    }),
  });
}
