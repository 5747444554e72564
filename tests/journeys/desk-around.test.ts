import { describe, expect, it } from 'vitest';
import { insertNotifications } from '../../src/notify/store.ts';
import { newId } from '../../src/shared/ids.ts';
import { axeViolations, faultsOf } from '../browser.ts';
import { startJourney } from '../journey.ts';
import { placeOrder, rowsOf, sendAs, sessionOf, startDesks, TUESDAY, teamOf } from './desk.ts';
import { asked, ELECTRICIAN, newPhone, offeredTo, served, startPhones, VOLUNTEER } from './resident.ts';

const journey = startJourney({ now: TUESDAY });
const desks = startDesks(journey);
const phones = startPhones(journey);

describe('the map at the desk', () => {
  it('narrows the list to a place that is chosen, lets all back in, and shows where a row lies', async () => {
    await placeOrder(desks.city, '厨房的水管漏水，想请人看看');
    const page = await desks.at('zhongxin');
    await rowsOf(page).filter({ hasText: '厨房的水管漏水' }).first().waitFor();
    const all = await rowsOf(page).count();
    await page.keyboard.press('g');
    const map = page.getByRole('region', { name: '地图', exact: true });
    await map
      .getByRole('button', { name: /\d+ 单等着派/ })
      .first()
      .waitFor();
    await rowsOf(page).filter({ hasText: '厨房的水管漏水' }).first().hover();
    await map.locator('.hex.pointed').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    const busy = map.getByRole('button', { name: /[1-9]\d* 单等着派/ }).first();
    const waiting = Number(/(\d+) 单等着派/.exec((await busy.getAttribute('aria-label')) ?? '')?.[1]);
    await busy.click();
    await map.getByText(/下面只有.*的单/).waitFor();
    await expect.poll(() => rowsOf(page).count()).toBe(waiting);
    expect(new URL(page.url()).searchParams.get('place')).not.toBeNull();
    await map.getByRole('button', { name: /现在只看这里/ }).press('Enter');
    await expect.poll(() => rowsOf(page).count()).toBe(all);
    await page.reload();
    await map.waitFor();
    await page.keyboard.press('g');
    await map.waitFor({ state: 'detached' });
    expect(faultsOf(page)).toEqual([]);
  });

  it('counts beside a tab what its list holds', async () => {
    const asker = newPhone();
    await offeredTo(phones, VOLUNTEER, await asked(phones, asker, '想请人陪我去医院拿药。'));
    await served(phones, VOLUNTEER, await asked(phones, asker, '想请人陪我去医院复查。'));
    // Figures are kept for two seconds: those of the story before know nothing of these.
    desks.city.context.memo.forget('orders.');
    const page = await desks.at('zhongxin', { address: '/desk/queue?tab=under_way' });
    await rowsOf(page).first().waitFor();
    await page.keyboard.press('g');
    const map = page.getByRole('region', { name: '地图', exact: true });
    const counted = async (words: string) => {
      const busy = map.getByRole('button', { name: new RegExp(`[1-9]\\d* ${words}$`) });
      await busy.first().waitFor();
      const said = await Promise.all((await busy.all()).map((each) => each.getAttribute('aria-label')));
      return said.reduce((sum, each) => sum + Number(/(\d+) 单/.exec(each ?? '')?.[1]), 0);
    };
    expect(await counted('单在办')).toBe(await rowsOf(page).count());
    await page.getByRole('button', { name: /^待评/ }).click();
    await rowsOf(page).filter({ hasText: '复查' }).waitFor();
    expect(await counted('单等着评')).toBe(await rowsOf(page).count());
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('a call that the telephone system hands over', () => {
  it('opens the form with the number, who it may be and what they asked before, and sweeps nothing away', async () => {
    await placeOrder(desks.city, '想请人陪我去医院看腿', '16900007788');
    const page = await desks.at('zhongxin', { address: '/desk/intake#phone=16900007788' });
    const field = page.getByLabel('电话', { exact: true });
    await expect.poll(() => field.inputValue()).toBe('16900007788');
    expect(page.url()).not.toContain('16900007788');
    const fill = page.getByRole('button', { name: '是演示居民，填上' });
    // The index of phones follows a moment behind.
    await expect
      .poll(async () => {
        await field.fill('');
        await field.fill('16900007788');
        await page.waitForTimeout(1000);
        return fill.count();
      })
      .toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await fill.click();
    expect(await page.getByLabel('怎么称呼').inputValue()).toBe('演示居民');
    await page.getByRole('link', { name: '想请人陪我去医院看腿' }).waitFor();

    await page.evaluate(() => {
      location.hash = 'phone=16900001234';
    });
    await page.getByText('16900001234 打进来了').waitFor();
    expect(await field.inputValue()).toBe('16900007788');
    await page.getByRole('button', { name: '接这个，正在写的不要了' }).click();
    expect(await field.inputValue()).toBe('16900001234');
    expect(await page.getByLabel('怎么称呼').inputValue()).toBe('');
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('the desk by keys alone', () => {
  it('filters, changes the tab and the columns, shows who is here, and skips what stands on every page', async () => {
    await placeOrder(desks.city, '想请人陪着去量血压');
    const page = await desks.at('zhongxin', { address: '/desk/queue' });
    await rowsOf(page).first().waitFor();
    const { keyboard } = page;
    const asked = (name: string) => new URL(page.url()).searchParams.get(name);
    await keyboard.press(']');
    await expect.poll(() => asked('tab')).toBe('mine');
    await keyboard.press('[');
    await expect.poll(() => asked('tab')).toBe('waiting');

    await keyboard.press('f');
    const filter = page.getByRole('dialog', { name: '筛选' });
    await filter.getByRole('combobox', { name: '性质' }).waitFor();
    while ((await filter.getByRole('combobox', { name: '性质' }).and(page.locator(':focus')).count()) === 0)
      await keyboard.press('Tab');
    const list = filter.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
    await keyboard.press('ArrowDown');
    await list.waitFor();
    await keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    expect(await filter.isVisible()).toBe(true);
    await keyboard.press('ArrowDown');
    await list.waitFor();
    await keyboard.press('Enter');
    await expect.poll(() => asked('nature')).toBe('public_service');
    expect(await axeViolations(page)).toEqual([]);
    await keyboard.press('Escape');
    await filter.waitFor({ state: 'detached' });

    const find = async (words: string) => {
      await keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /^写几个字/ }).fill(words);
      await keyboard.press('Enter');
    };
    await find('版式');
    await page.getByRole('dialog', { name: '版式' }).getByRole('checkbox', { name: '单号' }).waitFor();
    await keyboard.press('Escape');
    await find('退出登录');
    const account = page.getByRole('dialog', { name: /孟派单/ });
    await account.getByRole('button', { name: '退出登录' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keyboard.press('Escape');
    await account.waitFor({ state: 'detached' });

    // Without the filter, which leaves nothing of what nobody has looked at yet.
    await page.goto('/desk/queue');
    await rowsOf(page).first().waitFor();
    await keyboard.press('Tab');
    const skip = page.getByRole('button', { name: '跳过左边的目录' });
    expect(await skip.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await page.locator('main :focus').count()).toBe(1);
    expect(faultsOf(page)).toEqual([]);
  });

  it('puts the focus into the form that E opens, lets Esc leave it, and gives the focus back to the heading', async () => {
    const page = await desks.at('admin', { address: '/desk/units' });
    await page.getByLabel('名称或代码').fill('990001001001');
    await page.getByRole('tree').getByText('松影').first().click();
    const heading = page.getByRole('region', { name: '单位' }).getByRole('heading', { level: 2 }).first();
    await heading.filter({ hasText: '松影' }).waitFor();
    await heading.click();
    await page.keyboard.press('e');
    await page.locator('form input:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('h2:focus').filter({ hasText: '松影' }).waitFor();
    expect(await page.locator('.detail form.card').count()).toBe(0);
    expect(faultsOf(page)).toEqual([]);
  });

  it('gives the focus back to the heading of the triage when its lists are left', async () => {
    const order = await placeOrder(desks.city, '想请人看看窗户的锁');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await page.getByRole('button', { name: '改一改' }).click();
    await page.getByRole('button', { name: '先不' }).click();
    await page.locator('h3:focus').filter({ hasText: '研判' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('whoever sits at two desks', () => {
  it('narrows each within itself, and stays at it when nothing is filtered any more', async () => {
    const { city } = desks;
    const headers = { origin: city.url, cookie: await sessionOf(city, 'admin') };
    const { units } = (await (await fetch(`${city.url}/api/v1/tree`, { headers })).json()) as {
      units: { id: string; level: string; zh: string }[];
    };
    const second = units.find(({ level, zh }) => level === 'institute' && zh.includes('白桦'));
    const below = units.find(({ zh }) => zh.startsWith('铁厂社区新时代'));
    const cookie = await sessionOf(city, 'zhan');
    const me = (await (await fetch(`${city.url}/api/v1/me`, { headers: { cookie } })).json()) as { personId: string };
    const given = await fetch(`${city.url}/api/v1/grants`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ personId: me.personId, role: 'dispatcher', unitId: second?.id }),
    });
    expect(given.status).toBe(201);

    const page = await desks.at('zhan', { address: '/desk/queue' });
    const asked = (name: string) => new URL(page.url()).searchParams.get(name);
    const heading = page.getByRole('heading', { level: 1 });
    await page.getByRole('combobox', { name: '换个单位' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: '白桦' }).click();
    await expect.poll(() => asked('desk')).toBe(second?.id);
    await page.getByRole('button', { name: /^筛选/ }).click();
    await page.getByRole('combobox', { name: '只看哪里' }).fill('铁厂社区新时代');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked('unit')).toBe(below?.id);
    expect(asked('desk')).toBe(second?.id);
    expect(await heading.textContent()).toContain('白桦');
    await page.getByRole('button', { name: '筛选 · 1 项' }).waitFor();
    await page.getByRole('button', { name: '都不筛' }).click();
    await expect.poll(() => asked('unit')).toBe(null);
    expect(asked('desk')).toBe(second?.id);
    expect(await heading.textContent()).toContain('白桦');
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('the inbox at the desk', () => {
  it('counts all that is not read, in the rail as on the page, and leads to what is older', async () => {
    const page = await desks.at('shenji', { address: '/desk/inbox' });
    const me = await page.evaluate(
      async () => (await (await fetch('/api/v1/me')).json()) as { personId: string; network: { id: string } },
    );
    const { context } = desks.city;
    const at = context.clock.now();
    const told = Array.from({ length: 60 }, (_, count) => ({
      id: newId(new Date(at.getTime() + count)),
      personId: me.personId,
      kind: 'account_made' as const,
      orderId: null,
      urgent: false,
      eventId: newId(at),
      at,
    }));
    await context.database.transaction(me.network.id, (connection) => insertNotifications(connection, told));
    await page.reload();
    await page.getByText('60 条还没看。').waitFor();
    await page.getByRole('link', { name: /^消息 ?60$/ }).waitFor();
    const rows = page.getByRole('row');
    expect(await rows.count()).toBe(50);
    await page.getByRole('button', { name: '看更早的' }).click();
    await expect.poll(() => rows.count()).toBe(60);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '都看过了' }).click();
    await page.getByText('都看过了。').waitFor();
    await page.getByRole('link', { name: /^消息$/ }).waitFor();
    expect(await rows.count()).toBe(60);
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('the roster of a team at the desk', () => {
  it('shows what still needs people, who goes once they are named, and who is away', async () => {
    const order = await placeOrder(desks.city, '客厅的开关坏了，想请人修');
    await sendAs(desks.city, 'shi', order.id, 'triage', {
      nature: 'public_service',
      kind: 'plumbing_electric_minor',
    });
    await sendAs(desks.city, 'shi', order.id, 'dispatch', { teamId: await teamOf(desks.city, 'duizhang') });
    await phones.cookiesOf(ELECTRICIAN);
    const page = await desks.at('duizhang', { address: '/desk/team' });
    await page.getByRole('button', { name: '这一周' }).click();
    const lacking = page.getByRole('row', { name: /还差人/ });
    await lacking.getByRole('button').first().click();
    await page.getByRole('checkbox', { name: /温师傅/ }).check();
    await page.getByRole('button', { name: '派这 1 个人去' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '派这 1 个人去' }).click();
    await page
      .getByRole('row', { name: /温师傅/ })
      .getByRole('button')
      .first()
      .waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('the tree at the administrator’s desk', () => {
  it('asks before it moves a unit that was dropped on another, and moves it then', async () => {
    const page = await desks.at('admin', { address: '/desk/units' });
    await page.getByLabel('名称或代码').fill('990001001001');
    const tree = page.getByRole('tree');
    // The city, its centre, an institute, the station.
    const named = tree.locator('.unit-title');
    await named.nth(3).dragTo(named.nth(1));
    const dialog = page.getByRole('dialog', { name: '移动' });
    await dialog.getByText('一起移过去').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '移过去' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: '单位' }).getByText('移动').first().waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});
