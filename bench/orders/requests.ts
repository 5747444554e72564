import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { record, type Sent } from '../../tests/statements.ts';
import { median, printFigure } from '../figure.ts';
import { type BenchCity, dropCity, openCity } from './city.ts';
import { serveFloor } from './floor.ts';
import { logInAtDesk, logInByPhone, post } from './logins.ts';
import { usedMilliseconds } from './processor-time.ts';

const ROUNDS = 5;
/** Connections that load comes over. */
const WIDTH = 8;
/** A resident may place 60 orders a minute; each places fewer. */
const ORDERS_A_RESIDENT = 40;

interface Postgres {
  adminUrl: string;
  postmasterPid: number;
}

interface Load {
  url: string;
  method: 'GET' | 'POST';
  cookies: readonly string[];
  body?: string;
  count: number;
}

/**
 * `list.cpu`, `list.ratio`, `list.growth`: a desk page at 100,000 and at 1,000,000 orders and its floor, in turns. When
 * `full` also `list.growth_full`: at 5,000,000, which takes an hour to make and 19 GB to keep.
 */
export async function measureList(postgres: Postgres, { size, full }: { size: number; full: boolean }): Promise<void> {
  const grown = [
    { name: 'list.growth', orders: 1_000_000, target: 1.2 },
    ...(full ? [{ name: 'list.growth_full', orders: 5_000_000, target: 1.5 }] : []),
  ];
  const cities: BenchCity[] = [];
  const child = fork('bench/orders/load.mjs');
  try {
    for (const orders of [100_000, ...grown.map((each) => each.orders)])
      cities.push(await openCity(postgres.adminUrl, 'list', Math.round(orders * size), 'lived_in'));
    const pages = await Promise.all(
      cities.map(async (city) => ({
        url: `${city.url}/api/v1/orders?unit=${city.rootId}&status=submitted&limit=20`,
        method: 'GET' as const,
        cookies: [await logInAtDesk(city.url, 'shi')],
        count: Math.max(300, Math.round(4_000 * Math.min(1, size * 2))),
      })),
    );
    const [small] = cities;
    const [ours, ...larger] = pages;
    if (!small || !ours) throw new Error('No city was opened.');
    const get = () => fetch(ours.url, { headers: { cookie: ours.cookies[0] ?? '' } }).then((answer) => answer.text());
    await get();
    const floor = await serveFloor(small.databaseUrl, await record(get), []);
    const bareLoad = { url: floor.url, method: 'GET' as const, cookies: [''], count: ours.count };
    const times = await inTurns(postgres, child, [ours, bareLoad, ...larger]).finally(floor.end);
    const [list = [], bare = [], ...lists] = times;
    printAgainst('list.cpu', 'list.ratio', list, bare, { cpu: 0.7, ratio: 3 });
    for (const [index, { name, target }] of grown.entries())
      printFigure({
        ...{ name, target, unit: 'x', direction: 'atMost' },
        value: median(lists[index] ?? []) / median(list),
        rounds: (lists[index] ?? []).map((each, round) => each / (list[round] ?? Number.NaN)),
      });
  } finally {
    child.disconnect();
    for (const city of cities) await city.close();
  }
}

/** `import.rate`, and on what was imported `create.cpu` and `create.ratio`, against the recorded transaction. */
export async function measureWrites(postgres: Postgres, size: number): Promise<void> {
  const city = await openCity(postgres.adminUrl, `write_${process.pid}`, Math.round(100_000 * size), 'imported');
  const child = fork('bench/orders/load.mjs');
  try {
    const value = city.rate ?? Number.NaN;
    printFigure({ name: 'import.rate', value, unit: 'orders/s', target: 15_000, direction: 'atLeast' });
    const count = Math.max(200, Math.round(2_000 * Math.min(1, size * 2)));
    const cookies: string[] = [];
    const residents = Math.ceil((count * (ROUNDS + 1)) / ORDERS_A_RESIDENT);
    for (let index = 0; index < residents; index++) cookies.push(await logInByPhone(city.url, index));
    // Plainly a wish for help: a doubtful one would be sealed, which `petitions` measures.
    const order = { text: '我妈不会用智能手机挂号，想请志愿者来家里教教她。', placeUnitId: city.stationId };
    const place = async () => {
      const answer = await post(city.url, '10.0.0.2', '/api/v1/orders', order, cookies[0]);
      if (answer.status !== 201) throw new Error(`An order was answered ${answer.status}: ${await answer.text()}`);
      await answer.text();
    };
    await place();
    const sent = await record(place);
    const floor = await serveFloor(city.databaseUrl, sent, freshIn(sent));
    const times = await inTurns(postgres, child, [
      { url: `${city.url}/api/v1/orders`, method: 'POST', cookies, body: JSON.stringify(order), count },
      { url: floor.url, method: 'POST', cookies: [''], body: JSON.stringify(order), count },
    ]).finally(floor.end);
    printAgainst('create.cpu', 'create.ratio', times[0] ?? [], times[1] ?? [], { cpu: 1, ratio: 1.6 });
  } finally {
    child.disconnect();
    await dropCity(postgres.adminUrl, city);
  }
}

/** What must be new in each repetition of a create: the order's id and number, its events' ids, the attempt's key. */
function freshIn(sent: readonly Sent[]): string[] {
  const values = sent.find((each) => each.name?.startsWith('orders.save'))?.values;
  if (!values) throw new Error('Creating an order no longer sends a statement named orders.save.');
  const rows = (value: unknown) => JSON.parse(String(value)) as { id: string; number?: string }[];
  return [
    ...rows(values[1]).flatMap((row) => [row.id, row.number ?? '']),
    ...rows(values[3]).map((row) => row.id),
    String(values[4]),
  ];
}

/** Milliseconds of processor a request, server and database, per load and round. The first round only warms. */
export async function inTurns(postgres: Postgres, child: ChildProcess, loads: readonly Load[]): Promise<number[][]> {
  const times = loads.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++)
    for (const [index, load] of loads.entries()) {
      const before = usedMilliseconds(postgres.postmasterPid);
      child.send({ ...load, width: WIDTH });
      const [{ well, refused }] = (await once(child, 'message')) as [{ well: number; refused: string }];
      const after = usedMilliseconds(postgres.postmasterPid);
      if (well !== load.count) throw new Error(`Only ${well} of ${load.count} requests were answered well: ${refused}`);
      const used = after.server - before.server + after.database - before.database;
      if (round > 0) times[index]?.push(used / load.count);
    }
  return times;
}

function printAgainst(
  cpuName: string,
  ratioName: string,
  ours: readonly number[],
  floor: readonly number[],
  targets: { cpu: number; ratio: number },
): void {
  const [value, reference] = [median(ours), median(floor)];
  const common = { direction: 'atMost' as const, reference };
  printFigure({ name: cpuName, value, unit: 'ms', target: targets.cpu, rounds: ours, ...common });
  const rounds = ours.map((each, index) => each / (floor[index] ?? Number.NaN));
  printFigure({
    name: ratioName,
    value: median(rounds),
    unit: 'x',
    target: targets.ratio,
    direction: 'atMost',
    rounds,
  });
}
