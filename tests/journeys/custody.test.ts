import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { startDesks } from './desk.ts';
import { complain } from './petition-steps.ts';
import { signIn } from './phone.ts';
import { RESIDENT } from './resident.ts';

const desks = startDesks();
const REASON = '演示：法院来函要求核对';

/** Makes the key of this browser, if it has none. */
async function makeKey(page: Page): Promise<void> {
  await page.getByRole('button', { name: '生成我的钥匙' }).click();
  await page.getByText('您的钥匙在这个浏览器里').waitFor();
}

async function propose(page: Page, number: string): Promise<void> {
  await page.getByLabel('诉求编号').fill(number);
  await page.getByLabel('为什么要打开').fill(REASON);
  await page.getByRole('button', { name: '提出', exact: true }).click();
  await page.getByText('提出了，等另一位保管人同意。').waitFor();
}

describe('two custodians, each in a browser of their own', () => {
  it('open who it is for ten minutes, and the petitioner is told; then by the paper, when a key is lost', async () => {
    const first = await desks.at('baoguan', { address: '/desk/custody' });
    const second = await desks.at('baoguan-er', { address: '/desk/custody' });
    await makeKey(first);
    await makeKey(second);
    await first.reload();
    await first.getByText('祁保管（演示）').first().waitFor();

    await first.getByRole('button', { name: /印一把备用钥匙$/ }).click();
    const paper = first.getByRole('dialog');
    const [words = '', fingerprint = ''] = await paper.locator('.secret').allTextContents();
    expect(words).toMatch(/^[0-9A-Z]{4}( [0-9A-Z]{4}){13}$/);
    expect(await axeViolations(first)).toEqual([]);
    await paper.getByRole('button', { name: '印好了，关上' }).click();
    expect(await first.content()).not.toContain(words);
    await second.reload();
    await second.getByLabel('指纹').fill('0000 0000 0000 0000');
    await second.getByRole('button', { name: '一致，启用' }).click();
    await second.getByText('这不是这把备用钥匙的指纹').waitFor();
    await second.getByLabel('指纹').fill(fingerprint);
    await second.getByRole('button', { name: '一致，启用' }).click();
    await second.getByText('核对过，没有用过。').waitFor();

    const phone = await desks.open({ screen: 'phone' });
    await signIn(phone, RESIDENT);
    const number = await complain(phone);
    const own = new URL(phone.url()).pathname.replace('/sent', '');
    await propose(first, number);
    await second.reload();
    const agree = second.getByRole('button', { name: '同意，打开十分钟' });
    await agree.waitFor();
    expect(await axeViolations(second)).toEqual([]);
    await agree.click();
    const shown = second.getByRole('dialog');
    await shown.getByText('王秀英（演示）').first().waitFor();
    await shown.getByText(RESIDENT).first().waitFor();
    const mark = await shown.locator('.watermark span').first().getAttribute('data-mark');
    expect(mark).toMatch(/范保管（演示） · 祁保管（演示） · .*\d\d:\d\d/);
    expect(await axeViolations(second)).toEqual([]);
    // Nobody else's page has it, the first custodian's neither.
    expect(await first.content()).not.toContain('王秀英');
    await second.clock.setFixedTime(new Date(desks.city.context.clock.now().getTime() + 10 * 60_000 + 1000));
    await shown.waitFor({ state: 'hidden' });
    expect(await second.content()).not.toContain('王秀英');

    await phone.goto(own);
    await phone.getByText(REASON).waitFor();
    await phone
      .getByText(/范保管（演示）.*祁保管（演示）/)
      .first()
      .waitFor();

    // The second one's browser is lost, and another custodian's key has no share of this petition.
    await propose(first, number);
    const anew = await desks.at('baoguan-er', { address: '/desk/custody' });
    await anew.getByText('不在这个浏览器里').first().waitFor();
    await anew.getByRole('button', { name: '用纸上的备用钥匙' }).click();
    await anew.getByLabel('纸上的字母和数字').fill(`${words.slice(0, -1)}${words.endsWith('A') ? 'B' : 'A'}`);
    await anew.getByRole('button', { name: '同意，打开十分钟' }).click();
    await anew.getByText('什么也没有打开').waitFor();
    expect(await axeViolations(anew)).toEqual([]);
    await anew.getByLabel('纸上的字母和数字').fill(words.toLowerCase());
    await anew.getByRole('button', { name: '同意，打开十分钟' }).click();
    await anew.getByRole('dialog').getByText('王秀英（演示）').first().waitFor();
    await anew.getByRole('button', { name: '看完了，关上' }).click();
    await anew.getByText('一天之内还能用').waitFor();
    for (const page of [first, second, anew, phone]) expect(faultsOf(page)).toEqual([]);
  });

  it('and nobody else: for a clerk, an administrator and an auditor the page is not there', async () => {
    for (const username of ['suqiu', 'admin', 'shenji', 'zhongxin', 'bumen']) {
      const page = await desks.at(username, { address: '/desk/custody' });
      await page.getByText('这里没有您要找的').waitFor();
      expect(await page.getByRole('link', { name: '保管' }).count()).toBe(0);
    }
  });
});
