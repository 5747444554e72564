import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { arriveAt } from './phone.ts';
import { act, asked, newPhone, offeredTo, type Phones, VOLUNTEER } from './resident.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What volunteers do with what is asked of them. */
export function serving(phones: Phones): void {
  const offersOf = async (phone: string) =>
    (await phones.call<{ items: unknown[] }>(phone, 'GET', '/me/offers')).items.length;

  describe('a volunteer', () => {
    it('declines with one tap, takes a slip back, and has said no when the moment for that is over', async () => {
      const order = await asked(phones, newPhone(), '想请人陪我去医院做检查。');
      await offeredTo(phones, VOLUNTEER, order);
      const page = await phones.phoneOf(VOLUNTEER);
      await page.clock.install();
      await page.goto('/offers');
      await page.getByRole('article').first().waitFor();
      const before = await page.getByRole('article').count();
      const decline = page.getByRole('button', { name: /^去不了/ }).last();
      const keys = new Set<string>();
      page.on('request', (request) => {
        if (request.url().endsWith('/actions/decline')) keys.add(request.headers()['idempotency-key'] ?? '');
      });
      await decline.click();
      await page.getByText('好的，请别人去。').waitFor();
      expect(await page.getByRole('article').count()).toBe(before - 1);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: '撤回' }).click();
      await expect.poll(() => page.getByRole('article').count()).toBe(before);
      expect(keys.size).toBe(0);

      // The moment is over, but the first try does not come through: the offer is back, and says so.
      await page.route('**/actions/decline', (route) => route.abort('connectionreset'));
      await decline.click();
      await page.getByRole('button', { name: '撤回' }).waitFor();
      await page.clock.fastForward(8000);
      await page.getByText('没有连上网。').waitFor();
      await page.unroute('**/actions/decline');
      await page.getByRole('button', { name: '再试一次' }).click();
      await page.getByRole('button', { name: '撤回' }).waitFor();
      await page.clock.fastForward(8000);
      await expect.poll(() => offersOf(VOLUNTEER)).toBe(before - 1);
      await expect.poll(() => page.getByRole('article').count()).toBe(before - 1);
      expect(keys.size).toBe(1);
      expect(faultsOf(page)).toEqual([]);
    });

    it('is not led away from another page by the answer to what they took, when it comes late', async () => {
      const order = await asked(phones, newPhone(), '想请人陪我去医院拍片子。');
      await offeredTo(phones, VOLUNTEER, order);
      const page = await phones.phoneOf(VOLUNTEER);
      let letGo = () => {};
      const held = new Promise<void>((done) => {
        letGo = done;
      });
      let taken = '';
      await page.route('**/actions/accept', async (route) => {
        taken = /orders\/([^/]+)/.exec(route.request().url())?.[1] ?? '';
        await held;
        await route.continue();
      });
      await page.goto('/offers');
      await page.getByRole('button', { name: /^我去/ }).last().click();
      await page.getByRole('link', { name: '首页' }).click();
      await page.waitForURL((url) => url.pathname === '/');
      letGo();
      await page.getByText('您接了：').waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/');
      expect(faultsOf(page)).toEqual([]);
      // Another story is not to find them busy.
      await act(phones, VOLUNTEER, taken, 'return');
    });

    it.each([
      ['for another page', async (page: Page) => page.getByRole('link', { name: '首页' }).click()],
      ['for good', async (page: Page) => void (await page.goto('/site/'))],
    ])('has said no at once when the page is left %s', async (_how, leave) => {
      const order = await asked(phones, newPhone(), '想请人陪我去医院打针。');
      await offeredTo(phones, VOLUNTEER, order);
      const page = await phones.phoneOf(VOLUNTEER);
      // Here the moment to take it back is never over by itself.
      await page.addInitScript(() => {
        const later = window.setTimeout;
        Object.assign(window, { setTimeout: (act: () => void, wait = 0) => (wait === 8000 ? 0 : later(act, wait)) });
      });
      await page.goto('/offers');
      await page.getByRole('article').first().waitFor();
      const before = await offersOf(VOLUNTEER);
      await page
        .getByRole('button', { name: /^去不了/ })
        .first()
        .click();
      await page.getByRole('button', { name: '撤回' }).waitFor();
      await leave(page);
      await expect.poll(() => offersOf(VOLUNTEER)).toBe(before - 1);
      expect(await page.getByRole('button', { name: '撤回' }).count()).toBe(0);
    });

    it('takes, gives back with a word, takes again, begins, and finishes with a note', async () => {
      const resident = newPhone();
      const [from, to] = [DAY, DAY + 2 * HOUR].map((ahead) => new Date(Date.now() + ahead).toISOString());
      const order = await asked(phones, resident, '想请人陪我去医院抽血。', { earliestAt: from, latestAt: to });
      const meanwhile = await asked(phones, newPhone(), '想请人陪我去医院取片子。', { earliestAt: to });
      for (const each of [order, meanwhile]) {
        await offeredTo(phones, VOLUNTEER, each);
        await act(phones, VOLUNTEER, each.id, 'accept');
      }
      const page = await phones.phoneOf(VOLUNTEER);
      await page.goto(`/tasks/${order.id}`);
      await page.getByText('想请人陪我去医院抽血。').waitFor();
      await page.getByRole('button', { name: '去不了了' }).click();
      await page.getByRole('dialog').getByText('没关系，不记您什么。').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByLabel('想说原因的话').fill('孩子发烧了');
      await page.getByRole('button', { name: '请别人去' }).click();
      await arriveAt(page, '我接的事');
      await offeredTo(phones, VOLUNTEER, order);
      await page.goto(`/tasks/${order.id}`);
      await page.getByText('和您接了的事时间撞上了。').waitFor();
      await page.getByRole('button', { name: '我去' }).click();
      await page.getByRole('dialog').getByText('两件事时间撞上了，您忙得过来吗？').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '忙得过来，我去' }).click();
      await act(phones, VOLUNTEER, meanwhile.id, 'return');
      await page.getByRole('button', { name: '到了，开始' }).click();
      // The page is drawn anew by its answer: what is pressed meanwhile may no longer be there.
      await page.getByText('开始了。').waitFor();
      await page.getByRole('button', { name: '办完了' }).click();
      await page.getByLabel('留句话').fill('抽完了，下周二取结果。');
      await page.getByRole('dialog').getByRole('button', { name: '办完了' }).click();
      await arriveAt(page, '我接的事');
      const theirs = await phones.phoneOf(resident);
      await theirs.goto(`/orders/${order.id}`);
      await theirs.getByText('抽完了，下周二取结果。').waitFor();
      expect(await theirs.getByText('孩子发烧了').count()).toBe(0);
      expect(faultsOf(page)).toEqual([]);
    });

    it('hears at once when it is not wanted any more', async () => {
      const resident = newPhone();
      const order = await asked(phones, resident, '想请人陪我去医院开单子。');
      await offeredTo(phones, VOLUNTEER, order);
      await act(phones, VOLUNTEER, order.id, 'accept');
      const page = await phones.phoneOf(VOLUNTEER);
      await page.goto(`/tasks/${order.id}`);
      await page.getByRole('button', { name: '到了，开始' }).waitFor();
      const theirs = await phones.phoneOf(resident);
      await theirs.goto(`/orders/${order.id}`);
      await theirs.getByRole('button', { name: '不用了' }).click();
      await theirs.getByRole('dialog').getByText('接了单的人会马上知道不用来了。').waitFor();
      await theirs.getByRole('dialog').getByRole('button', { name: '不要了' }).click();
      await theirs.getByText('您说不用了，这一单撤了。').waitFor();
      await page.getByRole('button', { name: '到了，开始' }).waitFor({ state: 'detached' });
    });
  });
}
