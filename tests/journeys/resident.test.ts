import { describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../demo/accounts.ts';
import { axeViolations, faultsOf } from '../browser.ts';
import { arriveAt, staffAt, Taps, typeCode } from './phone.ts';
import {
  firstCommunity,
  lastCommunity,
  newPhone,
  offeredTo,
  orderHelp,
  RESIDENT,
  startPhones,
  VOLUNTEER,
} from './resident.ts';
import { asking } from './resident-asking.ts';
import { firstAnswers, firstPictures, firstWords } from './resident-first.ts';
import { fourRoles } from './resident-four-roles.ts';
import { leading } from './resident-leading.ts';
import { neighbours } from './resident-neighbours.ts';
import { noNetwork } from './resident-offline.ts';
import { ownOrders } from './resident-own.ts';
import { everyPage } from './resident-pages.ts';
import { serving } from './resident-serving.ts';
import { halfWritten } from './resident-words.ts';

const phones = startPhones();
const { open, enter } = phones;

ownOrders(phones);
serving(phones);
asking(phones);
noNetwork(phones);
leading(phones);
neighbours(phones);
fourRoles(phones);
halfWritten(phones);
firstPictures(phones);
firstWords(phones);
firstAnswers(phones);
everyPage(phones);

describe('ordering help on the phone', () => {
  it('takes somebody new at most six taps, typing aside, and ends with a number', async () => {
    const page = await open();
    const taps = new Taps(page);
    await page.goto('/');
    await taps.link('我要点单');
    await page.getByLabel('用您自己的话说').fill('厨房水管一直漏水，想请人来看看。');
    await taps.button('下一步');
    const community = await firstCommunity(phones);
    await page.getByLabel('社区或村的名字').fill(community.slice(0, 2));
    await taps.button(new RegExp(community.slice(0, 4)));
    await taps.button('下一步');
    await taps.button('越快越好');
    await arriveAt(page, '看一看，对不对');
    await typeCode(page, newPhone(), '拿验证码，然后发出去', taps);
    await arriveAt(page, '发出去了');
    expect(taps.count).toBeLessThanOrEqual(6);
    expect(await page.getByText(/单号是/).textContent()).toMatch(/\d{4,}/);
    // What was sent is done with: no way back leads into an empty order.
    await page.goBack();
    await arriveAt(page, '要帮忙吗？');
    await page.goForward();
    await arriveAt(page, '发出去了');
    await page.getByRole('button', { name: '返回' }).click();
    await arriveAt(page, '要帮忙吗？');
    expect(faultsOf(page)).toEqual([]);
  });

  it('keeps what was typed across a reload and a lost network, and then sends it once', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    await page.goto('/order');
    await page.getByLabel('用您自己的话说').fill('想请人帮忙把旧柜子搬到楼下。');
    await page.reload();
    // The field stands there before what was typed does.
    await expect.poll(() => page.getByLabel('用您自己的话说').inputValue()).toBe('想请人帮忙把旧柜子搬到楼下。');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '换一个' }).waitFor();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '这七天都行' }).click();
    await arriveAt(page, '看一看，对不对');
    // The answer is lost on its way: the server has the order, the phone does not know.
    await page.route('**/api/v1/orders', async (route) => {
      await route.fetch().catch(() => undefined);
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: '发出去' }).click();
    await page.getByText('没有连上网。').waitFor();
    await page.unroute('**/api/v1/orders');
    await page.getByRole('button', { name: '再试一次' }).click();
    await arriveAt(page, '发出去了');
    await page.goto('/orders');
    await arriveAt(page, '我的单');
    await page.getByText('收到了').first().waitFor();
    const mine = await page.evaluate(
      async () => (await (await fetch('/api/v1/me/orders')).json()) as { items: { text: string }[] },
    );
    expect(mine.items.filter((order) => order.text.includes('旧柜子'))).toHaveLength(1);
  });

  it('keeps what is changed while the order is on its way, and says that it did not go along', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    await page.goto('/order');
    await page.getByLabel('用您自己的话说').fill('想请人帮忙擦擦油烟机。');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '换一个' }).waitFor();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '越快越好' }).click();
    await arriveAt(page, '看一看，对不对');
    let letAnswer = () => {};
    const changed = new Promise<void>((resolve) => {
      letAnswer = resolve;
    });
    await page.route('**/api/v1/orders', async (route) => {
      const response = await route.fetch();
      await changed;
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: '发出去' }).click();
    await page.getByRole('link', { name: '改“要什么”' }).click();
    await page.getByLabel('用您自己的话说').fill('想请人帮忙擦擦油烟机和窗户。');
    letAnswer();
    await page.getByText('刚才那一单已经发出去了').waitFor();
    expect(await page.getByLabel('用您自己的话说').inputValue()).toBe('想请人帮忙擦擦油烟机和窗户。');
    expect(faultsOf(page)).toEqual([]);
  });

  it('says what is missing at the field, and lets one go back and change each answer', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    // By the poster at another station's door: help is wanted there, not at home.
    const { id, zh } = await lastCommunity(phones);
    await page.goto(`/order?at=${id}`);
    await page.getByRole('button', { name: '下一步' }).click();
    const field = page.getByLabel('用您自己的话说');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const description = (await field.getAttribute('aria-describedby')) ?? '';
    expect(await page.locator(`#${description.split(' ').at(-1)}`).textContent()).toContain('写一句您要什么帮忙');
    await field.fill('陪我去医院复查');
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '换一个' }).waitFor();
    await page.getByText(zh.replace('新时代文明实践站', '')).waitFor();
    await page.goBack();
    expect(await field.inputValue()).toBe('陪我去医院复查');
    await page.goForward();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '这七天都行' }).click();
    await page.getByRole('link', { name: '改“什么时候”' }).click();
    await page.getByRole('button', { name: '明天' }).click();
    await arriveAt(page, '看一看，对不对');
    await page.getByText('明天').waitFor();
  });

  it('asks for the consent of whom it is for, and shows them the order by their own phone', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    const phone = newPhone();
    await page.goto('/order/whom');
    await page.getByRole('button', { name: '替别人' }).click();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('要对方同意才能替他点。请先问一声。').waitFor();
    await page.getByLabel('邻居').check();
    await page.getByLabel('怎么称呼').fill('周奶奶');
    await page.getByLabel('电话').fill(phone);
    await page.getByLabel('对方同意我替他点').check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByLabel('用您自己的话说').fill('周奶奶想有人教她用手机挂号。');
    await page.getByRole('button', { name: '下一步' }).click();
    const community = await firstCommunity(phones);
    await page.getByLabel('社区或村的名字').fill(community.slice(0, 2));
    await page
      .getByRole('button', { name: new RegExp(community.slice(0, 4)) })
      .first()
      .click();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '越快越好' }).click();
    await page.getByRole('button', { name: '发出去' }).click();
    await arriveAt(page, '发出去了');
    const theirs = await open();
    await enter(theirs, phone);
    await theirs.goto('/orders');
    await theirs.getByText('收到了').first().waitFor();
  });

  it('shows the number to call at once when it is an emergency', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    await page.goto('/order');
    await page.getByLabel('用您自己的话说').fill('家里有煤气味，头晕得厉害，闻着是燃气泄漏');
    await page.getByRole('button', { name: '下一步' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByRole('link').getAttribute('href')).toMatch(/^tel:1(10|19|20)$/);
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: '接着点单' }).click();
    await page.getByRole('button', { name: '换一个' }).waitFor();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '越快越好' }).click();
    await page.getByRole('button', { name: '发出去' }).click();
    await arriveAt(page, /请马上打/);
    expect(await page.getByRole('link', { name: /^打 1/ }).getAttribute('href')).toMatch(/^tel:1/);
  });
});

