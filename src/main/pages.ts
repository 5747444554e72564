import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { SESSION_COOKIE } from '../identity/routes/login.ts';
import { languageOf } from '../platform/http/route.ts';

/** The doors, by address; the phone is at the root. */
const DOORS = [
  { prefix: '/desk/', folder: 'desk' },
  { prefix: '/screen/', folder: 'screen' },
  { prefix: '/', folder: 'resident' },
];
const YEAR_SECONDS = 31_536_000;

/** The page asking ahead for the sentences of one language alone, and showing first pictures in it: the others' would be fetched for nothing. */
function withWordsOf(language: 'zh-CN' | 'en', page: string): string {
  return page
    .replace(/ *<link rel="modulepreload" lang="([\w-]+)"[^>]*>\n?/g, (tag, of) => (of === language ? tag : ''))
    .replace(FIRST_PICTURE, (picture, of) => (of === language ? picture : ''));
}

/** What a page looks like before its program has come, between comments that name the language and the address. */
const FIRST_PICTURE = /<!--first ([\w-]+) (\/\S*?)-->([\s\S]*?)<!--\/first-->\n?/g;

/** Whether a session is shown; whether it still holds is for the answers to say. */
function hasSession(cookies = ''): boolean {
  return cookies.split('; ').some((each) => each.startsWith(`${SESSION_COOKIE}=`));
}

const OF_ONE_ADDRESS = / *<link [^>]*data-at="([^"]+)"[^>]*>\n?/g;

/**
 * The page with the first picture of one address, and asking ahead for what is read there alone: the program of that page
 * and, for somebody who is signed in, its first answers. A link that carries `data-at="/orders/:id"` stays at such an address, with its `:id` filled in;
 * every other goes. One with `data-signed-in` goes also where nobody is signed in.
 */
function forAddress(page: string, path: string, signedIn: boolean): string {
  return page
    .replace(OF_ONE_ADDRESS, (tag, pattern: string) => {
      const at = partsOf(pattern, path);
      if (!at || (!signedIn && tag.includes(' data-signed-in'))) return '';
      return Object.entries(at).reduce(
        (filled, [name, value]) => filled.replaceAll(`/:${name}`, `/${value}`),
        tag.replace(/ data-(?:at="[^"]*"|signed-in(?:="")?)/g, ''),
      );
    })
    .replace(FIRST_PICTURE, (_whole, _language, pattern: string, picture: string) =>
      partsOf(pattern, path) ? picture : '',
    );
}

/** The named parts of a path that fits a pattern, as they stand in the address; undefined when it does not fit. */
function partsOf(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const at: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && /^[\w-]+$/.test(value)) at[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return at;
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
      globIgnore: ['index.html', 'index.html.gz', 'index.html.br'],
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
        .header('vary', 'accept-language, cookie')
        .send(forAddress(pages[languageOf(request)], path, hasSession(request.headers.cookie)));
    });
  }
  app.get('/desk', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/desk/'));
  app.get('/screen', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/screen/'));
}
