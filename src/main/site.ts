import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mainPaths } from '../../web/site/frame.ts';
import {
  answersPage,
  complainPage,
  figuresPage,
  helpPage,
  homePage,
  missingPage,
  privacyPage,
} from '../../web/site/pages.ts';
import { addressOf, type Language, type Site } from '../../web/site/shapes.ts';
import { posterPage, unitPage, unitsPage } from '../../web/site/units.ts';
import { publishedAnswers } from '../orders/actions/answers.ts';
import { readPublicFigures } from '../orders/actions/figures.ts';
import { readPolicy } from '../organisation/actions/policies.ts';
import { listUnits, readCompactTree, readNetwork, readUnit, type SentTree } from '../organisation/actions.ts';
import type { NeedTaxonomy } from '../organisation/policies/schema/needs.ts';
import type { CompactTree, TreeUnit } from '../organisation/schema.ts';
import type { Context } from '../platform/context.ts';
import { projectFolder } from './context.ts';

const MOST_BELOW = 200;
const languages: readonly Language[] = ['zh-CN', 'en'];

/**
 * The public site, drawn by the server from the open API's own actions: readable without logging in, without a script,
 * by people and by search engines. `/robots.txt` and `/sitemap.xml` lead to it.
 */
export function siteRoutes(app: FastifyInstance): void {
  const files = readSiteFiles();
  const anyone = { schema: { hide: true }, config: { permission: 'anyone' as const } };
  app.get('/site', anyone, async (_request, reply) => reply.redirect('/site/'));
  app.get('/site/*', anyone, async (request, reply) => {
    const given = (request.params as { '*': string })['*'];
    const language: Language = given === 'en' || given.startsWith('en/') ? 'en' : 'zh-CN';
    const path = (language === 'en' ? given.slice(3) : given).replace(/\/$/, '');
    const { linli: context } = app;
    const { networkId } = request;
    const network = await readNetwork(context, networkId);
    const site: Site = { ...files(language), network, origin: originOf(app.linli, request), path };
    const drawn = await drawPage(context, networkId, site);
    return send(reply, drawn ?? missingPage(site), drawn === null ? 404 : 200);
  });
  app.get('/robots.txt', anyone, async (request, reply) => {
    const lines = [
      'User-agent: *',
      'Allow: /$',
      'Allow: /site/',
      'Disallow: /',
      '',
      `Sitemap: ${originOf(app.linli, request)}/sitemap.xml`,
      '',
    ];
    return reply.type('text/plain; charset=utf-8').send(lines.join('\n'));
  });
  app.get('/sitemap.xml', anyone, async (request, reply) => {
    const units = await readUnits(app.linli, request.networkId);
    return reply.type('application/xml; charset=utf-8').send(sitemap(originOf(app.linli, request), units));
  });
}

function send(reply: FastifyReply, body: string, status: number): FastifyReply {
  reply.code(status).header('cache-control', status === 200 ? 'public, max-age=60' : 'no-cache');
  return reply.type('text/html; charset=utf-8').send(body);
}

/** Where people reach the pages: a proxy may well ask by an address of its own. */
function originOf(context: Context, request: FastifyRequest): string {
  return context.origin ?? `${request.protocol}://${request.host}`;
}

/** Sentences and style, read once. */
function readSiteFiles(): (language: Language) => Pick<Site, 'language' | 'sentences' | 'style'> {
  const read = (path: string) => readFileSync(join(projectFolder, path), 'utf8');
  const style = `${read('web/ui/tokens.css')}${read('web/site/site.css')}`
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\n\s*/g, '\n');
  const sentences = Object.fromEntries(
    languages.map((language) => [
      language,
      JSON.parse(read(`messages/${language}/site.json`)) as Record<string, string>,
    ]),
  );
  return (language) => ({ language, sentences: sentences[language] ?? {}, style });
}

const read = new WeakMap<SentTree, readonly TreeUnit[]>();

async function readUnits(context: Context, networkId: string): Promise<readonly TreeUnit[]> {
  const sent = await readCompactTree(context, networkId);
  const units = read.get(sent) ?? (JSON.parse(String(sent.json)) as CompactTree).units;
  read.set(sent, units);
  return units;
}

/** The page of an address; null where nothing stands. */
async function drawPage(context: Context, networkId: string, site: Site): Promise<string | null> {
  switch (site.path) {
    case '':
      return homePage(site);
    case 'help':
      return helpPage(site, (await readPolicy(context, networkId, 'needs')).body as NeedTaxonomy);
    case 'units':
      return unitsPage(site, await readUnits(context, networkId));
    case 'answers':
      return answersPage(site, await readAnswers(context, networkId, site));
    case 'figures': {
      const figures = await readPublicFigures(context, networkId);
      return figuresPage(site, figures, timeOf(site, figures.at));
    }
    case 'complain':
      return complainPage(site);
    case 'privacy':
      return privacyPage(site);
    default:
      return drawUnit(context, networkId, site);
  }
}

const MOST_ANSWERS = 100;

/** The newest answers, each with the department that gave it. */
async function readAnswers(context: Context, networkId: string, site: Site) {
  const [{ items }, units] = await Promise.all([
    publishedAnswers(context, networkId, { limit: MOST_ANSWERS }),
    readUnits(context, networkId),
  ]);
  return items.map(({ question, answer, departmentId, month }) => {
    const department = units.find((unit) => unit.id === departmentId);
    const by = site.language === 'zh-CN' ? department?.zh : department?.en;
    return { question, answer, by: by ?? null, month };
  });
}

async function drawUnit(context: Context, networkId: string, site: Site): Promise<string | null> {
  const parts = /^units\/(?:by-id\/([0-9a-f-]{36})|([\w.-]+))(\/poster)?$/.exec(site.path);
  if (!parts) return null;
  const [, id, code, poster] = parts;
  const units = await readUnits(context, networkId);
  const found = units.find((unit) => (id ? unit.id === id : unit.code === code));
  if (!found) return null;
  const unit = await readUnit(context, networkId, found.id);
  const { items: below } = await listUnits(context, networkId, { parent: unit.id, limit: MOST_BELOW });
  const withBelow = { unit, below: below.filter((each) => each.level !== 'team' && each.level !== 'department') };
  return poster ? posterPage(site, withBelow) : unitPage({ ...site, path: `units/${unit.code}` }, withBelow);
}

/** `15:42` where the network is. */
function timeOf(site: Site, at: string): string {
  const options = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: site.network.zone } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(at));
}

function sitemap(origin: string, units: readonly TreeUnit[]): string {
  const shown = units.filter((unit) => ['centre', 'institute', 'station', 'point'].includes(unit.level));
  const paths = [...mainPaths, ...shown.map((unit) => `units/${unit.code}`)];
  const entries = paths.map((path) => {
    const others = languages.map(
      (language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${origin}${addressOf(language, path)}"/>`,
    );
    return `<url><loc>${origin}${addressOf('zh-CN', path)}</loc>${others.join('')}</url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>\n`;
}
