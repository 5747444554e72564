// `npm run gallery -- [FOLDER] [--only PATTERN] [--table FILE]`: every page in every state at its sizes, light, dark and large,
// drawn by a real browser into a folder outside the repository. `--table docs/gallery.md` writes the hashes into the table
// there; what was noted of each picture stays.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, openReader } from '../../../tests/browser.ts';
import { build } from '../../orders/server-process.ts';
import { PHONES } from '../life.ts';
import { type StandingCity, standCity } from '../standing-city.ts';
import { deskShelves } from './desk.ts';
import { enterPatiently, liveAll } from './lived.ts';
import { phoneShelves } from './phone.ts';
import { otherShelves } from './rest.ts';
import type { Look, Place, Shelf } from './shelves.ts';
import { type Picture, writeTable } from './table.ts';

/** A Tuesday at ten in the morning, in service time: the gallery's day. */
const TUESDAY = new Date('2026-11-24T02:00:00Z');
/** A sheet at 96 dots an inch. */
const A4 = { width: 794, height: 1123 };
const DRAFT = JSON.stringify({ text: '想请人来修一下灯', when: 'tomorrow', date: '2026-11-25' });

interface Hanging {
  browser: Browser;
  city: StandingCity;
  into: string;
  /** Which of the rows to draw. */
  only: RegExp;
}

async function hang(hanging: Hanging, shelf: Shelf): Promise<Picture[]> {
  const { browser, city, only } = hanging;
  const pictures: Picture[] = [];
  const named = (place: Place, look: Look) => `${shelf.door} ${place.address} ${place.state} ${look.name}`;
  if (!shelf.looks.some((look) => shelf.places.some((place) => only.test(named(place, look))))) return pictures;
  const cookie = shelf.who ? (await enterPatiently(city.url, shelf.who)).cookie : null;
  for (const look of shelf.looks) {
    const { context } = await openReader(browser, city.url, look);
    await prepare(context, { city, look, cookie, draft: shelf.who === PHONES.resident ? DRAFT : '' });
    for (const place of shelf.places.filter((each) => only.test(named(each, look)))) {
      // A state may have moved the page's clock.
      await context.clock.setFixedTime(city.clock.now());
      const page = await context.newPage();
      const picture = await take(page, shelf, place, look, hanging.into).catch((error: unknown) => {
        process.stderr.write(
          `${named(place, look)}: ${error instanceof Error ? error.message.split('\n')[0] : error}\n`,
        );
        return undefined;
      });
      if (picture) pictures.push(picture);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.close();
      await context.setOffline(false);
    }
    await context.close();
  }
  return pictures;
}

interface Prepared {
  city: StandingCity;
  look: Look;
  cookie: string | null;
  draft: string;
}

async function prepare(context: BrowserContext, { city, look, cookie, draft }: Prepared): Promise<void> {
  await context.addInitScript(
    ([language, started, theme, elder]) => {
      // Each picture is of a device that keeps nothing of the one before.
      localStorage.clear();
      indexedDB.deleteDatabase('linli');
      if (elder) localStorage.setItem('linli.elder', elder);
      localStorage.setItem('linli.language', language ?? '');
      if (started) localStorage.setItem('linli.draft', started);
      if (theme) localStorage.setItem('linli.theme', theme);
    },
    [look.language, draft, look.theme ?? '', look.elder ? 'yes' : ''],
  );
  const [name = '', value = ''] = cookie?.split('=') ?? [];
  if (cookie) await context.addCookies([{ name, value, url: city.url }]);
}

async function take(page: Page, shelf: Shelf, place: Place, look: Look, into: string): Promise<Picture> {
  if (look.forced) await page.emulateMedia({ forcedColors: 'active' });
  await place.before?.(page);
  const english = shelf.door === 'site' && look.language === 'en';
  await page.goto(english ? place.address.replace('/site/', '/site/en/') : place.address, { waitUntil: 'load' });
  await page.locator('h1:visible, [role=main]:visible, main:visible').first().waitFor({ timeout: 15_000 });
  // What is kept from coming is shown as it waits.
  await page
    .waitForFunction(
      () => !document.querySelector('[class*="_room_"], .skeleton, .ant-spin, [aria-busy=true]'),
      undefined,
      { timeout: 3000 },
    )
    .catch(() => undefined);
  await page.waitForTimeout(500);
  await place.after?.(page);
  if (place.paper) {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(A4);
  }
  if (shelf.door === 'phone') await showWhole(page);
  if (shelf.door === 'desk' && !place.paper) await unroll(page);
  const called = place.address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  const file = [shelf.door, called, place.state, look.name]
    .map((part) => part.replace(/[^\p{L}\p{N}]+/gu, '-'))
    .join('_');
  const image = await page.screenshot({ path: join(into, `${file}.png`), fullPage: true, caret: 'hide' });
  const hash = createHash('sha256').update(image).digest('hex').slice(0, 12);
  return { page: `${shelf.door} ${called}`, state: place.state, look: look.name, hash };
}

/** Makes the screen as high as the page, so that what stands at the foot of the phone is at the foot of the picture. */
async function showWhole(page: Page): Promise<void> {
  const [width, height] = await page.evaluate(() => [innerWidth, document.documentElement.scrollHeight] as const);
  await page.setViewportSize({ width, height });
}

/** Makes the desk as high as what it would scroll through: the page, the panel, the card. Below a dialog nothing is read. */
async function unroll(page: Page): Promise<void> {
  const [width, height] = await page.evaluate(() => {
    const covered = document.querySelector('dialog[open], .ant-modal') !== null;
    const scrolled = covered ? [] : [...document.querySelectorAll('main.body, .panel, .detail')];
    const hidden = scrolled.map((each) => each.scrollHeight - each.clientHeight);
    return [innerWidth, innerHeight + Math.max(0, ...hidden)] as const;
  });
  await page.setViewportSize({ width, height });
  await page.waitForTimeout(100);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string', default: '' }, table: { type: 'string' } },
  });
  const into = positionals[0] ?? join(tmpdir(), 'linli-gallery');
  mkdirSync(into, { recursive: true });
  await build();
  const city = await standCity(TUESDAY);
  const browser = await launchBrowser();
  try {
    const lived = await liveAll(city, TUESDAY);
    const pictures: Picture[] = [];
    for (const shelf of [...phoneShelves(lived), ...deskShelves(lived), ...otherShelves(lived)])
      pictures.push(...(await hang({ browser, city, into, only: new RegExp(values.only) }, shelf)));
    process.stdout.write(`${pictures.length} pictures in ${into}\n`);
    const taken = values.only === '' ? 'all' : 'some';
    if (values.table)
      process.stdout.write(`${writeTable(values.table, pictures, taken)} of them are not as they were\n`);
  } finally {
    await browser.close();
    await city.stop();
  }
}

await main();
