import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { forwardAs, sendAs, startDesks } from './desk.ts';
import { complain, markNobody } from './petition-steps.ts';
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

describe('two clerks in one petition', () => {
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
