import { chance, pick } from '../../simulator/random.ts';
import { tellGaps } from '../../src/dispatch/actions/gaps.ts';
import { runWaves, startWaves } from '../../src/dispatch/actions/waves.ts';
import { insertPeople } from '../../src/identity/actions.ts';
import { offeredBy } from '../../src/notify/rules.ts';
import { actOnOrder } from '../../src/orders/actions/act.ts';
import { listOrders } from '../../src/orders/actions/list.ts';
import { submitOrder } from '../../src/orders/actions/submit.ts';
import { ordersJobs } from '../../src/orders/jobs.ts';
import { loadPolicies, loadTree } from '../../src/organisation/actions.ts';
import { SettableClock } from '../../src/platform/clock.ts';
import type { Context } from '../../src/platform/context.ts';
import { type Cursor, endOfEvents, eventsAfter, type StoredEvent } from '../../src/platform/events.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { newId } from '../../src/shared/ids.ts';
import { Problem } from '../../src/shared/problem.ts';
import { actingVolunteer } from '../../src/volunteers/actions.ts';
import { median, printFigure } from '../figure.ts';
import { openCopy } from './city.ts';

const WEEK = 7 * 86_400_000;
/** A Monday, half past nine in Taiyuan. */
const A_MONDAY = Date.parse('2026-11-30T01:30:00Z');
const ORDERS = 10_000;
const STORM_MINUTES = 60;
/** What is looked at after the last order came. */
const AFTER_MINUTES = 60;
const RESIDENTS = 200;
/** Of those asked so many say yes, some minutes later, whoever they are; chosen before anything was measured. */
const SAYS_YES = 0.06;
const ANSWER_MINUTES = 30;
const LOOKS_A_MINUTE = 3;
/** Whoever waits hears so often how far it has come. */
const MINUTES_TOLD = 10;
/** So many people are served at the same time, as a server does: one after the other, most of the time goes by in waiting. */
const AT_ONCE = 8;

/**
 * `storm.list.p99`: 10,000 urgent orders in an hour, each triaged and asked about in waves, and the city's queue read all the
 * while. Beside it, on the error output: processor time, messages per person, and when the centres were told that people are
 * missing, against when the first order's own clock ran out.
 */
export async function measureStorm(size: number): Promise<void> {
  const opened = await openCopy(size);
  try {
    // The next Monday: a day on which nobody of the city has been asked.
    const begins = new Date(A_MONDAY + Math.ceil((Date.now() - A_MONDAY) / WEEK) * WEEK);
    const context = { ...opened.context, clock: new SettableClock(begins) };
    const [network] = await context.database.networks();
    if (!network) throw new Error('The demo city is missing.');
    const storm = await Storm.begin(context, network.id, Math.round(ORDERS * size));
    for (let minute = 0; minute < STORM_MINUTES + AFTER_MINUTES; minute++) {
      await storm.pass(minute);
      if ((minute + 1) % MINUTES_TOLD === 0) storm.tell(minute);
    }
    storm.print();
  } finally {
    await opened.close();
  }
}

interface Cast {
  residents: Actor[];
  dispatcher: Actor;
  stations: string[];
  kinds: string[];
  cursor: Cursor;
}

/** A storm under way: owns who answers when, and what was measured. */
class Storm {
  readonly #context: Context & { clock: SettableClock };
  readonly #networkId: string;
  readonly #orders: number;
  readonly #cast: Cast;
  readonly #begins: Date;
  readonly #yes: (() => Promise<void>)[][] = [];
  readonly #messages = new Map<string, number>();
  readonly #listMilliseconds: number[] = [];
  readonly #processor: number[] = [];
  readonly #own = new Set<string>();
  readonly #told: { minute: number; unmet: number }[] = [];
  #sent = 0;
  #taken = 0;
  #firstLateAt: number | null = null;

