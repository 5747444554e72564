import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/audit/schema.ts';
import { axeViolations, faultsOf, overflowing } from '../browser.ts';
import type { RunningCity } from '../running-city.ts';
import { sessionOf, startDesks } from './desk.ts';
import { complain } from './petition-steps.ts';
import { signIn } from './phone.ts';
import { RESIDENT } from './resident.ts';

const desks = startDesks();

const SAID = [
  ['发生了什么', '演示：一个账号多看了几件不该看的诉求'],
  ['原因', '演示：账号借给了别人'],
  ['可能造成的危害', '演示：有人可能知道您写了什么'],
  ['已经采取的补救措施', '演示：账号停了，密码换了'],
  ['个人可以采取的减轻危害的措施', '演示：接到可疑电话不要理会'],
  ['联系方式', '演示：0351-0000000'],
] as const;

describe('a breach of personal data', () => {
  it('is registered at the desk, told to the petitioner it concerns, and printed for the authority', async () => {
    const phone = await desks.open({ screen: 'phone' });
    await signIn(phone, RESIDENT);
    const number = await complain(phone);
    const page = await desks.at('shenji', { address: '/desk/breaches' });
    await page.getByText('还没有登记过。').waitFor();
    await page.getByRole('button', { name: '登记一起' }).click();
    const form = page.getByRole('region', { name: '登记一起' });
    await form.getByLabel('发现', { exact: true }).fill('2026-11-24T09:30');
    await form.getByText('写的内容').click();
    for (const [label, words] of SAID) await form.getByLabel(label, { exact: true }).fill(words);
    expect(await axeViolations(page)).toEqual([]);
    await form.getByRole('button', { name: '保存' }).click();
    const notice = page.getByRole('region', { name: '个人信息安全事件通知' });
    await notice.getByText('登记了 0 个').waitFor();
    await notice.getByLabel('诉求或订单的编号，一行一个').fill(`${number}\n9999-9999`);
    await notice.getByRole('button', { name: '登记这些人' }).click();
    await notice.getByText('这些不是编号：9999-9999').waitFor();
    expect(await page.content()).not.toContain('王秀英');
    await notice.getByRole('button', { name: '通知还没通知到的 1 个' }).click();
    const sure = page.getByRole('dialog', { name: /发现的这一起，通知 1 个人？$/ });
    await sure.getByText('发出去收不回来。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await sure.getByRole('button', { name: '通知还没通知到的 1 个' }).click();
    await notice.getByText(/通知了涉及的人/).waitFor();
    await notice.getByRole('button', { name: '记下已报主管部门' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '记下已报主管部门' }).click();
    await notice.getByText(/报了主管部门/).waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await phone.goto('/inbox');
    await phone.getByText('您的信息出了安全上的事').first().click();
    await phone.getByText(SAID[0][1]).waitFor();
    for (const [, words] of SAID) await phone.getByText(words).first().waitFor();
    expect(await axeViolations(phone)).toEqual([]);
    expect(await overflowing(phone)).toEqual([]);
    for (const each of [page, phone]) expect(faultsOf(each)).toEqual([]);
  });

  it('shows the second of two who change its notice both texts, and tells those anew who were told before', async () => {
    const id = await tellBreach('演示：两个人一起改的');
    const page = await desks.at('admin', { address: '/desk/breaches' });
    const notice = await openNotice(page, '演示：两个人一起改的');
    await notice.getByRole('button', { name: '改说明' }).click();
    const form = page.getByRole('region', { name: '改说明' });
    await form.getByText('已经通知过 1 个人，改了以后请再通知一次。').waitFor();
    await form.getByLabel('联系方式', { exact: true }).fill('演示：0351-0000001');
    await form.getByLabel('原因', { exact: true }).fill('演示：我写的原因');
    const theirs = { what: '演示：两个人一起改的', cause: '演示：别人写的原因', consequences: '演示：别人写的危害' };
    const elsewhere = await send('PUT', `/${id}`, { ...NOTICE, ...theirs }, '"1"');
    expect([elsewhere.status, elsewhere.headers.get('etag')]).toEqual([204, '"2"']);
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByText('别人刚改了 2 处').waitFor();
    const cause = form.getByRole('row', { name: /原因/ });
    for (const words of ['演示：账号借给了别人', '演示：别人写的原因', '演示：我写的原因'])
      expect(await cause.textContent()).toContain(words);
    expect(await axeViolations(page)).toEqual([]);
    await cause.getByRole('button', { name: '用这个：原因' }).click();
    expect(await form.getByLabel('原因', { exact: true }).inputValue()).toBe('演示：别人写的原因');
    await cause.getByRole('button', { name: '用您写的：原因' }).click();
    expect(await form.getByLabel('原因', { exact: true }).inputValue()).toBe('演示：我写的原因');
    await form.getByRole('button', { name: '保存' }).click();
    for (const words of ['演示：0351-0000001', '演示：我写的原因', '演示：别人写的危害'])
      await notice.getByText(words).waitFor();
    await notice.getByRole('button', { name: '把改过的再通知给这 1 个人' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '把改过的再通知给这 1 个人' }).click();
    await notice.getByText('改了以后请再通知一次').waitFor({ state: 'detached' });
    expect(await axeViolations(page)).toEqual([]);
    // A refusal is no fault of the page.
    expect(faultsOf(page).filter((fault) => !fault.includes('412'))).toEqual([]);
  });

  it('takes an account by name with both days, and refuses it without them, losing nothing', async () => {
    await tellBreach('演示：差一天的');
    const page = await desks.at('admin', { address: '/desk/breaches' });
    const notice = await openNotice(page, '演示：差一天的');
    await notice.getByLabel('或者：这个账号看过的所有人').click();
    await page.keyboard.type('审计员');
    await page.locator('.ant-select-item-option').first().click();
    await notice.getByLabel('从', { exact: true }).fill('2026-11-23');
    await notice.getByRole('button', { name: '登记这些人' }).click();
    await notice.getByText('账号和起止两天要一起填。').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await notice.getByLabel('从', { exact: true }).inputValue()).toBe('2026-11-23');
    await notice.getByText('审计员（演示）', { exact: true }).waitFor();
    await notice.getByLabel('到', { exact: true }).fill('2026-11-24');
    await notice.getByRole('button', { name: '登记这些人' }).click();
    await notice.getByText(/新登记 \d+ 个/).waitFor();
    expect(await notice.getByText('账号和起止两天要一起填。').count()).toBe(0);
    expect(faultsOf(page)).toEqual([]);
  });

  it('takes an account that an auditor brings from the audit page', async () => {
    await tellBreach('演示：从审计页来的');
    const { city } = desks;
    const looked = await fetch(`${city.url}/api/v1/people?text=演示`, {
      headers: { cookie: await sessionOf(city, 'admin') },
    });
    expect(looked.status).toBe(200);
    await expect.poll(() => whoIsInTheLog(city)).toContain('管理员（演示）');
    const page = await desks.at('shenji', { address: '/desk/audit' });
    await page.locator('td:nth-child(2)').getByRole('button', { name: '管理员（演示）' }).first().click();
    await page.getByRole('link', { name: '登记这个账号看过的人' }).click();
    await page.getByText('选一起，或登记一起，再登记管理员（演示）看过的人。').waitFor();
    const notice = await openNotice(page, '演示：从审计页来的');
    await notice.getByText('管理员（演示）').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await notice.getByRole('button', { name: '登记这些人' }).click();
    await notice.getByText('账号和起止两天要一起填。').waitFor();
    await notice.getByRole('button', { name: '不要这个账号' }).click();
    await notice.getByRole('link', { name: '到审计页里选账号' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('is nothing that a clerk finds', async () => {
    const page = await desks.at('suqiu', { address: '/desk/breaches' });
    await page.getByText('这里没有您要找的').waitFor();
  });
});

const NOTICE = {
  happenedAt: null,
  foundAt: '2026-11-24T01:30:00.000Z',
  dataKinds: ['content'],
  cause: '演示：账号借给了别人',
  consequences: '演示：有人可能知道您写了什么',
  measuresTaken: '演示：账号停了，密码换了',
  measuresForPeople: '演示：接到可疑电话不要理会',
  contact: '演示：0351-0000000',
};

/** Registers a breach of a story's own, which somebody was told of. */
async function tellBreach(what: string): Promise<string> {
  const made = await (await send('POST', '', { ...NOTICE, what })).json();
  await send('POST', `/${made.id}/concerned`, { numbers: ['0101-0001'] });
  await send('POST', `/${made.id}/tell`);
  return made.id;
}

/** Writes to the register from another desk. */
async function send(method: 'POST' | 'PUT', path: string, body?: object, ifMatch?: string) {
  const { url } = desks.city;
  const answer = await fetch(`${url}/api/v1/breaches${path}`, {
    method,
    headers: {
      origin: url,
      cookie: await sessionOf(desks.city, 'shenji'),
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(ifMatch ? { 'if-match': ifMatch } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok).toBe(true);
  return answer;
}

/** Whose deeds the newest page of the audit log has, by name. */
async function whoIsInTheLog(city: RunningCity): Promise<(string | null)[]> {
  const cookie = await sessionOf(city, 'shenji');
  const { items } = await (await fetch(`${city.url}/api/v1/audit/entries`, { headers: { cookie } })).json();
  return (items as AuditEntry[]).map(({ by }) => by.name);
}

/** Opens a breach of the register. */
async function openNotice(page: Page, what: string) {
  await page.getByRole('row').filter({ hasText: what }).getByRole('button').click();
  const notice = page.getByRole('region', { name: '个人信息安全事件通知' });
  await notice.waitFor();
  return notice;
}
