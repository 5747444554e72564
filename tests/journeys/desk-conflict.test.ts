import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, readAs, sendAs, startDesks } from './desk.ts';

const desks = startDesks();

const panelOf = (page: Page) => page.getByRole('complementary', { name: '这一单' });
const deed = (page: Page, name: string) => panelOf(page).getByRole('button', { name, exact: true });
const noteIn = (place: Page | Locator) => place.getByRole('alert').filter({ hasText: '有人先改了这一单' });

interface Read {
  status: string;
  nature: string | null;
  kind: string | null;
  words: { kind: string; words: string }[];
}

/** Whether somebody who looks at the page sees it: nothing lies over its middle. */
function uncovered(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const box = node.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 40));
    return top !== null && (node.contains(top) || top.contains(node)) && box.height > 0;
  });
}

/** The cells of a row of the note: as it was, as it is, as this person wants it. */
function sides(note: Locator, facet: string): Promise<string[]> {
  return note
    .getByRole('row')
    .filter({ has: note.page().getByRole('rowheader', { name: facet, exact: true }) })
    .getByRole('cell')
    .allTextContents();
}

/** A question that two dispatchers have before them. */
async function question(text: string): Promise<{ id: string; number: string }> {
  const order = await placeOrder(desks.city, text);
  await sendAs(desks.city, 'shi', order.id, 'triage', { nature: 'consultation', urgency: 'normal' });
  return order;
}

/** Opens the dialog of a deed at somebody's desk and types. */
async function typeInto(page: Page, name: string, label: string, words: string): Promise<Locator> {
  await deed(page, name).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByLabel(label, { exact: true }).fill(words);
  return dialog;
}

