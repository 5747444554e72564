import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { arriveAt } from './phone.ts';
import { act, asked, newPhone, offeredTo, type Phones, VOLUNTEER } from './resident.ts';

/** The file of what the first pages do not say. */
const LATER_WORDS = /\/assets\/[^/]+-later-[^/]*\.js$/;

/** Keeps the program of a page from coming until the answer is called. */
async function hold(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/index-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Where the heading of the first picture, or of the page itself, stands. */
const headingAt = (page: Page, of: '#first' | '#page') => page.locator(`${of} h1`).boundingBox();

/** What stands there while the program is still on its way. */
export function firstPictures(phones: Phones): void {
  describe('the first picture of a page', () => {
    it('shows what is there before the program comes, leads on by its links, and gives way without a jump', async () => {
      const page = await phones.open();
      const release = await hold(page);
      await page.goto('/', { waitUntil: 'commit' });
      const first = page.locator('#first');
      await first.getByText('要帮忙吗？').waitFor();
      await first.getByText('大字').waitFor({ state: 'hidden' });
      expect(await page.locator('#page').textContent()).toBe('');
      // A finger finds the way on; who reads by ear or by keys waits for the page itself.
      expect(await page.getByRole('link').count()).toBe(0);
      await first.getByText('我要点单').click();
      await page.waitForURL('/order', { waitUntil: 'commit' });
      await first.getByText('想要什么帮忙？').waitFor();
      expect(await first.locator('textarea').isVisible()).toBe(false);
      const before = await headingAt(page, '#first');
      release();
      await arriveAt(page, '想要什么帮忙？');
      expect(await first.count()).toBe(0);
      expect(await headingAt(page, '#page')).toEqual(before);
      await page.getByLabel('用您自己的话说').fill('厨房水管漏水。');
      expect(await axeViolations(page)).toEqual([]);
      expect(faultsOf(page)).toEqual([]);
    });

    it('is not shown in a language that this phone was told not to speak', async () => {
      const page = await phones.open();
      await page.goto('/');
      await page.getByRole('button', { name: 'English' }).click();
      await arriveAt(page, 'Need a hand?');
      const release = await hold(page);
      await page.goto('/login', { waitUntil: 'commit' });
      const first = page.locator('#first');
      await first.waitFor({ state: 'attached' });
      expect(await first.isVisible()).toBe(false);
      release();
      await arriveAt(page, 'Sign in');
    });

    it('gives way to the word that nothing opens, where the program does not come', async () => {
      const page = await phones.open();
      await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.abort('connectionreset'));
      await page.goto('/');
      await page.getByText('没有打开，多半是没有连上网。').waitFor();
      expect(await page.locator('#first').isVisible()).toBe(false);
    });
  });
}

/** Pages that people come in by. */
const CAME_IN_BY = ['/', '/order', '/orders', '/offers', '/tasks', '/inbox', '/login'];

/** What a page says while the words of all others are still on their way. */
export function firstWords(phones: Phones): void {
  describe('the words of a page', () => {
    it.each(['zh-CN', 'en'] as const)('are whole in %s before those of the others come', async (language) => {
      const page = await phones.phoneOf(VOLUNTEER, { screen: 'phone', language });
      await page.route(LATER_WORDS, (route) => route.abort());
      const raw: string[] = [];
      for (const address of CAME_IN_BY) {
        await page.goto(address);
        await page.locator('#page h1').first().waitFor();
        await page.waitForFunction(() => !document.querySelector('[class*="_room_"]'));
        const keys = page.getByText(/\b(resident|problem|notify|action|state|status|time)\.[a-z_.]+/);
        raw.push(...(await keys.allTextContents()).map((words) => `${address}: ${words}`));
      }
      expect(raw).toEqual([]);
      expect(faultsOf(page)).toEqual([]);
    });

    it('come with the page that wants them, which else cannot be opened and is there when it is tried again', async () => {
      const page = await phones.phoneOf(VOLUNTEER);
      await page.route(LATER_WORDS, (route) => route.abort());
      await page.goto('/week');
      await arriveAt(page, '这一页打不开');
      await page.unroute(LATER_WORDS);
      await page.getByRole('button', { name: '再试一次' }).click();
      await arriveAt(page, '我这一周');
      expect(faultsOf(page)).toEqual([]);
    });
  });
}

/** Takes the answers out of the pages that come. */
async function withoutAnswers(page: Page): Promise<void> {
  await page.route('**', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const body = (await response.text()).replace(/<script type="application\/json"[\s\S]*?<\/script>/, '');
    return route.fulfill({ response, body });
  });
}

/** What a page knows when it comes. */
export function firstAnswers(phones: Phones): void {
  describe('the answers to what a page asks first', () => {
    const order = async () => {
      const phone = newPhone();
      const { id } = await asked(phones, phone, '想请人陪我去医院看牙。');
      return { phone, id, page: await phones.phoneOf(phone) };
    };
    const cardOf = (page: Page, id: string) => page.locator(`#page a[href="/orders/${id}"]`);

    it('come with it to whoever is signed in, who waits for nothing more and finds nothing of them in it', async () => {
      const { page, id } = await order();
      // What the page asks at which they signed in, and hears of the order, is not asked by the pages of this story.
      await page.goto('about:blank');
      const questions: string[] = [];
      await page.route('**/api/v1/**', (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname !== '/api/v1/stream') questions.push(`${new URL(page.url()).pathname} ${pathname}`);
        return route.abort();
      });
      await page.goto('/');
      await cardOf(page, id).waitFor();
      await page.goto('/orders');
      await cardOf(page, id).waitFor();
      await page.goto(`/orders/${id}`);
      await page.getByText('想请人陪我去医院看牙。').first().waitFor();
      expect(await page.locator('#answers').count()).toBe(0);
      expect(questions).toEqual([]);
    });

    it('come with the offers of a volunteer', async () => {
      const asker = newPhone();
      const offer = await asked(phones, asker, '想请人陪我去医院拍片。');
      await offeredTo(phones, VOLUNTEER, offer);
      const page = await phones.phoneOf(VOLUNTEER);
      await page.route('**/api/v1/me/**', (route) => route.abort());
      await page.route('**/api/v1/session', (route) => route.abort());
      await page.goto('/offers');
      await page.locator('#page').getByRole('article', { name: '陪我去医院' }).first().waitFor();
      // Another story's volunteer would take it for theirs.
      await act(phones, asker, offer.id, 'withdraw');
    });

    it('are asked for by a page that comes without them', async () => {
      const { page, id } = await order();
      await withoutAnswers(page);
      await page.goto('/');
      await cardOf(page, id).waitFor();
      await page.goto(`/orders/${id}`);
      await page.getByText('想请人陪我去医院看牙。').first().waitFor();
      expect(faultsOf(page)).toEqual([]);
    });
  });
}
