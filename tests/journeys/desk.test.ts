import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, readAs, rowsOf as rows, sendAs, startDesks, teamOf } from './desk.ts';

const desks = startDesks();

describe('the dispatch desk', () => {
  it('signs in, says beside its field what is missing, refuses a wrong password in words, and offers the logins of the demo', async () => {
    const page = await desks.open({ screen: 'desk' });
    await page.goto('/desk/');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText('请输入用户名。').waitFor();
    await page.getByText('请输入密码。').waitFor();
    const username = page.getByLabel('用户名');
    expect(await username.evaluate((field) => document.activeElement === field)).toBe(true);
    const said = page.locator(`[id="${await username.getAttribute('aria-describedby')}"]`);
    expect(await said.textContent()).toBe('请输入用户名。');
    expect(await axeViolations(page)).toEqual([]);
    await username.fill('zhongxin');
    expect(await said.count()).toBe(0);
    await page.getByLabel('密码').fill('not the password');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /zhongxin/ }).click();
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('link', { name: '派单' }).waitFor();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: '中心' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('sends the recommended one in four keystrokes, and takes it back with a fifth', async () => {
    const order = await placeOrder(desks.city, '厨房水龙头一直滴水，关不上');
    const page = await desks.at('zhongxin');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: '厨房水龙头一直滴水' }).waitFor();
    await page.keyboard.press('y');
    await page.getByRole('radiogroup').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.getByText(`${order.number} 派给了`).waitFor();
    expect((await readAs(page, order.id)).status).toBe('dispatched');
    await page.keyboard.press('u');
    await page.getByText('撤回了。').waitFor();
    expect((await readAs(page, order.id)).status).toBe('triaged');
    expect(faultsOf(page)).toEqual([]);
  });

  it('announces a new order within seconds and moves no row until asked', async () => {
    const page = await desks.at('zhongxin');
    await rows(page).first().waitFor();
    const before = await rows(page).allInnerTexts();
    await placeOrder(desks.city, '降压药吃完了，下不了楼');
    const news = page.getByRole('button', { name: /^1 新 N/ });
    await news.waitFor();
    expect((await rows(page).allInnerTexts()).map(wordsOf)).toEqual(before.map(wordsOf));
    await page.keyboard.press('n');
    await page.getByText('降压药吃完了，下不了楼').first().waitFor();
    expect(await rows(page).count()).toBe(before.length + 1);
  });

  it('shows what changed when somebody was quicker, and does nothing until told again', async () => {
    const order = await placeOrder(desks.city, '老人卧床三年了，想剪个头发');
    // A bad line: this page hears of nothing.
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}`, deaf: true });
    await page.getByRole('heading', { name: '老人卧床三年了' }).waitFor();
    await sendAs(desks.city, 'shi', order.id, 'triage', { nature: 'consultation', urgency: 'normal' });
    await page.keyboard.press('y');
    await page.getByText('有人先改了这一单。').waitFor();
    const note = page.getByRole('alert').filter({ hasText: '有人先改了这一单' });
    expect(await note.textContent()).toContain('您刚才的操作还没有做');
    expect(await note.textContent()).toMatch(/到哪一步[\s\S]*已收到[\s\S]*正在找人/);
    expect((await readAs(page, order.id)).nature).toBe('consultation');
    await page.getByRole('button', { name: '还是这样办' }).click();
    await page.getByText('研判好了').waitFor();
    expect((await readAs(page, order.id)).nature).toBe('public_service');
  });

  it('finds an order by words, keeps filters in the address, and says when nothing is found', async () => {
    const page = await desks.at('zhongxin');
    await rows(page).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('水龙头');
    await page.keyboard.press('Enter');
    await page.getByText('“水龙头”搜到').waitFor();
    expect(new URL(page.url()).searchParams.get('text')).toContain('水龙头');
    await page.keyboard.press('/');
    await page.keyboard.type('没有这样的话');
    await page.keyboard.press('Enter');
    await page.getByText('没有搜到').waitFor();
    await page.keyboard.press('Escape');
    await rows(page).first().waitFor();
  });

  it('takes a call: an emergency is seen while it is typed, earlier orders appear by phone', async () => {
    const page = await desks.at('zhongxin', { address: '/desk/intake' });
    await page.getByLabel('电话', { exact: true }).fill('16900004321');
    await page.getByLabel('怎么称呼').fill('孙大爷');
    await page.getByLabel('对方怎么说，照原话写').fill('摔倒了，叫不醒');
    await page.getByText('先打 120').waitFor();
    await page.getByLabel('对方怎么说，照原话写').fill('想学用手机跟外孙女视频');
    await page.getByText('听起来像').waitFor();
    await page.getByLabel('在哪个社区').click();
    await page.keyboard.type('社区');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('登记好了，单号').waitFor();
    // The index of words and phones follows a moment behind.
    await expect
      .poll(async () => {
        await page.getByLabel('电话', { exact: true }).fill('');
        await page.getByLabel('电话', { exact: true }).fill('16900004321');
        await page.waitForTimeout(1000);
        return page.getByRole('link', { name: '想学用手机跟外孙女视频' }).count();
      })
      .toBe(1);
    expect(await axeViolations(page)).toEqual([]);
  });

  it.each([
    ['zhongxin', '/desk/queue'],
    ['suqiu', '/desk/register'],
    ['bumen', '/desk/register'],
    ['baoguan', '/desk/custody'],
    ['shenji', '/desk/audit'],
  ])('opens for %s, who came by no address, the page that they work at', async (username, address) => {
    const page = await desks.at(username);
    await page.waitForURL((url) => url.pathname === address);
    await page.getByRole('link', { name: '消息' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('keeps a complaint from the dispatcher and shows it to the petition clerk', async () => {
    await placeOrder(desks.city, '演示小区物业乱收停车费，没人管，我要投诉');
    const dispatcher = await desks.at('zhongxin');
    await rows(dispatcher).first().waitFor();
    expect(await dispatcher.getByText('演示小区物业乱收停车费').count()).toBe(0);
    const clerk = await desks.at('suqiu', { address: '/desk/petitions' });
    // The words of a petition stand in no list: whoever opens it reads them, and that is recorded.
    await clerk.getByRole('grid').getByText('已封存，打开才能读').first().waitFor();
    expect(await clerk.getByRole('grid').getByText('演示小区物业乱收停车费').count()).toBe(0);
    await clerk.keyboard.press('j');
    await clerk.getByText('保密', { exact: true }).first().waitFor();
    expect(await axeViolations(clerk)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has nothing that axe finds in the queue and the panel, %s', async (theme) => {
    const page = await desks.at('zhongxin', { theme });
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: '研判' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });

  it.each([
    ['duizhang', '/desk/team', '派给队里的'],
    ['admin', '/desk/units', '组织'],
    ['admin', '/desk/people', '人员和角色'],
    ['admin', '/desk/policies', '规则'],
    ['zhongxin', '/desk/inbox', '消息'],
  ])('opens %s%s without a fault and with nothing that axe finds', async (username, address, words) => {
    const page = await desks.at(username, { address });
    await page.getByText(words).first().waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    expect(await axeViolations(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });

  it('answers why somebody can see what lies at a unit', async () => {
    const page = await desks.at('admin', {
      address: `/desk/people?text=${encodeURIComponent('孟派单')}`,
    });
    await page.getByRole('button', { name: /孟派单/ }).click();
    await page.getByLabel('为什么看得到？选一个单位').click();
    await page.keyboard.type('社区');
    await page.keyboard.press('Enter');
    await page.getByText(/因为在(上面的)?.*是派单员|没有角色/).waitFor();
  });

  it('changes a unit as it stands, and shows the change', async () => {
    const page = await desks.at('admin', { address: '/desk/units' });
    await page.getByLabel('名称或代码').fill('990001');
    await page.getByRole('tree').getByText('中心', { exact: true }).first().click();
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('地址').fill('演示路 1 号');
    await page.getByRole('button', { name: '存下' }).click();
    await page.getByText('演示路 1 号').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('lets a team leader name who goes, without the words or the door before', async () => {
    const order = await placeOrder(desks.city, '灯泡坏了够不着，想请人换一下');
    await sendAs(desks.city, 'shi', order.id, 'triage', {
      nature: 'public_service',
      kind: 'plumbing_electric_minor',
      urgency: 'normal',
    });
    await sendAs(desks.city, 'shi', order.id, 'dispatch', { teamId: await teamOf(desks.city, 'duizhang') });
    const page = await desks.at('duizhang');
    await page.getByRole('row').filter({ hasText: '已派出' }).getByRole('button').first().click();
    await page.getByText('接了以后，才看得到名字、电话和门牌。').waitFor();
    expect(await page.getByText('灯泡坏了够不着').count()).toBe(0);
    await page.getByRole('checkbox').last().check();
    await page.getByRole('button', { name: '派这 1 个人去' }).click();
    const sure = page.getByRole('dialog', { name: new RegExp(`^派.+去办 ${order.number}？$`) });
    await sure.getByText('这里收不回来').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sure.waitFor({ state: 'detached' });
    expect((await readAs(page, order.id)).status).toBe('dispatched');
    await page.getByRole('button', { name: '派这 1 个人去' }).click();
    await sure.waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('安排好了，1 个人去。').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});

function wordsOf(text: string): string {
  return text
    .split('\n')
    .filter((each) => !/^[剩超]/.test(each))
    .join(' ');
}
