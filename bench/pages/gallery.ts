// `npm run gallery -- [FOLDER] [--only WORDS]`: every page in every state at its sizes, light, dark and large, drawn by
// a real browser into a folder outside the repository, with a table of names and hashes (`gallery.md`) to look through.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser, openReader, type screens } from '../../tests/browser.ts';
import { build, startServer } from '../orders/server-process.ts';
import { enter, type Life, live, PHONES, STAFF } from './life.ts';

type Look = { name: string; screen: keyof typeof screens; language: 'zh-CN' | 'en'; theme?: 'dark'; elder?: true };

const PHONE: readonly Look[] = [
  { name: '375-zh', screen: 'phone', language: 'zh-CN' },
  { name: '375-en-dark', screen: 'phone', language: 'en', theme: 'dark' },
  { name: '320-zh-large', screen: 'smallPhone', language: 'zh-CN', elder: true },
  { name: '375-en-large-dark', screen: 'phone', language: 'en', elder: true, theme: 'dark' },
];
const DESK: readonly Look[] = [
  { name: '1440-zh', screen: 'desk', language: 'zh-CN' },
  { name: '1440-en-dark', screen: 'desk', language: 'en', theme: 'dark' },
];
const WALL: readonly Look[] = [{ name: '1920-zh', screen: 'wall', language: 'zh-CN' }];
const SITE: readonly Look[] = [
  { name: '375-zh', screen: 'phone', language: 'zh-CN' },
  { name: '1440-zh-dark', screen: 'desk', language: 'zh-CN', theme: 'dark' },
];

interface Shelf {
  door: string;
  who: string | null;
  looks: readonly Look[];
  /** State by address. */
  places: Record<string, string>;
}

/** What hangs in the gallery. Whoever adds a page adds it here. */
function shelves({ asked, taken, served, forTeam }: Life): Shelf[] {
  const phone = (who: string | null, places: Record<string, string>): Shelf => ({
    door: 'phone',
    who,
    looks: PHONE,
    places,
  });
  return [
    phone(null, {
      '/': 'nobody signed in',
      '/login': 'before the code',
      '/orders': 'nobody signed in',
      '/nowhere': 'no page',
    }),
    phone(PHONES.resident, {
      '/': 'orders open',
      '/order': 'a draft',
      '/order/where': 'home known',
      '/order/when': 'a draft',
      '/order/photos': 'no photo',
      '/order/whom': 'for oneself',
      '/order/check': 'complete',
      '/orders': 'open and ended',
      [`/orders/${asked}`]: 'received',
      [`/orders/${asked}/sent`]: 'just sent',
      [`/orders/${asked}/change`]: 'may change',
      [`/orders/${taken}`]: 'somebody comes',
      [`/orders/${served}/review`]: 'served',
      '/inbox': 'new messages',
      '/me': 'a resident',
      '/me/data': 'own record',
      '/me/sessions': 'own devices',
    }),
    phone(PHONES.volunteer, {
      '/': 'offers and tasks',
      '/offers': 'an offer that overlaps',
      '/tasks': 'one task',
      '/week': 'one task',
      [`/tasks/${taken}`]: 'to begin',
      '/volunteer': 'own profile',
    }),
    phone(PHONES.leader, {
      '/team': 'an order for the team',
      '/team/members': 'members',
      '/team/week': 'one order',
      [`/team/${forTeam}`]: 'to take or assign',
    }),
    {
      door: 'desk',
      who: STAFF.dispatcher,
      looks: DESK,
      places: {
        '/desk/': 'queue',
        [`/desk/?order=${asked}`]: 'an order',
        '/desk/intake': 'phone intake',
        '/desk/inbox': 'messages',
      },
    },
    {
      door: 'desk',
      who: STAFF.administrator,
      looks: DESK,
      places: { '/desk/tree': 'tree', '/desk/people': 'people', '/desk/policies': 'policies' },
    },
    { door: 'wall', who: STAFF.observer, looks: WALL, places: { '/screen/': 'today' } },
    {
      door: 'site',
      who: null,
      looks: SITE,
      places: {
        '/site/': 'home',
        '/site/help': 'kinds',
        '/site/units': 'counties',
        '/site/units/990001001001': 'a station',
        '/site/units/990001001001/poster': 'poster',
        '/site/answers': 'none yet',
        '/site/figures': 'today',
        '/site/complain': 'words',
        '/site/privacy': 'words',
      },
    },
  ];
}

