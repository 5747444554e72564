import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { arriveAt, typeCode } from './phone.ts';
import { asked, HELPER, newPhone, type Phones, served, VOLUNTEER } from './resident.ts';

/** What is half written stays, whatever happens to the page or the session. */
export function halfWritten(phones: Phones): void {
  describe('what is half written', () => {
    it('is there again when the page is, and is sent after signing in over it, at once or later, when the session has ended', async () => {
      const phone = newPhone();
      const order = await asked(phones, phone, '想请人陪我去医院拆线。');
      await served(phones, VOLUNTEER, order);
      const page = await phones.phoneOf(phone);
      await page.goto(`/orders/${order.id}/review`);
      await page.getByRole('button', { name: '没解决', exact: true }).click();
      await page.getByLabel('不太好').check();
      await page.getByLabel('哪里没解决').fill('线还没有拆。');
      await page.reload();
      const words = page.getByLabel('哪里没解决');
      await words.waitFor();
      expect(await words.inputValue()).toBe('线还没有拆。');

      await page.context().clearCookies();
      await page.getByRole('button', { name: '说完了' }).click();
      const again = page.getByRole('dialog', { name: '再登录一次' });
      await again.getByLabel('手机号').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await again.getByRole('button', { name: '先不' }).click();
      await again.waitFor({ state: 'detached' });
      expect(await words.inputValue()).toBe('线还没有拆。');
      await page.getByRole('button', { name: '登录', exact: true }).first().click();
      await again.getByLabel('手机号').waitFor();
      await typeCode(page, phone, '拿验证码');
      await again.waitFor({ state: 'detached' });
      expect(await words.inputValue()).toBe('线还没有拆。');
      await page.getByRole('button', { name: '说完了' }).click();
      await page.getByText('您说没解决，中心正在重新找人。').first().waitFor();
      expect(await page.evaluate(() => localStorage.getItem('linli.typed'))).toBeNull();
      expect(faultsOf(page)).toEqual([]);
    });
  });

  describe('a volunteer’s own page', () => {
    it('keeps what was changed on it until it is saved', async () => {
      const page = await phones.phoneOf(HELPER);
      await page.goto('/volunteer');
      const year = page.getByLabel('出生年份');
      await year.waitFor();
      const before = await year.inputValue();
      await year.fill('1971');
      await page.reload();
      await year.waitFor();
      expect(await year.inputValue()).toBe('1971');
      await year.fill(before || '1971');
      await page.getByRole('button', { name: '存下' }).click();
      await page.getByText('存下了。').waitFor();
      expect(await page.evaluate(() => localStorage.getItem('linli.typed'))).toBeNull();
      expect(faultsOf(page)).toEqual([]);
    });
  });

  describe('signing in', () => {
    it('survives the walk to the messages, on a phone that opens the page anew', async () => {
      const page = await phones.open();
      await page.goto('/login');
      await page.getByLabel('手机号').fill(newPhone());
      await page.getByLabel('怎么称呼您').fill('宋阿姨');
      await page.getByRole('button', { name: '拿验证码' }).click();
      await page.getByText('验证码是').waitFor();
      await page.reload();
      const shown = await page.getByText('验证码是').textContent();
      await page.getByLabel('验证码').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
      await arriveAt(page, '要帮忙吗？');
      const { name } = await page.evaluate(async () => (await (await fetch('/api/v1/me')).json()) as { name: string });
      expect(name).toBe('宋阿姨');
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
      expect(faultsOf(page)).toEqual([]);
    });
  });

  describe('a page whose program or words do not come', () => {
    it.each([
      ['words', /assets\/zh-CN-[^/]*\.js$/],
      ['program', /assets\/index-[^/]*\.js$/],
    ])('says that there is no network, blames no browser, and opens by itself: %s', async (_what, files) => {
      const page = await phones.open();
      await page.route(files, (route) => route.abort('connectionreset'));
      await page.goto('/');
      await page.getByText('没有打开，多半是没有连上网。').waitFor();
      expect(await page.getByText('可能是太旧了').count()).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      await page.unroute(files);
      await page.getByRole('heading', { level: 1, name: '要帮忙吗？' }).waitFor();
    });
  });
}
