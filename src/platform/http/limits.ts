import rateLimit, { type FastifyRateLimitStore, normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooManyRequests } from '../../shared/problem.ts';
import { Tally } from '../tally.ts';

/** What one caller may ask in a minute; whoever is not logged in shares it with all at the same address. */
export const REQUESTS_PER_MINUTE = 600;
const MINUTE_MILLISECONDS = 60_000;
/** Of so many callers it is remembered how often they asked; the one first counted longest ago makes room. */
const MOST_CALLERS = 20_000;

/** Counts a request for its caller. Throws `platform.too_many_requests` (429) when it was one too many. */
type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Makes the limit that all routes share; where a route has one of its own, that. */
export async function prepareLimit(app: FastifyInstance, requestsPerMinute: number): Promise<Limit> {
  await app.register(rateLimit, {
    global: false,
    max: (request: FastifyRequest) => request.routeOptions.config.limitPerMinute ?? requestsPerMinute,
    timeWindow: MINUTE_MILLISECONDS,
    store: SteadyCounts,
    keyGenerator: limitKey,
    errorResponseBuilder: (_request, limit) => tooManyRequests(limit.ttl),
  });
  const limit = app.rateLimit();
  return async (request, reply) => {
    await limit.call(app, request, reply);
  };
}

/**
 * Counts by a clock that only goes forward. The library's own go by the machine's: after that was set back, whoever had used up
 * their minute was refused until it had come round again, for days.
 */
class SteadyCounts implements FastifyRateLimitStore {
  readonly #asked = new Tally({ mostNames: MOST_CALLERS, milliseconds: MINUTE_MILLISECONDS });

  incr(caller: string, callback: (error: null, result: { current: number; ttl: number }) => void): void {
    const at = performance.now();
    const current = this.#asked.count(caller, at);
    callback(null, { current, ttl: this.#asked.millisecondsLeft(caller, at) });
  }

  /** One count for all routes: those with a limit of their own count under names of their own. */
  child(): this {
    return this;
  }
}

/** A route with a limit of its own has a count of its own; all others share one for each caller. */
function limitKey(request: FastifyRequest): string {
  const caller = request.actor?.id ?? addressOf(request);
  const { config, url } = request.routeOptions;
  return config.limitPerMinute === undefined ? caller : `${caller} ${request.method} ${url ?? ''}`;
}

/**
 * The address that limits count for. Of IPv6 the first 64 bits, which is what one home or one phone is given: it may draw
 * the others anew for each request (RFC 8981).
 */
export function addressOf(request: FastifyRequest): string {
  return normalizeIP(request.ip);
}
