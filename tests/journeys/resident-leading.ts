import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { sendAs, teamOf } from './desk.ts';
import { arriveAt } from './phone.ts';
import { asked, ELECTRICIAN, HELPER, LEADER, newPhone, type Phones, VOLUNTEER } from './resident.ts';

/** What leaders of teams do on the phone. */
export function leading(phones: Phones): void {
  const sentToTeam = async (text: string) => {
    const order = await asked(phones, newPhone(), text);
    const input = { nature: 'public_service', kind: 'plumbing_electric_minor' };
    await sendAs(phones.city, 'zhongxin', order.id, 'triage', input);
    await sendAs(phones.city, 'zhongxin', order.id, 'dispatch', { teamId: await teamOf(phones.city, 'duizhang') });
    return order;
  };

  describe('a team leader', () => {
    it('names who goes, without the words or the door before', async () => {
      const order = await sentToTeam('卧室的插座松了，想请人看看。');
      const page = await phones.phoneOf(LEADER);
      await page.getByRole('navigation', { name: '去哪儿' }).getByRole('link', { name: '队里' }).click();
      await page
        .getByText(/等您说谁去/)
        .first()
        .waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.locator(`a[href^="/team/${order.id}"]`).click();
      await page.getByRole('group', { name: '谁去？' }).waitFor();
      expect(await page.getByText('卧室的插座松了').count()).toBe(0);
      await page.getByRole('button', { name: '请他们去' }).click();
      await page.getByText('挑一位去的人。').waitFor();
      await page.getByLabel(/温师傅/).check();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: '请这 1 位去' }).click();
      await page.getByText('安排好了，1 位去。').waitFor();
      await page.getByRole('heading', { name: '谁接了' }).waitFor();
      const theirs = await phones.phoneOf(ELECTRICIAN);
      await theirs.goto(`/tasks/${order.id}`);
      await theirs.getByRole('button', { name: '到了，开始' }).waitFor();
      expect(faultsOf(page)).toEqual([]);
    });

    it('says no for the team, and no reason is asked', async () => {
      const order = await sentToTeam('走廊的灯不亮了，想请人换一个。');
      const page = await phones.phoneOf(LEADER);
      await page.goto(`/team/${order.id}`);
      await page.getByRole('button', { name: '队里去不了' }).click();
      await page.getByRole('dialog').getByText('不用说理由').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '去不了' }).click();
      await page.getByText('好的，请别人去。').waitFor();
      expect(await page.locator(`a[href^="/team/${order.id}"]`).count()).toBe(0);
    });

    it('takes somebody into the team and lets them go', async () => {
      await phones.cookiesOf(HELPER);
      const page = await phones.phoneOf(LEADER);
      await page.goto('/team/members');
      await page.getByRole('listitem').first().waitFor();
      await page.getByLabel('按手机号请人进队').fill('12');
      await page.getByRole('button', { name: '请进来' }).click();
      await page.getByText('手机号不对').waitFor();
      await page.getByLabel('按手机号请人进队').fill(HELPER);
      await page.getByRole('button', { name: '请进来' }).click();
      await page.getByRole('button', { name: /请出队：小侯/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: '请出队' }).click();
      await page.getByRole('button', { name: /请出队：小侯/ }).waitFor({ state: 'detached' });
      expect(await axeViolations(page)).toEqual([]);
    });

    it('alone finds the team among the ways', async () => {
      const page = await phones.phoneOf(VOLUNTEER);
      const ways = page.getByRole('navigation', { name: '去哪儿' });
      await ways.getByRole('link', { name: '志愿' }).waitFor();
      expect(await ways.getByRole('link', { name: '队里' }).count()).toBe(0);
      await page.goto('/team');
      await page.getByText('您现在没有带队。').waitFor();
      await arriveAt(page, '队里');
    });
  });
}
