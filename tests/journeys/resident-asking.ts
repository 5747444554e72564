import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing } from '../browser.ts';
import { sendAs, startWavesAs } from './desk.ts';
import { act, asked, ELECTRICIAN, HELPER, LEADER, newPhone, type Phones, VOLUNTEER } from './resident.ts';

/** What volunteers may know of why they were asked or were not, and how they turn it off. */
export function asking(phones: Phones): void {
  /** An order that is offered in waves, at any hour: what is critical waits for no morning. */
  const inWaves = async (text: string, kind: string) => {
    const order = await asked(phones, newPhone(), text);
    const triage = { nature: 'public_service', kind, urgency: 'critical' };
    await sendAs(phones.city, 'zhongxin', order.id, 'triage', triage);
    await startWavesAs(phones.city, 'zhongxin', order.id);
    return order;
  };
  const hasOffer = async (phone: string, orderId: string) => {
    const { items } = await phones.call<{ items: { orderId: string }[] }>(phone, 'GET', '/me/offers');
    return items.some((each) => each.orderId === orderId);
  };

  describe('being asked', () => {
    it('says why, and is turned off and on again with one tap each', async () => {
      await inWaves('想请人上门给老人理个发。', 'home_haircut');
      const page = await phones.phoneOf(VOLUNTEER);
      await page.goto('/offers');
      const offer = page.getByRole('article', { name: '上门理发' }).first();
      await offer.getByText('为什么问我').click();
      await offer.getByText(/到现在问了 \d+ 位。去不去都行，不去不记您什么。/).waitFor();
      expect(await offer.getByRole('listitem').count()).toBeGreaterThan(0);
      expect(await axeViolations(page)).toEqual([]);
      await offer.getByRole('button', { name: '不要按这些找我' }).click();
      await page.getByText('关掉了。还在等人的事，按时间排给您看。').waitFor();
      await inWaves('想请人上门给我妈理个发。', 'home_haircut');
      await page.reload();
      await page.getByText('您关掉了按条件找您。').first().waitFor();
      const open = page.getByRole('region', { name: '还在等人的' });
      await open.getByRole('article', { name: '上门理发' }).first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflowing(page)).toEqual([]);
      await open.getByRole('button', { name: '我去：上门理发' }).first().click();
      await page.getByText('您接了：上门理发。').waitFor();
      await page.goto('/volunteer');
      await page.getByRole('button', { name: '还是按条件来找我' }).click();
      await page.getByText('打开了。有合适的事会来问您。').waitFor();
      expect(faultsOf(page)).toEqual([]);
    });

    it('answers “why not me?” with the honest reason, and names nobody', async () => {
      const order = await inWaves('想请人教我写简历。', 'job_skills_help');
      const near: string[] = [];
      for (const each of [VOLUNTEER, HELPER, ELECTRICIAN, LEADER]) if (await hasOffer(each, order.id)) near.push(each);
      const [quick, slow] = near;
      if (!quick || !slow) throw new Error('Two of the demo’s volunteers should have been asked.');
      await act(phones, quick, order.id, 'accept');
      const page = await phones.phoneOf(slow);
      await page.goto('/offers');
      await page.getByRole('link', { name: '别人接走的，为什么不是我' }).click();
      await page.getByRole('heading', { level: 1, name: '为什么不是我' }).waitFor();
      await page.getByText('也问了您，别人先说了去。').first().waitFor();
      const { name } = await phones.call<{ name: string }>(quick, 'GET', '/me');
      expect(name).not.toBe('');
      expect(await page.getByText(name).count()).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      expect(faultsOf(page)).toEqual([]);
    });
  });
}
