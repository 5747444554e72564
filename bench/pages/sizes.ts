import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { printFigure } from '../figure.ts';
import type { Ground } from './ground.ts';
import { readerOf } from './use.ts';

const PAGES: readonly { name: string; address: string; who?: keyof Ground['callers']; elder?: true; target: number }[] =
  [
    { name: 'phone', address: '/', target: 100 },
    { name: 'phone_elder_home', address: '/', elder: true, target: 80 },
    { name: 'phone_order', address: '/order', target: 100 },
    { name: 'phone_check', address: '/order/check', target: 100 },
    { name: 'phone_orders', address: '/orders', who: 'resident', target: 100 },
    { name: 'phone_tasks', address: '/tasks', who: 'volunteer', target: 100 },
    { name: 'desk', address: '/desk/', target: 420 },
    { name: 'desk_queue', address: '/desk/', who: 'dispatcher', target: 420 },
    { name: 'screen', address: '/screen/', who: 'observer', target: 330 },
    { name: 'site', address: '/site/', target: 100 },
  ];

/** Bytes of code and style that a browser which knows nothing yet fetches for a page, as they go over the wire. */
export async function measureSizes(browser: Browser, ground: Ground): Promise<void> {
  for (const { name, address, who, elder, target } of PAGES) {
    const { context, page } = await readerOf(browser, ground, who, {
      phone: !/^(?:desk|screen)/.test(name),
      ...(elder ? { elder } : {}),
    });
    const fetched = new Set<string>();
    let own = 0;
    page.on('response', async (response) => {
      const { pathname } = new URL(response.url());
      if (/\.(?:js|css)$/.test(pathname)) fetched.add(pathname);
      if (name === 'site' && pathname === address) own = gzipSync(await response.body()).length;
    });
    await page.goto(address, { waitUntil: 'networkidle' }).catch(() => undefined);
    const bytes = [...fetched].reduce((sum, path) => sum + sent(path), own);
    await context.close();
    printFigure({ name: `${name}.gzip`, value: bytes / 1000, unit: 'KB', target, direction: 'atMost' });
  }
}

function sent(pathname: string): number {
  const folder = /^\/(?:desk|screen)\//.test(pathname) ? 'dist/web' : 'dist/web/resident';
  const file = join(folder, pathname);
  return existsSync(`${file}.gz`) ? statSync(`${file}.gz`).size : gzipSync(readFileSync(file)).length;
}
