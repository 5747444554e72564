import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Actor } from '../../shared/actor.ts';
import { forbidden, Problem } from '../../shared/problem.ts';
import type { Context } from '../context.ts';
import { inTime, READS } from './in-time.ts';
import { prepareLimit, REQUESTS_PER_MINUTE } from './limits.ts';
import { answerProblem } from './problems.ts';
import { demandProof, type Permission, type StepUp } from './route.ts';

/** Who calls, and whether they have shown lately that they are there themselves; without a way to tell, they have not. */
export interface Authenticated {
  networkId: string;
  actor: Actor | undefined;
  isProven?: (asked: StepUp) => Promise<boolean>;
}
/** Finds out who calls, with a limit of its own for wrong keys and codes. Given by `identity`; asked once a request. */
export type Authenticate = (request: FastifyRequest) => Promise<Authenticated>;

const BODY_LIMIT = 256 * 1024;

/** Builds the server without routes: limits, problems, permissions, the API's document. */
export async function createServer(
  context: Context,
  authenticate: Authenticate,
  options: { requestsPerMinute?: number; trustedProxies?: readonly string[] } = {},
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    trustProxy: ['loopback', ...(options.trustedProxies ?? [])],
    connectionTimeout: 0,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    // What still comes while it ends is served, and told that the connection ends.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: false, useDefaults: true } },
  });
  app.decorate('linli', context);
  app.decorate('declaredRoutes', []);
  app.decorateRequest('actor', undefined);
  app.decorateRequest('networkId', '');
  app.decorateRequest('spent', 0);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        'upgrade-insecure-requests': null,
      },
    },
    // TLS stands in front of Linli; the one who ends it says so.
    strictTransportSecurity: false,
  });
  const limit = await prepareLimit(app, options.requestsPerMinute ?? REQUESTS_PER_MINUTE);
  await app.register(swagger, { openapi: document() });
  app.setErrorHandler((error, request, reply) => answerProblem(context, error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answerProblem(
      context,
      new Problem('platform.not_found', 404, 'There is nothing here for you. Check the address or go back.'),
      request,
      reply,
    ),
  );
  app.addHook('preValidation', async ({ params, query, body }) => {
    if (![params, query, body].every(canBeKept)) throw cannotBeKept();
  });
  // In this order, before a body is read: who it is, whether they ask too often, whether they may. Whoever shows a key or
  // code that opens nothing never comes to the second, so `authenticate` has a limit of its own for those.
  app.addHook('onRequest', async (request, reply) => {
    const { permission, receipt, stepUp } = request.routeOptions.config;
    if (permission === undefined) return;
    if (context.disk?.isFull() && !READS.has(request.method)) throw diskFull();
    const caller = await inTime(context, request, () => authenticate(request));
    request.networkId = caller.networkId;
    request.actor = caller.actor;
    await limit(request, reply);
    admit(permission, caller.actor, receipt === true);
    request.isProven = caller.isProven;
    if (stepUp !== undefined) await inTime(context, request, () => demandProof(request, stepUp));
  });
  return app;
}

/**
 * Throws `platform.sign_in` (401) or `platform.forbidden` (403) when the caller may not call the route at all. Whoever has
 * but the receipt of a petition is nobody where the route does not name them.
 */
function admit(permission: Permission, actor: Actor | undefined, takesReceipt: boolean): void {
  if (actor?.receipt && !takesReceipt) throw signInFirst();
  if (permission === 'anyone') return;
  if (!actor) throw signInFirst();
  if (permission === 'signed_in') return;
  if (!actor.grants.some((grant) => permission.includes(grant.role))) throw forbidden();
}

function signInFirst(): Problem {
  return new Problem('platform.sign_in', 401, 'Please sign in first.');
}

/** A zero byte, or half of a character that takes two: no keyboard makes them, and PostgreSQL keeps neither. */
const UNKEPT = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** No body of ours holds things in things so deep. */
const DEEPEST = 64;

/** Whether a value holds characters that are some, and no more than 64 things in one another; it may be anything at all. */
function canBeKept(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false;
    const below: unknown[] = [];
    for (const each of level) {
      if (typeof each === 'string' && UNKEPT.test(each)) return false;
      if (typeof each !== 'object' || each === null || Buffer.isBuffer(each)) continue;
      for (const [name, inner] of Object.entries(each)) {
        if (UNKEPT.test(name)) return false;
        below.push(inner);
      }
    }
    level = below;
  }
  return true;
}

function cannotBeKept(): Problem {
  return new Problem(
    'platform.invalid',
    400,
    'The request holds a character that is none (a zero byte, or half of one), or things in one another more than 64 deep. Send it without.',
  );
}

/** Nothing is written any more before the database finds no room; what is there can be read. */
function diskFull(): Problem {
  return new Problem(
    'platform.disk_full',
    503,
    'The disk of this server is full, so nothing can be written just now. What is there can be read. Try again later.',
    { retryAfterSeconds: 30 },
  );
}

function document() {
  return {
    openapi: '3.1.0' as const,
    info: {
      title: 'Linli 邻里',
      version: '1',
      description: 'The open API of a network of civic-practice centres. The pages use nothing else.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http' as const, scheme: 'bearer', description: 'A key made with `linli key create`.' },
        session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'linli_session' },
        receipt: { type: 'http' as const, scheme: 'receipt', description: 'The code of a petition’s receipt.' },
      },
    },
  };
}
