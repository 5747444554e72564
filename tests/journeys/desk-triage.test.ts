import { describe, expect, it } from 'vitest';
import { ensureModel } from '../../src/triage/actions/models.ts';
import { axeViolations, faultsOf } from '../browser.ts';
import { placeOrder, startDesks } from './desk.ts';

const desks = startDesks();

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
});
