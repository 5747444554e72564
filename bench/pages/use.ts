import type { Browser, BrowserContext, Page } from 'playwright-core';
import { median, printFigure } from '../figure.ts';
import type { Ground } from './ground.ts';

const SLOWDOWN = 4;
/** The longest answer of one use leaps with whatever else the machine does: the median of so many uses is told. */
const USES = 5;
const ROWS = 5000;
const KEYS = 100;
/** A key held down, as fast as Windows repeats it: thirty times a second. */
const REPEAT_MILLISECONDS = 33;
const HOURS = 24;

declare global {
  interface Window {
    linliInteractions: number[];
    linliKeys: number[];
  }
}

/** A browser of somebody's own, signed in if named. */
export async function readerOf(
  browser: Browser,
  { url, callers }: Ground,
  who: keyof Ground['callers'] | undefined,
  { phone, elder }: { phone: boolean; elder?: true },
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: phone ? { width: 375, height: 812 } : { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    serviceWorkers: 'block',
    hasTouch: phone,
  });
  if (elder) await context.addInitScript(() => localStorage.setItem('linli.elder', 'yes'));
  const [name = '', value = ''] = who ? callers[who].cookie.split('=') : [];
  if (who) await context.addCookies([{ name, value, url }]);
  return { context, page: await context.newPage() };
}

/** Keeps the duration of every interaction, from the touch to the next picture (Event Timing; steps of 8 ms). */
async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.linliInteractions = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
        if (entry.interactionId) window.linliInteractions.push(entry.duration);
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
}

/** The longest of all: with fewer than fifty interactions that is what INP means. */
async function longest(page: Page): Promise<number> {
  await page.waitForTimeout(500);
  return Math.max(0, ...(await page.evaluate(() => window.linliInteractions)));
}

/** The longest answer of each of so many uses, told as their median. */
async function printLongest(
  browser: Browser,
  ground: Ground,
  {
    name,
    target,
    who,
    use,
  }: { name: string; target: number; who: 'resident' | 'dispatcher'; use: (page: Page) => Promise<void> },
): Promise<void> {
  const rounds: number[] = [];
  for (let round = 0; round < USES; round++) {
    const { context, page } = await readerOf(browser, ground, who, { phone: who === 'resident' });
    await watchInteractions(page);
    await use(page);
    rounds.push(await longest(page));
    await context.close();
  }
  printFigure({ name, value: median(rounds), unit: 'ms at 4x slower', target, direction: 'atMost', rounds });
}

/** Ordering help from the first page to the last question, large letters on the way, on a slow phone. */
export async function measurePhone(browser: Browser, ground: Ground): Promise<void> {
  await printLongest(browser, ground, { name: 'phone.inp', target: 200, who: 'resident', use: orderHelp });
}

async function orderHelp(page: Page): Promise<void> {
  await page.goto('/');
  const press = (name: string) => page.getByRole('button', { name }).first().click();
  await press('大字');
  await press('大字');
  await page.getByRole('link', { name: '我要点单' }).click();
  await page.getByLabel('用您自己的话说').pressSequentially('想请人来修一下厨房的灯');
  await press('下一步');
  await page.getByRole('button', { name: '换一个' }).waitFor();
  await press('下一步');
  await press('明天');
  await page.getByRole('heading', { level: 1, name: '看一看，对不对' }).waitFor();
  await page.getByRole('link', { name: '我的单' }).click();
  await page.getByRole('heading', { level: 1, name: '我的单' }).waitFor();
}

/** Walking the queue, opening and leaving an order, looking for keys, by keys alone. */
export async function measureDesk(browser: Browser, ground: Ground): Promise<void> {
  await printLongest(browser, ground, { name: 'desk.inp', target: 100, who: 'dispatcher', use: walkQueue });
}

async function walkQueue(page: Page): Promise<void> {
  await page.goto('/desk/');
  await page.getByRole('grid').waitFor();
  for (const key of ['j', 'j', 'k', 'Enter', 'Escape', 'j', 'Enter', 'Escape', '?', 'Escape', 'Control+k', 'Escape']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
}

/** Five thousand rows in the queue, one answer of the list made as long; `j` held down, from each key to the picture after it. */
export async function measureQueue(browser: Browser, ground: Ground, size: number): Promise<void> {
  const { context, page } = await readerOf(browser, ground, 'dispatcher', { phone: false });
  await page.route(/\/api\/v1\/orders\?/, async (route) => {
    const answer = await route.fetch();
    const { items } = (await answer.json()) as { items: { id: string; number: string }[] };
    const many = Array.from({ length: ROWS }, (_, index) => ({
      ...items[index % Math.max(1, items.length)],
      id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      number: String(index),
    }));
    await route.fulfill({ response: answer, json: { items: items.length === 0 ? [] : many, nextCursor: null } });
  });
  await page.addInitScript(() => {
    window.linliKeys = [];
    // No named function in here: its name would lean on something that only our own compiler brings.
    window.addEventListener(
      'keydown',
      () => {
        const begin = performance.now();
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.linliKeys.push(performance.now() - begin);
        requestAnimationFrame(() => channel.port2.postMessage(null));
      },
      true,
    );
  });
  await page.goto('/desk/');
  await page.getByRole('grid').waitFor();
  await page.getByRole('row').nth(3).waitFor();
  for (let count = 0; count < Math.max(20, KEYS * size); count++) {
    await page.keyboard.press('j');
    await page.waitForTimeout(REPEAT_MILLISECONDS);
  }
  await page.waitForTimeout(300);
  const rounds = await page.evaluate(() => window.linliKeys);
  await context.close();
  printFigure({
    name: 'queue.key_to_paint',
    value: median(rounds),
    unit: 'ms',
    target: 50,
    direction: 'atMost',
    rounds,
  });
}

/** The wall for a day of its own clock: memory after the last hour over that after the second. */
export async function measureWall(browser: Browser, ground: Ground, size: number): Promise<void> {
  const { context, page } = await readerOf(browser, ground, 'observer', { phone: false });
  await page.clock.install();
  await page.goto('/screen/');
  await page.locator('svg').first().waitFor();
  const devtools = await context.newCDPSession(page);
  const used = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const rounds: number[] = [];
  const hours = Math.max(4, Math.round(HOURS * size));
  for (let hour = 0; hour < hours; hour++) {
    for (let minute = 0; minute < 60; minute += 5) {
      await page.clock.runFor(5 * 60_000);
      await page.waitForTimeout(50);
    }
    rounds.push(await used());
  }
  await context.close();
  const value = (rounds.at(-1) ?? 0) - (rounds[1] ?? 0);
  printFigure({
    name: 'wall.heap_growth',
    value,
    unit: `MB in ${hours - 2} h`,
    target: 1,
    direction: 'atMost',
    rounds,
  });
}
