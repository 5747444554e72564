import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, launchBrowser, openReader, overflowing } from '../browser.ts';
import { type RunningCity, runCity } from '../running-city.ts';
import { enterDesk, placeOrder, sessionOf, TUESDAY } from './desk.ts';
import { lengthenWords } from './phone.ts';

let city: RunningCity;
let browser: Browser;

beforeAll(async () => {
  city = await runCity({ now: TUESDAY });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

const hexagons = (page: Page) => page.locator('[id^=hex-]');
const wall = (look: { deaf?: boolean; address?: string } = {}) =>
  enterDesk(browser, city, 'daping', { address: '/screen/', screen: 'wall', theme: 'dark', ...look });

describe('the wall', () => {
  it('asks whoever is not signed in to sign in, and leads back', async () => {
    const { page } = await openReader(browser, city.url, { screen: 'wall' });
    await page.goto('/screen/');
    await page.getByRole('link', { name: '去登录' }).click();
    await page.getByLabel('用户名').fill('daping');
    await page.getByLabel('密码').fill('linli-demo-2026');
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/screen/');
    await hexagons(page).first().waitFor();
    await page.context().close();
  });

  it('shows six figures with their definitions, the age of the data, and nothing that axe finds', async () => {
    const page = await wall();
    await page.getByText('今天点单').first().waitFor();
    expect(await page.locator('.six > div').count()).toBe(6);
    expect(await page.getByRole('table', { name: '六个数' }).getByRole('row').count()).toBe(6);
    await page.getByText(/数据 \d+ 秒前/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('d');
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Nobody was anywhere: they are at what opens it. Who was at a hexagon is there again.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('这些数怎么算 · D');
    await hexagons(page).first().focus();
    await page.keyboard.press('d');
    await page.getByRole('dialog').getByRole('button', { name: '关上' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^hex-/);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('has a table behind its map: the counties first, then every hexagon by its name', async () => {
    const page = await wall();
    await page.getByText('今天点单').first().waitFor();
    const table = page.getByRole('table', { name: '各区县等着派的单，一个六边形是一个所' });
    const counties = await page.locator('.names text').count();
    expect(await table.getByRole('row').count()).toBe(1 + counties + (await hexagons(page).count()));
    const first = table.getByRole('row').nth(1);
    await expect.poll(() => first.getByRole('cell').textContent()).toMatch(/^\d+ 单$/);
    expect(await first.getByRole('rowheader').textContent()).toBe('云杉（演示）');
    await page.context().close();
  });

  it.each([
    ['zh-CN', 'light'],
    ['en', 'dark'],
    ['en', 'light'],
  ] as const)(
    'can be read by everybody, down to a station, with words half as long again: %s, %s',
    async (language, theme) => {
      const page = await enterDesk(browser, city, 'daping', { address: '/screen/', screen: 'wall', language });
      await page.evaluate((chosen) => localStorage.setItem('linli.theme', chosen), theme);
      await page.reload();
      for (const steps of [0, 1, 2, 3]) {
        await page.waitForFunction((depth) => document.querySelectorAll('header nav button').length === depth, steps);
        await hexagons(page).first().waitFor();
        await page.locator('.six b').first().waitFor();
        expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
        expect(await axeViolations(page)).toEqual([]);
        await hexagons(page).first().focus();
        await page.keyboard.press('Enter');
      }
      await page.goto('/screen/');
      await page.locator('.six b').first().waitFor();
      await lengthenWords(page, 1.4);
      expect(await overflowing(page)).toEqual([]);
      expect(faultsOf(page)).toEqual([]);
      await page.context().close();
    },
  );

  it.each([
    ['program', /assets\/index-[^/]*\.js$/],
    ['words', /assets\/zh-CN-[^/]*\.js$/],
  ])('says that there is no network where its own %s did not come, and opens by itself', async (_what, files) => {
    const { page } = await openReader(browser, city.url, { screen: 'wall' });
    await page.route(files, (route) => route.abort('connectionreset'));
    await page.goto('/screen/');
    await page.getByRole('alert').getByText('没有连上网，连上了会自己打开。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.unroute(files);
    await page.getByRole('link', { name: '去登录' }).waitFor();
    await page.context().close();
  });

  it('of a county begins at that county, goes no higher, and turns to it from an address that is not theirs', async () => {
    const page = await enterDesk(browser, city, 'zhongxin', { address: '/screen/', screen: 'wall', theme: 'dark' });
    const county = page.getByRole('heading', { level: 1, name: /^云杉中心（演示）|^云杉/ });
    await county.waitFor();
    await hexagons(page).first().waitFor();
    await page.keyboard.press('Escape');
    await county.waitFor();
    expect(await page.locator('header nav button').count()).toBe(0);
    const { units } = (await (await fetch(`${city.url}/api/v1/tree`)).json()) as {
      units: { id: string; level: string }[];
    };
    await page.goto(`/screen/?unit=${units.find(({ level }) => level === 'city')?.id}`);
    await county.waitFor();
    await page.getByText('今天点单').first().waitFor();
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('goes down from the city to a station by keys, and up again by Escape', async () => {
    const page = await wall();
    await hexagons(page).first().focus();
    for (const depth of [1, 2, 3]) {
      await page.keyboard.press('Enter');
      await page.waitForFunction((steps) => document.querySelectorAll('header nav button').length === steps, depth);
      await hexagons(page).first().waitFor();
      await hexagons(page).first().focus();
    }
    expect(new URL(page.url()).searchParams.get('unit')).not.toBeNull();
    // Nothing is finer than a station: Enter leads nowhere from here.
    await page.keyboard.press('Enter');
    expect(await page.locator('header nav button').count()).toBe(3);
    for (let depth = 2; depth >= 0; depth--) {
      await page.keyboard.press('Escape');
      await page.waitForFunction((steps) => document.querySelectorAll('header nav button').length === steps, depth);
    }
    await page.context().close();
  });

  it('counts a new order by itself, and shows neither its words nor whose it is', async () => {
    const page = await wall();
    const asked = page.locator('.six > div').first().locator('b');
    await asked.waitFor();
    const before = Number(((await asked.textContent()) ?? '').replace(/\D/g, ''));
    await placeOrder(city, '这周儿女出差，中午能不能送顿饭');
    await page.waitForFunction(
      (count) => Number(document.querySelector('.six b')?.textContent?.replace(/\D/g, '')) === count,
      before + 1,
    );
    await page.getByText(/有人点了一单/).waitFor();
    const words = await page.locator('body').textContent();
    expect(words).not.toContain('送顿饭');
    expect(words).not.toContain('演示居民');
    expect(words).not.toContain('9999');
    await page.context().close();
  });

  it('has no text under 24 pixels at 1080p, and the same picture at twice the size', async () => {
    const page = await wall();
    await hexagons(page).first().waitFor();
    const smallest = () =>
      page.evaluate(() => {
        const shown = [...document.querySelectorAll('h1, h2, p, span, b, em, i, button, tspan, li')].filter(
          (each) =>
            !each.closest('.heard') && (each.textContent ?? '').trim() !== '' && each.getClientRects().length > 0,
        );
        return Math.min(...shown.map((each) => Number.parseFloat(getComputedStyle(each).fontSize)));
      });
    expect(await smallest()).toBeGreaterThanOrEqual(24);
    await page.setViewportSize({ width: 3840, height: 2160 });
    expect(await smallest()).toBeGreaterThanOrEqual(48);
    expect(
      await page.evaluate(
        () =>
          document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight,
      ),
    ).toBe(true);
    await page.context().close();
  });

  it('says since when the data stands when the connection is gone', async () => {
    const page = await wall({ deaf: true });
    await page.getByText(/数据停在 \d\d:\d\d，正在重新连接/).waitFor();
    await page.context().close();
  });

  it('keeps the last picture with its time when the network goes, stands still, and says so where it never had one', async () => {
    const page = await wall({ address: '/screen/?tour=1-1' });
    await page.getByText('在自己巡看').waitFor();
    await page.route('**/api/v1/figures*', (route) => route.abort());
    await page.getByText(/数据停在 \d\d:\d\d，正在重新连接/).waitFor();
    expect(await page.locator('.six > div').count()).toBe(6);
    await page.getByText('在自己巡看').waitFor({ state: 'detached' });
    await page.mouse.move(400, 400);
    await page.goto('/screen/?tour=off');
    await page.getByText('没有连上网。连上了会自己接着显示。').waitFor();
    await page.unroute('**/api/v1/figures*');
    await page.getByText('今天点单').first().waitFor();
    await page.context().close();
  });

  it('keeps the last picture with its time when its session has ended, and asks to sign in', async () => {
    const page = await wall();
    await page.getByText(/数据 \d+ 秒前/).waitFor();
    await page.context().clearCookies();
    await page.getByRole('alert').getByText('大屏要先登录。').waitFor();
    await page.getByText(/数据停在 \d\d:\d\d/).waitFor();
    expect(await page.locator('.six > div').count()).toBe(6);
    await page.context().close();
  });

  it('goes round by itself after a rest, says so, and stops at a touch', async () => {
    const page = await wall({ address: '/screen/?tour=1-1' });
    await page.getByText('在自己巡看，碰一下就停').waitFor();
    await page.waitForURL(/unit=/);
    await page.getByText('在自己巡看').waitFor();
    await page.mouse.move(400, 400);
    await page.getByText('在自己巡看').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('tour')).toBe('1-1');
    await page.context().close();
  });

  it('saves a picture of itself that names its time, as large as the screen', async () => {
    const page = await wall();
    await page.getByText(/数据 \d+ 秒前/).waitFor();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
    expect(saved.suggestedFilename()).toBe('云杉（演示）-2026-11-24-100000.png');
    const file = await saved.path();
    const picture = sharp(file);
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: 1920, height: 1080 });
    // An empty picture has one colour; this one has letters, figures and a map.
    expect((await picture.stats()).entropy).toBeGreaterThan(0.3);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('holds no more memory after an hour of thousands of events than after its first quarter', async () => {
    const { page } = await openReader(browser, city.url, { screen: 'wall', theme: 'dark' });
    const [name = '', ...value] = (await sessionOf(city, 'daping')).split('=');
    await page.context().addCookies([{ name, value: value.join('='), url: city.url }]);
    await page.addInitScript(playStream);
    await page.clock.install({ time: TUESDAY });
    await page.goto('/screen/');
    await hexagons(page).first().waitFor();
    const held: number[] = [];
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let minute = 0; minute < 15; minute++) {
        await page.evaluate(
          (round) => (window as unknown as { tell(round: number): void }).tell(round),
          quarter * 15 + minute,
        );
        await page.clock.runFor(60_000);
      }
      held.push(await heapOf(page));
    }
    const [first = 0] = held;
    // Half a megabyte is what a collector leaves lying; thousands of kept events would be several.
    expect((held.at(-1) ?? 0) - first).toBeLessThan(500_000);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});

/** In the page: a stream that never breaks and tells sixty events each time it is asked to. */
function playStream(): void {
  const streams = new Set<EventTarget & { onopen?: () => void }>();
  class Played extends EventTarget {
    onopen?: () => void;
    constructor() {
      super();
      streams.add(this);
      setTimeout(() => this.onopen?.(), 0);
    }
    close() {
      streams.delete(this);
    }
  }
  const tell = (round: number) => {
    const unit = document.querySelector('[id^=hex-]')?.id.replace('hex-', '');
    for (let n = 0; n < 60; n++)
      for (const stream of streams)
        stream.dispatchEvent(
          new MessageEvent('order', {
            data: JSON.stringify({
              id: `${round}-${n}`,
              kind: 'orders.accepted',
              unitId: unit,
              at: new Date().toISOString(),
            }),
          }),
        );
  };
  Object.assign(window, { EventSource: Played, tell });
}

/** Bytes that the page's own objects hold, once what nobody needs was collected. */
async function heapOf(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return usedSize;
}
