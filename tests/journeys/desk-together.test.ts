import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, rowsOf, sendAs, startDesks } from './desk.ts';

const desks = startDesks();

const headers = (page: Page) => page.getByRole('columnheader').allTextContents();
const bar = (page: Page) => page.getByRole('status', { name: '一起办' });

function statusesOf(page: Page, ids: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (wanted) =>
      Promise.all(
        wanted.map(async (id) => ((await (await fetch(`/api/v1/orders/${id}`)).json()) as { status: string }).status),
      ),
    [...ids],
  );
}

/** Marks rows by keys alone: steps down until each is found. */
async function markByKeys(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const row = rowsOf(page).filter({ hasText: text });
    for (let step = 0; (await row.getAttribute('aria-selected')) !== 'true' && step < 50; step++)
      await page.keyboard.press(step < 25 ? 'j' : 'k');
    await page.keyboard.press('x');
    expect(await row.getByRole('checkbox').isChecked()).toBe(true);
  }
}

describe('the queue as somebody likes it', () => {
  it('stands in the address, is saved under a name, and can be passed on', async () => {
    await placeOrder(desks.city, '灯泡坏了，想请人换');
    const urgent = await placeOrder(desks.city, '门锁打不开，进不了家');
    await sendAs(desks.city, 'shi', urgent.id, 'triage', {
      nature: 'public_service',
      kind: 'plumbing_electric_minor',
      urgency: 'urgent',
    });
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).filter({ hasText: '灯泡坏了' }).waitFor();
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByLabel('缓急').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '紧急' }).click();
    await rowsOf(page).filter({ hasText: '门锁打不开' }).waitFor();
    await expect.poll(() => rowsOf(page).filter({ hasText: '灯泡坏了' }).count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('urgency')).toBe('urgent');
    await page.getByLabel('把这样看的存成常看').fill('急的先看');
    await page.getByRole('button', { name: '存下' }).click();
    const view = page.getByRole('navigation', { name: '常看的' }).getByRole('button', { name: '急的先看' });
    await view.waitFor();
    expect(await view.getAttribute('aria-current')).toBe('page');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '都不筛' }).click();
    await rowsOf(page).filter({ hasText: '灯泡坏了' }).waitFor();
    expect(await view.getAttribute('aria-current')).toBeNull();

    await page.reload();
    await rowsOf(page).first().waitFor();
    await view.click();
    await expect.poll(() => rowsOf(page).filter({ hasText: '灯泡坏了' }).count()).toBe(0);
    const address = page.url();
    const colleague = await desks.at('shi', { address });
    await rowsOf(colleague).filter({ hasText: '门锁打不开' }).waitFor();
    expect(await rowsOf(colleague).filter({ hasText: '灯泡坏了' }).count()).toBe(0);

    await page.getByRole('button', { name: /^筛选/ }).click();
    await page.getByRole('button', { name: '去掉“急的先看”' }).click();
    await view.waitFor({ state: 'detached' });
    expect([...faultsOf(page), ...faultsOf(colleague)]).toEqual([]);
  });

  it('keeps how close the rows stand and which columns are shown', async () => {
    const order = await placeOrder(desks.city, '窗帘杆掉了一头');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    const row = rowsOf(page).filter({ hasText: '窗帘杆掉了一头' });
    await row.waitFor();
    expect(await headers(page)).toEqual(['剩余', '类别', '原话', '哪里', '点单']);
    const height = async () => Math.round((await row.boundingBox())?.height ?? 0);
    expect(await height()).toBe(44);
    await page.getByRole('button', { name: '版式' }).click();
    await page.getByRole('radio', { name: '密', exact: true }).check();
    await page.getByRole('checkbox', { name: '单号' }).check();
    await page.getByRole('checkbox', { name: '点单' }).uncheck();
    expect(await headers(page)).toEqual(['剩余', '单号', '类别', '原话', '哪里']);
    expect(await height()).toBe(32);
    expect(await axeViolations(page)).toEqual([]);
    await page.reload();
    await row.waitFor();
    expect(await headers(page)).toEqual(['剩余', '单号', '类别', '原话', '哪里']);
    expect(await height()).toBe(32);
    expect(await row.textContent()).toContain(order.number);
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('many orders at once', () => {
  it('are sent only after ten seconds, and not at all when that is taken back', async () => {
    const texts = ['一起办：水龙头滴水', '一起办：灯泡不亮', '一起办：想剪头发'];
    const placed: { id: string }[] = [];
    for (const text of texts) placed.push(await placeOrder(desks.city, text));
    const ids = placed.map((order) => order.id);
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).filter({ hasText: '想剪头发' }).waitFor();
    await markByKeys(page, texts);
    await bar(page).getByText('选了 3 单。').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await bar(page).getByRole('button', { name: '都派给推荐的第一个' }).click();
    await bar(page).getByText('就要派出 3 单，还没有做。').waitFor();
    await page.keyboard.press('u');
    await bar(page).waitFor({ state: 'detached' });
    expect(await statusesOf(page, ids)).toEqual(['submitted', 'submitted', 'submitted']);

    await markByKeys(page, texts);
    await bar(page).getByRole('button', { name: '都派给推荐的第一个' }).click();
    // Nobody touches anything: it is done when the time is over, and not before.
    expect(await statusesOf(page, ids)).toEqual(['submitted', 'submitted', 'submitted']);
    await bar(page).getByText('派出了 3 单。').waitFor();
    expect(await statusesOf(page, ids)).toEqual(['dispatched', 'dispatched', 'dispatched']);
    expect(await rowsOf(page).filter({ hasText: '一起办' }).count()).toBe(0);
    expect(faultsOf(page)).toEqual([]);
  });

  it('are triaged as suggested, and what somebody else changed meanwhile is left alone and named', async () => {
    const mine = await placeOrder(desks.city, '成批：马桶堵了，想请人通一通');
    const theirs = await placeOrder(desks.city, '成批：水管冻裂了');
    const unclear = await placeOrder(desks.city, '成批：嗯');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).filter({ hasText: '成批：嗯' }).waitFor();
    for (const order of [mine, theirs, unclear])
      await page.getByRole('checkbox', { name: `选上 ${order.number}` }).check();
    await bar(page).getByRole('button', { name: '都采用研判建议' }).click();
    await bar(page).getByText('就要研判 3 单').waitFor();
    await sendAs(desks.city, 'shi', theirs.id, 'triage', { nature: 'consultation', urgency: 'normal' });
    await bar(page).getByRole('button', { name: '现在就做' }).click();
    await bar(page).getByText('研判好了 1 单。').waitFor();
    await bar(page).getByText(`${theirs.number} 没有办：有人先改了。`).waitFor();
    await bar(page).getByText(`${unclear.number} 没有办：看不出是什么，请您定。`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await bar(page).getByRole('button', { name: '知道了' }).click();
    await bar(page).waitFor({ state: 'detached' });
    expect(await statusesOf(page, [mine.id, theirs.id, unclear.id])).toEqual(['triaged', 'triaged', 'submitted']);
    expect(faultsOf(page)).toEqual([]);
  });

  it('go on when the page is left for another: there too they are taken back, or told of when they are done', async () => {
    const order = await placeOrder(desks.city, '离开：电灯开关坏了');
    const unclear = await placeOrder(desks.city, '离开：嗯');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    const sendAndLeave = async () => {
      for (const { number } of [order, unclear]) await page.getByRole('checkbox', { name: `选上 ${number}` }).check();
      await bar(page).getByRole('button', { name: '都派给推荐的第一个' }).click();
      await page.getByRole('link', { name: '消息' }).click();
      await page.getByRole('heading', { name: '消息' }).waitFor();
      await bar(page).getByText('就要派出 2 单').waitFor();
    };
    await sendAndLeave();
    expect(await axeViolations(page)).toEqual([]);
    await bar(page).getByRole('button', { name: '撤回' }).click();
    await bar(page).waitFor({ state: 'detached' });
    expect(await statusesOf(page, [order.id])).toEqual(['submitted']);
    await page.getByRole('link', { name: '派单' }).click();
    await sendAndLeave();
    // Whoever signs out is told first what could not be done.
    await page.getByRole('button', { name: /^孟/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByText('有的没有办成，看过再退出。').waitFor();
    await bar(page).getByText('派出了 1 单。').waitFor();
    await bar(page).getByText(`${unclear.number} 没有办：看不出是什么，请您定。`).waitFor();
    expect(await statusesOf(page, [order.id])).toEqual(['dispatched']);
    await bar(page).getByRole('button', { name: '知道了' }).click();
    await page.getByRole('button', { name: /^孟/ }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByLabel('用户名').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});
