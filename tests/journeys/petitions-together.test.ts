import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../browser.ts';
import { startDesks } from './desk.ts';
import { complain } from './petition-steps.ts';
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
