import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, launchBrowser, openReader } from '../browser.ts';
import { plugInPasskey } from '../plugged-passkey.ts';
import { type RunningCity, runCity } from '../running-city.ts';
import { TUESDAY } from './desk.ts';

let city: RunningCity;
let browser: Browser;

beforeAll(async () => {
  city = await runCity({ now: TUESDAY });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.stop();
});

async function byPassword(page: Page): Promise<void> {
  const { username = '', password = '' } = city.logins.find((each) => each.username === 'admin') ?? {};
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('link', { name: '人员' }).waitFor();
}

const FIVE_MINUTES = 5.1;

describe('a passkey at the desk', () => {
  it('is set up, logs in alone, shows again who one is, and is taken away', async () => {
    const { page } = await openReader(browser, city.url, { screen: 'desk' });
    await plugInPasskey(page);
    await page.goto('/desk/');
    await byPassword(page);
    await page.goto('/desk/account');
    await page.getByText('还没有设通行密钥。').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    // Five minutes later nobody else may set one up at the open desk: the password is asked for, and what was typed stays.
    city.context.clock.forward(FIVE_MINUTES);
    await page.getByLabel('叫它什么').fill('办公室电脑');
    await page.getByRole('button', { name: '加一把通行密钥' }).click();
    const proof = page.getByRole('dialog', { name: '再证明一次是您本人' });
    await proof.getByLabel('您的密码').fill('not this one');
    await proof.getByRole('button', { name: '是我，接着做' }).click();
    await proof.getByRole('alert').waitFor();
    await proof.locator('.ant-btn-loading').waitFor({ state: 'detached' });
    expect(await axeViolations(page)).toEqual([]);
    await proof.getByLabel('您的密码').fill(city.logins.find((each) => each.username === 'admin')?.password ?? '');
    await proof.getByRole('button', { name: '是我，接着做' }).click();
    await page.getByText('通行密钥设好了').waitFor();
    await page.getByRole('button', { name: '给“办公室电脑”改名' }).waitFor();

    await page.getByRole('button', { name: '给“办公室电脑”改名' }).click();
    await page.getByRole('form', { name: '给“办公室电脑”改名' }).getByLabel('叫它什么').fill('窗边电脑');
    await page.getByRole('form', { name: '给“办公室电脑”改名' }).getByRole('button', { name: '改名' }).click();
    await page.getByRole('button', { name: '给“窗边电脑”改名' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);

    // Out, and in again by the passkey alone.
    await page.context().clearCookies();
    await page.goto('/desk/login');
    await page.getByRole('button', { name: '用通行密钥' }).click();
    await page.getByRole('link', { name: '人员' }).waitFor();
    await page.goto('/desk/account');
    await page.getByText('用通行密钥').first().waitFor();

    await givesRole(page);

    // Taken away, it logs nobody in.
    await page.goto('/desk/account');
    await page.getByRole('button', { name: '去掉“窗边电脑”' }).click();
    await page.getByRole('form', { name: '去掉“窗边电脑”' }).getByRole('button', { name: '去掉' }).click();
    await page.getByText('“窗边电脑”去掉了。').waitFor();
    await page.context().clearCookies();
    await page.goto('/desk/login');
    await page.getByRole('button', { name: '用通行密钥' }).click();
    await page.getByText('这把通行密钥这里不认得').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});

/** A role is given minutes after logging in: who it is is asked for in between, and nothing typed is lost. */
async function givesRole(page: Page): Promise<void> {
  await page.goto('/desk/people?text=薛');
  await page.getByRole('button', { name: '薛站长（演示）' }).click();
  await page.getByRole('combobox', { name: '角色', exact: true }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '查看人' }).click();
  await page.getByRole('combobox', { name: '在哪里', exact: true }).click();
  await page.keyboard.type('中心');
  await page.keyboard.press('Enter');
  city.context.clock.forward(FIVE_MINUTES);
  await page.getByRole('button', { name: '给这个角色' }).click();
  const proof = page.getByRole('dialog', { name: '再证明一次是您本人' });
  await proof.getByRole('button', { name: '用通行密钥' }).waitFor();
  // Closed without an answer nothing is done, and the page says so.
  await page.keyboard.press('Escape');
  await page.getByText('刚才没有办成').waitFor();
  await page.getByRole('button', { name: '给这个角色' }).click();
  await proof.getByRole('button', { name: '用通行密钥' }).click();
  await page.getByText('角色给了。').waitFor();
}
