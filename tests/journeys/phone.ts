import type { Page } from 'playwright-core';

/** What people do on the phone, by the names and roles that they see. Taps are counted as they would be on glass. */
export class Taps {
  readonly page: Page;
  count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async button(name: string | RegExp): Promise<void> {
    this.count++;
    await this.page.getByRole('button', { name }).first().click();
  }

  async link(name: string | RegExp): Promise<void> {
    this.count++;
    await this.page.getByRole('link', { name }).first().click();
  }
}

/** Waits for the page with this heading. */
export async function arriveAt(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** Types the phone and the code that the demo shows; the six digits send themselves. */
export async function typeCode(page: Page, phone: string, askFor: string, taps = new Taps(page)): Promise<void> {
  await page.getByLabel('手机号').fill(phone);
  await taps.button(askFor);
  const shown = await page.getByText('验证码是').textContent();
  await page.getByLabel('验证码').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
}

/** Signs in from the first page. */
export async function signIn(page: Page, phone: string): Promise<void> {
  await page.goto('/login');
  await typeCode(page, phone, '拿验证码');
  await arriveAt(page, '要帮忙吗？');
}

interface Staff {
  act(orderId: string, name: string, input: object): Promise<void>;
  orders(): Promise<{ id: string; number: string; status: string; confidential: boolean }[]>;
}

/** A dispatcher or clerk at the desk, through the open API that the desk uses itself. */
export async function staffAt(url: string, username: string, password: string): Promise<Staff> {
  const headers = { 'content-type': 'application/json', origin: url };
  const login = await fetch(`${url}/api/v1/login/password`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password }),
  });
  if (!login.ok) throw new Error(`${username} could not log in: ${await login.text()}`);
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return {
    async act(orderId, name, input) {
      const answer = await fetch(`${url}/api/v1/orders/${orderId}/actions/${name}`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify(input),
      });
      if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
    },
    async orders() {
      const answer = await fetch(`${url}/api/v1/orders?limit=100`, { headers: { cookie } });
      if (!answer.ok) throw new Error(await answer.text());
      return (
        (await answer.json()) as { items: { id: string; number: string; status: string; confidential: boolean }[] }
      ).items;
    },
  };
}
