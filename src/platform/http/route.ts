import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Actor, GrantedRole } from '../../shared/actor.ts';
import { Problem } from '../../shared/problem.ts';
import type { Context } from '../context.ts';
import type { Attempt } from '../idempotency.ts';
import { attemptOf } from './attempt.ts';
import { inTime } from './in-time.ts';
import { addressOf } from './limits.ts';

/**
 * Who may call a route at all. What they may see and do there is decided by the capability's rules.
 * `anyone`: also without logging in; `signed_in`: any person or key; a list: holders of one of these roles, anywhere.
 */
export type Permission = 'anyone' | 'signed_in' | readonly GrantedRole[];

/**
 * Which callers must have shown within the last minutes that they are there themselves: `always`, everybody, so that keys
 * are refused; `in_office`, whoever logged in with more than a code by phone.
 */
export type StepUp = 'always' | 'in_office';

/** What a handler gets, already validated. */
export interface Call<Params, Query, Body> {
  context: Context;
  /** The network the caller belongs to, or asked for. */
  networkId: string;
  /** Undefined only where anyone may call. */
  actor: Actor | undefined;
  params: Params;
  query: Query;
  body: Body;
  attempt: Attempt | undefined;
  /** Version from `If-Match`, where the caller sent one. */
  ifMatch: number | undefined;
  /** For what only some bodies of a route ask: the proof that `stepUp` asks for always. Throws `platform.proof_needed`. */
  demandProof(): Promise<void>;
  language: 'zh-CN' | 'en';
  /** Address of the caller, for limits only. */
  address: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What a handler gives back. A `version` becomes the ETag. */
export interface Answer<Body> {
  status?: number;
  body?: Body;
  version?: number;
}

/** One declared route. */
export interface RouteDefinition<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  permission: Permission;
  /** Also for whoever shows nothing but the receipt of a petition; the rules let them reach that one alone. */
  receipt?: true;
  /** For opening, granting and exporting: a fresh proof of who calls is asked for, else `platform.proof_needed`. */
  stepUp?: StepUp;
  /** One sentence for the API's document. */
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** Shape of the good answer; absent when there is no body. */
  response?: R;
  status?: number;
  /** Calls per minute and caller, where the common limit does not fit. */
  limitPerMinute?: number;
  /** After so long an answer comes whatever there is to say, where five seconds do not fit: reckoning over a month. */
  mostMilliseconds?: number;
  /** Largest body taken, where the common 256 KB do not fit. */
  bodyLimitBytes?: number;
  handle(call: Call<Static<P>, Static<Q>, Static<B>>): Promise<Answer<Static<R>>>;
}

/** What the checks and the matrix test read of every route. */
export interface DeclaredRoute {
  method: string;
  url: string;
  permission: Permission;
  receipt: boolean;
  stepUp: StepUp | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    linli: Context;
    declaredRoutes: DeclaredRoute[];
  }
  interface FastifyRequest {
    actor: Actor | undefined;
    networkId: string;
    /** Whether the caller has shown lately that it is them; absent where nothing can tell. */
    isProven: ((asked: StepUp) => Promise<boolean>) | undefined;
  }
  interface FastifyContextConfig {
    permission?: Permission;
    receipt?: true;
    stepUp?: StepUp;
    limitPerMinute?: number;
  }
}

