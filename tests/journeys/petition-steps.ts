import type { Page } from 'playwright-core';

const WORDS = '云杉里小区（演示）三号楼电梯坏了四十天，物业不管，我要投诉。我是住 502 的赵建国，电话 16900000012。';

/** Complains on the phone in confidence; gives the number of the petition. */
export async function complain(phone: Page): Promise<string> {
  await phone.goto('/order');
  await phone.getByLabel('用您自己的话说').fill(WORDS);
  await phone.getByLabel('这是投诉，或者要反映问题').check();
  await phone.getByRole('button', { name: '下一步' }).click();
  // Pressed before the next question stands there, it would be pressed on this one once more.
  await phone.getByRole('button', { name: '换一个' }).waitFor();
  await phone.getByRole('button', { name: '下一步' }).click();
  await phone.getByRole('button', { name: '越快越好' }).click();
  await phone.getByText('只有区里的信访专员看得到').waitFor();
  await phone.getByRole('button', { name: '发出去' }).click();
  await phone.getByRole('heading', { level: 1, name: '发出去了' }).waitFor();
  const told = await phone
    .getByText(/\d{4}-\d{4,}/)
    .first()
    .textContent();
  return /\d{4}-\d{4,}/.exec(told ?? '')?.[0] ?? '';
}

/** Opens a petition in the register by its number. */
export async function openInRegister(desk: Page, tab: string, number: string): Promise<void> {
  await desk.getByRole('button', { name: tab, exact: true }).click();
  await desk.getByRole('button', { name: number }).click();
  await desk.locator('#order-panel').getByText(number).first().waitFor();
}

/** Does a deed that takes words or a choice, in its dialog. */
export async function sayAtDesk(
  desk: Page,
  deed: string,
  send: string,
  words?: string,
  choice?: string,
): Promise<void> {
  await desk.locator('#order-panel').getByRole('button', { name: deed, exact: true }).click();
  const dialog = desk.getByRole('dialog');
  if (choice) await dialog.getByText(choice, { exact: true }).click();
  if (words) await dialog.getByRole('textbox').last().fill(words);
  await dialog.getByRole('button', { name: send, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Says that a petition complains of nobody of the units here. */
export async function markNobody(clerk: Page): Promise<void> {
  await clerk.locator('#order-panel').getByRole('button', { name: '标明反映的是谁' }).click();
  const dialog = clerk.getByRole('dialog');
  await dialog.getByText('不是这里的单位，也不是这里的人').click();
  await dialog.getByRole('button', { name: '标明', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
