import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'acorn';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../src/main/context.ts';
import { axeViolations, chromePath, screens } from '../browser.ts';
import { startJourney } from '../journey.ts';
import { arriveAt } from './phone.ts';
import { act, asked, newPhone, offeredTo, RESIDENT, startPhones, VOLUNTEER } from './resident.ts';

const built = join(projectFolder, 'dist/web');
const folder = mkdtempSync(join(tmpdir(), 'linli-installed-'));
cpSync(built, folder, { recursive: true });
const phones = startPhones(startJourney({ pages: folder }));
const HOUR = 3_600_000;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Somebody's phone that remembers after it was switched off: the same folder, a new browser. */
async function switchOn(profile: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromePath(),
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
    baseURL: phones.city.url,
    viewport: screens.phone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  return context;
}

/** Newer words than ECMAScript 2021, which both can read, make it throw. */
const read = (code: string, sourceType: 'module' | 'script') => parse(code, { ecmaVersion: 2021, sourceType });

/** Calls and patterns that iOS 14 or Chromium 86 do not know, though they can parse them. */
const NEWER =
  /\.at\(-?\d|\(\?<[=!]|\bstructuredClone\(|Object\.(?:hasOwn|groupBy)\(|\.(?:findLast|toSorted|toReversed|toSpliced)\(|randomUUID\(|AbortSignal\.(?:timeout|any)\(|Promise\.(?:withResolvers|try)\(|requestIdleCallback\(/;
/** Declarations that they drop, leaving the page in pieces; what has a fallback beside it is not among them. */
const NEWER_STYLE =
  /:has\(|@container|@layer|aspect-ratio:|color-mix\(|oklch\(|(?<![\w-])inset:|\d(?:dvh|svh|lvh|cqw)\b|:where\(/;

describe('the phone on the oldest engines that we name, iOS 14 and Chromium 86', () => {
  const files = readdirSync(join(built, 'resident'), { recursive: true, encoding: 'utf8' });

  it.each(['await import("a");', 'class A { #b() {} }', 'class A { static {} }'])(
    'the reader refuses what they cannot read: %s',
    (newer) => {
      expect(() => read(newer, 'module')).toThrow();
    },
  );

  it.each(['[1].at(-1)', '/(?<!a)b/', 'crypto.randomUUID()'])('and knows what they cannot do: %s', (newer) => {
    expect(NEWER.test(newer)).toBe(true);
  });

  it('every script can be read, and leans on nothing newer', () => {
    const scripts = files.filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(20);
    const wrong = scripts.filter((name) => {
      const code = readFileSync(join(built, 'resident', name), 'utf8');
      read(code, name.startsWith('assets/') ? 'module' : 'script');
      return NEWER.test(code);
    });
    expect(wrong).toEqual([]);
  });

  it('the first two scripts can be read by browsers of ten years ago', () => {
    for (const name of ['boot.js', 'old.js'])
      parse(readFileSync(join(built, 'resident', name), 'utf8'), { ecmaVersion: 5, sourceType: 'script' });
  });

  it('every style is one that they know, flex boxes without a gap included', () => {
    const wrong = files
      .filter((name) => name.endsWith('.css'))
      .flatMap((name) => {
        const rules = readFileSync(join(built, 'resident', name), 'utf8').split('}');
        return rules.filter(
          (rule) =>
            NEWER_STYLE.test(rule) ||
            /display:(?:inline-)?flex[^}]*[;{]gap:|[;{]gap:[^}]*display:(?:inline-)?flex/.test(rule),
        );
      });
    expect(wrong).toEqual([]);
  });

  it('an older one is told so, with the phone to call, instead of an empty page', async () => {
    const page = await phones.open();
    await page.addInitScript(() => Reflect.deleteProperty(Promise, 'any'));
    await page.route('**/assets/index-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'a ??' }),
    );
    await page.goto('/');
    await page.getByText('这台手机的浏览器打不开这个网页').waitFor();
    expect(await page.locator('a[href^="tel:"]').count()).toBe(1);
  });

  it('so is one that loads the code and stumbles over it', async () => {
    const page = await phones.open();
    await page.route('**/assets/index-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'a ??' }),
    );
    await page.goto('/');
    await page.getByText('这台手机的浏览器打不开这个网页').waitFor();
  });
});

describe('the phone kept on the phone', () => {
  it('opens again after a restart without a network, two days later, and sends what was done exactly once', async () => {
    const resident = newPhone();
    const order = await asked(phones, resident, '想请人陪我去医院，山里没有信号。');
    await offeredTo(phones, VOLUNTEER, order);
    await act(phones, VOLUNTEER, order.id, 'accept');
    const cookies = await phones.cookiesOf(VOLUNTEER);
    const profile = mkdtempSync(join(tmpdir(), 'linli-phone-'));
    const before = await switchOn(profile);
    try {
      // A session's cookie ends with the browser here; on a phone the browser goes on.
      await before.addCookies(cookies);
      const page = await before.newPage();
      await page.goto('/tasks');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      // Kept is the page of nobody, though somebody was signed in.
      const kept = await page.evaluate(async () => (await caches.match('/index.html'))?.text());
      expect(kept).toContain('id="page"');
      expect(kept).not.toContain('id="answers"');
      await page.goto(`/tasks/${order.id}`);
      await page.getByRole('button', { name: '到了，开始' }).waitFor();
      await before.setOffline(true);
      await page.getByRole('button', { name: '到了，开始' }).click();
      await page.getByText('有 1 件事等着发出去。').waitFor();
    } finally {
      await before.close();
    }
    const after = await switchOn(profile);
    try {
      await after.addCookies(cookies);
      await after.setOffline(true);
      const page = await after.newPage();
      const twoDaysOn = new Date(Date.now() + 47 * HOUR);
      await page.clock.install({ time: twoDaysOn });
      const keys: string[] = [];
      page.on('request', (request) => {
        if (/\/actions\/(start|finish)$/.test(request.url())) keys.push(request.headers()['idempotency-key'] ?? '');
      });
      await page.goto(`/tasks/${order.id}`);
      await page.getByText('有 1 件事等着发出去。').waitFor();
      await page.getByText('想请人陪我去医院，山里没有信号。').waitFor();
      await page.getByText(/^下面是.+的样子。$/).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: '办完了' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '办完了' }).click();
      await page.getByText('有 2 件事等着发出去。').waitFor();
      expect(keys).toEqual([]);
      phones.city.context.clock.set(new Date(twoDaysOn.getTime() + HOUR / 2));
      await after.setOffline(false);
      const told = async () =>
        (await phones.call<{ items: { kind: string }[] }>(resident, 'GET', `/orders/${order.id}/events`)).items;
      await expect.poll(async () => (await told()).map((event) => event.kind)).toContain('orders.served');
      await page.getByText(/等着发出去/).waitFor({ state: 'detached' });
      await page.reload();
      await page.locator('h1').first().waitFor();
      expect((await told()).filter((event) => /started|served/.test(event.kind))).toHaveLength(2);
      expect(keys).toHaveLength(2);
    } finally {
      await after.close();
      rmSync(profile, { recursive: true, force: true });
      phones.city.context.clock.set(new Date());
    }
  });

  it('tells of a newer version, and changes to it only when asked, with the draft in place', async () => {
    const page = await phones.open({ screen: 'phone', worker: true });
    await page.goto('/');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.goto('/order');
    await page.getByLabel('用您自己的话说').fill('想请人来看看窗户。');
    const worker = join(folder, 'resident/worker.js');
    writeFileSync(worker, readFileSync(worker, 'utf8').replace('"revision":"', '"revision":"0'));
    await page.evaluate(() =>
      navigator.serviceWorker
        .getRegistration()
        .then((each) => each?.update())
        .then(() => undefined),
    );
    // Whoever is in the middle of writing is not asked to open the page anew.
    await page.waitForFunction(() => navigator.serviceWorker.getRegistration().then((each) => Boolean(each?.waiting)));
    expect(await page.getByText('邻里有了新的。').count()).toBe(0);
    expect(await page.getByLabel('用您自己的话说').inputValue()).toBe('想请人来看看窗户。');
    await page.getByRole('link', { name: '首页' }).click();
    await page.getByText('邻里有了新的。').waitFor();
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: '现在换' }).click();
    await reloaded;
    await page.getByRole('link', { name: '接着写' }).click();
    expect(await page.getByLabel('用您自己的话说').inputValue()).toBe('想请人来看看窗户。');
    expect(await page.getByText('邻里有了新的。').count()).toBe(0);
  });

  it('can be installed: a manifest with icons that are there', async () => {
    const answer = await fetch(`${phones.city.url}/manifest.webmanifest`);
    const manifest = (await answer.json()) as { display: string; icons: { src: string; sizes: string }[] };
    expect(manifest.display).toBe('standalone');
    for (const { src } of manifest.icons)
      expect((await fetch(phones.city.url + src)).headers.get('content-type')).toBe('image/png');
    expect(manifest.icons.map((icon) => icon.sizes)).toEqual(['192x192', '512x512', '512x512']);
  });

  it('is whole in WeChat’s browser, without a worker and without an offer to install', async () => {
    const userAgent =
      'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20220105 Mobile Safari/537.36 MicroMessenger/8.0.19';
    const page = await phones.open({ screen: 'phone', worker: true, old: true, userAgent });
    await phones.enter(page, RESIDENT);
    await page.goto('/order');
    await page.getByLabel('用您自己的话说').fill('想请人教我用手机。');
    await page.reload();
    expect(await page.getByLabel('用您自己的话说').inputValue()).toBe('想请人教我用手机。');
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await page.goto('/me');
    await arriveAt(page, '我');
    expect(await page.getByText('放到手机桌面').count()).toBe(0);
    // It saves no file and prints nothing, and would not say so.
    await page.goto('/me/data');
    await page.getByText('微信里存不了文件。').waitFor();
    expect(await page.getByRole('button', { name: '导出成文件' }).count()).toBe(0);
    const order = await asked(phones, RESIDENT, '想请人教我用微信。');
    await page.goto(`/orders/${order.id}`);
    await page.getByRole('heading', { level: 1, name: /教我用微信/ }).waitFor();
    expect(await page.getByRole('button', { name: '打印' }).count()).toBe(0);
  });
});
