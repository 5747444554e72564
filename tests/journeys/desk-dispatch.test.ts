import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, outsideWindow, overflowing } from '../browser.ts';
import { placeOrder, readAs, rowsOf, sendAs, startDesks } from './desk.ts';

const desks = startDesks();
const panelOf = (page: Page) => page.getByRole('complementary', { name: '这一单' });

/** An order for which many could go, triaged. */
async function waiting(words: string): Promise<{ id: string; number: string }> {
  const order = await placeOrder(desks.city, words);
  const wish = { nature: 'public_service', kind: 'medicine_pickup', urgency: 'normal' } as const;
  await sendAs(desks.city, 'zhongxin', order.id, 'triage', wish);
  return order;
}

describe('choosing whom to ask', () => {
  it('shows the three best with why, why the fourth is fourth and what would change it; sends in four keys', async () => {
    const order = await waiting('降压药吃完了，下不了楼');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).first().waitFor();
    await page.keyboard.press('j');
    await panelOf(page).getByRole('radiogroup').waitFor();
    expect(await panelOf(page).getByRole('radio').count()).toBe(3);
    await panelOf(page)
      .getByRole('heading', { name: /^为什么是第一/ })
      .waitFor();
    await panelOf(page)
      .getByText(/^(离这里|不知道住哪里)/)
      .first()
      .waitFor();
    await panelOf(page)
      .getByText(/为什么排第四：比.*少 \d+ 分|同分，/)
      .waitFor();
    await panelOf(page)
      .getByText(/^只要.*就排到|单改哪一样/)
      .or(panelOf(page).getByText(/就排到.*前面。/))
      .first()
      .waitFor();
    await panelOf(page)
      .getByText(/够得着的有 \d+ 个。来不了的：/)
      .waitFor();
    expect(await axeViolations(page)).toEqual([]);
    for (const key of ['a', '1', 'Enter']) await page.keyboard.press(key);
    await page.getByText(`${order.number} 派给了`).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('keeps with the order that somebody else than the first was chosen, and why', async () => {
    const order = await waiting('想请人代买一盒药');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(page).getByRole('radiogroup').waitFor();
    expect(
      await panelOf(page)
        .getByLabel(/^为什么不派给/)
        .count(),
    ).toBe(0);
    await page.keyboard.press('2');
    await panelOf(page)
      .getByLabel(/^为什么不派给/)
      .fill('上回是她送的');
    await page.keyboard.press('Enter');
    await page.getByText(`${order.number} 派给了`).waitFor();
    await page.goto(`/desk/queue?order=${order.id}`);
    await panelOf(page).getByText('没有选排在第一的').waitFor();
    await panelOf(page).getByText('上回是她送的').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('asks before it sends messages in waves, by the order’s number, also where a key begins them', async () => {
    const order = await waiting('想请人代买感冒药');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(page).getByRole('button', { name: '一批批问，直到有人接 W' }).waitFor();
    await page.keyboard.press('w');
    const sure = page.getByRole('dialog', { name: `为 ${order.number} 一批批问？` });
    await sure.getByText('发出去的消息收不回来。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sure.waitFor({ state: 'detached' });
    expect((await readAs(page, order.id)).status).toBe('triaged');
    await page.keyboard.press('w');
    await sure.waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await readAs(page, order.id)).status).toBe('dispatched');
    expect(faultsOf(page)).toEqual([]);
  });

  it('tries a weight on last month’s orders before it is saved, and says who would gain and lose', async () => {
    for (let n = 0; n < 8; n++) await waiting(`代买药 ${n}`);
    const page = await desks.at('admin', { address: '/desk/policies?policy=dispatch' });
    await page.getByLabel('28 天里每办一单减（两倍于此）').fill('0');
    await page.getByText('改了 1 处，还没算数。').waitFor();
    await page.getByRole('button', { name: '照上面的改动试' }).click();
    const figures = page.getByRole('table', { name: /会派给别人/ });
    await figures.waitFor();
    await figures.getByRole('row', { name: /不均的程度/ }).waitFor();
    await page.getByRole('table', { name: /哪里的订单/ }).waitFor();
    await page.getByRole('table', { name: /各年龄的志愿者/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('28 天里每办一单减（两倍于此）').fill('40');
    await page.getByText('上面又改过了，再试一遍。').waitFor();
    await page.getByText('这是第').or(page.getByText('还没算数')).first().waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('gives the waiting orders out together: one confirmed, then the others; set to work by itself', async () => {
    const orders = [await waiting('代买药，东边'), await waiting('代买药，西边'), await waiting('代买药，南边')];
    const page = await desks.at('zhongxin', { address: '/desk/batches' });
    await page.getByRole('button', { name: '现在算一遍' }).click();
    await page.getByRole('table', { name: /放在一起安排，和一单一单派相比/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: `派出 ${orders[0]?.number}` }).click();
    await page.getByText('派出了 1 单。').waitFor();
    await page.getByRole('button', { name: /单全部派出$/ }).click();
    const sure = page.getByRole('dialog', { name: /^\d+ 单全部派出？$/ });
    await sure.getByText('马上收到消息', { exact: false }).waitFor();
    await sure.getByRole('button', { name: /单全部派出$/ }).click();
    await page
      .getByText(/^派出了 \d+ 单。$/)
      .last()
      .waitFor();
    await page.getByText('有 0 单等您点头。').waitFor();
    const statuses = await page.evaluate(
      (ids) =>
        Promise.all(
          ids.map(async (id) => ((await (await fetch(`/api/v1/orders/${id}`)).json()) as { status: string }).status),
        ),
      orders.map((each) => each.id),
    );
    expect(statuses).toEqual(['dispatched', 'dispatched', 'dispatched']);
    // Who asks again when all is sent reads why there is nothing, and no empty table.
    await page.getByRole('button', { name: '现在算一遍' }).click();
    await page.getByText(/没有单在等|现在都?没有人能去/).waitFor();
    expect(await page.getByRole('columnheader', { name: '哪一单' }).count()).toBe(0);
    expect(faultsOf(page)).toEqual([]);

    const administrator = await desks.at('admin', { address: '/desk/batches' });
    await administrator.getByText('隔一会儿自动算一遍').or(administrator.getByLabel('哪个中心')).first().waitFor();
    expect(await axeViolations(administrator)).toEqual([]);
    // The chosen centre stands in the address: who comes back finds it again.
    await administrator.getByLabel('哪个中心').click();
    await administrator.locator('.ant-select-item-option').first().click();
    const title = administrator.getByRole('heading', { level: 1, name: /：等着的单一起派$/ });
    await title.waitFor();
    await administrator.reload();
    await title.waitFor();
    expect(new URL(administrator.url()).searchParams.get('unit')).not.toBeNull();
    expect(faultsOf(administrator)).toEqual([]);
  });
});

describe('the desk at the width of a phone', () => {
  it('keeps every tab within reach, and no table makes the page wider than it', async () => {
    await waiting('代买药，家里老人走不动，请来的人带上身份证和医保卡');
    const desk = { screen: 'phone', address: '/desk/queue' } as const;
    const page = await desks.at('zhongxin', desk);
    await rowsOf(page).first().waitFor();
    expect(await outsideWindow(page)).toEqual([]);
    expect(await overflowing(page)).toEqual([]);
    await page.getByRole('button', { name: /^待评/ }).click();
    await page.goto('/desk/batches');
    await page.getByRole('button', { name: '现在算一遍' }).click();
    await page.getByRole('columnheader', { name: '哪一单' }).waitFor();
    expect(await outsideWindow(page)).toEqual([]);
    const register = await desks.at('suqiu', { ...desk, address: '/desk/register' });
    await register.getByRole('button', { name: '已结束' }).click();
    expect(await outsideWindow(register)).toEqual([]);
    expect([...faultsOf(page), ...faultsOf(register)]).toEqual([]);
  });
});