describe('the loop on the phone', () => {
  it('goes from asking to a good word, with one volunteer who takes it in three taps', async () => {
    const resident = await open();
    await enter(resident, RESIDENT);
    await orderHelp(resident, '想请人陪我去一趟医院复查，我一个人走不稳。');
    await arriveAt(resident, '发出去了');
    const orderId = new URL(resident.url()).pathname.split('/')[2] ?? '';

    const volunteer = await open();
    await enter(volunteer, VOLUNTEER);
    await offeredTo(phones, VOLUNTEER, { id: orderId });

    const taps = new Taps(volunteer);
    // The page of the volunteer hears of it by itself.
    await volunteer.getByRole('link', { name: /想请您帮忙/ }).waitFor();
    await taps.link(/想请您帮忙/);
    await arriveAt(volunteer, '想请您帮忙');
    const card = volunteer.getByRole('article').filter({ hasText: '医院' }).first();
    expect(await card.textContent()).not.toContain('王秀英');
    expect(await axeViolations(volunteer)).toEqual([]);
    await taps.button(/^我去/, card);
    await volunteer.waitForURL('**/tasks/**');
    expect(taps.count).toBeLessThanOrEqual(3);

    await resident.goto(`/orders/${orderId}`);
    await resident
      .getByText(/任大姐.*接了/)
      .first()
      .waitFor();
    await resident.getByRole('button', { name: '联系对方' }).click();
    expect(await resident.getByRole('dialog').getByRole('link').first().getAttribute('href')).toBe(`tel:${VOLUNTEER}`);
    await resident.getByRole('dialog').getByRole('button', { name: '关上' }).click();

    await volunteer.getByRole('button', { name: '到了，开始' }).click();
    // The page is drawn anew by its answer: what is pressed meanwhile may no longer be there.
    await volunteer.getByText('开始了。').waitFor();
    await volunteer.getByRole('button', { name: '办完了' }).click();
    await volunteer.getByLabel('留句话').fill('检查做完了，药也取了。');
    await volunteer.getByRole('dialog').getByRole('button', { name: '办完了' }).click();
    await arriveAt(volunteer, '我接的事');

    // The resident's page follows without being touched.
    await resident
      .getByText(/说办好了/)
      .first()
      .waitFor();
    await resident.getByRole('link', { name: '说说办得怎么样' }).click();
    await resident.getByRole('button', { name: '解决了，很好' }).click();
    await resident.getByText('办好了，您说解决了。').first().waitFor();
    expect([...faultsOf(resident), ...faultsOf(volunteer)]).toEqual([]);
  });

  it('lets the resident change the day and take it back, saying first what that does', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    await orderHelp(page, '想请人来教教我用手机交水费。');
    await arriveAt(page, '发出去了');
    await page.goto('/orders');
    await page.getByRole('link', { name: /教教我用手机交水费/ }).click();
    await page.getByRole('link', { name: '改一下' }).waitFor();
    // The heading came with the order: whoever hears the page is at it.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByRole('link', { name: '改一下' }).click();
    await page.getByLabel('几号楼，几单元，几号').fill('5 号楼 1 单元 101');
    await page.getByRole('button', { name: '存下' }).click();
    await page.getByText('5 号楼 1 单元 101').waitFor();
    await page.getByRole('button', { name: '不用了' }).click();
    await page.getByRole('dialog').getByText('撤了就不能恢复').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '不要了' }).click();
    await page.getByText('您说不用了，这一单撤了。').waitFor();
    // The button that was pressed is gone, and so is the page of the change: neither is gone back to.
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.getByRole('button', { name: '返回' }).click();
    await arriveAt(page, '我的单');
  });

  it('says who sees a complaint, and keeps it from the station', async () => {
    const page = await open();
    await enter(page, RESIDENT);
    await page.goto('/order');
    await page.getByLabel('用您自己的话说').fill('云杉小吃店（编的）半夜还放音响，吵得睡不着，我要投诉。');
    await page.getByLabel('这是投诉，或者要反映问题').check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '换一个' }).waitFor();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '越快越好' }).click();
    await page.getByText('只有区里的信访专员看得到').waitFor();
    await page.getByRole('button', { name: '发出去' }).click();
    await arriveAt(page, '发出去了');
    const orderId = new URL(page.url()).pathname.split('/')[2];
    const station = await staffAt(phones.city.url, 'zhan', DEMO_PASSWORD);
    const clerk = await staffAt(phones.city.url, 'suqiu', DEMO_PASSWORD);
    expect((await station.orders()).map((order) => order.id)).not.toContain(orderId);
    expect((await clerk.orders()).map((order) => order.id)).toContain(orderId);
  });
});
