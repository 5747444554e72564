import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { correctPerson } from '../actions/corrections.ts';
import { agreeToGrant, declineToGrant, listWishes } from '../actions/grant-wishes.ts';
import { endGrant, grantRole } from '../actions/grants.ts';
import { createKey, listKeys, revokeKey } from '../actions/keys.ts';
import { enterPerson, listGrants, listPeople } from '../actions/people.ts';
import { resetSecondFactor } from '../actions/second-factor.ts';
import { recordGuardian } from '../actions.ts';
import { AuthenticatorsLost } from '../schema/passkeys.ts';
import {
  GrantGiven,
  GrantPage,
  GrantQuery,
  GrantWishPage,
  GuardianConsent,
  KeyMade,
  KeyPage,
  NewGrant,
  NewKey,
  NewPerson,
  PeopleQuery,
  PersonCorrection,
  PersonPage,
  PersonSummary,
} from '../schema.ts';

const tag = 'identity';
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
const staff = ['administrator', 'dispatcher'] as const;
const administrators = ['administrator'] as const;

/** People, roles and keys, for staff. */
export function peopleRoutes(app: FastifyInstance): void {
  recordRoutes(app);
  grantRoutes(app);
  keyRoutes(app);
}

function recordRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/people',
    permission: staff,
    summary:
      'People within my units, by the beginning of a name or a whole phone number; administrators find their colleagues by name too',
    tag,
    query: PeopleQuery,
    response: PersonPage,
    async handle(call) {
      return { body: await listPeople(call.context, signedIn(call), call.query) };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/people',
    permission: staff,
    summary:
      'Enter a person; administrators may give an account with it, for somebody new and with a fresh proof of who they are (`/api/v1/me/proof`)',
    tag,
    body: NewPerson,
    response: PersonSummary,
    status: 201,
    async handle(call) {
      if (call.body.account) await call.demandProof();
      return { body: await enterPerson(call.context, signedIn(call), call.body, call.attempt) };
    },
  });
  route(app, {
    method: 'PATCH',
    url: '/api/v1/people/:id',
    permission: staff,
    summary: 'Correct somebody’s name, phone or year of birth; If-Match guards against another’s change',
    tag,
    params: ById,
    body: PersonCorrection,
    response: PersonSummary,
    async handle({ context, params, body, ifMatch, attempt, ...call }) {
      const person = await correctPerson(context, signedIn(call), params.id, body, { ifMatch, attempt });
      return { body: person, version: person.version };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/people/:id/guardian',
    permission: staff,
    summary: 'Record who guards a minor, and that they agreed',
    tag,
    params: ById,
    body: GuardianConsent,
    async handle(call) {
      await recordGuardian(call.context, signedIn(call), call.params.id, call.body, call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/people/:id/actions/take_authenticators',
    permission: administrators,
    stepUp: 'always',
    summary: 'Take away the authenticator app and passkeys of somebody who lost them; they are told',
    tag,
    params: ById,
    body: AuthenticatorsLost,
    async handle(call) {
      const lost = { personId: call.params.id, reason: call.body.reason };
      await resetSecondFactor(call.context, signedIn(call), lost, call.attempt);
      return {};
    },
  });
}

function grantRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/grants',
    permission: administrators,
    summary: 'Who has which role at my units and below, 1,000 a page',
    tag,
    query: GrantQuery,
    response: GrantPage,
    async handle(call) {
      const { items, nextCursor } = await listGrants(call.context, signedIn(call), call.query);
      return {
        body: { items: items.map((grant) => ({ ...grant, grantedAt: grant.grantedAt.toISOString() })), nextCursor },
      };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/grants',
    permission: administrators,
    stepUp: 'always',
    summary: 'Give a person a role at a unit; one over the whole network waits for a second administrator',
    tag,
    body: NewGrant,
    response: GrantGiven,
    status: 201,
    async handle(call) {
      return { body: await grantRole(call.context, signedIn(call), call.body, call.attempt) };
    },
  });
  wishRoutes(app);
  route(app, {
    method: 'DELETE',
    url: '/api/v1/grants/:id',
    permission: administrators,
    stepUp: 'always',
    summary: 'End a role',
    tag,
    params: ById,
    async handle(call) {
      await endGrant(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
}

/** Roles over the whole network, which two give. */
function wishRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/grants/asked',
    permission: administrators,
    summary: 'Roles over the whole network that wait for a second administrator',
    tag,
    response: GrantWishPage,
    handle: async (call) => ({ body: { items: await listWishes(call.context, signedIn(call)), nextCursor: null } }),
  });
  for (const answer of ['agree', 'decline'] as const)
    route(app, {
      method: 'POST',
      url: `/api/v1/grants/asked/:id/actions/${answer}`,
      permission: administrators,
      stepUp: 'always',
      summary:
        answer === 'agree'
          ? 'Agree, as the second administrator, that a role over the whole network be given'
          : 'Decline a role that was asked for, or take one’s own wish back',
      tag,
      params: ById,
      async handle(call) {
        const decide = answer === 'agree' ? agreeToGrant : declineToGrant;
        await decide(call.context, signedIn(call), call.params.id, call.attempt);
        return {};
      },
    });
}

function keyRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/keys',
    permission: administrators,
    summary: 'Keys of other systems, without the keys themselves',
    tag,
    response: KeyPage,
    async handle(call) {
      const keys = await listKeys(call.context, signedIn(call));
      const items = keys.map(({ id, label, role, unitId, createdAt }) => ({
        id,
        label,
        role,
        unitId,
        createdAt: createdAt.toISOString(),
      }));
      return { body: { items, nextCursor: null } };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/keys',
    permission: administrators,
    stepUp: 'always',
    summary: 'Make a key for another system: one role at one unit',
    tag,
    body: NewKey,
    response: KeyMade,
    status: 201,
    async handle(call) {
      return { body: await createKey(call.context, signedIn(call), call.body, call.attempt) };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/keys/:id',
    permission: administrators,
    stepUp: 'always',
    summary: 'Revoke a key',
    tag,
    params: ById,
    async handle(call) {
      await revokeKey(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
}
