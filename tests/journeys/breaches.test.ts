import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing } from '../browser.ts';
import { startDesks } from './desk.ts';
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
    await notice.getByText(/通知了涉及的人/).waitFor();
    await notice.getByRole('button', { name: '记下已报主管部门' }).click();
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

  it('is nothing that a clerk finds', async () => {
    const page = await desks.at('suqiu', { address: '/desk/breaches' });
    await page.getByText('这里没有您要找的').waitFor();
  });
});
