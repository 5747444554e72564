import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { startJourney } from '../journey.ts';
import { placeOrder, rowsOf, sendAs, startDesks, TUESDAY, teamOf } from './desk.ts';
import { asked, ELECTRICIAN, newPhone, RESIDENT, startPhones, VOLUNTEER } from './resident.ts';

const journey = startJourney({ now: TUESDAY });
const desks = startDesks(journey);
const phones = startPhones(journey);

/** Another resident of the demo, neighbour of the first. */
const NEIGHBOUR = '16900000012';

const panelOf = (page: Page) => page.getByRole('complementary', { name: '这一单' });
const deed = (page: Page, name: string) => panelOf(page).getByRole('button', { name, exact: true });

/** The resident's page of an order. */
async function orderOnPhone(phone: string, id: string): Promise<Page> {
  const page = await phones.phoneOf(phone);
  await page.goto(`/orders/${id}`);
  return page;
}

describe('the dispatcher, and what the resident sees of it', () => {
  it('merges two that ask for the same, and takes them apart again', async () => {
    const first = await asked(phones, RESIDENT, '楼道里的灯都不亮，晚上看不见路');
    const second = await asked(phones, NEIGHBOUR, '三单元的灯坏了，我妈差点摔倒');
    const resident = await orderOnPhone(NEIGHBOUR, second.id);
    await resident.getByText('收到了，中心还没看。').waitFor();

    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${second.id}` });
    await desk.getByRole('heading', { name: '三单元的灯坏了' }).waitFor();
    const words = '三单元的灯坏了，我妈差点摔倒';
    await rowsOf(desk).filter({ hasText: words }).waitFor();
    const before = await rowsOf(desk).count();
    await deed(desk, '并成一单').click();
    const dialog = desk.getByRole('dialog', { name: '并成一单' });
    await dialog.getByRole('textbox', { name: '并到哪一单' }).fill(first.number);
    await dialog.getByRole('radio', { name: /楼道里的灯都不亮/ }).check();
    await dialog.getByText(`这一单并进${first.number}一起办。`).waitFor();
    expect(await axeViolations(desk)).toEqual([]);
    await dialog.getByRole('button', { name: '并过去' }).click();
    await desk.getByText(`${second.number} 并进了 ${first.number}。`).waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(await rowsOf(desk).count()).toBe(before - 1);
    expect(await rowsOf(desk).filter({ hasText: words }).count()).toBe(0);

    await resident.getByText('和别人说的是同一件事，一起办了。').waitFor();
    await resident.getByText('您还是可以在这里说解决了没有。').waitFor();
    expect(await resident.locator('body').textContent()).not.toContain('楼道里的灯都不亮');

    // How far the other one is, the follower learns here, and nothing else of it.
    await sendAs(desks.city, 'zhongxin', first.id, 'triage', {
      nature: 'public_service',
      kind: 'plumbing_electric_minor',
    });
    await resident.getByText('那一单办到了：中心看过了，正在找人。').waitFor();
    expect(await resident.locator('body').textContent()).not.toContain('楼道里的灯都不亮');

    await rowsOf(desk).filter({ hasText: '楼道里的灯都不亮' }).click();
    await panelOf(desk).getByRole('heading', { name: '楼道里的灯都不亮' }).waitFor();
    await panelOf(desk).getByText('有一单并了进来').waitFor();
    await deed(desk, '看并进来的那一单').click();
    await panelOf(desk).getByRole('heading', { name: '三单元的灯坏了' }).waitFor();
    await panelOf(desk).getByText('合并办理').waitFor();
    await deed(desk, '再分开').click();
    await desk.getByText('分开了，单独办。').waitFor();
    await panelOf(desk).getByText('已收到').waitFor();
    await expect.poll(() => rowsOf(desk).filter({ hasText: words }).count()).toBe(1);

    await resident.getByText('收到了，中心还没看。').waitFor();
    expect([...faultsOf(desk), ...faultsOf(resident)]).toEqual([]);
  });

  it('takes a merge back with one key while its note offers it', async () => {
    const first = await asked(phones, RESIDENT, '想找人下象棋');
    const second = await asked(phones, NEIGHBOUR, '老头一个人没伴，想有人陪着下棋');
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${second.id}` });
    await deed(desk, '并成一单').click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '并到哪一单' }).fill(first.number);
    await dialog.getByRole('radio', { name: /想找人下象棋/ }).check();
    await dialog.getByRole('button', { name: '并过去' }).click();
    await desk.getByText(`${second.number} 并进了 ${first.number}。`).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await desk.keyboard.press('u');
    await desk.getByText('撤回了。').waitFor();
    await rowsOf(desk).filter({ hasText: '老头一个人没伴' }).waitFor();
    const resident = await orderOnPhone(NEIGHBOUR, second.id);
    await resident.getByText('收到了，中心还没看。').waitFor();
  });

  it('splits what holds two wishes, and both stay the resident’s', async () => {
    const order = await asked(phones, RESIDENT, '想请人陪我去医院，家里水管也漏');
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await deed(desk, '拆成两单').click();
    const dialog = desk.getByRole('dialog', { name: '拆成两单' });
    await dialog.getByLabel('第二件事是什么').fill('家里水管漏水，请人修');
    await dialog.getByRole('button', { name: '拆开' }).click();
    await desk.getByText(`${order.number} 拆开了，第二单单独编号。`).waitFor();
    await panelOf(desk)
      .getByText(/孟派单.*拆成两单/)
      .waitFor();
    await desk.getByRole('button', { name: /^1 新 N/ }).waitFor();
    await desk.keyboard.press('n');
    await rowsOf(desk).filter({ hasText: '家里水管漏水，请人修' }).click();
    await panelOf(desk).getByRole('heading', { name: '家里水管漏水，请人修' }).waitFor();
    const number = /\d{4}-\d{4}/.exec((await panelOf(desk).textContent()) ?? '')?.[0] ?? '';
    expect(number).not.toBe(order.number);
    await deed(desk, '看拆开前的那一单').click();
    await panelOf(desk).getByRole('heading', { name: '想请人陪我去医院，家里水管也漏' }).waitFor();
    expect(await axeViolations(desk)).toEqual([]);

    const resident = await phones.phoneOf(RESIDENT);
    await resident.goto('/orders');
    await resident.getByText(order.number).waitFor();
    await resident.getByText(number).waitFor();
    expect([...faultsOf(desk), ...faultsOf(resident)]).toEqual([]);
  });

  it('hands an order over to a station, and the station to another, which it then sees no more', async () => {
    const order = await asked(phones, RESIDENT, '女儿家在河边，想有人去她那边看看水表');
    const centre = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(centre).getByRole('heading', { name: '女儿家在河边' }).waitFor();
    await handOver(centre, '松影社区', '离得近，先去看看');
    await centre.getByText(`${order.number} 转给了松影社区`).waitFor();
    await panelOf(centre)
      .getByText(/孟派单.*转给松影社区/)
      .waitFor();
    await panelOf(centre).getByText('松影社区新时代文明实践站').first().waitFor();

    const station = await desks.at('zhan', { address: `/desk/queue?order=${order.id}` });
    await panelOf(station).getByRole('heading', { name: '女儿家在河边' }).waitFor();
    await panelOf(station)
      .getByText(/孟派单.*的理由.*离得近，先去看看/)
      .waitFor();
    await handOver(station, '柳岸社区', '她家归柳岸');
    await station.getByText(`${order.number} 转给了柳岸社区`).waitFor();
    await expect.poll(() => rowsOf(station).filter({ hasText: '女儿家在河边' }).count()).toBe(0);
    await station.goto(`/desk/queue?order=${order.id}`);
    await station.getByText('这一单现在不归您看了。也许转走了，或者定为保密。').waitFor();
    await panelOf(centre).getByText('柳岸社区新时代文明实践站').first().waitFor();

    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident.getByText('收到了，中心还没看。').waitFor();
    // What the units say to each other on the way is not the resident's.
    expect(await resident.locator('body').textContent()).not.toContain('离得近');
    expect([...faultsOf(centre), ...faultsOf(station), ...faultsOf(resident)]).toEqual([]);
  });

  it('hands a question to a department, which answers it at its own desk', async () => {
    const order = await asked(phones, RESIDENT, '医保卡丢了怎么补');
    await sendAs(desks.city, 'zhongxin', order.id, 'triage', { nature: 'consultation' });
    const centre = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(centre).getByRole('heading', { name: '医保卡丢了怎么补' }).waitFor();
    await handOver(centre, '医疗保障局', '这个要问医保局');
    await centre.getByText(`${order.number} 转给了云杉市医疗保障局`).waitFor();
    const department = await desks.at('bumen', { address: `/desk/queue?order=${order.id}` });
    await panelOf(department).getByRole('heading', { name: '医保卡丢了怎么补' }).waitFor();
    await rowsOf(department).filter({ hasText: '医保卡丢了怎么补' }).waitFor();
    await deed(department, '答复').click();
    await department
      .getByRole('dialog')
      .getByLabel('答复', { exact: true })
      .fill('带身份证到任何一个医保窗口，当场补。');
    await department.getByRole('button', { name: '发出答复' }).click();
    await department.getByText(`${order.number} 答复了`).waitFor();
    expect(await axeViolations(department)).toEqual([]);
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident.getByText('有答复了。您看解决了吗？').first().waitFor();
    await resident.getByText('带身份证到任何一个医保窗口，当场补。').waitFor();
    expect([...faultsOf(centre), ...faultsOf(department), ...faultsOf(resident)]).toEqual([]);
  });

  it('supervises from one level up; the county sees who watches and what was asked', async () => {
    const order = await asked(phones, RESIDENT, '上次说好来修的门锁一直没人来');
    const county = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(county).getByRole('heading', { name: '上次说好来修的门锁' }).waitFor();
    expect(await deed(county, '督办').count()).toBe(0);

    const above = await desks.at('shi', { address: `/desk/queue?order=${order.id}` });
    await deed(above, '督办').click();
    const dialog = above.getByRole('dialog', { name: '督办' });
    await dialog.getByLabel('要求（可以不写）').fill('今天之内给老人回话');
    await dialog.getByRole('button', { name: '开始督办' }).click();
    await above.getByText(`${order.number} 由上级督办，到办结为止。`).waitFor();
    await panelOf(above)
      .getByText(/云杉市.*督办/)
      .first()
      .waitFor();

    // The county's page hears of it by itself.
    await panelOf(county)
      .getByText(/云杉市.*督办/)
      .first()
      .waitFor();
    await panelOf(county)
      .getByText(/要求.*今天之内给老人回话/)
      .waitFor();
    await rowsOf(county).filter({ hasText: '上次说好来修的门锁' }).getByText('督办').waitFor();
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident.getByText('收到了，中心还没看。').waitFor();
    expect(await resident.locator('body').textContent()).not.toContain('今天之内给老人回话');
    expect([...faultsOf(county), ...faultsOf(above), ...faultsOf(resident)]).toEqual([]);
  });

  it('judges to be a complaint leaves the queue for the clerks, and that is said', async () => {
    const order = await asked(phones, RESIDENT, '想说说楼下演示小店的事');
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(desk).getByRole('button', { name: '改一改' }).click();
    await panelOf(desk).getByLabel('性质').click();
    await desk.locator('.ant-select-item-option').filter({ hasText: '投诉' }).click();
    await panelOf(desk).getByRole('button', { name: '就这样定' }).click();
    await desk.getByText(`${order.number} 研判好了。`).waitFor();
    await desk.waitForFunction((id) => !location.search.includes(id), order.id);
    expect(await desk.getByRole('grid').getByText('演示小店').count()).toBe(0);
    expect(faultsOf(desk)).toEqual([]);
  });

  it('answers a question, and the resident reads the answer and says whether it helped', async () => {
    const order = await asked(phones, RESIDENT, '老年卡在哪里办，要带什么');
    const resident = await orderOnPhone(RESIDENT, order.id);
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(desk).getByRole('button', { name: '改一改' }).click();
    await panelOf(desk).getByLabel('性质').click();
    await desk.locator('.ant-select-item-option').filter({ hasText: '咨询' }).click();
    await panelOf(desk).getByRole('button', { name: '就这样定' }).click();
    await desk.getByText(`${order.number} 研判好了。`).waitFor();
    await resident.getByText('中心看过了，正在找能答的人。').waitFor();
    await deed(desk, '答复').click();
    const dialog = desk.getByRole('dialog', { name: '答复' });
    const send = dialog.getByRole('button', { name: '发出答复' });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel('答复', { exact: true }).fill('带身份证到社区站就能办，当天拿。');
    await send.click();
    await desk.getByText(`${order.number} 答复了，等点单的人看。`).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await resident.getByText('有答复了。您看解决了吗？').first().waitFor();
    await resident.getByText('带身份证到社区站就能办，当天拿。').waitFor();
    await resident.getByRole('link', { name: '说说办得怎么样' }).click();
    await resident.getByRole('button', { name: '解决了，很好' }).click();
    await resident.getByText('办好了，您说解决了。').first().waitFor();
    await desk.goto(`/desk/queue?order=${order.id}`);
    await panelOf(desk).getByText('已结束').waitFor();
    await panelOf(desk).getByText('点单的人评了 5 星：解决了').waitFor();
    expect([...faultsOf(desk), ...faultsOf(resident)]).toEqual([]);
  });

  it('asks several volunteers by name, and takes the order back from whoever took it, saying why', async () => {
    const order = await asked(phones, RESIDENT, '想有人陪我去一趟医院，走不稳');
    await sendAs(desks.city, 'zhongxin', order.id, 'triage', { nature: 'public_service', kind: 'medical_escort' });
    const desk = await desks.at('zhongxin', { address: `/desk/queue?tab=waiting&order=${order.id}` });
    await panelOf(desk).getByLabel('或者同时问几个人').click();
    await desk.keyboard.type('任大姐');
    await desk.keyboard.press('Enter');
    await desk.locator('.ant-select-item-option:not(.ant-select-item-option-selected)').first().click();
    await desk.keyboard.press('Escape');
    await panelOf(desk)
      .getByRole('button', { name: /^问这 2 个人/ })
      .click();
    await desk.getByText(`${order.number} 问了 2 个人。`).waitFor();
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident.getByText('派出去了，还没有人接。').first().waitFor();
    const volunteer = await phones.phoneOf(VOLUNTEER);
    await volunteer.goto('/offers');
    await volunteer.getByRole('button', { name: /^我去/ }).first().click();
    await resident
      .getByText(/任大姐.*接了/)
      .first()
      .waitFor();

    await desk.goto(`/desk/queue?order=${order.id}`);
    await panelOf(desk).getByText('有人接了').first().waitFor();
    await panelOf(desk).getByRole('button', { name: '看电话' }).click();
    await panelOf(desk).getByText(RESIDENT).waitFor();
    await panelOf(desk)
      .getByText(/孟派单.*看了电话/)
      .first()
      .waitFor();
    await deed(desk, '收回来').click();
    const dialog = desk.getByRole('dialog', { name: '收回来' });
    await dialog.getByLabel('为什么收回（可以不写）').fill('时间改到后天');
    await dialog.getByRole('button', { name: '收回来' }).click();
    await desk.getByText(`${order.number} 收回来了，等着再派。`).waitFor();
    await panelOf(desk).getByText('时间改到后天').waitFor();
    await panelOf(desk).getByRole('button', { name: /^派给/ }).waitFor();
    await resident.getByText('中心看过了，正在找人。').first().waitFor();
    expect([...faultsOf(desk), ...faultsOf(resident), ...faultsOf(volunteer)]).toEqual([]);
  });

  it('withdraws an order for a caller who rang again, and the caller reads so', async () => {
    const order = await placeOrder(desks.city, '想请人换纱窗', NEIGHBOUR);
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await deed(desk, '撤掉').click();
    const dialog = desk.getByRole('dialog', { name: '撤掉' });
    await dialog.getByText('撤了就不能再恢复。').waitFor();
    await dialog.getByLabel('对方怎么说的（可以不写）').fill('儿子来换好了');
    await dialog.getByRole('button', { name: '撤掉这一单' }).click();
    await desk.getByText(`${order.number} 撤掉了。`).waitFor();
    await expect.poll(() => rowsOf(desk).filter({ hasText: '想请人换纱窗' }).count()).toBe(0);
    const caller = await orderOnPhone(NEIGHBOUR, order.id);
    await caller.getByText('您说不用了，这一单撤了。').first().waitFor();
    expect([...faultsOf(desk), ...faultsOf(caller)]).toEqual([]);
  });

  it('calls back in an emergency: not reached keeps it open, safe ends it, and the resident reads so', async () => {
    const order = await asked(phones, RESIDENT, '老伴摔倒了，叫不醒');
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(desk).getByText('先打 120，再做别的。').waitFor();
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident.getByRole('link', { name: /^打 120/ }).waitFor();
    await panelOf(desk).getByLabel('和谁通的话，情况怎样').fill('打了两遍没人接');
    await deed(desk, '没联系上').click();
    await desk.getByText('记下了：没联系上。时钟重新开始，上级已知道。').waitFor();
    await panelOf(desk).getByText('已转急救').waitFor();
    await panelOf(desk).getByText('打了两遍没人接').last().waitFor();
    await panelOf(desk).getByLabel('和谁通的话，情况怎样').fill('女儿接的，送到医院了');
    await deed(desk, '联系上了，人平安').click();
    await desk.getByText('记下了：人平安。').waitFor();
    await resident.getByText('知道您平安，这一单结束了。').first().waitFor();
    await desk.goto(`/desk/queue?order=${order.id}`);
    await panelOf(desk).getByText('已结束').waitFor();
    await panelOf(desk)
      .getByText(/孟派单.*确认人平安/)
      .waitFor();
    expect([...faultsOf(desk), ...faultsOf(resident)]).toEqual([]);
  });

  it('takes down what a caller says, and the caller finds it on a phone of their own', async () => {
    const phone = newPhone();
    const desk = await desks.at('zhongxin', { address: '/desk/intake' });
    await desk.getByLabel('电话', { exact: true }).fill(phone);
    await desk.getByRole('button', { name: '登记', exact: true }).click();
    await desk.getByText('怎么称呼，要写一下。').waitFor();
    await desk.getByText('在哪个社区，要选一下。').waitFor();
    await desk.getByLabel('怎么称呼').fill('冯奶奶');
    await desk.getByLabel('对方怎么说，照原话写').fill('眼睛花了，想有人来念念报纸');
    await desk.getByLabel('在哪个社区').click();
    await desk.keyboard.type('社区');
    await desk.keyboard.press('Enter');
    await desk.getByLabel('门牌（可以不写）').fill('2 号楼 3 单元 301');
    await desk.getByLabel('什么时候方便（可以不写）').fill('下午两点以后');
    await desk.getByRole('button', { name: '登记', exact: true }).click();
    const said = desk.getByText('登记好了，单号');
    await said.waitFor();
    const number = /\d{4}-\d{4}/.exec((await said.textContent()) ?? '')?.[0] ?? '';
    expect(await desk.getByLabel('怎么称呼').inputValue()).toBe('');
    expect(await axeViolations(desk)).toEqual([]);
    await desk.getByRole('button', { name: '打开这一单' }).click();
    await panelOf(desk).getByRole('heading', { name: '眼睛花了，想有人来念念报纸' }).waitFor();
    await panelOf(desk)
      .getByText(/孟派单.*替冯奶奶点/)
      .waitFor();
    await panelOf(desk).getByText('2 号楼 3 单元 301').waitFor();
    await panelOf(desk).getByText('下午两点以后').waitFor();

    const caller = await phones.phoneOf(phone);
    await caller.goto('/orders');
    await caller.getByText(number).waitFor();
    await caller.locator('a[href^="/orders/"]').filter({ hasText: number }).click();
    await caller.getByText('收到了，中心还没看。').first().waitFor();
    await caller.getByRole('heading', { name: '眼睛花了，想有人来念念报纸' }).waitFor();
    expect([...faultsOf(desk), ...faultsOf(caller)]).toEqual([]);
  });
});

