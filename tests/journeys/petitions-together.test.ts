import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { forwardAs, sendAs, startDesks, takenOn } from './desk.ts';
import { complain, markNobody, openInRegister } from './petition-steps.ts';
import { signIn } from './phone.ts';
import { RESIDENT } from './resident.ts';

const desks = startDesks();

/** A resident's phone with a petition just sent from it. */
async function complained(): Promise<{ phone: Page; id: string; number: string }> {
  const phone = await desks.open({ screen: 'phone' });
  await signIn(phone, RESIDENT);
  const number = await complain(phone);
  return { phone, id: new URL(phone.url()).pathname.split('/')[2] ?? '', number };
}

/** Who looked at a petition, as its petitioner is told. */
function looksAt(phone: Page, id: string): Promise<string[]> {
  return phone.evaluate(async (orderId) => {
    const { items } = (await (await fetch(`/api/v1/orders/${orderId}/looks`)).json()) as {
      items: { what: string; names: string[] }[];
    };
    return items.map(({ what, names }) => `${what} ${names.join()}`);
  }, id);
}

const panelOf = (page: Page) => page.locator('#order-panel');

/** Ticks a whole unit in the dialog that says whom a petition complains of. */
async function tick(page: Page, dialog: Locator, label: string, unit: RegExp): Promise<void> {
  await dialog.getByText('反映的是这里的单位或人').click();
  await dialog.getByLabel(label).click();
  await page.getByTitle(unit).first().click();
  await dialog.getByText('整个单位').first().waitFor();
}

describe('a clerk whose list of petitions is open', () => {
  it('hears of a new one without having read it, and is told to its petitioner once they open it', async () => {
    const clerk = await desks.at('suqiu', { address: '/desk/petitions' });
    await clerk.getByRole('heading', { level: 1 }).waitFor();
    const { phone, id, number } = await complained();
    await clerk.getByRole('button', { name: /1 新 N/ }).waitFor();
    expect(await looksAt(phone, id)).toEqual([]);
    await clerk.goto(`/desk/petitions?order=${id}`);
    await clerk.getByRole('complementary', { name: '这一单' }).getByText(number).first().waitFor();
    expect(await looksAt(phone, id)).toEqual([expect.stringMatching(/^content ./)]);
    expect([...faultsOf(clerk), ...faultsOf(phone)]).toEqual([]);
  });
});

describe('the register of petitions', () => {
  it('stays as it is under the hand when another comes, and takes it in when it is asked to', async () => {
    const first = await complained();
    const clerk = await desks.at('suqiu', { address: '/desk/register' });
    await clerk.getByRole('button', { name: first.number }).waitFor();
    const numbers = clerk.locator('.register tbody').getByRole('button');
    const before = await numbers.allTextContents();
    const second = await complain(first.phone);
    await clerk.getByRole('button', { name: '1 新 N' }).waitFor();
    expect(await numbers.allTextContents()).toEqual(before);
    expect(await axeViolations(clerk)).toEqual([]);
    await clerk.keyboard.press('n');
    await clerk.getByRole('button', { name: second }).waitFor();
    expect(await clerk.getByRole('button', { name: '1 新 N' }).count()).toBe(0);
    expect(faultsOf(clerk)).toEqual([]);
  });
});

