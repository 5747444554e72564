import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, outsideWindow, screens } from '../browser.ts';
import { sessionOf, startDesks } from './desk.ts';

const desks = startDesks();
const policy = (name: string, row?: string) => `/desk/policies?policy=${name}${row ? `&row=${row}` : ''}`;
const atDesk = (address: string, look: { theme?: 'dark'; language?: 'en' } = {}) =>
  desks.at('admin', { address, ...look });

/** What another administrator saves meanwhile. */
async function saveElsewhere(name: string, change: (body: Record<string, never>) => void): Promise<void> {
  const url = `${desks.city.url}/api/v1/policies/${name}`;
  const cookie = await sessionOf(desks.city, 'admin');
  const { body } = (await (await fetch(url)).json()) as { body: Record<string, never> };
  change(body);
  const headers = { 'content-type': 'application/json', origin: desks.city.url, cookie };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ body }) });
  expect(answer.status).toBe(200);
}

async function inForce(name: string) {
  return (await (await fetch(`${desks.city.url}/api/v1/policies/${name}`)).json()) as {
    version: number;
    body: { skills: { nameZh: string }[]; departments: { nameZh: string; nameEn: string }[] };
  };
}

const preview = (page: Page) => page.getByRole('dialog', { name: '看改了什么' });

describe('the policies’ editor', () => {
  it('says what is wrong at its field, shows every change before it is saved, and saves a new version', async () => {
    const page = await atDesk(policy('needs', '0-0'));
    const name = page.getByLabel('中文名');
    const before = await name.inputValue();
    await name.fill('');
    await page.getByText('还没写，或者太短。').waitFor();
    await page.getByText('有 1 处不对，存不了。').waitFor();
    await page.keyboard.press('Control+s');
    await preview(page)
      .getByRole('button', { name: /存成第 2 版/ })
      .waitFor();
    expect(
      await preview(page)
        .getByRole('button', { name: /存成第 2 版/ })
        .isDisabled(),
    ).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    // The fault leads to its field.
    await preview(page)
      .getByRole('button', { name: /中文名：还没写/ })
      .click();
    await page.waitForFunction(() => document.activeElement?.closest('[data-pointer="/categories/0/kinds/0/nameZh"]'));
    await page.keyboard.type('陪独居老人（演示）');
    await page.getByText('改了 1 处，还没算数。').waitFor();
    await page.keyboard.press('Control+s');
    const row = preview(page).getByRole('row', { name: /中文名/ });
    expect(await row.textContent()).toContain(before);
    expect(await row.textContent()).toContain('陪独居老人（演示）');
    await preview(page)
      .getByRole('button', { name: /存成第 2 版/ })
      .click();
    await page.getByText('存成第 2 版了。').waitFor();
    await page.getByText('这是第 2 版').waitFor();
    expect((await inForce('needs')).version).toBe(2);
    // Who saved it, what it changed, and the way back as a new version.
    const versions = page.getByRole('table').filter({ hasText: '最近的' });
    await versions.getByText('管理员（演示）').waitFor();
    await versions.getByRole('button', { name: '和上一版比' }).click();
    await page.getByRole('dialog', { name: '第 1 版和第 2 版' }).getByText(before, { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await versions.getByRole('button', { name: '恢复这一版：第 1 版' }).click();
    await page.getByText('改了 1 处，还没算数。').waitFor();
    await page.keyboard.press('Control+s');
    await preview(page)
      .getByRole('button', { name: /存成第 3 版/ })
      .click();
    await page.getByText('这是第 3 版').waitFor();
    expect(await page.getByLabel('中文名').inputValue()).toBe(before);
    expect(faultsOf(page)).toEqual([]);
  });

  it('takes the days off of a year, says which of them cannot be, and saves them', async () => {
    const page = await atDesk(policy('calendar'));
    await page.getByRole('table').getByText('0 行放假或调休上班的日子').waitFor();
    await page.getByRole('button', { name: '加一行' }).click();
    await page.setViewportSize(screens.smallPhone);
    await page.getByText('有 5 处不对，存不了。').waitFor();
    expect(await outsideWindow(page)).toEqual([]);
    await page.setViewportSize(screens.desk);
    const row = page.getByRole('row').nth(1);
    await row.getByLabel('中文名').fill('春节（演示）');
    await row.getByLabel('英文名').fill('Spring Festival (demo)');
    await row.getByLabel('代码').fill('spring_festival_2099');
    await row.getByLabel('第一天').fill('2099-01-20');
    await expect.poll(() => row.getByText('请选一个日子。').count()).toBe(1);
    await row.getByLabel('最后一天').fill('2099-01-19');
    await row.getByText('结束在开始之前。').waitFor();
    await row.getByLabel('最后一天').fill('2099-01-27');
    await row.getByText('结束在开始之前。').waitFor({ state: 'detached' });
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Control+s');
    await preview(page)
      .getByRole('button', { name: /存成第 2 版/ })
      .click();
    await page.getByText('这是第 2 版').waitFor();
    const { body } = (await inForce('calendar')) as unknown as { body: { dates: unknown[] } };
    expect(body.dates).toEqual([
      {
        ...{ id: 'spring_festival_2099', nameZh: '春节（演示）', nameEn: 'Spring Festival (demo)' },
        ...{ from: '2099-01-20', until: '2099-01-27', worked: false },
      },
    ]);
    expect(faultsOf(page)).toEqual([]);
  });

  it('tells that a colleague saved first, keeps what was typed, and makes it again in the newer version', async () => {
    const page = await atDesk(policy('departments'));
    const first = page.getByRole('row').nth(1);
    const mine = first.getByRole('textbox').first();
    await mine.fill('我改的名字（演示）');
    await page.getByText('改了 1 处，还没算数。').waitFor();
    await saveElsewhere('departments', (body) => {
      const [, second] = (body as unknown as Awaited<ReturnType<typeof inForce>>['body']).departments;
      if (second) second.nameEn = 'Renamed by a colleague';
    });
    await page.keyboard.press('Control+s');
    await preview(page)
      .getByRole('button', { name: /存成第 2 版/ })
      .click();
    await page.getByText('第 2 版已经由别人存了').first().waitFor();
    await preview(page).getByText('Renamed by a colleague').waitFor();
    await preview(page).getByText('和您改的不在一处，您写的都还在。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await preview(page).getByRole('button', { name: '在新的一版上改我的' }).click();
    await preview(page)
      .getByRole('button', { name: /存成第 3 版/ })
      .click();
    await page.getByText('这是第 3 版').waitFor();
    const { body } = await inForce('departments');
    expect(body.departments[0]?.nameZh).toBe('我改的名字（演示）');
    expect(body.departments[1]?.nameEn).toBe('Renamed by a colleague');
  });

  it('plans a version for a time to come, and keeps a draft over a reload', async () => {
    const page = await atDesk(policy('skills'));
    await page.getByText(/用量截至 \d\d:\d\d/).waitFor();
    // What people have or kinds ask for stays; its count says so.
    expect(await page.getByRole('button', { name: '去掉：老年陪护' }).isDisabled()).toBe(true);
    const name = page.getByLabel('老年陪护 中文名');
    await name.fill('陪护老人（演示）');
    await page.getByText('改了 1 处，还没算数。').waitFor();
    await page.reload();
    await page.getByText('改了 1 处，还没算数。').waitFor();
    await page.keyboard.press('Control+s');
    await preview(page).getByLabel('到时候再算数').check();
    await preview(page).getByLabel('从什么时候起').fill('2026-12-01T08:00');
    await preview(page)
      .getByRole('button', { name: /存成第 2 版/ })
      .click();
    await page.getByText('12 月 1 日').first().waitFor();
    await page.getByRole('cell', { name: /才算数/ }).waitFor();
    expect((await inForce('skills')).version).toBe(1);
    // Whoever mends a word in the planned version is told that it does not hold, and what saving at once would bring with it.
    await page.getByText('这是第 2 版，12 月 1 日').waitFor();
    await page.getByText('现在算数的是第 1 版').waitFor();
    await page.getByLabel('陪护老人（演示） 中文名').fill('陪护老人家（演示）');
    await page.keyboard.press('Control+s');
    const dialog = preview(page);
    expect(await dialog.getByLabel('到时候再算数').isChecked()).toBe(true);
    expect(await dialog.getByLabel('从什么时候起').inputValue()).toBe('2026-12-01T08:00');
    await dialog.getByLabel('存了就算数').check();
    await dialog.getByText('它的那一处改动也马上算数。').waitFor();
    await dialog.getByText('和第 1 版比，改了 1 处。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByLabel('到时候再算数').check();
    await dialog.getByRole('button', { name: /存成第 3 版/ }).click();
    await page.getByText('这是第 3 版，12 月 1 日').waitFor();
    expect((await inForce('skills')).version).toBe(1);
    expect(faultsOf(page)).toEqual([]);
  });

  it('adds a kind in a category and a row in a list, all by keys, and takes everything back at once', async () => {
    const page = await atDesk(policy('resources'));
    await page.getByText('选一种来看').waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 2 }).waitFor();
    await page
      .getByRole('button', { name: /加一种/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '还没有名字' }).waitFor();
    await page.getByText(/处不对，存不了/).waitFor();
    // A category as well: it is open at once, and takes kinds.
    const within = page.getByRole('button', { name: /加一种/ });
    const categories = await within.count();
    await page.getByRole('button', { name: '加一类' }).press('Enter');
    await page.getByRole('button', { name: '还没有名字' }).nth(1).waitFor();
    expect(await within.count()).toBe(categories + 1);
    await within.last().press('Enter');
    await page.getByRole('button', { name: '还没有名字' }).nth(2).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '全部还原' }).press('Enter');
    await page.getByText('这是第 1 版').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('has nothing that axe finds and nothing cut off, each policy, dark, and in English', async () => {
    for (const [name, row] of [
      ['urgency'],
      ['petitions'],
      ['needs', '0-1'],
      ['skills'],
      ['departments'],
      ['resources', '0-0'],
      ['dispatch'],
    ] as const) {
      const page = await atDesk(policy(name, row), { theme: 'dark', language: 'en' });
      await page.getByText('This is version').waitFor();
      expect([name, await axeViolations(page)]).toEqual([name, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await page.locator('body').textContent()).not.toMatch(/desk\.policy\.|desk\.papers\./);
    }
  });
});
