import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, readAs, rowsOf, sendAs, startDesks } from './desk.ts';

const desks = startDesks();

const panelOf = (page: Page) => page.getByRole('complementary', { name: '这一单' });
const rail = (page: Page, name: string) => page.getByRole('navigation', { name: '去哪里' }).getByRole('link', { name });

/** As a dispatcher decides it, so that volunteers can be sent. */
async function triaged(text: string): Promise<{ id: string; number: string }> {
  const order = await placeOrder(desks.city, text);
  await sendAs(desks.city, 'shi', order.id, 'triage', { nature: 'public_service', kind: 'home_haircut' });
  return order;
}

describe('whoever is on another page of the desk', () => {
  it('hears and sees an emergency there, and is led to it', async () => {
    const page = await desks.at('zhongxin', { address: '/desk/intake' });
    await page.getByLabel('电话', { exact: true }).waitFor();
    expect(await page.title()).toBe('登记 · 邻里 派单台');
    const order = await placeOrder(desks.city, '老人摔倒了，叫不醒');
    const alarm = page.getByRole('alert').filter({ hasText: '来了一单急的' });
    await alarm.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await alarm.getByRole('link', { name: '来了一单急的，去看' }).click();
    await panelOf(page).getByText(order.number).first().waitFor();
    await alarm.waitFor({ state: 'detached' });
    expect(faultsOf(page)).toEqual([]);
  });

  it('is not called back to the queue by a row that they passed just before they left', async () => {
    for (const text of ['想请人教一下手机', '想请人陪着去一趟医院']) await triaged(text);
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).nth(1).waitFor();
    // The other page's code takes longer to come than the hand takes to rest.
    await page.route('**/IntakePage-*.js', async (route) => {
      await new Promise((done) => setTimeout(done, 500));
      await route.continue();
    });
    // Quicker than a hand can: both within a moment.
    await rail(page, '登记').evaluate((link: HTMLElement) => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
      link.click();
    });
    await page.getByLabel('怎么称呼').waitFor({ timeout: 10_000 });
    expect(new URL(page.url()).pathname).toBe('/desk/intake');
    expect(faultsOf(page)).toEqual([]);
  });

  it('keeps the call that is half typed, and is not called back to the queue by what is taken back', async () => {
    const order = await triaged('奶奶腿脚不便，想请人上门理发');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(page).getByRole('button', { name: /^派给/ }).click();
    await page.getByText(`${order.number} 派给了`).waitFor();
    await rail(page, '登记').click();
    await page.getByLabel('怎么称呼').fill('演示来电的人');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByText('撤回了。').waitFor();
    await expect.poll(async () => (await readAs(page, order.id)).status).toBe('triaged');
    expect(new URL(page.url()).pathname).toBe('/desk/intake');
    expect(await page.getByLabel('怎么称呼').inputValue()).toBe('演示来电的人');
    await rail(page, '派单').click();
    await rowsOf(page).first().waitFor();
    await page.goBack();
    expect(await page.getByLabel('怎么称呼').inputValue()).toBe('演示来电的人');
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('a call that is written down', () => {
  it('ties what is missing to its field, and takes no words while it is on its way', async () => {
    const page = await desks.at('zhongxin', { address: '/desk/intake' });
    const send = page.getByRole('button', { name: '登记', exact: true });
    const words = page.getByLabel('对方怎么说，照原话写');
    await send.click();
    for (const [label, sentence] of [
      ['怎么称呼', '怎么称呼，要写一下。'],
      ['对方怎么说，照原话写', '对方要什么，要写一下。'],
      ['在哪个社区', '在哪个社区，要选一下。'],
    ] as const) {
      const field = page.getByLabel(label);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const told = (await field.getAttribute('aria-describedby')) ?? '';
      expect(await page.locator(`[id="${told}"]`).textContent()).toBe(sentence);
    }
    expect(await axeViolations(page)).toEqual([]);
    let letGo = () => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    await page.route('**/api/v1/orders', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    await page.getByLabel('怎么称呼').fill('演示来电的人');
    await page.getByLabel('在哪个社区').fill('松影');
    await page.keyboard.press('Enter');
    await words.fill('想请人陪着去一趟银行');
    await send.click();
    await words.pressSequentially('还有');
    expect(await words.inputValue()).toBe('想请人陪着去一趟银行');
    letGo();
    await expect.poll(() => words.inputValue()).toBe('');
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('a page that is not for everybody', () => {
  it('says so to a clerk who follows an address of the dispatchers, and leads on', async () => {
    const page = await desks.at('suqiu', { address: '/desk/queue' });
    await page.getByText('这里不归您看。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await rail(page, '派单').count()).toBe(0);
    await page.goto('/desk/orders/01a20b48-0900-720b-8b6f-dec27cc1787f');
    await page.waitForURL(/\/desk\/petitions\?order=/);
    expect(faultsOf(page).filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('counts for a department what it may see, and offers it no map', async () => {
    const page = await desks.at('bumen', { address: '/desk/queue' });
    await page.getByRole('button', { name: /^办理中 ?\d+/ }).waitFor();
    expect(await page.getByRole('button', { name: /^地图/ }).count()).toBe(0);
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('a key that is held down', () => {
  it('sends one order and not the next ones', async () => {
    const first = await triaged('爷爷卧床，想请人上门理发');
    const second = await triaged('姥姥卧床，想请人上门理发');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${first.id}` });
    await panelOf(page).getByRole('button', { name: /^派给/ }).waitFor();
    await page.keyboard.down('Enter');
    await page.getByText(`${first.number} 派给了`).waitFor();
    await panelOf(page).getByRole('button', { name: /^派给/ }).waitFor();
    for (let time = 0; time < 5; time++) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect((await readAs(page, first.id)).status).toBe('dispatched');
    expect((await readAs(page, second.id)).status).toBe('triaged');
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('a session that is ended from another', () => {
  it('is named before it ends, and goes on where one thinks better of it', async () => {
    const other = await desks.open({ screen: 'desk' });
    await other.goto('/desk/');
    await other.getByLabel('用户名').fill('bumen');
    await other.getByLabel('密码', { exact: true }).fill('linli-demo-2026');
    await other.getByRole('button', { name: '登录', exact: true }).click();
    await other.getByRole('navigation').first().waitFor();
    const page = await desks.at('bumen', { address: '/desk/account' });
    const out = page.getByRole('button', { name: /^让它退出：/ });
    await out.click();
    const sure = page.getByRole('dialog', { name: /^让“.+”退出？$/ });
    await sure.getByText('五秒之内生效', { exact: false }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sure.waitFor({ state: 'detached' });
    expect(await out.count()).toBe(1);
    await out.click();
    await sure.getByRole('button', { name: '让它退出' }).click();
    await page.getByText('退出了。').waitFor();
    await expect.poll(() => out.count()).toBe(0);
    await other.getByLabel('用户名').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('a session that has ended', () => {
  it('leads to the door at once; the same person finds their words again, another finds nothing', async () => {
    const page = await desks.open({ screen: 'desk' });
    const enter = async (username: string) => {
      await page.getByLabel('用户名').fill(username);
      await page.getByLabel('密码', { exact: true }).fill('linli-demo-2026');
      await page.getByRole('button', { name: '登录', exact: true }).click();
    };
    const endElsewhere = async () => {
      const sessions = await page.evaluate(async () => {
        const { items } = await (await fetch('/api/v1/me/sessions')).json();
        return (items as { id: string; current: boolean }[]).filter((each) => each.current).map(({ id }) => id);
      });
      for (const id of sessions)
        await page.evaluate(
          (which) => fetch(`/api/v1/me/sessions/${which}`, { method: 'DELETE', keepalive: true }),
          id,
        );
    };
    await page.goto('/desk/intake');
    await enter('zhongxin');
    const name = page.getByLabel('怎么称呼');
    await name.fill('演示来电的人');
    await endElsewhere();
    await page.getByLabel('用户名').waitFor();
    expect(await page.getByText('演示来电的人').count()).toBe(0);
    await enter('zhongxin');
    await name.waitFor();
    expect(await name.inputValue()).toBe('演示来电的人');
    await endElsewhere();
    await enter('shi');
    await name.waitFor();
    expect(await name.inputValue()).toBe('');
  });
});
