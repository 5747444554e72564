import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { arriveAt } from './phone.ts';
import { act, asked, newPhone, offeredTo, type Phones, VOLUNTEER } from './resident.ts';

interface Event {
  kind: string;
  at: string;
}

/** Keys under which a page sent the beginning or end of a task. */
function keysSentBy(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (/\/actions\/(start|finish)$/.test(request.url())) keys.push(request.headers()['idempotency-key'] ?? '');
  });
  return keys;
}

/** Where people are helped there may be no network. */
export function noNetwork(phones: Phones): void {
  const taken = async (words: string, beforeAccepting = () => {}) => {
    const resident = newPhone();
    const order = await asked(phones, resident, words);
    await offeredTo(phones, VOLUNTEER, order);
    beforeAccepting();
    await act(phones, VOLUNTEER, order.id, 'accept');
    const events = async () =>
      (await phones.call<{ items: Event[] }>(resident, 'GET', `/orders/${order.id}/events`)).items;
    return { order, resident, events };
  };

  describe('a phone whose clock cannot be right', () => {
    it('has a step noted when it arrives, and says so', async () => {
      try {
        const { order, events } = await taken('想请人陪我去医院换药，时间对不上。', () =>
          phones.city.context.clock.set(new Date(Date.now() + 3_600_000)),
        );
        const page = await phones.phoneOf(VOLUNTEER);
        await page.goto(`/tasks/${order.id}`);
        await page.getByRole('button', { name: '到了，开始' }).click();
        await page.getByText('手机的时间不准，这一步按我们收到的时候记了。').waitFor();
        expect((await events()).filter((event) => event.kind === 'orders.started')).toHaveLength(1);
        expect(faultsOf(page)).toEqual([]);
      } finally {
        phones.city.context.clock.set(new Date());
      }
    });
  });

  describe('without a network', () => {
    it('a task is begun and finished on the phone, survives its restart, and is sent exactly once', async () => {
      const { order, resident, events } = await taken('想请人陪我去医院，那边没有信号。');
      const page = await phones.phoneOf(VOLUNTEER);
      await page.goto(`/tasks/${order.id}`);
      await page.getByRole('button', { name: '到了，开始' }).waitFor();
      // What serving needs is fetched ahead.
      await page.waitForResponse(/assets\/Tasks-/).catch(() => undefined);
      await page.context().setOffline(true);
      await page.getByRole('button', { name: '到了，开始' }).click();
      await page.getByText('“到了，开始”记在手机里了，连上网自己就发。').waitFor();
      await page.getByText('有 1 件事等着发出去。').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: '办完了' }).click();
      await page.getByLabel('留句话').fill('都看完了，药在包里。');
      await page.getByRole('dialog').getByRole('button', { name: '办完了' }).click();
      await arriveAt(page, '我接的事');
      await page.getByText('有 2 件事等着发出去。').waitFor();
      expect(faultsOf(page)).toEqual([]);
      const offlineUntil = new Date();
      const context = page.context();
      await page.close();
      expect((await events()).map((event) => event.kind)).not.toContain('orders.started');

      // There is no service worker: opening the page again needs the network, the queue does not.
      phones.city.context.clock.set(new Date());
      await context.setOffline(false);
      const again = await context.newPage();
      const keys = keysSentBy(again);
      await again.goto('/tasks');
      await arriveAt(again, '我接的事');
      await expect.poll(async () => (await events()).map((event) => event.kind)).toContain('orders.served');
      await again.getByText(/等着发出去/).waitFor({ state: 'detached' });
      await again.reload();
      await arriveAt(again, '我接的事');
      const told = await events();
      expect(told.filter((event) => event.kind === 'orders.started')).toHaveLength(1);
      expect(told.filter((event) => event.kind === 'orders.served')).toHaveLength(1);
      expect(keys).toHaveLength(2);
      const { assignments } = await phones.call<{ assignments: { startedAt: string; finishedAt: string }[] }>(
        resident,
        'GET',
        `/orders/${order.id}`,
      );
      // The hours are those at the place, not those of the sending.
      expect(new Date(assignments[0]!.startedAt) < offlineUntil).toBe(true);
      expect(new Date(assignments[0]!.finishedAt) < offlineUntil).toBe(true);
    });

    it('an answer that was lost leads to the same key again, and to one beginning', async () => {
      const { order, events } = await taken('想请人陪我去医院，路上信号不好。');
      phones.city.context.clock.set(new Date());
      const page = await phones.phoneOf(VOLUNTEER);
      const keys = keysSentBy(page);
      await page.goto(`/tasks/${order.id}`);
      await page.getByRole('button', { name: '到了，开始' }).waitFor();
      phones.city.context.clock.set(new Date(Date.now() + 60_000));
      await page.route('**/actions/start', async (route) => {
        await route.fetch().catch(() => undefined);
        await route.abort('connectionreset');
      });
      await page.getByRole('button', { name: '到了，开始' }).click();
      await page.getByText('“到了，开始”记在手机里了，连上网自己就发。').waitFor();
      await expect.poll(() => keys.length).toBeGreaterThan(1);
      await page.unroute('**/actions/start');
      await page.reload();
      await page.getByText(/等着发出去/).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '办完了' }).waitFor();
      expect(new Set(keys).size).toBe(1);
      expect((await events()).filter((event) => event.kind === 'orders.started')).toHaveLength(1);
    });

    it('what the server does not take in the end is said in words until it was read', async () => {
      const { order, resident } = await taken('想请人陪我去医院，后来不用了。');
      const page = await phones.phoneOf(VOLUNTEER);
      await page.goto(`/tasks/${order.id}`);
      await page.getByRole('button', { name: '到了，开始' }).waitFor();
      await page.context().setOffline(true);
      await page.getByRole('button', { name: '到了，开始' }).click();
      await page.getByText('有 1 件事等着发出去。').waitFor();
      await act(phones, resident, order.id, 'withdraw');
      await page.context().setOffline(false);
      await page.getByText(/“到了，开始：陪我去医院”没有记上。/).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.reload();
      await page.getByRole('button', { name: '知道了' }).click();
      await page.getByText('没有记上').waitFor({ state: 'detached' });
      await page.reload();
      await page.locator('h1').first().waitFor();
      expect(await page.getByText('没有记上').count()).toBe(0);
    });
  });
}
