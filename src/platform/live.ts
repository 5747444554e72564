import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { type Cursor, endOfEvents, eventsAfter, isAnythingAfter, type StoredEvent } from './events.ts';

export type Listener = (event: StoredEvent) => void;

const BATCH = 500;
/** Full batches of one network in a turn: then the others have theirs. */
const MOST_BATCHES = 20;

/**
 * The one relay of a server: reads each network's new events a few times a second and hands them to whoever listens in
 * this process (open pages, memos to forget). What commits is told, in the order of commit, on every server.
 */
export class Live {
  readonly #database: Database;
  readonly #log: Logger;
  readonly #everyMilliseconds: number;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #everywhere = new Set<Listener>();
  readonly #cursors = new Map<string, Cursor>();
  /** Networks with events that must not be told yet, and since when. */
  readonly #waitingSince = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #lastReadAt = 0;

  constructor(database: Database, log: Logger, everyMilliseconds = 200) {
    this.#database = database;
    this.#log = log;
    this.#everyMilliseconds = everyMilliseconds;
  }

  /** Starts reading from now on. */
  async start(): Promise<void> {
    await this.#read();
    this.#schedule();
  }

  /** Stops reading. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Milliseconds since events were last read without trouble. */
  ageMilliseconds(): number {
    return performance.now() - this.#lastReadAt;
  }

  /**
   * Milliseconds for which events have lain there that may not be told yet, in the network that has waited longest: a
   * transaction that writes has been open since before them, somewhere in the cluster. 0 when there are none.
   */
  waitingMilliseconds(): number {
    const now = performance.now();
    return now - Math.min(now, ...this.#waitingSince.values());
  }

  /** Listens to one network; the answer ends it. */
  subscribe(networkId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(networkId) ?? new Set();
    this.#listeners.set(networkId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Listens to all networks; the answer ends it. */
  subscribeAll(listener: Listener): () => void {
    this.#everywhere.add(listener);
    return () => this.#everywhere.delete(listener);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(async () => {
      await this.#read().catch((error: unknown) => this.#log.warn({ err: error }, 'live events could not be read'));
      this.#schedule();
    }, this.#everyMilliseconds);
    this.#timer.unref();
  }

  async #read(): Promise<void> {
    const failures: unknown[] = [];
    for (const { id } of await this.#database.networks())
      try {
        for (let batch = 1; (await this.#readBatch(id)) === BATCH && batch < MOST_BATCHES; batch++);
      } catch (error) {
        // What is wrong with one network is not with the others.
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
    this.#lastReadAt = performance.now();
  }

  /** Tells a network's next events. Gives how many there were. */
  async #readBatch(networkId: string): Promise<number> {
    const cursor = this.#cursors.get(networkId);
    const { next, isWaiting } = await this.#database.transaction(networkId, async (connection) => {
      if (!cursor) return { next: { events: [], cursor: await endOfEvents(connection) }, isWaiting: false };
      const read = await eventsAfter(connection, cursor, BATCH);
      return { next: read, isWaiting: read.events.length === 0 && (await isAnythingAfter(connection, cursor)) };
    });
    this.#cursors.set(networkId, next.cursor);
    if (!isWaiting) this.#waitingSince.delete(networkId);
    else if (!this.#waitingSince.has(networkId)) this.#waitingSince.set(networkId, performance.now());
    for (const event of next.events) this.#tell(networkId, event);
    return next.events.length;
  }

  #tell(networkId: string, event: StoredEvent): void {
    for (const listener of [...this.#everywhere, ...(this.#listeners.get(networkId) ?? [])]) {
      try {
        listener(event);
      } catch (error) {
        this.#log.error({ err: error, networkId }, 'a listener of live events failed');
      }
    }
  }
}
