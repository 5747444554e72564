import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Context } from '../../platform/context.ts';
import { route, signedIn } from '../../platform/http/route.ts';
import { addPasskey, listPasskeys, removePasskey, renamePasskey, wantPasskey } from '../actions/passkeys.ts';
import { prove, wantProof } from '../actions/proofs.ts';
import { type RelyingParty, relyingParty } from '../rules/passkeys.ts';
import { NewPasskey, PasskeyChange, PasskeyPage, PasskeyWanted, ProofGiven, ProofWanted } from '../schema/passkeys.ts';

const tag = 'identity';
const PROOFS_PER_MINUTE = 30;
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** For whom a passkey signs that is asked for by this request. */
export function partyOf(context: Context, request: FastifyRequest): RelyingParty | null {
  return relyingParty(context.origin, { protocol: request.protocol, host: request.host });
}

/** One's own passkeys, and showing again that it is really oneself. */
export function passkeyRoutes(app: FastifyInstance): void {
  ownPasskeyRoutes(app);
  proofRoutes(app);
}

function proofRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/me/proof/options',
    permission: 'signed_in',
    summary: 'How I can show again that it is me: before something is opened, granted or exported',
    tag,
    response: ProofWanted,
    async handle({ context, request, ...call }) {
      return { body: await wantProof(context, signedIn(call), partyOf(context, request)) };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/proof',
    permission: 'signed_in',
    summary: 'Show that it is me; good for five minutes in this session',
    tag,
    limitPerMinute: PROOFS_PER_MINUTE,
    body: ProofGiven,
    async handle({ context, request, body, address, ...call }) {
      await prove(context, signedIn(call), { party: partyOf(context, request), address }, body);
      return {};
    },
  });
}

function ownPasskeyRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me/passkeys',
    permission: 'signed_in',
    summary: 'My passkeys',
    tag,
    response: PasskeyPage,
    async handle(call) {
      const passkeys = await listPasskeys(call.context, signedIn(call));
      const items = passkeys.map(({ id, label, createdAt, lastUsedAt }) => ({
        id,
        label,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      }));
      return { body: { items, nextCursor: null } };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/passkeys/options',
    permission: 'signed_in',
    stepUp: 'always',
    summary: 'Begin to set up a passkey: what the browser is asked for',
    tag,
    response: PasskeyWanted,
    async handle({ context, request, ...call }) {
      return { body: { options: { ...(await wantPasskey(context, signedIn(call), partyOf(context, request))) } } };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/passkeys',
    permission: 'signed_in',
    stepUp: 'always',
    summary: 'Keep the passkey that the browser made; other devices are logged out',
    tag,
    body: NewPasskey,
    response: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    status: 201,
    async handle({ context, request, body, attempt, ...call }) {
      return { body: await addPasskey(context, signedIn(call), partyOf(context, request), body, attempt) };
    },
  });
  route(app, {
    method: 'PATCH',
    url: '/api/v1/me/passkeys/:id',
    permission: 'signed_in',
    summary: 'Give a passkey of mine another name',
    tag,
    params: ById,
    body: PasskeyChange,
    async handle({ context, params, body, attempt, ...call }) {
      await renamePasskey(context, signedIn(call), { id: params.id, label: body.label }, attempt);
      return {};
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/me/passkeys/:id',
    permission: 'signed_in',
    stepUp: 'always',
    summary: 'Take a passkey of mine away; other devices are logged out',
    tag,
    params: ById,
    async handle({ context, params, attempt, ...call }) {
      await removePasskey(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
}
