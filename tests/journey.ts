import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser, openReader } from './browser.ts';
import { type RunningCity, runCity } from './running-city.ts';

type Look = Parameters<typeof openReader>[2];

/** One running city and one browser for a file of stories. Every story brings its own orders, so their order does not matter. */
export interface Journey {
  readonly city: RunningCity;
  readonly browser: Browser;
  /** A browser of somebody's own; closed when the story ends. */
  open(look: Look): Promise<Page>;
}

/** Starts city and browser before the file's first story, stops them after the last. `now`: the city's clock, that time if absent; `pages`: a folder of built pages of one's own. */
export function startJourney({ now, pages }: { now?: Date; pages?: string } = {}): Journey {
  let city: RunningCity;
  let browser: Browser;
  const opened: BrowserContext[] = [];
  beforeAll(async () => {
    [city, browser] = await Promise.all([
      runCity({ now: now ?? new Date(), ...(pages ? { pages } : {}) }),
      launchBrowser(),
    ]);
  });
  afterEach(async () => {
    for (const context of opened.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await city?.stop();
  });
  return {
    get city() {
      return city;
    },
    get browser() {
      return browser;
    },
    async open(look) {
      const { context, page } = await openReader(browser, city.url, look);
      context.setDefaultTimeout(60_000);
      opened.push(context);
      // A city with a clock of its own is looked at with that clock.
      if (now) await page.clock.setFixedTime(city.context.clock.now());
      return page;
    },
  };
}
