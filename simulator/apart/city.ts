import { setTimeout as sleep } from 'node:timers/promises';
import { type LoadOptions, loadDemoCity, logInsOfCentres } from '../../demo/load.ts';
import { volunteerPhone } from '../../demo/people.ts';
import { FaultyLine } from '../../faults/faulty-line.ts';
import { SettableClock } from '../../src/platform/clock.ts';
import type { Context } from '../../src/platform/context.ts';
import { freePort } from '../../src/platform/embedded-postgres/postmaster.ts';
import type { StoredEvent } from '../../src/platform/events.ts';
import { runJobsOnce } from '../../src/platform/jobs.ts';
import { type SimulatedCity, simulatedContext } from '../city.ts';
import type { Stories } from '../history.ts';
import { hearHistory } from '../time.ts';
import { compareWithRows } from './compare.ts';
import { ServerProcess } from './process.ts';
import { type Outage, opensAt, type Strike } from './strikes.ts';

/** How long the way to the database is cut when it is. */
const CUT_MILLISECONDS = 1_200;
const PAUSE_MILLISECONDS = 50;
/** A turn that fails so often fails for another reason than those that were planned. */
const MOST_TRIES = 100;

/** What became of the faults that were planned. */
export interface Struck {
  'server killed': number;
  'line cut': number;
  outages: number;
  /** Requests that got no whole answer, or 503, and were sent again. */
  lost: number;
}

/** A city whose server is a process apart and whose way to the database can be cut. Owns both. */
export class ApartCity implements SimulatedCity {
  readonly url: string;
  readonly logins: SimulatedCity['logins'];
  readonly volunteerPhones: string[];
  readonly struck: Struck = { 'server killed': 0, 'line cut': 0, outages: 0, lost: 0 };
  readonly #context: Context & { clock: SettableClock };
  readonly #server: ServerProcess;
  readonly #line: FaultyLine;
  readonly #outages: readonly Outage[];
  readonly #strikes: Strike[];
  readonly #ear = hearHistory('simulator.ear');

  constructor(parts: {
    context: Context & { clock: SettableClock };
    server: ServerProcess;
    line: FaultyLine;
    port: number;
    logins: SimulatedCity['logins'];
    volunteers: number;
    outages: readonly Outage[];
    strikes: readonly Strike[];
  }) {
    this.url = `http://127.0.0.1:${parts.port}`;
    this.logins = parts.logins;
    this.volunteerPhones = Array.from({ length: parts.volunteers }, (_, index) => volunteerPhone(index));
    this.#context = parts.context;
    this.#server = parts.server;
    this.#line = parts.line;
    this.#outages = parts.outages;
    this.#strikes = [...parts.strikes];
  }

  get clock(): SettableClock {
    return this.#context.clock;
  }

  opensAt(instant: Date): Date {
    return opensAt(this.#outages, instant);
  }

  /** An outage that lies between now and then has the server killed, and started when it is over. */
  async goTo(instant: Date): Promise<void> {
    const now = this.clock.now();
    const begun = this.#outages.filter(({ from }) => from > now && from <= instant).length;
    this.struck.outages += begun;
    if (begun > 0) await this.#server.kill();
    this.clock.set(instant);
    await this.#untilDone(false);
  }

  async turn(): Promise<StoredEvent[]> {
    await this.#untilDone(true);
    // Read past the faults: what is watched is what the database holds.
    await runJobsOnce(this.#context, [this.#ear.job]);
    return this.#ear.take();
  }

  /** While a write to an order is sent, the strike that is due falls; nothing else is sent until it is over. */
  async around<T>(method: string, path: string, work: () => Promise<T>): Promise<T> {
    const [strike] = this.#strikes;
    const isAimed = method === 'POST' && path.startsWith('/api/v1/orders');
    if (!strike || !isAimed || strike.from > this.clock.now()) return work();
    this.#strikes.shift();
    const [done] = await Promise.allSettled([work(), this.#strike(strike)]);
    if (done.status === 'rejected') throw done.reason;
    return done.value;
  }

  async #strike({ kind, afterMilliseconds }: Strike): Promise<void> {
    await sleep(afterMilliseconds);
    this.struck[kind]++;
    if (kind === 'server killed') return this.#server.kill();
    await this.#line.become('cut');
    await sleep(CUT_MILLISECONDS);
    await this.#line.become('open');
  }

  async back(): Promise<void> {
    this.struck.lost++;
    if (this.#server.runs) await sleep(PAUSE_MILLISECONDS);
    await this.#untilDone(false);
  }

  /** Has a server know the time, and the jobs do what is due, whatever happens to either meanwhile. */
  async #untilDone(turn: boolean): Promise<void> {
    let failed: string | null = null;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      await this.#server.start(this.clock.now());
      failed = await this.#server.ask(this.clock.now(), turn);
      if (failed === null) return;
      await sleep(PAUSE_MILLISECONDS);
    }
    throw new Error(`The simulated city's server does not go on: ${failed ?? ''}`);
  }

  compare(stories: Stories, acknowledged: readonly string[]): Promise<string[]> {
    return compareWithRows(this.#context, stories, acknowledged);
  }

  async close(): Promise<void> {
    await this.#server.kill();
    await this.#line.close();
    this.#context.live.stop();
    await this.#context.database.close();
    await this.#context.keys.close();
  }
}

/** Fills an empty, migrated database with a demo city that has no orders, and serves it from a process apart. */
export async function openApartCity(
  urls: { databaseUrl: string; keysUrl: string },
  options: Pick<LoadOptions, 'city' | 'volunteers'> & {
    start: Date;
    outages: readonly Outage[];
    strikes: readonly Strike[];
  },
): Promise<ApartCity> {
  const { city, volunteers, start, outages, strikes } = options;
  const clock = new SettableClock(start);
  const context = { ...simulatedContext(urls, clock), clock };
  const named = await loadDemoCity(context, { city, volunteers, orders: 'none' });
  const logins = [...named, ...(await logInsOfCentres(city))];
  const behind = new URL(urls.databaseUrl);
  const line = new FaultyLine(Number(behind.port));
  behind.port = String(await line.listen());
  const port = await freePort(undefined);
  const server = new ServerProcess({ databaseUrl: behind.href, keysUrl: urls.keysUrl, port });
  const apart = new ApartCity({ context, server, line, port, logins, volunteers, outages, strikes });
  await apart.goTo(start);
  // What has happened before is not watched.
  await apart.turn();
  return apart;
}
