import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing, smallTargets } from '../browser.ts';
import { startDesks } from './desk.ts';
import { markNobody, openInRegister, sayAtDesk } from './petition-steps.ts';
import { signIn, typeCode, unreadable } from './phone.ts';
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

/** Sends it and gives code and number. */
async function send(phone: Page): Promise<{ code: string; number: string }> {
  await phone.getByLabel('我准备好纸笔了').check();
  await phone.getByRole('button', { name: '发出去' }).click();
  await phone.getByRole('heading', { level: 1, name: '收到了，请记下回执码' }).waitFor();
  const shown = (await phone.locator('main').textContent()) ?? '';
  const code = /\d{24}/.exec(shown)?.[0] ?? '';
  return { code, number: /\d{4}-\d{4,}/.exec(shown)?.[0] ?? '' };
}

async function enter(phone: Page, code: string): Promise<void> {
  await phone.goto('/receipt');
  await phone.getByLabel('回执码').fill(code);
  await phone.getByRole('button', { name: '看进展' }).click();
}

describe('complaining without an account', () => {
  it('says what it means, gives a code once, and by it the petition is answered, disputed and claimed', async () => {
    const phone = await desks.open({ screen: 'phone' });
    await write(phone);
    await phone.getByText('没有人能通知您').waitFor();
    expect(await axeViolations(phone)).toEqual([]);
    await phone.getByRole('button', { name: '发出去' }).click();
    await phone.getByText('请先准备好记回执码').waitFor();
    const { code, number } = await send(phone);
    expect(code).toMatch(/^\d{24}$/);
    const leaving = phone.getByRole('dialog', { name: '记好了吗？' });
    await phone.getByRole('button', { name: '返回' }).click();
    await leaving.getByRole('button', { name: '还没有，再看看' }).click();
    await phone.getByRole('link', { name: '首页' }).click();
    await leaving.waitFor();
    await phone.keyboard.press('Escape');
    await phone.goBack();
    await leaving.waitFor();
    // Impatient, with the question open: the code is still not lost.
    await phone.goBack();
    await phone.waitForURL('/receipt/new');
    await leaving.getByRole('button', { name: '还没有，再看看' }).click();
    await leaving.waitFor({ state: 'hidden' });
    expect(new URL(phone.url()).pathname).toBe('/receipt/new');
    expect(await axeViolations(phone)).toEqual([]);
    await phone.reload();
    await phone.getByRole('heading', { level: 1, name: '回执码已经不显示了' }).waitFor();
    const read = (await phone.locator('body').textContent())?.replaceAll(/\s/g, '');
    expect(read).not.toContain(code.slice(0, 8));
    expect(await phone.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(WORDS);

    const clerk = await desks.at('suqiu', { address: '/desk/register' });
    await openInRegister(clerk, '待转办', number);
    await clerk.locator('#order-panel').getByRole('button', { name: '采用', exact: true }).click();
    await markNobody(clerk);
    await clerk.getByText('没有账户，通知不到').first().waitFor();
    await clerk.locator('#order-panel').getByRole('button', { name: '转给部门' }).click();
    const dialog = clerk.getByRole('dialog');
    await dialog.getByLabel('哪个部门').click();
    await clerk
      .getByTitle(/医疗保障局/)
      .first()
      .click();
    await dialog.getByLabel('部门看到的文字').fill('某小区地下室半夜吵闹。');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: '转办', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    const officer = await desks.at('bumen', { address: '/desk/register' });
    await openInRegister(officer, '待受理', number);
    await officer.locator('#order-panel').getByRole('button', { name: '签收' }).click();
    await sayAtDesk(officer, '受理', '受理并告知', '我们受理了');
    await openInRegister(officer, '办理中', number);
    await sayAtDesk(officer, '问当事人', '问', '几点开始的？');

    await phone.getByLabel('回执码').waitFor({ state: 'detached' });
    await phone.getByRole('link', { name: '我有回执码' }).click();
    await phone.getByLabel('回执码').fill(code.slice(0, 20));
    await phone.getByRole('button', { name: '看进展' }).click();
    await phone.getByText('现在写了 20 位').waitFor();
    await phone.getByLabel('回执码').fill(`${code.slice(0, 23)}${(Number(code[23]) + 1) % 10}`);
    await phone.getByRole('button', { name: '看进展' }).click();
    await phone.getByText('有一位写错了').waitFor();
    expect(await axeViolations(phone)).toEqual([]);
    await enter(phone, code);
    await phone.getByText('几点开始的？').first().waitFor();
    await phone.getByText(WORDS).first().waitFor();
    await phone.getByText('看了您写的内容').first().waitFor();
    expect(await axeViolations(phone)).toEqual([]);
    await phone.getByRole('link', { name: '回答' }).click();
    await phone.getByLabel('您的回答').fill('夜里十一点以后');
    await phone.getByRole('button', { name: '发出去' }).click();
    await officer.locator('#order-panel').getByText('夜里十一点以后').waitFor();
    await sayAtDesk(officer, '答复', '答复', '提醒过了');
    await enter(phone, code);
    await phone.getByRole('link', { name: '说说办得怎么样' }).click();
    await phone.getByRole('button', { name: '没解决', exact: true }).click();
    await phone.getByLabel('很不好').check();
    await phone.getByRole('button', { name: '说完了' }).click();
    await phone.getByText('您说没解决，部门接着办，上一级在看着。').waitFor();
    await openInRegister(officer, '办理中', number);
    await sayAtDesk(officer, '答复', '答复', '又提醒了');
    await enter(phone, code);
    await phone.getByRole('link', { name: '不同意，请上一级再看' }).click();
    await phone.getByLabel('哪里不同意').fill('还是吵');
    await phone.getByRole('button', { name: '发出去' }).click();
    await phone.getByText('您请求复查，上一级在看。').waitFor();

    // Into an account: from then on it is theirs, and the code opens nothing.
    await phone.getByRole('link', { name: '登录，收进我的账户' }).click();
    await phone.getByText('回执码从此作废').waitFor();
    expect(await axeViolations(phone)).toEqual([]);
    await typeCode(phone, RESIDENT, '拿验证码，收进账户');
    await phone.getByText('您请求复查，上一级在看。').waitFor();
    expect(await phone.getByText('没有人能通知您').count()).toBe(0);
    const other = await desks.open({ screen: 'phone' });
    await enter(other, code);
    await other.getByText('没有找到这个回执码').waitFor();
    // Trying again sends what was typed again.
    const asked = other.waitForRequest(/\/api\/v1\//);
    await other.getByRole('button', { name: '再试一次' }).click();
    await asked;
    await other.getByText('没有找到这个回执码').waitFor();
    expect(await axeViolations(other)).toEqual([]);
    for (const page of [phone, clerk, officer, other]) expect(faultsOf(page)).toEqual([]);
  });

  it('is put away without a trace, and shows nothing to who is signed in without the code', async () => {
    const phone = await desks.open({ screen: 'phone' });
    await write(phone);
    const { code } = await send(phone);
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
