import { describe, expect, it } from 'vitest';
import { notifyJobs } from '../../src/notify/jobs.ts';
import { runJobsOnce } from '../../src/platform/jobs.ts';
import { ensureModel } from '../../src/triage/actions/trained.ts';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, sendAs, startDesks } from './desk.ts';

const desks = startDesks();
/** A busy machine answers late. */

async function learn(): Promise<void> {
  for (const network of await desks.city.context.database.networks()) await ensureModel(desks.city.context, network.id);
}

describe('what an order is, at the desk', () => {
  it('three likeliest kinds stand beside the suggestion, and the right one is taken in two keys', async () => {
    await learn();
    const { id, number } = await placeOrder(desks.city, '老人瘫在床上三个月了，头发老长，想请人来家收拾收拾');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${id}` });
    const panel = page.getByRole('complementary', { name: '这一单' });
    await panel.getByText('或者是下面哪一种？').waitFor();
    const likely = panel.getByRole('button', { name: /\d+%$/ });
    expect(await likely.count()).toBe(3);
    const names = await likely.allInnerTexts();
    const chances = names.map((name) => Number(/(\d+)%/.exec(name)?.[1]));
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(await axeViolations(page)).toEqual([]);

    await page.keyboard.press('c');
    await panel.getByText('按对的那一种的数字').waitFor();
    await page.keyboard.press('2');
    await page.getByText(`${number} 研判好了`).waitFor();
    const second = /^2?\s*(.+) \d+%$/.exec(names[1]?.trim() ?? '')?.[1] ?? '';
    await panel.getByText(second, { exact: true }).first().waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('an order with nearly the same words is merged into the other by one key, and taken out again by one', async () => {
    const words = '演示桥头花坛里新栽的树苗干了，想请大家来浇树';
    const first = await placeOrder(desks.city, words, '16900009991');
    const second = await placeOrder(desks.city, `${words}，谢谢`, '16900009992');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${second.id}` });
    const panel = page.getByRole('complementary', { name: '这一单' });
    await panel.getByRole('heading', { name: '可能是同一件事（1 单）' }).waitFor();
    await panel.getByRole('button', { name: `并进 ${first.number}` }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('m');
    await page.getByText(`${second.number} 并进 ${first.number} 了`).waitFor();
    await page.keyboard.press('u');
    await page.getByText('撤回了').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('who was alerted to an emergency stands beside the number to call', async () => {
    const { id } = await placeOrder(desks.city, '演示楼三楼着火了，快来人');
    await runJobsOnce(desks.city.context, notifyJobs);
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${id}` });
    const panel = page.getByRole('complementary', { name: '这一单' });
    await panel.getByText(/已经提醒：.*（演示） \d/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('where an order is about', () => {
  it('is said where the words speak of another place, and one key hands it to the county there', async () => {
    const { word, centre, institute } = await anotherPlace();
    const { id, number } = await placeOrder(desks.city, `${word}想请人教老人用手机`);
    await sendAs(desks.city, 'zhongxin', id, 'hand_over', { unitId: institute });
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${id}` });
    const panel = page.getByRole('complementary', { name: '这一单' });
    await panel.getByText(new RegExp(`话里说的像是.*${word}`)).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('t');
    await page.getByText(`${number} 转给${centre}了`).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });
});

/** A station of another institute than that where orders of these stories are asked for, by the name people use. */
async function anotherPlace() {
  const { units } = (await (await fetch(`${desks.city.url}/api/v1/tree`)).json()) as {
    units: { id: string; level: string; zh: string; code: string; parent: number }[];
  };
  const here = units.find((unit) => unit.code === '990001001001');
  const there = units.find((unit) => unit.level === 'station' && unit.parent !== here?.parent);
  return {
    word: there?.zh.replace(/新时代文明实践站.*$/, '') ?? '',
    centre: units.find((unit) => unit.level === 'centre')?.zh ?? '',
    institute: units[here?.parent ?? 0]?.id ?? '',
  };
}

describe('the administrators’ page of models', () => {
  it('trains a candidate while others are answered, lets it run with its consequence said, and goes back', async () => {
    await learn();
    const page = await desks.at('admin', { address: '/desk/models' });
    await page.getByText(/还没有考过|一百回里第一猜对/).waitFor();
    await page.getByText(/练好的只是候选，不会自己换上/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '重新训练一个' }).click();
    await page.getByText('练好了一个候选').waitFor();
    const candidate = page.getByRole('row').filter({ hasText: '候选' });
    await candidate.getByText('管理员（演示）训练').waitFor();
    await candidate.getByRole('button', { name: /^再比一次/ }).click();
    await page.getByText('重新考过了。').waitFor();
    await candidate.getByRole('button', { name: /^换上/ }).click();
    await page.getByText('换上了，从下一单起由它来猜。').waitFor();
    await page.getByRole('row').filter({ hasText: '换下的' }).getByText('程序自己做的第一个').waitFor();
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('row').filter({ hasText: '在用' }).getByText('程序自己做的第一个').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('topics at the desk', () => {
  it('show what grows; what does not belong is taken out, put back, and two are put together', async () => {
    const swing = '演示儿童乐园的秋千链子断了一根，孩子差点摔着，请修一修';
    for (let time = 0; time < 6; time++)
      await placeOrder(desks.city, `${swing}${'，急'.repeat(time)}`, `1690000998${time}`);
    await placeOrder(desks.city, '演示河边的栏杆松了，扶着直晃', '16900009970');
    await placeOrder(desks.city, '演示河边的栏杆松了，一扶就晃，危险', '16900009971');
    const page = await desks.at('zhongxin', { address: '/desk/topics?by=messages' });
    const row = page.getByRole('row').filter({ hasText: '秋千' }).first();
    await row.getByText('涨得快').waitFor();
    expect(await row.textContent()).toContain('6');
    await row.getByRole('button', { name: /秋千/ }).click();
    const cases = page.getByRole('list', { name: /这个话题里的话/ });
    expect(await cases.getByRole('listitem').count()).toBe(6);
    expect(await axeViolations(page)).toEqual([]);
    await cases.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '分出去（1 条）' }).click();
    await page.getByText('分出去了 1 条。').waitFor();
    await expect.poll(() => cases.getByRole('listitem').count()).toBe(5);
    await page.getByRole('button', { name: '撤回' }).click();
    await expect.poll(() => cases.getByRole('listitem').count()).toBe(6);
    await page.getByRole('checkbox', { name: /选上话题：.*秋千/ }).check();
    await page.getByRole('checkbox', { name: /选上话题：.*栏杆/ }).check();
    await page.getByRole('button', { name: '合成一个话题' }).click();
    await page.getByText('合成一个话题了（2 个）。').waitFor();
    // Eight messages stand in one row now, those that were two rows before.
    const both = page
      .getByRole('row')
      .filter({ hasText: /秋千|栏杆/ })
      .first();
    await expect.poll(() => both.textContent()).toContain('8');
    expect(faultsOf(page)).toEqual([]);
  });
});
