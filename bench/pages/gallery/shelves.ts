import type { Page } from 'playwright-core';
import type { screens } from '../../../tests/browser.ts';
import type { Life, PetitionLife } from '../life.ts';

/** A size, a language, colours: how a page is looked at. */
export interface Look {
  name: string;
  screen: keyof typeof screens;
  language: 'zh-CN' | 'en';
  theme?: 'dark' | 'light';
  elder?: true;
}

/** One page in one state. */
export interface Place {
  address: string;
  state: string;
  /** What keeps the state: set up before the page is opened. */
  before?: (page: Page) => Promise<void>;
  /** What somebody does before the picture is taken; nothing that the city keeps. */
  after?: (page: Page) => Promise<void>;
  /** As it comes out of the printer. */
  paper?: true;
}

/** Pages of one door as one person sees them. */
export interface Shelf {
  door: 'phone' | 'desk' | 'wall' | 'site';
  /** Who is logged in, by phone or name; null: nobody. */
  who: string | null;
  looks: readonly Look[];
  places: readonly Place[];
}

/** Whose orders the pages show. */
export type Lived = Life & { petitions: PetitionLife; unit: string; person: string };

/** Keeps answers of an API path from coming: what is shown while one waits. */
export function waitingFor(path: RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, () => undefined);
  };
}

/** Answers an API path as a server in trouble does. */
export function broken(path: RegExp): (page: Page) => Promise<void> {
  const body = { type: 'about:blank', title: 'Error', status: 500, code: 'platform.internal', id: '0' };
  return async (page) => {
    await page.route(path, (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(body) }),
    );
  };
}

/** Answers a list with nothing in it. */
export function empty(path: RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  };
}

/** The network goes after the page came. */
export async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.waitForTimeout(200);
}

/** Presses keys one after the other, and lets what they open come. */
export function press(...keys: string[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForTimeout(400);
  };
}

/** Presses the first thing that a selector finds. */
export function click(selector: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().click();
    await page.waitForTimeout(400);
  };
}

/** Presses the button of one of these names, one in each language. */
export function choose(...names: string[]): (page: Page) => Promise<void> {
  return async (page) => {
    await page
      .getByRole('button', { name: new RegExp(`^(${names.join('|')})$`) })
      .first()
      .click({ timeout: 5000 });
    await page.waitForTimeout(400);
  };
}

/** The city's clock has gone on. */
const LATER = new Date('2026-11-24T03:30:00Z');

/** The stream of what happens never opens; after a while the page says so. */
export const deaf: Pick<Place, 'before' | 'after'> = {
  before: async (page) => {
    await page.route(/\/api\/v1\/stream/, (route) => route.abort());
  },
  after: async (page) => {
    await page.clock.setFixedTime(LATER);
    await page.waitForTimeout(3000);
  },
};
