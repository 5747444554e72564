import { cpus } from 'node:os';
import { median, printFigure } from '../figure.ts';
import type { Ground } from './ground.ts';

const ROUNDS = 5;
const BUDGET_MILLISECONDS = 8 * 60_000;

type Door = 'phone' | 'desk' | 'screen' | 'site';

/** What each door must reach: performance, accessibility, best practice, and its largest picture in seconds. */
const TARGETS: Record<Door, { performance: number; accessibility: number; practice: number; lcp: number }> = {
  phone: { performance: 95, accessibility: 100, practice: 100, lcp: 2 },
  site: { performance: 95, accessibility: 100, practice: 100, lcp: 2 },
  desk: { performance: 85, accessibility: 100, practice: 100, lcp: 2.5 },
  screen: { performance: 0, accessibility: 95, practice: 0, lcp: 3 },
};

interface Page {
  name: string;
  door: Door;
  address: string;
  who?: keyof Ground['callers'];
}

function pagesOf(orderId: string): Page[] {
  return [
    { name: 'phone_home', door: 'phone', address: '/' },
    { name: 'phone_home_signed_in', door: 'phone', address: '/', who: 'resident' },
    { name: 'phone_order', door: 'phone', address: '/order' },
    { name: 'phone_orders', door: 'phone', address: '/orders', who: 'resident' },
    { name: 'phone_order_of_mine', door: 'phone', address: `/orders/${orderId}`, who: 'resident' },
    { name: 'phone_offers', door: 'phone', address: '/offers', who: 'volunteer' },
    { name: 'desk_login', door: 'desk', address: '/desk/' },
    { name: 'desk_queue', door: 'desk', address: '/desk/', who: 'dispatcher' },
    { name: 'desk_tree', door: 'desk', address: '/desk/units', who: 'administrator' },
    { name: 'screen', door: 'screen', address: '/screen/', who: 'observer' },
    { name: 'site_home', door: 'site', address: '/site/' },
    { name: 'site_help', door: 'site', address: '/site/help' },
  ];
}

interface Round {
  performance: number;
  accessibility: number;
  practice: number;
  lcp: number;
  cls: number;
}

/** Lighthouse over the twelve main pages in turns, as many rounds as fit; the medians. A simulated slow phone, or a desktop. */
export async function measureLighthouse(ground: Ground, size: number): Promise<void> {
  const pages = pagesOf(ground.orderId);
  const rounds = new Map<string, Round[]>(pages.map(({ name }) => [name, []]));
  const begin = performance.now();
  let longest = 0;
  for (let round = 0; round < Math.max(1, Math.round(ROUNDS * size)); round++) {
    if (performance.now() - begin + longest > BUDGET_MILLISECONDS) break;
    const started = performance.now();
    for (const page of pages) rounds.get(page.name)?.push(await audit(ground, page));
    longest = performance.now() - started;
  }
  for (const page of pages) printRounds(page, rounds.get(page.name) ?? []);
}

async function audit({ url, port, callers }: Ground, { address, door, who }: Page): Promise<Round> {
  const { default: lighthouse, desktopConfig } = await import('lighthouse');
  const flags = {
    port,
    output: 'json' as const,
    logLevel: 'error' as const,
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    ...(who ? { extraHeaders: { Cookie: callers[who].cookie } } : {}),
  };
  const result = await lighthouse(
    url + address,
    flags,
    door === 'desk' || door === 'screen' ? desktopConfig : undefined,
  );
  if (!result) throw new Error(`Lighthouse gave nothing for ${address}.`);
  const { categories, audits } = result.lhr;
  const score = (name: string) => Math.round((categories[name]?.score ?? Number.NaN) * 100);
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    practice: score('best-practices'),
    lcp: (audits['largest-contentful-paint']?.numericValue ?? Number.NaN) / 1000,
    cls: audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
  };
}

function printRounds({ name, door }: Page, rounds: readonly Round[]): void {
  const target = TARGETS[door];
  const figure = (part: keyof Round, called: string, unit: string, limit: number, direction: 'atMost' | 'atLeast') => {
    // Now and then Lighthouse finds no largest picture: that round says nothing of it, nor of the page's score.
    const values = rounds.map((round) => round[part]).filter(Number.isFinite);
    printFigure({ name: `${name}.${called}`, value: median(values), unit, target: limit, direction, rounds: values });
  };
  const of = `of 100, median of ${rounds.length}, ${cpus().length} cores`;
  figure('performance', 'lighthouse', of, target.performance, 'atLeast');
  figure('accessibility', 'lighthouse.accessibility', of, target.accessibility, 'atLeast');
  figure('practice', 'lighthouse.best_practice', of, target.practice, 'atLeast');
  figure('lcp', 'lcp', 's, simulated', target.lcp, 'atMost');
  figure('cls', 'cls', 'score', door === 'screen' ? 0 : 0.05, 'atMost');
}
