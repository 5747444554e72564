import type { Page } from 'playwright-core';
import { STAFF } from '../life.ts';
import {
  answerProblem,
  broken,
  deaf,
  type Lived,
  type Look,
  type Place,
  press,
  type Shelf,
  waitingFor,
} from './shelves.ts';

const WALL: readonly Look[] = [
  { name: '1920-zh', screen: 'wall', language: 'zh-CN' },
  { name: '3840-en', screen: 'largeWall', language: 'en' },
  { name: '1920-zh-light', screen: 'wall', language: 'zh-CN', theme: 'light' },
];
const SITE: readonly Look[] = [
  { name: '375-zh', screen: 'phone', language: 'zh-CN' },
  { name: '375-en', screen: 'phone', language: 'en' },
  { name: '1440-zh-dark', screen: 'desk', language: 'zh-CN', theme: 'dark' },
];

const FIGURES = /\/api\/v1\/figures/;

/** The wall and the public site. */
export function otherShelves({ unit }: Lived): Shelf[] {
  return [
    { door: 'wall', who: null, looks: WALL, places: [{ address: '/screen/', state: 'nobody signed in' }] },
    { door: 'wall', who: STAFF.observer, looks: WALL, places: wall(unit) },
    { door: 'site', who: null, looks: SITE, places: site() },
  ];
}

function wall(unit: string): Place[] {
  return [
    { address: '/screen/?tour=off', state: 'the city' },
    { address: '/screen/?tour=off', state: 'what the figures mean', after: press('d') },
    {
      address: '/screen/?tour=off',
      state: 'a county',
      after: async (page) => {
        await page.locator('.hex').first().focus();
        await press('Enter')(page);
        await page.waitForTimeout(1500);
      },
    },
    { address: `/screen/?tour=off&unit=${unit}`, state: 'a station' },
    { address: `/screen/?tour=off&unit=${unit}`, state: 'what the figures of a station mean', after: press('d') },
    { address: '/screen/?tour=off', state: 'figures on their way', before: waitingFor(FIGURES) },
    { address: '/screen/?tour=off', state: 'trouble', before: broken(FIGURES) },
    { address: '/screen/?tour=off', state: 'its session ended', after: endSession },
    { address: '/screen/?tour=off', state: 'connection lost', ...deaf },
  ];
}

/** The next reading of the figures finds nobody signed in. */
async function endSession(page: Page): Promise<void> {
  await page.route(FIGURES, (route) => answerProblem(route, 401, 'platform.sign_in'));
  await page.waitForTimeout(21_000);
}

function site(): Place[] {
  return [
    { address: '/site/', state: 'home' },
    { address: '/site/help', state: 'kinds' },
    { address: '/site/units', state: 'counties' },
    { address: '/site/units/990001', state: 'a county' },
    { address: '/site/units/990001001001', state: 'a station' },
    { address: '/site/units/990001001001/poster', state: 'poster' },
    { address: '/site/units/990001001001/poster', state: 'poster on paper', paper: true },
    { address: '/site/answers', state: 'one' },
    { address: '/site/figures', state: 'today' },
    { address: '/site/complain', state: 'words' },
    { address: '/site/privacy', state: 'words' },
    { address: '/site/nowhere', state: 'no page' },
  ];
}
