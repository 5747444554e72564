import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Chromium stands: named by `CHROME_PATH`, or where distributions put it. */
export function chromePath(): string {
  const named = process.env['CHROME_PATH'];
  if (named) return named;
  return (
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? '/usr/bin/chromium'
  );
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser; close it. Where no locale is set it would name every file with Chinese in its name `download`. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromePath(), args: FLAGS, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
}

/** The screens that the doors are made for. */
export const screens = {
  phone: { width: 375, height: 812 },
  smallPhone: { width: 320, height: 640 },
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
  largeWall: { width: 3840, height: 2160 },
} as const;

interface Look {
  screen: keyof typeof screens;
  language?: 'zh-CN' | 'en';
  /** Everything large, as chosen on the device before. */
  elder?: boolean;
  theme?: 'light' | 'dark';
  /** With what came after the oldest engines that we name taken away (iOS 14, Chromium 86). */
  old?: boolean;
  /** Lets the phone keep its pages; else every request can be watched and answered by the test. */
  worker?: boolean;
  userAgent?: string;
}

/** A browser of somebody's own: nothing is shared with another's. Its pages show errors of theirs as `faultsOf`. */
export async function openReader(
  browser: Browser,
  address: string,
  look: Look,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: screens[look.screen],
    locale: look.language ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: look.theme ?? 'light',
    reducedMotion: 'reduce',
    hasTouch: look.screen === 'phone' || look.screen === 'smallPhone',
    serviceWorkers: look.worker ? 'allow' : 'block',
    ...(look.userAgent ? { userAgent: look.userAgent } : {}),
  });
  if (look.old) await context.addInitScript(forgetNewer);
  if (look.elder) await context.addInitScript(() => localStorage.setItem('linli.elder', 'yes'));
  const page = await context.newPage();
  const found: string[] = [];
  faults.set(page, found);
  page.on('pageerror', (error) => found.push(String(error)));
  return { context, page };
}

/** Takes away what iOS 14 and Chromium 86 do not have and a page of ours, or a library, might lean on. */
function forgetNewer(): void {
  const gone: [object, string[]][] = [
    [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
    [String.prototype, ['at', 'isWellFormed']],
    [Object, ['hasOwn', 'groupBy']],
    [Promise, ['withResolvers', 'try']],
    [Crypto.prototype, ['randomUUID']],
    [HTMLDialogElement.prototype, ['showModal', 'show', 'close']],
    [AbortSignal, ['timeout', 'any']],
    [Element.prototype, ['checkVisibility', 'getHTML']],
    [window, ['structuredClone', 'requestIdleCallback', 'BroadcastChannel', 'Temporal', 'Iterator']],
  ];
  for (const [holder, names] of gone) for (const name of names) Reflect.deleteProperty(holder, name);
}

const faults = new WeakMap<Page, string[]>();

/** Errors that the page's own code has thrown so far. */
export function faultsOf(page: Page): string[] {
  return faults.get(page) ?? [];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }[];
}

/** What axe finds wrong with the page as it is now (WCAG 2.2 A and AA), one line a place. Empty is good. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's content security policy does not reach.
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (): Promise<AxeResult> =>
      (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      }),
  );
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  );
}

/**
 * Places that hold more than fits: the page wider than its screen, or words cut off. A cell of the desk's queue ends in dots:
 * the panel beside it has all of its words. Empty is good.
 */
export function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide =
      document.documentElement.scrollWidth > window.innerWidth ? [`page ${document.documentElement.scrollWidth}`] : [];
    const cut = [...document.querySelectorAll<HTMLElement>('button, a, p, h1, h2, label, span, dd, dt, li')]
      .filter(
        (each) =>
          each.scrollWidth > each.clientWidth + 1 &&
          each.clientWidth > 0 &&
          getComputedStyle(each).display !== 'inline' &&
          !each.closest('.heard, [role=gridcell]'),
      )
      .map((each) => `${each.tagName.toLowerCase()} ${each.textContent?.slice(0, 30)}`);
    return [...wide, ...cut];
  });
}

/** What stands beyond the edge of the window and cannot be moved into it, since nothing around it but the whole page moves sideways. */
export function outsideWindow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const whole = document.querySelector('main.body') ?? document.documentElement;
    const movesWithin = (each: Element) => {
      for (let at = each.parentElement; at && at !== whole; at = at.parentElement)
        if (at.scrollWidth > at.clientWidth && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
      return false;
    };
    const cut = [
      ...document.querySelectorAll(
        'button, input, select, textarea, a, label, p, span, h1, h2, h3, th, td, dt, dd, li',
      ),
    ]
      .filter((each) => {
        const { left, right, width } = each.getBoundingClientRect();
        return width > 1 && (left < 0 || right > window.innerWidth + 1) && !each.closest('.heard, .skip');
      })
      .filter((each) => !movesWithin(each))
      .map((each) => `outside: ${each.tagName.toLowerCase()} ${each.textContent?.slice(0, 30)}`);
    return [...cut, ...(whole.scrollWidth > whole.clientWidth ? [`page ${whole.scrollWidth}`] : [])];
  });
}

/** Targets smaller than `least` pixels either way, by their words. Links inside a sentence are as high as their line. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((pixels) => {
    return [
      ...document.querySelectorAll(
        'a[href], button, input:not([type=radio]):not([type=checkbox]):not([hidden]), select, textarea, summary, label:has(input)',
      ),
    ]
      .filter((each) => each.tagName !== 'A' || getComputedStyle(each).display !== 'inline')
      .map((each) => ({ each, box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < pixels - 0.5 || box.height < pixels - 0.5))
      .map(
        ({ each, box }) =>
          `${each.textContent?.slice(0, 20) || each.tagName} ${Math.round(box.width)}x${Math.round(box.height)}`,
      );
  }, least);
}
