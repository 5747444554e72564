import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { servePages } from './pages.ts';

const CHINESE = '<link rel="modulepreload" lang="zh-CN" crossorigin href="/assets/zh.js">';
const ENGLISH = '<link rel="modulepreload" lang="en" crossorigin href="/assets/en.js">';
const WORDS = `${CHINESE}\n${ENGLISH}\n`;
const folder = mkdtempSync(join(tmpdir(), 'linli-pages-'));
const app = Fastify();

beforeAll(async () => {
  for (const door of ['resident', 'desk']) {
    mkdirSync(join(folder, door, 'assets'), { recursive: true });
    writeFileSync(join(folder, door, 'index.html'), `${WORDS}<h1>${door}</h1>`);
    writeFileSync(join(folder, door, 'assets/app-1.js'), 'let a = 1;');
    writeFileSync(join(folder, door, 'assets/app-1.js.gz'), gzipSync('let a = 1;'));
    writeFileSync(join(folder, door, 'assets/app-1.js.br'), brotliCompressSync('let a = 1;'));
  }
  await servePages(app, folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const SIGNED_IN = 'other=1; linli_session=abc';

/** A phone of one page. */
async function phoneOf(page: string) {
  const folder = mkdtempSync(join(tmpdir(), 'linli-pages-'));
  mkdirSync(join(folder, 'resident'));
  writeFileSync(join(folder, 'resident/index.html'), page);
  const app = Fastify({ forceCloseConnections: true });
  app.decorate('linli', { ...testContext('postgres://nobody@127.0.0.1:1/none'), answerMilliseconds: 1000 });
  await servePages(app, folder);
  return {
    app,
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe('the built pages', () => {
  it.each([
    ['/', 'resident'],
    ['/orders/1', 'resident'],
    ['/desk/', 'desk'],
    ['/desk/orders', 'desk'],
    ['/index.html', 'resident'],
  ])('%s is a page of %s, asked for anew each time', async (url, door) => {
    const response = await app.inject({ url });
    expect([response.statusCode, response.body]).toEqual([200, `${CHINESE}\n<h1>${door}</h1>`]);
    expect(response.headers['cache-control']).toBe('no-cache');
  });

  it('asks ahead for the sentences of its reader’s language alone, Chinese unless English is asked for first', async () => {
    const read = async (language: string) =>
      (await app.inject({ url: '/desk/', headers: { 'accept-language': language } })).body;
    expect(await read('en-GB,en;q=0.9')).toBe(`${ENGLISH}\n<h1>desk</h1>`);
    expect(await read('zh-CN,zh;q=0.9,en;q=0.8')).toBe(`${CHINESE}\n<h1>desk</h1>`);
    expect(await read('de')).toBe(`${CHINESE}\n<h1>desk</h1>`);
  });

  it('asks ahead for the program of the page that is read at one address', async () => {
    const program = '<link rel="modulepreload" data-at="/orders/:id" crossorigin href="/assets/Order.js">';
    const { app, close } = await phoneOf(`${program}\n<h1>page</h1>`);
    const read = async (url: string) => (await app.inject({ url })).body;
    const ready = '<link rel="modulepreload" crossorigin href="/assets/Order.js">\n';
    expect(await read('/orders/a-1?from=inbox')).toBe(`${ready}<h1>page</h1>`);
    for (const url of ['/', '/orders', '/orders/', '/orders/a/b', '/index.html', '/orders/%22%3E', '/orders/a">'])
      expect(await read(url)).toBe('<h1>page</h1>');
    await close();
  });

  it('asks ahead for what every page asks first, unless the answers come with it', async () => {
    const { app, close } = await phoneOf(readFileSync('web/resident/index.html', 'utf8'));
    const asked = async (url: string, cookie = '') =>
      [...(await app.inject({ url, headers: { cookie } })).body.matchAll(/href="\/api\/v1\/([^"]+)" as="fetch"/g)].map(
        ([, path]) => path,
      );
    const everywhere = ['session', 'network', 'needs'];
    expect(await asked('/')).toEqual(everywhere);
    expect(await asked('/', SIGNED_IN)).toEqual([]);
    expect(await asked('/index.html', SIGNED_IN)).toEqual(everywhere);
    await close();
  });

  it('sends what stands before the answers at once, and ends without those that do not come', async () => {
    const { app, close } = await phoneOf('<h1>page</h1><!--first answers--></body>');
    app.get('/api/v1/network', async () => ({ nameZh: '演示市' }));
    app.get('/api/v1/session', () => new Promise(() => undefined));
    await app.listen({ host: '127.0.0.1', port: 0 });
    const address = app.server.address() as { port: number };
    for (const packing of ['gzip', 'identity']) {
      const headers = { cookie: SIGNED_IN, 'accept-encoding': packing };
      const answer = await fetch(`http://127.0.0.1:${address.port}/`, { headers });
      const parts: string[] = [];
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
      expect(answer.headers.get('content-encoding')).toBe(packing === 'gzip' ? 'gzip' : null);
      expect(parts[0]).toBe('<h1>page</h1>');
      const answers = '<script type="application/json" id="answers">{"network":{"nameZh":"演示市"}}</script>';
      expect(parts.join('')).toBe(`<h1>page</h1>${answers}</body>`);
    }
    await close();
  });

  it('the phone asks for its styles and its program, which the build names in the head, before any answer', () => {
    const [head, body] = readFileSync('web/resident/index.html', 'utf8').split('</head>');
    expect([head, body].map((part) => part?.includes('as="fetch"'))).toEqual([false, true]);
  });

  it('shows the first picture of its reader’s language and of the address that is read, and of no other', async () => {
    const picture = (language: string, pattern: string) =>
      `<!--first ${language} ${pattern}--><div lang="${language}">${pattern}\n</div><!--/first-->\n`;
    const pictures = ['zh-CN', 'en'].flatMap((each) => [picture(each, '/'), picture(each, '/orders/:id')]).join('');
    const { app, close } = await phoneOf(`<i></i>${pictures}`);
    const read = async (url: string, language = 'zh-CN') =>
      (await app.inject({ url, headers: { 'accept-language': language } })).body;
    expect(await read('/?at=1')).toBe('<i></i><div lang="zh-CN">/\n</div>');
    expect(await read('/orders/7', 'en')).toBe('<i></i><div lang="en">/orders/:id\n</div>');
    for (const url of ['/orders', '/index.html']) expect(await read(url)).toBe('<i></i>');
    await close();
  });

  it('a hashed file is kept for a year, and comes compressed to who can read it', async () => {
    const plain = await app.inject({ url: '/assets/app-1.js' });
    expect(plain.body).toBe('let a = 1;');
    expect(plain.headers['cache-control']).toContain('immutable');
    for (const [reads, packed] of [
      ['gzip', 'gzip'],
      ['gzip, deflate, br, zstd', 'br'],
    ]) {
      const answer = await app.inject({ url: '/desk/assets/app-1.js', headers: { 'accept-encoding': reads } });
      expect(answer.headers['content-encoding']).toBe(packed);
    }
  });

  it('a missing file is not answered with a page', async () => {
    expect((await app.inject({ url: '/assets/gone.js' })).statusCode).toBe(404);
    expect((await app.inject({ url: '/api/v1/nothing' })).statusCode).toBe(404);
  });
});
