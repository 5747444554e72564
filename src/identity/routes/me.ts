import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { type Call, route, signedIn } from '../../platform/http/route.ts';
import { Problem } from '../../shared/problem.ts';
import { changePhone } from '../actions/codes.ts';
import {
  changeMe,
  eraseMe,
  exportMyData,
  loadMe,
  type MyDataPorts,
  showSession,
  withdrawConsent,
} from '../actions/my-data.ts';
import { changePassword } from '../actions/passwords.ts';
import { cancelPhoneMove } from '../actions/phone-moves.ts';
import { confirmSecondFactor, removeSecondFactor, startSecondFactor } from '../actions/second-factor.ts';
import { callerOfSession, listSessions, revokeSession } from '../actions/sessions.ts';
import {
  Erased,
  Me,
  MeChange,
  MyData,
  PasswordChange,
  PhoneChange,
  PhoneChanged,
  SessionPage,
  TotpConfirm,
  TotpStart,
  TotpStarted,
} from '../schema.ts';
import { SESSION_COOKIE } from './login.ts';

const tag = 'identity';
const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** One's own record, sessions, password and data. */
export function meRoutes(app: FastifyInstance, ports: MyDataPorts): void {
  recordRoutes(app, ports);
  secretRoutes(app);
  dataRoutes(app, ports);
}

async function myself(
  call: Pick<Call<unknown, unknown, unknown>, 'context' | 'request' | 'actor'>,
  ports: MyDataPorts,
): Promise<{ body: Me; version: number }> {
  const token = call.request.cookies[SESSION_COOKIE];
  const caller = token === undefined ? undefined : await callerOfSession(call.context, ports, token);
  if (!caller?.strength || signedIn(call).kind !== 'person')
    throw new Problem('identity.person_only', 403, 'This belongs to a person. A key has no profile of its own.');
  const body = await loadMe(call.context, caller.actor, { strength: caller.strength, grants: caller.grants }, ports);
  return { body, version: body.version };
}

function recordRoutes(app: FastifyInstance, ports: MyDataPorts): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me',
    permission: 'signed_in',
    summary: 'Who I am, and what I may do',
    tag,
    response: Me,
    handle: (call) => myself(call, ports),
  });
  // Pages ask this before anybody has signed in: for them that nobody has is an answer and no error.
  route(app, {
    method: 'GET',
    url: '/api/v1/session',
    permission: 'anyone',
    summary: 'Who is signed in here, as /me tells it; 204 where nobody is',
    tag,
    response: Me,
    handle: async (call) => (call.actor ? myself(call, ports) : { status: 204 as const }),
  });
  route(app, {
    method: 'PATCH',
    url: '/api/v1/me',
    permission: 'signed_in',
    summary: 'Correct what is kept of me',
    tag,
    body: MeChange,
    response: Me,
    async handle(call) {
      await changeMe(call.context, signedIn(call), call.body, { ifMatch: call.ifMatch, attempt: call.attempt });
      return myself(call, ports);
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/phone',
    permission: 'signed_in',
    summary: 'Move to a new phone, proved by a code sent to it, after 72 hours; the old one can say no until then',
    tag,
    body: PhoneChange,
    response: PhoneChanged,
    async handle(call) {
      const { movesAt } = await changePhone(call.context, signedIn(call), call.body, call.attempt);
      return { body: { movesAt: movesAt?.toISOString() ?? null } };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/me/phone/move',
    permission: 'signed_in',
    summary: 'Say no to another number that waits to become mine',
    tag,
    async handle(call) {
      await cancelPhoneMove(call.context, signedIn(call), call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'GET',
    url: '/api/v1/me/sessions',
    permission: 'signed_in',
    summary: 'Where I am logged in',
    tag,
    response: SessionPage,
    async handle(call) {
      const actor = signedIn(call);
      const sessions = await listSessions(call.context, actor);
      return { body: { items: sessions.map((session) => showSession(session, actor)), nextCursor: null } };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/me/sessions/:id',
    permission: 'signed_in',
    summary: 'Log out another device',
    tag,
    params: ById,
    async handle(call) {
      await revokeSession(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
}

function secretRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/me/password',
    permission: 'signed_in',
    summary: 'Change my password; other devices are logged out',
    tag,
    body: PasswordChange,
    async handle(call) {
      await changePassword(call.context, signedIn(call), { ...call.body, address: call.address });
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/totp',
    permission: 'signed_in',
    stepUp: 'always',
    summary: 'Begin to set up an authenticator app',
    tag,
    body: TotpStart,
    response: TotpStarted,
    async handle(call) {
      return { body: await startSecondFactor(call.context, signedIn(call), { ...call.body, address: call.address }) };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/me/totp',
    permission: 'signed_in',
    stepUp: 'always',
    summary: 'Take my authenticator app away; other devices are logged out',
    tag,
    async handle(call) {
      await removeSecondFactor(call.context, signedIn(call), call.attempt);
      return {};
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/me/totp/confirm',
    permission: 'signed_in',
    summary: 'Confirm the authenticator app with a first code',
    tag,
    body: TotpConfirm,
    async handle(call) {
      await confirmSecondFactor(call.context, signedIn(call), call.body.code, call.attempt);
      return {};
    },
  });
}

function dataRoutes(app: FastifyInstance, ports: MyDataPorts): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/me/data',
    permission: 'signed_in',
    stepUp: 'in_office',
    summary: 'Everything that is kept of me, as one document',
    tag,
    response: MyData,
    async handle(call) {
      const body = await exportMyData(call.context, signedIn(call), ports);
      call.reply.header('content-disposition', `attachment; filename="linli-${body.exportedAt.slice(0, 10)}.json"`);
      return { body };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/me',
    permission: 'signed_in',
    summary: 'Erase me; the answer says what the law retains',
    tag,
    response: Erased,
    async handle(call) {
      const body = await eraseMe(call.context, signedIn(call), ports, call.attempt);
      call.reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return { body };
    },
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/me/consents/:id',
    permission: 'signed_in',
    summary: 'Withdraw a consent',
    tag,
    params: ById,
    async handle(call) {
      await withdrawConsent(call.context, signedIn(call), call.params.id, call.attempt);
      return {};
    },
  });
}