  private constructor(context: Context & { clock: SettableClock }, networkId: string, orders: number, cast: Cast) {
    this.#context = context;
    this.#networkId = networkId;
    this.#orders = orders;
    this.#cast = cast;
    this.#begins = context.clock.now();
  }

  static async begin(context: Context & { clock: SettableClock }, networkId: string, orders: number): Promise<Storm> {
    const [tree, policies] = [await loadTree(context, networkId), await loadPolicies(context, networkId)];
    const units = [...tree.units.values()];
    const city = units.find((unit) => unit.level === 'city');
    const person = (id: string): Actor => ({ kind: 'person', id, networkId, grants: [] });
    const at = context.clock.now();
    const ids = Array.from({ length: RESIDENTS + 1 }, () => newId(at));
    const cursor = await context.database.transaction(networkId, async (connection) => {
      await insertPeople(
        connection,
        ids.map((id, n) => ({ id, name: `演示${n}`, phone: null, homeUnitId: null, createdAt: at })),
      );
      return endOfEvents(connection);
    });
    const [staff = '', ...residents] = ids;
    return new Storm(context, networkId, orders, {
      residents: residents.map(person),
      dispatcher: { ...person(staff), grants: [{ role: 'dispatcher', unitId: city?.id ?? '' }] },
      stations: units.filter((unit) => unit.level === 'station').map((unit) => unit.id),
      kinds: [...policies.kinds.values()].filter((kind) => kind.volunteerDispatchable).map((kind) => kind.id),
      cursor,
    });
  }

