import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../browser.ts';
import { enterDesk } from './desk.ts';
import { arriveAt } from './phone.ts';
import { ELECTRICIAN, LEADER, orderHelp, type Phones, RESIDENT } from './resident.ts';

/** A number of the wall, by the words of its row. */
async function figure(wall: Page, words: string): Promise<string> {
  return (
    (await wall.getByRole('table', { name: '六个数' }).getByRole('row').filter({ hasText: words }).textContent()) ?? ''
  );
}

/** The whole loop by pages alone: nobody calls the API by hand. */
export function fourRoles(phones: Phones): void {
  describe('resident, dispatcher, team leader and volunteer', () => {
    it('carry one order from asking to a good word, and the wall shows it', async () => {
      const wall = await enterDesk(phones.browser, phones.city, 'daping', { address: '/screen/', screen: 'wall' });
      await wall.getByText('今天点单').first().waitFor();
      const [askedBefore, saidBefore] = [await figure(wall, '今天点单'), await figure(wall, '说解决了')];

      const resident = await phones.phoneOf(RESIDENT);
      await orderHelp(resident, '厨房水龙头一直滴水，关不上，想请人修。');
      await arriveAt(resident, '发出去了');
      const id = new URL(resident.url()).pathname.split('/')[2] ?? '';
      await expect.poll(() => figure(wall, '今天点单')).not.toBe(askedBefore);

      const desk = await enterDesk(phones.browser, phones.city, 'zhongxin', { address: `/desk/queue?order=${id}` });
      await desk.getByRole('heading', { name: /厨房水龙头一直滴水/ }).waitFor();
      await desk.keyboard.press('y');
      await desk.getByRole('radiogroup').locator('label').filter({ hasText: '水电维修志愿服务队' }).click();
      await desk.getByRole('button', { name: /派给.*水电维修志愿服务队/ }).click();
      await desk.getByText(/派给了.*水电维修志愿服务队/).waitFor();

      await resident.getByRole('link', { name: '看这一单' }).click();
      await resident.getByText('派出去了，还没有人接。').waitFor();

      const leader = await phones.phoneOf(LEADER);
      await leader.getByRole('navigation', { name: '去哪儿' }).getByRole('link', { name: '队里' }).click();
      await leader.locator(`a[href^="/team/${id}"]`).click();
      await leader.getByLabel(/温师傅/).check();
      await leader.getByRole('button', { name: '请这 1 位去' }).click();
      await leader.getByText('安排好了，1 位去。').waitFor();
      await resident
        .getByText(/温师傅.*接了/)
        .first()
        .waitFor();

      const volunteer = await phones.phoneOf(ELECTRICIAN);
      await volunteer.getByRole('navigation', { name: '去哪儿' }).getByRole('link', { name: '志愿' }).click();
      await volunteer.locator(`a[href="/tasks/${id}"]`).click();
      await volunteer.getByText('厨房水龙头一直滴水').waitFor();
      await volunteer.getByRole('button', { name: '到了，开始' }).click();
      // The page is drawn anew by its answer: what is pressed meanwhile may no longer be there.
      await volunteer.getByText('开始了。').waitFor();
      await resident
        .getByText(/温师傅.*正在办/)
        .first()
        .waitFor();
      await volunteer.getByRole('button', { name: '办完了' }).click();
      await volunteer.getByLabel('留句话').fill('换了垫圈，不滴了。');
      await volunteer.getByRole('dialog').getByRole('button', { name: '办完了' }).click();
      await arriveAt(volunteer, '我接的事');

      await resident.getByText('换了垫圈，不滴了。').waitFor();
      await resident.getByRole('link', { name: '说说办得怎么样' }).click();
      await resident.getByRole('button', { name: '解决了，很好' }).click();
      await resident.getByText('办好了，您说解决了。').first().waitFor();
      await expect.poll(() => figure(wall, '说解决了')).not.toBe(saidBefore);
      expect([resident, desk, leader, volunteer, wall].flatMap(faultsOf)).toEqual([]);
      await Promise.all([wall, desk].map((page) => page.context().close()));
    });
  });
}
