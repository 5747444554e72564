import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing, smallTargets } from '../browser.ts';
import { startDesks } from './desk.ts';
import { signIn, unreadable } from './phone.ts';
import { firstCommunity, RESIDENT } from './resident.ts';

const desks = startDesks();
const WORDS = '云杉里小区（演示）地下室半夜打牌，吵得睡不着，我要投诉。';

/** To the page before sending, without logging in. */
async function write(phone: Page): Promise<void> {
  await phone.goto('/order');
  await phone.getByLabel('用您自己的话说').fill(WORDS);
  await phone.getByLabel('这是投诉，或者要反映问题').check();
  await phone.getByRole('button', { name: '下一步' }).click();
  const community = await firstCommunity(desks);
  await phone.locator('#community').fill(community.slice(0, 2));
  await phone
    .getByRole('button', { name: new RegExp(community.slice(0, 4)) })
    .first()
    .click();
  await phone.getByRole('button', { name: '下一步' }).click();
  await phone.getByRole('button', { name: '越快越好' }).click();
  await phone.getByRole('link', { name: '不登录，凭回执码反映' }).click();
  await phone.getByText('没有它，谁也没法替您找到这件事').waitFor();
}

/** Sends it and gives the code. */
async function send(phone: Page): Promise<string> {
  await phone.getByLabel('我准备好纸笔了').check();
  await phone.getByRole('button', { name: '发出去' }).click();
  await phone.getByRole('heading', { level: 1, name: '收到了，请记下回执码' }).waitFor();
  const shown = (await phone.locator('main').textContent()) ?? '';
  return /\d{24}/.exec(shown)?.[0] ?? '';
}

describe('complaining without an account', () => {
  it('is put away without a trace, and shows nothing to who is signed in without the code', async () => {
    const phone = await desks.open({ screen: 'phone' });
    await write(phone);
    const code = await send(phone);
    await phone.getByRole('button', { name: '记好了，看进展' }).click();
    await phone.getByText(WORDS).first().waitFor();
    const own = new URL(phone.url()).pathname;
    await phone.getByRole('button', { name: '收起来，不留痕迹' }).click();
    await phone.getByRole('heading', { level: 1, name: '要帮忙吗？' }).waitFor();
    await phone.goto(own);
    await phone.getByRole('link', { name: '我有回执码' }).waitFor();
    expect(await phone.content()).not.toContain(WORDS);
    await signIn(phone, RESIDENT);
    await phone.goto(own);
    await phone.getByRole('alert').waitFor();
    expect(await phone.content()).not.toContain(WORDS);
    expect(code).toHaveLength(24);
    expect(faultsOf(phone)).toEqual([]);
  });

  it('fits the smallest phone in large letters, in both languages, light and dark', async () => {
    for (const [language, theme] of [
      ['zh-CN', 'dark'],
      ['en', 'light'],
    ] as const) {
      const phone = await desks.open({ screen: 'smallPhone', elder: true, theme, language });
      for (const address of ['/receipt', '/receipt/new', '/orders']) {
        await phone.goto(address);
        await phone.getByRole('heading', { level: 1 }).waitFor();
        expect([address, await overflowing(phone)]).toEqual([address, []]);
        expect([address, await smallTargets(phone, 44)]).toEqual([address, []]);
        expect([address, await unreadable(phone, 18)]).toEqual([address, []]);
        expect([address, await axeViolations(phone)]).toEqual([address, []]);
      }
    }
    const phone = await desks.open({ screen: 'smallPhone', elder: true });
    await write(phone);
    for (const step of ['before', 'after'] as const) {
      if (step === 'after') await send(phone);
      expect([step, await overflowing(phone)]).toEqual([step, []]);
      expect([step, await smallTargets(phone, 44)]).toEqual([step, []]);
      expect([step, await unreadable(phone, 18)]).toEqual([step, []]);
      expect([step, await axeViolations(phone)]).toEqual([step, []]);
    }
  });
});
