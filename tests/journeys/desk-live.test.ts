import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, rowsOf, startDesks } from './desk.ts';

const desks = startDesks();

const headingOf = (page: Page) =>
  page.getByRole('complementary', { name: '这一单' }).getByRole('heading', { level: 2 });

/** Where each row lies, by what it says; clocks aside, which tick. */
async function placesOf(page: Page): Promise<string[]> {
  const rows = await rowsOf(page).all();
  return Promise.all(
    rows.map(async (row) => {
      const box = await row.boundingBox();
      return `${Math.round(box?.y ?? -1)} ${await row.getByRole('gridcell').nth(2).textContent()}`;
    }),
  );
}

describe('the live queue', () => {
  it('lets newcomers wait without moving what is under the cursor, the focus or the panel', async () => {
    for (const text of ['想请人教用手机挂号', '阳台的晾衣架掉了', '想有人陪着去趟银行'])
      await placeOrder(desks.city, text);
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).nth(2).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await headingOf(page).waitFor();
    await rowsOf(page).nth(1).hover();
    const selected = rowsOf(page).and(page.locator('[aria-selected=true]'));
    const [before, words, heading] = [
      await placesOf(page),
      await selected.textContent(),
      await headingOf(page).textContent(),
    ];
    const under = await page.locator('[role=row]:hover').textContent();

    // More urgent than all of them: its clock would put it on top.
    await placeOrder(desks.city, '楼道里有人摔倒了，叫不醒');
    await page.getByRole('button', { name: /^急 · 1 新 N/ }).waitFor();
    await placeOrder(desks.city, '想找人一起包饺子');
    await page.getByRole('button', { name: /^急 · 2 新 N/ }).waitFor();
    expect(await placesOf(page)).toEqual(before);
    expect(await page.locator('[role=row]:hover').textContent()).toBe(under);
    expect([await selected.textContent(), await headingOf(page).textContent()]).toEqual([words, heading]);
    expect(await axeViolations(page)).toEqual([]);

    await page.keyboard.press('n');
    await rowsOf(page).filter({ hasText: '想找人一起包饺子' }).waitFor();
    await rowsOf(page).filter({ hasText: '叫不醒' }).waitFor();
    expect(await selected.count()).toBe(1);
    expect(await headingOf(page).textContent()).toBe(heading);
    expect(faultsOf(page)).toEqual([]);
  });

  it('says since when the line is gone and how old the list is, and catches up by itself', async () => {
    await placeOrder(desks.city, '灯绳断了，想请人接上');
    const page = await desks.at('zhongxin', { address: '/desk/queue', deaf: true });
    await rowsOf(page).first().waitFor();
    const before = await rowsOf(page).count();
    await page.clock.setFixedTime(desks.city.context.clock.now().getTime() + 90_000);
    const notice = page.getByRole('status').filter({ hasText: '起连不上' });
    await notice.waitFor();
    expect(await notice.textContent()).toContain('连上就自动更新');
    await page.getByText(/^截至 10:0\d/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await placeOrder(desks.city, '断线的时候来的这一单');
    expect(await page.getByText('断线的时候来的这一单').count()).toBe(0);
    await page.unroute('**/api/v1/stream');
    await notice.waitFor({ state: 'detached' });
    await page.getByText(/^(刚刚更新|一直在更新)$/).waitFor();
    await page.getByRole('button', { name: /^1 新 N/ }).waitFor();
    expect(await rowsOf(page).count()).toBe(before);
    await page.keyboard.press('n');
    await rowsOf(page).filter({ hasText: '断线的时候来的这一单' }).waitFor();
    expect(await rowsOf(page).count()).toBe(before + 1);
    expect(faultsOf(page)).toEqual([]);
  });

  it('takes in what came after the list was read and before the line was open', async () => {
    await placeOrder(desks.city, '想请人读报纸');
    const page = await desks.at('zhongxin');
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    await page.route('**/api/v1/stream', async (route) => {
      await opened;
      await route.continue();
    });
    await page.goto('/desk/queue');
    await rowsOf(page).first().waitFor();
    const before = await rowsOf(page).count();
    const beside = await desks.at('zhongxin', { address: '/desk/queue' });
    await beside.getByText(/^(刚刚更新|一直在更新)$/).waitFor();
    await placeOrder(desks.city, '线还没通的时候来的这一单');
    await beside.getByRole('button', { name: /^1 新 N/ }).waitFor();
    open();
    await page.getByRole('button', { name: /^1 新 N/ }).waitFor();
    expect(await rowsOf(page).count()).toBe(before);
    expect(faultsOf(page)).toEqual([]);
  });

  it('says that units have no names where the tree could not be read, misses nothing, and reads it again when asked', async () => {
    await placeOrder(desks.city, '想请人帮着抬一下柜子');
    const page = await desks.at('zhongxin');
    await page.route('**/api/v1/tree', (route) => route.fulfill({ status: 503, json: {} }));
    await page.goto('/desk/queue');
    await rowsOf(page).first().waitFor();
    const line = page.getByRole('status').filter({ hasText: '单位名单没有读到' });
    await line.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByText(/^(刚刚更新|一直在更新)$/).waitFor();
    await placeOrder(desks.city, '名单没读到的时候来的这一单');
    await page.getByRole('button', { name: /^1 新 N/ }).click();
    const row = rowsOf(page).filter({ hasText: '名单没读到的时候来的这一单' });
    await row.waitFor();
    expect(await row.textContent()).not.toContain('松影');
    await page.unroute('**/api/v1/tree');
    await line.getByRole('button', { name: '再试一次' }).click();
    await row.filter({ hasText: '松影' }).waitFor();
    await line.waitFor({ state: 'detached' });
  });

  it('rings for a new order where that is wanted, three times for an emergency, and shows the same to everybody', async () => {
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    // The loudspeaker is the outside world: what would sound is written down.
    await page.addInitScript(() => {
      const heard: number[] = [];
      Object.assign(window, { heard });
      class Silent extends AudioContext {
        override createOscillator(): OscillatorNode {
          const tone = super.createOscillator();
          const start = tone.start.bind(tone);
          tone.start = (when?: number) => {
            heard.push(tone.frequency.value);
            start(when);
          };
          return tone;
        }
      }
      Object.assign(window, { AudioContext: Silent });
    });
    await page.reload();
    const heard = () => page.evaluate(() => (window as unknown as { heard: number[] }).heard.length);
    await page.getByText(/^(刚刚更新|一直在更新)$/).waitFor();
    const title = await page.title();
    await placeOrder(desks.city, '想学唱晋剧');
    await page.getByRole('button', { name: /^1 新 N/ }).waitFor();
    expect(await page.title()).toBe(`（1 新）${title}`);
    expect(await heard()).toBe(0);

    await page.getByRole('button', { name: '孟派单' }).click();
    const ring = page.getByRole('switch', { name: '有新单时响一声' });
    await ring.click();
    expect(await heard()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await placeOrder(desks.city, '想学写毛笔字');
    await page.getByRole('button', { name: /^2 新 N/ }).waitFor();
    expect(await heard()).toBe(2);
    await placeOrder(desks.city, '老人摔倒了，叫不醒');
    await page.getByRole('button', { name: /^急 · 3 新 N/ }).waitFor();
    expect(await heard()).toBe(5);
    expect(await page.title()).toBe(`（急 · 3 新）${title}`);
    await page.getByRole('button', { name: /^急 · 3 新 N/ }).click();
    await expect.poll(() => page.title()).toBe(title);
    expect(faultsOf(page)).toEqual([]);
  });
});
