import type { FastifyInstance } from 'fastify';
import { route, signedIn } from '../../platform/http/route.ts';
import { streamsOf } from '../actions/stream.ts';

/** A page that reads so slowly that this much waits is let go; it comes back and reads anew. */
const MOST_WAITING_BYTES = 256 * 1024;

/** Where pages listen. */
export const STREAM_URL = '/api/v1/stream';

/** Live events for open pages. */
export function streamRoutes(app: FastifyInstance): void {
  const streams = streamsOf(app.linli);
  app.addHook('preClose', async () => streams.close());
  route(app, {
    method: 'GET',
    url: STREAM_URL,
    permission: 'signed_in',
    summary:
      'Server-sent events: `order`, `inbox`, `tree`, `presence`, each saying that something happened to what; `heartbeat` every 15 seconds',
    tag: 'live',
    async handle(call) {
      const { reply } = call;
      reply.hijack();
      const response = reply.raw;
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      response.write('retry: 2000\n\n');
      const close = streams.open({
        actor: signedIn(call),
        send(text) {
          if (response.writableLength > MOST_WAITING_BYTES) response.destroy();
          else response.write(text);
        },
        end: () => response.end(),
      });
      response.on('close', close);
      return {};
    },
  });
}
