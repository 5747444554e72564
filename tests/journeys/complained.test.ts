import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { startDesks } from './desk.ts';
import { complain, openInRegister } from './petition-steps.ts';
import { signIn } from './phone.ts';
import { RESIDENT } from './resident.ts';

const desks = startDesks();

/** Everything that lists, counts, searches, tells or exports, as somebody's own page would read it. */
const READS = (number: string, id: string) => [
  '/api/v1/orders?limit=100',
  '/api/v1/orders?order=due&limit=100',
  `/api/v1/orders?text=${number}`,
  '/api/v1/petitions?limit=100',
  '/api/v1/petitions?clock=ended&limit=100',
  '/api/v1/me/notifications?limit=100',
  '/api/v1/me/looks?limit=50',
  '/api/v1/me/data',
  `/api/v1/orders/${id}`,
  `/api/v1/orders/${id}/events`,
  `/api/v1/orders/${id}/looks`,
];

/** Which of them a page of this person answers with a trace of it. */
function traces(page: Page, number: string, id: string): Promise<string[]> {
  return page.evaluate(
    async ({ reads, secrets }) => {
      const found: string[] = [];
      for (const url of reads) {
        const text = await (await fetch(url)).text();
        if (secrets.some((secret) => text.includes(secret))) found.push(url);
      }
      return found;
    },
    { reads: READS(number, id), secrets: [number, id] },
  );
}

const count = (page: Page) =>
  page.evaluate(async () => ((await (await fetch('/api/v1/orders/count')).json()) as { count: number }).count);

/** What a page hears from now on, as its stream tells it. */
async function listenAt(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const stream = new EventSource('/api/v1/stream');
    for (const name of ['order', 'inbox', 'tree', 'presence'])
      stream.addEventListener(name, (event) => heard.push((event as MessageEvent<string>).data));
    Object.assign(window, { heard });
    return new Promise<void>((resolve) => stream.addEventListener('open', () => resolve()));
  });
}
const heardAt = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));

describe('somebody whom a petition complains of', () => {
  it('finds it in no list, count, search, alert, stream or export, as if it did not exist', async () => {
    const officer = await desks.at('bumen', { address: '/desk/register' });
    const before = await count(officer);
    await listenAt(officer);
    const phone = await desks.open({ screen: 'phone' });
    await signIn(phone, RESIDENT);
    const number = await complain(phone);
    const id = new URL(phone.url()).pathname.split('/')[2] ?? '';

    const clerk = await desks.at('suqiu', { address: '/desk/register' });
    const above = await desks.at('shi-suqiu', { address: '/desk/register' });
    expect(await traces(above, number, id)).toEqual([]);
    await openInRegister(clerk, '待转办', number);
    const panel = clerk.locator('#order-panel');
    await panel.getByRole('button', { name: '采用', exact: true }).click();
    await panel.getByText('还没有标明反映的是谁').waitFor();
    expect(await panel.getByRole('button', { name: '转给部门' }).count()).toBe(0);
    await panel.getByRole('button', { name: '标明反映的是谁' }).click();
    const dialog = clerk.getByRole('dialog');
    await dialog.getByText('反映的是这里的单位或人').click();
    await dialog.getByLabel('哪个单位').click();
    await clerk
      .getByTitle(/医疗保障局/)
      .first()
      .click();
    await dialog.getByLabel('闫科员（演示）').check();
    await dialog.getByText('都看不到它，也不知道有它').waitFor();
    expect(await axeViolations(clerk)).toEqual([]);
    await dialog.getByRole('button', { name: '标明', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await panel.getByText(/反映的是：.*闫科员（演示）/).waitFor();
    await panel.getByRole('button', { name: '转给部门' }).waitFor();

    expect(await traces(officer, number, id)).toEqual([]);
    expect(await count(officer)).toBe(before);
    expect(await heardAt(officer)).not.toContain(id);
    const unknown = await officer.evaluate(async (url) => {
      const { status } = await fetch(url);
      return status;
    }, `/api/v1/orders/${id}`);
    expect(unknown).toBe(404);
    const looking = await desks.at('bumen', { address: `/desk/register?order=${id}` });
    await looking.getByRole('main').waitFor();
    expect(await looking.getByRole('main').textContent()).not.toContain(number);
    // The same questions of who may know of it are answered: the traces are looked for where there are some.
    expect(await traces(clerk, number, id)).not.toEqual([]);
    expect(await traces(above, number, id)).not.toEqual([]);
    for (const page of [officer, clerk, above, phone]) expect(faultsOf(page)).toEqual([]);
  });
});