/** Declares one route. There is no other way to make one, so none is without a permission. */
export function route<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  app: FastifyInstance,
  definition: RouteDefinition<P, Q, B, R>,
): void {
  const { method, url, permission } = definition;
  const goodStatus = definition.status ?? (definition.response ? 200 : 204);
  const { receipt, stepUp } = definition;
  app.declaredRoutes.push({ method, url, permission, receipt: receipt ?? false, stepUp: stepUp ?? null });
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const version = /^(?:W\/)?"(\d+)"$/.exec(request.headers['if-match'] ?? '')?.[1];
    const call: Call<Static<P>, Static<Q>, Static<B>> = {
      context: app.linli,
      networkId: request.networkId,
      actor: request.actor,
      params: request.params as Static<P>,
      query: request.query as Static<Q>,
      body: request.body as Static<B>,
      attempt: method === 'GET' ? undefined : attemptOf(request, app.linli.secret),
      ifMatch: version === undefined ? undefined : Number(version),
      demandProof: () => demandProof(request, 'always'),
      language: languageOf(request),
      address: addressOf(request),
      request,
      reply,
    };
    const answer = await inTime(app.linli, request, () => definition.handle(call), definition.mostMilliseconds);
    if (reply.sent) return reply;
    if (answer.version !== undefined) reply.header('etag', `"${answer.version}"`);
    reply.code(answer.status ?? goodStatus);
    return answer.body === undefined ? reply.send() : answer.body;
  };
  const limit = definition.limitPerMinute === undefined ? {} : { limitPerMinute: definition.limitPerMinute };
  const size = definition.bodyLimitBytes === undefined ? {} : { bodyLimit: definition.bodyLimitBytes };
  app.route({
    method,
    url,
    config: { permission, ...limit, ...(receipt ? { receipt } : {}), ...(stepUp ? { stepUp } : {}) },
    ...size,
    schema: schemaOf(definition, goodStatus),
    handler,
  });
}

/** Throws `platform.proof_needed` (403) unless whoever calls has shown within the last minutes that it is them. */
export async function demandProof(request: FastifyRequest, asked: StepUp): Promise<void> {
  if (await request.isProven?.(asked)) return;
  throw new Problem(
    'platform.proof_needed',
    403,
    'This is grave enough to ask again who you are. Show it with your passkey or authenticator app, then send it again.',
  );
}

const STEP_UP_SAYS: Record<StepUp, string> = {
  always:
    'Asks for a person who has shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`. Not for keys.',
  in_office:
    'Asks staff to have shown within five minutes that it is them (`/api/v1/me/proof`); else 403 `platform.proof_needed`.',
};

function schemaOf<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema>(
  definition: RouteDefinition<P, Q, B, R>,
  goodStatus: number,
): FastifySchema {
  return {
    summary: definition.summary,
    ...(definition.stepUp ? { description: STEP_UP_SAYS[definition.stepUp] } : {}),
    tags: [definition.tag],
    operationId: operationId(definition.method, definition.url),
    security: securityOf(definition),
    ...(definition.params ? { params: definition.params } : {}),
    ...(definition.query ? { querystring: definition.query } : {}),
    ...(definition.body ? { body: definition.body } : {}),
    response: { [goodStatus]: definition.response ?? { type: 'null', description: 'Done.' } },
  };
}

function securityOf({ permission, receipt }: { permission: Permission; receipt?: true }) {
  if (permission === 'anyone') return [];
  return [{ bearer: [] }, { session: [] }, ...(receipt ? [{ receipt: [] }] : [])];
}

/** `post /api/v1/orders/:id/actions/:name` → `postOrdersByIdActionsByName`. */
function operationId(method: string, url: string): string {
  const words = url.replace('/api/v1', '').split('/').filter(Boolean);
  const parts = words.map((word) => (word.startsWith(':') ? `By-${word.slice(1)}` : word));
  return [method.toLowerCase(), ...parts]
    .join('-')
    .replace(/[-_]+([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/\W/g, '');
}

/** The language the caller reads: `Accept-Language`, Chinese unless English is asked for first. */
export function languageOf(request: FastifyRequest): 'zh-CN' | 'en' {
  return (request.headers['accept-language'] ?? '').toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

/** The actor of a route that only those who are logged in reach. */
export function signedIn(call: { actor: Actor | undefined }): Actor {
  if (!call.actor) throw new Error('A route that needs an actor was declared for anyone.');
  return call.actor;
}
