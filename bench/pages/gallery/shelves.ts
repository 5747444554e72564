import type { Page, Route } from 'playwright-core';
import type { screens } from '../../../tests/browser.ts';
import type { Life, PetitionLife } from '../life.ts';

/** A size, a language, colours: how a page is looked at. */
export interface Look {
  name: string;
  screen: keyof typeof screens;
  language: 'zh-CN' | 'en';
  theme?: 'dark' | 'light';
  elder?: true;
  /** In the few colours that somebody's system allows. */
  forced?: true;
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

/** Whose orders the pages show, and what else they lead to. */
export interface Lived extends Life {
  petitions: PetitionLife;
  /** Judged, and to be sent. */
  toSend: string;
  numberToSend: string;
  question: string;
  emergency: string;
  /** The station where most of it happens. */
  unit: string;
  centre: string;
  /** Another station of the county. */
  elsewhere: string;
  /** Who leads the team. */
  person: string;
  team: string;
}

/** Keeps answers of an API path from coming: what is shown while one waits. */
export function waitingFor(path: RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, () => undefined);
  };
}

/** Answers as the server does that refuses or fails. */
export function answerProblem(route: Route, status: number, code: string): Promise<void> {
  const body = { type: 'about:blank', title: 'Error', status, code, id: '0' };
  return route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) });
}

/** Answers an API path as a server in trouble does. */
export function broken(path: RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, (route) => answerProblem(route, 500, 'platform.internal'));
  };
}

/** Refuses what a page sends to an API path; what it reads there comes. */
export function refused(path: RegExp, status: number, code: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, (route) =>
      route.request().method() === 'GET' ? route.continue() : answerProblem(route, status, code),
    );
  };
}

/** The page comes as it does when its answers were not there in time: each is asked for. */
export async function withoutAnswers(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const response = await route.fetch();
    const body = (await response.text()).replace(/(id="answers">).*?(?=<\/script>)/s, '$1{}');
    return route.fulfill({ response, body });
  });
}

type Change = (answer: never) => object;

/** Answers an API path as the city does, but for what is changed of it. */
export function changed(path: RegExp, change: Change): (page: Page) => Promise<void> {
  return async (page) => {
    await page.route(path, (route) => answerChanged(route, change));
  };
}

async function answerChanged(route: Route, change: Change): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, json: change((await response.json()) as never) });
}

/** Somebody else was quicker: what is sent is refused, and what is read from then on is changed. */
export function overtaken(path: RegExp, change: Change): (page: Page) => Promise<void> {
  return async (page) => {
    let late = false;
    await page.route(path, (route) => {
      if (route.request().method() === 'GET') return late ? answerChanged(route, change) : route.continue();
      late = true;
      return answerProblem(route, 412, 'orders.changed_meanwhile');
    });
  };
}

/** The longer list of which a page is shown has more behind it. */
export const withOlder: Change = (page: object) => ({ ...page, nextCursor: 'older' });

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
    await page.locator(selector).first().click({ timeout: 10_000 });
    await page.waitForTimeout(400);
  };
}

/** Fills the first field that a selector finds, and lets what follows come. */
export function fill(selector: string, text: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().fill(text);
    await page.waitForTimeout(600);
  };
}

/** Waits for what a step before brings. */
export function shows(selector: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator(selector).first().waitFor({ timeout: 10_000 });
  };
}

/** Does one thing after the other. */
export function inTurn(...steps: ((page: Page) => Promise<void>)[]): (page: Page) => Promise<void> {
  return async (page) => {
    for (const step of steps) await step(page);
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
const LATER = new Date('2026-11-24T05:30:00Z');

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
