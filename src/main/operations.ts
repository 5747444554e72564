import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { sameHash } from '../identity/rules/digests.ts';
import { STREAM_URL } from '../orders/routes/stream.ts';
import { inTime } from '../platform/http/in-time.ts';
import { notFound } from '../shared/problem.ts';
import { registerFigures } from './figures.ts';

/** Live events older than this mean that pages are not told what happens. */
const STALE_MILLISECONDS = 10_000;
/** Whoever asks whether the server is ready within so long of another is told what that one was told. */
const READINESS_MILLISECONDS = 250;

declare module 'fastify' {
  interface FastifyInstance {
    /** Set once the server was told to end: it serves what comes, and asks to be sent nothing more. */
    stopping: { now: boolean };
  }
}

/**
 * `/healthz` (the process lives), `/readyz` (it can serve), `/metrics` (Prometheus: on loopback, or with `metricsKey` as
 * a bearer's).
 */
export function operationsRoutes(app: FastifyInstance, { metricsKey }: { metricsKey?: string | undefined } = {}): void {
  app.decorate('stopping', { now: false });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registerFigures(registry, app.linli);
  countRequests(app, registry);
  const hidden = { schema: { hide: true } };
  app.get('/healthz', hidden, async () => ({ status: 'alive' }));
  // Never refused: a balancer that asks often, or several at one address, would take a server for gone that is well. So
  // that no number of them is a load, the database is asked for all of them together.
  app.get('/readyz', hidden, async (request, reply) => {
    const reason = await whyNotReady(app, request);
    const waits = app.linli.live.waitingMilliseconds() > STALE_MILLISECONDS;
    return reply.code(reason === null ? 200 : 503).send({
      status: reason === null ? 'ready' : 'not ready',
      reason,
      // No reason to send people elsewhere: it is so on every server of this database.
      ...(waits ? { warning: 'nobody is told of events: an older transaction of the cluster is still open' } : {}),
    });
  });
  app.get('/metrics', hidden, async (request, reply) => {
    if (!isLoopback(request) && !showsKey(request, metricsKey)) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** How long each answer took. A stream stays open for as long as its page, so it says nothing of that. */
function countRequests(app: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'linli_request_seconds',
    help: 'Time to answer, by route and status; streams of live events left out',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (route === STREAM_URL && reply.statusCode < 400) return;
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500 || reply.elapsedTime > 1000)
      app.linli.log.warn(
        { method: request.method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
        'slow or failed request',
      );
  });
}

async function whyNotReady(app: FastifyInstance, request: FastifyRequest): Promise<string | null> {
  if (app.stopping.now) return 'the server is about to end';
  try {
    const { memo, database } = app.linli;
    await inTime(app.linli, request, () =>
      memo.get('platform.readiness', READINESS_MILLISECONDS, () => database.networks()),
    );
  } catch {
    return 'the database does not answer';
  }
  return app.linli.live.ageMilliseconds() > STALE_MILLISECONDS ? 'live events are stale' : null;
}

function isLoopback(request: FastifyRequest): boolean {
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
}

function showsKey({ headers }: FastifyRequest, key: string | undefined): boolean {
  const shown = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (key === undefined || shown === undefined) return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return sameHash(hash(shown), hash(key));
}
