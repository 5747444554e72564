import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** The doors, by address; the phone is at the root. */
const DOORS = [
  { prefix: '/desk/', folder: 'desk' },
  { prefix: '/screen/', folder: 'screen' },
  { prefix: '/', folder: 'resident' },
];
const YEAR_SECONDS = 31_536_000;

/** Serves the built pages: hashed files for a year, compressed where they were built so; any other address is its door's page. */
export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  for (const door of DOORS) {
    const root = join(folder, door.folder);
    if (!existsSync(root)) continue;
    await app.register(fastifyStatic, {
      root,
      prefix: door.prefix,
      decorateReply: false,
      preCompressed: true,
      wildcard: false,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        );
      },
    });
    const page = await readFile(join(root, 'index.html'), 'utf8');
    app.get(`${door.prefix}*`, { schema: { hide: true } }, async (request, reply) => {
      if (request.url.startsWith('/api/') || /\.\w{2,5}$/.test(request.url.split('?')[0] ?? ''))
        return reply.callNotFound();
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
    });
  }
  app.get('/desk', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/desk/'));
  app.get('/screen', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/screen/'));
}
