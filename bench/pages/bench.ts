import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromePath } from '../../tests/browser.ts';
import { build, startServer } from '../orders/server-process.ts';
import { measureLighthouse } from './audits.ts';
import type { Ground } from './ground.ts';
import { enter, live, PHONES, STAFF } from './life.ts';
import { measureSizes } from './sizes.ts';
import { measureDesk, measurePhone, measureQueue, measureWall } from './use.ts';

const DEBUGGING_PORT = 9876;

/**
 * `npm run bench -- pages [--size F]`: bytes of each entry and main route; a scripted use of phone and desk on a processor
 * four times slower; a queue of 5,000 rows; the wall over 24 simulated hours; Lighthouse, five rounds over twelve pages, as
 * many of them as fit into eight minutes.
 */
export async function run({ size }: { size: number; full: boolean }): Promise<void> {
  await build();
  const dataFolder = mkdtempSync(join(tmpdir(), 'linli-bench-pages-'));
  const server = await startServer(dataFolder, 'small');
  const browser = await chromium.launch({
    executablePath: chromePath(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--js-flags=--expose-gc',
      `--remote-debugging-port=${DEBUGGING_PORT}`,
    ],
  });
  try {
    const url = server.url.replace('127.0.0.1', 'localhost');
    const callers = {
      resident: await enter(url, PHONES.resident),
      leader: await enter(url, PHONES.leader),
      volunteer: await enter(url, PHONES.volunteer),
      dispatcher: await enter(url, STAFF.dispatcher),
      administrator: await enter(url, STAFF.administrator),
      observer: await enter(url, STAFF.observer),
    };
    const { taken } = await live(callers);
    const ground: Ground = { url, port: DEBUGGING_PORT, callers, orderId: taken };
    await measureSizes(browser, ground);
    await measurePhone(browser, ground);
    await measureDesk(browser, ground);
    await measureQueue(browser, ground, size);
    await measureWall(browser, ground, size);
    await measureLighthouse(ground, size);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