  /** One minute: orders come, people answer, jobs do what is due, the queue is read. */
  async pass(minute: number): Promise<void> {
    this.#context.clock.set(new Date(this.#begins.getTime() + minute * 60_000));
    const used = process.cpuUsage();
    const coming = (at: number) => Math.floor((Math.min(at, STORM_MINUTES) * this.#orders) / STORM_MINUTES);
    const first = coming(minute);
    await atOnce(Array.from({ length: coming(minute + 1) - first }, (_, n) => () => this.#comes(first + n)));
    await atOnce(this.#yes[minute] ?? []);
    while (await runWaves(this.#context, this.#networkId));
    for (const job of ordersJobs)
      if (job.name === 'orders.clock') while (await job.run(this.#context, this.#networkId));
    await tellGaps(this.#context, this.#networkId);
    await this.#hear(minute);
    const { user, system } = process.cpuUsage(used);
    this.#processor.push((user + system) / 1000);
    for (let look = 0; look < LOOKS_A_MINUTE; look++) await this.#look();
  }

  async #comes(n: number): Promise<void> {
    const { residents, dispatcher, stations, kinds } = this.#cast;
    const resident = pick(residents, 'resident', n);
    const placeUnitId = pick(stations, 'station', n);
    const { id } = await submitOrder(this.#context, resident, { text: '演示：雪天要人帮一把', placeUnitId });
    this.#own.add(id);
    const triage = { nature: 'public_service', kind: pick(kinds, 'kind', n), urgency: 'urgent' } as const;
    try {
      await actOnOrder(this.#context, dispatcher, { orderId: id, action: 'triage', input: triage });
      await startWaves(this.#context, dispatcher, id);
    } catch (error) {
      // Where nobody can be asked the order waits, and the desk says why.
      if (!(error instanceof Problem)) throw error;
    }
  }

  /** Reads the history: who was asked, and will say yes; what the centres were told; whose clock ran out. */
  async #hear(minute: number): Promise<void> {
    for (;;) {
      const { events, cursor } = await this.#context.database.transaction(this.#networkId, (connection) =>
        eventsAfter(connection, this.#cast.cursor, 500),
      );
      if (events.length === 0) return;
      this.#cast.cursor = cursor;
      for (const event of events) this.#note(event, minute);
    }
  }

  #note(event: StoredEvent, minute: number): void {
    if (event.kind === 'dispatch.gap_grew') this.#told.push({ minute, unmet: Number(event.body['unmet']) });
    const late = event.kind === 'orders.escalated' || event.kind === 'orders.lapsed';
    if (late && this.#own.has(event.subjectId)) this.#firstLateAt ??= minute;
    if (event.kind !== 'orders.widened') return;
    for (const personId of offeredBy(event)) {
      this.#sent++;
      this.#messages.set(personId, (this.#messages.get(personId) ?? 0) + 1);
      if (chance('yes', personId, event.subjectId) >= SAYS_YES) continue;
      const at = minute + 1 + Math.floor(chance('when', personId, event.subjectId) * ANSWER_MINUTES);
      const saying = this.#yes[at] ?? [];
      this.#yes[at] = saying;
      saying.push(() => this.#accepts(personId, event.subjectId));
    }
  }

  async #accepts(personId: string, orderId: string): Promise<void> {
    const now = this.#context.clock.now();
    const volunteer = await this.#context.database.transaction(this.#networkId, (connection) =>
      actingVolunteer(connection, personId, now),
    );
    const person: Actor = { kind: 'person', id: personId, networkId: this.#networkId, grants: [] };
    const actor = volunteer ? { ...person, volunteer } : person;
    try {
      await actOnOrder(this.#context, actor, { orderId, action: 'accept', input: {} });
      this.#taken++;
    } catch (error) {
      // Somebody was quicker.
      if (!(error instanceof Problem)) throw error;
    }
  }

  async #look(): Promise<void> {
    const begin = performance.now();
    await listOrders(this.#context, this.#cast.dispatcher, { status: ['triaged', 'dispatched'], order: 'due' });
    this.#listMilliseconds.push(performance.now() - begin);
  }

  /** How far it has come, and what the last minute cost. */
  tell(minute: number): void {
    const last = this.#processor.at(-1) ?? 0;
    const told = [
      `${this.#sent} messages`,
      `${this.#taken} places taken`,
      `${(last / 1000).toFixed(1)} s of processor`,
      `queue's page ${this.#listMilliseconds.at(-1)?.toFixed(1)} ms`,
    ];
    process.stderr.write(`minute ${minute + 1}: ${told.join(', ')}\n`);
  }

  print(): void {
    const sorted = [...this.#listMilliseconds].sort((a, b) => a - b);
    const p99 = sorted[Math.ceil(0.99 * sorted.length) - 1] ?? Number.NaN;
    const rounds = [median(sorted), p99];
    printFigure({ name: 'storm.list.p99', value: p99, unit: 'ms', target: 1000, direction: 'atMost', rounds });
    // Spread over the arguments of Math.max, a whole city's people are more than a call may have.
    const most = [...this.#messages.values()].reduce((highest, each) => Math.max(highest, each), 0);
    const mean = this.#sent / Math.max(1, this.#messages.size);
    const processor = this.#processor.slice(0, STORM_MINUTES).reduce((sum, each) => sum + each, 0);
    const told = this.#told.map(({ minute, unmet }) => `minute ${minute} (${unmet})`).join(', ');
    process.stderr.write(
      `${[
        `storm of ${this.#orders} orders in ${STORM_MINUTES} minutes`,
        `queue's page ${median(sorted).toFixed(1)} ms in the middle`,
        `${(processor / this.#orders).toFixed(1)} ms of this process's processor an order, waves and jobs with it`,
        `${this.#sent} messages to ${this.#messages.size} people: ${mean.toFixed(2)} each of them, ${most} at most`,
        `${this.#taken} places taken`,
        `centres were told of ${this.#told.length} gaps: ${told || 'none'}`,
        `the first order's own clock ran out at minute ${this.#firstLateAt ?? '-'}`,
      ].join('; ')}\n`,
    );
  }
}

/** Does all of it, a few at the same time. */
async function atOnce(works: readonly (() => Promise<void>)[]): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let work = works[next++]; work; work = works[next++]) await work();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
