import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations, faultsOf, overflowing, smallTargets } from '../browser.ts';
import { sendAs, takenOn, teamOf } from './desk.ts';
import { lengthenWords, unreadable } from './phone.ts';
import { act, asked, LEADER, newPhone, type Phones, RESIDENT, served, VOLUNTEER } from './resident.ts';

const ANYBODYS = [
  '/',
  '/order',
  '/order/where',
  '/order/when',
  '/order/photos',
  '/order/whom',
  '/order/check',
  '/order/receipt',
  '/receipt',
  '/receipt/new',
  '/receipt/claim',
];
const LEADERS = [
  '/offers',
  '/offers/taken',
  '/tasks',
  '/week',
  '/volunteer',
  '/team',
  '/team/members',
  '/team/week',
  '/inbox',
];
const OWN = ['/orders', '/me', '/me/phone', '/me/data', '/me/sessions', '/me/notices', '/login', '/nowhere'];

/** Looks in which every page is whole; the last is the usual size at 200 % zoom of its text. */
const LOOKS = [
  { screen: 'phone', language: 'zh-CN', axe: true },
  { screen: 'phone', language: 'en', theme: 'dark', axe: true },
  { screen: 'smallPhone', language: 'zh-CN', elder: true, axe: true },
  { screen: 'smallPhone', language: 'en', elder: true },
  { screen: 'phone', language: 'zh-CN', elder: true },
  { screen: 'phone', language: 'en', elder: true, theme: 'dark' },
  { screen: 'phone', language: 'zh-CN', zoom: 2 },
  { screen: 'smallPhone', language: 'zh-CN', zoom: 2, elder: true },
  { screen: 'smallPhone', language: 'zh-CN', old: true },
] as const;

type Look = (typeof LOOKS)[number] & { axe?: boolean; elder?: boolean; zoom?: number; old?: boolean };