describe('two dispatchers in the same order, both with words typed', () => {
  it.each([
    ['who hears nothing', true],
    ['whose page hears of it', false],
  ])('shows the second one, %s, both answers over everything else, and loses neither', async (_who, deaf) => {
    const order = await question(deaf ? '图书馆几点开门' : '图书馆星期天开不开');
    const address = `/desk/queue?order=${order.id}`;
    const first = await desks.at('zhongxin', { address });
    const second = await desks.at('shi', { address, deaf });
    const [mine, theirs] = ['早上九点，老人可以先进去坐', '上午九点开，下午五点半关'];
    const refused = deaf ? second.waitForResponse((answer) => answer.status() === 412) : undefined;
    const dialog = await typeInto(second, '答复', '答复', mine);
    const other = await typeInto(first, '答复', '答复', theirs);
    await other.getByRole('button', { name: '发出答复' }).click();
    await first.getByText(`${order.number} 答复了`).waitFor();
    // Whoever hears nothing learns it when they send; the others before they do.
    if (deaf) await dialog.getByRole('button', { name: '发出答复' }).click();
    await refused;

    const note = noteIn(dialog);
    await note.waitFor();
    expect(await uncovered(note)).toBe(true);
    expect(await sides(note, '到哪一步')).toEqual(['正在找人', '答复了', '答复']);
    expect(await sides(note, '说的话')).toEqual(['没有', expect.stringContaining(theirs), mine]);
    expect(await note.textContent()).toMatch(/孟派单.*答复/);
    expect(await dialog.getByLabel('答复', { exact: true }).inputValue()).toBe(mine);
    expect(await axeViolations(second)).toEqual([]);
    // It was answered already: nothing can be sent any more, and what was typed can be copied.
    expect(await note.getByRole('button', { name: '还是这样办' }).isDisabled()).toBe(true);
    expect(await note.textContent()).toContain('您写的还在，可以抄下来。');
    expect((await readAs<Read>(second, order.id)).words.map((word) => word.words)).toEqual([theirs]);
    await note.getByRole('button', { name: '先不办了' }).click();
    await dialog.waitFor({ state: 'detached' });
    await panelOf(second).getByText(theirs).waitFor();
    expect([...faultsOf(first), ...faultsOf(second)]).toEqual([]);
  });

  it('sends the second one’s words once they say so, on top of what the first one did', async () => {
    const order = await question('公交卡丢了怎么办');
    const address = `/desk/queue?order=${order.id}`;
    const first = await desks.at('zhongxin', { address });
    const second = await desks.at('shi', { address, deaf: true });
    const dialog = await typeInto(second, '督办', '要求（可以不写）', '今天之内给她回话');
    await deed(first, '改判').click();
    await panelOf(first).getByLabel('缓急').click();
    await first.locator('.ant-select-item-option').filter({ hasText: '紧急' }).click();
    await panelOf(first).getByRole('button', { name: '就这样定' }).click();
    await first.getByText(`${order.number} 研判好了。`).waitFor();

    await dialog.getByRole('button', { name: '开始督办' }).click();
    const note = noteIn(dialog);
    await note.waitFor();
    expect((await sides(note, '缓急')).slice(0, 2)).toEqual(['一般', '紧急']);
    expect((await sides(note, '说的话')).at(2)).toBe('今天之内给她回话');
    expect((await readAs<Read>(second, order.id)).words).toEqual([]);
    await note.getByRole('button', { name: '还是这样办' }).click();
    await second.getByText(`${order.number} 由上级督办，到办结为止。`).waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect((await readAs<Read>(second, order.id)).words.map((word) => word.words)).toEqual(['今天之内给她回话']);
    expect([...faultsOf(first), ...faultsOf(second)]).toEqual([]);
  });

  it('keeps what was typed when its dialog is closed, and offers it when it is opened again', async () => {
    const order = await question('广场舞教室怎么报名');
    const page = await desks.at('zhongxin', { address: `/desk/queue?order=${order.id}` });
    const dialog = await typeInto(page, '答复', '答复', '星期一到社区站报名');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await deed(page, '答复').click();
    expect(await dialog.getByLabel('答复', { exact: true }).inputValue()).toBe('星期一到社区站报名');
    await dialog.getByRole('button', { name: '发出答复' }).click();
    await page.getByText(`${order.number} 答复了`).waitFor();
    expect((await readAs<Read>(page, order.id)).words.map((word) => word.words)).toEqual(['星期一到社区站报名']);
  });

  it('shows both decisions of two who triage it, beside the lists that were chosen from', async () => {
    const order = await placeOrder(desks.city, '想请人看看阳台的架子');
    const address = `/desk/queue?order=${order.id}`;
    const first = await desks.at('zhongxin', { address });
    const second = await desks.at('shi', { address });
    await panelOf(second).getByRole('button', { name: '改一改' }).click();
    await panelOf(second).getByLabel('性质').click();
    await second.locator('.ant-select-item-option').filter({ hasText: '咨询' }).click();
    await sendAs(desks.city, 'zhongxin', order.id, 'triage', {
      nature: 'public_service',
      kind: 'plumbing_electric_minor',
      urgency: 'urgent',
    });
    const note = noteIn(panelOf(second));
    await note.waitFor();
    expect(await uncovered(note)).toBe(true);
    expect(await sides(note, '性质')).toEqual(['没有', '公共服务', '咨询']);
    await note.getByRole('button', { name: '还是这样办' }).click();
    await second.getByText(`${order.number} 研判好了。`).waitFor();
    expect((await readAs<Read>(second, order.id)).nature).toBe('consultation');
    expect([...faultsOf(first), ...faultsOf(second)]).toEqual([]);
  });

  it('are told of each other before anything happens: who looks, who writes, who has gone', async () => {
    const order = await question('残疾证怎么办');
    const address = `/desk/queue?order=${order.id}`;
    const first = await desks.at('zhongxin', { address });
    await panelOf(first).getByRole('heading', { name: '残疾证怎么办' }).waitFor();
    expect(await panelOf(first).getByText('也在看这一单').count()).toBe(0);
    const second = await desks.at('shi', { address });
    await panelOf(first)
      .getByText(/市值班员.*也在看这一单/)
      .waitFor();
    await panelOf(second)
      .getByText(/孟派单.*也在看这一单/)
      .waitFor();
    await typeInto(second, '答复', '答复', '带照片到所里办');
    await panelOf(first)
      .getByText(/市值班员.*正在写/)
      .waitFor();
    expect(await axeViolations(first)).toEqual([]);
    await second.keyboard.press('Escape');
    await panelOf(first)
      .getByText(/市值班员.*也在看这一单/)
      .waitFor();
    await second.keyboard.press('Escape');
    await panelOf(first)
      .getByText(/市值班员.*(也在看|正在写)/)
      .waitFor({ state: 'detached' });
    expect([...faultsOf(first), ...faultsOf(second)]).toEqual([]);
  });
});
