import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/supervisor.ts';
import { prepareDatabases } from '../databases.ts';
import { chooseDemoMessages, type Message } from '../messages.ts';
import { type Report, writeReport } from '../report.ts';
import { liveIn, START } from '../simulate.ts';
import { openApartCity, type Struck } from './city.ts';
import { outagesOf, strikesOf } from './strikes.ts';

const DAYS = 7;
/** For each order a day that Taiyuan has, which are 2,000. */
const VOLUNTEERS_AN_ORDER = 1.5;
const LEAST_VOLUNTEERS = 60;
const MOST_VOLUNTEERS = 3_000;
/** Two kills and two cuts a day. */
const STRIKES = 28;

/** What a week through the API came to. */
interface ApartReport extends Report {
  struck: Struck;
}

/**
 * Lets Taiyuan live for a week through the open API of a server in a process of its own, which is killed while people write,
 * cut off from its database and gone for hours. Fewer orders have fewer volunteers.
 */
export async function liveWeekApart(options: { seed: number; ordersPerDay: number }): Promise<ApartReport> {
  const { seed, ordersPerDay } = options;
  const volunteers = Math.round(ordersPerDay * VOLUNTEERS_AN_ORDER);
  const folder = await mkdtemp(join(tmpdir(), 'linli-simulator-'));
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, settings: { fsync: 'off' } });
  try {
    const city = await openApartCity(await prepareDatabases(postgres.adminUrl), {
      city: 'demo',
      volunteers: Math.min(MOST_VOLUNTEERS, Math.max(LEAST_VOLUNTEERS, volunteers)),
      start: START,
      outages: outagesOf(seed, START, DAYS),
      strikes: strikesOf(seed, START, DAYS, STRIKES),
    });
    try {
      const count = ordersPerDay * DAYS;
      const messages = repeated(chooseDemoMessages(count, seed), count);
      const report = await liveIn(city, messages, { seed, days: DAYS, arrivalDays: DAYS });
      return { ...report, struck: city.struck };
    } finally {
      await city.close();
    }
  } finally {
    await postgres.stop();
    await removeEmbeddedPostgres(folder);
  }
}

/** As many as are wanted: the same again under other names where there are fewer. */
function repeated(messages: readonly Message[], count: number): Message[] {
  return Array.from({ length: count }, (_, nth) => {
    const message = messages[nth % messages.length] as Message;
    const round = Math.floor(nth / messages.length);
    return round === 0 ? message : { ...message, id: `${message.id} ${round}` };
  });
}

/** The report as lines for people: with what went wrong, and without every single way. */
export function writeApart(report: ApartReport): string {
  const { struck } = report;
  return [
    `What went wrong: the server killed ${struck['server killed']} times and cut off from its database ${struck['line cut']} times while somebody wrote,`,
    `  gone ${struck.outages} times for up to five hours; ${struck.lost} requests got no answer and were sent again`,
    writeReport({ ...report, ways: [] }),
  ].join('\n');
}
