import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { type Cursor, endOfEvents, eventsAfter, type StoredEvent } from './events.ts';

export type Listener = (event: StoredEvent) => void;

const BATCH = 500;

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
    for (const network of await this.#database.networks()) {
      const cursor = this.#cursors.get(network.id);
      const next = await this.#database.transaction(network.id, async (connection) =>
        cursor ? eventsAfter(connection, cursor, BATCH) : { events: [], cursor: await endOfEvents(connection) },
      );
      this.#cursors.set(network.id, next.cursor);
      for (const event of next.events) this.#tell(network.id, event);
    }
    this.#lastReadAt = performance.now();
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
