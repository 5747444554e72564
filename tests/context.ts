import { SettableClock } from '../src/platform/clock.ts';
import type { Context, Ports } from '../src/platform/context.ts';
import { Database } from '../src/platform/database.ts';
import { Live } from '../src/platform/live.ts';
import { createLog } from '../src/platform/log.ts';
import { Memo } from '../src/platform/memo.ts';

/** A Monday at 09:00 in Taiyuan, far from any holiday. */
export const MONDAY = new Date('2026-03-02T01:00:00Z');

/** On a machine that is busy with other things a test waits longer than anybody who asks Linli for something. */
const PATIENCE = { statementMilliseconds: 60_000, connectMilliseconds: 60_000 };

/** A context on a test's own database, with a clock that can be moved. Close its database when the file ends. */
export function testContext(
  databaseUrl: string,
  options: { now?: Date; demo?: boolean; ports?: Partial<Ports>; connections?: number } = {},
): Context & { clock: SettableClock } {
  const keys = new Database(keysUrlFor(databaseUrl), { ...PATIENCE, connections: 3 });
  const database = new DatabaseWithKeys(databaseUrl, keys, options.connections ?? 10);
  const secret = Buffer.alloc(32, 7);
  const log = createLog('silent');
  return {
    database,
    keys,
    clock: new SettableClock(options.now ?? MONDAY),
    memo: new Memo(),
    live: new Live(database, log, 50),
    log,
    ports: { ...options.ports, sendCode: options.ports?.sendCode ?? (async () => {}) },
    secret,
    auditKey: Buffer.alloc(32, 8),
    masters: [{ version: 1, secret }],
    demo: options.demo ?? false,
    answerMilliseconds: 60_000,
  };
}

/**
 * The database of petitions' keys that goes with a database: one for all of a test run, since networks keep apart by their
 * ids; else the one of the same name with `_keys`.
 */
export function keysUrlFor(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.pathname = url.pathname.replace(
    /^(\/linli_test_[0-9a-f]{8})_[0-9a-f]{8}$|$/,
    (_all, run?: string) => `${run ?? ''}_keys`,
  );
  return url.href;
}

/** Closed together with the keys that belong to it. */
class DatabaseWithKeys extends Database {
  readonly #keys: Database;

  constructor(url: string, keys: Database, connections: number) {
    super(url, { ...PATIENCE, connections });
    this.#keys = keys;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#keys.close();
  }
}