/** Pages of the phone, in every look. */
export function everyPage(phones: Phones): void {
  let made: Promise<{ who: string; places: string[] }[]> | undefined;
  /** A petition that a department has taken on. */
  const complained = async () => {
    const petition = await asked(phones, RESIDENT, '柳荫里小区（演示）门口的路灯不亮。', { confidential: true });
    await takenOn(phones.city, petition.id);
    return petition;
  };
  /** An order in each state that has a page of its own, made once. */
  const places = async () => {
    const order = await asked(phones, RESIDENT, '想请人陪我去医院看牙。');
    const done = await asked(phones, RESIDENT, '想请人陪我去医院打针。');
    await served(phones, VOLUNTEER, done);
    const forTeam = await asked(phones, RESIDENT, '卫生间的灯不亮了，想请人看看。');
    const triage = { nature: 'public_service', kind: 'plumbing_electric_minor' };
    await sendAs(phones.city, 'zhongxin', forTeam.id, 'triage', triage);
    const team = await teamOf(phones.city, 'duizhang');
    await sendAs(phones.city, 'zhongxin', forTeam.id, 'dispatch', { teamId: team });
    const taken = await asked(phones, newPhone(), '阳台的插座松了，想请人看看。');
    await sendAs(phones.city, 'zhongxin', taken.id, 'triage', triage);
    await sendAs(phones.city, 'zhongxin', taken.id, 'dispatch', { teamId: team });
    await act(phones, LEADER, taken.id, 'accept');
    const [questioned, replied] = [await complained(), await complained()];
    await sendAs(phones.city, 'bumen', questioned.id, 'ask', { words: '是哪一个门口？' });
    await sendAs(phones.city, 'bumen', replied.id, 'reply', { words: '路灯已经修好。' });
    const petitions = [questioned.id, `${questioned.id}/answer`, replied.id, `${replied.id}/reconsider`];
    const pagesOf = (id: string) => [`/orders/${id}`, `/orders/${id}/sent`, `/orders/${id}/change`];
    return [
      {
        who: RESIDENT,
        places: [
          ...ANYBODYS,
          ...OWN,
          ...pagesOf(order.id),
          `/orders/${done.id}/review`,
          ...petitions.map((page) => `/orders/${page}`),
        ],
      },
      { who: LEADER, places: [...LEADERS, `/team/${forTeam.id}`, `/tasks/${taken.id}`] },
    ];
  };

  describe('every page of the phone', () => {
    it.each(LOOKS)('is whole, reachable and readable: %j', async (look: Look) => {
      made ??= places();
      const wrong: string[] = [];
      for (const { who, places: addresses } of await made) {
        const page = await phones.open(look);
        await page.context().addCookies(await phones.cookiesOf(who));
        await page.addInitScript((chosen) => localStorage.setItem('linli.language', chosen), look.language);
        await page.goto('/');
        await page.evaluate(() =>
          localStorage.setItem('linli.draft', JSON.stringify({ text: '想请人来修一下灯', when: 'tomorrow' })),
        );
        for (const address of addresses) {
          const found = await faultsAt(page, address, look);
          wrong.push(...found.map((each) => `${address.replace(/[0-9a-f-]{36}/, ':id')}: ${each}`));
        }
      }
      expect(wrong).toEqual([]);
    });

    it('keeps large letters from one visit to the next', async () => {
      const page = await phones.open();
      await page.goto('/');
      await page.getByRole('button', { name: '大字' }).click();
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('21px');
      await page.goto('/orders');
      await page.reload();
      expect(await page.evaluate(() => 'elder' in document.documentElement.dataset)).toBe(true);
      await page.goto('/');
      await page.getByRole('button', { name: '大字' }).click();
      await page.reload();
      expect(await page.evaluate(() => 'elder' in document.documentElement.dataset)).toBe(false);
    });

    it('says so when the network is gone, and keeps what is on the screen', async () => {
      const page = await phones.phoneOf(RESIDENT);
      await page.locator('nav a[href^="tel:"]').waitFor();
      await page.context().setOffline(true);
      await page.getByText('现在没有网络。').waitFor();
      await page.getByRole('heading', { name: '要帮忙吗？' }).waitFor();
      await page.locator('nav a[href^="tel:"]').waitFor();
      await page.context().setOffline(false);
      await page.getByText('现在没有网络。').waitFor({ state: 'detached' });
    });

    it('that cannot be fetched says so, and is there when it is tried again', async () => {
      const page = await phones.phoneOf(RESIDENT);
      await page.route(/assets\/Orders-/, (route) => route.abort());
      await page.getByRole('link', { name: '我的单' }).click();
      await page.getByRole('heading', { level: 1, name: '这一页打不开' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.unroute(/assets\/Orders-/);
      await page.getByRole('button', { name: '再试一次' }).click();
      await page.getByRole('heading', { level: 1, name: '我的单' }).waitFor();
    });
  });
}

async function faultsAt(page: Page, address: string, look: Look): Promise<string[]> {
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  await page.locator('nav a[href^="tel:"]').waitFor();
  if (look.zoom) {
    const size = `${16 * look.zoom}px`;
    await page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
    }, size);
  }
  // Nothing is on its way any more: neither a sentence about it nor the room kept for it.
  await page.waitForFunction(() => !document.querySelector('[class*="_room_"]'));
  const found = [
    ...(look.axe ? await axeViolations(page) : []),
    ...(await overflowing(page)),
    ...(await smallTargets(page, look.elder ? 60 : 44)),
    ...(await unreadable(page, look.elder ? 18 : 14)),
    ...faultsOf(page),
  ];
  const raw = await page.getByText(/\b(resident|problem|notify|action|state)\.[a-z_.]+/).count();
  if (raw > 0) found.push('a key shows raw');
  if ((await page.locator('nav a[href^="tel:"]').count()) !== 1) found.push('the phone for help is not one tap away');
  if (!look.zoom) {
    await lengthenWords(page, 1.4);
    found.push(...(await overflowing(page)).map((each) => `longer words: ${each}`));
  }
  return found;
}
