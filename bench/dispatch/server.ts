import { setTimeout as sleep } from 'node:timers/promises';
import { printFigure } from '../figure.ts';
import { logInByPhone, post } from '../orders/logins.ts';
import { build, startServer } from '../orders/server-process.ts';
import { cityFolder } from './city.ts';

/** A storm of 10,000 orders in an hour brings one so often. */
const BETWEEN_MILLISECONDS = 360;
const SECONDS = 60;
const LOOKS_A_SECOND = 5;
const GIVE_UP_SECONDS = 120;

/**
 * `server.rss`, `index.age.p99`: the built server in a process of its own on the city whose index was measured before, while
 * orders come as fast as in a storm: what it holds in memory with the whole index, and how old the index gets.
 */
export async function measureServerWithIndex(size: number): Promise<void> {
  await build();
  const server = await startServer(cityFolder(size));
  try {
    await untilIndexed(server.url);
    const cookie = await logInByPhone(server.url, 1);
    const tree = (await (await fetch(`${server.url}/api/v1/tree`)).json()) as {
      units: { id: string; level: string }[];
    };
    const placeUnitId = tree.units.find((unit) => unit.level === 'station')?.id;
    const ages: number[] = [];
    const memory: number[] = [];
    let coming = true;
    const orders = (async () => {
      while (coming) {
        await post(server.url, '10.2.0.1', '/api/v1/orders', { text: '演示：想学手机怎么用', placeUnitId }, cookie);
        await sleep(BETWEEN_MILLISECONDS);
      }
    })();
    for (let look = 0; look < SECONDS * LOOKS_A_SECOND; look++) {
      const age = await metricOf(server.url, 'linli_index_age_seconds');
      if (age !== null) ages.push(age);
      memory.push(server.rss());
      await sleep(1000 / LOOKS_A_SECOND);
    }
    coming = false;
    await orders;
    ages.sort((a, b) => a - b);
    const p99 = ages[Math.ceil(0.99 * ages.length) - 1] ?? Number.NaN;
    printFigure({ name: 'index.age.p99', value: p99, unit: 's', target: 1, direction: 'atMost', rounds: ages });
    const most = Math.max(...memory);
    printFigure({ name: 'server.rss', value: most, unit: 'MB', target: 250, direction: 'atMost', rounds: memory });
  } finally {
    await server.stop();
  }
}

async function untilIndexed(url: string): Promise<void> {
  for (let second = 0; second < GIVE_UP_SECONDS; second++) {
    if (((await metricOf(url, 'linli_index_volunteers')) ?? 0) > 0) return;
    await sleep(1000);
  }
  throw new Error('The server built no index within two minutes.');
}

async function metricOf(url: string, name: string): Promise<number | null> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = new RegExp(`^${name}\\{[^}]*\\} (\\S+)`, 'm').exec(text)?.[1];
  return value === undefined || Number.isNaN(Number(value)) ? null : Number(value);
}
