import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type IndexFigures, indexFigures } from '../dispatch/actions/live-index.ts';
import type { Context } from '../platform/context.ts';
import { inTime } from '../platform/http/in-time.ts';
import { notFound } from '../shared/problem.ts';

/** Live events older than this mean that pages are not told what happens. */
const STALE_MILLISECONDS = 10_000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Set once the server was told to end: it serves what comes, and asks to be sent nothing more. */
    stopping: { now: boolean };
  }
}

/** `/healthz` (the process lives), `/readyz` (it can serve), `/metrics` (Prometheus; loopback or key only). */
export function operationsRoutes(app: FastifyInstance): void {
  const { linli: context } = app;
  app.decorate('stopping', { now: false });
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'linli_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'linli_database_connections',
    help: 'Connections to the database by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(context.database.usage())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'linli_live_age_seconds',
    help: 'Seconds since the history was last read for open pages',
    registers: [registry],
    collect() {
      this.set(context.live.ageMilliseconds() / 1000);
    },
  });
  indexGauges(registry, context);
  new Gauge({
    name: 'linli_disk_free_bytes',
    help: 'Room left on the volume of the embedded database',
    registers: [registry],
    collect() {
      const free = context.disk?.freeBytes();
      if (free !== undefined && Number.isFinite(free)) this.set(free);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500 || reply.elapsedTime > 1000)
      context.log.warn(
        { method: request.method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
        'slow or failed request',
      );
  });
  const hidden = { schema: { hide: true } };
  app.get('/healthz', hidden, async () => ({ status: 'alive' }));
  // It asks the database, so it is limited like everything that does.
  app.get('/readyz', { ...hidden, onRequest: app.rateLimit() }, async (request, reply) => {
    const reason = await whyNotReady(app, request);
    return reply.code(reason === null ? 200 : 503).send({ status: reason === null ? 'ready' : 'not ready', reason });
  });
  app.get('/metrics', hidden, async (request, reply) => {
    if (!isLoopback(request)) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** How old each network's index is, how many are in it, and how many rows a patrol had to mend. */
function indexGauges(registry: Registry, context: Context): void {
  const gauge = (name: string, help: string, read: (figures: IndexFigures) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ['network'],
      registers: [registry],
      collect() {
        for (const [network, figures] of indexFigures(context)) this.set({ network }, read(figures) ?? Number.NaN);
      },
    });
  gauge('linli_index_age_seconds', 'Seconds since the index was as the database', (each) => each.ageSeconds);
  gauge('linli_index_volunteers', 'People and teams in the index', (each) => each.volunteers);
  gauge(
    'linli_index_build_milliseconds',
    'How long the last building of the index took',
    (each) => each.buildMilliseconds,
  );
  gauge('linli_index_mended', 'Rows that differed from the database without an event', (each) => each.mended);
}

async function whyNotReady(app: FastifyInstance, request: FastifyRequest): Promise<string | null> {
  if (app.stopping.now) return 'the server is about to end';
  try {
    await inTime(app.linli, request, () => app.linli.database.networks());
  } catch {
    return 'the database does not answer';
  }
  return app.linli.live.ageMilliseconds() > STALE_MILLISECONDS ? 'live events are stale' : null;
}

function isLoopback(request: FastifyRequest): boolean {
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
}
