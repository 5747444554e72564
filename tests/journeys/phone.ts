import type { Page } from 'playwright-core';

/** What people do on the phone, by the names and roles that they see. Taps are counted as they would be on glass. */
export class Taps {
  readonly page: Page;
  count = 0;

  constructor(page: Page) {
    this.page = page;
  }

  /** `within`: a part of the page, where others may have a button of the same name. */
  async button(name: string | RegExp, within: Pick<Page, 'getByRole'> = this.page): Promise<void> {
    this.count++;
    await within.getByRole('button', { name }).first().click();
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
    async orders() {
      const answer = await fetch(`${url}/api/v1/orders?limit=100`, { headers: { cookie } });
      if (!answer.ok) throw new Error(await answer.text());
      return (
        (await answer.json()) as { items: { id: string; number: string; status: string; confidential: boolean }[] }
      ).items;
    },
  };
}

/** Texts smaller than `least` pixels, or with lines closer than 1.3 times their size. Empty is good. */
export function unreadable(page: Page, least: number): Promise<string[]> {
  return page.evaluate((pixels) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (!holder || words === '' || holder.getClientRects().length === 0) continue;
      if (holder.closest('.heard, script, style, noscript')) continue;
      const style = getComputedStyle(holder);
      const size = Number.parseFloat(style.fontSize);
      if (size < pixels) found.add(`${size}px: ${words.slice(0, 20)}`);
      const line = Number.parseFloat(style.lineHeight);
      if (!Number.isNaN(line) && line < size * 1.3 - 0.1) found.add(`lines ${line / size}: ${words.slice(0, 20)}`);
    }
    return [...found];
  }, least);
}

/** Makes every text of the page so many times as long, as another language might. */
export function lengthenWords(page: Page, times: number): Promise<void> {
  return page.evaluate((factor) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
    for (const node of nodes) {
      const words = node.data.trim();
      if (words === '' || node.parentElement?.closest('.heard, script, style, noscript, option')) continue;
      const more = [...words].slice(0, Math.ceil([...words].length * (factor - 1))).join('');
      node.data = `${node.data}${/[a-z]/i.test(words) ? ' ' : ''}${more}`;
    }
  }, times);
}
