import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { policyShapes } from '../../src/organisation/policies/schema/policies.ts';
import { axeViolations, faultsOf, outsideWindow, overflowing, smallTargets } from '../browser.ts';
import { startDesks } from './desk.ts';
import { lengthenWords, unreadable } from './phone.ts';

const desks = startDesks();

/** Every page of the desk, as somebody whose page it is. */
const DESK: Record<string, readonly string[]> = {
  zhongxin: [
    '/desk/queue',
    '/desk/intake',
    '/desk/batches',
    '/desk/gaps',
    '/desk/week',
    '/desk/topics',
    '/desk/inbox',
    '/desk/account',
    '/desk/nowhere',
  ],
  suqiu: ['/desk/petitions', '/desk/register', '/desk/reports'],
  duizhang: ['/desk/team', '/desk/team?view=roster', '/desk/team?view=members'],
  admin: [
    '/desk/units',
    '/desk/people?text=武',
    ...Object.keys(policyShapes).map((policy) => `/desk/policies?policy=${policy}`),
    '/desk/models',
    '/desk/breaches',
  ],
  shenji: ['/desk/audit'],
  baoguan: ['/desk/custody'],
};

const SITE = [
  '',
  'help',
  'units',
  'units/990001',
  'units/990001001001',
  'units/990001001001/poster',
  'answers',
  'figures',
  'complain',
  'privacy',
  'nowhere',
];

const KEY = /\b(desk|site|resident|problem|notify|action|state|status|nature|role)\.[a-z]+[a-z_.]*\b/;

/** What is wrong with a page that has come, then with the same page when its words are 1.4 times as long. */
async function faultsAt(page: Page): Promise<string[]> {
  const found = [...(await axeViolations(page)), ...(await overflowing(page)), ...faultsOf(page)];
  for (const words of await page.getByText(KEY).allTextContents()) found.push(`a key shows raw: ${words}`);
  await lengthenWords(page, 1.4);
  return [...found, ...(await overflowing(page)).map((each) => `longer words: ${each}`)];
}

/** Opens a page of the desk and waits until nothing is on its way any more. */
async function arrive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('main, h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy=true], .ant-spin'));
}

const READERS = Object.entries(DESK).flatMap(([username, pages]) => [
  { username, pages, language: 'zh-CN' as const },
  { username, pages, language: 'en' as const, theme: 'dark' as const },
]);

type Reader = Omit<(typeof READERS)[number], 'pages'>;

async function sit({ username, ...look }: Reader, screen: 'desk' | 'smallPhone'): Promise<Page> {
  const page = await desks.at(username, { address: '/desk/account', screen, ...look });
  await page.evaluate((language) => localStorage.setItem('linli.language', language), look.language);
  return page;
}

describe('every page of the desk', () => {
  it.each(READERS)('is whole for $username in $language', async ({ pages, ...reader }) => {
    const page = await sit(reader, 'desk');
    const wrong: string[] = [];
    for (const address of pages) {
      await arrive(page, address);
      wrong.push(...(await faultsAt(page)).map((each) => `${address}: ${each}`));
    }
    expect(wrong).toEqual([]);
  });

  it.each(READERS)('moves one way alone at 320 px for $username in $language', async ({ pages, ...reader }) => {
    const page = await sit(reader, 'smallPhone');
    const wrong: string[] = [];
    for (const address of pages) {
      await arrive(page, address);
      // What lies half beyond the edge of a table that moves counts as small there: targets are measured at full width.
      const met = (await axeViolations(page)).filter((each) => !each.startsWith('target-size'));
      wrong.push(...[...(await outsideWindow(page)), ...met].map((each) => `${address}: ${each}`));
    }
    expect(wrong).toEqual([]);
  });
});

describe('every page of the public site', () => {
  it.each([
    { screen: 'phone', theme: 'light' },
    { screen: 'smallPhone', theme: 'dark' },
    { screen: 'desk', theme: 'light' },
  ] as const)('is whole in both languages: %j', async (look) => {
    const page = await desks.open(look);
    const wrong: string[] = [];
    for (const address of SITE.flatMap((path) => [`/site/${path}`, `/site/en/${path}`])) {
      await page.goto(address);
      const found = [
        ...(await unreadable(page, 14)),
        ...(look.screen === 'desk' ? [] : await smallTargets(page, 44)),
        ...(await faultsAt(page)),
      ];
      wrong.push(...found.map((each) => `${address}: ${each}`));
    }
    expect(wrong).toEqual([]);
  });
});