describe('the team leader at the desk, and what the resident sees of it', () => {
  /** An order of the resident's that waits for the leader's team. */
  async function sentToTeam(text: string): Promise<{ id: string; number: string }> {
    const order = await asked(phones, RESIDENT, text);
    const kind = { nature: 'public_service', kind: 'plumbing_electric_minor' };
    await sendAs(desks.city, 'zhongxin', order.id, 'triage', kind);
    await sendAs(desks.city, 'zhongxin', order.id, 'dispatch', { teamId: await teamOf(desks.city, 'duizhang') });
    return order;
  }

  it('names who goes; the resident reads the name, the one named has it on the phone', async () => {
    const order = await sentToTeam('插座冒火花，不敢用了');
    const leader = await desks.at('duizhang', { address: `/desk/team?order=${order.id}` });
    await panelOf(leader).getByText('接了以后，才看得到名字、电话和门牌。').waitFor();
    expect(await leader.locator('body').textContent()).not.toContain('插座冒火花');
    await panelOf(leader)
      .getByRole('checkbox', { name: /温师傅/ })
      .check();
    expect(await axeViolations(leader)).toEqual([]);
    await panelOf(leader).getByRole('button', { name: '派这 1 个人去' }).click();
    await sure(leader, '派这 1 个人去');
    await leader.getByText('安排好了，1 个人去。').waitFor();
    await panelOf(leader).getByText('有人接了').first().waitFor();
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident
      .getByText(/温师傅.*接了/)
      .first()
      .waitFor();
    const volunteer = await phones.phoneOf(ELECTRICIAN);
    await volunteer.goto(`/tasks/${order.id}`);
    await volunteer.getByText('插座冒火花，不敢用了').waitFor();
    expect([...faultsOf(leader), ...faultsOf(resident), ...faultsOf(volunteer)]).toEqual([]);
  });

  it('says that the team cannot, without a reason, and the order looks for others', async () => {
    const order = await sentToTeam('厨房灯管一闪一闪');
    const leader = await desks.at('duizhang', { address: `/desk/team?order=${order.id}` });
    await deed(leader, '队里去不了').click();
    await sure(leader, '队里去不了');
    await leader.getByText('回了：去不了。不用说理由。').waitFor();
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident.getByText('中心看过了，正在找人。').waitFor();
    const desk = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    await panelOf(desk)
      .getByText(/去不了/)
      .first()
      .waitFor();
    await panelOf(desk).getByRole('button', { name: /^派给/ }).waitFor();
    expect([...faultsOf(leader), ...faultsOf(resident), ...faultsOf(desk)]).toEqual([]);
  });

  it('takes an order alone, and sees the words and the door from then on', async () => {
    const order = await sentToTeam('马桶水箱关不上水');
    const leader = await desks.at('duizhang', { address: `/desk/team?order=${order.id}` });
    await deed(leader, '我去').click();
    await sure(leader, '我去');
    await leader.getByText('您接了。').waitFor();
    await panelOf(leader).getByText('马桶水箱关不上水').waitFor();
    const resident = await orderOnPhone(RESIDENT, order.id);
    await resident
      .getByText(/武队长.*接了/)
      .first()
      .waitFor();
    expect([...faultsOf(leader), ...faultsOf(resident)]).toEqual([]);
  });
});

/** Says yes to what is asked once more before it is done. */
async function sure(page: Page, what: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: what }).click();
}

/** Hands the order in the panel to the unit whose name this is a part of. */
async function handOver(page: Page, unit: string, why: string): Promise<void> {
  await deed(page, '转给别处').click();
  const dialog = page.getByRole('dialog', { name: '转给别处' });
  await dialog.getByLabel('转给哪里').click();
  await page.keyboard.type(unit);
  await page.keyboard.press('Enter');
  await dialog.getByText(new RegExp(`转给.*${unit}.*以后`)).waitFor();
  await dialog.getByLabel('为什么转（那边看得到）').fill(why);
  await dialog.getByRole('button', { name: '转过去' }).click();
}
