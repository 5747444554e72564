import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoCity } from '../../demo/load.ts';
import en from '../../messages/en/site.json' with { type: 'json' };
import zh from '../../messages/zh-CN/site.json' with { type: 'json' };
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { html } from '../../web/site/html.ts';
import { answersPage } from '../../web/site/pages.ts';
import type { UnitWithBelow } from '../../web/site/shapes.ts';
import { unitPage } from '../../web/site/units.ts';
import type { Context } from '../platform/context.ts';
import { buildApp } from './app.ts';

let database: FreshDatabase;
let context: Context;
let app: FastifyInstance;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl, { demo: true });
  await loadDemoCity(context, { city: 'small', volunteers: 10 });
  app = await buildApp(context, { requestsPerMinute: 100_000 });
});
afterAll(async () => {
  await app.close();
  await context.database.close();
  await database.drop();
});

const read = async (url: string) => {
  const { statusCode, body, headers } = await app.inject({ url, headers: { host: 'linli.example' } });
  return { status: statusCode, body, headers };
};

const PAGES = [
  '',
  'help',
  'units',
  'units/990001',
  'units/990001001001',
  'units/990001/poster',
  'answers',
  'figures',
  'complain',
  'privacy',
];

describe('the public site', () => {
  it.each(PAGES.flatMap((path) => [path, `en/${path}`]))(
    '/site/%s is a page without a script or a raw key, for anybody',
    async (path) => {
      const { status, body, headers } = await read(`/site/${path}`);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).toContain(`<html lang="${path.startsWith('en/') ? 'en' : 'zh-CN'}">`);
      expect(body).not.toContain('<script');
      expect(body.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/site\.[a-z_]+|undefined|\[object|\{\w+\}/);
      expect(body.match(/<h1>/g)).toHaveLength(1);
      expect(body).toMatch(/href="tel:[0-9-]+"/);
    },
  );

  it.each([
    ['complain', '不想留电话', '“不登录，凭回执码反映”'],
    ['en/complain', 'If you would rather leave no phone number', '“Complain without signing in”'],
  ])('names the door without an account to whoever wants to complain: /site/%s', async (path, title, way) => {
    const { body } = await read(`/site/${path}`);
    expect(body).toContain(title);
    expect(body).toContain(way);
    expect(body).toContain('href="/receipt"');
  });

  it('says what one can ask for and whom to call first', async () => {
    const { body } = await read('/site/help');
    expect(body).toContain('陪我去医院');
    expect(body).toContain('先打 110');
  });

  it('names a unit with its address, phone and hours, and what stands above it', async () => {
    const { body } = await read('/site/units/990001001001');
    expect(body).toMatch(/<dt>开门时间<\/dt><dd>(周|还没有登记)/);
    expect(body).toContain('/site/units/by-id/');
    const id = /units\/by-id\/([0-9a-f-]{36})/.exec(body)?.[1];
    expect((await read(`/site/units/by-id/${id}`)).status).toBe(200);
    expect(body).toMatch(/<a class="main" href="\/order\?at=[0-9a-f-]{36}">在这里点单<\/a>/);
  });

  it.each([
    [
      '2019-05-01',
      '<dd>2019\u00a0年\u00a05\u00a0月\u00a01\u00a0日挂牌</dd>',
      '<dd>open since 1\u00a0May\u00a02019</dd>',
    ],
    [null, '<dd>挂了牌</dd>', '<dd>open</dd>'],
  ])('says since when a plaque hangs, where that is known: %s', async (plaqueSince, inChinese, inEnglish) => {
    const { units } = (await app.inject({ url: '/api/v1/tree' })).json<{ units: { id: string; level: string }[] }>();
    const station = units.find((each) => each.level === 'station');
    const unit = (await app.inject({ url: `/api/v1/units/${station?.id}` })).json<UnitWithBelow['unit']>();
    const known: UnitWithBelow = { unit: { ...unit, plaque: 'open', plaqueSince }, below: [] };
    const site = {
      network: (await app.inject({ url: '/api/v1/network' })).json(),
      style: '',
      origin: '',
      path: 'units',
    };
    expect(unitPage({ ...site, language: 'zh-CN', sentences: zh }, known)).toContain(inChinese);
    expect(unitPage({ ...site, language: 'en', sentences: en }, known)).toContain(inEnglish);
  });

  it('names the address where people reach it, whatever address the proxy before it asks by', async () => {
    Object.assign(context, { origin: 'https://linli.example' });
    try {
      const asked = (url: string) => app.inject({ url, headers: { host: '127.0.0.1:8080' } });
      expect((await asked('/sitemap.xml')).body).toContain('https://linli.example/site');
      expect((await asked('/sitemap.xml')).body).not.toContain('127.0.0.1');
      const write = (origin: string) =>
        app.inject({
          method: 'POST',
          url: '/api/v1/login/code',
          payload: { phone: 'abc' },
          headers: { host: '127.0.0.1:8080', origin },
        });
      expect((await write('https://linli.example')).statusCode).toBe(400);
      expect((await write('https://elsewhere.example')).json().code).toBe('identity.cross_site');
    } finally {
      Object.assign(context, { origin: undefined });
    }
  });

  it('has no answers yet, and says so instead of showing none', async () => {
    expect((await read('/site/answers')).body).toContain('还没有公开的问答');
  });

  it('shows an answer with its department and month, in words that cannot become tags', async () => {
    const site = {
      language: 'zh-CN' as const,
      network: (await app.inject({ url: '/api/v1/network' })).json(),
      sentences: { 'site.month': '{year} 年 {month} 月' },
      style: '',
      origin: '',
      path: 'answers',
    };
    const answer = { question: '路灯什么时候修？<b>', answer: '下周修好。', by: '城管局（演示）', month: '2026-11' };
    const drawn = answersPage(site, [answer, { ...answer, by: null }]);
    expect(drawn).toContain('<h2>路灯什么时候修？&lt;b&gt;</h2><p class="words">下周修好。</p>');
    expect(drawn).toContain('<p class="soft">城管局（演示） · 2026\u00a0年\u00a011\u00a0月</p>');
    expect(drawn).toContain('<p class="soft">2026\u00a0年\u00a011\u00a0月</p>');
  });

  it('gives figures with their time, and none under five', async () => {
    const { body } = await read('/site/figures');
    expect(body).toMatch(/截至 \d\d:\d\d/);
    expect(body).not.toMatch(/<td>[1-4]<\/td>/);
  });

  it('leads search engines to every page in both languages, and away from the phone', async () => {
    const robots = (await read('/robots.txt')).body;
    expect(robots).toContain('Sitemap: http://linli.example/sitemap.xml');
    expect(robots).toContain('Disallow: /\n');
    const { body } = await read('/sitemap.xml');
    expect(body).toContain('<loc>http://linli.example/site/units/990001001001</loc>');
    const places = [...body.matchAll(/href="http:\/\/linli\.example([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(places.length).toBeGreaterThan(30);
    for (const place of places) expect((await read(place)).status, place).toBe(200);
  });

  it('has a poster whose code leads to ordering help at that station', async () => {
    const { body } = await read('/site/units/990001001001/poster');
    expect(body).toMatch(/<svg class="qr" role="img" aria-label="二维码：/);
  });

  it.each(['/site/nothing', '/site/units/000', '/site/en/units/990001/door'])(
    '%s does not exist, and says where to go',
    async (url) => {
      const { status, body } = await read(url);
      expect(status).toBe(404);
      expect(body).toContain('class="main"');
    },
  );

  it('lets nothing of a name become a tag', () => {
    expect(html`<p title="${'"'}">${'<b>'}${['&', html`<i></i>`]}</p>`.text).toBe(
      '<p title="&quot;">&lt;b&gt;&amp;<i></i></p>',
    );
  });
});
