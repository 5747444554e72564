import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing, smallTargets } from '../browser.ts';
import { arriveAt } from './phone.ts';
import { asked, newPhone, orderHelp, type Phones, RESIDENT } from './resident.ts';

const TREES = '演示湖公园东门新栽的树苗干了，想请大家来浇树。';

/** What neighbours said of the same public place: followed, or sent all the same. */
export function neighbours(phones: Phones): void {
  describe('what neighbours said too', () => {
    it('is told before an order is sent, and followed instead of sending an own one; nothing of theirs is shown', async () => {
      const first = await asked(phones, newPhone(), TREES, { kind: 'greening_planting' });
      const page = await phones.phoneOf(RESIDENT);
      await orderHelp(page, TREES);
      const dialog = page.getByRole('dialog', { name: '邻居也说过' });
      await dialog.getByText(/最近 30 天，有邻居说过同一个地方同样的事/).waitFor();
      expect(await dialog.textContent()).not.toContain(first.number);
      expect(await axeViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: '跟着邻居那一单' }).click();
      await arriveAt(page, '发出去了');
      await page.getByText('和别人说的是同一件事，一起办了。').waitFor();
      const own = await phones.call<{ items: { id: string; status: string }[] }>(RESIDENT, 'GET', '/me/orders');
      expect(own.items[0]?.status).toBe('merged');
      const seen = await phones.call<Record<string, unknown>>(RESIDENT, 'GET', `/orders/${first.id}`);
      expect(seen).toMatchObject({ text: null, requesterName: null, place: null, photoIds: [] });
      expect(faultsOf(page)).toEqual([]);
    });

    it('can be sent as an own order as well, and is asked of nobody for what concerns one home', async () => {
      await asked(phones, newPhone(), TREES, { kind: 'greening_planting' });
      const page = await phones.phoneOf(RESIDENT);
      await orderHelp(page, `${TREES}再说一次。`);
      await page.getByRole('button', { name: '还是单独送一单' }).click();
      await arriveAt(page, '发出去了');
      const own = await phones.call<{ items: { status: string }[] }>(RESIDENT, 'GET', '/me/orders');
      expect(own.items[0]?.status).toBe('submitted');
      await orderHelp(page, '想请人来家里给老人理发。');
      await arriveAt(page, '发出去了');
    });

    it.each([
      ['phone', 'zh-CN'],
      ['smallPhone', 'en'],
    ] as const)('fits a %s in large letters, in %s', async (screen, language) => {
      await asked(phones, newPhone(), TREES, { kind: 'greening_planting' });
      const page = await phones.open({ screen, language, elder: true });
      await phones.enter(page, RESIDENT);
      await page.goto('/order');
      await page.getByRole('textbox').first().fill(TREES);
      await page.getByRole('button', { name: language === 'en' ? 'Next' : '下一步' }).click();
      await page.getByRole('button', { name: language === 'en' ? 'Choose another' : '换一个' }).waitFor();
      await page.goto('/order/check');
      await page.getByRole('button', { name: language === 'en' ? 'Send' : '发出去' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
      expect(await smallTargets(page, 44)).toEqual([]);
    });
  });
}
