import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf } from '../browser.ts';
import { startDesks } from './desk.ts';
import { complain, markNobody, openInRegister, sayAtDesk } from './petition-steps.ts';
import { signIn } from './phone.ts';
import { RESIDENT } from './resident.ts';

const desks = startDesks();

describe('a petition on its whole path', () => {
  it('is masked, forwarded, objected to, taken on, replied to, disputed and looked at again, and never says who it is', async () => {
    const phone = await desks.open({ screen: 'phone' });
    await signIn(phone, RESIDENT);
    const number = await complain(phone);
    const own = new URL(phone.url()).pathname.replace('/sent', '');

    const clerk = await desks.at('suqiu', { address: '/desk/register' });
    await openInRegister(clerk, '待转办', number);
    await clerk.locator('#order-panel').getByRole('button', { name: '采用', exact: true }).click();
    await clerk.getByText('先标明反映的是谁', { exact: false }).first().waitFor();
    await markNobody(clerk);
    await clerk.locator('#order-panel').getByRole('button', { name: '转给部门' }).click();
    const dialog = clerk.getByRole('dialog');
    await dialog.getByLabel('哪个部门').click();
    await clerk
      .getByTitle(/医疗保障局/)
      .first()
      .click();
    const masked = dialog.getByLabel('部门看到的文字');
    await expect.poll(() => masked.inputValue()).not.toBe('');
    expect(await masked.inputValue()).not.toContain('16900000012');
    await masked.fill('某小区电梯坏了四十天，物业不管。');
    await dialog.getByRole('checkbox').check();
    expect(await axeViolations(clerk)).toEqual([]);
    await dialog.getByRole('button', { name: '转办', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });

    const officer = await desks.at('bumen', { address: '/desk/register' });
    await openInRegister(officer, '待受理', number);
    const panel = officer.locator('#order-panel');
    await panel.getByRole('heading', { name: '某小区电梯坏了四十天，物业不管。' }).waitFor();
    for (const secret of ['赵建国', '住 502', '16900000012', '王秀英'])
      expect(await officer.content()).not.toContain(secret);
    expect(await axeViolations(officer)).toEqual([]);
    await sayAtDesk(officer, '不归我们管', '提出异议', '电梯归住建部门管');

    await openInRegister(clerk, '待受理', number);
    await sayAtDesk(clerk, '定归谁管', '定了', '职责清单第三条', '就归它，退回去办');
    await panel.getByRole('button', { name: '签收' }).click();
    await sayAtDesk(officer, '受理', '受理并告知', '我们受理了');
    await openInRegister(officer, '办理中', number);
    await sayAtDesk(officer, '问当事人', '问', '哪一部电梯？');

    await phone.goto(own);
    await phone.getByText('哪一部电梯？').first().waitFor();
    expect(await axeViolations(phone)).toEqual([]);
    await phone.getByRole('link', { name: '回答' }).click();
    await phone.getByLabel('您的回答').fill('东边那一部');
    await phone.getByRole('button', { name: '发出去' }).click();
    await officer.locator('#order-panel').getByText('东边那一部').waitFor();
    await sayAtDesk(officer, '答复', '答复', '修好了');

    await phone.goto(own);
    await phone.getByText('部门答复了。解决了没有，您说了算。').waitFor();
    await phone.getByRole('link', { name: '说说办得怎么样' }).click();
    await phone.getByRole('button', { name: '没解决', exact: true }).click();
    await phone.getByText('上一级会看着').waitFor();
    await phone.getByLabel('很不好').check();
    await phone.getByRole('button', { name: '说完了' }).click();
    await phone.getByText('您说没解决，部门接着办，上一级在看着。').waitFor();

    await openInRegister(officer, '办理中', number);
    await sayAtDesk(officer, '答复', '答复', '又修了一遍');
    await phone.goto(own);
    await phone.getByRole('link', { name: '不同意，请上一级再看' }).click();
    await phone.getByLabel('哪里不同意').fill('还是老样子');
    await phone.getByRole('button', { name: '发出去' }).click();
    await phone.getByText('您请求复查，上一级在看。').waitFor();

    const above = await desks.at('shi-suqiu', { address: '/desk/register' });
    await openInRegister(above, '复查复核', number);
    await sayAtDesk(above, '作出结论', '作出结论', '答复没有依据，重新办', '撤销，重新办');
    await phone.goto(own);
    await phone.getByText('部门接着办').first().waitFor();
    for (const page of [phone, clerk, officer, above]) expect(faultsOf(page)).toEqual([]);
  });

  it('shows the report by department without a fault and with nothing that axe finds', async () => {
    const page = await desks.at('shi-suqiu', { address: '/desk/reports' });
    await page.getByText('各部门办得怎么样').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });

  it('shows where misconduct is reported before it is sent', async () => {
    const phone = await desks.open({ screen: 'phone' });
    await signIn(phone, RESIDENT);
    await phone.goto('/order');
    await phone.getByLabel('用您自己的话说').fill('演示街道有人受贿，我要投诉。');
    await phone.getByLabel('这是投诉，或者要反映问题').check();
    await phone.getByRole('button', { name: '下一步' }).click();
    // Pressed before the next question stands there, it would be pressed on this one once more.
    await phone.getByRole('button', { name: '换一个' }).waitFor();
    await phone.getByRole('button', { name: '下一步' }).click();
    await phone.getByRole('button', { name: '越快越好' }).click();
    await phone.getByRole('link', { name: '打 12388' }).waitFor();
    expect(await axeViolations(phone)).toEqual([]);
  });
});