describe('two clerks in one petition', () => {
  it('see both, the later one, whom the other marked: nobody is unmarked unseen', async () => {
    const { id, number } = await complained();
    const first = await desks.at('suqiu', { address: '/desk/register' });
    await openInRegister(first, '待转办', number);
    await panelOf(first).getByRole('button', { name: '采用', exact: true }).click();
    await panelOf(first).getByText('还没有标明反映的是谁').waitFor();
    await markNobody(first);
    const second = await desks.at('shi-suqiu', { address: `/desk/register?order=${id}`, deaf: true });
    await panelOf(second).getByRole('button', { name: '改标明' }).click();
    const dialog = second.getByRole('dialog');
    await tick(second, dialog, '哪个单位', /医疗保障局/);
    await panelOf(first).getByRole('button', { name: '改标明' }).click();
    await tick(first, first.getByRole('dialog'), '哪个单位', /行政审批服务管理局/);
    await first.getByRole('dialog').getByRole('button', { name: '标明', exact: true }).click();
    await first.getByRole('dialog').waitFor({ state: 'hidden' });

    await dialog.getByRole('button', { name: '标明', exact: true }).click();
    const note = dialog.getByRole('alert').filter({ hasText: '同事先标明了' });
    await note.waitFor();
    const cells = await note.getByRole('cell').allTextContents();
    expect(cells).toEqual([
      '不是这里的单位，也不是这里的人',
      expect.stringContaining('行政审批服务管理局'),
      expect.stringContaining('医疗保障局'),
    ]);
    expect(await axeViolations(second)).toEqual([]);
    await note.getByRole('button', { name: '两边的都标' }).click();
    await dialog.getByRole('button', { name: '标明', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await panelOf(second)
      .getByText(/反映的是：.*(医疗保障局.*行政审批|行政审批.*医疗保障局)/)
      .waitFor();
    expect([...faultsOf(first), ...faultsOf(second)]).toEqual([]);
  });

  it('are shown, the later one, that it was forwarded, and what they masked stays', async () => {
    const { id } = await complained();
    await sendAs(desks.city, 'suqiu', id, 'triage', { nature: 'complaint' });
    const clerk = await desks.at('suqiu', { address: `/desk/register?order=${id}`, deaf: true });
    await markNobody(clerk);
    await panelOf(clerk).getByRole('button', { name: '转给部门' }).click();
    const dialog = clerk.getByRole('dialog');
    await dialog.getByLabel('哪个部门').click();
    await clerk
      .getByTitle(/医疗保障局/)
      .first()
      .click();
    await dialog.getByLabel('部门看到的文字').fill('某小区（演示）电梯坏了。');
    await dialog.getByRole('checkbox').check();
    await forwardAs(desks.city, 'shi-suqiu', id);
    await dialog.getByRole('button', { name: '转办', exact: true }).click();
    const note = dialog.getByRole('alert').filter({ hasText: '有人先改了这一单' });
    await note.waitFor();
    expect(await note.getByRole('row').filter({ hasText: '到哪一步' }).textContent()).toContain('转给部门');
    expect(await note.getByRole('button', { name: '还是这样办' }).isDisabled()).toBe(true);
    expect(await dialog.getByLabel('部门看到的文字').inputValue()).toBe('某小区（演示）电梯坏了。');
    expect(await axeViolations(clerk)).toEqual([]);
    expect(faultsOf(clerk)).toEqual([]);
  });
});

describe('two officers who write a reply to one petition', () => {
  it('lose nothing: a template is added to what is written, and the first reply is shown to the second', async () => {
    const { id } = await complained();
    await takenOn(desks.city, id);
    const page = await desks.at('bumen', { address: `/desk/register?order=${id}` });
    await panelOf(page).getByRole('button', { name: '答复', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const words = dialog.getByRole('textbox').last();
    await words.fill('我们去看过了。');
    await dialog.getByRole('button', { name: '已经解决' }).click();
    expect(await words.inputValue()).toMatch(/^我们去看过了。\n您反映的问题/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await panelOf(page).getByRole('button', { name: '答复', exact: true }).click();
    expect(await words.inputValue()).toMatch(/^我们去看过了。\n您反映的问题/);
    await sendAs(desks.city, 'bumen', id, 'reply', { words: '灯修好了。' });
    const note = dialog.getByRole('alert').filter({ hasText: '有人先改了这一单' });
    await note.waitFor();
    expect(await note.getByRole('row').filter({ hasText: '说的话' }).textContent()).toMatch(
      /灯修好了。.*我们去看过了/s,
    );
    expect(faultsOf(page)).toEqual([]);
  });
});
