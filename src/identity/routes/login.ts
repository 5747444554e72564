import type { FastifyInstance } from 'fastify';
import type { Context } from '../../platform/context.ts';
import { type Call, route, signedIn } from '../../platform/http/route.ts';
import { logInByCode, requestCode } from '../actions/codes.ts';
import { loadMe, type MyDataPorts } from '../actions/my-data.ts';
import { logInByPasskey, wantPasskeyLogin } from '../actions/passkey-login.ts';
import { logInByPassword } from '../actions/passwords.ts';
import { callerOfSession, logOut, type NewSession } from '../actions/sessions.ts';
import { deviceOf } from '../rules/login.ts';
import { PasskeyLogin, PasskeyWanted } from '../schema/passkeys.ts';
import { CodeRequest, CodeSent, Me, PasswordLogin, PhoneLogin } from '../schema.ts';
import { partyOf } from './passkeys.ts';

/** Name of the cookie that carries a session. */
export const SESSION_COOKIE = 'linli_session';
/** Beside the counts of identity itself: no one address keeps the processor busy with passwords. */
const PASSWORDS_PER_MINUTE = 60;

/** Logging in and out. */
export function loginRoutes(app: FastifyInstance, ports: MyDataPorts): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/login/code',
    permission: 'anyone',
    summary: 'Send a one-time code to a mobile phone',
    tag: 'identity',
    body: CodeRequest,
    response: CodeSent,
    async handle({ context, networkId, body, address, attempt }) {
      return { body: await requestCode(context, networkId, { phone: body.phone, address }, attempt) };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/login/phone',
    permission: 'anyone',
    summary: 'Log in with a phone and the code that was sent to it',
    tag: 'identity',
    body: PhoneLogin,
    response: Me,
    async handle(call) {
      const login = { ...call.body, device: deviceOf(call.request.headers['user-agent']) };
      return welcome(call, ports, await logInByCode(call.context, call.networkId, login));
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/login/password',
    permission: 'anyone',
    summary: 'Log in as staff with username, password and the code of the authenticator app',
    tag: 'identity',
    limitPerMinute: PASSWORDS_PER_MINUTE,
    body: PasswordLogin,
    response: Me,
    async handle(call) {
      const device = deviceOf(call.request.headers['user-agent']);
      const login = { ...call.body, address: call.address, device };
      return welcome(call, ports, await logInByPassword(call.context, call.networkId, login));
    },
  });
  passkeyDoor(app, ports);
  route(app, {
    method: 'POST',
    url: '/api/v1/logout',
    permission: 'anyone',
    summary: 'End this session',
    tag: 'identity',
    async handle({ context, actor, reply }) {
      if (actor) await logOut(context, signedIn({ actor }));
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return {};
    },
  });
}

/** By passkey alone. */
function passkeyDoor(app: FastifyInstance, ports: MyDataPorts): void {
  route(app, {
    method: 'POST',
    url: '/api/v1/login/passkey/options',
    permission: 'anyone',
    summary: 'Begin to log in with a passkey: what the browser is asked for',
    tag: 'identity',
    limitPerMinute: PASSWORDS_PER_MINUTE,
    response: PasskeyWanted,
    async handle({ context, networkId, request }) {
      return { body: { options: { ...(await wantPasskeyLogin(context, networkId, partyOf(context, request))) } } };
    },
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/login/passkey',
    permission: 'anyone',
    summary: 'Log in as staff with a passkey alone',
    tag: 'identity',
    limitPerMinute: PASSWORDS_PER_MINUTE,
    body: PasskeyLogin,
    response: Me,
    async handle(call) {
      const { context, networkId, request, body } = call;
      const login = { signed: body.signed, device: deviceOf(request.headers['user-agent']) };
      return welcome(call, ports, await logInByPasskey(context, networkId, partyOf(context, request), login));
    },
  });
}

async function welcome(
  call: Pick<Call<unknown, unknown, unknown>, 'context' | 'request' | 'reply'>,
  ports: MyDataPorts,
  session: NewSession,
): Promise<{ body: Me }> {
  const { context, request, reply } = call;
  const me = await meOfToken(context, ports, session.token);
  reply.setCookie(SESSION_COOKIE, session.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    // A length and no date: the clock of an old phone may be days off, and a date of ours would end the session at once.
    maxAge: Math.floor((session.expiresAt.getTime() - context.clock.now().getTime()) / 1000),
  });
  return { body: me };
}

async function meOfToken(context: Context, ports: MyDataPorts, token: string): Promise<Me> {
  const caller = await callerOfSession(context, ports, token);
  if (!caller?.strength) throw new Error('A session was begun and is not there.');
  return loadMe(context, caller.actor, { strength: caller.strength, grants: caller.grants }, ports);
}