interface Picture {
  file: string;
  page: string;
  state: string;
  look: string;
  hash: string;
}

const DRAFT = JSON.stringify({ text: '想请人来修一下灯', when: 'tomorrow' });

async function hang(browser: Browser, url: string, shelf: Shelf, into: string, only: string): Promise<Picture[]> {
  const cookie = shelf.who ? (await enter(url, shelf.who)).cookie : null;
  const pictures: Picture[] = [];
  for (const look of shelf.looks) {
    const wanted = Object.entries(shelf.places).filter(([address]) =>
      `${shelf.door} ${address} ${look.name}`.includes(only),
    );
    if (wanted.length === 0) continue;
    const { context, page } = await openReader(browser, url, look);
    await context.addInitScript(
      ([language, draft, theme]) => {
        localStorage.setItem('linli.language', language ?? '');
        if (draft) localStorage.setItem('linli.draft', draft);
        if (theme) localStorage.setItem('linli.theme', theme);
      },
      [look.language, shelf.who === PHONES.resident ? DRAFT : '', look.theme ?? ''],
    );
    const [name = '', value = ''] = cookie?.split('=') ?? [];
    if (cookie) await context.addCookies([{ name, value, url }]);
    for (const [address, state] of wanted) {
      await page.goto(address, { waitUntil: 'load' });
      await page
        .locator('h1, [role=main], main')
        .first()
        .waitFor({ timeout: 15_000 })
        .catch(() => undefined);
      await page
        .waitForFunction(() => !document.querySelector('[class*="_room_"]'), undefined, { timeout: 5000 })
        .catch(() => undefined);
      await page.waitForTimeout(400);
      const called = address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id');
      const file = `${shelf.door}${called.replace(/[^a-z0-9]+/gi, '-')}-${state.replace(/[^a-z0-9]+/gi, '-')}-${look.name}.png`;
      const image = await page.screenshot({ path: join(into, file), fullPage: true });
      pictures.push({
        file,
        page: `${shelf.door} ${called}`,
        state,
        look: look.name,
        hash: createHash('sha256').update(image).digest('hex').slice(0, 12),
      });
    }
    await context.close();
  }
  return pictures;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string', default: '' } },
  });
  const into = positionals[0] ?? join(tmpdir(), 'linli-gallery');
  mkdirSync(into, { recursive: true });
  await build();
  const dataFolder = mkdtempSync(join(tmpdir(), 'linli-gallery-city-'));
  const server = await startServer(dataFolder, 'small');
  const browser = await launchBrowser();
  try {
    const callers = {
      resident: await enter(server.url, PHONES.resident),
      leader: await enter(server.url, PHONES.leader),
      volunteer: await enter(server.url, PHONES.volunteer),
      dispatcher: await enter(server.url, STAFF.dispatcher),
    };
    const pictures: Picture[] = [];
    for (const shelf of shelves(await live(callers)))
      pictures.push(...(await hang(browser, server.url, shelf, into, values.only)));
    const rows = pictures.map(
      ({ file, page, state, look, hash }) => `| ${page} | ${state} | ${look} | ${hash} | ${file} |`,
    );
    writeFileSync(
      join(into, 'gallery.md'),
      `| page | state | look | hash | file |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`,
    );
    process.stdout.write(`${pictures.length} pictures in ${into}, listed in gallery.md\n`);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

await main();
