import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../platform/http/route.ts';
import {
  changeBreach,
  listBreaches,
  noteAuthorityTold,
  registerBreach,
  tellAgain,
  tellConcerned,
} from './actions/breaches.ts';
import { enrolCustodian } from './actions/custodians.ts';
import { confirmRecoveryKey, endRecoveryKey, makeRecoveryKey, readCustody } from './actions/recovery.ts';
import {
  BreachInput,
  BreachPage,
  ConfirmedRecoveryKey,
  Custody,
  MadeCustodianKey,
  NewCustodianKey,
  NewRecoveryKey,
} from './schema.ts';

const OfKey = Type.Object({ id: Type.String({ format: 'uuid' }) });
const tag = 'vault';

const KEEPERS = ['auditor', 'administrator'] as const;

/** Custodians' keys, of their browsers and on paper; the register of breaches. */
export function vaultRoutes(app: FastifyInstance): void {
  keyRoutes(app);
  breachRoutes(app);
}

function keyRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/vault/custody',
    permission: ['custodian'],
    summary: 'One’s key as custodian, one’s colleagues, and the recovery keys on paper',
    tag,
    response: Custody,
    handle: async (call) => ({ body: await readCustody(call.context, signedIn(call)) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/vault/keys',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'Enrol the key of this browser; the private half never leaves it. The one before ends',
    tag,
    body: NewCustodianKey,
    response: MadeCustodianKey,
    status: 201,
    handle: async (call) => ({
      body: await enrolCustodian(call.context, signedIn(call), call.body.publicKey, call.attempt),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/vault/recovery-keys',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'Keep the public half of a recovery key that was just printed; a second custodian confirms it',
    tag,
    body: NewRecoveryKey,
    response: MadeCustodianKey,
    status: 201,
    handle: async (call) => ({ body: await makeRecoveryKey(call.context, signedIn(call), call.body, call.attempt) }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/vault/recovery-keys/:id/confirm',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'Confirm, with the paper in hand, that the key on it is the one that was kept',
    tag,
    params: OfKey,
    body: ConfirmedRecoveryKey,
    async handle({ context, params, body, attempt, ...call }) {
      await confirmRecoveryKey(context, signedIn(call), params.id, body.fingerprint, attempt);
      return {};
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/vault/recovery-keys/:id',
    permission: ['custodian'],
    stepUp: 'always',
    summary: 'End a recovery key whose paper is lost or was seen',
    tag,
    params: OfKey,
    async handle({ context, params, attempt, ...call }) {
      await endRecoveryKey(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
}

function breachRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/breaches',
    permission: KEEPERS,
    summary: 'The register of breaches, newest first',
    tag,
    response: BreachPage,
    handle: async (call) => ({ body: { items: await listBreaches(call.context, signedIn(call)), nextCursor: null } }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/breaches',
    permission: KEEPERS,
    summary: 'Enter a breach: what, when, whose data, consequences, measures, contact',
    tag,
    body: BreachInput,
    response: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    status: 201,
    handle: async (call) => ({ body: await registerBreach(call.context, signedIn(call), call.body, call.attempt) }),
  });
  route(app, {
    method: 'PUT',
    url: '/api/v1/breaches/:id',
    permission: KEEPERS,
    summary: 'Say anew what a breach was; If-Match guards against another’s change',
    tag,
    params: OfKey,
    body: BreachInput,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      return { version: await changeBreach(context, signedIn(call), params.id, body, { ifMatch, attempt }) };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/breaches/:id/tell',
    permission: KEEPERS,
    summary: 'Tell everybody concerned who was not told yet',
    tag,
    params: OfKey,
    async handle({ context, params, attempt, ...call }) {
      await tellConcerned(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/breaches/:id/tell-again',
    permission: KEEPERS,
    summary: 'Tell those anew who were told before the breach was changed last',
    tag,
    params: OfKey,
    async handle({ context, params, attempt, ...call }) {
      await tellAgain(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/breaches/:id/authority',
    permission: KEEPERS,
    summary: 'Note that the authority was told',
    tag,
    params: OfKey,
    async handle({ context, params, attempt, ...call }) {
      await noteAuthorityTold(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
}
