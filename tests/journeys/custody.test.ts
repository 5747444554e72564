import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { startDesks } from './desk.ts';
import { complain } from './petition-steps.ts';
import { signIn } from './phone.ts';
import { RESIDENT } from './resident.ts';

const desks = startDesks();
const REASON = '演示：法院来函要求核对';

/** A proof of who one is holds for five. */
const FIVE_MINUTES = 5.1;

/** Makes the key of this browser, which has none. */
async function makeKey(page: Page, button = '生成我的钥匙'): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByText('您的钥匙在这个浏览器里').waitFor();
}

/** Shows again, by the password, who sits here. */
async function proveIt(page: Page, username: string): Promise<void> {
  const proof = page.getByRole('dialog', { name: '再证明一次是您本人' });
  await proof.getByLabel('您的密码').fill(desks.city.logins.find((each) => each.username === username)?.password ?? '');
  await proof.getByRole('button', { name: '是我，接着做' }).click();
  await proof.waitFor({ state: 'hidden' });
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
    await paper.locator('.secret').first().waitFor();
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

    // What ends for good is asked once more, by its number or by whose paper it is.
    await propose(first, number);
    await anew.reload();
    await anew.getByRole('button', { name: '不同意' }).click();
    await anew.getByRole('dialog', { name: `不同意打开 ${number}？` }).waitFor();
    expect(await axeViolations(anew)).toEqual([]);
    await anew.keyboard.press('Escape');
    await anew.getByRole('dialog').waitFor({ state: 'detached' });
    await anew.getByRole('article', { name: number }).waitFor();
    await anew.getByRole('button', { name: '不同意' }).click();
    await anew.getByRole('dialog').getByRole('button', { name: '不同意' }).click();
    await anew.getByText('现在没有要打开的。').waitFor();
    await anew.getByRole('button', { name: '这张纸丢了或被看见了，停用' }).click();
    const ending = anew.getByRole('dialog', { name: /^停用.+的备用钥匙？范保管（演示） .+印的。$/ });
    await ending.getByRole('button', { name: '停用', exact: true }).click();
    await anew.getByText('一天之内还能用').waitFor({ state: 'detached' });
    for (const page of [first, second, anew, phone]) expect(faultsOf(page)).toEqual([]);
  });

  it('each prove anew that it is them, minutes after they signed in, before anything is proposed or opened', async () => {
    const [first, second] = [
      await desks.at('baoguan', { address: '/desk/custody' }),
      await desks.at('baoguan-er', { address: '/desk/custody' }),
    ];
    await makeKey(first, '旧钥匙找不回来了，重新生成');
    await makeKey(second, '旧钥匙找不回来了，重新生成');
    const phone = await desks.open({ screen: 'phone' });
    await signIn(phone, RESIDENT);
    const number = await complain(phone);
    const own = new URL(phone.url()).pathname.replace('/sent', '');

    desks.city.context.clock.forward(FIVE_MINUTES);
    await first.getByLabel('诉求编号').fill(number);
    await first.getByLabel('为什么要打开').fill(REASON);
    await first.getByRole('button', { name: '提出', exact: true }).click();
    // Whoever closes the question has proposed nothing.
    await first.getByRole('dialog', { name: '再证明一次是您本人' }).waitFor();
    await first.keyboard.press('Escape');
    await first.getByText('刚才没有办成').waitFor();
    await first.getByRole('button', { name: '提出', exact: true }).click();
    await proveIt(first, 'baoguan');
    await first.getByText('提出了，等另一位保管人同意。').waitFor();

    desks.city.context.clock.forward(FIVE_MINUTES);
    await second.clock.setFixedTime(desks.city.context.clock.now());
    await second.reload();
    await second.getByRole('button', { name: '同意，打开十分钟' }).click();
    await second.getByRole('dialog', { name: '再证明一次是您本人' }).waitFor();
    expect(await second.content()).not.toContain('王秀英');
    expect(await axeViolations(second)).toEqual([]);
    await proveIt(second, 'baoguan-er');
    const shown = second.getByRole('dialog').filter({ hasText: '的诉求人' });
    await shown.getByText('王秀英（演示）').first().waitFor();
    await shown.getByText(/还显示 (9|10) 分/).waitFor();
    const mark = await shown.locator('.watermark span').first().getAttribute('data-mark');
    expect(mark).toMatch(/范保管（演示） · 祁保管（演示） · .*\d\d:\d\d/);
    await shown.getByRole('button', { name: '看完了，关上' }).click();
    await shown.waitFor({ state: 'hidden' });
    expect(await second.content()).not.toContain('王秀英');

    await phone.goto(own);
    // Who, why and when: ten minutes past ten by the city's clock.
    const looked = phone.getByRole('listitem').filter({ hasText: REASON });
    await looked.getByText(/10 点/).first().waitFor();
    await looked
      .getByText(/范保管（演示）.*祁保管（演示）/)
      .first()
      .waitFor();
    for (const page of [first, second, phone]) expect(faultsOf(page)).toEqual([]);
  });

  it('and nobody else: for a clerk, an administrator and an auditor the page is not there', async () => {
    for (const username of ['suqiu', 'admin', 'shenji', 'zhongxin', 'bumen']) {
      const page = await desks.at(username, { address: '/desk/custody' });
      await page.getByText('这里没有您要找的').waitFor();
      expect(await page.getByRole('link', { name: '保管' }).count()).toBe(0);
    }
  });
});
