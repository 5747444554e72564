import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { languageOf } from '../platform/http/route.ts';

/** The doors, by address; the phone is at the root. */
const DOORS = [
  { prefix: '/desk/', folder: 'desk' },
  { prefix: '/screen/', folder: 'screen' },
  { prefix: '/', folder: 'resident' },
];
const YEAR_SECONDS = 31_536_000;

/** The page asking ahead for the sentences of one language alone: the others' would be fetched for nothing. */
function withWordsOf(language: 'zh-CN' | 'en', page: string): string {
  return page.replace(/ *<link rel="modulepreload" lang="([\w-]+)"[^>]*>\n?/g, (tag, of) =>
    of === language ? tag : '',
  );
}

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
      // The door's page itself is given below, for its reader's language.
      index: false,
      globIgnore: ['index.html', 'index.html.gz'],
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
        );
      },
    });
    const page = await readFile(join(root, 'index.html'), 'utf8');
    const pages = { 'zh-CN': withWordsOf('zh-CN', page), en: withWordsOf('en', page) };
    app.get(`${door.prefix}*`, { schema: { hide: true } }, async (request, reply) => {
      const [path = ''] = request.url.split('?');
      const file = /\.\w{2,5}$/.test(path) && path !== `${door.prefix}index.html`;
      if (request.url.startsWith('/api/') || file) return reply.callNotFound();
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('vary', 'accept-language')
        .send(pages[languageOf(request)]);
    });
  }
  app.get('/desk', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/desk/'));
  app.get('/screen', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/screen/'));
}
