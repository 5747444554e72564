import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '../identity/routes/login.ts';
import { languageOf } from '../platform/http/route.ts';
import { answersAhead } from './answers.ts';

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
 * The page with the first picture of one address, and asking ahead for the program of its page: a link that carries
 * `data-at="/orders/:id"` stays at such an address, every other goes.
 */
function forAddress(page: string, path: string): string {
  return page
    .replace(OF_ONE_ADDRESS, (tag, pattern: string) => (fits(pattern, path) ? tag.replace(/ data-at="[^"]*"/, '') : ''))
    .replace(FIRST_PICTURE, (_whole, _language, pattern: string, picture: string) =>
      fits(pattern, path) ? picture : '',
    );
}

/** Whether a path fits a pattern, each `:part` of which stands for one name. */
function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return false;
  return wanted.every((part, index) =>
    part.startsWith(':') ? /^[\w-]+$/.test(given[index] ?? '') : part === given[index],
  );
}

const ASKED_AHEAD = / *<link [^>]*as="fetch"[^>]*>\n?/g;
/** Where the answers stand in the phone's page; there are none in one without it. */
const ANSWERS = '<!--first answers-->';

/**
 * Sends a page with the answers to what it asks first at its end: what it shows before is under way while they are asked
 * for, and nothing is asked ahead. Such a page is kept nowhere, and of its address nothing stands in it but the id of an
 * order that its reader may see: how well it packs tells nobody what is in the answers.
 */
function sendAnswered(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  const [before = '', after = ''] = page.replace(ASKED_AHEAD, '').split(ANSWERS);
  const answers = answersAhead(request.server, request);
  const whole = Readable.from(
    (async function* () {
      yield before;
      yield `<script type="application/json" id="answers">${await answers}</script>${after}`;
    })(),
  );
  reply.headers({
    'cache-control': 'no-store',
    vary: 'accept-encoding, accept-language, cookie',
    // Who stands before us passes on what comes first.
    'x-accel-buffering': 'no',
  });
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(whole);
  // Where the client is gone before the end there is nobody to tell.
  const packed = pipeline(whole, createGzip({ flush: constants.Z_SYNC_FLUSH }), () => undefined);
  return reply.header('content-encoding', 'gzip').send(packed);
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
      reply.type('text/html; charset=utf-8');
      const here = forAddress(pages[languageOf(request)], path);
      // What a phone keeps for where there is no network is nobody's.
      const isKept = path === `${door.prefix}index.html`;
      if (here.includes(ANSWERS) && !isKept && hasSession(request.headers.cookie))
        return sendAnswered(request, reply, here);
      return reply.header('cache-control', 'no-cache').header('vary', 'accept-language, cookie').send(here);
    });
  }
  app.get('/desk', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/desk/'));
  app.get('/screen', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/screen/'));
}
